//! Methods beyond the usual ones are sent as they are spelled; `QUERY` is read again where that helps.

use other_methods::{BooksClient, RetryPolicy, TestTransport};
use serde_json::json;

fn client(net: &TestTransport) -> BooksClient {
    let builder =
        BooksClient::builder().retry(RetryPolicy::default().base_delay(std::time::Duration::ZERO));
    builder.transport(net.clone()).build().unwrap()
}

#[tokio::test]
async fn a_query_has_a_body_and_may_be_repeated() {
    let net = TestTransport::new();
    net.json(503, &json!({}));
    net.json(200, &json!(["b-1"]));
    let found = client(&net).query_books("left hand").send().await.unwrap();
    assert_eq!(found.into_inner(), ["b-1"]);
    let sent = net.requests();
    assert_eq!(sent.len(), 2);
    for request in sent {
        assert_eq!(request.method.as_str(), "QUERY");
        assert_eq!(request.json(), json!({ "words": "left hand" }));
    }
}

#[tokio::test]
async fn another_method_is_not_repeated() {
    let net = TestTransport::new();
    net.json(503, &json!({}));
    let call = client(&net).copy_book("b-1", "/books/b-2");
    assert!(call.send().await.is_err());
    let sent = net.requests();
    assert_eq!((sent.len(), sent[0].method.as_str()), (1, "COPY"));
    assert_eq!(sent[0].headers["destination"], "/books/b-2");
}
