//! The step about the sites that builders make of the pages.

use anyhow::Result;

use super::Verdict;
use super::command::{program, succeeds};
use crate::site;

/// Builds the sites of every spec and opens them in a browser.
pub(super) fn browse() -> Result<Verdict> {
    if !succeeds(&mut program("npm", &["--version"])) {
        return Ok(Verdict::Skipped("there is no npm".to_owned()));
    }
    match site::browse()? {
        Some(()) => Ok(Verdict::Passed),
        None => Ok(Verdict::Skipped("there is no browser".to_owned())),
    }
}
