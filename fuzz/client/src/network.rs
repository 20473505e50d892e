//! A network that answers with the responses of an input, one after the other, and then fails.

use std::collections::VecDeque;
use std::io;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use decoded::runtime::{BoxFuture, Incoming, IncomingBody, Request, Transport, TransportError};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::response::{Response, bytes};

pub struct Network(Mutex<VecDeque<Response>>);

impl Network {
    pub fn new(responses: Vec<Response>) -> Self {
        Self(Mutex::new(responses.into()))
    }
}

impl Transport for Network {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        let next = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        Box::pin(async move {
            let response = next.ok_or_else(|| TransportError::connection("there are no more responses"))?;
            let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::OK);
            let mut headers = HeaderMap::new();
            for (name, value) in &response.headers {
                let name = HeaderName::from_bytes(name.as_bytes());
                if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(&bytes(value))) {
                    headers.append(name, value);
                }
            }
            Ok(Incoming::new(status, headers, Pieces::of(response)))
        })
    }
}

struct Pieces {
    left: Bytes,
    piece: usize,
    breaks: bool,
}

impl Pieces {
    fn of(response: Response) -> Self {
        // Large bodies in tiny pieces take long and show nothing new.
        let least = response.body.len() / 2_000;
        let piece = if response.piece == 0 { usize::MAX } else { response.piece.max(least) };
        Self { left: response.body.into(), piece, breaks: response.breaks }
    }
}

impl IncomingBody for Pieces {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let next = match self.left.len() {
            0 if std::mem::take(&mut self.breaks) => {
                Err(TransportError::connection(io::Error::other("it broke off")))
            }
            0 => Ok(None),
            length => Ok(Some(self.left.split_to(self.piece.min(length)))),
        };
        Box::pin(async move { next })
    }
}
