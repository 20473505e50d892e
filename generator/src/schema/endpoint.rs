//! An endpoint file: `endpoints/<group>/<endpoint>.yaml`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    BodyOptional, Deprecated, EndpointOrigin, Pagination, Shape, Streamed, Text, TypeOrFields, TypeOrReply,
    TypeOrShape,
};

/// What a body is in another media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum OtherBody {
    /// A body of its own, which callers write.
    Own,
    /// The same value, as JSON or as a form.
    Same,
}

/// One endpoint: a method and a path, what they take and what they answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(title = "Bindery endpoint")]
pub struct Endpoint {
    /// The id of the endpoint, unique in the API; methods and pages are named after it.
    pub endpoint: String,
    /// The client that has this endpoint; may be left out where the API has only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The HTTP method and the path, as in `POST /api/v3/bind-phone` or `GET /users/{id}`.
    pub http: String,
    /// The URL of the server that has this endpoint, where that is not the client's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The authentication it needs: schemes that go together, or a list of such combinations of which one is enough.
    /// `[]` needs none. Left out, the client's own `auth` holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth: Option<Auth>,
    /// The scopes that its authentication needs, by scheme.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub scopes: IndexMap<String, Vec<String>>,
    /// A short title.
    pub summary: Text,
    /// What it does, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// Parameters in the path; each stands in braces in the path of `http`, and all of them are required.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub path: IndexMap<String, Shape>,
    /// Parameters in the query.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub query: IndexMap<String, Shape>,
    /// Parameters in request headers.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub header: IndexMap<String, Shape>,
    /// Parameters in cookies.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub cookie: IndexMap<String, Shape>,
    /// The body: JSON, unless `contentType` says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<TypeOrFields>,
    /// The body as an HTML form (`application/x-www-form-urlencoded`), instead of `body`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<TypeOrFields>,
    /// The body as parts of which any may be files (`multipart/form-data`), instead of `body`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multipart: Option<TypeOrFields>,
    /// The media type of the body, where it is not the usual one: `application/merge-patch+json`, `text/plain`,
    /// `image/*`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Other media types that the body may have, and what it is in each.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub other_content_types: IndexMap<String, OtherBody>,
    /// Whether a server refuses fields that the body does not list.
    #[serde(default, skip_serializing_if = "is_false")]
    pub body_closed: bool,
    /// Whether a call may go without its body: `true` where the caller sets it or does not, `expected` where it stays
    /// an argument since hardly any call goes without it.
    #[serde(default, skip_serializing_if = "BodyOptional::is_no")]
    pub body_optional: BodyOptional,
    /// An example of the whole body, where the examples of its fields do not suffice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_example: Option<Value>,
    /// Named examples of the whole body, instead of `bodyExample`.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub body_examples: IndexMap<String, Value>,
    /// The JSON answer of a successful call. Left out, the answer has no body that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<TypeOrShape>,
    /// An example of the answer, where the examples of its fields do not tell enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_example: Option<Value>,
    /// What successful calls answer, by HTTP status, where one JSON answer does not tell all: `200`, `2XX` for all
    /// that are left of its kind, `302` for a redirect that is handed to the caller. Instead of `answer`.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub answers: IndexMap<String, TypeOrReply>,
    /// What refused calls answer, by HTTP status: `404`, `4XX`, `5XX`, or `default` for all that are left.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub errors: IndexMap<String, TypeOrReply>,
    /// The answer as a stream, for an endpoint that gives it as a whole or as a stream, as the caller asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub streamed: Option<Streamed>,
    /// `false` where the answer does not follow the API's envelope.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub envelope: bool,
    /// How its results come in pages: the name of a style in `api.yaml`, or one written in place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pagination: Option<PaginationUse>,
    /// Whether repeating the call does no harm, so that a client may retry it. Left out, the HTTP method tells
    /// (RFC 9110, section 9.2.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idempotent: Option<bool>,
    /// The header with a key by which the server knows a call that it has seen already. A client makes one for each call, the same
    /// for all of its attempts, unless the caller gives one; the call may then be repeated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idempotency_key: Option<String>,
    /// Says that it should no longer be used, and what to use instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated>,
    /// Whether it is left out of the pages. A client has it all the same.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// What the document says that this was imported from, where that is something else. Only the theme `authing`
    /// reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<EndpointOrigin>,
}

/// The authentication of an endpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "a list of scheme names, or a list of such lists")]
pub enum Auth {
    /// Schemes that are all needed.
    All(Vec<String>),
    /// Combinations of which one is enough, the preferred one first.
    AnyOf(Vec<Vec<String>>),
}

/// The pagination of an endpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "the name of a pagination style, or a pagination")]
pub enum PaginationUse {
    /// A style of `pagination` in `api.yaml`.
    Named(String),
    /// A style written in place.
    Inline(Pagination),
}

fn yes() -> bool {
    true
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_true(flag: &bool) -> bool {
    *flag
}
