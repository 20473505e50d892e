//! The one error of the client.
//!
//! Every step of a call ends here when it fails. An [`Error`] knows which call failed, at which stage and what the server said; it
//! does not know the types of the API. Invariant: neither `Display` nor `Debug` of it or of anything in its source chain shows a
//! body, a header value, a query or a credential; the body is handed out by [`Error::body`] only.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use super::integral_float;
use super::json;
use super::secret::Secret;

/// Blanking anything shorter would tear words apart and hide nothing.
const SHORTEST_SECRET: usize = 6;

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Any error that can be passed between threads.
pub type BoxError = Box<dyn StdError + Send + Sync + 'static>;

/// The stage at which a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be built: a missing credential, an invalid URL or header, an empty path parameter.
    Build,
    /// The connection failed, or broke before the answer was complete.
    Transport,
    /// The call took longer than it was allowed to.
    Timeout,
    /// The API refused the call, by HTTP status or inside its envelope.
    Api,
    /// The answer was not what the client can read.
    Decode,
}

/// Why a call failed. Cloning is cheap.
#[derive(Clone)]
pub struct Error(pub(super) Arc<Parts>);

/// What an [`Error`] is made of.
pub(super) struct Parts {
    pub(super) kind: ErrorKind,
    pub(super) operation: Cow<'static, str>,
    pub(super) text: Cow<'static, str>,
    pub(super) status: Option<StatusCode>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Bytes>,
    pub(super) envelope: Refusal,
    pub(super) data_at: Option<&'static str>,
    pub(super) retry_after: Option<Duration>,
    pub(super) transient: bool,
    pub(super) source: Option<BoxError>,
}

/// What the envelope of a refused call said, each value in its JSON spelling.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: Option<String>,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
}

impl Error {
    pub(super) fn new(kind: ErrorKind, text: impl Into<Cow<'static, str>>) -> Self {
        Self(Arc::new(Parts {
            kind,
            operation: Cow::Borrowed(""),
            text: text.into(),
            status: None,
            headers: HeaderMap::new(),
            body: None,
            envelope: Refusal::default(),
            data_at: None,
            retry_after: None,
            transient: matches!(kind, ErrorKind::Transport | ErrorKind::Timeout),
            source: None,
        }))
    }

    /// An error of the kind [`ErrorKind::Build`], for authentication schemes and transports of your own. `text` is shown to people,
    /// so it must not hold a secret.
    pub fn build(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Build, text)
    }

    /// Changes an error that nobody shares yet; a shared one has left the place that may still change it.
    pub(super) fn alter(mut self, change: impl FnOnce(&mut Parts)) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            change(parts);
        }
        self
    }

    pub(super) fn caused_by(self, source: impl Into<BoxError>) -> Self {
        self.alter(|parts| parts.source = Some(source.into()))
    }

    /// Names the call, unless a call inside it (a token request, say) has named itself already.
    pub(super) fn during(self, operation: impl Into<Cow<'static, str>>) -> Self {
        self.alter(|parts| {
            if parts.operation.is_empty() {
                parts.operation = operation.into();
            }
        })
    }

    /// Blanks credentials that the server repeats in what it says. The body is left as it came.
    pub(super) fn without(self, secrets: &[Secret]) -> Self {
        self.alter(|parts| {
            let said = &mut parts.envelope;
            for text in [
                &mut said.status,
                &mut said.code,
                &mut said.message,
                &mut said.request_id,
            ] {
                for secret in secrets
                    .iter()
                    .filter(|secret| secret.expose().len() >= SHORTEST_SECRET)
                {
                    *text = text.take().map(|text| text.replace(secret.expose(), "***"));
                }
            }
        })
    }

    /// The stage at which the call failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The call that failed, as the spec names it; empty when a client could not be built.
    pub fn operation(&self) -> &str {
        &self.0.operation
    }

    /// The request could not be built, so nothing was sent.
    pub fn is_build(&self) -> bool {
        self.0.kind == ErrorKind::Build
    }

    /// The connection failed, or broke before the answer was complete.
    pub fn is_transport(&self) -> bool {
        self.0.kind == ErrorKind::Transport
    }

    /// The call took longer than it was allowed to.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// The API refused the call, by HTTP status or inside its envelope.
    pub fn is_api(&self) -> bool {
        self.0.kind == ErrorKind::Api
    }

    /// The answer was not what the client can read.
    pub fn is_decode(&self) -> bool {
        self.0.kind == ErrorKind::Decode
    }

    /// Whether the same call may succeed later: the fault was the network's, the clock's, or a passing one of the server. It does
    /// not say that repeating the call is safe; only idempotent operations may be repeated without a thought.
    pub fn is_retryable(&self) -> bool {
        self.0.transient
    }

    /// How long the server asked to wait before the next attempt.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The HTTP status, once an answer had begun.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The status inside the envelope, numbers in their JSON spelling.
    pub fn business_status(&self) -> Option<&str> {
        self.0.envelope.status.as_deref()
    }

    /// The finer error code, numbers in their JSON spelling: inside the envelope, where the API says that it is, in problem details
    /// (RFC 9457), or else in one of the fields that servers usually have for it.
    pub fn code(&self) -> Option<&str> {
        self.0.envelope.code.as_deref()
    }

    /// The API's own sentence about the refusal, from the same places as the code.
    pub fn message(&self) -> Option<&str> {
        self.0.envelope.message.as_deref()
    }

    /// The id under which the server knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.0.envelope.request_id.as_deref()
    }

    /// The headers of the answer; empty when there was none.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The body of the answer as it came, when it was read.
    pub fn body(&self) -> Option<&Bytes> {
        self.0.body.as_ref()
    }

    /// Reads the whole body of a refusal as a type of the API.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T> {
        let body = self.0.body.as_deref().unwrap_or_default();
        integral_float::from_slice(body)
            .map_err(|error| json::undecodable(body, &error).during(self.0.operation.clone()))
    }

    /// Reads the payload inside the envelope of a refusal as a type of the API.
    pub fn decode_data<T: DeserializeOwned>(&self) -> Result<T> {
        let body = self.0.body.as_deref().unwrap_or_default();
        let place = self.0.data_at.unwrap_or_default();
        let data =
            json::text_at(body, place).map_err(|error| error.during(self.0.operation.clone()))?;
        let data = data.get().as_bytes();
        integral_float::from_slice(data)
            .map_err(|error| json::undecodable(data, &error).during(self.0.operation.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_portable<T: Send + Sync + 'static>() {}

    #[test]
    fn errors_travel_between_threads() {
        is_portable::<Error>();
    }

    #[test]
    fn the_innermost_call_names_the_error() {
        let error = Error::build("x").during("inner").during("outer");
        assert_eq!(error.operation(), "inner");
    }
}
