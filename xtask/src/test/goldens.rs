//! The step about the goldens: every crate that the cases of `generator/tests/golden/` give, compiled.
//!
//! A case may have a `tests.rs` beside its spec: what its crate is to do, which is tried as a test of the crate.
//!
//! All of them are put into one workspace under `target/`, so that their dependencies are built once. What is there
//! already is compared first: a crate that has not changed is not compiled again.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::Verdict;
use super::command::{cargo, docs_linted_on_generated, linted_on_generated, on_generated, pin_versions, run};
use crate::crates;

/// The folder of the cases.
const CASES: &str = "generator/tests/golden";

/// The workspace; the repository's own settings do not reach into it, since it has its own manifest.
const WORKSPACE: &str = "target/goldens";

/// The name that the test of a case has in its crate.
const BEHAVIOUR: &str = "behaviour";

pub(super) fn compile() -> Result<Verdict> {
    fs::create_dir_all(WORKSPACE).context(WORKSPACE)?;
    let cases = cases()?;
    remove_leftovers(&cases)?;
    for case in &cases {
        generate(case)?;
    }
    let manifest = format!("{WORKSPACE}/Cargo.toml");
    fs::write(&manifest, manifest_of(&cases)).with_context(|| manifest.clone())?;
    pin_versions(Path::new(WORKSPACE))?;
    run(&mut cargo(&["fmt", "--manifest-path", &manifest, "--all", "--check"]))?;
    let all = ["--workspace", "--all-features"];
    run(docs_linted_on_generated(&manifest)?.args(all))?;
    run(on_generated("clippy", &manifest).args(["--all-features", "--", "-D", "warnings"]))?;
    run(linted_on_generated("test", &manifest).args(all).args(["--quiet", "--test", BEHAVIOUR]))?;
    Ok(Verdict::Passed)
}

/// The manifest of the workspace. What cargo does with its default members are the cases that are only compiled: the
/// crates of the others are linted when their tests are built.
fn manifest_of(cases: &[String]) -> String {
    let compiled = cases.iter().filter(|case| !behaviour(case).is_file());
    let compiled: Vec<String> = compiled.map(|case| format!("{case}/rust")).collect();
    format!("[workspace]\nresolver = \"3\"\nmembers = [\"*/rust\"]\ndefault-members = {compiled:?}\n")
}

/// The test that a case may have.
fn behaviour(case: &str) -> PathBuf {
    Path::new(CASES).join(case).join("tests.rs")
}

/// The names of the cases, sorted.
fn cases() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(CASES).context(CASES)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    if names.is_empty() {
        bail!("there are no cases in {CASES}");
    }
    Ok(names)
}

/// A case that is gone would stay a member of the workspace.
fn remove_leftovers(cases: &[String]) -> Result<()> {
    for entry in fs::read_dir(WORKSPACE).context(WORKSPACE)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().join("rust").is_dir() && !cases.contains(&name) {
            fs::remove_dir_all(entry.path()).with_context(|| entry.path().display().to_string())?;
        }
    }
    Ok(())
}

fn generate(case: &str) -> Result<()> {
    let folder = Path::new(WORKSPACE).join(case);
    crates::generate(&Path::new(CASES).join(case), &folder)?;
    copy_test(case, &folder.join("rust/tests"))
}

/// Copies the test of a case, where it has one and it has changed: cargo goes by the times of files.
fn copy_test(case: &str, folder: &Path) -> Result<()> {
    let written = behaviour(case);
    let copy = folder.join(BEHAVIOUR).with_extension("rs");
    if !written.is_file() {
        return if copy.is_file() { Ok(fs::remove_file(&copy)?) } else { Ok(()) };
    }
    let text = fs::read(&written).with_context(|| written.display().to_string())?;
    if fs::read(&copy).is_ok_and(|known| known == text) {
        return Ok(());
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    fs::write(&copy, text).with_context(|| copy.display().to_string())
}
