//! Locating: a path in a file of a spec → the location in the document that it was made of.
//!
//! An import keeps the location of each operation and schema. Below that, the words of the spec lead on
//! to those of OpenAPI as far as they correspond, so that a warning points at the keyword itself or at
//! the nearest node around it.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::Change;
use super::edit::Edit;
use super::node;
use crate::problem::{Place, Problem, Problems, Segment};
use crate::schema::{self, FileKind};
use crate::source::{SourceId, Sources};

/// How many nodes are looked at to find the next step of a path.
const MOST_NODES: usize = 400;

/// How far away the next step of a path may be.
const MOST_LEVELS: usize = 5;

/// Keywords of a spec that OpenAPI calls otherwise.
const WORDS: &[(&str, &str)] = &[
    ("minFields", "minProperties"),
    ("maxFields", "maxProperties"),
    ("unique", "uniqueItems"),
    ("extra", "additionalProperties"),
    ("body", "requestBody"),
    ("extends", "allOf"),
    ("auth", "security"),
    ("endpoint", "operationId"),
];

/// Finds locations in the files of a document, which are read when they are first needed.
pub(super) struct Locator<'s> {
    sources: &'s Sources,
    documents: HashMap<SourceId, Option<Value>>,
}

impl<'s> Locator<'s> {
    pub(super) fn new(sources: &'s Sources) -> Self {
        Self { sources, documents: HashMap::new() }
    }

    /// Returns the warning that tells of a change.
    pub(super) fn warning(&mut self, change: &Change) -> Problem {
        let kind = change.kind;
        let own: Vec<&Segment> = match kind {
            // The first two steps are `types` and the name of the type itself.
            FileKind::Types => change.path.iter().skip(2).collect(),
            _ => change.path.iter().collect(),
        };
        let place = self.locate(&change.place, &own);
        let what = match (change.edit, change.at.last()) {
            (Edit::LeaveOutFile, _) | (_, None) => String::new(),
            (_, Some(Segment::Key(key))) => format!("`{key}`"),
            (_, Some(Segment::Index(index))) => format!("element {}", index + 1),
        };
        let message = format!("{}, so {}", change.problem.message, change.edit.outcome(&what, kind));
        Problem::error(&place, message).warning()
    }

    fn locate(&mut self, place: &Place, path: &[&Segment]) -> Place {
        let sources = self.sources;
        let source = place.source();
        let document = self.documents.entry(source).or_insert_with(|| {
            schema::parse_document(source, &sources.file(source)?.text, &mut Problems::default())
        });
        let segments: Vec<Segment> = place.segments().into_iter().cloned().collect();
        let Some(mut value) = document.as_ref().and_then(|document| node::get(document, &segments)) else {
            return place.clone();
        };
        let mut place = place.exact();
        for segment in path {
            if let Some((steps, next)) = search(value, segment) {
                place = steps.iter().fold(place, |place, step| place.step(step.clone()));
                value = next;
            }
        }
        place
    }
}

/// Finds the nearest node below another one to which a step of a path leads.
fn search<'v>(value: &'v Value, segment: &Segment) -> Option<(Vec<Segment>, &'v Value)> {
    let mut open = VecDeque::from([(Vec::new(), value)]);
    let mut looked_at = 0;
    while let Some((steps, value)) = open.pop_front() {
        looked_at += 1;
        if looked_at > MOST_NODES {
            return None;
        }
        let below = |step: Segment| steps.iter().cloned().chain([step]).collect::<Vec<_>>();
        match (value, segment) {
            (Value::Object(map), Segment::Key(key)) => {
                let word = WORDS.iter().find(|(own, _)| *own == &**key).map_or(&**key, |(_, word)| *word);
                if let Some(found) = map.get(word) {
                    return Some((below(Segment::Key(word.into())), found));
                }
            }
            (Value::Array(items), Segment::Key(key)) => {
                let is_it = |item: &Value| item.get("name").and_then(Value::as_str) == Some(key);
                if let Some(index) = items.iter().position(is_it) {
                    return Some((below(Segment::Index(index)), &items[index]));
                }
            }
            (Value::Array(items), Segment::Index(index)) => {
                return items.get(*index).map(|item| (below(Segment::Index(*index)), item));
            }
            _ => {}
        }
        if steps.len() < MOST_LEVELS {
            match value {
                Value::Object(map) => {
                    open.extend(
                        map.iter().map(|(key, value)| (below(Segment::Key(key.as_str().into())), value)),
                    );
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    open.extend(items.map(|(index, value)| (below(Segment::Index(index)), value)));
                }
                _ => {}
            }
        }
    }
    None
}
