//! A call takes the first credential that the client has, another one where it says so, and none where it wants none.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use each_auth_scheme::{BooksClient, CallOptions, ErrorKind};

/// Tokens are handed out, and every other call answers with what it was called with.
fn answer(head: &str, _: &str) -> String {
    let json = "content-type: application/json\r\n";
    if head.starts_with("POST /token ") {
        return http(
            "200 OK",
            json,
            r#"{"data":{"access_token":"fetched","expires_in":60}}"#,
        );
    }
    let has = |text: &str| head.contains(text);
    let seen = match () {
        () if has("Bearer fetched") => "token",
        () if has("api_key=k-1") && has("authorization: Basic ") => "key and password",
        () if has("Bearer given") && !has("k-1") => "the token that was given",
        () if has("x-api-key: k-1") && !has("authorization") => "the key",
        () if has("authorization: own") => "a header of the caller's own",
        () if has("authorization") || has("k-1") => "something else",
        () => "nothing",
    };
    http("404 Not Found", "content-type: text/plain\r\n", seen)
}

async fn sent(options: CallOptions) -> String {
    let client = BooksClient::builder()
        .host(serve(answer))
        .key("k-1")
        .user("ada")
        .password("secret")
        .client_id("c-1")
        .client_secret("s-1")
        .build()
        .unwrap();
    let error = client.by_either().with(options).send().await.unwrap_err();
    match error.body() {
        Some(body) => String::from_utf8(body.to_vec()).unwrap(),
        None => error.to_string(),
    }
}

#[tokio::test]
async fn a_call_chooses_among_credentials() {
    assert_eq!(sent(CallOptions::new()).await, "token");
    for option in ["key", "user", "password"] {
        assert_eq!(
            sent(CallOptions::new().credential(option)).await,
            "key and password"
        );
    }
    assert_eq!(
        sent(CallOptions::new().credential("client_id")).await,
        "token"
    );
    assert_eq!(
        sent(CallOptions::new().without_credentials()).await,
        "nothing"
    );
    let own = CallOptions::new()
        .without_credentials()
        .header("authorization", "own");
    assert_eq!(sent(own).await, "a header of the caller's own");
}

#[tokio::test]
async fn a_token_that_a_client_is_given_goes_before_what_it_had() {
    let builder = BooksClient::builder().host(serve(answer)).key("k-1");
    let client = builder.build().unwrap();
    let said = async |client: &BooksClient, options: CallOptions| {
        let call = client.by_one_or_other().with(options);
        call.send().await.unwrap_err().body().unwrap().clone()
    };
    let usual = CallOptions::new;
    assert_eq!(said(&client, usual()).await, "the key");
    let with_token = client.with_token("given");
    assert_eq!(said(&with_token, usual()).await, "the token that was given");
    assert_eq!(
        said(&with_token, usual().credential("key")).await,
        "the key"
    );
}

#[tokio::test]
async fn a_credential_that_the_call_does_not_take_is_an_error() {
    let said = sent(CallOptions::new().credential("token")).await;
    assert_eq!(
        said,
        "byEither: the call takes no credential that `token` sets"
    );
    let client = BooksClient::builder()
        .host(serve(answer))
        .key("k-1")
        .build()
        .unwrap();
    let options = CallOptions::new().credential("key");
    let error = client.by_either().with(options).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Build);
    assert!(error.to_string().contains("`user`"), "{error}");
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
