//! Streams of events and of lines, wherever the network cuts them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use streams::{BooksClient, CallOptions, blocking};

const EVENTS: &str = "content-type: text/event-stream\r\n";

fn answer(head: &str, body: &str) -> String {
    match head.split(' ').nth(1).unwrap() {
        "/books/events" => http(
            "200 OK",
            EVENTS,
            "\u{feff}: welcome\nretry: 20\n\nid: 1\nevent: added\ndata: {\"title\":\ndata: \"索拉里斯\"}\n\n\
             data: {\"title\":\"Fiasco\",\"pages\":336.0}\r\n\r\ndata: {\"title\":\"cut",
        ),
        "/log" => http("200 OK", EVENTS, "data: not JSON\n\ndata: 2\n\n"),
        "/books" => http(
            "200 OK",
            "",
            "{\"title\":\"A\"}\n\n{\"title\":\"B\",\"pages\":2e2}\r\n{\"title\":\"C\"}",
        ),
        "/stories" if head.contains("accept: text/event-stream\r\n") => {
            assert_eq!(body, r#"{"about":"a fox","stream":true}"#);
            let event = "data: {\"title\":\"Once\"}\n\n";
            http("200 OK", EVENTS, &format!("{event}data: [DONE]\n\n{event}"))
        }
        "/stories" => {
            assert_eq!(body, r#"{"about":"a fox"}"#);
            http(
                "200 OK",
                "content-type: application/json\r\n",
                r#"{"text":"Once."}"#,
            )
        }
        _ => http("404 Not Found", "", ""),
    }
}

#[tokio::test]
async fn events_have_data_ids_and_names() {
    let client = BooksClient::builder().host(serve(answer)).build().unwrap();
    let mut books = client.watch_books().send().await.unwrap();
    let first = books.next().await.unwrap().unwrap();
    assert_eq!(
        (first.title.as_str(), first.name.as_deref()),
        ("索拉里斯", Some("added"))
    );
    assert_eq!(first.id.as_deref(), Some("1"));
    let second = books.next().await.unwrap().unwrap();
    assert_eq!(
        (second.title.as_str(), second.name.as_deref()),
        ("Fiasco", None)
    );
    assert_eq!(second.pages, Some(336));
    assert!(books.next().await.is_none());
    assert_eq!(books.last_event_id(), Some("1"));
    assert_eq!(books.retry_after(), Some(Duration::from_millis(20)));
    let mut log = client.watch_log().send().await.unwrap();
    let text = log.next().await.unwrap().unwrap();
    assert_eq!(text.data, "not JSON");
    assert!(text.json::<u8>().unwrap_err().is_decode());
    let json = log.next().await.unwrap().unwrap();
    assert_eq!((json.as_str(), json.json::<u8>().unwrap()), ("2", 2));
}

#[tokio::test]
async fn text_may_be_read_as_json_from_some_event_on() {
    let client = BooksClient::builder().host(serve(answer)).build().unwrap();
    let mut log = client.watch_log().send().await.unwrap().into_inner();
    log.next().await.unwrap().unwrap();
    let mut numbers = log.into_json::<u8>();
    assert_eq!(numbers.next().await.unwrap().unwrap().data, 2);
    assert!(numbers.next().await.is_none());
    let log = client.watch_log().send().await.unwrap().into_inner();
    let mut numbers = log.into_json::<u8>();
    let error = numbers.next().await.unwrap().unwrap_err();
    assert!(error.is_decode() && error.operation() == "watchLog");
    assert!(numbers.next().await.is_none());
}

#[tokio::test]
async fn a_caller_chooses_the_stream() {
    let client = BooksClient::builder().host(serve(answer)).build().unwrap();
    let mut story = client.tell_story("a fox").send_stream().await.unwrap();
    assert_eq!(story.next().await.unwrap().unwrap().title, "Once");
    assert!(story.next().await.is_none() && story.next().await.is_none());
    assert_eq!(
        client.tell_story("a fox").send().await.unwrap().text,
        "Once."
    );
}

#[tokio::test]
async fn lines_are_values() {
    let client = BooksClient::builder().host(serve(answer)).build().unwrap();
    let mut books = client.list_books().send().await.unwrap();
    let mut titles = Vec::new();
    while let Some(book) = books.next().await {
        let book = book.unwrap();
        titles.push((book.title, book.pages));
    }
    let title = |title: &str, pages| (title.to_owned(), pages);
    assert_eq!(
        titles,
        [title("A", None), title("B", Some(200)), title("C", None)]
    );
}

#[tokio::test]
async fn what_is_no_value_ends_the_stream() {
    let body = "{\"title\":\"A\"}\n{\"title\":7}\n{\"title\":\"C\"}\n";
    let client = BooksClient::builder()
        .host(serve(move |_, _| http("200 OK", "", body)))
        .build()
        .unwrap();
    let mut books = client.list_books().send().await.unwrap();
    assert!(books.next().await.unwrap().is_ok());
    let error = books.next().await.unwrap().unwrap_err();
    assert!(error.is_decode() && error.operation() == "listBooks");
    assert!(books.next().await.is_none());
}

#[tokio::test]
async fn silence_is_bounded_and_so_are_lines() {
    let endless = "{\"title\":\"A\"}\n{\"title\":\"";
    let url =
        serve(move |_, _| http("200 OK", "content-length: 1000\r\n", endless) + &" ".repeat(900));
    let client = BooksClient::builder()
        .host(url)
        .max_body_size(50)
        .build()
        .unwrap();
    let mut books = client.list_books().send().await.unwrap();
    assert!(books.next().await.unwrap().is_ok());
    let error = books.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "listBooks: a line is larger than 50 bytes"
    );

    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        assert!(socket.read(&mut [0; 2000]).unwrap() > 0);
        socket
            .write_all(http("200 OK", "", "{\"title\":\"A\"}\n").as_bytes())
            .unwrap();
        // It stays open until the client gives up.
        let _ = socket.read_to_end(&mut Vec::new());
    });
    let client = BooksClient::builder().host(url).build().unwrap();
    let quick = CallOptions::new().timeout(Duration::from_millis(300));
    let mut books = client.list_books().with(quick).send().await.unwrap();
    assert!(books.next().await.unwrap().is_ok());
    assert!(books.next().await.unwrap().unwrap_err().is_timeout());
    assert!(books.next().await.is_none());
}

