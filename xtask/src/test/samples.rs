//! The step about the Rust samples on the committed pages: each is compiled as it stands and run against the mock.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use bindery::model::Api;
use bindery::problem::Problems;

use super::Verdict;
use crate::samples::Job;

/// Compiles and runs the samples of every generated API.
pub(super) fn run() -> Result<Verdict> {
    let mut names = Vec::new();
    for entry in fs::read_dir("generated").context("generated")? {
        let entry = entry?;
        if entry.path().join("markdown").is_dir() && entry.path().join("rust").is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    for name in &names {
        Job { name, generated: &Path::new("generated").join(name) }.run(load(name)?, &mut |_, _| Ok(()))?;
    }
    Ok(Verdict::Passed)
}

fn load(name: &str) -> Result<Api> {
    let sources = bindery::source::read(&Path::new("schema").join(name))?;
    let mut problems = Problems::default();
    let api = bindery::load(&sources, &mut problems);
    api.filter(|_| !problems.has_errors()).with_context(|| format!("schema/{name} has problems"))
}
