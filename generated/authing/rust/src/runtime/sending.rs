//! A call on its way.
//!
//! The future that asynchronous `send` methods return. It is a named type, so that apps can keep it in a struct and generated
//! methods need no state machine of their own. Invariant: dropping it abandons the call.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::runtime::Handle;
use tokio::sync::oneshot::Sender;
use tokio::task::JoinHandle;

use super::answer::{Arrival, Decode, Response};
use super::error::{Error, Result};
use super::transport::BoxFuture;

/// A call that is being made: a future of its answer. Dropping it abandons the call.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<T> {
    work: BoxFuture<'static, Result<Arrival>>,
    decode: Decode<T>,
}

impl<T> Sending<T> {
    pub(super) fn new(work: BoxFuture<'static, Result<Arrival>>, decode: Decode<T>) -> Self {
        Self { work, decode }
    }

    /// Lets the call go on by itself, inside the runtime of whoever asks for it. Dropping it still abandons the call.
    pub(super) fn in_background(self) -> Self {
        match Handle::try_current() {
            Ok(runtime) => {
                let task = Background::new(runtime.spawn(self.work), None);
                Self::new(Box::pin(task), self.decode)
            }
            Err(_) => self,
        }
    }
}

/// A call that goes on by itself as long as somebody may want its answer.
pub(super) struct Background {
    task: JoinHandle<Result<Arrival>>,
    /// Tells a task that cannot be aborted, by going away, that nobody wants its answer any more.
    _wanted: Option<Sender<()>>,
}

impl Background {
    pub(super) fn new(task: JoinHandle<Result<Arrival>>, wanted: Option<Sender<()>>) -> Self {
        Self {
            task,
            _wanted: wanted,
        }
    }
}

impl Future for Background {
    type Output = Result<Arrival>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let stopped = |_| Err(Error::build("the task of the call has stopped"));
        let joined = Pin::new(&mut self.task).poll(context);
        joined.map(|outcome| outcome.unwrap_or_else(stopped))
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl<T> Future for Sending<T> {
    type Output = Result<Response<T>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        self.work
            .as_mut()
            .poll(context)
            .map(|arrival| decode(arrival?))
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}
