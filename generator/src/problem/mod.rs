//! Problems: what is wrong with the input, where, and what to do about it.
//!
//! Every step before `render` pushes into [`Problems`] and goes on. A problem knows its file and the path inside the
//! document; line and column are looked up only when it is shown (`locate`), so a run without problems pays nothing
//! for them.

mod locate;
mod place;
mod show;
mod suggest;

pub use place::{Place, Segment, pointer_token};
pub use show::{Format, show};
pub use suggest::nearest;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The output is complete, but less than what was asked for.
    Warning,
    /// Something for people or other tools is not carried over; requests and values are as asked for.
    Note,
}

/// What a problem points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The value at the place.
    Value,
    /// The key under which the place lies.
    Key,
    /// The same key, whose name is the mistake: another name mends it.
    Name,
    /// A position that a parser named, as byte offset into the file: the place has no path.
    Offset(usize),
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What at that place it is.
    pub target: Target,
    /// What is wrong: one sentence without a full stop.
    pub message: String,
    /// What to do about it: one sentence without a full stop.
    pub help: Option<String>,
}

impl Problem {
    /// An error about the value at a place.
    pub fn error(place: &Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            place: place.clone(),
            target: Target::Value,
            message: message.into(),
            help: None,
        }
    }

    /// The same, as a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Returns the problem as a note.
    #[must_use]
    pub fn note(mut self) -> Self {
        self.severity = Severity::Note;
        self
    }

    /// The same, about the key instead of the value.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        self.target = Target::Key;
        self
    }

    /// The same, about the name that the key is.
    #[must_use]
    pub fn at_name(mut self) -> Self {
        self.target = Target::Name;
        self
    }

    /// The same, at a byte offset of the file.
    #[must_use]
    pub fn at_offset(mut self, offset: usize) -> Self {
        self.target = Target::Offset(offset);
        self
    }

    /// The same, with a help line.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with a help line where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

/// All problems of a run, in the order in which they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    problems: Vec<Problem>,
}

impl Problems {
    /// Adds a problem.
    pub fn push(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Whether any of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Whether there is none at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.problems.len()
    }

    /// Takes over all problems of another run, after those that are here.
    pub fn append(&mut self, other: Self) {
        self.problems.extend(other.problems);
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.problems.iter()
    }
}