#[tokio::test]
async fn a_body_that_asks_for_a_stream_has_the_media_type_of_choice() {
    let url = serve(|head, body| {
        assert!(
            head.contains("content-type: application/vnd.story+json\r\n"),
            "{head}"
        );
        assert_eq!(body, r#"{"about":"a fox","stream":true}"#);
        http("200 OK", EVENTS, "data: [DONE]\n\n")
    });
    let client = BooksClient::builder().host(url).build().unwrap();
    let story = || client.tell_story("a fox");
    let json = story().with_content_type("application/vnd.story+json");
    let mut events = json.send_stream().await.unwrap();
    assert!(events.next().await.is_none());
    let form = story().with_content_type("application/x-www-form-urlencoded");
    let error = form.send_stream().await.unwrap_err();
    assert!(
        error.to_string().contains("cannot be written as"),
        "{error}"
    );
}

/// Serves a body that goes on for ever: `piece` again and again, which keeps the connection alive.
fn endless(head: &'static str, piece: &'static str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let mut socket = socket.unwrap();
            std::thread::spawn(move || {
                let _ = socket.read(&mut [0; 2000]);
                let _ = socket.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes());
                while socket.write_all(piece.as_bytes()).is_ok() {
                    std::thread::sleep(Duration::from_millis(20));
                }
            });
        }
    });
    url
}

