//! Requests as they came, and what became of them.
//!
//! Plain data: paths and queries are still encoded here, header names are in lower case as HTTP libraries leave them.

use super::wire;
use crate::model::essence;

/// A request as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: String,
    /// The path, encoded.
    pub path: String,
    /// The query without its question mark, encoded; empty when there is none.
    pub query: String,
    /// The header fields in their order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; empty when there is none.
    pub body: Vec<u8>,
}

/// A request, and what the mock made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The request.
    pub request: Request,
    /// The id of the operation that it calls; `None` when it calls none.
    pub operation: Option<String>,
    /// The status of the answer.
    pub status: u16,
    /// Why it was refused; `None` when it was not.
    pub refusal: Option<String>,
}

impl Request {
    /// The value of a header; of the first where there are several.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The parameters of the query: names decoded, values as they came.
    pub(super) fn query_pairs(&self) -> Vec<(String, String)> {
        wire::raw_pairs(&self.query)
    }

    /// The cookies (RFC 6265, section 4.2.1): names decoded, values as they came.
    pub(super) fn cookies(&self) -> Vec<(String, String)> {
        let fields = self.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("cookie"));
        fields
            .flat_map(|(_, value)| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .map(|(name, value)| (wire::decoded(name), value.trim_matches('"').to_owned()))
            .collect()
    }

    /// The media type of the body in lower case, without its parameters.
    pub(super) fn media_type(&self) -> Option<String> {
        let value = self.header("content-type")?;
        Some(essence(value))
    }
}
