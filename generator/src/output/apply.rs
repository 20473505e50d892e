//! Applying: the differences that [`compare`](super::compare) found, made on disk.
//!
//! The order is what makes a killed run harmless. The manifest first names everything old and new, so whatever the
//! run gets to write is on record; then come the files, then the deletions, and last the manifest as it will be.

use std::path::Path;

use anyhow::Result;

use super::disk::Disk;
use super::manifest::{self, Manifest};
use super::{Drift, FileSet, folder_of};

/// Makes a folder equal to the files of a run by the differences that were found there.
///
/// # Errors
///
/// Fails when something cannot be written or deleted. Every file is then as it was or as it should be.
pub fn apply(files: &FileSet, dir: &Path, drifts: &[Drift<'_>]) -> Result<()> {
    let mut disk = Disk::new(dir);
    for folder in files.folders() {
        let record = manifest::place(folder, files.owner(folder));
        let (of_manifest, of_files): (Vec<_>, Vec<_>) = drifts
            .iter()
            .filter(|drift| folder_of(drift.path()) == folder)
            .partition(|drift| drift.path() == record);
        if of_manifest.is_empty() && of_files.is_empty() {
            continue;
        }
        apply_folder(files, folder, &mut disk, &of_files)?;
    }
    Ok(())
}

fn apply_folder(files: &FileSet, folder: &str, disk: &mut Disk, drifts: &[&Drift<'_>]) -> Result<()> {
    let new = Manifest::of(files, folder);
    let owner = files.owner(folder);
    let old = Manifest::read(disk, folder, owner)?;
    let mut recorded = old.as_ref().map(|(_, bytes)| bytes.clone());
    let mut record = |disk: &mut Disk, manifest: &Manifest| -> Result<()> {
        let text = manifest.text(folder).into_bytes();
        if recorded.as_deref() != Some(text.as_slice()) {
            disk.write(folder, &manifest::place(folder, owner), &text)?;
            recorded = Some(text);
        }
        Ok(())
    };
    if !drifts.is_empty() {
        let old = old.map_or_else(Manifest::default, |(old, _)| old);
        // Manifests that the run does away with are deleted like their files, which have to stay on record meanwhile.
        let of_others = Manifest::of_paths(drifts.iter().map(|drift| drift.path()));
        record(disk, &old.union(&new).union(&of_others))?;
    }
    // An orphan goes first where the new file takes its place: as a folder of that name, or in another case.
    let orphans =
        || drifts.iter().filter(|drift| matches!(drift, Drift::Orphan { .. })).map(|drift| drift.path());
    for path in orphans().filter(|path| files.rules_out(path)) {
        disk.delete(folder, path)?;
    }
    for drift in drifts {
        match drift {
            Drift::Missing { path, wanted } | Drift::Stale { path, wanted, .. } => {
                disk.write(folder, path, wanted)?
            }
            Drift::Orphan { .. } => {}
        }
    }
    for path in orphans().filter(|path| !files.rules_out(path)) {
        disk.delete(folder, path)?;
    }
    record(disk, &new)
}
