//! TLS as an app sets it up: whom the client trusts, who it says it is, and HTTP/2 where the server has it.

use authing::reqwest::{Certificate, ClientBuilder, Identity};
use authing::{AuthenticationClient, CallOptions, Error, RetryPolicy};

use crate::authority::Authority;
use crate::secure_server::{Http2, SecureServer};
use crate::support::{quick, shown};

const HOST: &str = "127.0.0.1";

fn client(
    server: &SecureServer,
    configure: impl Fn(ClientBuilder) -> ClientBuilder + Send + Sync + 'static,
) -> AuthenticationClient {
    let builder = AuthenticationClient::builder().app_id("a").access_token("s3cr3t-token");
    builder.app_host(server.url()).retry(quick()).configure_http(configure).build().unwrap()
}

/// Trusts an authority and nobody else.
fn trusting(authority: &Authority) -> impl Fn(ClientBuilder) -> ClientBuilder + Send + Sync + 'static {
    let root = Certificate::from_pem(authority.pem().as_bytes()).unwrap();
    move |http| http.tls_certs_only([root.clone()])
}

async fn failed(client: &AuthenticationClient) -> Error {
    let once = CallOptions::new().retry(RetryPolicy::none());
    client.bind_phone("1", "2").with(once).send().await.unwrap_err()
}

#[tokio::test]
async fn who_is_not_trusted_is_sent_nothing() {
    let (authority, other) = (Authority::new(), Authority::new());
    let server = SecureServer::start(authority.server(HOST), None, Http2::On).await;
    let merged = Certificate::from_pem(other.pem().as_bytes()).unwrap();
    for client in [
        client(&server, |http| http),
        client(&server, trusting(&other)),
        client(&server, move |http| http.tls_certs_merge([merged.clone()])),
    ] {
        let error = failed(&client).await;
        assert!(error.is_transport() && error.status().is_none(), "{error:?}");
        assert!(shown(&error).contains("ertificate"), "{error:?}");
    }
    assert_eq!((server.requests().len(), server.connections()), (0, 0));
}

#[tokio::test]
async fn a_certificate_of_another_host_is_none() {
    let authority = Authority::new();
    let server = SecureServer::start(authority.server("elsewhere.example"), None, Http2::On).await;
    let error = failed(&client(&server, trusting(&authority))).await;
    assert!(error.is_transport() && shown(&error).contains("ertificate"), "{error:?}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_root_of_the_app_is_trusted() {
    let authority = Authority::new();
    let server = SecureServer::start(authority.server(HOST), None, Http2::Off).await;
    client(&server, trusting(&authority)).bind_phone("1", "2").send().await.unwrap();
    let seen = server.requests().pop().unwrap();
    assert_eq!((seen.is_http2, seen.has_certificate), (false, false));
    assert_eq!(seen.headers["authorization"], "Bearer s3cr3t-token");
}

#[tokio::test]
async fn a_client_shows_its_certificate_where_it_is_asked() {
    let authority = Authority::new();
    let server = SecureServer::start(authority.server(HOST), Some(&authority), Http2::On).await;
    let error = failed(&client(&server, trusting(&authority))).await;
    assert!(error.is_transport(), "{error:?}");
    shown(&error);
    assert!(server.requests().is_empty());
    let trusting = trusting(&authority);
    let identity = Identity::from_pem(authority.client().pem.as_bytes()).unwrap();
    let client = client(&server, move |http| trusting(http).identity(identity.clone()));
    client.bind_phone("1", "2").send().await.unwrap();
    assert!(server.requests()[0].has_certificate);
}

#[tokio::test]
async fn many_calls_share_one_connection_of_http2() {
    let authority = Authority::new();
    let server = SecureServer::start(authority.server(HOST), None, Http2::On).await;
    let client = client(&server, trusting(&authority));
    // Until the first answer nobody knows what the server speaks.
    client.bind_phone("1", "2").send().await.unwrap();
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.bind_phone("1", "2").send())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (101, 1));
    assert!(server.requests().iter().all(|seen| seen.is_http2));
}

#[tokio::test]
async fn a_stream_that_is_reset_in_its_body_is_a_transport_error() {
    let authority = Authority::new();
    let server = SecureServer::start(authority.server(HOST), None, Http2::ResetInBody).await;
    let client = client(&server, trusting(&authority));
    for _ in 0..2 {
        let error = failed(&client).await;
        shown(&error);
        assert!(error.is_transport() && error.is_retryable(), "{error:?}");
        assert_eq!(error.status().unwrap().as_u16(), 200);
    }
    assert_eq!((server.requests().len(), server.connections()), (2, 1));
}

#[tokio::test]
async fn a_stream_that_was_refused_unread_may_be_sent_again_whatever_it_does() {
    let authority = Authority::new();
    let server = SecureServer::start(authority.server(HOST), None, Http2::RefuseOnce).await;
    let once = CallOptions::new().retry(RetryPolicy::none());
    client(&server, trusting(&authority)).bind_phone("1", "2").with(once).send().await.unwrap();
    assert_eq!(server.requests().len(), 2);
}
