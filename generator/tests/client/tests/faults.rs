//! Answers that go wrong on their way end in the error that names what went wrong.

use std::time::Duration;

use authing::{AuthenticationClient, AuthenticationClientBuilder, CallOptions, ErrorKind, RetryPolicy};
use client_e2e::{Answer, Fault, Server};

use crate::support::{FINE, NOBODY, SYSTEM, quick, shown, user};

/// A pause that no test survives: what ends at all has ended by its own time limit.
const FOR_EVER: Duration = Duration::from_secs(24 * 60 * 60);

fn impatient(host: impl Into<String>) -> AuthenticationClientBuilder {
    AuthenticationClient::builder()
        .app_host(host)
        .app_id("a")
        .access_token("s3cr3t")
        .max_body_size(4096)
        .retry(quick())
        .timeout(Duration::from_millis(500))
}

/// A fault, and what the error says: its kind, whether a retry could help, and whether it has a status and a body.
type Case = (Answer, ErrorKind, bool, Option<u16>, bool);

fn cases() -> Vec<Case> {
    let fine = || Answer::json(200, FINE);
    let (transport, decode) = (ErrorKind::Transport, ErrorKind::Decode);
    vec![
        (fine().fault(Fault::CutOff), transport, true, Some(200), false),
        (fine().fault(Fault::WrongLength(900)), transport, true, Some(200), false),
        (fine().fault(Fault::WrongLength(9)), decode, false, Some(200), true),
        (fine().fault(Fault::Silent), transport, true, None, false),
        (fine().fault(Fault::Garbage), transport, true, None, false),
        (fine().fault(Fault::Endless), decode, false, Some(200), false),
        (Answer::json(500, FINE).fault(Fault::Endless), ErrorKind::Api, true, Some(500), true),
        (fine().fault(Fault::SlowHeaders(FOR_EVER)), ErrorKind::Timeout, true, None, false),
        (fine().fault(Fault::SlowBody(4, FOR_EVER)), ErrorKind::Timeout, true, None, false),
        (Answer::json(200, "{\"statusCode\":200,"), decode, false, Some(200), true),
        (Answer::json(200, r#"{"statusCode":200,"message":{"s3cr3t":1}}"#), decode, false, Some(200), true),
        (Answer::json(200, r#"{"statusCode":200,"message":"s3cr3t"#), decode, false, Some(200), true),
        (Answer::json(200, format!("{FINE} s3cr3t")), decode, false, Some(200), true),
        (Answer::text(200, "<html>s3cr3t"), decode, false, Some(200), true),
        (Answer::bytes(200, b"\xff\xfe".to_vec()), decode, false, Some(200), true),
        (Answer::bytes(200, ""), decode, false, Some(200), true),
        (Answer::bytes(204, ""), decode, false, Some(204), true),
        (Answer::json(200, "x".repeat(5000)), decode, false, Some(200), false),
        (Answer::json(200, "[".repeat(4000)), decode, false, Some(200), true),
    ]
}

#[tokio::test]
async fn broken_answers_end_in_their_error() {
    for (number, (answer, kind, retryable, status, has_body)) in cases().into_iter().enumerate() {
        let server = Server::with(move |_| answer.clone());
        let client = impatient(server.url()).build().unwrap();
        let error = client.bind_phone("s3cr3t", "2").send().await.unwrap_err();
        let shown = shown(&error);
        assert_eq!((error.kind(), error.operation()), (kind, "bindPhone"), "{number}: {shown}");
        assert_eq!(
            (error.is_retryable(), error.status().map(|s| s.as_u16())),
            (retryable, status),
            "{number}"
        );
        assert_eq!(error.body().is_some(), has_body, "{number}: {shown}");
        assert_eq!(server.requests().len(), 1, "{number}");
    }
}

#[tokio::test]
async fn a_connection_that_is_reset_in_the_body_is_a_transport_error() {
    let server = Server::with(|_| Answer::json(200, FINE).fault(Fault::Reset));
    let error = impatient(server.url()).build().unwrap().bind_phone("s3cr3t", "2").send().await.unwrap_err();
    shown(&error);
    // A reset may overtake what was sent before it, the head included.
    assert!(error.status().is_none_or(|status| status.as_u16() == 200), "{error:?}");
    assert!(error.is_transport() && error.is_retryable() && error.body().is_none(), "{error:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn nobody_listening_is_a_transport_error() {
    let error = impatient(NOBODY).build().unwrap().get_system_info().send().await.unwrap_err();
    shown(&error);
    assert!(error.is_transport() && error.is_retryable(), "{error:?}");
    assert_eq!((error.status(), error.body(), error.request_id()), (None, None, None));
}

#[tokio::test]
async fn a_host_name_without_an_address_is_a_transport_error() {
    // RFC 6761 promises that no such name exists.
    let client = impatient("https://nobody.invalid").timeout(Duration::from_secs(20)).build().unwrap();
    let options = CallOptions::new().retry(authing::RetryPolicy::none());
    let error = client.get_system_info().with(options).send().await.unwrap_err();
    shown(&error);
    assert!(error.is_transport() || error.is_timeout(), "{error:?}");
    assert!(error.is_retryable() && error.status().is_none());
}

#[tokio::test]
async fn plain_http_where_tls_is_expected_is_a_transport_error() {
    let server = Server::with(|_| Answer::json(200, SYSTEM));
    let url = server.url().replace("http:", "https:");
    let error = impatient(url).build().unwrap().get_system_info().send().await.unwrap_err();
    shown(&error);
    assert!(matches!(error.kind(), ErrorKind::Transport | ErrorKind::Timeout), "{error:?}");
}

#[tokio::test]
async fn a_call_has_a_time_limit_of_its_own() {
    let slow = Answer::json(200, SYSTEM).fault(Fault::SlowHeaders(FOR_EVER));
    let server = Server::with(move |_| slow.clone());
    let options = CallOptions::new().timeout(Duration::from_millis(100));
    let error = user(&server).get_system_info().with(options).send().await.unwrap_err();
    assert_eq!(error.to_string(), "getSystemInfo: no complete answer within 100ms");
    assert!(error.is_timeout());
}

#[tokio::test]
async fn the_time_limit_spans_all_attempts() {
    let refusing = Answer::json(503, "").fault(Fault::SlowHeaders(Duration::from_millis(150)));
    let server = Server::with(move |_| refusing.clone());
    let policy = quick().max_attempts(u32::MAX);
    let options = CallOptions::new().timeout(Duration::from_millis(400)).retry(policy);
    let error = user(&server).get_system_info().with(options).send().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(server.requests().len() <= 3);
}

#[tokio::test]
async fn a_body_up_to_the_limit_is_read() {
    let body = format!("{SYSTEM}{}", " ".repeat(4096 - SYSTEM.len()));
    let larger = format!("{body} ");
    let server = Server::script([Answer::json(200, body), Answer::json(200, larger)]);
    let client = impatient(server.url()).timeout(Duration::from_secs(30)).build().unwrap();
    assert_eq!(client.get_system_info().send().await.unwrap().bytes().len(), 4096);
    let error = client.get_system_info().send().await.unwrap_err();
    assert!(error.to_string().contains("larger than 4096 bytes"), "{error}");
}

#[test]
fn outside_a_runtime_a_call_is_an_error() {
    use std::task::{Context, Poll, Waker};
    let server = Server::script([]);
    let mut call = user(&server).get_system_info().send();
    let outcome = std::pin::Pin::new(&mut call).poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(outcome, Poll::Ready(Err(error)) if error.is_build()));
}

/// An address that nobody answers at, as behind a firewall: the queue of connections that wait to be taken is full.
fn unreachable() -> (socket2::Socket, Vec<std::net::TcpStream>, String) {
    let listener = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    listener.bind(&std::net::SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    listener.listen(1).unwrap();
    let address = listener.local_addr().unwrap().as_socket().unwrap();
    let wait = Duration::from_millis(300);
    let waiting = std::iter::from_fn(|| std::net::TcpStream::connect_timeout(&address, wait).ok());
    (listener, waiting.take(64).collect(), format!("http://{address}"))
}

#[tokio::test]
async fn a_connection_that_is_not_made_ends_in_its_own_limit() {
    let (_listener, waiting, host) = unreachable();
    assert!(waiting.len() < 64, "the system takes every connection");
    let builder = AuthenticationClient::builder().app_host(host).app_id("a").retry(RetryPolicy::none());
    let client = builder.connect_timeout(Duration::from_millis(50)).timeout(FOR_EVER).build().unwrap();
    let error = client.get_system_info().send().await.unwrap_err();
    assert!(error.is_timeout() && error.is_retryable() && error.status().is_none(), "{}", shown(&error));
}
