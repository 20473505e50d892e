//! `bindery diff`: two versions of an API → what changed for callers.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use bindery::diff::{self, Format};
use bindery::model::Api;
use bindery::problem::Problems;
use clap::{Args, ValueEnum};

use super::import::Choices;
use super::input;
use super::outcome::Outcome;
use super::terminal::{self, Detail};

/// What to compare.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The old version: the folder of a spec, or an OpenAPI document; `-` reads it from standard input
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new version
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How changes are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Shown,
    /// Which changes make the exit code 3
    #[arg(long, value_name = "WEIGHT")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    detail: Detail,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shown {
    /// A line for each change, and the version that follows
    Human,
    /// One JSON object
    Json,
    /// Workflow commands, of which GitHub makes annotations
    Github,
    /// A SARIF log
    Sarif,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    /// Those that break callers
    Breaking,
}

impl Diff {
    pub(super) fn run(self) -> Result<Outcome> {
        if self.old == self.new && self.new.as_os_str() == "-" {
            bail!("standard input holds one version; name a file for the other one");
        }
        let versions = (load(&self.old, "old", self.detail)?, load(&self.new, "new", self.detail)?);
        let (Some(old), Some(new)) = versions else { return Ok(Outcome::Failed) };
        let changes = diff::diff(&old, &new);
        let format = match self.format {
            Shown::Human => Format::Human,
            Shown::Json => Format::Json,
            Shown::Github => Format::Github,
            Shown::Sarif => Format::Sarif,
        };
        terminal::answer(&diff::show(&changes, format))?;
        Ok(match self.fail_on {
            Some(FailOn::Breaking) if changes.is_breaking() => Outcome::Drift,
            _ => Outcome::Done,
        })
    }
}

/// The model of a folder or of a document; `None` when it has mistakes. These are shown, and so is what an import
/// repairs or leaves out, because it cannot be compared.
fn load(path: &Path, version: &str, detail: Detail) -> Result<Option<Api>> {
    let mut problems = Problems::default();
    let read = match path.is_dir() {
        true => input::spec(path, &mut problems)?,
        false => input::document(path, &Choices::default(), &mut problems)?,
    };
    let api = read.load(&mut problems);
    if api.is_some() && !problems.is_empty() {
        terminal::say(&format!("of the {version} version, this is not compared as it is written:\n"));
    }
    terminal::report(&problems, &read.sources, detail);
    Ok(api)
}
