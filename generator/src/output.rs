//! Writing: files → disk, and what differs between the two.
//!
//! What a run made is a [`FileSet`]; [`compare`] says how a folder differs from it, [`update()`] makes the folder
//! equal. Both know nothing of what the files are for. A manifest per folder names the files that a run wrote;
//! where runs of several owners share a folder, each has one.
//!
//! # Invariants
//!
//! - Only files that a manifest names are replaced or deleted, and only in folders that the run has files for.
//! - No link inside the output folder is followed, and no path leaves it, whatever a manifest says.
//! - A file is replaced whole: a run that is killed leaves it old or new, and the next run repairs the rest.
//! - One run at a time changes a folder; another one waits.
//! - A file that is as it should be is not touched.
#![allow(clippy::disallowed_methods, reason = "this is the room that writes files")]

mod apply;
mod create;
mod diff;
mod disk;
mod drift;
mod fault;
mod file_set;
mod lock;
mod manifest;
mod path;
mod replace;
mod report;
#[cfg(test)]
mod tests;
mod update;

pub use create::create;
pub use drift::{Drift, compare};
pub use file_set::FileSet;
pub(crate) use path::check as check_path;
pub use replace::replace;
pub use report::report;
pub use update::update;

/// The folder that a path belongs to, which is where its manifest lies: its first part, or none at the top.
fn folder_of(path: &str) -> &str {
    path.split_once('/').map_or("", |(folder, _)| folder)
}

/// A path below a folder; an empty folder is the top.
fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

/// The folders on the way to a path, from the outside in: `a` and `a/b` for `a/b/c`.
fn parents(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}
