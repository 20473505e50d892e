//! Answers that say more than their type: one for each status, with media type, headers and streams.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use super::{Shape, Text};

/// What the server answers with one status: a type by name, or more than that.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum TypeOrReply {
    /// A type expression; the body is JSON.
    Type(String),
    /// More than a type.
    Reply(Box<Reply>),
}

/// What the server answers with one status. Without `type` and `shape` the answer has no body.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Reply {
    /// The type of the body: a type expression, or `binary` for bytes as they are.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// The shape of the body, where a type expression does not suffice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Box<Shape>>,
    /// What it means, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// The media type of the body, where it is not `application/json`. What is no JSON is `binary` or a `string`; of `binary`
    /// there may be several, as in `image/png, image/jpeg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The headers that belong to the answer, by name.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub headers: IndexMap<String, Shape>,
    /// That the body is a stream, and how its parts are told apart; `type` is then that of one part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<StreamKind>,
    /// The data of the event after which a stream of events ends, as in `[DONE]`; it is no event itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// An example of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// Named examples of the body, instead of `example`; the mock returns the one that a request asks for.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub examples: IndexMap<String, Value>,
    /// What the server may answer instead with this status, each with a `contentType` that tells it from the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<Reply>,
}

impl Reply {
    /// This reply and those that the server may give instead.
    pub fn and_others(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.or)
    }

    /// Calls a function with this reply and those that the server may give instead.
    pub fn each_mut(&mut self, f: &mut dyn FnMut(&mut Self)) {
        f(self);
        self.or.iter_mut().for_each(f);
    }
}

/// How the parts of a stream are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum StreamKind {
    /// Server-sent events (`text/event-stream`); the type is that of their data, as JSON or, for `string`, as text.
    Events,
    /// A JSON value in each line (`application/jsonl`, `application/x-ndjson`, `application/json-seq`).
    JsonLines,
}

/// The same answer as a stream, for an endpoint that gives either.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Streamed {
    /// The type of one part: a type expression.
    #[serde(rename = "type")]
    pub ty: String,
    /// How the parts are told apart.
    pub stream: StreamKind,
    /// The media type, where it is not `text/event-stream` or `application/jsonl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The data of the event after which a stream of events ends, as in `[DONE]`; it is no event itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The fields of the JSON body that ask for the stream, with their values, as in `{ stream: true }`.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub with: IndexMap<String, Value>,
}

impl Serialize for TypeOrReply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            TypeOrReply::Type(ty) => serializer.serialize_str(ty),
            TypeOrReply::Reply(reply) => reply.serialize(serializer),
        }
    }
}

super::shape::scalar_or_map!(
    TypeOrReply,
    "the name of a type, or a map with `type`",
    {
        fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<TypeOrReply, E> {
            Ok(TypeOrReply::Type(value.to_owned()))
        }
    },
    Reply,
    Box::<Reply>::deserialize
);
