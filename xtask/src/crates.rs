//! Crates of specs that belong to this repository, for the commands that compile them.

use std::path::Path;

use anyhow::{Result, bail};
use bindery::output;
use bindery::problem::{Format, Problems, show};
use bindery::render::Templates;
use bindery::source;
use bindery::target::{Choices, rust};

/// Generates the crate of a spec into a folder.
///
/// # Errors
///
/// Fails where the spec has mistakes, and shows them, or where the folder cannot be written.
pub(crate) fn generate(spec: &Path, folder: &Path) -> Result<()> {
    let sources = source::read(spec)?;
    let mut problems = Problems::default();
    let choices = Choices { theme: "vuepress" };
    let files = bindery::generate(&sources, &[&rust::Rust], &Templates::embedded(), choices, &mut problems)?;
    let Some(files) = files else {
        bail!("{}", show(&problems, &sources, Format::Human { colour: false }));
    };
    output::update(&files, folder)?;
    Ok(())
}
