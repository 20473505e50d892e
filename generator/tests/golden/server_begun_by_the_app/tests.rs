//! An address of which only the app knows how it begins.

use server_begun_by_the_app::BooksClient;
use server_begun_by_the_app::clients::{BooksClientApiVersion, BooksClientBuilder};
use server_begun_by_the_app::runtime::{TestAnswer, TestTransport};

async fn asked(builder: BooksClientBuilder) -> String {
    let network = TestTransport::new();
    network.answer(TestAnswer::bytes(204, ""));
    let client = builder.transport(network.clone()).build().unwrap();
    client.list_books().send().await.unwrap();
    network.requests()[0].url.to_string()
}

#[tokio::test]
async fn an_app_says_the_beginning_or_the_whole() {
    let builder = BooksClient::builder().api_version(BooksClientApiVersion::V2);
    assert_eq!(
        asked(builder.endpoint("http://localhost:8080/")).await,
        "http://localhost:8080/library/v2/books"
    );
    assert_eq!(
        asked(BooksClient::builder().base_url("https://other.example.com/x")).await,
        "https://other.example.com/x/books"
    );
}

#[test]
fn what_nobody_has_said_is_missing() {
    let error = BooksClient::builder().build().unwrap_err();
    assert!(error.is_build());
    assert_eq!(
        error.to_string(),
        "`endpoint` is missing, `api_version` is missing"
    );
    let builder = BooksClient::builder().api_version(BooksClientApiVersion::V1);
    for not_an_address in [
        "",
        "/",
        "https://",
        "ftp://localhost",
        "http://localhost?x=1",
    ] {
        assert!(
            builder.clone().endpoint(not_an_address).build().is_err(),
            "{not_an_address}"
        );
    }
}
