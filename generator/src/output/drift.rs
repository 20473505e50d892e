//! Comparing: how a folder on disk differs from the files of a run.
//!
//! Nothing is changed here. A difference carries its own repair, so that checking and writing cannot disagree.

use std::borrow::Cow;
use std::path::Path;

use anyhow::{Result, bail};

use super::disk::{Disk, Found, is_leftover};
use super::manifest::{self, Manifest};
use super::{FileSet, diff, join};

/// How many files that are in the way are named before the rest is counted.
const NAMED: usize = 20;

/// A difference between the disk and the files of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drift<'a> {
    /// The file is not there.
    Missing {
        /// Its path.
        path: String,
        /// What is to be in it.
        wanted: Cow<'a, [u8]>,
    },
    /// The file has another content.
    Stale {
        /// Its path.
        path: String,
        /// What is in it.
        found: Vec<u8>,
        /// What is to be in it.
        wanted: Cow<'a, [u8]>,
    },
    /// An earlier run wrote the file, and this one did not.
    Orphan {
        /// Its path.
        path: String,
    },
}

impl Drift<'_> {
    /// The path of the file.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Missing { path, .. } | Self::Stale { path, .. } | Self::Orphan { path } => path,
        }
    }

    /// The unified diff from what is there to what should be, when the file is stale.
    #[must_use]
    pub fn diff(&self) -> Option<String> {
        match self {
            Self::Stale { path, found, wanted } => Some(diff::unified(path, found, wanted)),
            Self::Missing { .. } | Self::Orphan { .. } => None,
        }
    }
}

/// Compares a folder with the files of a run, sorted by path. Only the folders that the run has files for are looked
/// at, and in them only the files of the run and those that an earlier run recorded.
///
/// # Errors
///
/// Fails when the folder cannot be read, holds a link on the way to a file, or holds a file that differs and that no
/// run wrote.
pub fn compare<'a>(files: &'a FileSet, dir: &Path) -> Result<Vec<Drift<'a>>> {
    let mut comparison =
        Comparison { files, disk: Disk::new(dir), drifts: Vec::new(), in_the_way: Vec::new() };
    for folder in files.folders() {
        comparison.folder(folder)?;
    }
    comparison.finish()
}

struct Comparison<'a> {
    files: &'a FileSet,
    disk: Disk,
    drifts: Vec<Drift<'a>>,
    in_the_way: Vec<String>,
}

impl<'a> Comparison<'a> {
    fn folder(&mut self, folder: &'a str) -> Result<()> {
        let owner = self.files.owner(folder);
        let recorded = Manifest::read(&mut self.disk, folder, owner)?;
        let others = Manifest::of_others(&mut self.disk, folder, owner)?;
        let mut known = recorded.as_ref().map(|(manifest, _)| manifest.clone()).unwrap_or_default();
        for (path, manifest) in Manifest::superseded(&mut self.disk, folder, owner)? {
            known = known.union(&manifest);
            self.drifts.push(Drift::Orphan { path });
        }
        for (path, wanted) in self.files.of_folder(folder) {
            if !is_list(path) {
                self.file(path, wanted, &known)?;
            } else if !others.earlier.names(path) {
                self.file(path, wanted, &known.union(&others.later))?;
            }
        }
        // What another owner writes as well is no orphan when this one stops.
        known = known.without(&others.earlier).without(&others.later);
        self.orphans(folder, &known)?;
        let wanted = Manifest::of(self.files, folder).text(folder).into_bytes();
        let path = manifest::place(folder, owner);
        match recorded {
            Some((_, found)) if found == wanted => {}
            Some((_, found)) => self.drifts.push(Drift::Stale { path, found, wanted: wanted.into() }),
            None => match self.disk.find(&path)? {
                Found::Nothing => self.drifts.push(Drift::Missing { path, wanted: wanted.into() }),
                Found::Behind(file) => self.in_the_way.push(file),
                Found::File | Found::Folder => self.in_the_way.push(path),
            },
        }
        Ok(())
    }

