//! Showing: problems → text for a person, a program or a platform.
//!
//! The last step of a run that found problems, and the only one that needs line numbers. Problems come out by file and
//! position, identical ones once, so that the same input gives the same bytes in whatever order they were found.
//! Nothing of the input can reach a terminal as a control sequence.
//!
//! New format? Add a variant, a file beside the others, and an arm in [`show`].

mod clean;
mod excerpt;
mod github;
mod human;
mod json;
mod sarif;

use std::collections::BTreeMap;

use super::locate::{Lines, Span, locate};
use super::{Problem, Problems, Severity};
use crate::source::{SourceId, Sources};

/// How problems are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people, with the source line and the span underlined. Of many warnings or notes of one kind
    /// the first ones are shown, and how many more there are.
    Human {
        /// Whether the terminal is given colours.
        colour: bool,
    },
    /// For people, with everything.
    Full {
        /// Whether the terminal is given colours.
        colour: bool,
    },
    /// One JSON object a line.
    Json,
    /// Workflow commands, from which GitHub makes annotations.
    Github,
    /// A SARIF 2.1.0 log.
    Sarif,
}

/// Problems as text, each line ended; for people with the numbers of errors, warnings and notes in the last line.
#[must_use]
pub fn show(problems: &Problems, sources: &Sources, format: Format) -> String {
    let mut lines = BTreeMap::new();
    for problem in problems.iter() {
        let source = problem.place.source();
        lines
            .entry(source)
            .or_insert_with(|| Lines::new(sources.file(source).map_or("", |file| file.text.as_str())));
    }
    let located = arrange(problems, sources, &lines);
    match format {
        Format::Human { colour } => human::show(&located, colour, human::FEW),
        Format::Full { colour } => human::show(&located, colour, usize::MAX),
        Format::Json => json::show(&located),
        Format::Github => github::show(&located),
        Format::Sarif => sarif::show(&located),
    }
}

/// A problem with everything that there is to show of it.
#[derive(Debug)]
struct Located<'a> {
    problem: &'a Problem,
    file: String,
    path: String,
    pointer: String,
    lines: &'a Lines<'a>,
    span: Span,
}

impl Located<'_> {
    fn severity(&self) -> &'static str {
        match self.problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }

    fn help(&self) -> Option<&str> {
        self.problem.help.as_deref()
    }

    fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (self.problem, other.problem);
        self.file == other.file
            && self.span == other.span
            && (a.severity, &a.message, &a.help) == (b.severity, &b.message, &b.help)
    }
}

fn arrange<'a>(
    problems: &'a Problems,
    sources: &Sources,
    lines: &'a BTreeMap<SourceId, Lines<'a>>,
) -> Vec<Located<'a>> {
    let mut located = Vec::new();
    for (source, lines) in lines {
        let of_file: Vec<_> = problems.iter().filter(|problem| problem.place.source() == *source).collect();
        let wanted: Vec<_> = of_file.iter().map(|problem| (&problem.place, problem.target)).collect();
        let file = sources.display_path(*source);
        located.extend(of_file.into_iter().zip(locate(lines, &wanted)).map(|(problem, span)| Located {
            problem,
            file: file.clone(),
            path: problem.place.to_string(),
            pointer: problem.place.pointer(),
            lines,
            span,
        }));
    }
    located.sort_by(|a, b| order(a).cmp(&order(b)));
    located.dedup_by(|a, b| a.is_same(b));
    located
}

fn order<'a>(located: &'a Located<'_>) -> impl Ord + use<'a> {
    let problem = located.problem;
    (&located.file, located.span, problem.severity, &problem.message, &problem.help, &located.path)
}

#[cfg(test)]
mod tests;
