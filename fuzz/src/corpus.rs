//! The corpus: the test documents of the repository, and those of further folders.
#![allow(clippy::disallowed_methods, reason = "these are the files of the repository")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use bindery::problem::Problems;
use bindery::source::{self, Sources};
use bindery::{export, schema};
use serde_json::{Map, Value};

/// The largest document that is mutated, in bytes. It is the largest input for which the generator
/// promises to end within seconds.
const LARGEST: u64 = 1_000_000;

/// Folders of OpenAPI documents, from the root of the repository.
const DOCUMENTS: [&str; 2] = ["generator/tests/openapi", "fuzz/seeds"];

/// Folders of specs, from the root of the repository.
const SPECS: [&str; 2] = ["generator/tests/golden", "schema"];

/// Reads the corpus: OpenAPI documents, specs, and the OpenAPI documents that the specs export to.
///
/// # Errors
///
/// Fails if a folder cannot be read. Files that cannot be parsed are left out.
pub fn read(root: &Path, further: &[PathBuf]) -> Result<Vec<Value>> {
    let mut corpus = Vec::new();
    let own = DOCUMENTS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir());
    for folder in own.chain(further.iter().cloned()) {
        for path in entries(&folder)? {
            corpus.extend(document(&path));
        }
    }
    for folder in SPECS {
        for path in entries(&root.join(folder))? {
            if path.join("api.yaml").is_file() {
                let (spec, document) = spec(&path)?;
                corpus.push(spec);
                corpus.extend(document);
            }
        }
    }
    Ok(corpus)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

/// Reads a document, or the main document of a folder.
fn document(path: &Path) -> Option<Value> {
    let file = match path.is_dir() {
        true => {
            ["openapi.json", "openapi.yaml"].iter().map(|name| path.join(name)).find(|file| file.is_file())?
        }
        false => path.to_owned(),
    };
    if fs::metadata(&file).ok()?.len() > LARGEST {
        return None;
    }
    let value = parse(&fs::read_to_string(&file).ok()?)?;
    value.is_object().then_some(value)
}

/// Parses JSON or YAML as the generator does.
fn parse(text: &str) -> Option<Value> {
    let sources = Sources::from_texts("corpus", &[("corpus.yaml", text)]);
    let (id, file) = sources.iter().next()?;
    schema::parse_document(id, &file.text, &mut Problems::default())
}

/// Reads a spec, and the document that it exports to.
fn spec(folder: &Path) -> Result<(Value, Option<Value>)> {
    let sources = source::read(folder)?;
    let mut files = Map::new();
    for (_, file) in sources.iter() {
        let is_yaml = !file.path.starts_with("samples/");
        let value = if is_yaml { parse(&file.text) } else { None };
        files.insert(file.path.clone(), value.unwrap_or_else(|| Value::String(file.text.clone())));
    }
    let mut problems = Problems::default();
    let document = export::openapi(&schema::parse(&sources, &mut problems), &mut problems);
    Ok((Value::Object(files), document))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use bindery::openapi::{self, Options};
    use bindery::problem::Problems;
    use bindery::source::Sources;
    use serde_json::Value;

    use crate::input::is_spec;

    #[test]
    fn the_corpus_has_documents_and_specs() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let corpus = super::read(&root, &[]).unwrap();
        let specs = corpus.iter().filter(|value| is_spec(value)).count();
        let documents = corpus.iter().filter(|value| imports(value)).count();
        assert!(specs > 50 && documents > 100, "{specs} specs, {documents} documents");
    }

    fn imports(value: &Value) -> bool {
        let mut sources = Sources::from_texts("fuzz", &[("openapi.json", &value.to_string())]);
        let mut problems = Problems::default();
        let imported = openapi::import(&mut sources, &Options::default(), &mut problems);
        !is_spec(value) && imported.is_some() && !problems.has_errors()
    }
}
