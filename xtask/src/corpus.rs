//! `cargo xtask corpus`: real documents, each all the way to a crate that compiles and keeps every value.
//!
//! For each OpenAPI document: import, generate the crate and the pages, follow the links of the pages, check the crate
//! with warnings denied, and send sampled values through its types and back. What a document holds is counted from its
//! source and not by the import. The run goes on after a failure and ends in a table.

mod compare;
mod contents;
mod cost;
mod cover;
mod flat;
mod krate;
mod links;
mod row;
mod sample;
mod trip;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use bindery::openapi::{Imported, Options};
use bindery::output::{self, FileSet};
use bindery::problem::{self, Format, Problems};
use bindery::render::Templates;
use bindery::repair;
use bindery::target::{Choices, TARGETS};
use clap::Args;

use crate::document::Document;
use contents::ContentTypes;
use krate::Workspace;
use row::Row;
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
    /// Compile the crates of all documents at once, which is faster for small ones
    #[arg(long)]
    together: bool,
    /// Leave out the search for warnings, which takes most of the time
    #[arg(long)]
    without_check: bool,
}

/// The project's own documents, one construct each.
const CASES: &str = "generator/tests/openapi";

/// The workspaces that the crates are generated into.
const WORKSPACES: &str = "target/corpus";

/// What the names of the crates begin with, so that none is called like a dependency.
const PREFIX: &str = "corpus-";

impl Corpus {
    /// The run over the project's own documents.
    pub(crate) fn cases() -> Self {
        Self { folder: CASES.into(), only: Vec::new(), together: true, without_check: false }
    }

