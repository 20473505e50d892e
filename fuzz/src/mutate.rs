//! Mutations: a document → a document that nobody would write.
//!
//! Most mutations keep the structure plausible, so that the result gets past the import: parts of
//! other documents are inserted where documents have such parts, references lead to other
//! components, schemas are wrapped in compositions. The rest puts any value in any position.

mod odd;

use serde_json::{Value, json};

use crate::input::{Input, is_spec};
use crate::node::{self, Node};
use crate::random::Random;

/// The most mutations of one document.
const MOST: usize = 8;

/// The largest document that mutations may lead to, in values.
const LARGEST: usize = 60_000;

/// The largest part that is copied from one position to another, in values.
const LARGEST_PART: usize = 400;

/// Returns the input of a seed.
#[must_use]
pub fn input(corpus: &[Value], seed: u64) -> Input {
    let mut random = Random::new(seed);
    let Some(old) = random.one(corpus).cloned() else {
        return Input { new: Value::Null, old: None };
    };
    let donors: Vec<&Value> = corpus.iter().filter(|other| is_spec(other) == is_spec(&old)).collect();
    let mut new = old.clone();
    let count = 1 + random.below(MOST).min(random.below(MOST));
    for _ in 0..count {
        let before = new.clone();
        mutate(&mut new, &donors, &mut random);
        if node::count(&new) > LARGEST {
            new = before;
        }
    }
    Input { new, old: Some(old) }
}

/// Replaces the value at a position by an odd one: position and value are counted from 0, and both
/// start again from 0 at their ends.
#[must_use]
pub fn replaced(document: &Value, position: usize, value: usize) -> Value {
    let mut changed = document.clone();
    let values = odd::values();
    if let Some(node) = node::at(&mut changed, position % node::count(document).max(1)) {
        *node = values[value % values.len()].clone();
    }
    changed
}

/// Returns how many positions a document has, and how many values [`replaced`] can put there.
#[must_use]
pub fn choices(document: &Value) -> (usize, usize) {
    (node::count(document), odd::values().len())
}

/// Applies one mutation.
fn mutate(document: &mut Value, donors: &[&Value], random: &mut Random) {
    let position = random.below(node::count(document));
    let Some(node) = node::at(document, position) else { return };
    match random.below(14) {
        0 => *node = random.one(&odd::values()).cloned().unwrap_or_default(),
        1 => replace_by_part(node, donors, random),
        2 => remove(node, random),
        3 | 4 => insert_part(node, donors, random),
        5 => rename(node, random),
        6 => duplicate(node, random),
        7 | 8 => wrap(node, random),
        9 | 10 => refer(document, position, random),
        11 => change_scalar(node, random),
        12 => move_part(document, position, random),
        _ => change_version(document, random),
    }
}

fn replace_by_part(node: &mut Value, donors: &[&Value], random: &mut Random) {
    if let Some((_, part)) = part(donors, random) {
        *node = part;
    }
}

