//! What many calls hold at once is bounded: by the limit of a body for each of them, whatever servers send.
//!
//! A program of its own, since it counts every allocation. A transport stands in for the network, so that what is counted is the
//! client's and all calls can be held up where they hold the most. Invariant: nothing depends on a clock or on the machine.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use authing::runtime::{
    BoxFuture, Bytes, HeaderMap, Incoming, IncomingBody, Request, StatusCode, Transport, TransportError,
};
use authing::{AuthenticationClient, CallOptions, RetryPolicy};
use peak_alloc::PeakAlloc;
use tokio::sync::Barrier;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// How much of a body is accepted.
const LIMIT: usize = 64 * 1024;

const PIECE: &[u8] = &[b' '; 16 * 1024];

/// How many pieces there are before the one that goes beyond the limit.
const PIECES: usize = LIMIT / PIECE.len();

/// Bodies without an end. Each is held up once its limit is reached, until all are there.
struct Endless {
    all: Arc<Barrier>,
    sent: Arc<AtomicUsize>,
}

struct Body {
    all: Arc<Barrier>,
    sent: Arc<AtomicUsize>,
    pieces: usize,
}

impl Transport for Endless {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        let body = Body { all: Arc::clone(&self.all), sent: Arc::clone(&self.sent), pieces: 0 };
        Box::pin(async move { Ok(Incoming::new(StatusCode::OK, HeaderMap::new(), body)) })
    }
}

impl IncomingBody for Body {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            if self.pieces == PIECES {
                self.all.wait().await;
            }
            self.pieces += 1;
            self.sent.fetch_add(1, Ordering::SeqCst);
            Ok(Some(Bytes::from_static(PIECE)))
        })
    }
}

/// What `calls` at once held at most, in bytes beyond what was there before.
async fn peak(calls: usize) -> usize {
    let sent = Arc::<AtomicUsize>::default();
    let endless = Endless { all: Arc::new(Barrier::new(calls)), sent: Arc::clone(&sent) };
    let builder = AuthenticationClient::builder().app_id("a").app_host("a.example").max_body_size(LIMIT);
    let client = builder.transport(endless).build().unwrap();
    let once = CallOptions::new().retry(RetryPolicy::none());
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    let tasks: Vec<_> =
        (0..calls).map(|_| tokio::spawn(client.get_system_info().with(once.clone()).send())).collect();
    for task in tasks {
        let error = task.await.unwrap().unwrap_err();
        assert!(error.is_decode() && error.to_string().contains("larger than 65536 bytes"), "{error}");
    }
    assert_eq!(sent.load(Ordering::SeqCst), calls * (PIECES + 1), "nothing is read beyond the limit");
    let left = ALLOCATED.current_usage().saturating_sub(before);
    assert!(left < calls * 1024, "{left} bytes of {calls} calls are still held");
    ALLOCATED.peak_usage().saturating_sub(before)
}

#[tokio::test]
async fn a_thousand_endless_bodies_hold_a_thousand_limits() {
    // What is set up once is not counted.
    peak(1).await;
    let (hundred, thousand) = (peak(100).await, peak(1000).await);
    // A buffer that grows is copied into one twice its size; a call itself takes a few KiB.
    let most = |calls: usize| calls * (2 * LIMIT + 8 * 1024);
    assert!(hundred <= most(100), "{hundred}");
    assert!(thousand <= most(1000), "{thousand}");
    println!("{} bytes a call of 100, {} of 1000", hundred / 100, thousand / 1000);
}
