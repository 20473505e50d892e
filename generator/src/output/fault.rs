//! Faults: every change on disk goes through [`change`], so that tests can let any of them fail.

use std::io;

/// Changes something on disk.
pub(super) fn change<T>(action: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    #[cfg(test)]
    super::tests::fault::strike()?;
    action()
}
