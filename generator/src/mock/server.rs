//! The server: bytes on a socket → requests, replies → bytes, on a thread of its own.
//!
//! Knows HTTP/1.1 and nothing of APIs. Invariant: it listens on the address that was asked for and no other, and is gone
//! with its connections when the [`Server`] is dropped.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use super::manner::{Fault, Manner};
use super::play::{Play, Reply};
use super::refusal::Refusal;
use super::request::{Recorded, Request};
use crate::model::Api;

/// The largest body that is read.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// How many requests are remembered, the latest ones.
const MAX_RECORDED: usize = 1_000;

/// An API that is being served.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stage: Arc<Stage>,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

/// What the connections share.
#[derive(Debug)]
struct Stage {
    play: Play,
    recorded: Mutex<VecDeque<Recorded>>,
}

impl Server {
    /// Serves an API at an address until the server is dropped; port 0 stands for any that is free.
    ///
    /// # Errors
    ///
    /// Fails when the address cannot be had.
    pub fn start(api: Api, address: SocketAddr) -> Result<Self> {
        Self::start_with(api, address, Manner::default())
    }

    /// The same, in a manner of its own.
    ///
    /// # Errors
    ///
    /// Fails when the address cannot be had.
    pub fn start_with(api: Api, address: SocketAddr, manner: Manner) -> Result<Self> {
        let listener = TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let stage = Arc::new(Stage { play: Play::new(api, manner), recorded: Mutex::default() });
        let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (stop, stopped) = oneshot::channel();
        let own = Arc::clone(&stage);
        let thread = thread::Builder::new().name("mock".to_owned()).spawn(move || {
            runtime.spawn(accept(listener, own));
            // Nothing is ever sent: the sender goes away, and with the runtime go the listener and all connections.
            let _ = runtime.block_on(stopped);
        })?;
        Ok(Self { address, stage, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL that clients take as their server.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The latest requests, the oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.stage.recorded().iter().cloned().collect()
    }

    /// The same, and forgets them.
    #[must_use]
    pub fn take_requests(&self) -> Vec<Recorded> {
        self.stage.recorded().drain(..).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Stage {
    /// What is recorded is whole at any time, so a thread that panicked while holding it left nothing broken.
    fn recorded(&self) -> MutexGuard<'_, VecDeque<Recorded>> {
        self.recorded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, request: Request, reply: &Reply) {
        let mut recorded = self.recorded();
        if recorded.len() == MAX_RECORDED {
            recorded.pop_front();
        }
        let (operation, refusal) = (reply.operation.clone(), reply.refusal.clone());
        recorded.push_back(Recorded { request, operation, status: reply.status, refusal });
    }
}

async fn accept(listener: tokio::net::TcpListener, stage: Arc<Stage>) {
    loop {
        // A connection that failed before it was accepted is nobody's loss; a lack of file handles passes.
        let Ok((socket, _)) = listener.accept().await else {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            continue;
        };
        let stage = Arc::clone(&stage);
        tokio::spawn(async move {
            let service = service_fn(|request| serve(&stage, request));
            // A client that breaks off is its own concern.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(socket), service)
                .await;
        });
    }
}

async fn serve(stage: &Stage, request: hyper::Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let headers = head.headers.iter().map(|(name, value)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    let mut request = Request {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: Vec::new(),
    };
    let reply = match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => {
            request.body = body.to_bytes().to_vec();
            stage.play.reply(&request)
        }
        Err(error) => {
            let message = format!("the body cannot be read, or is larger than {MAX_BODY} bytes: {error}");
            stage.play.refuse(None, Refusal::new(413, message))
        }
    };
    stage.record(request, &reply);
    tokio::time::sleep(reply.delay).await;
    match reply.fault {
        // The library closes the connection of a service that failed.
        Some(Fault::Close) => Err(io::ErrorKind::ConnectionAborted.into()),
        fault => Ok(response(reply, fault)),
    }
}

fn response(reply: Reply, fault: Option<Fault>) -> Response<Full<Bytes>> {
    let json = |body: serde_json::Value| {
        ("application/json; charset=utf-8".to_owned(), Bytes::from(body.to_string()))
    };
    let raw = reply.raw.map(|(media, bytes)| (media, Bytes::from(bytes)));
    let (media, body) = reply.body.map(json).or(raw).unzip();
    let mut body = body.unwrap_or_default();
    if fault == Some(Fault::Garbage) {
        body.truncate(body.len() / 2);
    }
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let media = media.map(|media| (CONTENT_TYPE.as_str().to_owned(), media));
    // What frames the body is the server's own.
    let is_frame = |name: &str| {
        ["content-length", "transfer-encoding", "connection"].iter().any(|own| name.eq_ignore_ascii_case(own))
    };
    let headers = media.into_iter().chain(reply.headers).filter(|(name, _)| !is_frame(name));
    for (name, value) in headers {
        // A spec may name a header or a value that HTTP does not have.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(&value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
