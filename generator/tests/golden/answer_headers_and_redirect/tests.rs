//! A redirect that the spec declares is handed back, with its headers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use answer_headers_and_redirect::BooksClient;
use answer_headers_and_redirect::operations::books::{SignInHeaders, SignInRefusal};

#[tokio::test]
async fn the_redirect_is_the_answer() {
    let headers = "location: https://elsewhere.example/form?x=1\r\nx-left: 2\r\n";
    let url = serve(move |_, _| http("302 Found", headers, ""));
    let client = BooksClient::builder().host(url).build().unwrap();
    let answer = client.sign_in().send().await.unwrap();
    assert_eq!(answer.status(), 302);
    let headers = SignInHeaders::of(answer.headers());
    assert_eq!(
        headers.location.as_ref().map(|uri| uri.as_str()),
        Some("https://elsewhere.example/form?x=1")
    );
    assert_eq!(headers.x_left, Some(2));
    assert!(headers.retry_after.is_none() && headers.x_reasons.is_none());
}

#[tokio::test]
async fn refusals_have_headers_too() {
    let headers = "retry-after: 0\r\nx-left: many\r\nx-reasons: busy, full\r\n";
    let url = serve(move |_, _| http("429 Slow Down", headers, ""));
    let client = BooksClient::builder().host(url).build().unwrap();
    let error = client.sign_in().send().await.unwrap_err();
    assert!(matches!(
        error.refusal(),
        Some(SignInRefusal::TooManyRequests)
    ));
    let headers = SignInHeaders::of(error.headers());
    assert_eq!((headers.retry_after, headers.x_left), (Some(0), None));
    let reasons: Vec<String> = headers
        .x_reasons
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(reasons, ["busy", "full"]);
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
