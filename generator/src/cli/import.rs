//! `bindery import`: a document of another format → a spec folder.

use std::path::{Path, PathBuf};

use anyhow::Result;
use bindery::openapi::{Imported, Options};
use bindery::output::{self, FileSet};
use bindery::problem::Problems;
use bindery::repair;
use bindery::schema;
use bindery::source::{self, Sources};
use clap::{Args, Subcommand};

use super::outcome::Outcome;
use super::terminal::{self, Detail};

/// What to import.
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(subcommand)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Format {
    /// Makes a spec folder of an OpenAPI 3.0 or 3.1 document, in JSON or YAML.
    ///
    /// Nothing is fetched from a network: the document may refer to files beside it. What a spec cannot say is
    /// reported where it stands, and becomes something usable. Files of an earlier import are replaced, files that no
    /// import made are left alone.
    Openapi(Openapi),
}

/// Which document to import, and where to.
#[derive(Debug, Args)]
struct Openapi {
    /// The document; `-` reads it from standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder of the spec
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    detail: Detail,
}

/// What to make of a document.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Choices {
    /// The name of the client; made of the document's title by default
    #[arg(long, value_name = "NAME")]
    client: Option<String>,
    /// The name of the spec and of the crate; made of the document's title by default
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Only operations with this tag, path or id, in which `*` stands for any text; may be given several times, and
    /// limited to one of them with `tag:`, `path:` or `operation:`
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// No operations with this tag, path or id
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// The folder in which references of the document may lead; by default the one that the document is in
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl Choices {
    /// Reads a document.
    pub(super) fn read(&self, file: &Path) -> Result<Sources> {
        match &self.root {
            Some(root) => source::read_document_in(file, root),
            None => source::read_document(file),
        }
    }

    /// The same for the library.
    pub(super) fn options(&self) -> Options {
        let Self { client, name, include, exclude, root: _ } = self.clone();
        Options { name, client, include, exclude }
    }

    /// The words of a command line with the same choices.
    pub(super) fn words(&self) -> Vec<(&'static str, &str)> {
        let mut words: Vec<(&'static str, &str)> = Vec::new();
        words.extend(self.client.iter().map(|value| ("--client", value.as_str())));
        words.extend(self.name.iter().map(|value| ("--name", value.as_str())));
        words.extend(self.include.iter().map(|value| ("--include", value.as_str())));
        words.extend(self.exclude.iter().map(|value| ("--exclude", value.as_str())));
        words.extend(self.root.iter().filter_map(|value| Some(("--root", value.to_str()?))));
        words
    }
}

impl Import {
    pub(super) fn run(self) -> Result<Outcome> {
        match self.format {
            Format::Openapi(command) => command.run(),
        }
    }
}

impl Openapi {
    fn run(self) -> Result<Outcome> {
        let mut sources = self.choices.read(&self.file)?;
        let mut problems = Problems::default();
        let imported = repair::import(&mut sources, &self.choices.options(), &mut problems);
        terminal::report(&problems, &sources, self.detail);
        let Some(Imported { spec, summary, .. }) = imported.filter(|_| !problems.has_errors()) else {
            return Ok(Outcome::Failed);
        };
        let mut files = FileSet::default();
        for (path, text) in schema::print(&spec)? {
            files.insert(path, text.into_bytes())?;
        }
        output::update(&files, &self.out)?;
        terminal::answer(&summary.to_string())?;
        Ok(Outcome::Done)
    }
}