#[tokio::test]
async fn what_is_kept_alive_and_never_delivers_ends_in_time() {
    let began = Instant::now();
    let limit = Duration::from_millis(400);
    let client = |url: String| BooksClient::builder().host(url);
    let url = endless(EVENTS, ": still here\n\n");
    let pinged = client(url.clone()).stream_timeout(limit).build().unwrap();
    let mut books = pinged
        .watch_books()
        .send()
        .await
        .unwrap()
        .into_inner()
        .reconnecting();
    let error = books.next().await.unwrap().unwrap_err();
    assert!(
        error.is_timeout() && error.to_string().contains("not over within 400ms"),
        "{error}"
    );
    assert!(books.next().await.is_none());
    // A call has its own limit.
    let options = CallOptions::new().stream_timeout(limit);
    let unlimited = client(url).build().unwrap();
    let mut books = unlimited
        .watch_books()
        .with(options.clone())
        .send()
        .await
        .unwrap();
    assert!(books.next().await.unwrap().unwrap_err().is_timeout());
    // Empty lines are no values.
    let lines = client(endless("", "\n")).build().unwrap();
    let mut books = lines.list_books().with(options).send().await.unwrap();
    assert!(books.next().await.unwrap().unwrap_err().is_timeout());
    assert!(began.elapsed() < Duration::from_secs(10));
}

/// A shelf whose connection breaks off in the middle of the second event, and which ends for good after the third.
fn breaking(head: &str) -> String {
    let seen = head
        .lines()
        .find_map(|line| line.strip_prefix("last-event-id: "));
    let event = |id: u32| format!("retry: 1\nid: {id}\ndata: {{\"title\":\"{id}\"}}\n\n");
    match seen {
        None => http(
            "200 OK",
            &format!("{EVENTS}content-length: 900\r\n"),
            &(event(1) + "id: 2\ndata: {"),
        ),
        Some("1") => http("200 OK", EVENTS, &event(2)),
        Some("2") => http("200 OK", EVENTS, &event(3)),
        Some(_) => http("204 No Content", "", ""),
    }
}

#[tokio::test]
async fn events_go_on_where_they_broke_off() {
    let client = BooksClient::builder()
        .host(serve(|head, _| breaking(head)))
        .build()
        .unwrap();
    let mut books = client
        .watch_books()
        .send()
        .await
        .unwrap()
        .into_inner()
        .reconnecting();
    let mut titles = Vec::new();
    while let Some(book) = books.next().await {
        titles.push(book.unwrap().data.title);
    }
    assert_eq!(titles, ["1", "2", "3"]);
    // Unless that is asked for, a stream that breaks off is an error.
    let mut books = client.watch_books().send().await.unwrap();
    assert!(books.next().await.unwrap().is_ok());
    assert!(books.next().await.unwrap().unwrap_err().is_transport());
    assert!(books.next().await.is_none());
}

#[tokio::test]
async fn a_stream_without_events_is_not_taken_up_for_ever() {
    let calls = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = std::sync::Arc::clone(&calls);
    let url = serve(move |_, _| {
        counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        http("200 OK", EVENTS, "retry: 1\n\n")
    });
    let client = BooksClient::builder().host(url).build().unwrap();
    let mut books = client
        .watch_books()
        .send()
        .await
        .unwrap()
        .into_inner()
        .reconnecting();
    assert!(books.next().await.is_none());
    assert_eq!(calls.load(std::sync::atomic::Ordering::SeqCst), 6);
}

#[test]
fn a_blocking_client_iterates() {
    let client: blocking::BooksClient = BooksClient::builder()
        .host(serve(answer))
        .build_blocking()
        .unwrap();
    let books = client.list_books().send().unwrap().into_inner();
    let titles: Vec<String> = books.map(|book| book.unwrap().title).collect();
    assert_eq!(titles, ["A", "B", "C"]);
    let story = client
        .tell_story("a fox")
        .send_stream()
        .unwrap()
        .into_inner();
    assert_eq!(
        story
            .map(|part| part.unwrap().data.title)
            .collect::<Vec<_>>(),
        ["Once"]
    );
    let mut events = client.watch_books().send().unwrap().into_inner();
    assert_eq!(events.next().unwrap().unwrap().title, "索拉里斯");
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
