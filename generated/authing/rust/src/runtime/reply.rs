//! Answers that differ by their status.
//!
//! Where the statuses of an endpoint mean different things, generated code lists them in [`by_status!`], once, and gets an enum that
//! is read from an answer or from a refusal. It knows statuses and kinds of bodies; the types are the caller's. Invariant: a status
//! that nobody declared is an error with the body kept, never another variant.

use bytes::Bytes;
use reqwest::StatusCode;
use serde::de::DeserializeOwned;

use super::answer::{Answer, Arrival, Response};
use super::download::Download;
use super::error::{Error, ErrorKind, Result};
use super::events::Events;
use super::integral_float;
use super::json;
use super::json_lines::JsonLines;
use super::media;
use super::mode::Mode;

/// Something that is one thing or another, as the status tells.
pub trait ByStatus<M>: Sized {
    /// Reads a body; `None` when the status is not declared.
    fn read(status: u16, body: Body<'_, M>) -> Option<Result<Self>>;
}

/// The body of an answer, to be read as one kind of thing or another.
pub struct Body<'a, M> {
    answer: &'a mut Arrival,
    mode: M,
}

impl<'a, M: Mode> Body<'a, M> {
    /// Whether it has one of some media types, which stand in a list with commas.
    pub fn is(&self, medias: &'static str) -> bool {
        media::is_any(&[medias], &self.answer.answer.headers)
    }

    /// JSON.
    pub fn json<T: DeserializeOwned>(self) -> Result<T> {
        let text = self.answer.answer.json_text();
        integral_float::from_slice(text).map_err(|error| json::undecodable(text, &error))
    }

    /// Text.
    pub fn text(self) -> Result<String> {
        match std::str::from_utf8(&self.answer.answer.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => {
                Err(Error::new(ErrorKind::Decode, "the answer is no UTF-8 text").caused_by(error))
            }
        }
    }

    /// Bytes that are there already, as those of a refusal are.
    pub fn bytes(self) -> Result<Bytes> {
        Ok(self.answer.answer.body.clone())
    }

    /// Bytes as they come.
    pub fn download(self) -> Result<Download<M>> {
        Ok(Download::new(self.answer.take_rest(), self.mode))
    }

    /// Server-sent events with JSON in them.
    pub fn events<T: DeserializeOwned + Send + 'static>(self) -> Result<Events<T, M>> {
        Ok(Events::json(self.answer.take_events(), self.mode))
    }

    /// Server-sent events with text in them.
    pub fn text_events(self) -> Result<Events<String, M>> {
        Ok(Events::text(self.answer.take_events(), self.mode))
    }

    /// A JSON value in each line.
    pub fn json_lines<T: DeserializeOwned + Send + 'static>(self) -> Result<JsonLines<T, M>> {
        Ok(JsonLines::new(self.answer.take_rest(), self.mode))
    }
}

/// Reads an answer by its status.
pub(super) fn read_by_status<T: ByStatus<M>, M: Mode>(
    mut arrival: Arrival,
    mode: M,
) -> Result<Response<T>> {
    let status = arrival.answer.status.as_u16();
    let body = Body {
        answer: &mut arrival,
        mode,
    };
    match T::read(status, body) {
        Some(Ok(value)) => Ok(arrival.answer.with(value)),
        Some(Err(error)) => Err(arrival.answer.attach(error)),
        None => {
            let error = Error::new(
                ErrorKind::Decode,
                "the answer has a status that is not known",
            );
            Err(arrival.answer.attach(error))
        }
    }
}

impl Error {
    /// What the API said when it refused the call, as the enum that the endpoint has for it. `None` when the failure was another
    /// one, or the body is not what the status promises.
    pub fn refusal<T: ByStatus<super::mode::Async>>(&self) -> Option<T> {
        if !self.is_api() {
            return None;
        }
        let answer = Answer {
            operation: self.0.operation.clone(),
            status: self.status().unwrap_or(StatusCode::OK),
            headers: self.headers().clone(),
            body: self.body().cloned().unwrap_or_default(),
            request_id: None,
        };
        let status = answer.status.as_u16();
        let mut arrival = Arrival::whole(answer);
        let body = Body {
            answer: &mut arrival,
            mode: super::mode::Async,
        };
        T::read(status, body)?.ok()
    }
}

