//! `cargo xtask codegen`: specs → everything that is generated and committed.
//!
//! Checking and writing go the same way up to the last step, where the differences are printed or applied. Nothing is
//! written before every spec has been generated without an error.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use bindery::output::{self, FileSet};
use bindery::problem::{self, Format, Problems};
use bindery::render::Templates;
use bindery::schema::{FileKind, json_schema};
use bindery::source;
use bindery::target::{Choices, TARGETS};
use clap::Args;

/// Generate everything that is committed.
#[derive(Debug, Args)]
pub(crate) struct Codegen {
    /// Write nothing; print every file that is missing, stale (with its diff) or orphaned, and exit with 3
    #[arg(long)]
    pub(crate) check: bool,
}

/// The exit code for files that are not up to date.
const DRIFT: u8 = 3;

/// The folder of the specs, each in a folder of its own.
const SPECS: &str = "schema";

/// The folder of what is generated from them, each in a folder of the same name.
const GENERATED: &str = "generated";

impl Codegen {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let Some(outputs) = outputs()? else { return Ok(ExitCode::FAILURE) };
        let mut report = String::new();
        for (dir, files) in &outputs {
            report.push_str(&output::report(&output::compare(files, dir)?, dir));
        }
        if self.check {
            // A reader that went away, as `head` does, changes nothing about the result.
            let _ = io::stdout().write_all(report.as_bytes());
            if report.is_empty() {
                return Ok(ExitCode::SUCCESS);
            }
            eprintln!("run: cargo xtask codegen");
            return Ok(ExitCode::from(DRIFT));
        }
        for (dir, files) in &outputs {
            output::update(files, dir)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Everything that is generated, each with its folder, or none when a spec has errors, which have been shown then.
fn outputs() -> Result<Option<Vec<(PathBuf, FileSet)>>> {
    let specs = specs()?;
    refuse_leftovers(&specs)?;
    let mut outputs = vec![(PathBuf::new(), json_schemas()?)];
    let mut complete = true;
    for name in &specs {
        match generate(&Path::new(SPECS).join(name))? {
            Some(files) => outputs.push((Path::new(GENERATED).join(name), files)),
            None => complete = false,
        }
    }
    Ok(complete.then_some(outputs))
}

/// The names of the specs, sorted.
fn specs() -> Result<Vec<String>> {
    let mut specs = folders(Path::new(SPECS))?;
    specs.retain(|name| Path::new(SPECS).join(name).join("api.yaml").is_file());
    Ok(specs)
}

/// Output without a spec would stay as it is for good, because nothing is compared with it any more.
fn refuse_leftovers(specs: &[String]) -> Result<()> {
    for name in folders(Path::new(GENERATED))? {
        if !specs.contains(&name) {
            bail!("{GENERATED}/{name} is left over: there is no {SPECS}/{name}/api.yaml; delete the folder");
        }
    }
    Ok(())
}

fn folders(parent: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    if !parent.is_dir() {
        return Ok(names);
    }
    for entry in fs::read_dir(parent).with_context(|| parent.display().to_string())? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// The JSON Schemas of the format, which the first line of each spec file names for editors.
fn json_schemas() -> Result<FileSet> {
    let mut files = FileSet::default();
    for kind in FileKind::ALL {
        let path = format!("{SPECS}/bindery.{}.schema.json", kind.name());
        files.insert(path, format!("{:#}\n", json_schema(kind)).into_bytes())?;
    }
    Ok(files)
}

fn generate(spec: &Path) -> Result<Option<FileSet>> {
    let sources = source::read(spec)?;
    let mut problems = Problems::default();
    let choices = Choices { theme: "vuepress" };
    let files = bindery::generate(&sources, TARGETS, &Templates::embedded(), choices, &mut problems);
    if !problems.is_empty() {
        eprint!("{}", problem::show(&problems, &sources, Format::Human { colour: false }));
    }
    files
}
