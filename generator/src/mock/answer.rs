//! Answers: the operation's example, cut into pages where its results come in pages.
//!
//! Of several answers the first success is played; a stream has two parts, and a file a few bytes.

use serde_json::Value;

use super::manner::Example;
use super::paging;
use super::params::Params;
use super::refusal::Refusal;
use super::request::Request;
use crate::example;
use crate::model::{Api, Content, Direction, Operation, Reply, Status, Type, essence};

/// What is sent back for a call that succeeded.
#[derive(Debug, PartialEq)]
pub(super) struct Success {
    /// The HTTP status.
    pub(super) status: u16,
    /// The headers of the answer that have an example.
    pub(super) headers: Vec<(String, String)>,
    /// The body, where there is one.
    pub(super) content: Option<Played>,
}

/// A body as it is sent.
#[derive(Debug, PartialEq)]
pub(super) enum Played {
    /// JSON.
    Json(Value),
    /// Anything else, with its media type.
    Raw(String, Vec<u8>),
}

/// What the operation answers.
pub(super) fn answer(
    api: &Api,
    operation: &Operation,
    params: &Params<'_>,
    request: &Request,
    body: Option<&Value>,
    detail: Example,
) -> Success {
    if let Some(streamed) = operation.streamed.as_ref().filter(|_| wants_stream(operation, request)) {
        let content = raw(api, &streamed.content, &streamed.media, None);
        return Success { status: 200, headers: Vec::new(), content };
    }
    let Some(reply) = first_success(operation, request.header("accept")) else {
        return Success { status: 204, headers: Vec::new(), content: None };
    };
    let mut headers = headers(api, reply);
    let content = match &reply.content {
        Content::Empty => None,
        Content::Json(ty) => {
            let mut answer = json(api, operation, reply, ty, detail);
            if let Some(pages) = &operation.pagination {
                headers.extend(paging::cut(api, operation, pages, params, request, body, &mut answer));
            }
            Some(Played::Json(answer))
        }
        other => raw(api, other, first_media(reply), reply.example.as_ref()),
    };
    let is_exact = |status| match status {
        Status::Exactly(status) => Some(status),
        Status::Class(class) => Some(u16::from(class) * 100),
        Status::Rest => None,
    };
    let status = is_exact(reply.status).unwrap_or(200);
    Success { status, headers, content }
}

/// What the operation answers with a status that was asked for: what the spec says about it, the most specific first, or
/// a refusal where it says nothing.
pub(super) fn with_status(
    api: &Api,
    operation: &Operation,
    status: u16,
    detail: Example,
) -> Result<Success, Refusal> {
    let is_success = status < 300;
    let fits = |known: Status| match known {
        Status::Exactly(known) => known == status,
        Status::Class(class) => u16::from(class) == status / 100,
        Status::Rest => !is_success,
    };
    let Some(reply) = operation.replies().find(|reply| fits(reply.status)) else {
        return Err(Refusal::new(status, "the request asked for this status".to_owned()));
    };
    let content = match &reply.content {
        Content::Empty => None,
        Content::Json(ty) => {
            let mut body = shown(api, reply, ty, detail);
            if is_success && operation.envelope {
                succeed(api, &mut body);
            }
            Some(Played::Json(body))
        }
        other => raw(api, other, first_media(reply), reply.example.as_ref()),
    };
    Ok(Success { status, headers: headers(api, reply), content })
}

/// What an answer shows where nothing is known of the whole call.
fn shown(api: &Api, reply: &Reply, ty: &Type, detail: Example) -> Value {
    match detail {
        Example::Full => {
            reply.example.clone().unwrap_or_else(|| example::value_of_type(api, ty, Direction::Answer))
        }
        Example::Least => example::least_value_of_type(api, ty, Direction::Answer),
    }
}

/// The media type that an answer has, which is the first where there are several.
fn first_media(reply: &Reply) -> &str {
    reply.medias().next().unwrap_or_default()
}

