//! What a user is shown for each mistake that a spec can have.
//!
//! Every folder of `problems/` is a spec with one mistake, named for it, and an `expected.txt`. This driver knows
//! nothing about the mistakes: a new case is a new folder. `UPDATE_EXPECT=1` writes the expectations anew; review the
//! difference like code.
#![allow(clippy::disallowed_methods, reason = "a test reads and writes its own cases")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use bindery::problem::{Format, Problems, show};
use bindery::source;

/// The folder of the cases, from the folder in which Cargo runs tests.
const CASES: &str = "tests/problems";

#[test]
fn problems_are_shown_as_expected() -> Result<()> {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let cases = cases()?;
    assert!(!cases.is_empty(), "there are no cases in {CASES}");
    let mut wrong = Vec::new();
    for case in &cases {
        let shown = check(case)?;
        let path = case.join("expected.txt");
        if update {
            fs::write(&path, &shown)?;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if shown != expected {
            wrong.push(format!("---- {}, expected:\n{expected}---- shown:\n{shown}", case.display()));
        }
        assert!(!shown.is_empty(), "{} has no mistake", case.display());
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    Ok(())
}

/// The same problems come out in the same order whenever they are looked for.
#[test]
fn problems_do_not_depend_on_the_run() -> Result<()> {
    for case in cases()? {
        assert_eq!(check(&case)?, check(&case)?, "{}", case.display());
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

fn check(case: &Path) -> Result<String> {
    let sources = source::read(case)?;
    let mut problems = Problems::default();
    bindery::load(&sources, &mut problems);
    Ok(show(&problems, &sources, Format::Human { colour: false }))
}
