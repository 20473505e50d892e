//! Media types of answers: which of several is taken, and what its body is.

use crate::model::{essence, is_json};

/// What a body of some media type can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// JSON; the schema tells more.
    Json,
    /// Something that may be JSON, such as `*/*`.
    JsonLike,
    /// Bytes, whatever the schema says.
    Bytes,
    /// Text.
    Text,
    /// Text or bytes, as the schema says.
    Other,
    /// Server-sent events.
    Events,
    /// A JSON value in each line.
    JsonLines,
}

impl Family {
    /// Whether the body is a stream of parts.
    pub(super) fn is_stream(self) -> bool {
        matches!(self, Self::Events | Self::JsonLines)
    }
}

/// The family of a media type; the first is preferred.
pub(super) fn family(media: &str) -> Family {
    let essence = essence(media);
    match essence.as_str() {
        "text/event-stream" => Family::Events,
        "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-ndjson"
        | "application/ndjson"
        | "application/x-jsonlines"
        | "application/json-seq"
        | "application/stream+json"
        | "application/geo+json-seq" => Family::JsonLines,
        "application/octet-stream" | "application/pdf" | "application/zip" | "application/gzip" => {
            Family::Bytes
        }
        "application/json" => Family::Json,
        "*/*" | "application/*" => Family::JsonLike,
        _ if is_json(media) => Family::JsonLike,
        other if other.starts_with("text/") => Family::Text,
        other if ["image/", "audio/", "video/", "font/"].iter().any(|kind| other.starts_with(kind)) => {
            Family::Bytes
        }
        _ => Family::Other,
    }
}
