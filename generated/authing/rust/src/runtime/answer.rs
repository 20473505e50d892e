//! A successful answer and its value.
//!
//! The last step of a call that went well: the body becomes the type of the API. The whole answer stays within reach. Invariant: the
//! body is kept, in the response when it could be decoded and in the error when not.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::de::DeserializeOwned;

use super::again::Again;
use super::download::Download;
use super::error::{Error, ErrorKind, Result};
use super::events::{EventSource, Events};
use super::integral_float;
use super::json;
use super::json_lines::JsonLines;
use super::mode::Mode;
use super::rest::Rest;

/// The headers in which servers tell the id of a request, and how the names of others end (`x-amzn-requestid`).
const REQUEST_ID: [&str; 3] = ["x-request-id", "request-id", "x-correlation-id"];
const REQUEST_ID_ENDS: [&str; 2] = ["request-id", "requestid"];

/// An answer that was read to its end.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) operation: Cow<'static, str>,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The id of the request, where the envelope has it.
    pub(super) request_id: Option<String>,
}

/// An answer of which the body may still be on its way.
pub(super) struct Arrival {
    /// What was read: all of it, or the head.
    pub(super) answer: Answer,
    rest: Option<Rest>,
    /// The call, where it can be made again for the rest of the answer.
    again: Option<Again>,
    /// The data that ends a stream of events.
    pub(super) until: Option<&'static str>,
}

impl Arrival {
    /// An answer that was read to its end.
    pub(super) fn whole(answer: Answer) -> Self {
        Self {
            answer,
            rest: None,
            again: None,
            until: None,
        }
    }

    /// An answer that is handed on as it comes.
    pub(super) fn open(answer: Answer, rest: Rest, until: Option<&'static str>) -> Self {
        Self {
            answer,
            rest: Some(rest),
            again: None,
            until,
        }
    }

    /// Keeps the call, where more of the answer is to come.
    pub(super) fn with_again(mut self, again: Option<Again>) -> Self {
        self.again = again.filter(|_| self.rest.is_some());
        self
    }

    /// What events are made of.
    pub(super) fn take_events(&mut self) -> EventSource {
        EventSource {
            again: self.again.take(),
            until: self.until,
            rest: self.take_rest(),
        }
    }

    /// The body as it comes; one that was read already comes in one piece.
    pub(super) fn take_rest(&mut self) -> Rest {
        let whole = || Rest::whole(self.answer.body.clone(), self.answer.operation.clone());
        self.rest.take().unwrap_or_else(whole)
    }
}

/// How the body of an answer becomes a value.
pub(super) type Decode<T> = fn(Arrival) -> Result<Response<T>>;

/// The value of an answer, with the answer around it. It dereferences to the value.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    answer: Answer,
}

impl<T> Response<T> {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The id under which the server knows the request, from the envelope or from a header, such as `x-request-id` or
    /// `x-ms-request-id`.
    pub fn request_id(&self) -> Option<&str> {
        self.answer.request_id()
    }

    /// The body as it came; empty where it is handed on as it comes.
    pub fn bytes(&self) -> &Bytes {
        &self.answer.body
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Changes the value and keeps the answer around it.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: change(self.value),
            answer: self.answer,
        }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// Headers may set cookies and the raw body shows every field, so only status and value are printed.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.answer.status)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// A file or another run of bytes, as it comes.
pub(super) fn download<M: Mode>(mut arrival: Arrival, mode: M) -> Result<Response<Download<M>>> {
    let rest = arrival.take_rest();
    Ok(arrival.answer.with(Download::new(rest, mode)))
}

/// Server-sent events with JSON in them.
pub(super) fn events<T: DeserializeOwned + Send + 'static, M: Mode>(
    mut arrival: Arrival,
    mode: M,
) -> Result<Response<Events<T, M>>> {
    let source = arrival.take_events();
    Ok(arrival.answer.with(Events::json(source, mode)))
}

/// Server-sent events with text in them.
pub(super) fn text_events<M: Mode>(
    mut arrival: Arrival,
    mode: M,
) -> Result<Response<Events<String, M>>> {
    let source = arrival.take_events();
    Ok(arrival.answer.with(Events::text(source, mode)))
}

/// A JSON value in each line.
pub(super) fn json_lines<T: DeserializeOwned + Send + 'static, M: Mode>(
    mut arrival: Arrival,
    mode: M,
) -> Result<Response<JsonLines<T, M>>> {
    let rest = arrival.take_rest();
    Ok(arrival.answer.with(JsonLines::new(rest, mode)))
}

