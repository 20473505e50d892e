//! A network for tests of apps.
//!
//! Takes the place of the network in a client, answers from a script or by a function, and keeps every request. It knows nothing of
//! the API. Invariant: nothing leaves the process, and a request that nobody foresaw is an error that says so.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode, Url};
use serde::Serialize;

use super::body::RequestBody;
use super::transport::{BoxFuture, Incoming, Request, Transport, TransportError};

/// Answers requests from a script and keeps them. Clones share script and requests, so a test keeps one and gives another to a client.
///
/// Give it to a client's builder with `transport`; add the answers before the calls that they are for.
#[derive(Clone, Default)]
pub struct TestTransport(Arc<Network>);

#[derive(Default)]
struct Network {
    handler: Option<Handler>,
    script: Mutex<VecDeque<TestAnswer>>,
    requests: Mutex<Vec<TestRequest>>,
}

type Handler = Box<dyn Fn(&TestRequest) -> TestAnswer + Send + Sync>;

impl TestTransport {
    /// A network without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// A network in which `handler` answers what the script does not.
    pub fn with(handler: impl Fn(&TestRequest) -> TestAnswer + Send + Sync + 'static) -> Self {
        Self(Arc::new(Network {
            handler: Some(Box::new(handler)),
            ..Network::default()
        }))
    }

    /// Adds an answer to the end of the script; each is given once.
    pub fn answer(&self, answer: TestAnswer) -> &Self {
        lock(&self.0.script).push_back(answer);
        self
    }

    /// Adds an answer with a JSON body.
    pub fn json(&self, status: u16, body: &(impl Serialize + ?Sized)) -> &Self {
        self.answer(TestAnswer::json(status, body))
    }

    /// Everything that was sent so far.
    pub fn requests(&self) -> Vec<TestRequest> {
        lock(&self.0.requests).clone()
    }

    fn reply(&self, request: TestRequest) -> Result<Incoming, TransportError> {
        let scripted = lock(&self.0.script).pop_front();
        let answer = scripted.or_else(|| self.0.handler.as_ref().map(|answer| answer(&request)));
        lock(&self.0.requests).push(request);
        match answer {
            Some(answer) => answer.0.map_err(TransportError::connection),
            None => Err(TransportError::request(
                "the test has no answer for this request",
            )),
        }
        .map(|whole| Incoming::whole(whole.status, whole.headers, whole.body))
    }
}

impl Transport for TestTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        Box::pin(async move {
            let body = match request.body {
                Some(body) => gather(body).await?,
                None => Bytes::new(),
            };
            self.reply(TestRequest {
                method: request.method,
                url: request.url,
                headers: request.headers,
                body,
            })
        })
    }
}

async fn gather(body: RequestBody) -> Result<Bytes, TransportError> {
    let mut chunks = body.into_chunks();
    let mut whole = BytesMut::new();
    while let Some(chunk) = poll_fn(|context| chunks.poll_chunk(context)).await {
        whole.extend_from_slice(&chunk.map_err(TransportError::connection)?);
    }
    Ok(whole.freeze())
}

/// A request that was sent.
#[derive(Clone)]
#[non_exhaustive]
pub struct TestRequest {
    /// The method.
    pub method: Method,
    /// The whole address, query included.
    pub url: Url,
    /// The headers, credentials included.
    pub headers: HeaderMap,
    /// The body; empty where there is none.
    pub body: Bytes,
}

impl TestRequest {
    /// The path, still encoded.
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// A header as text; `None` when it is not there, or is no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|text| text.to_str().ok())
    }

    /// The body as JSON; `null` when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl fmt::Debug for TestRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestRequest")
            .field("method", &self.method)
            .field("path", &self.url.path())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_len", &self.body.len())
            .finish()
    }
}

/// What a test lets the network answer.
#[derive(Debug, Clone)]
pub struct TestAnswer(Result<Whole, &'static str>);

#[derive(Debug, Clone)]
struct Whole {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl TestAnswer {
    /// An answer with a body of no declared type.
    pub fn bytes(status: u16, body: impl Into<Bytes>) -> Self {
        let status = StatusCode::from_u16(status).map_err(|_| "the status of the test is none");
        Self(status.map(|status| Whole {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
        }))
    }

    /// An answer with a JSON body.
    pub fn json(status: u16, body: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => Self::bytes(status, body).header("content-type", "application/json"),
            Err(_) => Self::failure("the body of the test cannot be written as JSON"),
        }
    }

    /// An answer with a text body.
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::bytes(status, body.into()).header("content-type", "text/plain; charset=utf-8")
    }

    /// No answer: the connection fails, for this reason.
    pub fn failure(reason: &'static str) -> Self {
        Self(Err(reason))
    }

    /// Adds a header. A name or a value that HTTP does not allow makes the answer a failure.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let pair = HeaderName::from_bytes(name.as_bytes())
            .ok()
            .zip(HeaderValue::from_bytes(value.as_bytes()).ok());
        match (pair, &mut self.0) {
            (Some((name, value)), Ok(whole)) => {
                whole.headers.append(name, value);
            }
            (None, answer) => *answer = Err("a header of the test is none"),
            (Some(_), Err(_)) => {}
        }
        self
    }
}

impl fmt::Debug for TestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestTransport")
            .field("requests", &lock(&self.0.requests).len())
            .finish()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