    pub(crate) fn run(&self) -> Result<ExitCode> {
        let mut documents = documents(&self.folder)?;
        documents.retain(|(name, _)| {
            self.only.is_empty() || self.only.iter().any(|word| name.contains(word.as_str()))
        });
        if documents.is_empty() {
            bail!("there are no documents in {}", self.folder.display());
        }
        let batches: Vec<&[(String, PathBuf)]> =
            if self.together { vec![&documents] } else { documents.chunks(1).collect() };
        let mut rows = Vec::new();
        for batch in batches {
            rows.extend(Batch::of(batch)?.run(!self.without_check));
        }
        row::print(&rows);
        let has_failed = rows.iter().any(|row| !row.failures.is_empty());
        Ok(if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
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

/// Documents whose crates are compiled together.
struct Batch {
    workspace: Workspace,
    documents: Vec<Prepared>,
    /// Those that got no crate.
    failed: Vec<Row>,
}

/// A document with its crate.
struct Prepared {
    krate: String,
    row: Row,
    trips: Trips,
}

impl Batch {
    /// Generates the crates.
    fn of(documents: &[(String, PathBuf)]) -> Result<Self> {
        let name = if let [(name, _)] = documents { name } else { "all" };
        let folder = Path::new(WORKSPACES).join(name);
        let mut batch = Self {
            workspace: Workspace { folder, crates: Vec::new() },
            documents: Vec::new(),
            failed: Vec::new(),
        };
        for (name, file) in documents {
            println!("=== {name}");
            let mut row = Row { name: name.clone(), ..Row::default() };
            let krate = format!(
                "{PREFIX}{}",
                name.replace(|c: char| !c.is_ascii_alphanumeric(), "-").to_ascii_lowercase()
            );
            match prepare(file, &krate, &batch.workspace.folder.join(&krate), &mut row) {
                Ok(trips) => {
                    batch.workspace.crates.push(krate.clone());
                    batch.documents.push(Prepared { krate, row, trips });
                }
                Err(error) => {
                    row.failures.push(format!("{error:#}"));
                    batch.failed.push(row);
                }
            }
        }
        Ok(batch)
    }

    /// Compiles and tries them. What goes wrong with one of them goes wrong with all.
    fn run(mut self, with_check: bool) -> Vec<Row> {
        if let Err(error) = self.try_out(with_check) {
            let rows = self.documents.iter_mut().map(|document| &mut document.row);
            rows.for_each(|row| row.failures.push(format!("{error:#}")));
        }
        let rows = self.documents.into_iter().map(|document| document.row);
        self.failed.into_iter().chain(rows).collect()
    }

    fn try_out(&mut self, with_check: bool) -> Result<()> {
        let documents = self.documents.iter().map(|document| (document.krate.as_str(), &document.trips));
        let program = trip::program_text(documents);
        krate::write(&self.workspace.folder.join(krate::PROGRAM).join("src/main.rs"), &program)?;
        self.workspace.write_manifests()?;
        let cost = if with_check { Some(self.workspace.check()?) } else { None };
        let program = self.workspace.build_program()?;
        let mut begin = 0;
        for Prepared { row, trips, .. } in &mut self.documents {
            let outcome = trips.run(&program, begin)?;
            begin += trips.types();
            row.check = cost;
            row.same = outcome.same;
            row.lost = outcome.lost.len();
            row.told = outcome.told;
            row.skipped = std::mem::take(&mut trips.skipped);
            row.without = std::mem::take(&mut trips.without);
            println!("{}: {} the same, {} lost", row.name, row.same, row.lost);
            row.failures.splice(0..0, outcome.lost);
        }
        Ok(())
    }
}

/// Imports, generates and samples a document; what does not stop it goes into the row.
fn prepare(file: &Path, krate: &str, folder: &Path, row: &mut Row) -> Result<Trips> {
    let source = Document::read(file)?;
    let Some(Generated { files, types, contents }) = generate(file, krate, &source, row)? else {
        bail!("it was refused")
    };
    let links = links::check(&files);
    row.failures.extend(links.broken);
    row.authors_fragments = links.authors;
    output::update(&files, folder)?;
    let start = Instant::now();
    let trips = Trips::plan(&source, &types, &contents);
    row.sample = start.elapsed();
    trips
}

/// What a document became.
struct Generated {
    files: FileSet,
    /// The named types, by the names of the schemas.
    types: indexmap::IndexMap<String, String>,
    /// The types of what is written in operations.
    contents: ContentTypes,
}

/// Imports and generates, and compares what came out with what the document holds.
fn generate(file: &Path, krate: &str, source: &Document, row: &mut Row) -> Result<Option<Generated>> {
    cost::forget();
    let start = Instant::now();
    let mut sources = bindery::source::read_document(file)?;
    let mut problems = Problems::default();
    let options = Options { name: Some(krate.to_owned()), ..Options::default() };
    let Some(Imported { spec, summary, types }) = repair::import(&mut sources, &options, &mut problems)
    else {
        return Ok(None);
    };
    row.import = start.elapsed();
    row.operations = (source.operations(), spec.endpoints.len());
    row.types = (source.schemas().count(), summary.types_out);
    row.in_place = row.types.0.saturating_sub(types.len());
    // An operation that is left out has been reported, as long as the import knows of it.
    if row.operations.0 != summary.operations_in {
        row.failures.push(format!("of {} operations {} were seen", row.operations.0, summary.operations_in));
    }
    if row.in_place > summary.types_in_place {
        row.failures.push(format!("{} schemas are missing", row.in_place - summary.types_in_place));
    }
    let api = bindery::load_spec(spec.clone(), &mut Problems::default());
    let contents = api.as_ref().map(ContentTypes::of).unwrap_or_default();
    drop(api);
    let start = Instant::now();
    let choices = Choices { theme: "vuepress" };
    let files = bindery::generate_spec(spec, TARGETS, &Templates::embedded(), choices, &mut problems)?;
    row.generate = start.elapsed();
    row.memory = cost::peak();
    row.reported = problems.iter().count();
    if problems.has_errors() {
        row.failures.push(problem::show(&problems, &sources, Format::Human { colour: false }));
    }
    Ok(files.map(|files| Generated { files, types, contents }))
}
