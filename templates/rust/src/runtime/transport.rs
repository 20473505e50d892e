//! The boundary to the network.
//!
//! A [`Transport`] takes one finished [`Request`] and gives one [`Incoming`] answer whose body is still on its way. It knows nothing
//! of retries, redirects or credentials, which lie before it. Invariant: the client does all of its network work through this
//! trait, so a test that replaces it sees everything.

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode, Url};

use super::body::RequestBody;
use super::error::BoxError;
use super::secret::Secret;

/// A boxed future that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` and resolves when the headers of the answer are there. Redirects are not to be followed: the client decides
    /// what may travel on.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Incoming, TransportError>>;
}

/// A request as it goes out.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The whole address, query included.
    pub url: Url,
    /// The headers, credentials included.
    pub headers: HeaderMap,
    /// The body.
    pub body: Option<RequestBody>,
    /// Texts that errors about this request must not repeat.
    pub(super) secrets: Vec<Secret>,
}

impl Request {
    /// A request without headers and body.
    pub fn new(method: Method, url: Url) -> Self {
        Self {
            method,
            url,
            headers: HeaderMap::new(),
            body: None,
            secrets: Vec::new(),
        }
    }

    /// Notes a credential that was put on the request, so that an error does not repeat it when the server does.
    pub fn hide(&mut self, secret: impl Into<Secret>) {
        self.secrets.push(secret.into());
    }
}

/// Shows where a request goes; queries, header values and bodies may hold credentials.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("origin", &self.url.origin().ascii_serialization())
            .field("path", &self.url.path())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_len", &self.body.as_ref().map(RequestBody::len))
            .finish()
    }
}

/// An answer whose body has not been read yet.
#[non_exhaustive]
pub struct Incoming {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, piece by piece.
    pub body: Box<dyn IncomingBody>,
}

impl Incoming {
    /// An answer whose body is still to be read.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl IncomingBody) -> Self {
        Self {
            status,
            headers,
            body: Box::new(body),
        }
    }

    /// An answer that is there as a whole, as tests and caches have it.
    pub fn whole(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self::new(status, headers, Some(body.into()))
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// A body on its way in.
pub trait IncomingBody: Send + 'static {
    /// The next piece, or `None` at the end.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

impl IncomingBody for Option<Bytes> {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let piece = self.take();
        Box::pin(async move { Ok(piece) })
    }
}

/// Why a transport could not do its work. The cause is shown to people, so it must not hold a URL with its query or a credential.
#[derive(Debug)]
pub struct TransportError {
    pub(super) stage: Stage,
    pub(super) cause: BoxError,
}

/// What went wrong, as far as a retry is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Connection,
    Timeout,
    Request,
    /// Another server answered than the one that was asked.
    Strayed,
}

impl TransportError {
    /// The connection failed or broke.
    pub fn connection(cause: impl Into<BoxError>) -> Self {
        Self {
            stage: Stage::Connection,
            cause: cause.into(),
        }
    }

    /// The transport's own time limit ran out.
    pub fn timeout(cause: impl Into<BoxError>) -> Self {
        Self {
            stage: Stage::Timeout,
            cause: cause.into(),
        }
    }

    /// The request is one that the transport cannot send, now or later.
    pub fn request(cause: impl Into<BoxError>) -> Self {
        Self {
            stage: Stage::Request,
            cause: cause.into(),
        }
    }

    /// The HTTP client of the app went to another server by itself.
    pub(super) fn strayed() -> Self {
        Self {
            stage: Stage::Strayed,
            cause: "it was not built with `redirect::Policy::none()`".into(),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.stage {
            Stage::Connection => "the connection failed",
            Stage::Timeout => "the transport timed out",
            Stage::Request => "the request could not be sent",
            Stage::Strayed => "the HTTP client followed a redirect to another server",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.cause.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{AUTHORIZATION, HeaderValue};

    #[test]
    fn debug_of_a_request_shows_no_secret() {
        let mut request = Request::new(
            Method::GET,
            Url::parse("https://a.example/b?key=hunter2").unwrap(),
        );
        request
            .headers
            .insert(AUTHORIZATION, HeaderValue::from_static("Bearer hunter2"));
        request.body = Some("hunter2".into());
        let shown = format!("{request:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.contains("authorization"), "{shown}");
    }
}
