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
pub(super) fn apply(files: &FileSet, dir: &Path, drifts: &[Drift<'_>]) -> Result<()> {
    let mut disk = Disk::new(dir);
    for folder in files.folders() {
        let drifts: Vec<_> = drifts.iter().filter(|drift| folder_of(drift.path()) == folder).collect();
        if !drifts.is_empty() {
            apply_folder(files, folder, &mut disk, &drifts)?;
        }
    }
    Ok(())
}

fn apply_folder(files: &FileSet, folder: &str, disk: &mut Disk, drifts: &[&Drift<'_>]) -> Result<()> {
    let owner = files.owner(folder);
    let place = manifest::place(folder, owner);
    let new = Manifest::of(files, folder);
    let recorded = Manifest::read(disk, folder, owner)?;
    let mut old = recorded.as_ref().map(|(manifest, _)| manifest.clone()).unwrap_or_default();
    // Manifests that the run does away with are deleted like their files, which have to stay on record meanwhile.
    for (_, superseded) in Manifest::superseded(disk, folder, owner)? {
        old = old.union(&superseded);
    }
    let mut recorded = recorded.map(|(_, bytes)| bytes);
    let mut record = |disk: &mut Disk, manifest: &Manifest| -> Result<()> {
        let text = manifest.text(folder).into_bytes();
        if recorded.as_deref() != Some(text.as_slice()) {
            disk.write(folder, &place, &text)?;
            recorded = Some(text);
        }
        Ok(())
    };
    if drifts.iter().any(|drift| drift.path() != place) {
        record(disk, &old.union(&new))?;
    }
    let gone = old.without(&new);
    // An orphan goes first where the new file takes its place: as a folder of that name, or in another case.
    let rules_out = |path: &str| files.rules_out(path);
    delete(disk, folder, drifts, &gone, rules_out)?;
    for drift in drifts {
        match drift {
            Drift::Missing { path, wanted } | Drift::Stale { path, wanted, .. } if *path != place => {
                disk.write(folder, path, wanted)?;
            }
            Drift::Missing { .. } | Drift::Stale { .. } | Drift::Orphan { .. } => {}
        }
    }
    delete(disk, folder, drifts, &gone, |path| !rules_out(path))?;
    record(disk, &new)
}

/// Deletes some of the orphans, and the folders that they or an earlier run left empty: a run that was
/// killed may have made a folder and not its file, or deleted a file and not its folder.
fn delete(
    disk: &mut Disk,
    folder: &str,
    drifts: &[&Drift<'_>],
    gone: &Manifest,
    is_meant: impl Fn(&str) -> bool,
) -> Result<()> {
    let orphans = drifts.iter().filter(|drift| matches!(drift, Drift::Orphan { .. }));
    for path in orphans.map(|drift| drift.path()).filter(|path| is_meant(path)) {
        disk.delete(folder, path)?;
    }
    for path in gone.iter().filter(|path| is_meant(path)) {
        disk.delete_empty_folders(folder, path)?;
    }
    Ok(())
}
