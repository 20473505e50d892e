//! `bindery check`: a spec folder or an OpenAPI document → its problems.

use anyhow::Result;
use bindery::problem::{self, Format, Problems};
use clap::{Args, ValueEnum};

use super::input::Input;
use super::outcome::Outcome;
use super::terminal;

/// Which spec to check.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    input: Input,
    /// How problems are shown: for people on stderr, for programs on stdout
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Shown,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shown {
    /// With the line and the place in it
    Human,
    /// One JSON object a line
    Json,
    /// Annotations of a GitHub workflow
    Github,
    /// A SARIF log
    Sarif,
}

impl Check {
    pub(super) fn run(self) -> Result<Outcome> {
        let mut problems = Problems::default();
        let read = self.input.read(&mut problems)?;
        read.load(&mut problems);
        let sources = read.sources;
        let format = match self.format {
            Shown::Human => None,
            Shown::Json => Some(Format::Json),
            Shown::Github => Some(Format::Github),
            Shown::Sarif => Some(Format::Sarif),
        };
        match format {
            Some(format) => terminal::answer(&problem::show(&problems, &sources, format))?,
            None => terminal::report(&problems, &sources, self.input.detail),
        }
        Ok(if problems.has_errors() { Outcome::Failed } else { Outcome::Done })
    }
}
