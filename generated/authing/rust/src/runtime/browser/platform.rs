//! The same as `platform.rs`, where a browser is in place of an operating system.
//!
//! Clocks, timers and chance are those of JavaScript. Invariant: nothing here is sent to another thread, since there is none.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use send_wrapper::SendWrapper;

pub(super) use web_time::Instant;

/// The longest wait that a browser can be asked for.
const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);

/// What is told when a wait was longer than it may be.
#[derive(Debug)]
pub(super) struct Elapsed;

/// Waits for a while.
pub(super) async fn sleep(length: Duration) {
    let mut left = length;
    while !left.is_zero() {
        let part = left.min(LONGEST);
        left -= part;
        SendWrapper::new(gloo_timers::future::sleep(part)).await;
    }
}

/// Waits for some work, but not longer than the limit.
pub(super) async fn timeout<T>(
    limit: Duration,
    work: impl Future<Output = T>,
) -> Result<T, Elapsed> {
    let mut work = pin!(work);
    let mut end = pin!(sleep(limit));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Ok(done)),
        Poll::Pending => end.as_mut().poll(context).map(|()| Err(Elapsed)),
    })
    .await
}

/// The time of day.
pub(super) fn now() -> SystemTime {
    let since = web_time::SystemTime::now().duration_since(web_time::UNIX_EPOCH);
    SystemTime::UNIX_EPOCH + since.unwrap_or_default()
}

/// Bits that nobody foresees.
pub(super) fn bits() -> u64 {
    let half = || (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
    half() << 32 | half()
}

/// Whether timers run here.
pub(super) fn has_timers() -> bool {
    true
}
