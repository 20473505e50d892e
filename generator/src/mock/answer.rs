//! Answers: the operation's example, cut into pages where its results come in pages.
//!
//! Of several responses the first success is played, in the media type that the request takes best; a stream has two
//! parts, and a file a few bytes.

use serde_json::Value;

use super::accept::Accept;
use super::manner::Example;
use super::paging;
use super::params::Params;
use super::refusal::Refusal;
use super::request::Request;
use crate::example;
use crate::model::{Api, Content, Direction, Operation, Reply, Status, Streamed, Type};

/// What is sent back for a call.
#[derive(Debug, PartialEq)]
pub(super) struct Success {
    /// The HTTP status.
    pub(super) status: u16,
    /// The headers of the response that have an example.
    pub(super) headers: Vec<(String, String)>,
    /// The body, where there is one.
    pub(super) content: Option<Played>,
    /// Whether it is the named example that the request asked for.
    pub(super) is_named: bool,
}

/// A body as it is sent.
#[derive(Debug, PartialEq)]
pub(super) enum Played {
    /// JSON, with its media type.
    Json(String, Value),
    /// Anything else, with its media type.
    Raw(String, Vec<u8>),
}

/// What a request asks for, besides what it is about.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    /// How much the response says.
    pub(super) detail: Example,
    /// The name of an example.
    pub(super) example: Option<&'a str>,
    /// The media types that it takes; `None` when it takes any.
    pub(super) accept: Option<Accept>,
}

/// What the operation responds.
///
/// # Errors
///
/// Refuses a request that takes none of the media types that there are.
pub(super) fn answer(
    api: &Api,
    operation: &Operation,
    params: &Params<'_>,
    request: &Request,
    body: Option<&Value>,
    wanted: &Wanted<'_>,
) -> Result<Success, Refusal> {
    if let Some(streamed) = operation.streamed.as_ref().filter(|streamed| wants_stream(streamed, wanted)) {
        let content = raw(api, &streamed.content, &streamed.media, None);
        return Ok(Success { status: 200, headers: Vec::new(), content, is_named: false });
    }
    let mut replies = first_success(operation);
    let has_example = |reply: &&Reply| named(reply, wanted).is_some();
    if !replies.iter().any(has_example) && operation.replies().any(|reply| has_example(&reply)) {
        replies = operation.replies().filter(has_example).collect();
    }
    let Some(first) = replies.first() else {
        return Ok(Success { status: 204, headers: Vec::new(), content: None, is_named: false });
    };
    replies.retain(|reply| reply.status == first.status);
    if replies.iter().any(has_example) {
        replies.retain(has_example);
    }
    let (reply, media) = chosen(&replies, wanted.accept.as_ref()).ok_or_else(|| {
        let medias: Vec<&str> = replies.iter().flat_map(|reply| reply.medias()).collect();
        let message = format!("the response is {}, and the request takes none of it", medias.join(" or "));
        Refusal::with_status(406, "header.accept", message)
    })?;
    let mut headers = headers(api, reply);
    let example = named(reply, wanted);
    let content = match &reply.content {
        Content::Empty => None,
        Content::Json(ty) => {
            let is_success = operation.answers.iter().any(|known| std::ptr::eq(known, reply));
            let mut answer = match example {
                Some(example) => example.clone(),
                None => json(api, operation, reply, ty, wanted.detail),
            };
            if let Some(pages) = operation.pagination.as_ref().filter(|_| is_success && example.is_none()) {
                headers.extend(paging::cut(api, operation, pages, params, request, body, &mut answer));
            }
            Some(Played::Json(concrete(&reply.content, media), answer))
        }
        other => raw(api, other, media, example.or(reply.example.as_ref())),
    };
    Ok(Success { status: status_of(reply), headers, content, is_named: example.is_some() })
}

/// The status of a reply; the first one of its kind, where it is about several.
fn status_of(reply: &Reply) -> u16 {
    match reply.status {
        Status::Exactly(status) => status,
        Status::Class(class) => u16::from(class) * 100,
        Status::Rest if reply.content == Content::Empty => 200,
        Status::Rest => 500,
    }
}

