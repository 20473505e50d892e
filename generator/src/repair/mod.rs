//! Repairing: a spec that was imported → one that every later stage accepts.
//!
//! An import translates a document of strangers, so a mistake in it must never cost the whole
//! document. This module runs the later stages (lowering, checking, the checks of the targets) and
//! weakens the spec where one of them reports an error: the smallest node first (`weaken`), then the
//! node around it when the error stays, and the whole endpoint or type as the last resort. Each change
//! becomes a warning at the location in the document.
//!
//! It knows no rule of the other stages. It only relies on errors that name the path inside a file of
//! the spec; for the time of a repair, the location of each file is one of its own (`file`).
//!
//! The number of rounds is bounded, and a round runs each stage once, so the cost is linear.

mod edit;
mod file;
mod locate;
mod node;
mod weaken;

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::openapi::{self, Imported, Kind, Options};
use crate::problem::{Place, Problem, Problems, Segment, Severity};
use crate::schema::{FileKind, Spec};
use crate::source::{SourceId, Sources};
use crate::target::TARGETS;
use edit::Edit;
use file::Files;
use locate::Locator;

/// How many rounds weaken nodes inside files; after them, whole endpoints and types are left out.
const FINE_ROUNDS: usize = 24;

/// How many changes of a file are tried alone if all of them together leave no valid file.
const MOST_ALONE: usize = 64;

/// How many rounds there are at most.
const MOST_ROUNDS: usize = 40;

/// Imports the first file of `sources` as [`openapi::import`] does, and repairs the spec.
///
/// The spec passes lowering, checking and the checks of all targets. `None` when the document cannot be
/// read at all; that has been reported then. Errors are left in `problems` only if no change of the spec
/// removes them.
pub fn import(sources: &mut Sources, options: &Options, problems: &mut Problems) -> Option<Imported> {
    let mut imported = openapi::import(sources, options, problems)?;
    let changes = repair(&mut imported.spec, sources, problems);
    if changes > 0 {
        imported.summary.problems.insert(Kind::Later, changes);
        imported.summary.types_out = imported.spec.types.len();
        imported.summary.operations_out = imported.spec.endpoints.len();
    }
    Some(imported)
}

/// Weakens an imported spec until no stage reports an error, and reports each change as a warning with
/// its location in the document. Returns how many changes were made.
pub fn repair(spec: &mut Spec, sources: &Sources, problems: &mut Problems) -> usize {
    let (changes, left) = Repair::new(spec).run();
    let mut locator = Locator::new(sources);
    for change in &changes {
        problems.push(locator.warning(change));
    }
    left.into_iter().for_each(|error| problems.push(error));
    changes.len()
}

/// Returns the errors of the stages after the import. Targets check only a model without errors.
fn errors(spec: &Spec) -> Vec<Problem> {
    let mut problems = Problems::default();
    let api = crate::load_spec(spec.clone(), &mut problems);
    if let Some(api) = api.filter(|_| !problems.has_errors()) {
        TARGETS.iter().for_each(|target| target.check(&api, &mut problems));
    }
    problems.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect()
}

/// A change of a spec.
struct Change {
    /// The location of the file in the document.
    place: Place,
    /// The path in the file of the spec at which the error was.
    path: Vec<Segment>,
    /// The error.
    problem: Problem,
    /// The path of the node that was changed, and what was done.
    at: Vec<Segment>,
    edit: Edit,
    kind: FileKind,
}

struct Repair<'s> {
    files: Files<'s>,
    /// The edits that were tried, so that none is tried again.
    tried: HashSet<(SourceId, Vec<Segment>, Edit)>,
    changes: Vec<Change>,
}

impl<'s> Repair<'s> {
    fn new(spec: &'s mut Spec) -> Self {
        Self { files: Files::of(spec), tried: HashSet::new(), changes: Vec::new() }
    }

    /// Returns the changes, and the errors that no change removes.
    fn run(mut self) -> (Vec<Change>, Vec<Problem>) {
        let mut left = Vec::new();
        for round in 0..MOST_ROUNDS {
            let found = errors(self.files.spec());
            left.clone_from(&found);
            let mut by_file: IndexMap<SourceId, Vec<Problem>> = IndexMap::new();
            for problem in found {
                by_file.entry(problem.place.source()).or_default().push(problem);
            }
            let before = self.tried.len();
            for (file, errors) in by_file {
                if round < FINE_ROUNDS {
                    self.weaken(file, errors);
                } else {
                    self.leave_out(file, errors);
                }
            }
            self.files.rename_types();
            if self.tried.len() == before {
                break;
            }
        }
        for error in &mut left {
            error.place = self.files.place(error.place.source());
        }
        self.files.finish();
        (self.changes, left)
    }

    /// Makes one change for each error of a file that no other change of the round touches.
    fn weaken(&mut self, file: SourceId, errors: Vec<Problem>) {
        let Some(original) = self.files.value(file) else { return };
        let kind = self.files.kind(file);
        let mut value = original.clone();
        let mut touched: HashSet<Vec<Segment>> = HashSet::new();
        let mut changes = Vec::new();
        for problem in errors {
            let path: Vec<Segment> = problem.place.segments().into_iter().cloned().collect();
            let path = node::existing(&original, path);
            if (0..=path.len()).any(|end| touched.contains(&path[..end])) {
                continue;
            }
            let steps = weaken::steps(&value, &path, &problem, kind);
            let next = steps.into_iter().find(|(at, edit)| self.tried.insert((file, at.clone(), *edit)));
            let Some((at, edit)) = next else { continue };
            let is_done = match edit {
                Edit::LeaveOutFile => self.files.remove(file),
                _ => self.files.apply(file, &mut value, &at, edit),
            };
            // An element that goes away moves those behind it.
            let moved = matches!(at.last(), Some(Segment::Index(_))) && edit == Edit::Remove;
            touched.insert(if moved { at[..at.len() - 1].to_vec() } else { at.clone() });
            if is_done {
                let place = self.files.place(file);
                changes.push(Change { place, path, problem, at, edit, kind });
            }
            if edit == Edit::LeaveOutFile {
                self.changes.extend(changes);
                return;
            }
        }
        if self.files.set(file, value) {
            self.changes.extend(changes);
            return;
        }
        // One of the changes leaves no valid file. The next round climbs from there.
        let mut value = original;
        for change in changes.into_iter().take(MOST_ALONE) {
            let mut next = value.clone();
            self.files.apply(file, &mut next, &change.at, change.edit);
            if self.files.set(file, next.clone()) {
                value = next;
                self.changes.push(change);
            }
        }
    }

    /// Leaves out a whole file, if the API can do without it.
    fn leave_out(&mut self, file: SourceId, errors: Vec<Problem>) {
        let is_new = self.tried.insert((file, Vec::new(), Edit::LeaveOutFile));
        let Some(problem) = errors.into_iter().next() else { return };
        let (place, kind) = (self.files.place(file), self.files.kind(file));
        if is_new && self.files.remove(file) {
            let (path, at) = (Vec::new(), Vec::new());
            self.changes.push(Change { place, path, problem, at, edit: Edit::LeaveOutFile, kind });
        }
    }
}

#[cfg(test)]
mod tests;
