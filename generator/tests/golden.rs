//! What each feature of the format becomes, in every target.
//!
//! Every folder of `golden/` is a spec that shows one feature, named for it, and beside the spec lies what is generated
//! from it. This driver knows nothing about the features: a new case is a new folder. `UPDATE_EXPECT=1` writes the
//! expectations anew; review the difference like code. What is copied as it is into every crate is left out. That the
//! crates compile is tried by a step of `cargo xtask test`, which also runs the `tests.rs` that a case may have beside
//! its spec: what values of the generated types become on the wire, and back.
#![allow(clippy::disallowed_methods, reason = "a test reads and writes its own cases")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use bindery::problem::{Format, Problems, show};
use bindery::render::Templates;
use bindery::source;
use bindery::target::{Choices, TARGETS};

/// The folder of the cases, from the folder in which Cargo runs tests.
const CASES: &str = "tests/golden";

/// Files by path below their case.
type Files = BTreeMap<String, Vec<u8>>;

#[test]
fn every_case_generates_what_is_expected() -> Result<()> {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let cases = cases()?;
    assert!(!cases.is_empty(), "there are no cases in {CASES}");
    let mut wrong = Vec::new();
    for case in &cases {
        let generated = generate(case)?;
        if update {
            write(case, &generated)?;
        }
        wrong.extend(differences(case, &expected(case)?, &generated));
    }
    assert!(wrong.is_empty(), "{} files differ:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

/// The same spec gives the same bytes whenever it is generated.
#[test]
fn the_bytes_do_not_depend_on_the_run() -> Result<()> {
    for case in cases()? {
        assert!(generate(&case)? == generate(&case)?, "{}", case.display());
    }
    Ok(())
}

fn cases() -> Result<Vec<PathBuf>> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(CASES)? {
        let path = entry?.path();
        if path.is_dir() {
            cases.push(path);
        }
    }
    cases.sort();
    Ok(cases)
}

fn generate(case: &Path) -> Result<Files> {
    let sources = source::read(case)?;
    let templates = Templates::embedded();
    let copied: Vec<String> = TARGETS
        .iter()
        .flat_map(|target| {
            target.copied(&templates).into_iter().map(|page| format!("{}/{}", target.name(), page.path))
        })
        .collect();
    let mut problems = Problems::default();
    let choices = Choices { theme: "vuepress" };
    let files = bindery::generate(&sources, TARGETS, &templates, choices, &mut problems)
        .with_context(|| case.display().to_string())?;
    let Some(files) = files else {
        bail!("{}:\n{}", case.display(), show(&problems, &sources, Format::Human { colour: false }));
    };
    let own = files.iter().filter(|(path, _)| copied.iter().all(|copy| copy != path));
    Ok(own.map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect())
}

/// What lies beside the spec: all files in the folders of the targets.
fn expected(case: &Path) -> Result<Files> {
    let mut files = Files::new();
    for target in TARGETS {
        let folder = case.join(target.name());
        if folder.is_dir() {
            let own = source::read_files(&folder)?.into_iter();
            files.extend(own.map(|(path, bytes)| (format!("{}/{path}", target.name()), bytes)));
        }
    }
    Ok(files)
}

fn write(case: &Path, generated: &Files) -> Result<()> {
    for path in expected(case)?.keys().filter(|path| !generated.contains_key(*path)) {
        fs::remove_file(case.join(path))?;
    }
    for (path, bytes) in generated {
        let path = case.join(path);
        let folder = path.parent().context("a file lies in a folder")?;
        fs::create_dir_all(folder)?;
        fs::write(&path, bytes)?;
    }
    Ok(())
}

fn differences(case: &Path, expected: &Files, generated: &Files) -> Vec<String> {
    let mut all: Vec<&String> = expected.keys().chain(generated.keys()).collect();
    all.sort();
    all.dedup();
    let mut wrong = Vec::new();
    for path in all {
        let shown = case.join(path).display().to_string();
        match (expected.get(path), generated.get(path)) {
            (Some(expected), Some(generated)) if expected == generated => {}
            (Some(expected), Some(generated)) => {
                wrong.push(format!("---- {shown}\n{}", diff(expected, generated)));
            }
            (Some(_), None) => wrong.push(format!("---- {shown} is no longer generated")),
            (None, _) => wrong.push(format!("---- {shown} is not expected")),
        }
    }
    wrong
}

fn diff(expected: &[u8], generated: &[u8]) -> String {
    let (expected, generated) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(generated));
    similar::TextDiff::from_lines(expected.as_ref(), generated.as_ref()).unified_diff().to_string()
}
