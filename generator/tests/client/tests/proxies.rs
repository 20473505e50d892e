//! Calls through a proxy: its credentials stay with it, and those of the API pass it by.

use authing::reqwest::{Certificate, ClientBuilder, Proxy as ProxyRule};
use authing::{AuthenticationClient, CallOptions, Error, RetryPolicy};
use client_e2e::{Answer, Server};

use crate::authority::Authority;
use crate::proxy::Proxy;
use crate::secure_server::{Http2, SecureServer};
use crate::support::{FINE, NOBODY, quick, shown};

/// `user:s3cr3t-proxy`, as a header says it.
const CREDENTIALS: &str = "Basic dXNlcjpzM2NyM3QtcHJveHk=";

fn client(
    host: String,
    configure: impl Fn(ClientBuilder) -> ClientBuilder + Send + Sync + 'static,
) -> AuthenticationClient {
    let builder = AuthenticationClient::builder().app_id("a").access_token("s3cr3t-token");
    builder.app_host(host).retry(quick()).configure_http(configure).build().unwrap()
}

fn through(url: String) -> impl Fn(ClientBuilder) -> ClientBuilder + Send + Sync + 'static {
    move |http| http.proxy(ProxyRule::all(&url).unwrap().basic_auth("user", "s3cr3t-proxy"))
}

async fn failed(client: &AuthenticationClient) -> Error {
    let once = CallOptions::new().retry(RetryPolicy::none());
    client.bind_phone("1", "2").with(once).send().await.unwrap_err()
}

#[tokio::test]
async fn plain_calls_are_handed_to_the_proxy() {
    let origin = Server::with(|_| Answer::json(200, FINE));
    let proxy = Proxy::new(Some(CREDENTIALS));
    let client = client(origin.url(), through(proxy.url()));
    for _ in 0..3 {
        client.bind_phone("1", "2").send().await.unwrap();
    }
    let head = &proxy.heads()[0];
    assert!(head.starts_with(&format!("POST {}/api/v3/bind-phone HTTP/1.1", origin.url())), "{head}");
    assert!(head.contains(CREDENTIALS), "{head}");
    let sent = origin.requests().pop().unwrap();
    assert_eq!(
        (sent.path(), sent.header("authorization")),
        ("/api/v3/bind-phone", Some("Bearer s3cr3t-token"))
    );
    assert!(!sent.mentions(CREDENTIALS) && sent.header("proxy-authorization").is_none(), "{sent:?}");
}

#[tokio::test]
async fn a_tunnel_shows_the_proxy_nothing_but_where_it_leads() {
    let authority = Authority::new();
    let origin = SecureServer::start(authority.server("127.0.0.1"), None, Http2::On).await;
    let proxy = Proxy::new(Some(CREDENTIALS));
    let (root, through) = (Certificate::from_pem(authority.pem().as_bytes()).unwrap(), through(proxy.url()));
    let client = client(origin.url(), move |http| through(http.tls_certs_only([root.clone()])));
    client.bind_phone("1", "2").send().await.unwrap();
    client.bind_phone("1", "2").send().await.unwrap();
    assert_eq!(proxy.heads().len(), 1, "the tunnel is used again");
    let head = &proxy.heads()[0];
    let host = origin.url().replace("https://", "");
    assert!(head.starts_with(&format!("CONNECT {host} HTTP/1.1")) && head.contains(CREDENTIALS), "{head}");
    assert!(!head.contains("s3cr3t") && !head.contains("bind-phone") && !head.contains("Bearer"), "{head}");
    let sent = origin.requests().pop().unwrap();
    assert_eq!(sent.headers["authorization"], "Bearer s3cr3t-token");
    assert!(sent.is_http2 && !sent.headers.contains_key("proxy-authorization"), "{sent:?}");
}

#[tokio::test]
async fn a_proxy_that_wants_other_credentials_ends_the_call() {
    let origin = Server::with(|_| Answer::json(200, FINE));
    let proxy = Proxy::new(Some("Basic other"));
    let error = failed(&client(origin.url(), through(proxy.url()))).await;
    shown(&error);
    assert_eq!((error.is_api(), error.status().unwrap().as_u16()), (true, 407));
    let error = failed(&client("https://far.example".to_owned(), through(proxy.url()))).await;
    shown(&error);
    assert!(error.is_transport() && error.status().is_none(), "{error:?}");
    assert!(origin.requests().is_empty() && !proxy.heads()[1].contains("Bearer"));
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_not_passed_by() {
    let origin = Server::with(|_| Answer::json(200, FINE));
    let error = failed(&client(origin.url(), through(NOBODY.to_owned()))).await;
    shown(&error);
    assert!(error.is_transport() && error.is_retryable(), "{error:?}");
    assert!(origin.requests().is_empty());
}

#[tokio::test]
async fn some_hosts_need_no_proxy() {
    let origin = Server::with(|_| Answer::json(200, FINE));
    let rule =
        || ProxyRule::all(NOBODY).unwrap().no_proxy(authing::reqwest::NoProxy::from_string("127.0.0.1"));
    client(origin.url(), move |http| http.proxy(rule())).bind_phone("1", "2").send().await.unwrap();
    assert_eq!(origin.requests().len(), 1);
}