pub(super) fn json<T: DeserializeOwned>(answer: Answer) -> Result<Response<T>> {
    match integral_float::from_slice(answer.json_text()) {
        Ok(value) => Ok(Response { value, answer }),
        Err(error) => Err(answer.undecodable(&error)),
    }
}

pub(super) fn empty(answer: Answer) -> Result<Response<()>> {
    Ok(Response { value: (), answer })
}

pub(super) fn bytes(answer: Answer) -> Result<Response<Bytes>> {
    Ok(Response {
        value: answer.body.clone(),
        answer,
    })
}

pub(super) fn text(answer: Answer) -> Result<Response<String>> {
    match std::str::from_utf8(&answer.body) {
        Ok(text) => Ok(Response {
            value: text.to_owned(),
            answer,
        }),
        Err(error) => Err(answer
            .attach(Error::new(ErrorKind::Decode, "the answer is no UTF-8 text").caused_by(error))),
    }
}

impl Answer {
    /// The id under which the server knows the request.
    pub(super) fn request_id(&self) -> Option<&str> {
        let is_id = |name: &HeaderName| {
            let mut ends = REQUEST_ID_ENDS.iter();
            ends.any(|end| name.as_str().ends_with(end))
        };
        let other = || self.headers.iter().find(|(name, _)| is_id(name));
        let known = || REQUEST_ID.iter().find_map(|name| self.headers.get(*name));
        let said = || {
            let value = known().or_else(|| other().map(|(_, value)| value))?;
            value.to_str().ok()
        };
        self.request_id.as_deref().or_else(said)
    }

    /// The answer around a value that was made of it.
    pub(super) fn with<T>(self, value: T) -> Response<T> {
        Response {
            value,
            answer: self,
        }
    }

    /// The body, or `null` for an answer without one, so that optional values need no special case.
    pub(super) fn json_text(&self) -> &[u8] {
        if self.body.is_empty() {
            b"null"
        } else {
            &self.body
        }
    }

    fn undecodable(self, error: &serde_json::Error) -> Error {
        let error = json::undecodable(&self.body, error);
        let media = self.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
        let error = match media.and_then(|media| std::str::from_utf8(media).ok()) {
            Some(media) if !media.contains("json") => error.alter(|parts| {
                let essence = media.split(';').next().unwrap_or(media);
                let shown: String = essence
                    .chars()
                    .filter(|c| c.is_ascii_graphic())
                    .take(60)
                    .collect();
                parts.text = format!("{}, which is `{shown}`", parts.text).into();
            }),
            _ => error,
        };
        self.attach(error)
    }

    /// Puts the answer into an error about it.
    pub(super) fn attach(self, error: Error) -> Error {
        error.during(self.operation.clone()).alter(|parts| {
            parts.status = Some(self.status);
            parts.envelope.request_id = self.request_id().map(str::to_owned);
            parts.headers = self.headers;
            parts.body = Some(self.body);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: &'static [u8]) -> Answer {
        Answer {
            operation: "op".into(),
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: Bytes::from_static(body),
            request_id: None,
        }
    }

    #[test]
    fn a_value_keeps_its_answer() {
        let response = json::<Vec<u8>>(answer(b"[1,2]")).unwrap();
        assert_eq!((response.len(), &response.bytes()[..]), (2, &b"[1,2]"[..]));
        assert_eq!(json::<Option<u8>>(answer(b"")).unwrap().into_inner(), None);
    }

    #[test]
    fn the_id_of_the_request_is_found_under_the_names_of_other_vendors() {
        for name in ["x-ms-request-id", "x-amzn-requestid", "x-request-id"] {
            let mut answer = answer(b"");
            let headers = &mut answer.headers;
            headers.insert("content-type", HeaderValue::from_static("a/b"));
            headers.insert(name, HeaderValue::from_static("r-1"));
            assert_eq!(answer.request_id(), Some("r-1"), "{name}");
            answer
                .headers
                .insert("x-request-id", HeaderValue::from_static("r-2"));
            assert_eq!(answer.request_id(), Some("r-2"), "{name}");
            answer.request_id = Some("r-3".into());
            assert_eq!(answer.request_id(), Some("r-3"), "{name}");
        }
    }

    #[test]
    fn a_body_that_does_not_decode_is_kept() {
        let error = json::<Vec<u8>>(answer(b"[1,\"hunter2\"]")).unwrap_err();
        assert_eq!(error.body().unwrap(), &b"[1,\"hunter2\"]"[..]);
        assert_eq!(
            error.to_string(),
            "op: the answer could not be decoded at `[1]` (HTTP 200)"
        );
        assert!(text(answer(b"\xff")).unwrap_err().is_decode());
    }
}
