//! A call on its way.
//!
//! The future that asynchronous `send` methods return. It is a named type, so that apps can keep it in a struct and generated
//! methods need no state machine of their own. Invariant: dropping it abandons the call.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::answer::{Arrival, Decode, Response};
use super::error::Result;
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
