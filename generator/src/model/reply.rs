//! Replies: what the server answers, by HTTP status.

use serde_json::Value;

use super::{Field, Text, Type};
use crate::problem::Place;

/// What the server answers with some status.
#[derive(Debug)]
pub struct Reply {
    /// The statuses that it is about.
    pub status: Status,
    /// What it means.
    pub description: Option<Text>,
    /// The body.
    pub content: Content,
    /// The media type of the body; `None` where it has none, or none that is known.
    pub media: Option<String>,
    /// The headers that belong to it, each named as on the wire.
    pub headers: Vec<Field>,
    /// An example that the author gave; the first of `examples`, where there are any.
    pub example: Option<Value>,
    /// Named examples that the author gave.
    pub examples: Vec<(String, Value)>,
    /// Where it is described.
    pub place: Place,
}

impl Reply {
    /// The media types of the body: none where it has no body, several where bytes may be one or another.
    pub fn medias(&self) -> impl Iterator<Item = &str> {
        self.media.iter().flat_map(|media| media.split(',')).map(str::trim)
    }
}

/// The words of a media type, as names of code are made of: what follows `application/`, the whole of any other, in which
/// asterisks say nothing. A range of everything is what no other media type is about: `other`.
#[must_use]
pub fn words_of_media(media: Option<&str>) -> String {
    let first = media.and_then(|media| media.split(',').next()).unwrap_or_default();
    let essence = super::essence(first);
    let telling = essence.strip_prefix("application/").unwrap_or(&essence);
    let words = telling.replace(|c: char| !c.is_ascii_alphanumeric(), " ");
    if words.trim().is_empty() && !first.is_empty() { "other".to_owned() } else { words }
}

/// The statuses that a reply is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status.
    Exactly(u16),
    /// All of a hundred, by their first digit.
    Class(u8),
    /// All that no other reply is about.
    Rest,
}

/// The body of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// There is none.
    Empty,
    /// JSON.
    Json(Type),
    /// Text.
    Text,
    /// Bytes as they are, which may be many.
    Bytes,
    /// Server-sent events; their data is JSON of this type, or text where it is a text.
    Events {
        /// The type of the data.
        ty: Type,
        /// The data after which the stream ends.
        until: Option<String>,
    },
    /// A JSON value in each line.
    JsonLines(Type),
}

impl Content {
    /// The type in it.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::Events { ty, .. } | Self::JsonLines(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Bytes => None,
        }
    }

    /// Whether it is handed on piece by piece, as it comes.
    #[must_use]
    pub fn is_streamed(&self) -> bool {
        matches!(self, Self::Bytes | Self::Events { .. } | Self::JsonLines(_))
    }
}

/// The same answer as a stream, where an operation gives either.
#[derive(Debug)]
pub struct Streamed {
    /// The stream.
    pub content: Content,
    /// Its media type.
    pub media: String,
    /// The fields of the body that ask for it.
    pub with: Vec<(String, Value)>,
    /// Where it is described.
    pub place: Place,
}

impl Status {
    /// Reads `404`, `4XX` or `default`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "default" {
            return Some(Self::Rest);
        }
        let digits = text.as_bytes();
        let [class @ b'1'..=b'5', rest @ ..] = digits else { return None };
        match rest {
            [b'X' | b'x', b'X' | b'x'] => Some(Self::Class(class - b'0')),
            [b'0'..=b'9', b'0'..=b'9'] => text.parse().ok().map(Self::Exactly),
            _ => None,
        }
    }

    /// The first digit; `None` for [`Status::Rest`].
    #[must_use]
    pub fn class(self) -> Option<u8> {
        match self {
            Self::Exactly(status) => u8::try_from(status / 100).ok(),
            Self::Class(class) => Some(class),
            Self::Rest => None,
        }
    }

    /// Whether a response with this status never has a body (RFC 9110, sections 6.4.1 and 15.3.6).
    #[must_use]
    pub fn is_bodiless(self) -> bool {
        matches!(self, Self::Exactly(204 | 205 | 304))
    }

    /// The words for it, as names of code are made of (RFC 9110, section 15; RFC 6585).
    #[must_use]
    pub fn words(self) -> String {
        let known = match self {
            Self::Rest => "other",
            Self::Class(1) => "informational",
            Self::Class(2) => "success",
            Self::Class(3) => "redirect",
            Self::Class(4) => "client error",
            Self::Class(_) => "server error",
            Self::Exactly(status) => reason(status).unwrap_or_default(),
        };
        match self {
            Self::Exactly(status) if known.is_empty() => format!("status {status}"),
            _ => known.to_owned(),
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(status) => write!(f, "{status}"),
            Self::Class(class) => write!(f, "{class}XX"),
            Self::Rest => f.write_str("default"),
        }
    }
}

/// The reason phrase of a status, in lower case.
#[must_use]
fn reason(status: u16) -> Option<&'static str> {
    Some(match status {
        100 => "continue",
        101 => "switching protocols",
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non-authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi-status",
        300 => "multiple choices",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        407 => "proxy authentication required",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "content too large",
        414 => "uri too long",
        415 => "unsupported media type",
        416 => "range not satisfiable",
        417 => "expectation failed",
        421 => "misdirected request",
        422 => "unprocessable content",
        423 => "locked",
        424 => "failed dependency",
        426 => "upgrade required",
        428 => "precondition required",
        429 => "too many requests",
        431 => "request header fields too large",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        505 => "http version not supported",
        507 => "insufficient storage",
        _ => return None,
    })
}