    fn file(&mut self, path: &str, wanted: &'a [u8], known: &Manifest) -> Result<()> {
        let missing = || Drift::Missing { path: path.to_owned(), wanted: Cow::Borrowed(wanted) };
        match self.disk.find(path)? {
            Found::Nothing => self.drifts.push(missing()),
            Found::File if self.has_other_case(path, known) => self.drifts.push(missing()),
            Found::File => {
                if !self.disk.holds(path, wanted)? {
                    if known.names(path) {
                        let found = self.disk.read(path)?;
                        self.drifts.push(Drift::Stale {
                            path: path.to_owned(),
                            found,
                            wanted: Cow::Borrowed(wanted),
                        });
                    } else {
                        self.in_the_way.push(path.to_owned());
                    }
                }
            }
            // What earlier runs wrote goes before the file is made.
            Found::Behind(file) if known.names(&file) => self.drifts.push(missing()),
            Found::Folder if self.is_recorded_throughout(path, known)? => self.drifts.push(missing()),
            Found::Behind(file) => self.in_the_way.push(file),
            Found::Folder => self.in_the_way.push(path.to_owned()),
        }
        Ok(())
    }

    /// Whether the file that was found is in truth an earlier run's, whose name differs in case alone. That can only
    /// be where the file system tells no case apart.
    fn has_other_case(&self, path: &str, known: &Manifest) -> bool {
        !known.names(path)
            && known.iter().any(|other| self.files.ignoring_case(other) == Some(path))
            && !self.disk.is_spelt(path)
    }

    fn is_recorded_throughout(&mut self, folder: &str, known: &Manifest) -> Result<bool> {
        let names = self.disk.names(folder)?;
        for name in &names {
            let path = join(folder, name);
            let recorded = match self.disk.find(&path)? {
                Found::Folder => self.is_recorded_throughout(&path, known)?,
                _ => known.names(&path),
            };
            if !recorded {
                return Ok(false);
            }
        }
        // An empty folder is one that a killed run left, if a file is recorded there.
        Ok(!names.is_empty() || known.names_below(folder))
    }

    fn orphans(&mut self, folder: &str, known: &Manifest) -> Result<()> {
        for path in known.iter().filter(|path| self.files.get(path).is_none()) {
            if self.disk.find(path)? == Found::File {
                self.drifts.push(Drift::Orphan { path: path.to_owned() });
            }
        }
        if !folder.is_empty() && self.disk.find(folder)? != Found::Folder {
            return Ok(());
        }
        for name in self.disk.names(folder).unwrap_or_default() {
            let path = join(folder, &name);
            if is_leftover(&name) && self.disk.find(&path)? == Found::File {
                self.drifts.push(Drift::Orphan { path });
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Drift<'a>>> {
        self.in_the_way.sort();
        self.in_the_way.dedup();
        if !self.in_the_way.is_empty() {
            bail!(in_the_way(&self.disk, &self.in_the_way));
        }
        self.drifts.sort_by(|a, b| a.path().cmp(b.path()));
        Ok(self.drifts)
    }
}

/// Whether a file lies at the top of a target, where lists of all pages are. Runs of several owners may all write it; it is
/// then that of the one whose name comes first, so that none of them undoes what another did.
fn is_list(path: &str) -> bool {
    path.matches('/').count() == 1
}

fn in_the_way(disk: &Disk, paths: &[String]) -> String {
    let mut message =
        "these are in the way, and no run of Bindery wrote them; move them elsewhere first:".to_owned();
    for path in paths.iter().take(NAMED) {
        message.push_str("\n  ");
        message.push_str(&disk.show(path));
    }
    if paths.len() > NAMED {
        message.push_str(&format!("\n  and {} more", paths.len() - NAMED));
    }
    message
}
