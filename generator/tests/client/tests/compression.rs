//! Answers that come compressed are read as if they had not been.

use std::io::Write;

use authing::{AuthenticationClient, CallOptions, ErrorKind, RetryPolicy};
use client_e2e::{Answer, Server};
use flate2::{Compression, write::GzEncoder};

use crate::support::{FINE, SYSTEM, quick, shown, user};

#[tokio::test]
async fn the_bodies_of_errors_share_one_limit_over_all_attempts() {
    let zeros = gzip(&"0".repeat(15_000));
    let server = Server::with(move |_| Answer::bytes(503, zeros.clone()).header("content-encoding", "gzip"));
    let builder = AuthenticationClient::builder().app_id("a").app_host(server.url());
    let client = builder.retry(quick().max_attempts(4)).max_body_size(40_000).build().unwrap();
    let error = client.get_system_info().send().await.unwrap_err();
    assert_eq!((error.status().map(|status| status.as_u16()), server.requests().len()), (Some(503), 4));
    // Two bodies fit whole and a third in part; nothing is left for the last.
    let call =
        |attempts| client.get_system_info().with(CallOptions::new().retry(quick().max_attempts(attempts)));
    for (attempts, length) in [(2, 15_000), (3, 10_000), (4, 0)] {
        let error = call(attempts).send().await.unwrap_err();
        assert_eq!(error.body().map_or(0, |body| body.len()), length, "{attempts}");
    }
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// A stream of RFC 7932 that holds up to 64 KiB as they are: a window of 22 bits, one block without compression, an empty last one.
fn brotli(text: &str) -> Vec<u8> {
    let length = text.len() - 1;
    let byte = |shifted: usize| u8::try_from(shifted & 0xff).unwrap();
    let mut bytes = vec![0x0b | byte(length << 7) & 0x80, byte(length >> 1), 0x80 | byte(length >> 9)];
    bytes.extend(text.as_bytes());
    bytes.push(0x03);
    bytes
}

fn encoded(status: u16, coding: &str, text: &str) -> Answer {
    let bytes = if coding == "br" { brotli(text) } else { gzip(text) };
    Answer::bytes(status, bytes).header("content-type", "application/json").header("content-encoding", coding)
}

#[tokio::test]
async fn each_coding_that_is_asked_for_is_read() {
    for coding in ["gzip", "br"] {
        let server =
            Server::script([encoded(200, coding, SYSTEM), encoded(400, coding, r#"{"apiCode":"E1"}"#)]);
        let client = user(&server);
        let answer = client.get_system_info().send().await.unwrap();
        assert_eq!(answer.bytes(), SYSTEM.as_bytes(), "{coding}");
        // They would tell of the body as it came.
        assert!(
            !answer.headers().contains_key("content-encoding")
                && !answer.headers().contains_key("content-length")
        );
        let error = client.get_system_info().send().await.unwrap_err();
        assert_eq!(error.body().unwrap(), r#"{"apiCode":"E1"}"#, "{coding}");
        let asked = server.requests()[0].header("accept-encoding").unwrap().to_owned();
        assert!(asked.contains(coding), "{asked}");
    }
}

#[tokio::test]
async fn the_limit_is_that_of_the_body_as_it_is_read() {
    let body = format!("{FINE}{}", " ".repeat(30_000));
    for coding in ["gzip", "br"] {
        let server = Server::script([encoded(200, coding, &body), encoded(200, coding, FINE)]);
        let builder = AuthenticationClient::builder().app_id("a").access_token("s3cr3t-t");
        let client = builder.app_host(server.url()).retry(quick()).max_body_size(20_000).build().unwrap();
        let error = client.bind_phone("1", "2").send().await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains("larger than 20000 bytes"), "{error}");
        client.bind_phone("1", "2").send().await.unwrap();
    }
}

#[tokio::test]
async fn what_does_not_unpack_is_a_transport_error() {
    let (mut damaged, whole) = (gzip(SYSTEM), gzip(SYSTEM));
    // The checksum stands before the length, at the end.
    let place = damaged.len() - 6;
    damaged[place] ^= 0xff;
    for (coding, bytes) in [
        ("gzip", SYSTEM.as_bytes().to_vec()),
        ("gzip", whole[..whole.len() / 2].to_vec()),
        ("gzip", damaged),
        ("br", SYSTEM.as_bytes().to_vec()),
        ("br", brotli(SYSTEM)[..20].to_vec()),
    ] {
        let server =
            Server::with(move |_| Answer::bytes(200, bytes.clone()).header("content-encoding", coding));
        let once = CallOptions::new().retry(RetryPolicy::none());
        let error = user(&server).get_system_info().with(once).send().await.unwrap_err();
        shown(&error);
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Transport, 200),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_coding_that_is_not_known_is_not_taken_for_json() {
    let server = Server::with(|_| Answer::bytes(200, gzip(SYSTEM)).header("content-encoding", "x-own"));
    let error = user(&server).get_system_info().send().await.unwrap_err();
    assert!(error.is_decode() && error.body().is_some_and(|body| body[..] == gzip(SYSTEM)), "{error:?}");
}
