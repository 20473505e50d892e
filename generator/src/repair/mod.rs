//! Repairing: an OpenAPI document → a spec that breaks no rule, whatever the document says.
//!
//! The import maps what it knows. Lowering, checking and the targets have rules of their own, and a document can break
//! any of them. Instead of losing the document, the smallest part of the spec that an error points at is weakened (see
//! `edit`) and the error becomes a warning. The spec is then imported and checked anew, until no error is left. A part
//! that is reported again is weakened one level further up, so that the number of rounds is bounded; the document is
//! imported again in each of them, because a document without such errors, which is the usual one, then costs no copy
//! of its spec.
//!
//! Nothing here knows a rule or a keyword, except which keys of the format hold shapes.

mod edit;

use crate::load_spec;
use crate::model::Api;
use crate::openapi::{self, Imported, Kind, Options};
use crate::problem::{Problem, Problems, Severity};
use crate::source::Sources;
use crate::target::TARGETS;
use edit::Edit;

/// How often a document is imported at most. From the middle on, whatever still breaks a rule is weakened as a whole.
const MAX_ROUNDS: usize = 16;

/// Imports the first file of `sources` as [`openapi::import`] does, and repairs what breaks a rule of a later stage.
///
/// The spec passes lowering, checking and the checks of all targets. `None` when the document cannot be read at all;
/// that has been reported then. Errors are left in `problems` only if a rule about the API as a whole is broken.
pub fn import(sources: &mut Sources, options: &Options, problems: &mut Problems) -> Option<Imported> {
    let mut edits: Vec<Edit> = Vec::new();
    for round in 0.. {
        let mut found = Problems::default();
        let Some(mut imported) = openapi::import(sources, options, &mut found) else {
            problems.append(found);
            return None;
        };
        edit::apply(&mut imported.spec, &edits);
        let errors = errors_of(&imported);
        let more = if round < MAX_ROUNDS {
            edit::edits_for(&imported.spec, &errors, &edits, round >= MAX_ROUNDS / 2)
        } else {
            Vec::new()
        };
        if more.is_empty() {
            report(&edits, &mut imported, &mut found);
            errors.into_iter().for_each(|error| found.push(error));
            problems.append(found);
            return Some(imported);
        }
        edits.extend(more);
    }
    None
}

/// The errors of the stages after the import.
fn errors_of(imported: &Imported) -> Vec<Problem> {
    let mut problems = Problems::default();
    let api: Option<Api> = load_spec(imported.spec.clone(), &mut problems);
    if let Some(api) = api.filter(|_| !problems.has_errors()) {
        TARGETS.iter().for_each(|target| target.check(&api, &mut problems));
    }
    problems.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect()
}

fn report(edits: &[Edit], imported: &mut Imported, problems: &mut Problems) {
    for edit in edits {
        problems.push(edit.problem());
        *imported.summary.problems.entry(edit.kind()).or_default() += 1;
    }
    imported.summary.types_out = imported.spec.types.len();
    imported.summary.operations_out = imported.spec.endpoints.len();
}

impl Edit {
    /// The kind of construct that was weakened, for the summary.
    fn kind(&self) -> Kind {
        match self.file {
            edit::File::Api => Kind::Document,
            edit::File::Types => Kind::Schema,
            edit::File::Endpoint => Kind::Operation,
        }
    }
}

#[cfg(test)]
mod tests;