/// The success that an example is of: the first with a body, else the first. Where its status has several bodies, it is the
/// one that the request would rather have.
fn first_success<'a>(operation: &'a Operation, accept: Option<&str>) -> Option<&'a Reply> {
    let has_body = |reply: &&Reply| reply.content != Content::Empty;
    let first = operation.answers.iter().find(has_body).or_else(|| operation.answers.first())?;
    let others = || operation.answers.iter().filter(|reply| reply.status == first.status);
    let mut ranges = accept.unwrap_or_default().split(',').map(essence);
    ranges.find_map(|range| others().find(|reply| is_one_of(reply, &range))).or(Some(first))
}

/// Whether a media type of a reply is in a range.
fn is_one_of(reply: &Reply, range: &str) -> bool {
    let kind = range.strip_suffix('*');
    let is_in =
        |media: String| media == range || range == "*/*" || kind.is_some_and(|kind| media.starts_with(kind));
    reply.medias().map(essence).any(is_in)
}

/// Whether a request asks for the answer as a stream.
fn wants_stream(operation: &Operation, request: &Request) -> bool {
    let Some(streamed) = &operation.streamed else { return false };
    let accept = request.header("accept").unwrap_or_default();
    let essence = streamed.media.split(';').next().unwrap_or_default();
    accept.contains(essence)
}

fn json(api: &Api, operation: &Operation, reply: &Reply, ty: &Type, detail: Example) -> Value {
    let whole = example::answer(api, operation).filter(|_| detail == Example::Full);
    let mut answer = whole.unwrap_or_else(|| shown(api, reply, ty, detail));
    if operation.envelope {
        succeed(api, &mut answer);
    }
    answer
}

fn headers(api: &Api, reply: &Reply) -> Vec<(String, String)> {
    let shown = reply.headers.iter().filter(|header| header.example.is_some() || header.is_required());
    shown
        .map(|header| {
            let value = example::value_of(api, header, Direction::Answer);
            let text = match value {
                Value::String(text) => text,
                Value::Array(items) => {
                    let texts: Vec<String> = items.iter().map(plain).collect();
                    texts.join(",")
                }
                other => other.to_string(),
            };
            (header.name.wire().to_owned(), text)
        })
        .collect()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A body that is no JSON.
fn raw(api: &Api, content: &Content, media: &str, example: Option<&Value>) -> Option<Played> {
    let value = |ty: &Type| example::value_of_type(api, ty, Direction::Answer);
    let bytes = match content {
        Content::Empty | Content::Json(_) => return None,
        Content::Text => example.map_or_else(|| "text".to_owned(), plain).into_bytes(),
        Content::Bytes => b"\x89bytes\r\n\x1a\n\0".to_vec(),
        Content::Events { ty, until } => {
            let value = value(ty);
            let data = if *ty == Type::String { plain(&value) } else { value.to_string() };
            let end = until.as_ref().map(|until| format!("data: {until}\n\n")).unwrap_or_default();
            format!("id: 1\ndata: {data}\n\nid: 2\ndata: {data}\n\n{end}").into_bytes()
        }
        Content::JsonLines(ty) => {
            let line = value(ty);
            format!("{line}\n{line}\n").into_bytes()
        }
    };
    Some(Played::Raw(concrete(media), bytes))
}

/// A media type that is none but a range stands for any in it.
fn concrete(media: &str) -> String {
    if media.contains('*') { "application/octet-stream".to_owned() } else { media.to_owned() }
}

/// Makes the business status one of success, which an example of an error may not have been.
fn succeed(api: &Api, answer: &mut Value) {
    let Some(envelope) = &api.envelope else { return };
    let (Some(success), Some(fields)) = (envelope.success.first(), answer.as_object_mut()) else { return };
    let status = fields.get(&envelope.status).and_then(Value::as_i64);
    if !status.is_some_and(|status| envelope.success.contains(&status)) {
        fields.insert(envelope.status.clone(), (*success).into());
    }
}
