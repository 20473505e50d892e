//! Mending: a value with a mistake → one without it, so that the next mistake comes to light.
//!
//! What is put in place has no meaning; it only has to be taken. Lists keep their length, so the paths of later
//! mistakes stay those of the file.

use std::collections::VecDeque;

use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use super::path::{below, get};
use super::walk::{Attempts, Failure};
use super::words::Mistake;
use crate::problem::Segment;

/// A text that no file has where a text is wanted.
const FILLER: &str = "\u{1}filler";

/// A number that few files have, and that every type of number takes.
const FILLER_NUMBER: u8 = 113;

/// Removes a key.
pub(super) fn remove(value: &mut Value, path: &[Segment]) -> bool {
    let Some((Segment::Key(key), parent)) = path.split_last() else { return false };
    match get(value, parent) {
        Some(Value::Mapping(map)) => map.shift_remove(&**key).is_some(),
        _ => false,
    }
}

/// Adds a key that is missing.
pub(super) fn add<T: DeserializeOwned>(
    value: &mut Value,
    failure: &Failure,
    key: &str,
    attempts: &mut Attempts<T>,
) -> bool {
    let Some(Value::Mapping(map)) = get(value, &failure.path) else { return false };
    map.insert(Value::from(key), Value::Null);
    let path = below(&failure.path, key);
    let filled = fill(value, &path, failure, attempts);
    if !filled {
        remove(value, &path);
    }
    filled
}

/// Replaces a value by one that is taken; says whether there is one, and leaves the value alone otherwise.
pub(super) fn fill<T: DeserializeOwned>(
    value: &mut Value,
    path: &[Segment],
    failure: &Failure,
    attempts: &mut Attempts<T>,
) -> bool {
    fill_all(value, &[path], failure, attempts)
}

/// Replaces several values by the same one.
pub(super) fn fill_all<T: DeserializeOwned>(
    value: &mut Value,
    paths: &[&[Segment]],
    failure: &Failure,
    attempts: &mut Attempts<T>,
) -> bool {
    let originals: Vec<_> = paths.iter().map(|path| get(value, path).cloned()).collect();
    if originals.iter().any(Option::is_none) {
        return false;
    }
    let mut fillers = fillers();
    let mut learnt = false;
    while let Some(filler) = fillers.pop_front() {
        paths.iter().for_each(|path| put(value, path, filler.clone()));
        let Some(next) = attempts.failure(value) else { return true };
        if !paths.iter().any(|path| is_about(&next, path, &filler, failure)) {
            return true;
        }
        // The words that are taken come with the refusal of one that is not.
        if let (Mistake::UnknownWord { known, .. }, false) = (next.mistake(), learnt) {
            learnt = true;
            fillers.extend(known.into_iter().take(1).map(Value::String));
        }
    }
    for (path, original) in paths.iter().zip(originals) {
        put(value, path, original.unwrap_or_default());
    }
    false
}

/// Replaces a word by one of those that are known.
///
/// A word that chooses what else the map around it holds is replaced only by one that suits the rest of the map:
/// any other would make mistakes of keys that are none.
pub(super) fn fill_word<T: DeserializeOwned>(
    value: &mut Value,
    path: &[Segment],
    known: &[String],
    attempts: &mut Attempts<T>,
) -> bool {
    let Some(original) = get(value, path).cloned() else { return false };
    let parent = &path[..path.len().saturating_sub(1)];
    let mut outcomes = Vec::new();
    for word in known {
        put(value, path, Value::from(word.as_str()));
        match attempts.failure(value) {
            Some(next) if next.path.starts_with(parent) => outcomes.push(next),
            _ => return true,
        }
    }
    let chooses = outcomes.iter().any(|outcome| Some(outcome) != outcomes.first());
    let taken = outcomes.iter().all(|outcome| !outcome.path.starts_with(path));
    if !chooses && taken && !outcomes.is_empty() {
        return true;
    }
    put(value, path, original);
    false
}

/// Replaces or removes the nearest value around a mistake for which that is possible. What else is wrong inside it is
/// left for the next run.
pub(super) fn give_up<T: DeserializeOwned>(
    value: &mut Value,
    failure: &Failure,
    attempts: &mut Attempts<T>,
) -> bool {
    // No other value suits the place of a word; putting one there would only move the mistake.
    let is_word = matches!(failure.mistake(), Mistake::UnknownWord { .. });
    (0..=failure.path.len()).rev().skip(usize::from(is_word)).any(|length| {
        let path = &failure.path[..length];
        fill(value, path, failure, attempts) || leave_out(value, path, failure, attempts)
    })
}

/// Removes a key when that makes the failure go away.
pub(super) fn leave_out<T: DeserializeOwned>(
    value: &mut Value,
    path: &[Segment],
    failure: &Failure,
    attempts: &mut Attempts<T>,
) -> bool {
    let Some((Segment::Key(key), parent)) = path.split_last() else { return false };
    let Some(map) = get(value, parent) else { return false };
    let original = map.clone();
    if !remove(value, path) {
        return false;
    }
    let next = attempts.failure(value);
    let is_missed = |next: &Failure| next.mistake() == Mistake::MissingKey(key.to_string());
    if next.is_none_or(|next| next != *failure && !is_missed(&next)) {
        return true;
    }
    put(value, parent, original);
    false
}

/// Replaces the value at a path.
pub(super) fn put(value: &mut Value, path: &[Segment], new: Value) {
    if let Some(slot) = get(value, path) {
        *slot = new;
    }
}

fn fillers() -> VecDeque<Value> {
    VecDeque::from([
        Value::Null,
        Value::from(FILLER),
        Value::from(FILLER_NUMBER),
        Value::from(true),
        Value::Sequence(Vec::new()),
        Value::Mapping(Mapping::new()),
    ])
}

/// Whether the next failure is still about the value at a path, or already about what was put there.
fn is_about(next: &Failure, path: &[Segment], filler: &Value, failure: &Failure) -> bool {
    if next.path.starts_with(path) || next == failure {
        return true;
    }
    // Where serde forgets paths, a failure is known by what it says that it found.
    let around = path.starts_with(&next.path);
    around
        && match (next.mistake(), filler) {
            (Mistake::WrongType { found, .. }, Value::Null) => found == "unit value",
            (Mistake::WrongType { found, .. }, Value::Bool(_)) => found == "boolean `true`",
            (Mistake::WrongType { found, .. }, Value::Number(_)) => {
                found == format!("integer `{FILLER_NUMBER}`")
            }
            (Mistake::WrongType { found, .. }, Value::Sequence(_)) => found == "sequence",
            (_, Value::String(_)) => next.message.contains("filler"),
            (_, Value::Mapping(_)) => true,
            (mistake, _) => matches!(mistake, Mistake::Other(_)),
        }
}
