//! The transport that apps use in a browser: reqwest, which calls `fetch` there.
//!
//! The same as `http.rs`, as far as a browser lets it. It follows redirects by itself, so an answer from another server than the one that was
//! asked is refused here. Bodies are gathered before they are sent, since few browsers send them piece by piece. Invariant: no
//! error that leaves shows a URL, since a query may carry a credential.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use reqwest::ClientBuilder;
use send_wrapper::SendWrapper;

use super::body::RequestBody;
use super::error::{Error, Result};
use super::transport::{BoxFuture, Incoming, IncomingBody, Request, Transport, TransportError};

/// A change of how the HTTP client is set up.
pub(super) type Configure = Arc<dyn Fn(ClientBuilder) -> ClientBuilder + Send + Sync>;

/// Sends requests through a reqwest client.
#[derive(Debug, Clone)]
pub(super) struct HttpTransport {
    client: reqwest::Client,
}

impl HttpTransport {
    /// A client of our own making. How long a connection may take is the browser's matter.
    pub(super) fn new(_connect_timeout: Option<Duration>, changes: &[Configure]) -> Result<Self> {
        let builder = reqwest::Client::builder();
        let builder = changes
            .iter()
            .fold(builder, |builder, change| change(builder));
        let client = builder.build().map_err(|error| {
            Error::build("the HTTP client could not be set up").caused_by(error.without_url())
        })?;
        Ok(Self { client })
    }

    /// A client that the app has set up.
    pub(super) fn with_client(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        Box::pin(SendWrapper::new(async move {
            let mut outgoing = reqwest::Request::new(request.method, request.url);
            *outgoing.headers_mut() = request.headers;
            if let Some(body) = request.body {
                let bytes = gather(body).await.map_err(TransportError::request)?;
                *outgoing.body_mut() = Some(bytes.into());
            }
            let asked = outgoing.url().origin();
            let mut answer = self.client.execute(outgoing).await.map_err(describe)?;
            if asked != answer.url().origin() {
                return Err(TransportError::strayed());
            }
            let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
            let rest = Rest(SendWrapper::new(Box::pin(answer.bytes_stream())));
            Ok(Incoming::new(status, headers, rest))
        }))
    }
}

/// The whole of a body.
async fn gather(body: RequestBody) -> io::Result<Bytes> {
    let body = match body.whole() {
        Some(bytes) => return Ok(bytes),
        None => body,
    };
    let mut chunks = body.into_chunks();
    let mut whole = BytesMut::new();
    while let Some(chunk) = poll_fn(|context| chunks.poll_chunk(context)).await {
        whole.extend_from_slice(&chunk?);
    }
    Ok(whole.freeze())
}

/// The body of an answer, piece by piece.
struct Rest(SendWrapper<Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>>>>>);

impl IncomingBody for Rest {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(poll_fn(|context| {
            let piece = self.0.as_mut().poll_next(context);
            piece.map(|piece| piece.transpose().map_err(describe))
        }))
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
