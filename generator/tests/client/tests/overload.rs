//! A server in trouble is not given more of it, and a client that waits for it does not wait for ever.

use std::time::{Duration, Instant, SystemTime};

use authing::{AuthenticationClient, AuthenticationClientBuilder, CallOptions, ErrorKind, RetryBudget};
use client_e2e::{Answer, Fault, Server};

use crate::support::{FINE, SYSTEM, quick, shown, user};

const FOR_EVER: Duration = Duration::from_secs(24 * 60 * 60);

fn builder(server: &Server) -> AuthenticationClientBuilder {
    AuthenticationClient::builder().app_id("a").access_token("s3cr3t-t").app_host(server.url()).retry(quick())
}

#[tokio::test]
async fn a_storm_of_refusals_is_not_answered_with_a_storm_of_retries() {
    let server = Server::with(|_| Answer::json(429, "").header("retry-after", "0"));
    let client = builder(&server).retry_budget(RetryBudget::new(5)).build().unwrap();
    let calls: Vec<_> = (0..50).map(|_| tokio::spawn(client.get_system_info().send())).collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.is_retryable()), (429, true));
    }
    assert_eq!(server.requests().len(), 55);
}

#[tokio::test]
async fn successes_earn_retries() {
    let server = Server::with(|request| match request.path() {
        "/api/v3/system" => Answer::json(503, ""),
        _ => Answer::json(200, FINE),
    });
    let client = builder(&server).retry_budget(RetryBudget::new(1)).build().unwrap();
    assert!(client.get_system_info().send().await.is_err());
    assert!(client.get_system_info().send().await.is_err());
    assert_eq!(server.requests().len(), 3);
    for _ in 0..10 {
        client.bind_phone("1", "2").send().await.unwrap();
    }
    assert!(client.get_system_info().send().await.is_err());
    assert_eq!(server.requests().len(), 15);
}

#[tokio::test]
async fn a_silent_server_ends_an_attempt() {
    let faults = [Fault::SlowHeaders(FOR_EVER), Fault::SlowBody(4, FOR_EVER)];
    for fault in faults {
        let slow = Answer::json(200, SYSTEM).fault(fault);
        let server = Server::script([slow.clone(), Answer::json(200, SYSTEM), slow]);
        let client = builder(&server).read_timeout(Duration::from_millis(200)).build().unwrap();
        client.get_system_info().send().await.unwrap();
        assert_eq!(server.requests().len(), 2);
        let once =
            CallOptions::new().retry(authing::RetryPolicy::none()).read_timeout(Duration::from_millis(100));
        let error = client.get_system_info().with(once).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(shown(&error).starts_with("getSystemInfo: nothing more came within 100ms"), "{error}");
    }
}

#[tokio::test]
async fn a_slow_server_that_goes_on_is_waited_for() {
    let slow = Answer::json(200, SYSTEM).fault(Fault::SlowBody(8, Duration::from_millis(50)));
    let server = Server::script([slow]);
    let client = builder(&server).read_timeout(Duration::from_secs(20)).build().unwrap();
    client.get_system_info().send().await.unwrap();
}

#[tokio::test]
async fn a_half_closed_connection_is_a_transport_error() {
    let half = Answer::json(200, FINE).fault(Fault::HalfClosed);
    let server = Server::with(move |_| half.clone());
    let error = user(&server).bind_phone("1", "2").send().await.unwrap_err();
    shown(&error);
    assert_eq!(
        (error.kind(), error.status().map(|status| status.as_u16())),
        (ErrorKind::Transport, Some(200))
    );
}

#[tokio::test]
async fn a_server_whose_clock_is_wrong_is_understood() {
    // Its clock is a day ahead; by this machine's, the date to return would be a day away.
    let there = SystemTime::now() + Duration::from_secs(24 * 60 * 60);
    let date = httpdate::fmt_http_date;
    let busy = Answer::json(503, "")
        .header("date", date(there))
        .header("retry-after", date(there + Duration::from_secs(1)));
    let server = Server::script([busy, Answer::json(200, SYSTEM)]);
    let began = Instant::now();
    user(&server).get_system_info().send().await.unwrap();
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_small_body_that_unpacks_into_a_huge_one_is_not_read() {
    // 64 KiB of zeros in one block of gzip, again and again: members that follow each other are one body.
    let server = Server::with(|_| {
        Answer::bytes(200, bomb())
            .header("content-type", "application/json")
            .header("content-encoding", "gzip")
    });
    let client = builder(&server).max_body_size(100_000).build().unwrap();
    let error = client.get_system_info().send().await.unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("larger than 100000 bytes"), "{error}");
    assert!(server.request().header("accept-encoding").is_some_and(|codings| codings.contains("gzip")));
}

/// A gzip member that holds many spaces: one literal, and then the longest matches of it.
fn bomb() -> Vec<u8> {
    let mut bits = Bits::default();
    // One final block with the fixed codes of RFC 1951: a literal space has the eight bits 01010000.
    bits.push(0b1, 1);
    bits.push(0b01, 2);
    bits.push_code(0x30 + u32::from(b' '), 8);
    for _ in 0..1000 {
        // Length 258 is code 285, in eight bits 11000101; distance 1 is code 0, in five bits.
        bits.push_code(0b1100_0101, 8);
        bits.push_code(0, 5);
    }
    bits.push_code(0, 7);
    let mut member = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    member.extend(bits.bytes);
    // Nobody comes as far as the checksum.
    member.extend([0; 8]);
    member
}

/// Bits, the least significant first, as RFC 1951 packs them.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    fn push(&mut self, value: u32, count: u32) {
        for index in 0..count {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let bit = u8::from(value >> index & 1 == 1);
            *self.bytes.last_mut().unwrap() |= bit << (self.used % 8);
            self.used += 1;
        }
    }

    /// Codes are packed the most significant bit first.
    fn push_code(&mut self, code: u32, count: u32) {
        (0..count).rev().for_each(|index| self.push(code >> index & 1, 1));
    }
}
