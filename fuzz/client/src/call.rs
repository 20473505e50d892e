//! Calls: each reads what its responses hold to the end.

use std::error::Error;
use std::fmt::Debug;
use std::time::Duration;

use decoded::{CallOptions, DecodedClient, RetryPolicy};

use crate::network::Network;
use crate::response::Response;

pub const NAMES: &[&str] = &[
    "getBook",
    "getLoose",
    "getEither",
    "getText",
    "watch",
    "watchLog",
    "listLines",
    "getFile",
    "listBooks",
];

/// The media type and the sample that responses to each call usually have.
pub const USUAL: &[(&str, usize)] = &[
    ("application/json", 0),
    ("application/json", 1),
    ("application/json", 0),
    ("text/plain", 6),
    ("text/event-stream", 7),
    ("text/event-stream", 8),
    ("application/jsonl", 9),
    ("application/octet-stream", 6),
    ("application/json", 2),
];

/// How many parts of a stream are read.
const MOST_PARTS: usize = 20_000;

/// How many pages and items are read.
const MOST_ITEMS: usize = 200;

pub fn run(call: usize, responses: Vec<Response>) -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(read(call, responses))
}

async fn read(call: usize, responses: Vec<Response>) -> Result<(), Box<dyn Error>> {
    let patient = RetryPolicy::default().base_delay(Duration::ZERO).max_retry_after(Duration::ZERO);
    let builder = DecodedClient::builder().transport(Network::new(responses));
    let client = builder.retry(patient).follow_multiple_choices(true).max_body_size(1 << 20).build()?;
    let options = || CallOptions::new().timeout(Duration::from_secs(5));
    match call {
        0 => shown(client.get_book().with(options()).send().await.map(|response| {
            let headers = decoded::operations::books::GetBookHeaders::of(response.headers());
            written(&response.into_inner());
            headers
        })),
        1 => shown(
            client.get_loose().with(options()).send().await.map(|response| written(&response.into_inner())),
        ),
        2 => match client.get_either().with(options()).send().await.map(|response| response.into_inner()) {
            Ok(decoded::operations::books::GetEitherAnswer::OkImage(mut file)) => {
                shown(file.read_all().await)
            }
            other => shown(other),
        },
        3 => shown(client.get_text().with(options()).send().await),
        4 => {
            let Ok(events) = client.watch().with(options()).send().await else { return Ok(()) };
            let mut events = events.into_inner();
            for _ in 0..MOST_PARTS {
                match events.next().await {
                    Some(Ok(event)) => written(&event.data),
                    Some(Err(error)) => shown(Err::<(), _>(error)),
                    None => break,
                }
            }
            shown((events.last_event_id(), events.retry_after()));
        }
        5 => {
            let Ok(events) = client.watch_log().with(options()).send().await else { return Ok(()) };
            let mut events = events.into_inner();
            for _ in 0..MOST_PARTS {
                match events.next().await {
                    Some(Ok(event)) => shown(event.json::<decoded::Value>()),
                    Some(Err(error)) => shown(Err::<(), _>(error)),
                    None => break,
                }
            }
        }
        6 => {
            let Ok(lines) = client.list_lines().with(options()).send().await else { return Ok(()) };
            let mut lines = lines.into_inner();
            for _ in 0..MOST_PARTS {
                match lines.next().await {
                    Some(Ok(book)) => written(&book),
                    Some(Err(error)) => shown(Err::<(), _>(error)),
                    None => break,
                }
            }
        }
        7 => {
            let Ok(file) = client.get_file().with(options()).send().await else { return Ok(()) };
            let mut file = file.into_inner();
            shown(file.read_all().await);
        }
        _ => {
            let mut items = client.list_books().with(options()).items();
            for _ in 0..MOST_ITEMS {
                match items.next().await {
                    Some(Ok(book)) => written(&book),
                    Some(Err(error)) => {
                        shown(Err::<(), _>(error));
                        break;
                    }
                    None => break,
                }
            }
        }
    }
    Ok(())
}

/// What was read can be written again, and shown; and what is written can be read.
fn written<T: serde::Serialize + serde::de::DeserializeOwned + Debug>(value: &T) {
    shown(value);
    let json = serde_json::to_string(value).expect("what was read can be written");
    serde_json::from_str::<T>(&json).expect("what was written can be read");
}

fn shown(value: impl Debug) {
    std::hint::black_box(format!("{value:?}"));
}
