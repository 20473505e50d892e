//! Paths inside a plain value: finding what is there, and what could be meant when serde has forgotten the path.

use std::collections::VecDeque;

use serde_yaml::Value;

use crate::problem::{Place, Segment};

/// The steps from the root of a document.
pub(super) type Path = Vec<Segment>;

/// How many values are looked at when one is searched.
const MAX_SEARCHED: usize = 10_000;

/// The place of a path in a file.
pub(super) fn place(file: &Place, path: &[Segment]) -> Place {
    path.iter().fold(file.clone(), |place, segment| match segment {
        Segment::Key(key) => place.key(key),
        Segment::Index(index) => place.index(*index),
    })
}

/// A path and one key more.
pub(super) fn below(path: &[Segment], key: &str) -> Path {
    let mut path = path.to_vec();
    path.push(Segment::Key(key.into()));
    path
}

/// The value at a path.
pub(super) fn get<'v>(value: &'v mut Value, path: &[Segment]) -> Option<&'v mut Value> {
    path.iter().try_fold(untagged(value), |value, segment| {
        let child = match segment {
            Segment::Key(key) => value.get_mut(&**key),
            Segment::Index(index) => value.get_mut(*index),
        };
        child.map(untagged)
    })
}

fn untagged(mut value: &mut Value) -> &mut Value {
    while let Value::Tagged(tagged) = value {
        value = &mut tagged.value;
    }
    value
}

/// Turns the keys of the map at a path into texts, as a typed parse reads them; says whether there were others.
pub(super) fn name_keys(value: &mut Value, path: &[Segment]) -> bool {
    let Some(Value::Mapping(map)) = get(value, path) else { return false };
    if map.keys().all(Value::is_string) {
        return false;
    }
    *map = std::mem::take(map)
        .into_iter()
        .map(|(key, value)| (Value::String(scalar_text(&key).unwrap_or_default()), value))
        .collect();
    true
}

/// A scalar as text; `None` for lists and maps.
pub(super) fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some("null".to_owned()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Tagged(tagged) => scalar_text(&tagged.value),
        Value::Sequence(_) | Value::Mapping(_) => None,
    }
}

/// Every path at or below a path that a test accepts, the nearest first. The test sees the last key and the value.
pub(super) fn search(
    value: &mut Value,
    path: &[Segment],
    accepts: impl Fn(Option<&str>, &Value) -> bool,
) -> Vec<Path> {
    let mut found = Vec::new();
    let Some(start) = get(value, path) else { return found };
    let mut waiting = VecDeque::from([(path.to_vec(), &*start)]);
    for _ in 0..MAX_SEARCHED {
        let Some((at, value)) = waiting.pop_front() else { break };
        let key = match at.last() {
            Some(Segment::Key(key)) if at.len() > path.len() => Some(&**key),
            _ => None,
        };
        if accepts(key, value) {
            found.push(at.clone());
        }
        match value {
            Value::Sequence(items) => waiting.extend(items.iter().enumerate().map(|(index, item)| {
                let mut at = at.clone();
                at.push(Segment::Index(index));
                (at, item)
            })),
            Value::Mapping(map) => {
                waiting
                    .extend(map.iter().filter_map(|(key, value)| Some((below(&at, key.as_str()?), value))));
            }
            _ => {}
        }
    }
    found
}
