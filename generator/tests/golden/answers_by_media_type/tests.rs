//! Where a status may have several bodies, the media type tells which one came.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use answers_by_media_type::operations::books::{GetAvatarAnswer, GetAvatarRefusal};
use answers_by_media_type::{BooksClient, CallOptions};

const PNG: &str = "\u{89}PNG \0 and more";

/// The last part of the path says what to answer.
fn answer(head: &str, _: &str) -> String {
    let accept = "accept: application/json, image/png, image/*, application/vnd.avatar+json\r\n";
    assert!(
        head.contains(accept) || head.contains("accept: image/png\r\n"),
        "{head}"
    );
    let json = "content-type: application/json; charset=utf-8\r\n";
    match head.split(' ').nth(1).unwrap().split('/').nth(2).unwrap() {
        "json" => http("200 OK", json, r#"{"name":"Lem","content":"AAE="}"#),
        "png" => http("200 OK", "content-type: Image/PNG\r\n", PNG),
        "webp" => http("200 OK", "content-type: image/webp\r\n", PNG),
        "vendor" => http(
            "200 OK",
            "content-type: application/vnd.avatar+json\r\n",
            r#"{"text":"L"}"#,
        ),
        "unsaid" => http("200 OK", "", r#"{"name":"Lem","content":""}"#),
        "other" => http("200 OK", "content-type: text/html\r\n", "<p>"),
        "later" => http("202 Accepted", "", ""),
        "problem" => http(
            "404 Not Found",
            "content-type: application/problem+json\r\n",
            r#"{"title":"Gone"}"#,
        ),
        _ => http(
            "404 Not Found",
            "content-type: text/plain\r\n",
            "There is none.",
        ),
    }
}

fn client() -> BooksClient {
    BooksClient::builder().host(serve(answer)).build().unwrap()
}

#[tokio::test]
async fn the_media_type_tells_which_body_came() {
    let client = client();
    let get = async |id: &str| client.get_avatar(id).send().await.unwrap().into_inner();
    let avatar = get("json").await;
    assert!(
        matches!(avatar, GetAvatarAnswer::Ok(avatar) if avatar.name == "Lem" && avatar.content == "AAE=")
    );
    for id in ["png", "webp"] {
        let GetAvatarAnswer::OkImagePng(mut picture) = get(id).await else {
            panic!("{id} is a picture");
        };
        assert_eq!(picture.read_all().await.unwrap(), PNG);
    }
    let told = get("vendor").await;
    assert!(
        matches!(told, GetAvatarAnswer::OkVndAvatarJson(told) if told.text.as_deref() == Some("L"))
    );
    assert!(matches!(get("later").await, GetAvatarAnswer::Accepted));
}

#[tokio::test]
async fn what_tells_nothing_is_what_is_preferred() {
    let client = client();
    let answer = client.get_avatar("unsaid").send().await.unwrap();
    assert!(matches!(&*answer, GetAvatarAnswer::Ok(avatar) if avatar.name == "Lem"));
    let error = client.get_avatar("other").send().await.unwrap_err();
    assert!(
        error.is_decode() && error.body().unwrap() == "<p>",
        "{error}"
    );
}

#[tokio::test]
async fn a_call_may_ask_for_one() {
    let png = CallOptions::new().header("accept", "image/png");
    let answer = client().get_avatar("png").with(png).send().await.unwrap();
    assert!(matches!(
        answer.into_inner(),
        GetAvatarAnswer::OkImagePng(_)
    ));
}

#[tokio::test]
async fn refusals_are_told_apart_too() {
    let client = client();
    let error = client.get_avatar("problem").send().await.unwrap_err();
    assert_eq!(error.message(), Some("Gone"));
    assert!(matches!(
        error.refusal(),
        Some(GetAvatarRefusal::NotFound(problem)) if problem.title.as_deref() == Some("Gone")
    ));
    let error = client.get_avatar("none").send().await.unwrap_err();
    assert!(matches!(
        error.refusal(),
        Some(GetAvatarRefusal::NotFoundTextPlain(text)) if text == "There is none."
    ));
}

#[test]
fn a_blocking_client_tells_them_apart_as_well() {
    let client = BooksClient::builder()
        .host(serve(answer))
        .build_blocking()
        .unwrap();
    let GetAvatarAnswer::OkImagePng(mut picture) =
        client.get_avatar("png").send().unwrap().into_inner()
    else {
        panic!("it is a picture");
    };
    assert_eq!(picture.read_all().unwrap(), PNG);
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
