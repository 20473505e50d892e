//! A transport of the test's own takes the place of the network.

use std::sync::{Arc, Mutex};

use authing::runtime::{
    BoxFuture, Incoming, Request, StatusCode, TestAnswer, TestTransport, Transport, TransportError,
};
use authing::{AuthenticationClient, CallOptions};

use crate::support::{FINE, SYSTEM, quick, shown};

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

#[tokio::test]
async fn the_crate_brings_a_network_for_tests() {
    let network = TestTransport::new();
    network.answer(TestAnswer::failure("unplugged")).answer(TestAnswer::text(503, "busy"));
    network.json(200, &serde_json::from_str::<serde_json::Value>(SYSTEM).unwrap());
    let client = client(network.clone());
    assert_eq!(client.get_system_info().send().await.unwrap().version.server, "1");
    let sent = network.requests();
    assert_eq!((sent.len(), sent[2].path(), sent[2].method.as_str()), (3, "/api/v3/system", "GET"));
    assert_eq!(
        (sent[2].header("accept"), sent[2].json()),
        (Some("application/json"), serde_json::Value::Null)
    );
    let error = client.get_system_info().send().await.unwrap_err();
    assert!(error.is_build() && shown(&error).contains("the test has no answer for this request"), "{error}");
}

#[tokio::test]
async fn a_network_for_tests_can_answer_by_a_function() {
    let network = TestTransport::with(|request| match request.json()["phoneNumber"].as_str() {
        Some("2") => TestAnswer::text(200, FINE),
        _ => TestAnswer::json(400, "who?"),
    });
    let builder = AuthenticationClient::builder().app_id("a").access_token("s3cr3t-t").app_host("a.example");
    let client = builder.transport(network.clone()).build().unwrap();
    client.bind_phone("1", "2").send().await.unwrap();
    assert_eq!(client.bind_phone("1", "3").send().await.unwrap_err().status().unwrap().as_u16(), 400);
    assert!(!format!("{:?}", network.requests()).contains("s3cr3t"));
}

#[tokio::test]
async fn an_app_may_introduce_itself() {
    let network = TestTransport::with(|_| TestAnswer::text(200, SYSTEM));
    let builder =
        || AuthenticationClient::builder().app_id("a").app_host("a.example").transport(network.clone());
    let named = builder().user_agent("app/2").build().unwrap();
    builder().build().unwrap().get_system_info().send().await.unwrap();
    named.get_system_info().send().await.unwrap();
    let options = CallOptions::new().header("user-agent", "app/2 (job)");
    named.get_system_info().with(options).send().await.unwrap();
    let sent = network.requests();
    let names: Vec<_> = sent.iter().filter_map(|sent| sent.header("user-agent")).collect();
    let own = names[0].split_once('/').unwrap();
    assert_eq!((own.0, &names[1..]), ("authing", &["app/2", "app/2 (job)"][..]));
}

#[tokio::test]
async fn the_http_client_can_be_set_up() {
    let proxy = client_e2e::Server::with(|_| client_e2e::Answer::redirect(302, "http://elsewhere.example/"));
    let url = proxy.url();
    let builder = AuthenticationClient::builder().app_id("a").app_host("http://far.example").retry(quick());
    let client = builder
        .configure_http(move |http| {
            // A policy of the app's would let redirects slip by, so it does not count.
            let http = http.redirect(authing::reqwest::redirect::Policy::limited(5));
            http.proxy(authing::reqwest::Proxy::all(&url).unwrap())
        })
        .build()
        .unwrap();
    let error = client.get_system_info().send().await.unwrap_err();
    assert!(error.to_string().contains("too many redirects"), "{error}");
    assert_eq!(proxy.requests()[0].target, "http://far.example/api/v3/system");
}
