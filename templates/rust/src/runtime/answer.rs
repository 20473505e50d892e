//! A successful answer and its value.
//!
//! The last step of a call that went well: the body becomes the type of the API. The whole answer stays within reach. Invariant: the
//! body is kept, in the response when it could be decoded and in the error when not.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use super::error::{Error, ErrorKind, Result};
use super::json;

/// An answer that was read to its end.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) operation: Cow<'static, str>,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// How the body of an answer becomes a value.
pub(super) type Decode<T> = fn(Answer) -> Result<Response<T>>;

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

    /// The body as it came.
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

pub(super) fn json<T: DeserializeOwned>(answer: Answer) -> Result<Response<T>> {
    match serde_json::from_slice(answer.json_text()) {
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
    /// The body, or `null` for an answer without one, so that optional values need no special case.
    fn json_text(&self) -> &[u8] {
        if self.body.is_empty() {
            b"null"
        } else {
            &self.body
        }
    }

    fn undecodable(self, error: &serde_json::Error) -> Error {
        let error = json::undecodable(&self.body, error);
        self.attach(error)
    }

    /// Puts the answer into an error about it.
    pub(super) fn attach(self, error: Error) -> Error {
        error.during(self.operation.clone()).alter(|parts| {
            parts.status = Some(self.status);
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
        }
    }

    #[test]
    fn a_value_keeps_its_answer() {
        let response = json::<Vec<u8>>(answer(b"[1,2]")).unwrap();
        assert_eq!((response.len(), &response.bytes()[..]), (2, &b"[1,2]"[..]));
        assert_eq!(json::<Option<u8>>(answer(b"")).unwrap().into_inner(), None);
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
