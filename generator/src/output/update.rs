//! Updating: a folder is compared with the files of a run and made equal, by one run at a time.

use std::path::Path;

use anyhow::Result;

use super::apply::apply;
use super::lock::Lock;
use super::{Drift, FileSet, compare};

/// Makes a folder equal to the files of a run, and returns how it differed. Waits for another run
/// that is changing the folder.
///
/// # Errors
///
/// Fails as [`compare`] does, and if something cannot be written or deleted. Each file is then as it
/// was or as it should be, and the next run repairs the rest.
pub fn update<'a>(files: &'a FileSet, dir: &Path) -> Result<Vec<Drift<'a>>> {
    let _lock = Lock::of(dir)?;
    let drifts = compare(files, dir)?;
    apply(files, dir, &drifts)?;
    Ok(drifts)
}
