//! Suspects: a failure whose path serde does not know exactly → the value that is at fault.
//!
//! Enums that are chosen by a key, or by trying one form after the other, are buffered by serde, and the path of a
//! mistake inside ends at the enum. The value that is meant is found by what the message says about it, and by proof:
//! when it is replaced, the failure goes away.

use serde::de::DeserializeOwned;
use serde_yaml::Value;

use super::mend;
use super::path::{Path, get, search};
use super::walk::{Attempts, Failure};
use super::words::Mistake;
use crate::problem::Segment;

/// No more values are suspected.
const MAX_SUSPECTS: usize = 64;

/// The path of an unknown key.
pub(super) fn unknown_key(value: &mut Value, failure: &Failure, unknown: &str) -> Path {
    if failure.path.last() == Some(&Segment::Key(unknown.into())) {
        return failure.path.clone();
    }
    let mut found = search(value, &failure.path, |key, _| key == Some(unknown));
    if found.is_empty() { failure.path.clone() } else { found.swap_remove(0) }
}

/// The paths of the wrong values, and whether they were mended.
pub(super) fn wrong_values<T: DeserializeOwned>(
    value: &mut Value,
    failure: &Failure,
    attempts: &mut Attempts<T>,
) -> (Vec<Path>, bool) {
    let mistake = failure.mistake();
    let here = || vec![failure.path.clone()];
    let mut suspects = search(value, &failure.path, |_, value| is_meant(&mistake, value));
    suspects.truncate(MAX_SUSPECTS);
    if matches!(mistake, Mistake::Other(_)) {
        // The message describes nothing, so every value inside is suspected, the smallest first.
        suspects.retain(|suspect| *suspect != failure.path);
        suspects.reverse();
    }
    if let Mistake::UnknownWord { known, .. } = &mistake {
        let path = suspects.first().unwrap_or(&failure.path);
        let mended = mend::fill_word(value, path, known, attempts);
        return (vec![path.clone()], mended);
    }
    for suspect in &suspects {
        if mend::fill(value, suspect, failure, attempts) {
            return (vec![suspect.clone()], true);
        }
    }
    if matches!(mistake, Mistake::Other(_)) {
        let at_fault =
            suspects.into_iter().find(|suspect| mend::leave_out(value, suspect, failure, attempts));
        if let Some(at_fault) = at_fault {
            return (vec![at_fault], true);
        }
    } else if suspects.len() > 1 {
        let at_fault = at_fault_together(value, &suspects, failure, attempts);
        if !at_fault.is_empty() {
            return (at_fault, true);
        }
    }
    (here(), mend::fill(value, &failure.path, failure, attempts))
}

/// Of several equal values, those with each of which alone the failure would come back.
fn at_fault_together<T: DeserializeOwned>(
    value: &mut Value,
    suspects: &[Path],
    failure: &Failure,
    attempts: &mut Attempts<T>,
) -> Vec<Path> {
    let paths: Vec<&[Segment]> = suspects.iter().map(Vec::as_slice).collect();
    let originals: Vec<Value> =
        paths.iter().map(|path| get(value, path).cloned().unwrap_or_default()).collect();
    if !mend::fill_all(value, &paths, failure, attempts) {
        return Vec::new();
    }
    let mut at_fault = Vec::new();
    for (path, original) in suspects.iter().zip(originals) {
        let filler = get(value, path).cloned().unwrap_or_default();
        mend::put(value, path, original);
        if attempts.failure(value).as_ref() == Some(failure) {
            at_fault.push(path.clone());
        }
        mend::put(value, path, filler);
    }
    at_fault
}

/// Whether serde's description of what it found describes this value. Where there is none it may be any.
fn is_meant(mistake: &Mistake, value: &Value) -> bool {
    match (mistake, value) {
        (Mistake::Other(_), _) => true,
        (Mistake::UnknownWord { word, .. }, Value::String(text)) => text == word,
        (Mistake::WrongType { found, .. }, value) => match value {
            Value::Null => found == "unit value",
            Value::Bool(flag) => *found == format!("boolean `{flag}`"),
            Value::Number(number) => {
                let text = number.to_string();
                found.split('`').nth(1).is_some_and(|found| found == text)
            }
            Value::String(text) => *found == format!("string {text:?}"),
            Value::Sequence(_) => found == "sequence",
            Value::Mapping(_) => found == "map",
            Value::Tagged(_) => false,
        },
        _ => false,
    }
}
