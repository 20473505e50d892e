//! Creating: files that the user will own from then on, such as a first spec.

use std::path::Path;

use anyhow::{Result, bail};

use super::FileSet;
use super::disk::{Disk, Found};

/// Writes files that are not recorded anywhere, because they are the user's own from now on.
///
/// # Errors
///
/// Fails, and writes nothing, when one of them is there already or something is in its way.
pub fn create(files: &FileSet, dir: &Path) -> Result<()> {
    let mut disk = Disk::new(dir);
    for (path, _) in files.iter() {
        match disk.find(path)? {
            Found::Nothing => {}
            Found::File | Found::Folder => bail!("{} is there already", disk.show(path)),
            Found::Behind(file) => bail!("{} is a file", disk.show(&file)),
        }
    }
    for (path, bytes) in files.iter() {
        disk.write("", path, bytes)?;
    }
    Ok(())
}
