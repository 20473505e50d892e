//! Of the media types that a response may have, the most specific one decides how its body is read.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use media_ranges::RangesClient;
use media_ranges::operations::ranges::{
    GetAnyAnswer, GetAnyRefusal, GetJsonAnswer, GetStringsAnswer, GetTextsAnswer,
};

#[tokio::test]
async fn a_media_type_is_read_before_a_range_that_holds_it() {
    let json = client("200 OK", "application/json", r#"{"note":"a"}"#);
    let any = json.get_any().send().await.unwrap().into_inner();
    assert!(matches!(any, GetAnyAnswer::Ok(note) if note.note.as_deref() == Some("a")));
    let told = json.get_json().send().await.unwrap().into_inner();
    assert!(matches!(told, GetJsonAnswer::Ok(note) if note.note.as_deref() == Some("a")));

    let plain = client("200 OK", "text/plain; charset=utf-8", "as it is");
    let texts = plain.get_texts().send().await.unwrap().into_inner();
    assert!(matches!(texts, GetTextsAnswer::OkTextPlain(text) if text == "as it is"));
}

#[tokio::test]
async fn a_range_holds_what_is_not_listed() {
    let other = client("200 OK", "application/x-other", r#"{"other":"b"}"#);
    let any = other.get_any().send().await.unwrap().into_inner();
    assert!(matches!(any, GetAnyAnswer::OkOther(other) if other.other.as_deref() == Some("b")));
    let GetJsonAnswer::OkOther(mut bytes) = other.get_json().send().await.unwrap().into_inner()
    else {
        panic!("other media types are bytes");
    };
    assert_eq!(bytes.read_all().await.unwrap(), r#"{"other":"b"}"#);
    let html = client("200 OK", "text/html", "<p>");
    let GetTextsAnswer::Ok(mut bytes) = html.get_texts().send().await.unwrap().into_inner() else {
        panic!("other texts are bytes");
    };
    assert_eq!(bytes.read_all().await.unwrap(), "<p>");
}

#[tokio::test]
async fn a_range_alone_is_read_as_its_type() {
    let json = client("200 OK", "application/vnd.books+json", r#"{"note":"a"}"#);
    let note = json.get_anything().send().await.unwrap().into_inner();
    assert_eq!(note.note.as_deref(), Some("a"));
}

#[tokio::test]
async fn errors_follow_the_same_rule() {
    let json = client("400 Bad Request", "application/json", r#"{"note":"c"}"#);
    let error = json.get_any().send().await.unwrap_err();
    assert!(
        matches!(error.refusal(), Some(GetAnyRefusal::BadRequest(note)) if note.note.as_deref() == Some("c"))
    );
    let plain = client("400 Bad Request", "text/plain", "no");
    let error = plain.get_any().send().await.unwrap_err();
    assert!(matches!(error.refusal(), Some(GetAnyRefusal::BadRequestOther(text)) if text == "no"));
}

#[tokio::test]
async fn a_string_is_read_as_its_media_type_says() {
    let json = client("200 OK", "application/json", r#""x""#);
    let read = json.get_strings().send().await.unwrap().into_inner();
    assert!(matches!(read, GetStringsAnswer::Ok(text) if text == "x"));
    let plain = client("200 OK", "text/plain", r#""x""#);
    let read = plain.get_strings().send().await.unwrap().into_inner();
    assert!(matches!(read, GetStringsAnswer::OkTextPlain(text) if text == r#""x""#));
}

/// A client of a server on the loopback interface that gives the same response to every request.
fn client(status: &'static str, media: &'static str, body: &'static str) -> RangesClient {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let mut reader = BufReader::new(socket.unwrap());
            let mut line = String::new();
            while reader.read_line(&mut line).unwrap() > 0 && !line.trim().is_empty() {
                line.clear();
            }
            let head =
                format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: {media}\r\n");
            let response = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
            reader.into_inner().write_all(response.as_bytes()).unwrap();
        }
    });
    RangesClient::builder().base_url(url).build().unwrap()
}
