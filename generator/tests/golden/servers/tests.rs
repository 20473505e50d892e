//! Where calls go: by default, with variables, to a server that the app chooses, to one that an endpoint has to itself.

use std::sync::{Arc, Mutex};

use servers::BooksClient;
use servers::clients::{BooksClientBuilder, BooksClientRegion};
use servers::runtime::{
    BoxFuture, Incoming, Request, RetryPolicy, StatusCode, Transport, TransportError,
};

/// Notes where it was sent.
#[derive(Clone, Default)]
struct Noted(Arc<Mutex<Vec<String>>>);

impl Transport for Noted {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        self.0.lock().unwrap().push(request.url.to_string());
        let answer = Incoming::whole(StatusCode::NO_CONTENT, Default::default(), "");
        Box::pin(async { Ok(answer) })
    }
}

async fn asked(builder: BooksClientBuilder) -> Vec<String> {
    let noted = Noted::default();
    let builder = builder.retry(RetryPolicy::none());
    let client = builder.transport(noted.clone()).build().unwrap();
    client.get_book().send().await.unwrap();
    client.send_cover().send().await.unwrap();
    noted.0.lock().unwrap().clone()
}

#[tokio::test]
async fn variables_fill_the_address() {
    assert_eq!(
        asked(BooksClient::builder()).await,
        [
            "https://eu.books.example.com/v1/books",
            "https://uploads.books.example.com/u/covers"
        ]
    );
    let builder = BooksClient::builder().region("us");
    let builder = builder.port("8443").base_path("v2/preview é");
    assert_eq!(
        asked(builder).await[0],
        "https://us.books.example.com:8443/v2/preview%20%C3%A9/books"
    );
}

#[tokio::test]
async fn an_app_that_chooses_a_server_sends_everything_there() {
    let builder = BooksClient::builder().base_url("http://localhost:8080/");
    assert_eq!(
        asked(builder).await,
        [
            "http://localhost:8080/books",
            "http://localhost:8080/covers"
        ]
    );
}

#[test]
fn what_cannot_stand_in_its_place_is_refused() {
    let faults = [
        BooksClient::builder().region(BooksClientRegion::from("evil.example.com/")),
        BooksClient::builder().port("1@evil.example.com"),
        BooksClient::builder().base_path("../admin"),
        BooksClient::builder().base_url("https://{zone}.example.com"),
    ];
    for builder in faults {
        assert!(builder.build().unwrap_err().is_build());
    }
}
