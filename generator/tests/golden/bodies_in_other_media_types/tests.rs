//! A body is sent in each media type that the API takes.

use bodies_in_other_media_types::runtime::Upload;
use bodies_in_other_media_types::{BooksClient, TestTransport};
use serde_json::json;

fn client(net: &TestTransport) -> BooksClient {
    BooksClient::builder()
        .transport(net.clone())
        .build()
        .unwrap()
}

fn sent(net: &TestTransport) -> (String, String) {
    let request = net.requests().pop().unwrap();
    let body = String::from_utf8(request.body.to_vec()).unwrap();
    (request.header("content-type").unwrap().to_owned(), body)
}

#[tokio::test]
async fn the_same_value_is_written_in_the_media_type_of_choice() {
    let net = TestTransport::new();
    let call = || client(&net).note_book("a b").tags(["x", "y"]);
    for (media, body) in [
        (None, r#"{"text":"a b","tags":["x","y"]}"#),
        (Some("text/json"), r#"{"text":"a b","tags":["x","y"]}"#),
        (
            Some("application/vnd.books+json"),
            r#"{"text":"a b","tags":["x","y"]}"#,
        ),
        (
            Some("application/x-www-form-urlencoded"),
            "text=a+b&tags=x&tags=y",
        ),
    ] {
        net.json(200, &json!({}));
        let call = match media {
            Some(media) => call().with_content_type(media),
            None => call(),
        };
        call.send().await.unwrap();
        let expected = media.unwrap_or("application/json");
        assert_eq!(sent(&net), (expected.to_owned(), body.to_owned()));
    }
    net.json(200, &json!({}));
    let form = client(&net).tag_book(["x"]);
    form.with_content_type("application/json")
        .send()
        .await
        .unwrap();
    assert_eq!(
        sent(&net),
        (
            "application/json".to_owned(),
            r#"{"tags":["x"]}"#.to_owned()
        )
    );
}

#[tokio::test]
async fn a_body_of_the_callers_goes_instead() {
    let net = TestTransport::new();
    net.json(200, &json!({}));
    let xml = Upload::from("<note/>").content_type("application/xml");
    client(&net)
        .note_book("x")
        .with_raw_body(xml)
        .send()
        .await
        .unwrap();
    assert_eq!(
        sent(&net),
        ("application/xml".to_owned(), "<note/>".to_owned())
    );
}

#[tokio::test]
async fn what_cannot_be_written_is_not_sent() {
    let net = TestTransport::new();
    let call = client(&net)
        .note_book("x")
        .with_content_type("application/xml");
    let error = call.send().await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("cannot be written as application/xml"),
        "{error}"
    );
    assert!(net.requests().is_empty());
}
