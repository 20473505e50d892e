//! A call that is dropped is over: its connection closes, and nothing of it is sent any more.

use std::time::Duration;

use authing::runtime::{BoxFuture, Incoming, Request, Transport, TransportError};
use authing::{AuthenticationClient, CallOptions, RetryPolicy};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::support::quick;

/// A pause that no test survives.
const FOR_EVER: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let builder = AuthenticationClient::builder().app_id("a").timeout(FOR_EVER).retry(quick());
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = builder.app_host(url).build().unwrap();
    let call = tokio::spawn(client.get_system_info().send());
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = [0; 4096];
    assert!(stream.read(&mut request).await.unwrap() > 0);
    call.abort();
    // The end comes as an end or as a reset; that it comes is what matters.
    assert!(matches!(stream.read(&mut request).await, Ok(0) | Err(_)));
}

/// Tells of each attempt and, in its own way, that it was given up.
struct Hanging(UnboundedSender<&'static str>);

struct Attempt(UnboundedSender<&'static str>);

impl Drop for Attempt {
    fn drop(&mut self) {
        // Nobody listens any more once the test has ended.
        let _ = self.0.send("dropped");
    }
}

impl Transport for Hanging {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        let attempt = Attempt(self.0.clone());
        let _ = self.0.send("sent");
        Box::pin(async move {
            let _attempt = attempt;
            std::future::pending().await
        })
    }
}

fn hanging() -> (AuthenticationClient, UnboundedReceiver<&'static str>) {
    let (told, seen) = unbounded_channel();
    let builder = AuthenticationClient::builder().app_id("a").app_host("a.example").timeout(FOR_EVER);
    (builder.retry(quick()).transport(Hanging(told)).build().unwrap(), seen)
}

#[tokio::test]
async fn dropping_a_call_drops_the_attempt() {
    let (client, mut seen) = hanging();
    let call = tokio::spawn(client.get_system_info().send());
    assert_eq!(seen.recv().await, Some("sent"));
    call.abort();
    assert_eq!(seen.recv().await, Some("dropped"));
    assert!(seen.try_recv().is_err(), "nothing was tried again");
}

#[tokio::test]
async fn a_call_that_was_never_awaited_sends_nothing() {
    let (client, mut seen) = hanging();
    drop(client.get_system_info().send());
    assert!(seen.try_recv().is_err());
}

/// Fails at once, so that a call soon waits for its next attempt.
struct Failing(UnboundedSender<&'static str>);

impl Transport for Failing {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        let _ = self.0.send("sent");
        Box::pin(async { Err(TransportError::connection("down")) })
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_while_it_waits_is_not_made_again() {
    let (told, mut seen) = unbounded_channel();
    let builder = AuthenticationClient::builder().app_id("a").app_host("a.example");
    let client = builder.transport(Failing(told)).build().unwrap();
    // As long a wait as there can be: the share of it that is waited is drawn at random.
    let patient = RetryPolicy::default().base_delay(FOR_EVER).max_delay(FOR_EVER);
    let patient = CallOptions::new().timeout(FOR_EVER * 4).retry(patient);
    let call = tokio::spawn(client.get_system_info().with(patient).send());
    assert_eq!(seen.recv().await, Some("sent"));
    tokio::time::sleep(Duration::from_millis(1)).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    tokio::time::sleep(FOR_EVER * 4).await;
    assert!(seen.try_recv().is_err());
}
