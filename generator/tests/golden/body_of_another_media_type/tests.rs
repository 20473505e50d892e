//! Bodies that are not JSON objects arrive as they are, under their media type.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use body_of_another_media_type::types::State;
use body_of_another_media_type::{BooksClient, ErrorKind, Upload};

const DONE: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
const BUSY: &str = "HTTP/1.1 503 Busy\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

#[tokio::test]
async fn media_types_and_contents_are_those_of_the_spec() {
    let (url, served) = serve(&[DONE; 6]);
    let client = BooksClient::builder().host(url).build().unwrap();
    let cover = Upload::from(b"\x01\x02").content_type("image/png");
    client.put_cover("b", cover).send().await.unwrap();
    client.put_scan("scan").send().await.unwrap();
    client.put_blurb("b", "*good*").send().await.unwrap();
    client.put_state("b", State::Lent).send().await.unwrap();
    client.add_link("https://a.example").send().await.unwrap();
    client.add_tags(vec![State::Lent]).send().await.unwrap();
    let expected = [
        ("image/png", "\x01\x02"),
        ("application/octet-stream", "scan"),
        ("text/markdown; charset=utf-8", "*good*"),
        ("text/plain", "lent"),
        (
            "application/vnd.api+json",
            r#"{"href":"https://a.example"}"#,
        ),
        ("application/json", r#"["lent"]"#),
    ];
    for ((head, body), (media, content)) in served.join().unwrap().into_iter().zip(expected) {
        assert!(
            head.contains(&format!("content-type: {media}\r\n")),
            "{head}"
        );
        assert_eq!(body, content);
    }
}

#[tokio::test]
async fn a_file_is_streamed_and_sent_again_after_a_failure() {
    let path = std::env::temp_dir().join(format!("body-{}.txt", std::process::id()));
    let content = "0123456789".repeat(20_000);
    std::fs::write(&path, &content).unwrap();
    let (url, served) = serve(&[BUSY, DONE]);
    let client = BooksClient::builder().host(url).build().unwrap();
    client
        .put_cover("b", Upload::file(&path))
        .send()
        .await
        .unwrap();
    for (head, body) in served.join().unwrap() {
        assert!(head.contains("content-length: 200000\r\n"), "{head}");
        assert!(
            head.contains("content-type: application/octet-stream\r\n"),
            "{head}"
        );
        assert!(body == content);
    }
    std::fs::remove_file(&path).unwrap();
    let error = client
        .put_cover("b", Upload::file(&path))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Build);
}

#[tokio::test]
async fn a_reader_is_sent_once() {
    let (url, served) = serve(&[BUSY]);
    let client = BooksClient::builder().host(url).build().unwrap();
    let upload = Upload::reader(&b"stream"[..]);
    let error = client
        .put_cover("b", upload.clone())
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    let (head, body) = served.join().unwrap().remove(0);
    assert!(head.contains("transfer-encoding: chunked\r\n"), "{head}");
    assert_eq!(body, "stream");
    let error = client.put_cover("b", upload).send().await.unwrap_err();
    assert!(!error.is_api(), "{error}");
}

#[tokio::test]
async fn exactly_the_announced_length_is_sent() {
    let (url, served) = serve(&[DONE]);
    let client = BooksClient::builder().host(url).build().unwrap();
    let upload = Upload::reader(&b"stream"[..]).length(3);
    client.put_cover("b", upload).send().await.unwrap();
    let (head, body) = served.join().unwrap().remove(0);
    assert!(head.contains("content-length: 3\r\n"), "{head}");
    assert_eq!(body, "str");
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
