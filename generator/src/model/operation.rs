//! Operations: a method and a path, what they take and what they answer.

use std::fmt;

use serde_json::Value;

use super::{
    Body, ClientId, Content, Deprecation, Field, GroupId, Name, OperationOrigin, Reply, SchemeId, Streamed,
    Style, Text, Type,
};
use crate::problem::Place;

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// Its id, unique in the API.
    pub name: Name,
    /// The client that has it.
    pub client: ClientId,
    /// The group that it belongs to.
    pub group: GroupId,
    /// The HTTP method.
    pub method: Method,
    /// The path.
    pub path: PathTemplate,
    /// The server that has it, where that is not the client's.
    pub server: Option<String>,
    /// Combinations of schemes of which one is enough; empty when it needs none.
    pub auth: Vec<Vec<SchemeId>>,
    /// The scopes that it needs, by scheme.
    pub scopes: Vec<(SchemeId, Vec<String>)>,
    /// A short title.
    pub summary: Text,
    /// What it does.
    pub description: Option<Text>,
    /// The parameters outside the body: path, query, header, cookie; within each in the order of the spec.
    pub params: Vec<Param>,
    /// The body.
    pub body: Option<Body>,
    /// The JSON that every success answers; `None` when there is none, or successes answer different things.
    pub answer: Option<Answer>,
    /// What successes answer, the most specific status first; empty when their body does not matter.
    pub answers: Vec<Reply>,
    /// What refusals answer, the most specific status first.
    pub errors: Vec<Reply>,
    /// The answer as a stream, where callers have the choice.
    pub streamed: Option<Streamed>,
    /// Whether the answer follows the API's envelope.
    pub envelope: bool,
    /// How its results come in pages.
    pub pagination: Option<Pagination>,
    /// Whether repeating the call does no harm.
    pub repeatable: bool,
    /// The header with a key that makes repeating it harmless.
    pub idempotency_key: Option<String>,
    /// Whether it should no longer be used.
    pub deprecation: Option<Deprecation>,
    /// Whether it is left out of the pages.
    pub hidden: bool,
    /// The author's own samples: the word for the language, and the code.
    pub samples: Vec<(String, String)>,
    /// What the document says that it was imported from.
    pub origin: OperationOrigin,
    /// The file that describes it, below the spec's folder.
    pub written_in: String,
    /// Where it is described.
    pub place: Place,
}

impl Operation {
    /// Everything that the server may answer, successes first.
    pub fn replies(&self) -> impl Iterator<Item = &Reply> {
        self.answers.iter().chain(&self.errors)
    }

    /// The types of everything that the server may answer, headers included.
    pub fn answer_types(&self) -> impl Iterator<Item = &Type> {
        let streamed = self.streamed.iter().filter_map(|streamed| streamed.content.ty());
        let bodies = self.replies().filter_map(|reply| reply.content.ty());
        let headers = self.replies().flat_map(|reply| &reply.headers).map(|header| &header.ty);
        bodies.chain(streamed).chain(headers)
    }

    /// What every success answers; `None` when successes answer different things.
    #[must_use]
    pub fn only_content(&self) -> Option<&Content> {
        let Some((first, rest)) = self.answers.split_first() else { return Some(&Content::Empty) };
        rest.iter().all(|reply| reply.content == first.content).then_some(&first.content)
    }
}

/// A parameter outside the body.
#[derive(Debug)]
pub struct Param {
    /// Where it is sent.
    pub place: ParamPlace,
    /// How it is written there.
    pub style: Style,
    /// What it is.
    pub field: Field,
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParamPlace {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a request header.
    Header,
    /// In a cookie.
    Cookie,
}

/// The JSON that every success answers.
#[derive(Debug)]
pub struct Answer {
    /// The type of the body.
    pub ty: Type,
    /// An example that the author gave.
    pub example: Option<Value>,
    /// Where it is described.
    pub place: Place,
}

/// An HTTP method (RFC 9110, section 9; RFC 5789).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// GET.
    Get,
    /// HEAD.
    Head,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
    /// DELETE.
    Delete,
    /// OPTIONS.
    Options,
    /// TRACE.
    Trace,
    /// QUERY: reads what the body asks for.
    Query,
    /// Another one, by its name.
    Other(String),
}

impl Method {
    /// Every method that is known.
    pub const KNOWN: [Self; 9] = [
        Self::Get,
        Self::Head,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
        Self::Options,
        Self::Trace,
        Self::Query,
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }

    /// Whether repeating it does no harm (RFC 9110, section 9.2.2); nobody knows that of other methods.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        !matches!(self, Self::Post | Self::Patch | Self::Other(_))
    }
}

/// A path with places for parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathTemplate(pub Vec<PathSegment>);

/// A part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSegment {
    /// Text that is sent as it is, without a fragment that it may end in; a query may stand before that.
    Literal(String),
    /// The place of a parameter, by its name.
    Param(String),
}

impl PathTemplate {
    /// The query that every call has, without its question mark; empty when there is none.
    #[must_use]
    pub fn query(&self) -> &str {
        let Some(PathSegment::Literal(text)) = self.0.last() else { return "" };
        let text = text.split_once('#').map_or(text.as_str(), |(text, _)| text);
        text.split_once('?').map_or("", |(_, query)| query)
    }

    /// The names of its parameters.
    pub fn params(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|segment| match segment {
            PathSegment::Param(name) => Some(name.as_str()),
            PathSegment::Literal(_) => None,
        })
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|segment| match segment {
            PathSegment::Literal(text) => f.write_str(text),
            PathSegment::Param(name) => write!(f, "{{{name}}}"),
        })
    }
}

/// How results come in pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// What tells one page from another.
    pub turn: Turn,
    /// The parameter that says so: a query parameter, or a place in the body; none where a link does.
    pub position: Option<ValuePath>,
    /// The page size: a query parameter, or a place in the body.
    pub limit: Option<ValuePath>,
    /// The items in the answer; empty where the answer itself is the list.
    pub items: ValuePath,
    /// The number of all items in the answer.
    pub total: Option<ValuePath>,
    /// The mark or the address of the next page in the answer.
    pub next: Option<ValuePath>,
}

/// What tells one page from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Its number, counted from 1.
    Page,
    /// Its number, counted from 0.
    Index,
    /// The number of items before it.
    Offset,
    /// A mark from the answer before it.
    Cursor,
    /// An address from the answer before it.
    Link,
    /// An address from the header `Link` of the answer before it.
    LinkHeader,
}

/// A place inside a JSON value: the names of fields from the outside in; empty for the value itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValuePath(pub Vec<String>);

impl ValuePath {
    /// Reads a place written with dots.
    #[must_use]
    pub fn new(dotted: &str) -> Self {
        Self(dotted.split('.').map(str::to_owned).collect())
    }
}

impl fmt::Display for ValuePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}
