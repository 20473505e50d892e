//! `bindery generate`: a spec folder → files, or what they lack.

use std::ffi::OsStr;
use std::path::PathBuf;

use anyhow::{Result, bail};
use bindery::output::{self, Drift, FileSet};
use bindery::problem::Problems;
use bindery::render::Templates;
use bindery::target::{Choices, TARGETS, Target};
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::input::{Input, Read};
use super::outcome::Outcome;
use super::terminal;

/// What to generate from which spec, and where.
#[derive(Debug, Args)]
pub(super) struct Job {
    #[command(flatten)]
    pub(super) input: Input,
    /// Where to generate: each target into a folder of its own name
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// A target to generate; all of them when none is named
    #[arg(long = "target", value_name = "NAME", value_parser = target_names())]
    targets: Vec<String>,
    /// The theme of the pages
    #[arg(long, value_name = "NAME", default_value = DEFAULT_THEME)]
    theme: String,
    /// A folder whose files take the place of built-in templates: <target>/<path>
    #[arg(long, value_name = "DIR")]
    pub(super) templates: Option<PathBuf>,
}

/// A job, and whether to write.
#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    job: Job,
    /// Write nothing; print every file that is missing, stale (with its diff) or orphaned, and exit with 3
    #[arg(long)]
    check: bool,
}

const DEFAULT_THEME: &str = "vuepress";

fn target_names() -> PossibleValuesParser {
    PossibleValuesParser::new(TARGETS.iter().map(|target| target.name()))
}

impl Generate {
    pub(super) fn run(self) -> Result<Outcome> {
        if self.check { self.job.check() } else { self.job.write() }
    }
}

impl Job {
    /// Generates and writes.
    pub(super) fn write(&self) -> Result<Outcome> {
        let Some(files) = self.files()? else { return Ok(Outcome::Failed) };
        let drifts = output::update(&files, &self.out)?;
        terminal::progress(&summary(&files, &drifts));
        Ok(Outcome::Done)
    }

    /// Generates and compares.
    fn check(&self) -> Result<Outcome> {
        let Some(files) = self.files()? else { return Ok(Outcome::Failed) };
        let drifts = output::compare(&files, &self.out)?;
        if drifts.is_empty() {
            return Ok(Outcome::Done);
        }
        terminal::answer(&output::report(&drifts, &self.out))?;
        terminal::say(&format!("run: {}", self.command()));
        Ok(Outcome::Drift)
    }

    /// The files of all targets, or none when the spec has errors, which have been shown then.
    fn files(&self) -> Result<Option<FileSet>> {
        let templates = match &self.templates {
            Some(folder) => Templates::embedded().overridden_by(folder)?,
            None => Templates::embedded(),
        };
        self.check_theme(&templates)?;
        let mut problems = Problems::default();
        let choices = Choices { theme: &self.theme };
        let Read { sources, spec } = self.input.read(&mut problems)?;
        let files = match spec {
            Some(spec) => bindery::generate_spec(spec, &self.targets(), &templates, choices, &mut problems),
            None => Ok(None),
        };
        terminal::report(&problems, &sources, self.input.detail);
        files
    }

    /// A theme is a folder with a page in it, among the built-in templates or the user's own.
    fn check_theme(&self, templates: &Templates) -> Result<()> {
        let themes: Vec<_> =
            templates.below("markdown").filter_map(|(path, _)| path.strip_suffix("/page.md.hbs")).collect();
        if !themes.contains(&self.theme.as_str()) {
            bail!("there is no theme `{}`; there are: {}", self.theme, themes.join(", "));
        }
        Ok(())
    }

    fn targets(&self) -> Vec<&'static dyn Target> {
        let is_wanted = |target: &&dyn Target| {
            self.targets.is_empty() || self.targets.iter().any(|name| name == target.name())
        };
        TARGETS.iter().copied().filter(is_wanted).collect()
    }

    /// The command that brings the files up to date.
    fn command(&self) -> String {
        let mut words = vec!["bindery".to_owned(), "generate".to_owned()];
        let mut option = |name: &str, value: &OsStr| words.extend([name.to_owned(), quoted(value)]);
        for (name, path) in [("--schema", &self.input.schema), ("--openapi", &self.input.openapi)] {
            path.iter().for_each(|path| option(name, path.as_os_str()));
        }
        for (name, value) in self.input.import.words() {
            option(name, value.as_ref());
        }
        option("--out", self.out.as_os_str());
        for target in &self.targets {
            option("--target", target.as_ref());
        }
        if self.theme != DEFAULT_THEME {
            option("--theme", self.theme.as_ref());
        }
        if let Some(folder) = &self.templates {
            option("--templates", folder.as_os_str());
        }
        words.join(" ")
    }
}

/// A word as a shell takes it.
fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let is_plain = |char: char| char.is_alphanumeric() || "-_./:=@%+,\\".contains(char);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.into_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn summary(files: &FileSet, drifts: &[Drift<'_>]) -> String {
    let deleted = drifts.iter().filter(|drift| matches!(drift, Drift::Orphan { .. })).count();
    let written = drifts.iter().filter(|drift| files.get(drift.path()).is_some()).count();
    format!(
        "{} files: {written} written, {deleted} deleted, {} unchanged",
        files.len(),
        files.len() - written
    )
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_survive_the_shell() {
        assert_eq!(quoted("schema/authing".as_ref()), "schema/authing");
        assert_eq!(quoted("my spec".as_ref()), "'my spec'");
        assert_eq!(quoted("it's".as_ref()), r"'it'\''s'");
        assert_eq!(quoted("".as_ref()), "''");
    }
}
