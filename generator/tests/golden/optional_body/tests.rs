//! A body that may be left out is left out, and not sent empty.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use optional_body::BooksClient;
use optional_body::types::OrderRequest;

const DONE: &str =
    "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 10\r\n\r\n{\"id\":\"n\"}";

#[tokio::test]
async fn only_what_was_set_is_sent() {
    let (url, served) = serve(&[DONE; 6]);
    let client = BooksClient::builder().host(url).build().unwrap();
    client.search().send().await.unwrap();
    client.search().limit(5).send().await.unwrap();
    client.order().body("query").send().await.unwrap();
    client
        .order()
        .body_content(OrderRequest::new("b"))
        .send()
        .await
        .unwrap();
    client.send_note().send().await.unwrap();
    client.send_note().body("note").send().await.unwrap();
    let expected = ["", r#"{"limit":5}"#, "", r#"{"book":"b"}"#, "", "note"];
    for ((head, body), content) in served.join().unwrap().into_iter().zip(expected) {
        assert_eq!(
            head.contains("content-type:"),
            !content.is_empty(),
            "{head}"
        );
        assert_eq!(body, content);
    }
}

#[tokio::test]
async fn a_body_that_is_expected_is_an_argument_that_can_be_taken_back() {
    let (url, served) = serve(&[DONE; 2]);
    let client = BooksClient::builder().host(url).build().unwrap();
    client.add_book(5).title("b").send().await.unwrap();
    client.add_book(5).without_body().send().await.unwrap();
    let sent = served.join().unwrap();
    assert_eq!(sent[0].1, r#"{"id":5,"title":"b"}"#);
    assert_eq!(sent[1].1, "");
    assert!(!sent[1].0.contains("content-type:"), "{}", sent[1].0);
}

#[tokio::test]
async fn null_is_a_body_and_not_the_absence_of_one() {
    let (url, served) = serve(&[DONE; 5]);
    let client = BooksClient::builder().host(url).build().unwrap();
    client.put_title(None).send().await.unwrap();
    client.put_title(Some("t".to_owned())).send().await.unwrap();
    client.replace_shelf().send().await.unwrap();
    client.replace_shelf().body(None).send().await.unwrap();
    let shelf = vec![Some("a".to_owned()), None];
    client
        .replace_shelf()
        .body(Some(shelf))
        .send()
        .await
        .unwrap();
    let expected = ["null", r#""t""#, "", "null", r#"["a",null]"#];
    for ((head, body), content) in served.join().unwrap().into_iter().zip(expected) {
        assert_eq!(
            head.contains("content-type: application/json"),
            !content.is_empty(),
            "{head}"
        );
        assert_eq!(body, content);
    }
}

/// Answers as many requests as there are answers, and gives back the requests: heads in lower case, and bodies as they came.
fn serve(answers: &'static [&'static str]) -> (String, JoinHandle<Vec<(String, String)>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let answer = |answer: &&str| exchange(listener.accept().unwrap().0, answer);
        answers.iter().map(answer).collect()
    });
    (url, served)
}

fn exchange(stream: TcpStream, answer: &str) -> (String, String) {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(reader.read_line(&mut head).unwrap(), 0);
    }
    let head = head.to_lowercase();
    let length = head.split("content-length: ").nth(1);
    let mut body = Vec::new();
    match length.map(|rest| rest.lines().next().unwrap().parse().unwrap()) {
        Some(length) => {
            body.resize(length, 0);
            reader.read_exact(&mut body).unwrap();
        }
        None => chunks(&mut reader, &mut body),
    }
    reader.get_mut().write_all(answer.as_bytes()).unwrap();
    (head, String::from_utf8(body).unwrap())
}

fn chunks(reader: &mut BufReader<TcpStream>, body: &mut Vec<u8>) {
    loop {
        let mut size = String::new();
        reader.read_line(&mut size).unwrap();
        let size = usize::from_str_radix(size.trim(), 16).unwrap();
        let mut chunk = vec![0; size + 2];
        reader.read_exact(&mut chunk).unwrap();
        body.extend(&chunk[..size]);
        if size == 0 {
            return;
        }
    }
}
