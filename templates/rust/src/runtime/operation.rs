//! What is known about an endpoint before anybody calls it.
//!
//! The generated code holds one `static` [`Operation`] per endpoint and, where the API has one, one [`Envelope`]. Both are plain
//! constant data: they know the wire, not the types that travel on it. Invariant: everything here can be built in a `const`.

use super::error::{Error, Result};
use super::style::Style;

/// An HTTP request method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads; repeating it is harmless.
    Get,
    /// Reads the headers alone; repeating it is harmless.
    Head,
    /// Asks what is possible; repeating it is harmless.
    Options,
    /// Echoes the request; repeating it is harmless.
    Trace,
    /// Replaces a resource; repeating it changes nothing more.
    Put,
    /// Removes a resource; repeating it changes nothing more.
    Delete,
    /// Does anything at all; repeating it may do it twice.
    Post,
    /// Changes a part of a resource; repeating it may do it twice.
    Patch,
    /// Reads what the body asks for; repeating it is harmless.
    Query,
    /// Does what its name says.
    Other(&'static str),
}

impl Method {
    /// The method of a request.
    ///
    /// # Errors
    ///
    /// Fails where the name of another method is no token (RFC 9110, section 9.1).
    pub(super) fn to_http(self) -> Result<reqwest::Method> {
        Ok(match self {
            Self::Get => reqwest::Method::GET,
            Self::Head => reqwest::Method::HEAD,
            Self::Options => reqwest::Method::OPTIONS,
            Self::Trace => reqwest::Method::TRACE,
            Self::Put => reqwest::Method::PUT,
            Self::Delete => reqwest::Method::DELETE,
            Self::Post => reqwest::Method::POST,
            Self::Patch => reqwest::Method::PATCH,
            Self::Query => named("QUERY")?,
            Self::Other(name) => named(name)?,
        })
    }
}

fn named(name: &str) -> Result<reqwest::Method> {
    let method = reqwest::Method::from_bytes(name.as_bytes());
    method.map_err(|_| Error::build(format!("`{name}` is no HTTP method")))
}

/// The constant part of an endpoint. Start from [`Operation::DEFAULT`] so that fields added later need no change.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// The name errors are reported under, as the spec spells it.
    pub name: &'static str,
    /// The request method.
    pub method: Method,
    /// The path template, each parameter as `{name}`; it is appended to the path of the server.
    pub route: &'static str,
    /// The server that has the endpoint, where that is not the client's and the app has chosen none.
    pub server: Option<&'static str>,
    /// The media type of the body, where it is not the usual one of the kind that the body has.
    pub content_type: &'static str,
    /// The styles of a form's fields that are not written as forms usually are.
    pub form: &'static [(&'static str, Style)],
    /// The value of the `accept` header.
    pub accept: &'static str,
    /// Alternatives, each a combination of credential slots. The first alternative whose slots are all filled is used; an empty
    /// list means that no credential is needed, an empty combination that the call may also go out without one.
    pub auth: &'static [&'static [usize]],
    /// The envelope its answers come in.
    pub envelope: Option<&'static Envelope>,
    /// Whether repeating the call does no harm: as the spec says, or else its method (RFC 9110, section 9.2.2).
    pub repeatable: bool,
    /// The header with a key of the call, the same for all of its attempts, by which the server knows what it has done already.
    pub idempotency_key: Option<&'static str>,
    /// Statuses outside 2xx that are answers and not refusals; a single digit stands for all that begin with it. A redirect
    /// listed here is handed back instead of being followed.
    pub answers: &'static [u16],
    /// Statuses of answers whose bodies are handed on as they come, in the same notation.
    pub streams: &'static [u16],
    /// The media types that such bodies have, where answers with the same status may have others, which are read to their end; none
    /// where all are handed on.
    pub streamed_as: &'static [&'static str],
    /// The data after which a stream of events ends.
    pub until: Option<&'static str>,
    /// The place of the error code in a refusal that has no envelope.
    pub code: Option<&'static str>,
    /// The place of the sentence for people in a refusal that has no envelope.
    pub message: Option<&'static str>,
}

impl Operation {
    /// A `GET` of `/` that needs no credential and has no envelope.
    pub const DEFAULT: Self = Self {
        name: "",
        method: Method::Get,
        route: "/",
        server: None,
        content_type: "",
        form: &[],
        accept: "application/json",
        auth: &[],
        envelope: None,
        repeatable: true,
        idempotency_key: None,
        answers: &[],
        streams: &[],
        streamed_as: &[],
        until: None,
        code: None,
        message: None,
    };
}

/// Whether a list of statuses has one; a single digit in it stands for all statuses that begin with it.
pub(super) fn lists(statuses: &[u16], status: u16) -> bool {
    statuses.contains(&status) || statuses.contains(&(status / 100))
}

/// Where an API that wraps its answers says how a call went. Each place is a field name; dots lead into nested objects.
#[derive(Debug, Clone, Copy)]
pub struct Envelope {
    /// The place of the business status. An answer without it counts as not wrapped.
    pub status: &'static str,
    /// The values of the status that mean success, numbers and booleans in their JSON spelling.
    pub success: &'static [&'static str],
    /// The place of the finer error code.
    pub code: Option<&'static str>,
    /// The place of the sentence for people.
    pub message: Option<&'static str>,
    /// The place of the id under which the server knows the request.
    pub request_id: Option<&'static str>,
    /// The place of the payload.
    pub data: Option<&'static str>,
}
