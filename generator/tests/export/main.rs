//! Import of an export gives the same spec.
//!
//! Every spec that there is goes out and comes back: those of the golden cases, those of `schema/`, the one that
//! `bindery init` makes. What comes back is compared as text, so that the order counts as well, after both were put
//! into the same files.
#![allow(clippy::disallowed_methods, reason = "a test reads its own cases")]

mod generated;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use bindery::export;
use bindery::openapi::{self, Imported, Options};
use bindery::problem::{Format, Problems, show};
use bindery::schema::{self, Parsed, Spec, Types};
use bindery::source::{self, Sources};
use indexmap::IndexMap;
use serde_json::Value;

/// Folders of specs, from the folder in which Cargo runs tests.
const FOLDERS: &[&str] = &["tests/golden", "../schema"];

#[test]
fn every_spec_comes_back_as_it_went() -> Result<()> {
    let mut wrong = Vec::new();
    let mut kept = String::new();
    for case in specs()? {
        let sources = source::read(&case)?;
        let document = exported(&sources).with_context(|| case.display().to_string())?;
        kept.push_str(&format!("{}\n", case.display()));
        extensions(&document, "", &mut kept);
        for as_json in [true, false] {
            let text = schema::print_document(&document, as_json)?;
            let difference = difference(&sources, &text)?;
            if !difference.is_empty() {
                wrong.push(format!("---- {}\n{difference}", case.display()));
            }
        }
    }
    if let Some(path) = std::env::var_os("BINDERY_EXTENSIONS") {
        fs::write(path, kept)?;
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

/// A selection of operations keeps the types that these need, however the types are named in expressions.
#[test]
fn selections_keep_the_types_that_they_need() -> Result<()> {
    let api = "bindery: 1\ntitle: T\nversion: '1'\nlocales: [en]\n\
        clients: { C: { server: { url: https://example.com } } }\ngroups: { g: { title: G } }\n";
    let types = "types:\n  Tag: { fields: { name: { type: string, required: true } } }\n  \
        Bag: { fields: { a: { type: 'set<Tag>' }, b: { type: 'map< Pen >' }, c: { type: 'set< Ink[] >?' } } }\n  \
        Pen: { fields: { name: { type: string } } }\n  Ink: { fields: { name: { type: string } } }\n  \
        Unused: { fields: { name: { type: string } } }\n";
    let endpoint = "endpoint: getBag\nhttp: GET /bag\nsummary: Get\nanswer: Bag\n";
    let texts = [("api.yaml", api), ("types/t.yaml", types), ("endpoints/g/get-bag.yaml", endpoint)];
    let document = schema::print_document(&exported(&Sources::from_texts("t", &texts))?, false)?;
    let mut sources = Sources::from_texts("document", &[("openapi.yaml", document.as_str())]);
    let mut problems = Problems::default();
    let options = Options { include: vec!["operation:getBag".to_owned()], ..Options::default() };
    let imported = openapi::import(&mut sources, &options, &mut problems).context("no spec")?;
    let shapes = imported.spec.shapes();
    let mut names: Vec<&str> = shapes.keys().copied().collect();
    names.sort_unstable();
    assert_eq!(names, ["Bag", "Ink", "Pen", "Tag"]);
    bindery::load_spec(imported.spec, &mut problems);
    assert!(!problems.has_errors(), "{}", show(&problems, &sources, Format::Human { colour: false }));
    Ok(())
}

fn specs() -> Result<Vec<PathBuf>> {
    let mut specs = Vec::new();
    for folder in FOLDERS {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.join("api.yaml").is_file() {
                specs.push(path);
            }
        }
    }
    specs.sort();
    Ok(specs)
}

fn exported(sources: &Sources) -> Result<Value> {
    let mut problems = Problems::default();
    let spec = schema::parse(sources, &mut problems);
    let document = export::openapi(&spec, &mut problems);
    document.with_context(|| show(&problems, sources, Format::Human { colour: false }))
}

/// How the spec that a document becomes differs from the one that it was made of.
fn difference(sources: &Sources, text: &str) -> Result<String> {
    let mut spec = schema::parse(sources, &mut Problems::default());
    one_type_a_file(&mut spec);
    let mut document = Sources::from_texts("document", &[("openapi.yaml", text)]);
    let mut problems = Problems::default();
    let imported = openapi::import(&mut document, &Options::default(), &mut problems);
    let Some(Imported { spec: back, .. }) = imported else {
        return Ok(show(&problems, &document, Format::Human { colour: false }));
    };
    let (wanted, found) = (printed(&spec)?, printed(&back)?);
    Ok(if wanted == found {
        String::new()
    } else {
        similar::TextDiff::from_lines(&wanted, &found).unified_diff().to_string()
    })
}

/// Every type in a file of its own, as an import makes them.
fn one_type_a_file(spec: &mut Spec) {
    let types = std::mem::take(&mut spec.types);
    for Parsed { place, value } in types {
        spec.types.extend(value.types.into_iter().map(|(name, shape)| {
            let value = Types { types: IndexMap::from([(name, shape)]) };
            Parsed { place: place.clone(), value }
        }));
    }
    schema::sort(spec);
}

fn printed(spec: &Spec) -> Result<String> {
    let files = schema::print(spec)?;
    let texts = files.into_iter().map(|(path, text)| format!("# {path}\n{text}"));
    Ok(format!("# {}\n{}", spec.name, texts.collect::<String>()))
}

/// The places that have extensions, for those who want to see fewer of them: `BINDERY_EXTENSIONS` names a file.
fn extensions(value: &Value, path: &str, kept: &mut String) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                if key.starts_with("x-bindery") {
                    kept.push_str(&format!("  {path} {key}: {value}\n"));
                } else {
                    extensions(value, &format!("{path}/{key}"), kept);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                extensions(item, &format!("{path}/{index}"), kept);
            }
        }
        _ => {}
    }
}

/// A name that would be one of ours in any other document means nothing there.
#[test]
fn extensions_count_in_our_own_documents_only() -> Result<()> {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: { /a: { get: { operationId: a, \
                x-bindery-summary: no } } }\n";
    let mut sources = Sources::from_texts("t", &[("openapi.yaml", text)]);
    let imported = openapi::import(&mut sources, &Options::default(), &mut Problems::default());
    let imported = imported.context("it is a document")?;
    assert!(!printed(&imported.spec)?.contains("summary: 'no'"));
    assert!(imported.summary.to_string().contains("extensions (x-…) 1"));
    Ok(())
}

#[test]
fn what_init_makes_comes_back() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path().join("books");
    let program = env!("CARGO_BIN_EXE_bindery");
    let status = std::process::Command::new(program).arg("init").arg(&folder).output()?.status;
    assert!(status.success());
    let sources = source::read(Path::new(&folder))?;
    let text = schema::print_document(&exported(&sources)?, false)?;
    assert_eq!(difference(&sources, &text)?, "");
    Ok(())
}
