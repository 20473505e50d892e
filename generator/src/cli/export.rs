//! `bindery export`: a spec folder or an OpenAPI document → a document of another format.

use std::path::PathBuf;

use anyhow::Result;
use bindery::problem::Problems;
use bindery::{export, schema};
use clap::{Args, Subcommand};

use super::input::Input;
use super::outcome::Outcome;
use super::terminal;

/// What to export.
#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(subcommand)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Format {
    /// Makes an OpenAPI 3.1 document of a spec folder.
    ///
    /// What OpenAPI has no word for is written as `x-bindery-…`, so that an import of the document gives the same spec.
    Openapi(Openapi),
}

/// Which spec to export, and where to.
#[derive(Debug, Args)]
struct Openapi {
    #[command(flatten)]
    input: Input,
    /// The document: JSON where its name ends in `.json`, YAML otherwise; stdout by default
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Export {
    pub(super) fn run(self) -> Result<Outcome> {
        match self.format {
            Format::Openapi(command) => command.run(),
        }
    }
}

impl Openapi {
    fn run(self) -> Result<Outcome> {
        let mut problems = Problems::default();
        let read = self.input.read(&mut problems)?;
        read.load(&mut problems);
        let spec = read.spec.as_ref().filter(|_| !problems.has_errors());
        let document = spec.and_then(|spec| export::openapi(spec, &mut problems));
        terminal::report(&problems, &read.sources, self.input.detail);
        let Some(document) = document else { return Ok(Outcome::Failed) };
        let is_json = self.out.as_ref().is_some_and(|out| out.extension().is_some_and(|ext| ext == "json"));
        let text = schema::print_document(&document, is_json)?;
        match self.out {
            Some(out) => bindery::output::replace(&out, text.as_bytes())?,
            None => terminal::answer(&text)?,
        }
        Ok(Outcome::Done)
    }
}
