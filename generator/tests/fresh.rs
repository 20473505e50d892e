//! What is committed in `generated/` is what its specs give.
//!
//! `cargo xtask codegen --check` says the same; this test goes the same way through the library, so that
//! `cargo test` knows as well.
#![allow(clippy::disallowed_methods, reason = "a test looks for the specs of the repository")]

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use bindery::output;
use bindery::problem::{Format, Problems, show};
use bindery::render::Templates;
use bindery::source;
use bindery::target::{Choices, TARGETS};

/// The folders of the repository, from the folder in which Cargo runs tests.
const SPECS: &str = "../schema";
const GENERATED: &str = "../generated";

#[test]
fn what_is_committed_is_up_to_date() -> Result<()> {
    let mut specs = 0;
    for entry in fs::read_dir(SPECS)? {
        let spec = entry?.path();
        if spec.join("api.yaml").is_file() {
            let report = drift(&spec)?;
            assert!(report.is_empty(), "{report}\nrun: cargo xtask codegen");
            specs += 1;
        }
    }
    assert!(specs > 0, "there is no spec in {SPECS}");
    Ok(())
}

/// Every difference between a spec's committed files and those that it gives now.
fn drift(spec: &Path) -> Result<String> {
    let sources = source::read(spec)?;
    let mut problems = Problems::default();
    let choices = Choices { theme: "vuepress" };
    let files = bindery::generate(&sources, TARGETS, &Templates::embedded(), choices, &mut problems)?;
    let files = files.with_context(|| show(&problems, &sources, Format::Human { colour: false }))?;
    let folder = Path::new(GENERATED).join(sources.name());
    let drifts = output::compare(&files, &folder)?;
    Ok(output::report(&drifts, &folder))
}
