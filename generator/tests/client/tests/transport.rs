//! A transport of the test's own takes the place of the network.

use std::sync::{Arc, Mutex};

use authing::AuthenticationClient;
use authing::runtime::{BoxFuture, Incoming, Request, StatusCode, Transport, TransportError};

use crate::support::{SYSTEM, quick, shown};

/// Answers what it is told to and notes what it was asked.
#[derive(Clone, Default)]
struct Canned(Arc<Mutex<Vec<String>>>);

impl Transport for Canned {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        self.0.lock().unwrap().push(format!("{} {}", request.method, request.url));
        Box::pin(async move { Ok(Incoming::whole(StatusCode::OK, Default::default(), SYSTEM)) })
    }
}

/// Fails in one way.
struct Broken(fn(&'static str) -> TransportError);

impl Transport for Broken {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        let error = (self.0)("broken on purpose");
        Box::pin(async move { Err(error) })
    }
}

fn client(transport: impl Transport) -> AuthenticationClient {
    let builder = AuthenticationClient::builder().app_id("a").app_host("a.example").retry(quick());
    builder.transport(transport).build().unwrap()
}

#[tokio::test]
async fn the_transport_can_be_replaced() {
    let canned = Canned::default();
    client(canned.clone()).get_system_info().send().await.unwrap();
    assert_eq!(*canned.0.lock().unwrap(), ["GET https://a.example/api/v3/system"]);
}

#[tokio::test]
async fn its_failures_are_told_apart() {
    let call = |transport| async { client(transport).get_system_info().send().await.unwrap_err() };
    let connection = call(Broken(TransportError::connection)).await;
    assert!(connection.is_transport() && connection.is_retryable());
    assert!(shown(&connection).contains("broken on purpose"));
    let timeout = call(Broken(TransportError::timeout)).await;
    assert!(timeout.is_timeout() && timeout.is_retryable());
    let request = call(Broken(TransportError::request)).await;
    assert!(request.is_build() && !request.is_retryable());
}
