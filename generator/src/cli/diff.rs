//! `bindery diff`: two versions of an API → what changed for callers.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use bindery::diff::{self, Format};
use bindery::model::Api;
use bindery::openapi::{self, Options};
use bindery::problem::Problems;
use bindery::source;
use clap::{Args, ValueEnum};

use super::outcome::Outcome;
use super::terminal;

/// What to compare.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The old version: the folder of a spec, or an OpenAPI document
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
        let (Some(old), Some(new)) = (load(&self.old)?, load(&self.new)?) else { return Ok(Outcome::Failed) };
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

/// The model of a folder or of a document; `None` when it has mistakes, which have been shown then. What an import
/// repairs is not shown: it is the same on both sides, or a change.
fn load(path: &Path) -> Result<Option<Api>> {
    if !path.exists() {
        bail!("there is no {}", path.display());
    }
    let mut problems = Problems::default();
    let (api, sources) = if path.is_dir() {
        let sources = source::read(path)?;
        (bindery::load(&sources, &mut problems), sources)
    } else {
        let mut sources = source::read_document(path)?;
        let imported = openapi::import(&mut sources, &Options::default(), &mut problems);
        let spec = imported.map(|imported| imported.spec);
        (spec.and_then(|spec| bindery::load_spec(spec, &mut problems)), sources)
    };
    if !problems.has_errors() {
        return Ok(api);
    }
    terminal::report(&problems, &sources);
    Ok(None)
}
