//! Bytes come as they are, piece by piece; text is text.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use binary_and_text_answers::operations::books::GetScanAnswer;
use binary_and_text_answers::{BooksClient, CallOptions, blocking};

const PNG: &str = "\u{89}PNG \0 and more";

fn answer(head: &str, _: &str) -> String {
    match head.split(' ').nth(1).unwrap() {
        "/books/b-1/cover" => {
            assert!(head.contains("accept: image/png\r\n"), "{head}");
            http("200 OK", "content-type: image/png\r\n", PNG)
        }
        "/books/b-1/picture" => {
            assert!(head.contains("accept: image/png, image/jpeg\r\n"), "{head}");
            http("200 OK", "content-type: image/jpeg\r\n", PNG)
        }
        "/books/b-2/picture" => {
            assert!(head.contains("accept: image/png\r\n"), "{head}");
            http("200 OK", "content-type: image/png\r\n", PNG)
        }
        "/books/b-1/blurb" => http("200 OK", "content-type: text/markdown\r\n", "# 索拉里斯"),
        "/books/b-1/scan" => http("200 OK", "content-type: application/pdf\r\n", PNG),
        "/books/b-2/scan" => http(
            "202 Accepted",
            "content-type: application/json\r\n",
            r#"{"seconds":5}"#,
        ),
        "/books/b-3/cover" => http("200 OK", "content-length: 100\r\n", PNG),
        other => http("404 Not Found", "content-type: application/json\r\n", other),
    }
}

#[tokio::test]
async fn the_caller_may_choose_among_media_types() {
    let client = BooksClient::builder().host(serve(answer)).build().unwrap();
    let picture = client.get_picture("b-1").send().await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/jpeg");
    let png = CallOptions::new().header("accept", "image/png");
    let call = client.get_picture("b-2").with(png);
    assert_eq!(call.send().await.unwrap().read_all().await.unwrap(), PNG);
}

#[tokio::test]
async fn bytes_are_read_saved_or_taken_in_pieces() {
    let client = BooksClient::builder().host(serve(answer)).build().unwrap();
    let mut cover = client.get_cover("b-1").send().await.unwrap();
    assert_eq!(cover.headers()["content-type"], "image/png");
    assert_eq!(cover.read_all().await.unwrap(), PNG);
    assert!(cover.chunk().await.is_none());
    let mut saved = Vec::new();
    let count = client
        .get_cover("b-1")
        .send()
        .await
        .unwrap()
        .save(&mut saved)
        .await
        .unwrap();
    assert_eq!(
        (count, saved.as_slice()),
        (PNG.len() as u64, PNG.as_bytes())
    );
    assert_eq!(
        client.get_blurb("b-1").send().await.unwrap().into_inner(),
        "# 索拉里斯"
    );
}

#[tokio::test]
async fn refusals_are_read_to_their_end_and_cut_off_bodies_are_errors() {
    let client = BooksClient::builder().host(serve(answer)).build().unwrap();
    let error = client.get_cover("b-9").send().await.unwrap_err();
    assert!(error.is_api() && error.body().unwrap() == "/books/b-9/cover");
    let error = client
        .get_cover("b-3")
        .send()
        .await
        .unwrap()
        .read_all()
        .await
        .unwrap_err();
    assert!(
        error.is_transport() && error.operation() == "getCover",
        "{error}"
    );
}

#[tokio::test]
async fn what_is_read_whole_is_bounded() {
    let client = BooksClient::builder()
        .host(serve(answer))
        .max_body_size(5)
        .build()
        .unwrap();
    let error = client
        .get_cover("b-1")
        .send()
        .await
        .unwrap()
        .read_all()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "getCover: the body of the answer is larger than 5 bytes"
    );
    let mut saved = Vec::new();
    client
        .get_cover("b-1")
        .send()
        .await
        .unwrap()
        .save(&mut saved)
        .await
        .unwrap();
    assert_eq!(saved, PNG.as_bytes());
}

#[tokio::test]
async fn bytes_may_be_one_of_several_answers() {
    let client = BooksClient::builder().host(serve(answer)).build().unwrap();
    match client.get_scan("b-1").send().await.unwrap().into_inner() {
        GetScanAnswer::Ok(mut scan) => assert_eq!(scan.read_all().await.unwrap(), PNG),
        other => panic!("{other:?}"),
    }
    match client.get_scan("b-2").send().await.unwrap().into_inner() {
        GetScanAnswer::Accepted(later) => assert_eq!(later.seconds, 5),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_blocking_client_reads_like_a_file() {
    let client: blocking::BooksClient = BooksClient::builder()
        .host(serve(answer))
        .build_blocking()
        .unwrap();
    let mut cover = client.get_cover("b-1").send().unwrap();
    let mut first = [0; 3];
    cover.read_exact(&mut first).unwrap();
    assert_eq!(first, PNG.as_bytes()[..3]);
    assert_eq!(cover.read_all().unwrap(), PNG.as_bytes()[3..]);
    let mut copied = Vec::new();
    std::io::copy(
        &mut client.get_cover("b-1").send().unwrap().into_inner(),
        &mut copied,
    )
    .unwrap();
    assert_eq!(copied, PNG.as_bytes());
    match client.get_scan("b-1").send().unwrap().into_inner() {
        GetScanAnswer::Ok(mut scan) => assert_eq!(scan.read_all().unwrap(), PNG),
        other => panic!("{other:?}"),
    }
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
