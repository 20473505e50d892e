//! `cargo xtask corpus`: real documents, each all the way to a crate that compiles and keeps every value.
//!
//! For each OpenAPI document: import, generate the crate and the pages, follow the links of the pages, check the crate
//! with warnings denied, and send sampled values through its types and back. What a document holds is counted from its
//! source and not by the import. The run goes on after a failure and ends in a table.

mod compare;
mod flat;
mod links;
mod memory;
mod row;
mod sample;
mod source;
mod trip;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use bindery::openapi::{self, Imported, Options};
use bindery::output::{self, FileSet};
use bindery::problem::{self, Format, Problems};
use bindery::render::Templates;
use bindery::target::{Choices, TARGETS};
use clap::Args;

use crate::test::command::{GENERATED_TARGET, cargo, program, run};
use row::Row;
use source::Source;
use trip::Trips;

/// Take every OpenAPI document of a folder all the way.
#[derive(Debug, Args)]
pub(crate) struct Corpus {
    /// The folder with the documents: files, or folders with an openapi.yaml; a relative one is one of the repository
    #[arg(value_name = "DIR", default_value = CASES)]
    folder: PathBuf,
    /// Only the documents with one of these words in their names
    #[arg(long, value_name = "WORD")]
    only: Vec<String>,
}

/// The project's own documents, one construct each.
const CASES: &str = "generator/tests/openapi";

/// The workspace that the crates are generated into.
const WORKSPACE: &str = "target/corpus";

/// What the names of the crates begin with, so that none is called like a dependency.
const PREFIX: &str = "corpus-";

impl Corpus {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let rows = rows(&self.folder, &self.only)?;
        row::print(&rows);
        let has_failed = rows.iter().any(|row| !row.failures.is_empty());
        Ok(if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}

fn rows(folder: &Path, only: &[String]) -> Result<Vec<Row>> {
    let mut documents = documents(folder)?;
    documents.retain(|(name, _)| only.is_empty() || only.iter().any(|word| name.contains(word.as_str())));
    if documents.is_empty() {
        bail!("there are no documents in {}", folder.display());
    }
    begin()?;
    let mut rows = Vec::new();
    for (name, file) in documents {
        println!("=== {name}");
        let mut row = Row { name, ..Row::default() };
        if let Err(error) = follow(&file, &mut row) {
            row.failures.push(format!("{error:#}"));
        }
        println!("{}: {} the same, {} lost, {} failures", row.name, row.same, row.lost, row.failures.len());
        rows.push(row);
    }
    Ok(rows)
}

/// The documents of a folder with their names, sorted. A case that is about being refused has no spec to compare with.
fn documents(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let document = path.join("openapi.yaml");
        let is_refused = fs::metadata(path.join("expected.yaml")).is_ok_and(|file| file.len() == 0);
        if document.is_file() && !is_refused {
            found.push((name, document));
        } else if path.extension().is_some_and(|extension| extension == "json" || extension == "yaml") {
            found.push((name, path));
        }
    }
    found.sort();
    Ok(found)
}

/// An empty workspace; what was built for it stays.
fn begin() -> Result<()> {
    fs::create_dir_all(WORKSPACE).context(WORKSPACE)?;
    for entry in fs::read_dir(WORKSPACE).context(WORKSPACE)? {
        let path = entry?.path();
        // A crate that is no longer a member has no business there; one that is there again is written anew.
        if path.is_dir() && path.join("rust").is_dir() {
            fs::remove_dir_all(&path).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// Takes a document all the way; what does not stop it goes into the row.
fn follow(file: &Path, row: &mut Row) -> Result<()> {
    let source = Source::read(file)?;
    let krate = format!("{PREFIX}{}", row.name.replace('_', "-").to_ascii_lowercase());
    let Some((files, imported_types)) = generate(file, &krate, &source, row)? else {
        row.failures.push("it was refused".to_owned());
        return Ok(());
    };
    row.failures.extend(links::broken(&files));
    let folder = Path::new(WORKSPACE).join(&row.name);
    output::apply(&files, &folder, &output::compare(&files, &folder)?)?;
    let mut trips = Trips::plan(&source, &imported_types)?;
    trips.write_program(&krate, &folder.join("trip"))?;
    let manifest = folder.join("Cargo.toml");
    fs::write(&manifest, "[workspace]\nresolver = \"3\"\nmembers = [\"rust\", \"trip\"]\n")?;
    let manifest = manifest.display().to_string();
    let common = ["--manifest-path", &manifest, "--target-dir", GENERATED_TARGET];
    let lib = folder.join("rust/src/lib.rs").display().to_string();
    run(&mut program("rustfmt", &["--edition", "2024", "--check", "--quiet", &lib]))?;
    let start = Instant::now();
    for features in [&["--all-features"] as &[&str], &[]] {
        let words = ["rustc", "--quiet", "--lib", "--profile", "check", "--package", &krate];
        run(cargo(&words).args(features).args(common).args(["--", "-D", "warnings"]))?;
    }
    row.check = start.elapsed();
    trip::compile(&krate, &common)?;
    trips.run(&Path::new(GENERATED_TARGET).join("debug").join(format!("{krate}-trip")))?;
    row.same = trips.same;
    row.lost = trips.lost.len();
    row.failures.extend(trips.lost);
    row.skipped = trips.skipped;
    Ok(())
}

type Generated = (FileSet, indexmap::IndexMap<String, String>);

/// Imports and generates, and compares what came out with what the document holds.
fn generate(file: &Path, krate: &str, source: &Source, row: &mut Row) -> Result<Option<Generated>> {
    memory::forget();
    let start = Instant::now();
    let mut sources = bindery::source::read_document(file)?;
    let mut problems = Problems::default();
    let options = Options { name: Some(krate.to_owned()), ..Options::default() };
    let Some(Imported { spec, summary, types }) = openapi::import(&mut sources, &options, &mut problems)
    else {
        return Ok(None);
    };
    row.import = start.elapsed();
    row.operations = (source.operations(), spec.endpoints.len());
    row.types = (source.schemas().count(), summary.types_out);
    row.in_place = row.types.0.saturating_sub(types.len());
    if row.operations.0 != row.operations.1 {
        row.failures.push(format!("of {} operations {} came out", row.operations.0, row.operations.1));
    }
    if row.in_place > summary.types_in_place {
        row.failures.push(format!("{} schemas are missing", row.in_place - summary.types_in_place));
    }
    let start = Instant::now();
    let choices = Choices { theme: "vuepress" };
    let files = bindery::generate_spec(spec, TARGETS, &Templates::embedded(), choices, &mut problems)?;
    row.generate = start.elapsed();
    row.memory = memory::peak();
    row.reported = problems.iter().count();
    if problems.has_errors() {
        row.failures.push(problem::show(&problems, &sources, Format::Human { colour: false }));
    }
    Ok(files.map(|files| (files, types)))
}
