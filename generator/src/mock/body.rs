//! Bodies of requests: their media type, their value, and whether it is what the spec wants.

use serde_json::{Map, Value};

use super::accept::is_within;
use super::known;
use super::multipart;
use super::refusal::Refusal;
use super::request::Request;
use super::style;
use super::wire;
use crate::model::{Api, Body, Limits, Media, Operation, OtherMedia, essence, is_json};

/// Reads and checks the body of a request; `None` when the operation takes none.
pub(super) fn read(api: &Api, operation: &Operation, request: &Request) -> Result<Option<Value>, Refusal> {
    let Some(body) = &operation.body else { return Ok(None) };
    if request.body.is_empty() && request.media_type().is_none() {
        if body.presence.allows_absence() {
            return Ok(None);
        }
        if wire::object(api, &body.ty).is_none() {
            return Err(Refusal::of("body", known::REQUIRED));
        }
    }
    let media = match check_media_type(body, request)? {
        Sent::AsUsual => body.media,
        Sent::Same(media) => media,
        // What callers write nobody but the server understands.
        Sent::Own => return Ok(Some(Value::from(String::from_utf8_lossy(&request.body)))),
    };
    let value = match media {
        // What has no required fields may be left out as a whole.
        Media::Json | Media::Form | Media::Multipart if request.body.is_empty() => Value::Object(Map::new()),
        Media::Json => serde_json::from_slice(&request.body)
            .map_err(|error| Refusal::of("body", format!("it is no JSON: {error}")))?,
        Media::Form => style::form(api, body, &String::from_utf8_lossy(&request.body)),
        Media::Multipart => multipart::value(api, &body.ty, request)?,
        Media::Text => wire::scalar(api, &body.ty, &String::from_utf8_lossy(&request.body)),
        Media::Bytes => Value::from(String::from_utf8_lossy(&request.body)),
    };
    known::check(api, &body.ty, &Limits::default(), "body", &value)?;
    Ok(Some(value))
}

/// A field at the top of a body of any kind, as text: client authentication may add fields that the body's type does
/// not know.
pub(super) fn field(request: &Request, name: &str) -> Option<String> {
    if is_json(&request.media_type()?) {
        let value: Value = serde_json::from_slice(&request.body).ok()?;
        return value.get(name)?.as_str().map(str::to_owned);
    }
    form(request).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

fn form(request: &Request) -> Vec<(String, String)> {
    wire::pairs(&String::from_utf8_lossy(&request.body))
}

/// How a body came.
enum Sent {
    /// In the media type of the operation.
    AsUsual,
    /// The same value in another one.
    Same(Media),
    /// A body of its own in another one.
    Own,
}

fn check_media_type(body: &Body, request: &Request) -> Result<Sent, Refusal> {
    if request.body.is_empty() {
        return Ok(Sent::AsUsual);
    }
    let found = request.media_type();
    let fits = found.as_deref().is_some_and(|found| match body.media {
        Media::Json if body.content_type == Media::Json.usual() => is_json(found),
        _ => body.content_type.split(',').any(|range| is_within(found, &essence(range))),
    });
    let is_it = |other: &&OtherMedia| {
        found.as_deref().is_some_and(|found| is_within(found, &essence(&other.content_type)))
    };
    match body.others.iter().find(is_it) {
        // Which of two media types of JSON it is makes a difference only where the bodies are not the same.
        Some(other) if !other.same => return Ok(Sent::Own),
        _ if fits => return Ok(Sent::AsUsual),
        Some(other) if is_json(&other.content_type) => return Ok(Sent::Same(Media::Json)),
        Some(_) => return Ok(Sent::Same(Media::Form)),
        None => {}
    }
    let found = found.map_or_else(|| "there is none".to_owned(), |found| format!("it is {found}"));
    let message = format!("the body is to be {}, and {found}", body.content_type);
    Err(Refusal::with_status(415, "header.content-type", message))
}
