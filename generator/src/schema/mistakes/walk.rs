//! Walking: try a value, report its mistake, mend it, try again.
//!
//! Invariant: each round either reports a new mistake or makes the value more like what a typed parse sees, and the
//! number of rounds is bounded, so a walk ends on any input.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment as SerdeSegment;
use serde_yaml::Value;

use super::path::{Path, get, name_keys, place, scalar_text};
use super::words::Mistake;
use super::{mend, suspect};
use crate::problem::{Place, Problem, Problems, Segment};

/// More mistakes of one file are left for the next run.
const MAX_MISTAKES: usize = 100;

/// So many bytes are parsed, all attempts together, before a large file is given up.
const MAX_PARSED: usize = 256 << 20;

/// Reports every mistake of a value; says how many there were, and what is left when they are mended.
pub(super) fn walk<T: DeserializeOwned>(
    file: &Place,
    mut value: Value,
    size: usize,
    problems: &mut Problems,
) -> (usize, Option<T>) {
    let mut attempts = Attempts::<T>::new(size);
    let mut reported: Vec<Problem> = Vec::new();
    while reported.len() < MAX_MISTAKES {
        let Some(failure) = attempts.failure(&value) else { break };
        if reads_otherwise(&mut value, &failure) {
            continue;
        }
        let (found, mended) = treat(file, &mut value, &failure, &mut attempts);
        let known = reported.len();
        for problem in found {
            if !reported.contains(&problem) {
                problems.push(problem.clone());
                reported.push(problem);
            }
        }
        if !mended || reported.len() == known {
            break;
        }
    }
    let mended = if reported.is_empty() { None } else { serde_yaml::from_value(value).ok() };
    (reported.len(), mended)
}

/// Why a value is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// Where, as far as serde knows.
    pub(super) path: Path,
    /// In serde's words.
    pub(super) message: String,
}

impl Failure {
    /// What serde found wrong.
    pub(super) fn mistake(&self) -> Mistake {
        Mistake::of(&self.message)
    }
}

/// Tries values, a bounded number of times.
#[derive(Debug)]
pub(super) struct Attempts<T> {
    left: usize,
    ty: PhantomData<T>,
}

impl<T: DeserializeOwned> Attempts<T> {
    fn new(size: usize) -> Self {
        Self { left: (MAX_PARSED / size.max(1)).clamp(20, 5_000), ty: PhantomData }
    }

    /// Why a value does not fit; `None` when it does, and when there is no attempt left.
    pub(super) fn failure(&mut self, value: &Value) -> Option<Failure> {
        self.left = self.left.checked_sub(1)?;
        let error = serde_path_to_error::deserialize::<_, T>(value).err()?;
        let path = error.path().iter().map_while(|segment| match segment {
            SerdeSegment::Map { key } => Some(Segment::Key(key.as_str().into())),
            SerdeSegment::Seq { index } => Some(Segment::Index(*index)),
            SerdeSegment::Enum { .. } | SerdeSegment::Unknown => None,
        });
        Some(Failure { path: path.collect(), message: error.inner().to_string() })
    }
}

/// A typed parse takes any scalar for a text and any scalar key for a name; a plain value does not. Where that is the
/// whole difference there is no mistake.
fn reads_otherwise(value: &mut Value, failure: &Failure) -> bool {
    let mistake = failure.mistake();
    if !matches!(mistake, Mistake::WrongType { .. }) {
        return false;
    }
    if name_keys(value, &failure.path) {
        return true;
    }
    match get(value, &failure.path) {
        Some(scalar @ (Value::Null | Value::Bool(_) | Value::Number(_))) if mistake.wants_text() => {
            let text = scalar_text(scalar).unwrap_or_default();
            *scalar = Value::String(text);
            true
        }
        _ => false,
    }
}

/// The problems of a failure, and whether the value was mended.
fn treat<T: DeserializeOwned>(
    file: &Place,
    value: &mut Value,
    failure: &Failure,
    attempts: &mut Attempts<T>,
) -> (Vec<Problem>, bool) {
    let mistake = failure.mistake();
    let (paths, mended) = match &mistake {
        Mistake::UnknownKey { key, .. } => {
            let path = suspect::unknown_key(value, failure, key);
            let mended = mend::remove(value, &path);
            (vec![path], mended)
        }
        Mistake::MissingKey(key) => (vec![failure.path.clone()], mend::add(value, failure, key, attempts)),
        _ => suspect::wrong_values(value, failure, attempts),
    };
    let problems = paths
        .iter()
        .map(|path| {
            // A message that serde did not make speaks of the whole value, not of the part of it that is at fault.
            let named = if matches!(mistake, Mistake::Other(_)) { failure.path.last() } else { path.last() };
            mistake.problem(&place(file, path), named)
        })
        .collect();
    let mended = mended || mend::give_up(value, failure, attempts);
    (problems, mended)
}
