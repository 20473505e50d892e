//! The status tells what an answer or a refusal is.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use answers_by_status::BooksClient;
use answers_by_status::operations::books::{GetOrderRefusal, OrderBookAnswer, OrderBookRefusal};

const JSON: &str = "content-type: application/json\r\n";

fn client(status: &'static str, headers: &'static str, body: &'static str) -> BooksClient {
    let url = serve(move |_, _| http(status, headers, body));
    BooksClient::builder().host(url).build().unwrap()
}

#[tokio::test]
async fn each_status_is_a_variant() {
    let call = |client: BooksClient| async move { client.order_book("b-1").send().await };
    let answer = call(client("201 Created", JSON, r#"{"id":"o-1"}"#))
        .await
        .unwrap();
    assert!(matches!(&*answer, OrderBookAnswer::Created(order) if order.id == "o-1"));
    let answer = call(client("202 Accepted", JSON, r#"{"number":7.0}"#))
        .await
        .unwrap();
    assert!(matches!(&*answer, OrderBookAnswer::Accepted(ticket) if ticket.number == 7));
    let answer = call(client("204 No Content", "", "")).await.unwrap();
    assert!(matches!(&*answer, OrderBookAnswer::NoContent));
    let error = call(client("200 OK", JSON, r#"{"id":"o-1"}"#))
        .await
        .unwrap_err();
    assert!(error.is_decode() && error.status().is_some_and(|status| status == 200));
    assert_eq!(error.body().unwrap(), r#"{"id":"o-1"}"#);
}

#[tokio::test]
async fn refusals_are_told_apart_too() {
    let refuse =
        |client: BooksClient| async move { client.order_book("b-1").send().await.unwrap_err() };
    let error = refuse(client("404 Not Found", JSON, r#"{"title":"Gone"}"#)).await;
    assert!(
        matches!(error.refusal(), Some(OrderBookRefusal::NotFound(problem)) if problem.title.as_deref() == Some("Gone"))
    );
    let error = refuse(client("409 Conflict", "", "")).await;
    assert!(matches!(error.refusal(), Some(OrderBookRefusal::Conflict)));
    let error = refuse(client(
        "418 Teapot",
        JSON,
        r#"{"message":"short and stout"}"#,
    ))
    .await;
    assert_eq!(error.message(), Some("short and stout"));
    assert!(matches!(
        error.refusal(),
        Some(OrderBookRefusal::ClientError(_))
    ));
    let error = refuse(client("500 Oh", "content-type: text/plain\r\n", "oh")).await;
    assert!(matches!(error.refusal(), Some(OrderBookRefusal::Other(text)) if text == "oh"));
    // What is not as promised is no refusal of that type; the body is there all the same.
    let error = refuse(client("404 Not Found", "", "<html>")).await;
    assert!(error.is_api() && error.refusal::<OrderBookRefusal>().is_none());
    assert_eq!(error.body().unwrap(), "<html>");
}

#[tokio::test]
async fn one_type_for_all_successes_needs_no_enum() {
    for status in ["200 OK", "203 Copy", "299 Other"] {
        let order = client(status, JSON, r#"{"id":"o-1"}"#)
            .get_order("o-1")
            .send()
            .await
            .unwrap();
        assert_eq!(order.id, "o-1");
    }
    let html = "content-type: text/html; charset=utf-8\r\n";
    let error = client("200 OK", html, "<p>")
        .get_order("o-1")
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "getOrder: the answer could not be decoded, which is `text/html` (HTTP 200)"
    );
    assert_eq!(error.body().unwrap(), "<p>");
}

#[tokio::test]
async fn problem_details_say_what_went_wrong() {
    let problem = "content-type: application/problem+json\r\n";
    let body =
        r#"{"type":"urn:no-book","title":"No such book","detail":"It was burnt.","shelf":"A7"}"#;
    let error = client("410 Gone", problem, body)
        .get_order("o-1")
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (Some("urn:no-book"), Some("It was burnt."))
    );
    let Some(GetOrderRefusal::Other(problem)) = error.refusal() else {
        panic!("it is the default")
    };
    assert_eq!(problem.shelf.as_deref(), Some("A7"));
    let error = client("410 Gone", JSON, body)
        .get_order("o-1")
        .send()
        .await
        .unwrap_err();
    // Under another media type its `type` is no code, and the rest are the words that servers usually have.
    assert_eq!(
        (error.code(), error.message()),
        (None, Some("It was burnt."))
    );
}

/// A server on the loopback interface that answers each request with what `answer` makes of its head and body.
fn serve(answer: impl Fn(&str, &str) -> String + Send + 'static) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let mut reader = BufReader::new(socket.unwrap());
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let start = head.len();
                if reader.read_line(&mut head).unwrap() == 0 || head[start..].trim().is_empty() {
                    break;
                }
                let line = head[start..].to_lowercase();
                if let Some(value) = line.strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let answer = answer(&head, std::str::from_utf8(&body).unwrap());
            let mut socket = reader.into_inner();
            // In small pieces, so that nothing can count on where they are cut.
            for piece in answer.as_bytes().chunks(7) {
                if socket
                    .write_all(piece)
                    .and_then(|()| socket.flush())
                    .is_err()
                {
                    break;
                }
            }
        }
    });
    url
}

fn http(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}\r\n{body}")
}
