//! Replacing: one file that the user named, whatever was there.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::disk::Disk;
use super::lock::Lock;

/// Writes a file that the user named; one that is there is replaced whole, or left as it was when that fails.
///
/// # Errors
///
/// Fails when the file cannot be written, or something that is no file is in its place.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let name = path.file_name().with_context(|| format!("{} is no file", path.display()))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let _lock = Lock::of(folder)?;
    let mut disk = Disk::new(folder);
    disk.delete_leftovers("")?;
    disk.write("", &name.to_string_lossy(), bytes)
}
