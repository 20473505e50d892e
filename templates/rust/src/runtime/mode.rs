//! Whether calls are awaited or block.
//!
//! Clients and requests carry a mode as their type parameter, so that one set of generated methods serves both; only the final `send`
//! differs. A mode knows how to wait, nothing else. Invariant: the set of modes is closed.

use std::fmt::Debug;

/// A way of waiting for an answer: [`Async`], or `Blocking` with the feature `blocking`.
pub trait Mode: sealed::Sealed + Debug + Clone + Send + Sync + Unpin + 'static {}

/// Calls are futures. They run inside a tokio runtime.
#[derive(Debug, Clone, Copy, Default)]
pub struct Async;

impl Mode for Async {}

#[cfg(feature = "blocking")]
impl Mode for super::blocking::Blocking {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Async {}
    #[cfg(feature = "blocking")]
    impl Sealed for super::super::blocking::Blocking {}
}
