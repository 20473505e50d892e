//! Bodies of requests: what is sent, and how it is written.

use serde_json::Value;

use super::{Style, Type};
use crate::problem::Place;

/// A request body.
#[derive(Debug)]
pub struct Body {
    /// How it is written.
    pub media: Media,
    /// Its media type. That of bytes may be a pattern (`image/*`), of which the caller chooses one.
    pub content_type: String,
    /// Its type.
    pub ty: Type,
    /// The other media types that it may have.
    pub others: Vec<OtherMedia>,
    /// How the fields of a form are written that are not written as forms usually are, by their names on the wire.
    pub styles: Vec<(String, Style)>,
    /// Whether its fields were written in place: they are then parameters of the operation like the others.
    pub inline: bool,
    /// Whether a call has to have it.
    pub presence: BodyPresence,
    /// An example of the whole body that the author gave; the first of `examples`, where there are any.
    pub example: Option<Value>,
    /// Named examples of the whole body.
    pub examples: Vec<(String, Value)>,
    /// Where it is described.
    pub place: Place,
}

/// Whether a call has to have its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyPresence {
    /// Every call has it.
    Required,
    /// A call may go without it, but hardly any does: it is an argument, which a caller can take back.
    Expected,
    /// A call has it where the caller sets it.
    Optional,
}

impl BodyPresence {
    /// Whether a request without the body is valid.
    #[must_use]
    pub fn allows_absence(self) -> bool {
        self != Self::Required
    }
}

/// Another media type of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherMedia {
    /// The media type, which may be a range.
    pub content_type: String,
    /// Whether the body has the same value in it, as JSON or as a form; otherwise callers write it.
    pub same: bool,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// As JSON.
    Json,
    /// As the pairs of an HTML form.
    Form,
    /// As parts, files among them (RFC 7578).
    Multipart,
    /// As plain text.
    Text,
    /// As the bytes that they are.
    Bytes,
}

impl Media {
    /// The media type that it has where nothing else is said.
    #[must_use]
    pub fn usual(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
            Self::Text => "text/plain",
            Self::Bytes => "application/octet-stream",
        }
    }
}

/// A media type without its parameters, in lower case.
#[must_use]
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a media type is JSON (RFC 6839, section 3.1, for the suffix).
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Whether null means that a field is to be removed (RFC 7396).
#[must_use]
pub fn is_merge_patch(media_type: &str) -> bool {
    essence(media_type) == "application/merge-patch+json"
}

/// A word of HTTP: the name of a header or of a scheme, a method, a half of a media type (RFC 9110, section 5.6.2).
#[must_use]
pub fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// A type and a subtype, which may be asterisks, and parameters that cannot leave their header (RFC 9110, section 8.3.1).
#[must_use]
pub fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    essence.trim().split_once('/').is_some_and(|(ty, subtype)| is_token(ty) && is_token(subtype))
        && parameters.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}
