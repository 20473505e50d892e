//! The command line: what can be typed, and which exit code comes of it.
//!
//! The doc comments of the commands are their help. Answers go to stdout, problems and progress to stderr. What the
//! commands do is in the library; the files here ask it and print.
//!
//! New command? A file here, a variant with its help, an arm in [`Command::run`].

mod check;
mod diff;
mod export;
mod generate;
mod import;
mod init;
mod input;
mod json_schema;
#[cfg(feature = "mock")]
mod mock;
mod outcome;
mod terminal;
mod watch;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use outcome::Outcome;

/// One API spec in; a Rust client crate and its documentation pages out.
///
/// Exit codes: 0 done; 1 a problem in the input or the file system; 2 wrong usage; 3 files are not up to date
/// (`--check`), or a change breaks callers (`--fail-on breaking`).
#[derive(Debug, Parser)]
#[command(name = "bindery", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generates everything, or the named targets, into DIR/<target>/.
    ///
    /// Files that are as they should be are not touched. Files of an earlier run that this one does not make are
    /// deleted; files that no run made are left alone.
    Generate(generate::Generate),
    /// Reads and checks a spec; generates nothing.
    Check(check::Check),
    /// Makes a spec folder of a document in another format.
    Import(import::Import),
    /// Says what changed between two versions of an API for those who call it.
    ///
    /// Each version is the folder of a spec or an OpenAPI document. Changes are breaking (code does not compile any more,
    /// or requests are refused that were answered), additions, or just noted; from the worst of them follows the version
    /// of the crate.
    Diff(diff::Diff),
    /// Makes a document in another format of a spec.
    Export(export::Export),
    /// Prints or writes the JSON Schemas of the spec format, for editors.
    ///
    /// Without options, prints one object that holds the schema of each kind of file under the name of the kind.
    JsonSchema(json_schema::JsonSchema),
    /// Makes a folder with a small spec that generates at once.
    ///
    /// Nothing that is there already is replaced.
    Init(init::Init),
    /// Generates again on each change of the spec or the templates, until it is stopped.
    Watch(watch::Watch),
    /// Serves an API: checks each request against the spec and answers from its examples.
    ///
    /// Prints the URL when it is ready, and stops when it is interrupted.
    #[cfg(feature = "mock")]
    Mock(mock::Mock),
}

impl Command {
    fn run(self) -> Result<Outcome> {
        match self {
            Self::Generate(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Import(command) => command.run(),
            Self::Diff(command) => command.run(),
            Self::Export(command) => command.run(),
            Self::JsonSchema(command) => command.run(),
            Self::Init(command) => command.run(),
            Self::Watch(command) => command.run(),
            #[cfg(feature = "mock")]
            Self::Mock(command) => command.run(),
        }
    }
}

/// Runs what was typed.
pub(crate) fn run() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => cli.command.run().unwrap_or_else(|error| outcome::failed(&error)).into(),
        Err(error) => {
            // Help and version come this way too, with code 0. A reader that went away changes nothing about that.
            let _ = error.print();
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_commands_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
