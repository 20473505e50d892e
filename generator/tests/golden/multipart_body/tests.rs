//! Multipart bodies: what their fields become, files among them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use multipart_body::types::{AddBookRequestAuthor, Review};
use multipart_body::{BooksClient, Upload};

const ADDED: &str =
    "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 10\r\n\r\n{\"id\":\"b\"}";
const DONE: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
const BUSY: &str = "HTTP/1.1 503 Busy\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// The parts without the boundary.
fn parts((head, body): &(String, String)) -> Vec<String> {
    let boundary = head
        .split("boundary=")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap();
    let rest = body.strip_suffix(&format!("--{boundary}--\r\n")).unwrap();
    let delimiter = format!("--{boundary}\r\n");
    let parts = rest.split(&delimiter).skip(1);
    parts
        .map(|part| part.strip_suffix("\r\n").unwrap().to_owned())
        .collect()
}

fn part(head: &str, content: &str) -> String {
    format!("Content-Disposition: form-data; {head}\r\n\r\n{content}")
}

#[tokio::test]
async fn fields_become_parts() {
    let path = std::env::temp_dir().join(format!("part-{}.png", std::process::id()));
    std::fs::write(&path, "picture").unwrap();
    let (url, served) = serve(&[BUSY, ADDED]);
    let client = BooksClient::builder().host(url).build().unwrap();
    let second = Upload::from("jpeg")
        .name("a\"b\r\n.jpg")
        .content_type("image/jpeg");
    client
        .add_book("So\r\nlaris", Upload::from("%PDF-"))
        .pictures([Upload::file(&path), second])
        .pages_param(204)
        .tags(["new", "signed"])
        .author(AddBookRequestAuthor::new("Lem"))
        .notes(["a"])
        .state_null()
        .send()
        .await
        .unwrap();
    std::fs::remove_file(&path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let file = |name: &str, file: &str, media: &str| {
        format!("name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: {media}")
    };
    let json = |name: &str| format!("name=\"{name}\"\r\nContent-Type: application/json");
    let expected = [
        part("name=\"title\"", "So\r\nlaris"),
        part(&file("scan", "scan", "application/pdf"), "%PDF-"),
        part(&file("pictures", &name, "image/png"), "picture"),
        part(&file("pictures", "a%22b%0D%0A.jpg", "image/jpeg"), "jpeg"),
        part("name=\"pages\"", "204"),
        part("name=\"tags\"", "new"),
        part("name=\"tags\"", "signed"),
        part(&json("author"), r#"{"name":"Lem"}"#),
        part(&json("notes"), r#""a""#),
    ];
    for request in served.join().unwrap() {
        assert!(
            request
                .0
                .contains("content-type: multipart/form-data; boundary=")
        );
        let length = format!("content-length: {}\r\n", request.1.len());
        assert!(request.0.contains(&length), "{}", request.0);
        assert_eq!(parts(&request), expected);
    }
}

#[tokio::test]
async fn a_named_type_is_json_and_parts() {
    let (url, served) = serve(&[DONE]);
    let client = BooksClient::builder().host(url).build().unwrap();
    let mut review = Review::new(5);
    review.extra.insert("by".to_owned(), "me".to_owned());
    assert_eq!(
        serde_json::to_string(&review).unwrap(),
        r#"{"stars":5,"by":"me"}"#
    );
    client.add_review(review).send().await.unwrap();
    let request = served.join().unwrap().remove(0);
    assert!(
        request
            .0
            .contains("content-type: multipart/mixed; boundary="),
        "{}",
        request.0
    );
    assert_eq!(
        parts(&request),
        [part("name=\"stars\"", "5"), part("name=\"by\"", "me")]
    );
}

#[tokio::test]
async fn a_stream_without_a_length_is_sent_in_chunks_and_once() {
    let (url, served) = serve(&[BUSY]);
    let client = BooksClient::builder().host(url).build().unwrap();
    let scan = Upload::reader(&b"stream"[..]).name("s.pdf");
    assert!(
        client
            .add_book("t", scan)
            .send()
            .await
            .unwrap_err()
            .is_api()
    );
    let request = served.join().unwrap().remove(0);
    assert!(
        request.0.contains("transfer-encoding: chunked\r\n"),
        "{}",
        request.0
    );
    assert_eq!(parts(&request).len(), 2);
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
