//! Mutations: the test documents of the import with wrong values at random sites.

use std::fs;

use anyhow::{Context as _, Result};
use bindery::openapi::{self, Imported, Options};
use bindery::problem::Problems;
use bindery::render::Templates;
use bindery::source::Sources;
use serde_json::{Value, json};

use super::{errors, errors_of_files, repaired};

/// How many documents are made of each.
const SEEDS: u64 = 4;

/// How many sites of each are changed.
const SITES: u64 = 12;

/// Numbers that look random and are the same in each run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap_or_default()
    }
}

#[test]
fn mutated_documents_generate() -> Result<()> {
    let templates = Templates::embedded();
    for entry in fs::read_dir("tests/openapi")? {
        let folder = entry?.path();
        let Ok(text) = fs::read_to_string(folder.join("openapi.yaml")) else { continue };
        let sources = Sources::from_texts("t", &[("openapi.yaml", &text)]);
        let Some((source, _)) = sources.iter().next() else { continue };
        let document = bindery::schema::parse_document(source, &text, &mut Problems::default());
        let Some(document) = document.filter(|document| document.get("openapi").is_some()) else { continue };
        for seed in 1..=SEEDS {
            let mut random = Random(seed * 7_919 + text.len() as u64);
            let mut mutated = document.clone();
            for _ in 0..SITES {
                mutate(&mut mutated, &mut random);
            }
            mutated["openapi"] = json!("3.1.0");
            let name = format!("{} {seed}", folder.display());
            generates(&name, &mutated.to_string(), &templates)?;
        }
    }
    Ok(())
}

/// A document becomes a spec from which every target generates, before and after it is printed.
fn generates(name: &str, text: &str, templates: &Templates) -> Result<()> {
    let mut sources = Sources::from_texts("t", &[("openapi.json", text)]);
    let mut problems = Problems::default();
    let imported = openapi::import(&mut sources, &Options::default(), &mut problems);
    assert!(!problems.has_errors(), "{name}: {problems:?}\n{text}");
    let Imported { mut spec, .. } =
        imported.with_context(|| format!("{name}: nothing is imported\n{text}"))?;
    repaired(&mut spec, &sources);
    let left = errors(&spec, &sources, templates)? + &errors_of_files(&spec)?;
    assert!(left.is_empty(), "{name}:\n{left}\n{text}");
    Ok(())
}

/// Changes one site: another value, another key, or nothing at all.
fn mutate(document: &mut Value, random: &mut Random) {
    let mut at = document;
    // The way down is random too, and ends somewhere in the middle.
    for _ in 0..3 + random.below(9) {
        let count = match &*at {
            Value::Object(map) => map.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        if count == 0 {
            break;
        }
        let index = random.below(count);
        if random.below(12) == 0 {
            if let Value::Object(map) = at {
                let key = map.keys().nth(index).cloned().unwrap_or_default();
                let value = map.shift_remove(&key).unwrap_or_default();
                if random.below(2) == 0 {
                    map.insert(odd_key(random), value);
                }
            }
            return;
        }
        at = match at {
            Value::Object(map) => match map.values_mut().nth(index) {
                Some(value) => value,
                None => return,
            },
            Value::Array(items) => &mut items[index],
            _ => return,
        };
    }
    *at = odd_value(random);
}

fn odd_key(random: &mut Random) -> String {
    let keys = ["", "!!!", "fn", "中中中", "a-b", "A_B", "../../x", "type"];
    match random.below(keys.len() + 2) {
        index if index < keys.len() => keys[index].to_owned(),
        index if index == keys.len() => "中".repeat(60),
        _ => "x".repeat(300),
    }
}

fn odd_value(random: &mut Random) -> Value {
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1e300),
        json!(3.5),
        json!(""),
        json!("!!!"),
        json!("中".repeat(60)),
        json!("x".repeat(300)),
        json!("../../x"),
        json!("{a}/{a}"),
        json!([]),
        json!({}),
        json!([1, "a"]),
        json!({ "a": 1 }),
        json!({ "type": "string", "minLength": 9 }),
        json!({ "$ref": "#/nowhere" }),
        json!(["x", "x"]),
    ];
    values[random.below(values.len())].clone()
}