fn remove(node: &mut Value, random: &mut Random) {
    match node {
        Value::Object(map) if !map.is_empty() => {
            let index = random.below(map.len());
            if let Some(key) = map.keys().nth(index).cloned() {
                map.shift_remove(&key);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            items.remove(random.below(items.len()));
        }
        other => *other = Value::Null,
    }
}

/// Inserts a part of a document under the key that it has there.
fn insert_part(node: &mut Value, donors: &[&Value], random: &mut Random) {
    let Some((key, part)) = part(donors, random) else { return };
    match node {
        Value::Object(map) => {
            map.insert(key, part);
        }
        Value::Array(items) => items.insert(random.below(items.len() + 1), part),
        other => *other = part,
    }
}

/// Returns a part of a document with its key.
fn part(donors: &[&Value], random: &mut Random) -> Option<(String, Value)> {
    let donor = random.one(donors)?;
    for _ in 0..20 {
        let Node { key: Some(key), value } = node::get(donor, random.below(node::count(donor)))? else {
            continue;
        };
        if node::count(value) <= LARGEST_PART {
            return Some((key.to_owned(), value.clone()));
        }
    }
    None
}

fn rename(node: &mut Value, random: &mut Random) {
    let Value::Object(map) = node else { return };
    let name = match random.one(odd::NAMES) {
        Some(name) if random.once_in(2) => (*name).to_owned(),
        _ => map.keys().nth(random.below(map.len())).map(|key| key.to_uppercase()).unwrap_or_default(),
    };
    let index = random.below(map.len());
    *map = std::mem::take(map)
        .into_iter()
        .enumerate()
        .map(|(at, (key, value))| (if at == index { name.clone() } else { key }, value))
        .collect();
}

fn duplicate(node: &mut Value, random: &mut Random) {
    match node {
        Value::Object(map) if !map.is_empty() => {
            let index = random.below(map.len());
            let Some((key, value)) = map.iter().nth(index).map(|(key, value)| (key.clone(), value.clone()))
            else {
                return;
            };
            let suffix = ["2", "_", "-", " ", "A", "/", "{x}"][random.below(7)];
            map.insert(format!("{key}{suffix}"), value);
        }
        Value::Array(items) if !items.is_empty() => {
            let item = items[random.below(items.len())].clone();
            items.push(item);
        }
        Value::String(text) => *text = text.repeat(1 + random.below(40)),
        _ => {}
    }
}

fn wrap(node: &mut Value, random: &mut Random) {
    let inner = node.take();
    *node = match random.below(12) {
        0 => json!({ "allOf": [inner] }),
        1 => json!({ "oneOf": [inner, { "type": "null" }] }),
        2 => json!({ "anyOf": [inner, { "type": "string" }] }),
        3 => json!({ "type": "array", "items": inner }),
        4 => json!({ "type": "object", "properties": { "a": inner }, "required": ["a"] }),
        5 => json!({ "type": "object", "additionalProperties": inner }),
        6 => json!({ "allOf": [inner.clone(), { "allOf": [inner] }] }),
        7 => json!({ "oneOf": [inner.clone(), inner] }),
        8 => json!({ "not": inner }),
        9 => json!({ "type": "array", "prefixItems": [inner] }),
        10 => json!({ "type": ["object", "null"], "properties": { "type": inner } }),
        _ => json!([inner]),
    };
}

/// Makes the node at a position a reference to another part of the document.
fn refer(document: &mut Value, position: usize, random: &mut Random) {
    let pointers = node::named(document);
    let Some(pointer) = random.one(&pointers).cloned() else { return };
    let is_map = random.once_in(2);
    let Some(node) = node::at(document, position) else { return };
    match node {
        Value::String(text) if text.starts_with("#/") => *text = pointer,
        Value::Object(map) if is_map => {
            map.insert("$ref".to_owned(), pointer.into());
        }
        other => *other = json!({ "$ref": pointer }),
    }
}

fn change_scalar(node: &mut Value, random: &mut Random) {
    match node {
        Value::String(text) => {
            let insert = random.one(odd::FRAGMENTS).copied().unwrap_or_default();
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = random.one(&ends).copied().unwrap_or_default();
            text.insert_str(at, insert);
        }
        Value::Number(number) => {
            *node = random.one(&odd::numbers()).cloned().unwrap_or_else(|| number.clone().into());
        }
        Value::Bool(value) => *value = !*value,
        _ => {}
    }
}

/// Copies a part of the document to another position, which may be inside of the part.
fn move_part(document: &mut Value, position: usize, random: &mut Random) {
    let from = random.below(node::count(document));
    let Some(Node { value, .. }) = node::get(document, from) else { return };
    if node::count(value) > LARGEST_PART {
        return;
    }
    let copy = value.clone();
    if let Some(node) = node::at(document, position) {
        *node = copy;
    }
}

fn change_version(document: &mut Value, random: &mut Random) {
    let version = random.one(&["3.0.0", "3.0.4", "3.1.0", "3.1.1", "3.2.0"]).copied();
    if let (Some(own), Some(version)) = (document.get_mut("openapi"), version) {
        *own = version.into();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_seed_gives_one_input_and_seeds_give_many() {
        let corpus = [json!({ "openapi": "3.1.0", "info": { "title": "t" }, "a": [1, 2, 3] })];
        let inputs: Vec<Input> = (0..50).map(|seed| input(&corpus, seed)).collect();
        for (seed, first) in (0..).zip(&inputs) {
            assert_eq!(*first, input(&corpus, seed));
        }
        let texts: std::collections::BTreeSet<String> =
            inputs.iter().map(|input| input.new.to_string()).collect();
        assert!(texts.len() > 25, "{}", texts.len());
    }

    #[test]
    fn every_position_can_be_replaced() {
        let document = json!({ "a": [true, { "b": 1 }] });
        let (positions, _) = choices(&document);
        assert_eq!(positions, 5);
        let changed: Vec<Value> = (0..positions).map(|position| replaced(&document, position, 1)).collect();
        assert_eq!(changed[0], json!(-1));
        assert_eq!(changed[4], json!({ "a": [true, { "b": -1 }] }));
    }
}
