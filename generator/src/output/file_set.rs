//! The files of a run, before any of them is written.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use super::{folder_of, parents, path};

/// Files by path, in the order of their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    files: BTreeMap<String, Vec<u8>>,
    /// The same paths in lower case, because some systems tell no case apart.
    folded: BTreeMap<String, String>,
    /// Whose files they are, by folder, where several runs share it.
    owners: BTreeMap<String, String>,
}

impl FileSet {
    /// Adds a file. Its path is relative, with `/` between its parts.
    ///
    /// # Errors
    ///
    /// Fails when the path could lead out of the folder or could not be stored on every system, and when another
    /// file has it already, by the same or another case or as a folder.
    pub fn insert(&mut self, path: String, bytes: Vec<u8>) -> Result<()> {
        path::check(&path)?;
        let folded = path.to_lowercase();
        if let Some(other) = self.rival(&folded) {
            bail!("two files cannot be told apart by their paths: {other} and {path}");
        }
        self.folded.insert(folded, path.clone());
        self.files.insert(path, bytes);
        Ok(())
    }

    /// A file that has this path, is a folder of it, or lies below it.
    fn rival(&self, folded: &str) -> Option<&str> {
        let below = format!("{folded}/");
        let same = self.folded.get(folded);
        let above = || parents(folded).find_map(|folder| self.folded.get(folder));
        let inside = || self.folded.range(below.clone()..).next().filter(|(key, _)| key.starts_with(&below));
        same.or_else(above).or_else(|| inside().map(|(_, path)| path)).map(String::as_str)
    }

    /// Every file, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// A file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Says whose the files of a folder are: runs of other owners write into it too, and each run has a manifest of its own
    /// there. An owner is told by letters, digits and hyphens; what else a name has becomes a hyphen.
    pub fn own(&mut self, folder: &str, owner: &str) {
        let owner: String =
            owner.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(80).collect();
        self.owners.insert(folder.to_owned(), owner);
    }

    /// Whose the files of a folder are, where it is shared.
    pub(super) fn owner(&self, folder: &str) -> Option<&str> {
        self.owners.get(folder).map(String::as_str)
    }

    /// The folders that hold files, each with a manifest of its own.
    pub(super) fn folders(&self) -> Vec<&str> {
        let mut folders: Vec<_> = self.files.keys().map(|path| folder_of(path)).collect();
        folders.sort_unstable();
        folders.dedup();
        folders
    }

    /// The files of a folder, by path.
    pub(super) fn of_folder(&self, folder: &str) -> impl Iterator<Item = (&str, &[u8])> {
        self.iter().filter(move |(path, _)| folder_of(path) == folder)
    }

    /// The path of a file that differs from this one at most in case.
    pub(super) fn ignoring_case(&self, path: &str) -> Option<&str> {
        self.folded.get(&path.to_lowercase()).map(String::as_str)
    }

    /// Whether a file and a file of this path cannot both be there.
    pub(super) fn rules_out(&self, path: &str) -> bool {
        self.get(path).is_none() && self.rival(&path.to_lowercase()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::FileSet;

    fn set(paths: &[&str]) -> anyhow::Result<FileSet> {
        let mut files = FileSet::default();
        for path in paths {
            files.insert((*path).to_owned(), path.as_bytes().to_vec())?;
        }
        Ok(files)
    }

    #[test]
    fn files_come_back_by_path() {
        let files = set(&["b/x", "a/y", "a/x", "top"]).unwrap();
        let paths: Vec<_> = files.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["a/x", "a/y", "b/x", "top"]);
        assert_eq!(files.get("a/y"), Some(b"a/y".as_slice()));
        assert_eq!((files.len(), files.is_empty()), (4, false));
        assert_eq!(files.folders(), ["", "a", "b"]);
        assert_eq!(files.of_folder("a").map(|(path, _)| path).collect::<Vec<_>>(), ["a/x", "a/y"]);
    }

    #[test]
    fn rivals_are_refused() {
        for pair in
            [["a/x", "a/x"], ["a/x", "A/X"], ["ä/É", "Ä/é"], ["a", "a/x"], ["a/x", "a"], ["A/x/y", "a/X"]]
        {
            let error = set(&pair).unwrap_err().to_string();
            assert!(error.contains(pair[0]) && error.contains(pair[1]), "{error}");
        }
        set(&["a/x", "a/xy", "a/x.y", "ax"]).unwrap();
    }

    #[test]
    fn paths_that_lead_out_are_refused() {
        assert!(set(&["../x"]).is_err());
        assert!(set(&["/x"]).is_err());
    }
}