/// What the operation responds with a status that was asked for: what the spec says about it, the most specific first.
///
/// # Errors
///
/// Refuses the request with this status where the spec says nothing about it.
pub(super) fn with_status(
    api: &Api,
    operation: &Operation,
    status: u16,
    wanted: &Wanted<'_>,
) -> Result<Success, Refusal> {
    let is_success = status < 300;
    let fits = |known: Status| match known {
        Status::Exactly(known) => known == status,
        Status::Class(class) => u16::from(class) == status / 100,
        Status::Rest => !is_success,
    };
    let Some(first) = operation.replies().find(|reply| fits(reply.status)) else {
        return Err(Refusal::new(status, "the request asked for this status".to_owned()));
    };
    let mut replies: Vec<&Reply> = operation.replies().filter(|reply| reply.status == first.status).collect();
    if replies.iter().any(|reply| named(reply, wanted).is_some()) {
        replies.retain(|reply| named(reply, wanted).is_some());
    }
    let (reply, media) =
        chosen(&replies, wanted.accept.as_ref()).or_else(|| chosen(&replies, None)).unwrap_or((first, ""));
    let example = named(reply, wanted);
    let content = match &reply.content {
        Content::Empty => None,
        Content::Json(ty) => {
            let mut body = example.cloned().unwrap_or_else(|| shown(api, reply, ty, wanted.detail));
            if is_success && operation.envelope {
                succeed(api, &mut body);
            }
            Some(Played::Json(concrete(&reply.content, media), body))
        }
        other => raw(api, other, media, example.or(reply.example.as_ref())),
    };
    Ok(Success { status, headers: headers(api, reply), content, is_named: example.is_some() })
}

/// The named example of a reply that a request asks for.
fn named<'a>(reply: &'a Reply, wanted: &Wanted<'_>) -> Option<&'a Value> {
    let name = wanted.example?;
    reply.examples.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// The reply that a request takes best, and its media type; of those that it takes alike the first. A reply without
/// a body is taken by every request.
pub(super) fn chosen<'a>(replies: &[&'a Reply], accept: Option<&Accept>) -> Option<(&'a Reply, &'a str)> {
    let mut best: Option<(u16, &'a Reply, &'a str)> = None;
    for reply in replies {
        let medias = reply.medias().chain(reply.media.is_none().then_some(""));
        for media in medias {
            let weight = match accept {
                Some(accept) if reply.content != Content::Empty => accept.weight(media),
                _ => 1000,
            };
            if weight > best.map_or(0, |(weight, ..)| weight) {
                best = Some((weight, reply, media));
            }
        }
    }
    best.map(|(_, reply, media)| (reply, media))
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

/// The success that an example is of, with its bodies: the first with a body, else the first.
fn first_success(operation: &Operation) -> Vec<&Reply> {
    let has_body = |reply: &&Reply| reply.content != Content::Empty;
    let first = operation.answers.iter().find(has_body).or_else(|| operation.answers.first());
    operation.answers.iter().filter(|reply| first.is_some_and(|first| first.status == reply.status)).collect()
}

/// Whether a request asks for the response as a stream: by name, and no less than for the whole.
fn wants_stream(streamed: &Streamed, wanted: &Wanted<'_>) -> bool {
    let Some(accept) = &wanted.accept else { return false };
    let weight = accept.weight_of_name(&streamed.media);
    weight > 0 && weight >= accept.weight_of_name("application/json")
}

fn json(api: &Api, operation: &Operation, reply: &Reply, ty: &Type, detail: Example) -> Value {
    let whole = example::answer(api, operation).filter(|_| detail == Example::Full);
    let mut answer = whole.unwrap_or_else(|| shown(api, reply, ty, detail));
    if operation.envelope {
        succeed(api, &mut answer);
    }
    answer
}

/// The headers of a reply that have an example.
pub(super) fn headers(api: &Api, reply: &Reply) -> Vec<(String, String)> {
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
    Some(Played::Raw(concrete(content, media), bytes))
}

/// A media type; where a range stands for any in it, the one that its content usually has.
fn concrete(content: &Content, media: &str) -> String {
    match content {
        _ if !media.is_empty() && !media.contains('*') => media.to_owned(),
        Content::Json(_) => "application/json".to_owned(),
        Content::Text => "text/plain".to_owned(),
        _ if media == "image/*" => "image/png".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
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
