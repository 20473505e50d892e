//! Tokens that the client fetches, schemes whose credential the app makes, and schemes of the app's own.

use std::sync::{Arc, Mutex};

use more_auth_schemes::BooksClient;
use more_auth_schemes::clients::BooksClientBuilder;
use more_auth_schemes::runtime::{
    AuthContext, Authenticate, BoxFuture, HeaderValue, Incoming, Request, Result, RetryPolicy,
    StatusCode, Transport, TransportError,
};

/// Hands out tokens and notes what it was asked.
#[derive(Clone, Default)]
struct Noted(Arc<Mutex<Vec<Request>>>);

impl Transport for Noted {
    fn send(
        &self,
        request: Request,
    ) -> BoxFuture<'_, std::result::Result<Incoming, TransportError>> {
        let body = match request.url.path() {
            "/oauth/token" => r#"{"access_token":"t-7","token_type":"Bearer","expires_in":3600}"#,
            _ => "",
        };
        self.0.lock().unwrap().push(request);
        let answer = Incoming::whole(StatusCode::OK, Default::default(), body);
        Box::pin(async { Ok(answer) })
    }
}

async fn asked(builder: BooksClientBuilder) -> Vec<Request> {
    let noted = Noted::default();
    let builder = builder.retry(RetryPolicy::none());
    let client = builder.transport(noted.clone()).build().unwrap();
    client.get_book().send().await.unwrap();
    client.get_book().send().await.unwrap();
    let requests = noted.0.lock().unwrap();
    requests.clone()
}

fn authorization(request: &Request) -> Option<&str> {
    let value = request.headers.get("authorization")?;
    value.to_str().ok()
}

#[tokio::test]
async fn a_token_is_fetched_with_the_credentials_of_the_client_and_kept() {
    let builder = BooksClient::builder().client_id("c-1").client_secret("s:1");
    let requests = asked(builder.scope("books:read books:write")).await;
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[0].method.as_str(), "POST");
    assert_eq!(
        requests[0].url.as_str(),
        "https://books.example.com/oauth/token"
    );
    assert_eq!(authorization(&requests[0]), Some("Basic Yy0xOnMlM0Ex"));
    assert_eq!(
        requests[0].body.as_ref().and_then(|body| body.as_bytes()),
        Some(&b"grant_type=client_credentials&scope=books%3Aread+books%3Awrite"[..])
    );
    assert_eq!(authorization(&requests[1]), Some("Bearer t-7"));
    assert_eq!(authorization(&requests[2]), Some("Bearer t-7"));
}

#[tokio::test]
async fn other_schemes_of_http_send_what_the_app_has_made() {
    let requests = asked(BooksClient::builder().digest("username=\"ada\"")).await;
    assert_eq!(authorization(&requests[0]), Some("Digest username=\"ada\""));
}

#[tokio::test]
async fn none_is_needed_where_that_is_an_alternative() {
    assert_eq!(authorization(&asked(BooksClient::builder()).await[0]), None);
}

/// Signs requests in a way that no spec can tell.
struct Signature;

impl Authenticate for Signature {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        _: &'a AuthContext<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        let signature = HeaderValue::from_static("signed");
        request.headers.insert("x-signature", signature);
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn a_scheme_of_the_apps_own_takes_the_place_of_another() {
    let builder = BooksClient::builder().machine_scheme(Signature);
    let requests = asked(builder.client_id("c-1").client_secret("s-1")).await;
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].headers["x-signature"], "signed");
    assert_eq!(authorization(&requests[0]), None);
}
