//! Reporting: what of a document could not be carried over as it is.
//!
//! What changes how a call is made, or what a value may be, is a warning with its location in the document. What is
//! for people or for other tools is a note, of which those of one kind are shown together. Both are counted in the
//! summary, so nothing is left out silently.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde_json::Value;

use super::node::Node;
use crate::problem::{Problem, Problems};

/// What kind of construct a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A reference that leads nowhere, to a network or in a circle.
    Reference,
    /// A schema that says what no shape can say.
    Schema,
    /// A default or an example that does not fit its own type.
    Value,
    /// A limit that is impossible or goes with another type.
    Limit,
    /// A value of an enum.
    Enum,
    /// A parameter.
    Parameter,
    /// A path.
    Path,
    /// A whole operation.
    Operation,
    /// A request body.
    Body,
    /// An answer.
    Answer,
    /// Authentication.
    Security,
    /// A server.
    Server,
    /// Something about the document as a whole.
    Document,
    /// An error of a stage after the import.
    Later,
}

impl Kind {
    /// What the kind is called in the summary.
    fn label(self) -> &'static str {
        match self {
            Self::Reference => "references",
            Self::Schema => "schemas",
            Self::Value => "defaults and examples",
            Self::Limit => "limits",
            Self::Enum => "enum values",
            Self::Parameter => "parameters",
            Self::Path => "paths",
            Self::Operation => "operations",
            Self::Body => "request bodies",
            Self::Answer => "answers",
            Self::Security => "security",
            Self::Server => "servers",
            Self::Document => "document",
            Self::Later => "other rules",
        }
    }
}

/// What an import came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// The operations of the document that were asked for.
    pub operations_in: usize,
    /// The endpoints that they became.
    pub operations_out: usize,
    /// The named schemas of the document.
    pub types_in: usize,
    /// The named types that they and schemas in other places became.
    pub types_out: usize,
    /// The named schemas that are written where they are used instead.
    pub types_in_place: usize,
    /// The named schemas that no endpoint that was asked for needs.
    pub types_pruned: usize,
    /// The endpoints whose results were recognised to come in pages.
    pub paged: usize,
    /// How many problems there are of each kind.
    pub problems: BTreeMap<Kind, usize>,
    /// What was not carried over: how often it occurs.
    pub not_carried_over: BTreeMap<&'static str, usize>,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "operations: {} of {}", self.operations_out, self.operations_in)?;
        write!(f, "types: {} from {} schemas", self.types_out, self.types_in)?;
        if self.types_in_place > 0 {
            write!(f, ", {} written in place", self.types_in_place)?;
        }
        if self.types_pruned > 0 {
            write!(f, ", {} not needed", self.types_pruned)?;
        }
        writeln!(f)?;
        if self.paged > 0 {
            writeln!(f, "in pages: {} operations", self.paged)?;
        }
        let list =
            |counts: Vec<String>| if counts.is_empty() { "none".to_owned() } else { counts.join(", ") };
        let problems =
            self.problems.iter().map(|(kind, count)| format!("{} {count}", kind.label())).collect();
        writeln!(f, "repaired or left out: {}", list(problems))?;
        let counted = self.not_carried_over.iter().map(|(what, count)| format!("{what} {count}")).collect();
        writeln!(f, "not carried over: {}", list(counted))
    }
}

/// Collects what is reported.
#[derive(Debug)]
pub(super) struct Report<'a> {
    problems: &'a mut Problems,
    pub(super) summary: Summary,
    /// What was reported already: a schema may be looked at several times.
    seen: HashSet<(*const Value, String)>,
    counted: HashSet<(*const Value, &'static str)>,
}

impl<'a> Report<'a> {
    pub(super) fn new(problems: &'a mut Problems) -> Self {
        Self { problems, summary: Summary::default(), seen: HashSet::new(), counted: HashSet::new() }
    }

    /// Reports what is at a node.
    pub(super) fn problem(&mut self, kind: Kind, node: Node<'_>, message: impl Into<String>) {
        self.problem_with_help(kind, node, message, None);
    }

    /// Reports what is at a node, unless the same was reported of another one.
    pub(super) fn problem_once(&mut self, kind: Kind, node: Node<'_>, message: String) {
        if self.seen.insert((std::ptr::null(), message.clone())) {
            self.problem(kind, node, message);
        }
    }

    /// Reports what is at a node, with a help line.
    pub(super) fn problem_with_help(
        &mut self,
        kind: Kind,
        node: Node<'_>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let message = message.into();
        if self.seen.insert((node.identity(), message.clone())) {
            self.problems.push(Problem::error(&node.place(), message).warning().maybe_help(help));
            *self.summary.problems.entry(kind).or_default() += 1;
        }
    }

    /// Notes that something at a node is not carried over.
    pub(super) fn count(&mut self, what: &'static str, node: Node<'_>) {
        if self.counted.insert((node.identity(), what)) {
            self.problems.push(Problem::error(&node.place(), format!("not carried over: {what}")).note());
            *self.summary.not_carried_over.entry(what).or_default() += 1;
        }
    }
}
