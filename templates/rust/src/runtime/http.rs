//! The transport that apps use: reqwest.
//!
//! The only file besides the re-exports that knows which HTTP library is underneath. Invariant: no error that leaves shows a URL,
//! since a query may carry a credential, and no answer that leaves comes from another server than the one that was asked.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use reqwest::header::{CONTENT_LENGTH, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, Method};

use super::body::{Chunks, RequestBody};
use super::error::{Error, Result};
use super::transport::{BoxFuture, Incoming, IncomingBody, Request, Transport, TransportError};

/// A change of how the HTTP client is set up.
pub(super) type Configure = Arc<dyn Fn(ClientBuilder) -> ClientBuilder + Send + Sync>;

/// Sends requests through a reqwest client.
#[derive(Debug, Clone)]
pub(super) struct HttpTransport {
    client: reqwest::Client,
    /// Whether the client is the app's, which may follow redirects by itself.
    is_foreign: bool,
}

impl HttpTransport {
    /// A client of our own making.
    pub(super) fn new(connect_timeout: Option<Duration>, changes: &[Configure]) -> Result<Self> {
        let mut builder = reqwest::Client::builder();
        if let Some(limit) = connect_timeout {
            builder = builder.connect_timeout(limit);
        }
        builder = changes
            .iter()
            .fold(builder, |builder, change| change(builder));
        // Last, since the app's changes must not take the credentials' way out of this crate's hands.
        let client = builder.redirect(Policy::none()).build().map_err(|error| {
            Error::build("the HTTP client could not be set up").caused_by(error.without_url())
        })?;
        Ok(Self {
            client,
            is_foreign: false,
        })
    }

    /// A client that the app has set up.
    pub(super) fn with_client(client: reqwest::Client) -> Self {
        Self {
            client,
            is_foreign: true,
        }
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        let mut outgoing = reqwest::Request::new(request.method, request.url);
        *outgoing.headers_mut() = request.headers;
        if request.body.is_none()
            && matches!(
                *outgoing.method(),
                Method::POST | Method::PUT | Method::PATCH
            )
        {
            // RFC 9110, section 8.6, asks for it and some servers insist; the HTTP library leaves it out.
            outgoing
                .headers_mut()
                .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        *outgoing.body_mut() = request.body.map(outgoing_body);
        let asked = self.is_foreign.then(|| outgoing.url().origin());
        Box::pin(async move {
            let mut answer = self.client.execute(outgoing).await.map_err(describe)?;
            if asked.is_some_and(|origin| origin != answer.url().origin()) {
                return Err(TransportError::strayed());
            }
            let headers = std::mem::take(answer.headers_mut());
            Ok(Incoming::new(answer.status(), headers, answer))
        })
    }
}

/// What is in memory is handed over as it is, so that the HTTP library can send it again by itself where that is safe.
fn outgoing_body(body: RequestBody) -> reqwest::Body {
    match body.whole() {
        Some(bytes) => bytes.into(),
        None => reqwest::Body::wrap(body.into_chunks()),
    }
}

impl http_body::Body for Chunks {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let chunk = self.poll_chunk(context);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    /// Tells the length, so that it is announced to the server.
    fn size_hint(&self) -> SizeHint {
        self.len().map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

impl IncomingBody for reqwest::Response {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { reqwest::Response::chunk(self).await.map_err(describe) })
    }
}

fn describe(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_timeout() {
        TransportError::timeout(error)
    } else if error.is_builder() {
        TransportError::request(error)
    } else {
        TransportError::connection(error)
    }
}
