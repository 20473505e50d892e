//! Creating: files that the user will own from then on, such as a first spec.

use std::path::Path;

use anyhow::{Result, bail};

use super::FileSet;
use super::disk::{Disk, Found};
use super::lock::Lock;

/// Writes files that are not recorded anywhere, because they are the user's own from now on. What a
/// killed run did not get to is written by the next one.
///
/// # Errors
///
/// Fails, and writes nothing, when one of them is there with another content or all of them are
/// there, or when something is in their way.
pub fn create(files: &FileSet, dir: &Path) -> Result<()> {
    let _lock = Lock::of(dir)?;
    let mut disk = Disk::new(dir);
    let mut missing = Vec::new();
    for (path, bytes) in files.iter() {
        match disk.find(path)? {
            Found::Nothing => missing.push((path, bytes)),
            Found::File if disk.holds(path, bytes)? => {}
            Found::File | Found::Folder => bail!("{} is there already", disk.show(path)),
            Found::Behind(file) => bail!("{} is a file", disk.show(&file)),
        }
    }
    if let (Some((path, _)), true) = (files.iter().next(), missing.is_empty()) {
        bail!("{} is there already", disk.show(path));
    }
    disk.delete_leftovers("")?;
    for (path, bytes) in missing {
        disk.write("", path, bytes)?;
    }
    Ok(())
}
