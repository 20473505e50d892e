//! `cargo xtask requests FILE…`: what the generated client sends, compared with the OpenAPI document that it comes from.
//!
//! For each operation the sample on its page is compiled and run, and the request that reaches the server is held
//! against the document itself: method and path, query, headers and body. Nothing here asks the model that the client
//! was generated from, apart from where the pages are.

mod contract;
mod example;
mod value;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use bindery::mock::Recorded;
use bindery::openapi;
use bindery::output;
use bindery::problem::Problems;
use bindery::render::Templates;
use bindery::repair;
use bindery::schema::Spec;
use bindery::source;
use bindery::target::{Choices, TARGETS};
use clap::Args;
use serde_json::json;

use self::contract::Contract;
use crate::document::Document;
use crate::samples::{Job, Sample};

/// The folder of what is generated.
const GENERATED: &str = "target/requests";

/// The crates are no members of the workspace in whose folder they lie.
const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"*/rust\"]\n";

/// The client option that says where the server is, which a document says once for all apps.
const SERVER: &str = "binderyServer";

/// Compare the requests of a generated client with the OpenAPI document that it comes from.
#[derive(Debug, Args)]
pub(crate) struct Requests {
    /// The documents
    #[arg(required = true, value_name = "FILE")]
    documents: Vec<PathBuf>,
}

impl Requests {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let mut complete = true;
        for path in &self.documents {
            if let Err(error) = compare(path) {
                println!("{}: {error:#}", path.display());
                complete = false;
            }
        }
        Ok(if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn compare(path: &Path) -> Result<()> {
    let contract = Contract::new(&Document::read(path)?)?;
    let name = path.file_stem().context("a file has a name")?.to_string_lossy().into_owned();
    let folder = Path::new(GENERATED).join(&name);
    let mut reached = vec![0; contract.operations.len()];
    let mut look = |sample: &Sample, requests: &[Recorded]| -> Result<()> {
        for recorded in requests {
            let index = contract.check(&recorded.request)?;
            let is_own = recorded.operation.as_ref().is_some_and(|operation| sample.is_of(operation));
            reached[index] += usize::from(is_own);
        }
        Ok(())
    };
    let ran = Job { name: &name, generated: &folder }.run(generate(path, &folder)?, &mut look);
    let missing: Vec<String> =
        (0..reached.len()).filter(|index| reached[*index] == 0).map(|index| contract.title(index)).collect();
    println!(
        "{name}: requests of {} of {} operations compared",
        reached.len() - missing.len(),
        reached.len()
    );
    if !missing.is_empty() {
        println!("no valid request was seen for:\n  {}", missing.join("\n  "));
    }
    ran?;
    if missing.is_empty() { Ok(()) } else { bail!("{} operations were not reached", missing.len()) }
}

/// Imports the document and writes the crate and the pages.
fn generate(path: &Path, folder: &Path) -> Result<bindery::model::Api> {
    let import = || -> Result<Spec> {
        let mut problems = Problems::default();
        let mut sources = source::read_document(path)?;
        // Documents of one maker can have one title, and the crates of all share a workspace.
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
        let options = openapi::Options { name, ..openapi::Options::default() };
        let imported = repair::import(&mut sources, &options, &mut problems);
        let mut spec = imported.context("it cannot be imported")?.spec;
        let_the_server_be_set(&mut spec)?;
        show_all(&mut spec);
        Ok(spec)
    };
    let mut problems = Problems::default();
    let choices = Choices { theme: "vuepress" };
    let files = bindery::generate_spec(import()?, TARGETS, &Templates::embedded(), choices, &mut problems)?;
    let files = files.context("what is imported has problems")?;
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let manifest = Path::new(GENERATED).join("Cargo.toml");
    fs::write(&manifest, WORKSPACE).with_context(|| manifest.display().to_string())?;
    output::update(&files, folder)?;
    bindery::load_spec(import()?, &mut problems).context("what is imported has problems")
}

/// What has no page has no sample, and can be called all the same.
fn show_all(spec: &mut Spec) {
    for endpoint in &mut spec.endpoints {
        endpoint.value.endpoint.hidden = false;
    }
}

fn let_the_server_be_set(spec: &mut Spec) -> Result<()> {
    for client in spec.api.iter_mut().flat_map(|api| api.value.clients.values_mut()) {
        client.options.insert(SERVER.to_owned(), serde_json::from_value(json!({ "required": true }))?);
        client.server = serde_json::from_value(json!({ "option": SERVER }))?;
    }
    Ok(())
}
