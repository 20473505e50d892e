//! What an OpenAPI document becomes.
//!
//! Every folder of `openapi/` holds a document with one construct, named for it, the files of the spec that it becomes
//! in one text, and what is reported. This driver knows nothing about the constructs: a new case is a new folder.
//! `UPDATE_EXPECT=1` writes the expectations anew; review the difference like code.
//!
//! Every result is checked as a spec that was written by hand is, and printed and parsed again.
#![allow(clippy::disallowed_methods, reason = "a test reads and writes its own cases")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use bindery::openapi::{self, Imported, Options};
use bindery::problem::{Format, Problems, show};
use bindery::repair;
use bindery::schema::{self, Spec};
use bindery::source::{self, Sources};

/// The folder of the cases, from the folder in which Cargo runs tests.
const CASES: &str = "tests/openapi";

#[test]
fn documents_become_what_is_expected() -> Result<()> {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let cases = files(CASES, Path::is_dir)?;
    assert!(!cases.is_empty(), "there are no cases in {CASES}");
    let mut wrong = Vec::new();
    for case in &cases {
        let [spec, report] = convert(&document_of(case), case)?;
        for (name, found) in [("expected.yaml", spec), ("expected.txt", report)] {
            let path = case.join(name);
            if update {
                fs::write(&path, &found)?;
            }
            let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
            if found != expected {
                wrong.push(format!("---- {}, expected:\n{expected}---- found:\n{found}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

/// Real documents, where there are some: `BINDERY_SPECS` names a folder of them.
#[test]
fn real_documents_become_specs_without_errors() -> Result<()> {
    let Some(folder) = std::env::var_os("BINDERY_SPECS") else {
        eprintln!("skipped: BINDERY_SPECS names no folder of documents");
        return Ok(());
    };
    let is_document =
        |path: &Path| path.extension().is_some_and(|ext| ext == "json" || ext == "yaml" || ext == "yml");
    let mut wrong = Vec::new();
    for path in files(&folder.to_string_lossy(), is_document)? {
        let mut sources = source::read_document(&path)?;
        let mut problems = Problems::default();
        let imported = openapi::import(&mut sources, &Options::default(), &mut problems);
        let Some(Imported { spec, summary, .. }) = imported else {
            wrong.push(format!("{}: nothing was imported", path.display()));
            continue;
        };
        eprintln!("{}\n{summary}", path.display());
        let errors = errors_of(&spec)?;
        if summary.operations_in != summary.operations_out || !errors.is_empty() {
            wrong.push(format!("{}: {summary}{errors}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// The document of a case.
fn document_of(case: &Path) -> PathBuf {
    let json = case.join("openapi.json");
    if json.is_file() { json } else { case.join("openapi.yaml") }
}

/// The files of the spec that a document becomes, and what is reported.
fn convert(document: &Path, case: &Path) -> Result<[String; 2]> {
    let mut sources = source::read_document(document)?;
    let mut problems = Problems::default();
    let imported = repair::import(&mut sources, &Options::default(), &mut problems);
    if let Some(Imported { spec, .. }) = &imported {
        // What later steps find points at the document as well.
        bindery::load_spec(spec.clone(), &mut problems);
    }
    let shown = show(&problems, &sources, Format::Full { colour: false });
    let Some(Imported { spec, summary, .. }) = imported else { return Ok([String::new(), shown]) };
    let errors = errors_of(&spec)?;
    assert!(errors.is_empty(), "{}:\n{errors}", case.display());
    let text =
        printed(&spec)?.into_iter().map(|(path, text)| format!("# {path}\n{text}")).collect::<Vec<_>>();
    Ok([text.join("\n"), format!("{shown}{summary}")])
}

/// References may lead as far as the caller says, and no further.
#[test]
fn references_lead_into_the_folder_that_is_named() -> Result<()> {
    let folder = Path::new(CASES).join("maps_in_files_of_their_own");
    let document = folder.join("parts/paths.yaml");
    let mut sources = source::read_document_in(&document, &folder)?;
    let (first, _) = sources.iter().next().context("the document is there")?;
    assert!(sources.add_beside(first, "../openapi.yaml").is_ok());
    assert!(sources.add_beside(first, "../../outside.yaml").is_err());
    let mut alone = source::read_document(&document)?;
    assert!(alone.add_beside(first, "../openapi.yaml").is_err());
    assert!(source::read_document_in(&document, Path::new("src")).is_err());
    Ok(())
}

fn printed(spec: &Spec) -> Result<Vec<(String, String)>> {
    schema::print(spec)
}

/// What is wrong with a spec when it is read from the files that it is printed to.
fn errors_of(spec: &Spec) -> Result<String> {
    let files = printed(spec)?;
    let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let sources = Sources::from_texts(&spec.name, &texts);
    let mut problems = Problems::default();
    let parsed = schema::parse(&sources, &mut problems);
    same(spec, &parsed)?;
    bindery::load(&sources, &mut problems);
    if !problems.has_errors() {
        return Ok(String::new());
    }
    Ok(show(&problems, &sources, Format::Human { colour: false }))
}

/// What is printed parses to what was printed, in the same order.
fn same(spec: &Spec, parsed: &Spec) -> Result<()> {
    let api = |spec: &Spec| spec.api.as_ref().map(|api| api.value.clone());
    assert_eq!(api(spec), api(parsed));
    assert_eq!(spec.types.len(), parsed.types.len());
    for (written, read) in spec.types.iter().zip(&parsed.types) {
        assert_eq!(written.value, read.value);
    }
    assert_eq!(spec.endpoints.len(), parsed.endpoints.len());
    for (written, read) in spec.endpoints.iter().zip(&parsed.endpoints) {
        assert_eq!(written.value.group, read.value.group);
        assert_eq!(written.value.endpoint, read.value.endpoint);
    }
    Ok(())
}

fn files(folder: &str, wanted: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.to_owned())? {
        let path = entry?.path();
        if wanted(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
