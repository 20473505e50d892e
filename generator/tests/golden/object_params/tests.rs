//! Objects and unions as parameters: spread over the query, joined in paths, headers and cookies.

use std::sync::{Arc, Mutex};

use object_params::runtime::{
    AsJson, BoxFuture, CallOptions, Incoming, Request, RetryPolicy, StatusCode, Transport,
    TransportError,
};
use object_params::types::{Filter, FindBooksFrom, Place, Reader, Shelf, Size};
use object_params::{BooksClient, TestTransport};
use serde_json::json;

/// Notes what it was asked.
#[derive(Clone, Default)]
struct Noted(Arc<Mutex<Vec<Request>>>);

impl Transport for Noted {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        self.0.lock().unwrap().push(request);
        Box::pin(async {
            Ok(Incoming::whole(
                StatusCode::NO_CONTENT,
                Default::default(),
                "",
            ))
        })
    }
}

fn client(noted: &Noted) -> BooksClient {
    let builder = BooksClient::builder().retry(RetryPolicy::none());
    builder.transport(noted.clone()).build().unwrap()
}

#[tokio::test]
async fn fields_become_parameters_of_their_own() {
    let noted = Noted::default();
    let filter = Filter::new("Le Guin & co")
        .year_null()
        .tags(["a", "b"])
        .size(Size::new().height(19.5));
    client(&noted)
        .find_books(Shelf::new("e/1"), 7, filter)
        .more(json!({ "language": "pl", "old": null }))
        .near([
            Place::Integer(1),
            Place::Shelf(Box::new(Shelf::new("upper"))),
        ])
        .labels([("colour", "red")])
        .from(FindBooksFrom::new().since("2024-01-31"))
        .x_reader(Shelf::new("lower"))
        .seat(Shelf::new("x;y"))
        .send()
        .await
        .unwrap();
    let request = noted.0.lock().unwrap().remove(0);
    assert_eq!(request.url.path(), "/rooms/shelf,e%2F1/books/7");
    assert_eq!(
        request.url.query(),
        Some(
            "author=Le%20Guin%20%26%20co&tags=a&tags=b&size%5Bheight%5D=19.5&language=pl&near=1&near=shelf%2Cupper&colour=red&since=2024-01-31"
        )
    );
    assert_eq!(request.headers["x-reader"], "shelf,lower");
    assert_eq!(request.headers["cookie"], "shelf=x%3By");
}

#[tokio::test]
async fn nothing_stands_in_the_query_for_what_is_empty() {
    let noted = Noted::default();
    let filter = Filter::new("").tags(Vec::<String>::new());
    client(&noted)
        .find_books(Shelf::new("a"), Place::Integer(1), filter)
        .from(FindBooksFrom::new())
        .near([])
        .send()
        .await
        .unwrap();
    assert_eq!(noted.0.lock().unwrap()[0].url.query(), Some("author="));
}

#[tokio::test]
async fn what_is_too_deep_is_refused_before_it_is_sent() {
    let noted = Noted::default();
    let deep = (0..200).fold(json!(1), |inner, _| json!({ "a": inner }));
    let call = client(&noted).find_books(Shelf::new("a"), Place::Integer(1), Filter::new("x"));
    let error = call.more(deep).send().await.unwrap_err();
    assert!(
        error.is_build() && error.to_string().contains("`more`"),
        "{error}"
    );
    assert!(noted.0.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_is_no_number_is_not_sent() {
    let noted = Noted::default();
    let filter = Filter::new("Lem").size(Size::new().height(f64::NAN));
    let shelf = Shelf::new("e");
    let call = client(&noted).find_books(shelf, Place::Integer(7), filter);
    let error = call.send().await.unwrap_err();
    assert!(error.is_build() && noted.0.lock().unwrap().is_empty());
    let expected =
        "the parameter `filter` could not be written: a number is NaN or infinite (at size.height)";
    assert!(error.to_string().ends_with(expected), "{error}");
}

/// Reads a reader as a response has one: with the id that only the server sets.
fn reader(pin: &str) -> Reader {
    serde_json::from_value(json!({ "id": "server-made", "name": "n", "pin": pin })).unwrap()
}

#[tokio::test]
async fn secrets_and_what_only_responses_have_stay_out_wherever_an_object_is_sent() {
    let net = TestTransport::new();
    let client = BooksClient::builder()
        .retry(RetryPolicy::none())
        .transport(net.clone())
        .build()
        .unwrap();
    let call = || client.find_readers(reader("pin-at"));
    let calls = [
        (call(), "pin-at"),
        (call().json(reader("pin-json")), "pin-json"),
        (call().deep(reader("pin-deep")), "pin-deep"),
        (call().spread(reader("pin-spread")), "pin-spread"),
        (call().list([reader("pin-list")]), "pin-list"),
        (call().x_reader(reader("pin-header")), "pin-header"),
        (call().seat(reader("pin-cookie")), "pin-cookie"),
        (call().reader(reader("pin-form")), "pin-form"),
        (call().readers([reader("pin-forms")]), "pin-forms"),
        (
            call().with(CallOptions::new().query("q", AsJson(&reader("pin-option")))),
            "pin-option",
        ),
    ];
    for (call, pin) in calls {
        net.json(
            400,
            &json!({ "message": format!("the pin {pin} is wrong") }),
        );
        let error = call.send().await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains("is wrong") && !shown.contains(pin),
            "{shown}"
        );
        let request = net.requests().pop().unwrap();
        let sent = format!(
            "{} {:?} {}",
            request.url,
            request.headers,
            String::from_utf8_lossy(&request.body)
        );
        assert!(!sent.contains("server-made"), "{sent}");
    }
    // Outside of requests the object is whole.
    let kept = serde_json::to_value(reader("p")).unwrap();
    assert_eq!(
        kept,
        json!({ "id": "server-made", "name": "n", "pin": "p" })
    );
}
