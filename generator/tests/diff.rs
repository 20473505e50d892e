//! What a change of a spec means for those who call the API.
//!
//! Every folder of `diff/` holds two versions of a spec in one file each, as `# path` lines with the files below them,
//! and what is said about the change. `UPDATE_EXPECT=1` writes the expectations anew; review the difference like code.
#![allow(clippy::disallowed_methods, reason = "a test reads and writes its own cases")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use bindery::diff::{Format, diff, show};
use bindery::model::Api;
use bindery::problem::{self, Problems};
use bindery::source::Sources;

/// The folder of the cases, from the folder in which Cargo runs tests.
const CASES: &str = "tests/diff";

#[test]
fn changes_are_what_is_expected() -> Result<()> {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for case in cases()? {
        let (old, new) = (load(&case.join("old.yaml"))?, load(&case.join("new.yaml"))?);
        let found = show(&diff(&old, &new), Format::Human);
        assert_eq!(
            show(&diff(&new, &new), Format::Human),
            "nothing changed for callers\n",
            "{}",
            case.display()
        );
        let path = case.join("expected.txt");
        if update {
            fs::write(&path, &found)?;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if found != expected {
            wrong.push(format!("---- {}, expected:\n{expected}---- found:\n{found}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

fn cases() -> Result<Vec<PathBuf>> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(CASES)? {
        cases.push(entry?.path());
    }
    cases.sort();
    assert!(!cases.is_empty(), "there are no cases in {CASES}");
    Ok(cases)
}

/// The model of a spec that is written in one file.
fn load(path: &Path) -> Result<Api> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("# ") {
            Some(path) => files.push((path.to_owned(), String::new())),
            None => {
                let (_, file) = files.last_mut().context("the first line names a file")?;
                file.push_str(line);
                file.push('\n');
            }
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let sources = Sources::from_texts("books", &files);
    let mut problems = Problems::default();
    let api = bindery::load(&sources, &mut problems);
    match api.filter(|_| !problems.has_errors()) {
        Some(api) => Ok(api),
        None => {
            let shown = problem::show(&problems, &sources, problem::Format::Human { colour: false });
            bail!("{}:\n{shown}", path.display())
        }
    }
}
