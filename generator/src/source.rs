//! Reading: disk → text. The only room that reads files.
//!
//! A spec folder is read whole, in the order of its paths, so that the order on disk reaches no output. Links are not
//! followed out of the folder, and a file that is too large is refused before it is read.
#![allow(clippy::disallowed_methods, reason = "this is the room that reads files")]

mod document;

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

pub use document::{read_document, read_document_in};

/// The largest file that is read, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// The most bytes that the files of a spec may have together.
const MAX_FILES: u64 = 256 << 20;

/// A file of a run, as an index into its [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// Returns the id with a number, for what is located like a file without being one.
    pub(crate) fn numbered(number: usize) -> Self {
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// Returns the number of an id.
    pub(crate) fn number(self) -> usize {
        self.0 as usize
    }
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path below the folder, with `/` between its parts.
    pub path: String,
    /// The text.
    pub text: String,
}

/// The files of a spec folder.
#[derive(Debug, Clone)]
pub struct Sources {
    name: String,
    root: PathBuf,
    files: Vec<SourceFile>,
}

impl Sources {
    /// Files that are already in memory, for tests and for callers that keep no folder.
    #[must_use]
    pub fn from_texts(name: &str, texts: &[(&str, &str)]) -> Self {
        let mut files: Vec<SourceFile> = texts
            .iter()
            .map(|(path, text)| SourceFile { path: (*path).to_owned(), text: (*text).to_owned() })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { name: name.to_owned(), root: PathBuf::new(), files }
    }

    /// The name of the folder.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Every file with its id, by path.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        (0..).map(SourceId).zip(&self.files)
    }

    /// A file.
    #[must_use]
    pub fn file(&self, id: SourceId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// The path of a file as a user would write it.
    #[must_use]
    pub fn display_path(&self, id: SourceId) -> String {
        self.file(id)
            .map_or_else(String::new, |file| self.root.join(&file.path).to_string_lossy().replace('\\', "/"))
    }
}

/// Reads every YAML file of a spec folder, and the samples in it, whatever they are written in.
///
/// # Errors
///
/// Fails when the folder or one of its files cannot be read, is too large or is not UTF-8.
pub fn read(folder: &Path) -> Result<Sources> {
    let is_file = fs::metadata(folder).is_ok_and(|metadata| !metadata.is_dir());
    if is_file {
        bail!("{} is not a folder", folder.display());
    }
    if !folder.join("api.yaml").is_file() {
        bail!("there is no api.yaml in {}", folder.display());
    }
    let root = fs::canonicalize(folder).with_context(|| folder.display().to_string())?;
    let mut paths = Vec::new();
    let samples = root.join("samples");
    collect(&root, &|path| has_yaml_name(path) || path.starts_with(&samples), &mut paths)?;
    let mut files = Vec::with_capacity(paths.len());
    let mut total = 0;
    for path in paths {
        let text = read_text(&path)?;
        total += text.len() as u64;
        if total > MAX_FILES {
            bail!("the files in {} have more than {MAX_FILES} bytes", folder.display());
        }
        files.push(SourceFile { text, path: relative(&root, &path) });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let name = root.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Sources { name, root: folder.to_owned(), files })
}

fn collect(folder: &Path, wanted: &dyn Fn(&Path) -> bool, paths: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry.with_context(|| folder.display().to_string())?;
        let path = entry.path();
        // `file_type` does not follow links, so neither a linked file nor a linked folder is read.
        let kind = entry.file_type().with_context(|| path.display().to_string())?;
        if kind.is_dir() {
            collect(&path, wanted, paths)?;
        } else if kind.is_file() && wanted(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

fn has_yaml_name(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

fn read_text(path: &Path) -> Result<String> {
    text(open(path)?, &path.display().to_string())
}

/// Opens a regular file. Anything else is refused before it is opened: a pipe would wait for a
/// writer, and a device may never end.
fn open(path: &Path) -> Result<File> {
    let kind = fs::metadata(path).with_context(|| path.display().to_string())?.file_type();
    if kind.is_dir() {
        bail!("{} is a folder, not a file", path.display());
    }
    if !kind.is_file() {
        bail!("{} is a device, a pipe or a socket, not a file", path.display());
    }
    File::open(path).with_context(|| path.display().to_string())
}

/// Reads bytes to their end, as long as there are not too many.
fn bytes(stream: impl Read, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(MAX_FILE + 1).read_to_end(&mut bytes).with_context(|| name.to_owned())?;
    if bytes.len() as u64 > MAX_FILE {
        bail!("{name} has more than {MAX_FILE} bytes, which is the most that is read");
    }
    Ok(bytes)
}

fn text(stream: impl Read, name: &str) -> Result<String> {
    let mut text = String::from_utf8(bytes(stream, name)?).with_context(|| format!("{name} is not UTF-8"))?;
    // Editors on Windows put a byte order mark before the text; it is no part of it.
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

fn relative(root: &Path, path: &Path) -> String {
    let parts: Vec<_> = path
        .strip_prefix(root)
        .unwrap_or(path)
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// Reads every file below a folder, as paths with `/` and bytes.
///
/// # Errors
///
/// Fails when the folder or one of its files cannot be read or is too large.
pub fn read_files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let root = fs::canonicalize(folder).with_context(|| folder.display().to_string())?;
    let mut paths = Vec::new();
    collect(&root, &|_| true, &mut paths)?;
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let bytes = bytes(open(&path)?, &path.display().to_string())?;
            Ok((relative(&root, &path), bytes))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::io;

    #[test]
    fn a_stream_that_does_not_end_is_refused() {
        let error = super::text(io::repeat(b' '), "standard input").unwrap_err().to_string();
        assert!(error.contains("standard input has more than"), "{error}");
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        assert_eq!(super::text("\u{feff}a".as_bytes(), "a").unwrap(), "a");
        assert!(super::text(&b"\xff"[..], "a").unwrap_err().to_string().contains("not UTF-8"));
    }
}
