//! Faults: changes on disk that fail on purpose, on the thread of a test.

use std::cell::Cell;
use std::io::{self, ErrorKind};

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing.
    None,
    /// One change, after so many that succeed: a disk that is full for a moment, a refused write.
    One(usize),
    /// That change and all after it, so that nothing is cleaned up: a run that is killed.
    All(usize),
}

thread_local! {
    static FAULT: Cell<Fault> = const { Cell::new(Fault::None) };
    static CHANGES: Cell<usize> = const { Cell::new(0) };
}

/// Fails where the change that comes next is to fail.
pub(in crate::output) fn strike() -> io::Result<()> {
    let number = CHANGES.get();
    CHANGES.set(number + 1);
    let fails = match FAULT.get() {
        Fault::None => false,
        Fault::One(at) => number == at,
        Fault::All(from) => number >= from,
    };
    if fails { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
}

/// Runs something with a fault. Returns whether the fault was reached.
pub(super) fn with<T>(fault: Fault, run: impl FnOnce() -> T) -> (bool, T) {
    FAULT.set(fault);
    CHANGES.set(0);
    let result = run();
    FAULT.set(Fault::None);
    let is_reached = match fault {
        Fault::None => false,
        Fault::One(at) | Fault::All(at) => CHANGES.get() > at,
    };
    (is_reached, result)
}
