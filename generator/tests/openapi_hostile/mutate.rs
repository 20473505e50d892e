//! Documents in which something is of the wrong type: those of the construct cases, with values replaced by others.

use std::fs;
use std::path::Path;

use anyhow::Result;
use proptest::prelude::*;
use serde_json::{Value, json};

/// The folder of the cases, from the folder in which Cargo runs tests.
const CASES: &str = "tests/openapi";

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_with_anything_anywhere_end(
        case in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..4),
    ) {
        let documents = documents()?;
        let mut document = case.get(&documents).clone();
        for (place, value) in &changes {
            let values = values();
            let count = count(&document);
            replace(&mut document, &mut place.index(count), value.get(&values));
        }
        super::import("changed", &document.to_string()).map_err(|error| TestCaseError::fail(error.to_string()))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// What they become can be generated too: nothing that the import lets through stops a target.
    #[test]
    fn documents_with_anything_anywhere_are_generated(
        case in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
    ) {
        let mut document = case.get(&documents()?).clone();
        for (place, value) in &changes {
            let count = count(&document);
            replace(&mut document, &mut place.index(count), value.get(&values()));
        }
        super::generate(&document.to_string()).map_err(|error| TestCaseError::fail(error.to_string()))?;
    }
}

/// Every value alone, in every place of the smallest documents.
#[test]
fn every_value_in_every_place() -> Result<()> {
    let documents = documents().map_err(|error| anyhow::anyhow!("{error}"))?;
    let smallest = documents.iter().filter(|document| document.to_string().len() < 1_200);
    let mut wrong = Vec::new();
    for document in smallest.take(2) {
        for place in 0..count(document) {
            for value in values() {
                let mut changed = document.clone();
                replace(&mut changed, &mut place.clone(), &value);
                if let Err(error) = super::import(&format!("{value} at {place}"), &changed.to_string()) {
                    wrong.push(error.to_string());
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

fn documents() -> std::result::Result<Vec<Value>, TestCaseError> {
    let failed = |error: std::io::Error| TestCaseError::fail(error.to_string());
    let mut paths = Vec::new();
    for entry in fs::read_dir(CASES).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    let read = |path: &Path| {
        let text =
            ["openapi.json", "openapi.yaml"].iter().find_map(|name| fs::read_to_string(path.join(name)).ok());
        text.and_then(|text| serde_yaml::from_str(&text).ok())
    };
    Ok(paths.iter().filter_map(|path| read(path)).collect())
}

/// What a place may hold instead of what it holds.
fn values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1e300),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("x"),
        json!("../../x"),
        json!("{"),
        json!("\u{0}\u{202e}"),
        json!("#/components/schemas"),
        json!([]),
        json!([null, 1, "a", [], {}]),
        json!(["string", "null"]),
        json!({}),
        json!({ "a": { "type": "string" } }),
        json!({ "type": "object" }),
        json!({ "$ref": "#" }),
        json!({ "$ref": "#/paths" }),
        json!({ "$ref": "nowhere.yaml#/a" }),
        json!({ "allOf": [{ "$ref": "#" }] }),
        json!({ "": {}, "a b": 1, "\n": [] }),
    ]
}

/// How many values there are in a document, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(map) => map.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}

/// Replaces a value, counted from 0 in the order of the document.
fn replace(at: &mut Value, place: &mut usize, value: &Value) -> bool {
    if *place == 0 {
        *at = value.clone();
        return true;
    }
    *place -= 1;
    match at {
        Value::Object(map) => map.values_mut().any(|below| replace(below, place, value)),
        Value::Array(items) => items.iter_mut().any(|below| replace(below, place, value)),
        _ => false,
    }
}
