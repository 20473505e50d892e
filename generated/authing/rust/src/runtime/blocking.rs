//! Waiting for answers without `async`.
//!
//! A blocking client owns a small tokio runtime, shared by its clones, and drives each call on the calling thread. It knows nothing of
//! calls. Invariant: neither a call nor a drop panics, wherever it happens; inside an asynchronous context a call is an error, since
//! it would stall the very threads that other tasks wait for.

use std::fmt;
use std::sync::Arc;

use tokio::runtime::{Builder, Handle, Runtime};

use super::error::{Error, Result};

/// Calls block the thread until the answer is there.
///
/// They fail inside an asynchronous context, threads of `spawn_blocking` included, since those cannot be told apart; use the
/// asynchronous client there.
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

    pub(super) fn wait<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        if Handle::try_current().is_ok() {
            return Err(Error::build(
                "a blocking call was made inside an asynchronous context; use the asynchronous client there",
            ));
        }
        match &self.0.0 {
            Some(runtime) => runtime.block_on(work),
            None => Err(Error::build(
                "the worker of the blocking client has stopped",
            )),
        }
    }
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
