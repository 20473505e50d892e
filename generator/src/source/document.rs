//! Documents: a file, and the files beside it that it refers to.
//!
//! An OpenAPI document may be spread over several files. They are read one by one, as they are asked for, and only
//! from the folder of the first or from below it: neither `..` nor a link leads out. How many there are and how large
//! they are together is bounded.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{SourceFile, SourceId, Sources, read_text, text};

/// The path that stands for standard input.
const STDIN: &str = "-";

/// The most files that a document may be spread over.
const MOST_FILES: usize = 2_000;

/// The most bytes that they may have together.
const MOST_BYTES: usize = 256 << 20;

/// Reads a document that is one file, or standard input if the path is `-`. Files that it refers to
/// are added by [`Sources::add_beside`]; those of standard input are looked for in the working folder.
///
/// # Errors
///
/// Fails when the file cannot be read, is no regular file, is too large or is not UTF-8.
pub fn read_document(path: &Path) -> Result<Sources> {
    if path.as_os_str() == STDIN {
        return read_stdin(Path::new(""));
    }
    let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let text = read_text(path)?;
    let file_name = path.file_name().with_context(|| format!("{} is not a file", path.display()))?;
    let file = SourceFile { path: file_name.to_string_lossy().into_owned(), text };
    let root = path.parent().map(Path::to_owned).unwrap_or_default();
    Ok(Sources { name, root, files: vec![file] })
}

/// Reads a document as [`read_document`] does, whose references may lead anywhere in a folder that it is in.
///
/// # Errors
///
/// Fails when the file cannot be read, and when it is not in the folder.
pub fn read_document_in(path: &Path, root: &Path) -> Result<Sources> {
    if path.as_os_str() == STDIN {
        return read_stdin(root);
    }
    let mut sources = read_document(path)?;
    let real = |path: &Path| fs::canonicalize(path).with_context(|| path.display().to_string());
    let (file, root) = (real(path)?, real(root)?);
    let Ok(below) = file.strip_prefix(&root) else {
        bail!("{} is not in the folder {}", path.display(), root.display())
    };
    let steps: Vec<String> =
        below.components().map(|step| step.as_os_str().to_string_lossy().into_owned()).collect();
    sources.files.iter_mut().for_each(|file| file.path = steps.join("/"));
    Ok(Sources { root, ..sources })
}

/// Reads the document that comes in on standard input.
fn read_stdin(root: &Path) -> Result<Sources> {
    let text = text(io::stdin().lock(), "standard input")?;
    let file = SourceFile { path: "stdin".to_owned(), text };
    Ok(Sources { name: "api".to_owned(), root: root.to_owned(), files: vec![file] })
}

impl Sources {
    /// The file that another one refers to by a relative path; it is read unless it is there already.
    ///
    /// # Errors
    ///
    /// Fails when the path leads out of the folder of the first file, and when the file cannot be read.
    pub fn add_beside(&mut self, from: SourceId, reference: &str) -> Result<SourceId> {
        let folder =
            self.file(from).and_then(|file| file.path.rsplit_once('/')).map_or("", |(folder, _)| folder);
        let path = joined(folder, reference)?;
        if let Some((id, _)) = self.iter().find(|(_, file)| file.path == path) {
            return Ok(id);
        }
        let bytes: usize = self.files.iter().map(|file| file.text.len()).sum();
        if self.files.len() >= MOST_FILES || bytes > MOST_BYTES {
            bail!("the document is spread over too many files");
        }
        let text = self.read_inside(&path)?;
        self.files.push(SourceFile { path, text });
        let last = u32::try_from(self.files.len() - 1).context("too many files")?;
        Ok(SourceId(last))
    }

    /// Whether a reference leads out of the folder of the first file, going by its words.
    #[must_use]
    pub fn leads_out(&self, from: SourceId, reference: &str) -> bool {
        let folder = self.file(from).and_then(|file| file.path.rsplit_once('/'));
        joined(folder.map_or("", |(folder, _)| folder), reference).is_err()
    }

    fn read_inside(&self, path: &str) -> Result<String> {
        let root = if self.root.as_os_str().is_empty() { Path::new(".") } else { &self.root };
        let root = fs::canonicalize(root).with_context(|| root.display().to_string())?;
        let file = root.join(path);
        let real = fs::canonicalize(&file).with_context(|| path.to_owned())?;
        if !real.starts_with(&root) || !real.is_file() {
            bail!("{path} is no file in the folder of the document");
        }
        read_text(&real)
    }
}

/// A relative path, seen from a folder, with neither `.` nor `..` in it.
fn joined(folder: &str, reference: &str) -> Result<String> {
    if reference.starts_with(['/', '\\']) || reference.contains([':', '\0']) {
        bail!("{reference} is no relative path");
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in reference.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    bail!("{reference} leads out of the folder of the document");
                }
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn paths_stay_inside() {
        assert_eq!(joined("a/b", "../c/./d.yaml").unwrap(), "a/c/d.yaml");
        assert_eq!(joined("", "x.yaml").unwrap(), "x.yaml");
        for reference in ["../x", "/etc/passwd", "a/../../x", "C:\\x", "..\\x", "file:x"] {
            assert!(joined("", reference).is_err(), "{reference}");
        }
    }
}
