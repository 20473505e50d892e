//! The input of a command: a spec folder, or an OpenAPI document that is imported first.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use bindery::model::Api;
use bindery::problem::Problems;
use bindery::repair;
use bindery::schema::{self, Spec};
use bindery::source::{self, Sources};
use clap::Args;

use super::import;
use super::terminal::Detail;

/// What to read.
#[derive(Debug, Args)]
pub(super) struct Input {
    /// The folder of the spec, with api.yaml in it
    #[arg(long, value_name = "DIR", required_unless_present = "openapi", conflicts_with = "openapi")]
    pub(super) schema: Option<PathBuf>,
    /// An OpenAPI document, which is imported first; `-` reads it from standard input
    #[arg(long, value_name = "FILE")]
    pub(super) openapi: Option<PathBuf>,
    #[command(flatten)]
    pub(super) import: import::Choices,
    #[command(flatten)]
    pub(super) detail: Detail,
}

/// What was read.
pub(super) struct Read {
    pub(super) sources: Sources,
    /// The spec; `None` if there is nothing that could be checked or generated.
    pub(super) spec: Option<Spec>,
}

impl Input {
    /// Returns the folder or the document.
    pub(super) fn path(&self) -> Option<&Path> {
        self.schema.as_deref().or(self.openapi.as_deref())
    }

    /// Reads the spec, or the document that becomes one.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be read.
    pub(super) fn read(&self, problems: &mut Problems) -> Result<Read> {
        match (&self.schema, &self.openapi) {
            (_, Some(file)) => document(file, &self.import, problems),
            (Some(folder), None) => spec(folder, problems),
            (None, None) => bail!("there is neither a spec nor a document to read"),
        }
    }
}

impl Read {
    /// Takes the spec as far as its model; `None` if there are errors.
    pub(super) fn load(&self, problems: &mut Problems) -> Option<Api> {
        let api = self.spec.clone().and_then(|spec| bindery::load_spec(spec, problems));
        api.filter(|_| !problems.has_errors())
    }
}

/// Reads a spec folder.
pub(super) fn spec(folder: &Path, problems: &mut Problems) -> Result<Read> {
    let sources = source::read(folder)?;
    let spec = schema::parse(&sources, problems);
    Ok(Read { sources, spec: Some(spec) })
}

/// Reads and imports a document.
pub(super) fn document(file: &Path, choices: &import::Choices, problems: &mut Problems) -> Result<Read> {
    let mut sources = choices.read(file)?;
    let imported = repair::import(&mut sources, &choices.options(), problems);
    Ok(Read { sources, spec: imported.map(|imported| imported.spec) })
}
