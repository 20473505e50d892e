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
use std::time::{Duration, Instant};

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
use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

use super::cors;
use super::host::Hosts;
use super::log::Log;
use super::manner::{Fault, Manner};
use super::play::{Play, Reply};
use super::refusal::Refusal;
use super::request::{Recorded, Request};
use super::settings::{Logger, Settings};
use crate::model::Api;

/// How many requests are remembered, the latest ones.
const MAX_RECORDED: usize = 1_000;

/// How many bytes of bodies are remembered.
const MAX_RECORDED_BYTES: usize = 64 * 1024 * 1024;

/// How many connections there may be at once; others wait.
const MAX_CONNECTIONS: usize = 256;

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
    hosts: Hosts,
    log: Log,
    logger: Option<Logger>,
    patience: Duration,
    largest_body: usize,
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
        Self::start_as(api, address, Settings { manner, ..Settings::default() })
    }

    /// The same, with settings.
    ///
    /// # Errors
    ///
    /// Fails when the address cannot be had.
    pub fn start_as(api: Api, address: SocketAddr, settings: Settings) -> Result<Self> {
        let Settings { manner, hosts, log: logger, patience, largest_body } = settings;
        let listener = TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let stage = Arc::new(Stage {
            log: Log::of(&api),
            play: Play::new(api, manner),
            hosts: Hosts::new(address, &hosts),
            logger,
            patience,
            largest_body,
            recorded: Mutex::default(),
        });
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

    fn record(&self, request: Request, reply: &Reply, time: Duration) {
        let (operation, refusal) = (reply.operation.clone(), reply.refusal.clone());
        let new = Recorded { request, operation, status: reply.status, refusal };
        if let Some(logger) = &self.logger {
            logger.line(&self.log.line(&new, time));
        }
        let mut recorded = self.recorded();
        recorded.push_back(new);
        let size = |recorded: &Recorded| recorded.request.body.len();
        let mut bytes: usize = recorded.iter().map(size).sum();
        while recorded.len() > MAX_RECORDED || bytes > MAX_RECORDED_BYTES {
            bytes -= recorded.pop_front().as_ref().map_or(bytes, size);
        }
    }

    /// The reply to a request whose body is still to be read.
    async fn reply(&self, request: &mut Request, body: Incoming) -> Reply {
        if !self.hosts.allow(request) {
            let host = request.header("host").unwrap_or_default();
            let message = format!("this server does not go by the name `{host}`; allow it with --allow-host");
            return self.play.refuse(None, Refusal::new(421, message), request);
        }
        let refusal = match timeout(self.patience, Limited::new(body, self.largest_body).collect()).await {
            Ok(Ok(body)) => {
                request.body = body.to_bytes().to_vec();
                let mut reply = self.play.reply(request);
                cors::allow(request, &mut reply);
                return reply;
            }
            Ok(Err(error)) => {
                let largest = self.largest_body;
                let message = format!("the body cannot be read, or is larger than {largest} bytes: {error}");
                Refusal::new(413, message)
            }
            Err(_) => Refusal::new(408, format!("the body did not arrive within {:?}", self.patience)),
        };
        let mut reply = self.play.refuse(None, refusal, request);
        // What is left of the body is not read.
        reply.headers.push(("connection".to_owned(), "close".to_owned()));
        cors::allow(request, &mut reply);
        reply
    }
}

async fn accept(listener: tokio::net::TcpListener, stage: Arc<Stage>) {
    let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let Ok(permit) = Arc::clone(&connections).acquire_owned().await else { return };
        // A connection that failed before it was accepted is nobody's loss; a lack of file handles passes.
        let Ok((socket, _)) = listener.accept().await else {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            continue;
        };
        let stage = Arc::clone(&stage);
        tokio::spawn(async move {
            let _permit = permit;
            let service = service_fn(|request| serve(&stage, request));
            // A client that breaks off is its own concern.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(stage.patience)
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
    let start = Instant::now();
    let reply = stage.reply(&mut request, body).await;
    stage.record(request, &reply, start.elapsed());
    tokio::time::sleep(reply.delay).await;
    match reply.fault {
        // The library closes the connection of a service that failed.
        Some(Fault::Close) => Err(io::ErrorKind::ConnectionAborted.into()),
        fault => Ok(response(reply, fault)),
    }
}

fn response(reply: Reply, fault: Option<Fault>) -> Response<Full<Bytes>> {
    let json_media = reply.media.unwrap_or_else(|| "application/json".to_owned());
    let json = |body: serde_json::Value| (json_media, Bytes::from(body.to_string()));
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
    let is_frame =
        |name: &str| ["content-length", "transfer-encoding"].iter().any(|own| name.eq_ignore_ascii_case(own));
    let headers = media.into_iter().chain(reply.headers).filter(|(name, _)| !is_frame(name));
    for (name, value) in headers {
        // A spec may name a header or a value that HTTP does not have.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(&value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
