//! How a command ended.

use std::process::ExitCode;

use anyhow::Error;

use super::terminal;

/// How a command ended. Wrong usage, which has code 2, never gets as far as a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All is well.
    Done,
    /// There is a problem in the input or the file system, and it has been shown.
    Failed,
    /// Files are not up to date, or a change breaks callers.
    Drift,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Failed => 1,
            Outcome::Drift => 3,
        })
    }
}

/// Shows an error that ended a command.
pub(super) fn failed(error: &Error) -> Outcome {
    terminal::complain(error);
    Outcome::Failed
}
