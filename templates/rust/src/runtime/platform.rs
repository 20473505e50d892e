//! What an operating system is needed for: clocks, timers and chance.
//!
//! All of it is tokio's and the standard library's. `browser/platform.rs` takes the place of this file where there is no operating system.
//! Invariant: both offer the same names, so that nothing else needs to know which one is there.

use std::hash::{BuildHasher, RandomState};
use std::time::SystemTime;

pub(super) use tokio::time::{Instant, sleep, timeout};

/// The time of day.
pub(super) fn now() -> SystemTime {
    SystemTime::now()
}

/// Bits that nobody foresees.
pub(super) fn bits() -> u64 {
    RandomState::new().hash_one(0u8)
}

/// Whether timers run here.
pub(super) fn has_timers() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}