/// Declares an enum with a variant for each status, and for each media type where a status has several. The statuses are patterns,
/// the most specific first, and what is only meant for some media type comes before what is not; what follows the name of a variant is the method of [`Body`] that reads it, and the type that it gives. An enum with `<M>` holds bodies that are still on
/// their way.
#[allow(unused_macros, reason = "not every crate has types of this kind")]
macro_rules! by_status {
    (
        $(#[$doc:meta])*
        pub enum $name:ident {
            $($(#[$note:meta])* $status:pat $(if $media:literal)? => $variant:ident $(($how:ident: $ty:ty))?,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "sizes are those of the API; a box would be in the way of patterns")]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$note])* $variant $(($ty))?,)*
        }

        impl<M: $crate::runtime::Mode> $crate::runtime::ByStatus<M> for $name {
            fn read(
                status: u16,
                body: $crate::runtime::Body<'_, M>,
            ) -> Option<$crate::runtime::Result<Self>> {
                match status {
                    $($status $(if body.is($media))? => $crate::runtime::by_status!(@read $variant body $($how)?),)*
                    #[allow(unreachable_patterns, reason = "the spec may name every status")]
                    _ => None,
                }
            }
        }
    };
    (
        $(#[$doc:meta])*
        pub enum $name:ident<M> {
            $($(#[$note:meta])* $status:pat $(if $media:literal)? => $variant:ident $(($how:ident: $ty:ty))?,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[allow(clippy::large_enum_variant, reason = "sizes are those of the API; a box would be in the way of patterns")]
        #[non_exhaustive]
        pub enum $name<M = $crate::runtime::Async> {
            $($(#[$note])* $variant $(($ty))?,)*
        }

        impl<M: $crate::runtime::Mode> $crate::runtime::ByStatus<M> for $name<M> {
            fn read(
                status: u16,
                body: $crate::runtime::Body<'_, M>,
            ) -> Option<$crate::runtime::Result<Self>> {
                match status {
                    $($status $(if body.is($media))? => $crate::runtime::by_status!(@read $variant body $($how)?),)*
                    #[allow(unreachable_patterns, reason = "the spec may name every status")]
                    _ => None,
                }
            }
        }
    };
    (@read $variant:ident $body:ident) => {{
        let _ = $body;
        Some(Ok(Self::$variant))
    }};
    (@read $variant:ident $body:ident $how:ident) => {
        Some($body.$how().map(Self::$variant))
    };
}

// Only endpoints whose answers differ need it.
#[allow(unused_imports, reason = "not every crate has types of this kind")]
pub(crate) use by_status;

#[cfg(test)]
mod tests {
    use super::super::mode::Async;
    use super::*;
    use reqwest::header::{HeaderMap, HeaderValue};

    by_status! {
        /// What is answered.
        pub enum Outcome {
            /// It is there.
            200 => Done(json: u8),
            202 => Accepted,
            203 if "image/png, image/*" => Picture(bytes: Bytes),
            203 => Copied(text: String),
            400..=499 => ClientError(text: String),
            _ => Other(bytes: Bytes),
        }
    }

    by_status! {
        /// Few statuses.
        pub enum Narrow {
            204 => NoContent,
        }
    }

    fn arrival(status: u16, body: &'static str) -> Arrival {
        Arrival::whole(Answer {
            operation: "op".into(),
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::new(),
            body: body.into(),
            request_id: None,
        })
    }

    #[test]
    fn the_status_tells_what_it_is() {
        let read = |status, body| read_by_status::<Outcome, _>(arrival(status, body), Async);
        assert_eq!(read(200, "7").unwrap().into_inner(), Outcome::Done(7));
        assert_eq!(read(202, "").unwrap().into_inner(), Outcome::Accepted);
        let Outcome::ClientError(text) = read(418, "tea").unwrap().into_inner() else {
            panic!("418 is a client error");
        };
        assert_eq!(text, "tea");
        assert!(
            matches!(read(500, "x").unwrap().into_inner(), Outcome::Other(body) if body == "x")
        );
    }

    #[test]
    fn the_media_type_tells_what_the_status_leaves_open() {
        let read = |media: &'static str| {
            let mut arrival = arrival(203, "x");
            let headers = &mut arrival.answer.headers;
            headers.insert("content-type", HeaderValue::from_static(media));
            read_by_status::<Outcome, _>(arrival, Async)
                .unwrap()
                .into_inner()
        };
        for media in ["IMAGE/PNG; x=1", "image/webp"] {
            assert!(matches!(read(media), Outcome::Picture(body) if body == "x"));
        }
        for media in ["images/png", ""] {
            assert!(matches!(read(media), Outcome::Copied(body) if body == "x"));
        }
    }

    #[test]
    fn what_cannot_be_read_keeps_its_body() {
        let error = read_by_status::<Outcome, _>(arrival(200, "x"), Async).unwrap_err();
        assert!(error.is_decode() && error.body().is_some_and(|body| body == "x"));
        let error = read_by_status::<Narrow, _>(arrival(201, "x"), Async).unwrap_err();
        assert_eq!(
            error.to_string(),
            "op: the answer has a status that is not known (HTTP 201)"
        );
        assert!(error.body().is_some_and(|body| body == "x"));
    }
}
