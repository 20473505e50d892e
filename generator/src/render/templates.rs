//! Templates: those in the binary, overridden file by file by a folder of the user's.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use crate::source;

/// Every file under `templates/`, by path from the outside in.
static EMBEDDED: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// The templates of a run.
#[derive(Debug, Clone)]
pub struct Templates {
    files: BTreeMap<String, Bytes>,
}

/// Bytes in the binary, or bytes of the user's.
type Bytes = std::borrow::Cow<'static, [u8]>;

impl Templates {
    /// The templates in the binary.
    #[must_use]
    pub fn embedded() -> Self {
        let files =
            EMBEDDED.iter().map(|(path, bytes)| ((*path).to_owned(), Bytes::Borrowed(*bytes))).collect();
        Self { files }
    }

    /// The same with a folder laid over them: `<folder>/<target>/<path>` replaces or adds a file.
    ///
    /// # Errors
    ///
    /// Fails when the folder or a file in it cannot be read.
    pub fn overridden_by(mut self, folder: &Path) -> Result<Self> {
        for (path, bytes) in source::read_files(folder)? {
            self.files.insert(path, Bytes::Owned(bytes));
        }
        Ok(self)
    }

    /// A file, by its path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// Every file of a target, by its path below the target's folder.
    pub fn below(&self, target: &str) -> impl Iterator<Item = (&str, &[u8])> {
        let prefix = format!("{target}/");
        self.files
            .range(prefix.clone()..)
            .take_while(move |(path, _)| path.starts_with(&prefix))
            .map(move |(path, bytes)| (&path[target.len() + 1..], bytes.as_ref()))
    }
}
