//! Requests that are to be done only if something is, or is no longer, as the caller knows it.

use std::time::{Duration, SystemTime};

use conditional_requests::BooksClient;
use conditional_requests::operations::books::{ChangeBookRefusal, GetBookHeaders, GetBookRefusal};
use conditional_requests::runtime::{RetryPolicy, TestAnswer, TestTransport};
use conditional_requests::types::Book;

fn client(network: &TestTransport) -> BooksClient {
    let builder = BooksClient::builder().retry(RetryPolicy::none());
    builder.transport(network.clone()).build().unwrap()
}

#[tokio::test]
async fn what_has_not_changed_is_told_apart() {
    let network = TestTransport::new();
    network.answer(TestAnswer::json(200, &Book::new("Solaris")).header("etag", "\"v1\""));
    network.answer(TestAnswer::bytes(304, "").header("etag", "\"v1\""));
    let client = client(&network);
    let answer = client.get_book().send().await.unwrap();
    let tag = GetBookHeaders::of(answer.headers()).e_tag.unwrap();
    assert_eq!(tag, "\"v1\"");
    let since = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    let call = client
        .get_book()
        .if_none_match(tag)
        .if_modified_since(since);
    let error = call.send().await.unwrap_err();
    assert!(error.is_api() && !error.is_retryable(), "{error}");
    assert!(
        matches!(error.refusal(), Some(GetBookRefusal::NotModified)),
        "{error}"
    );
    assert_eq!(error.headers()["etag"], "\"v1\"");
    let asked = &network.requests()[1];
    assert_eq!(asked.headers["if-none-match"], "\"v1\"");
    assert_eq!(
        asked.headers["if-modified-since"],
        "Sun, 06 Nov 1994 08:49:37 GMT"
    );
}

#[tokio::test]
async fn what_somebody_else_has_changed_is_not_overwritten() {
    let network = TestTransport::new();
    let problem = r#"{"title":"Someone else was faster.","current":"\"v2\""}"#;
    network
        .answer(TestAnswer::bytes(412, problem).header("content-type", "application/problem+json"));
    let error = client(&network)
        .change_book("\"v1\"", Book::new("Solaris"))
        .send()
        .await
        .unwrap_err();
    let Some(ChangeBookRefusal::PreconditionFailed(problem)) = error.refusal() else {
        panic!("{error}")
    };
    assert_eq!(problem.current.as_deref(), Some("\"v2\""));
    assert_eq!(error.message(), Some("Someone else was faster."));
    assert_eq!(network.requests()[0].headers["if-match"], "\"v1\"");
}
