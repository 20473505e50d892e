//! The output folder on disk: what lies where, read and changed without following any link.
//!
//! Paths are those of a [`FileSet`](super::FileSet), which cannot lead out; this file sees to it that links cannot
//! either. The output folder itself may be reached through links: the user named it.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::fault::change;
use super::path::RESERVED_PREFIX;
use super::{join, parents};

/// What lies at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Nothing can lie there, because this file is where a folder would be.
    Behind(String),
}

/// An output folder.
#[derive(Debug)]
pub(super) struct Disk {
    root: PathBuf,
    /// What was found at folders, so that each is looked at once and not once for each of its files.
    folders: HashMap<String, Found>,
}

impl Disk {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), folders: HashMap::new() }
    }

    /// A path as a user would write it.
    pub(super) fn show(&self, path: &str) -> String {
        self.at(path).display().to_string()
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// What lies at a path.
    pub(super) fn find(&mut self, path: &str) -> Result<Found> {
        for parent in parents(path) {
            let found = match self.folders.get(parent) {
                Some(found) => found.clone(),
                None => {
                    let found = self.look(parent)?;
                    self.folders.insert(parent.to_owned(), found.clone());
                    found
                }
            };
            match found {
                Found::Folder => {}
                Found::File => return Ok(Found::Behind(parent.to_owned())),
                other => return Ok(other),
            }
        }
        self.look(path)
    }

    fn look(&self, path: &str) -> Result<Found> {
        let kind = match fs::symlink_metadata(self.at(path)) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(error).context(self.show(path)),
        };
        if kind.is_symlink() {
            bail!("{} is a link, and links in the output folder are not followed", self.show(path));
        }
        match (kind.is_file(), kind.is_dir()) {
            (true, _) => Ok(Found::File),
            (_, true) => Ok(Found::Folder),
            _ => bail!("{} is neither a file nor a folder", self.show(path)),
        }
    }

    /// The bytes of a file that was found.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>> {
        fs::read(self.at(path)).with_context(|| self.show(path))
    }

    /// Whether a file that was found has just these bytes.
    pub(super) fn holds(&self, path: &str, bytes: &[u8]) -> Result<bool> {
        let length = fs::symlink_metadata(self.at(path)).with_context(|| self.show(path))?.len();
        Ok(usize::try_from(length) == Ok(bytes.len()) && self.read(path)? == bytes)
    }

    /// Whether a file that was found is spelt like this, where case does not tell files apart.
    pub(super) fn is_spelt(&self, path: &str) -> bool {
        let wanted = self.at(path);
        fs::canonicalize(&wanted).is_ok_and(|found| found.file_name() == wanted.file_name())
    }

    /// The names in a folder that was found, sorted.
    pub(super) fn names(&self, folder: &str) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.at(folder)).with_context(|| self.show(folder))? {
            let entry = entry.with_context(|| self.show(folder))?;
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    /// Replaces a file whole, or makes it.
    pub(super) fn write(&mut self, folder: &str, path: &str, bytes: &[u8]) -> Result<()> {
        self.make_folders(path)?;
        let old = match self.find(path)? {
            Found::File => Some(self.at(path)),
            _ => None,
        };
        // One place for the file while it grows, so that a run that was killed leaves at most one of them, where the
        // next run looks for it. The process id keeps two runs at once from finishing each other's file.
        let fresh = self.at(&join(folder, &format!("{FRESH}{}", std::process::id())));
        let target = self.at(path);
        let result =
            write_new(&fresh, bytes, old.as_deref()).and_then(|()| change(|| fs::rename(&fresh, &target)));
        if result.is_err() {
            let _ = change(|| fs::remove_file(&fresh));
        }
        result.with_context(|| format!("cannot write {}", self.show(path)))
    }

    /// Makes the folders on the way to a path.
    fn make_folders(&mut self, path: &str) -> Result<()> {
        // The output folder itself has the empty path.
        if self.folders.insert(String::new(), Found::Folder).is_none() {
            change(|| fs::create_dir_all(&self.root)).with_context(|| self.root.display().to_string())?;
        }
        for parent in parents(path) {
            if self.folders.get(parent) == Some(&Found::Folder) {
                continue;
            }
            match self.look(parent)? {
                Found::Folder => {}
                _ => change(|| fs::create_dir(self.at(parent))).with_context(|| self.show(parent))?,
            }
            self.folders.insert(parent.to_owned(), Found::Folder);
        }
        Ok(())
    }

    /// Deletes a file if it is there, and the folders that it leaves empty below the folder of the manifest.
    pub(super) fn delete(&mut self, folder: &str, path: &str) -> Result<()> {
        if self.find(path)? != Found::File {
            return Ok(());
        }
        change(|| fs::remove_file(self.at(path)))
            .with_context(|| format!("cannot delete {}", self.show(path)))?;
        self.delete_empty_folders(folder, path)
    }

    /// Deletes the empty folders on the way to a path at which no file is, below the folder of the manifest.
    pub(super) fn delete_empty_folders(&mut self, folder: &str, path: &str) -> Result<()> {
        if matches!(self.find(path)?, Found::File | Found::Folder) {
            return Ok(());
        }
        for parent in parents(path).rev().filter(|parent| *parent != folder) {
            if self.find(parent)? != Found::Folder {
                continue;
            }
            // A folder that holds something else stays, and so do those around it.
            match change(|| fs::remove_dir(self.at(parent))) {
                Ok(()) => {
                    self.folders.remove(parent);
                }
                Err(_) if self.names(parent).is_ok_and(|names| names.is_empty()) => {
                    bail!("cannot delete the empty folder {}", self.show(parent))
                }
                Err(_) => break,
            }
        }
        Ok(())
    }

    /// Deletes what killed runs did not complete in a folder.
    pub(super) fn delete_leftovers(&mut self, folder: &str) -> Result<()> {
        for name in self.names(folder)? {
            let path = join(folder, &name);
            if is_leftover(&name) && self.look(&path)? == Found::File {
                change(|| fs::remove_file(self.at(&path)))
                    .with_context(|| format!("cannot delete {}", self.show(&path)))?;
            }
        }
        Ok(())
    }
}

/// How the name of a file that is not complete yet starts.
const FRESH: &str = ".bindery-new.";

/// Whether this is the name of a file that a killed run did not complete.
pub(super) fn is_leftover(name: &str) -> bool {
    debug_assert!(FRESH.starts_with(RESERVED_PREFIX));
    name.strip_prefix(FRESH)
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

fn write_new(fresh: &Path, bytes: &[u8], old: Option<&Path>) -> io::Result<()> {
    // `create_new` follows no link and keeps nothing of what a killed run with the same process id left.
    let mut file = match change(|| File::create_new(fresh)) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            change(|| fs::remove_file(fresh))?;
            change(|| File::create_new(fresh))?
        }
        other => other?,
    };
    change(|| file.write_all(bytes))?;
    if let Some(old) = old {
        let permissions = fs::symlink_metadata(old)?.permissions();
        change(|| file.set_permissions(permissions))?;
    }
    Ok(())
}
