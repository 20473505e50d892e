//! Waiting for answers without `async`.
//!
//! A blocking client owns a small tokio runtime, shared by its clones. It drives each call on the calling thread, or on one of the
//! runtime's spare threads where the caller's belongs to a runtime already. It knows nothing of calls. Invariants: neither a call
//! nor a drop panics or waits for ever, wherever it happens; the worker, which moves the connections of all calls, runs no code of
//! an app, so a transport or a hook that blocks, or that uses a blocking client itself, holds up its own call and no other.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, mpsc};
use std::task::Poll;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::oneshot;

use super::answer::Arrival;
use super::error::{Error, Result};
use super::sending::Background;

/// Calls block the thread until the answer is there.
///
/// They work on every thread, those of `spawn_blocking` included. On a thread that runs asynchronous tasks they work too, but stall
/// the other tasks of that thread; use the asynchronous client there.
#[derive(Clone)]
pub struct Blocking(Arc<Worker>);

/// The runtime, in an `Option` because shutting it down consumes it.
struct Worker(Option<Runtime>);

impl Blocking {
    pub(super) fn new() -> Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("api-client")
            .enable_all()
            .build()
            .map_err(|error| {
                Error::build("the worker of the blocking client could not be started")
                    .caused_by(error)
            })?;
        Ok(Self(Arc::new(Worker(Some(runtime)))))
    }

    /// Lets a call go on by itself.
    pub(super) fn spawn(
        &self,
        work: impl Future<Output = Result<Arrival>> + Send + 'static,
    ) -> Option<Background> {
        let runtime = self.0.0.as_ref()?;
        let handle = runtime.handle().clone();
        let (wanted, given_up) = oneshot::channel();
        let task = runtime.spawn_blocking(move || handle.block_on(unless(given_up, work)));
        Some(Background::new(task, Some(wanted)))
    }

    pub(super) fn wait<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        match &self.0.0 {
            // A thread of one runtime may not enter another.
            Some(runtime) if Handle::try_current().is_ok() => wait_outside(runtime, work),
            Some(runtime) => runtime.block_on(work),
            None => Err(stopped()),
        }
    }
}

/// Lets a spare thread do it all. The call's own time limit is kept there, so the wait ends even if this thread holds up the server.
fn wait_outside<T: Send + 'static>(
    runtime: &Runtime,
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let handle = runtime.handle().clone();
    runtime.spawn_blocking(move || {
        // Nobody takes the outcome of a call whose thread has gone.
        let _ = sender.send(handle.block_on(work));
    });
    receiver.recv().unwrap_or_else(|_| Err(stopped()))
}

/// Does the work, unless whoever wanted it has gone.
async fn unless<T>(
    given_up: oneshot::Receiver<()>,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    let (mut given_up, mut work) = (pin!(given_up), pin!(work));
    poll_fn(|context| match given_up.as_mut().poll(context) {
        Poll::Ready(_) => Poll::Ready(Err(stopped())),
        Poll::Pending => work.as_mut().poll(context),
    })
    .await
}

fn stopped() -> Error {
    Error::build("the worker of the blocking client has stopped")
}

impl fmt::Debug for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blocking")
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // An ordinary drop waits for the worker, which tokio forbids inside an asynchronous context.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
