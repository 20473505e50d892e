//! The two streams: answers on stdout, problems and progress on stderr.
//!
//! A reader that goes away, as `head` does, is no failure: nobody is left to tell.

use std::env;
use std::io::{self, ErrorKind, IsTerminal as _, Write};

use anyhow::{Context as _, Error, Result};
use bindery::problem::{Format, Problems, show};
use bindery::source::Sources;
use clap::Args;

/// Prints an answer.
pub(super) fn answer(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    forgive(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush())).context("cannot write to stdout")
}

/// Says something that a person at a terminal wants to know, and no program.
pub(super) fn progress(text: &str) {
    if io::stderr().is_terminal() {
        say(text);
    }
}

/// Says something on stderr. When that fails, there is no place left to say so.
pub(super) fn say(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = writeln!(stderr, "{text}");
}

/// Shows an error with what led to it.
pub(super) fn complain(error: &Error) {
    let (start, end) = if has_colours() { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
    say(&format!("{start}error{end}: {}", harmless(&format!("{error:#}"))));
}

/// How much is shown of the problems of a run.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Detail {
    /// Show every problem and everything that is left out, not only the first ones of each kind
    #[arg(long)]
    pub(super) verbose: bool,
}

/// Shows the problems of a run for people, when there are any.
pub(super) fn report(problems: &Problems, sources: &Sources, detail: Detail) {
    if !problems.is_empty() {
        let colour = has_colours();
        let format = if detail.verbose { Format::Full { colour } } else { Format::Human { colour } };
        say(show(problems, sources, format).trim_end());
    }
}

/// Whether stderr takes colours: see <https://no-color.org>.
fn has_colours() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stderr().is_terminal() && !is_set("NO_COLOR") && !is_dumb
}

fn forgive(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Errors quote file names and spec text, which are not to steer the terminal.
fn harmless(text: &str) -> String {
    text.chars()
        .map(|char| if char.is_control() && char != '\n' { char::REPLACEMENT_CHARACTER } else { char })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    #[test]
    fn a_reader_that_went_away_is_no_failure() {
        assert!(super::forgive(Err(Error::from(ErrorKind::BrokenPipe))).is_ok());
        assert!(super::forgive(Err(Error::from(ErrorKind::StorageFull))).is_err());
    }

    #[test]
    fn errors_cannot_steer_the_terminal() {
        assert_eq!(super::harmless("a\x1b[2Jb\nc"), "a\u{fffd}[2Jb\nc");
    }
}
