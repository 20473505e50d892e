//! The source of a document: what it says itself, read without our import.
//!
//! Counts and samples come from here, so that a mistake of the import cannot hide itself. It knows one file: what lies
//! in other files beside the document is not sampled, and counted as such.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

/// The methods that a path can have.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The address under which the validator knows the document.
const ADDRESS: &str = "urn:document";

/// A document as it is written.
pub(super) struct Source {
    root: Value,
}

impl Source {
    pub(super) fn read(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let root = match serde_json::from_str(&text) {
            Ok(root) => root,
            Err(_) => serde_yaml::from_str(&text).with_context(|| file.display().to_string())?,
        };
        Ok(Self { root })
    }

    #[cfg(test)]
    pub(super) fn of(root: Value) -> Self {
        Self { root }
    }

    /// How many operations the document has.
    pub(super) fn operations(&self) -> usize {
        let paths = self.root.get("paths").and_then(Value::as_object);
        let own = |path: &Value| {
            METHODS.iter().filter(|method| path.get(**method).is_some_and(Value::is_object)).count()
        };
        paths.into_iter().flat_map(Map::values).map(|path| own(self.resolved(path))).sum()
    }

    /// The named schemas of the document.
    pub(super) fn schemas(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.root.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten()
    }

    /// What a reference inside the document leads to.
    pub(super) fn target(&self, reference: &str) -> Option<&Value> {
        let pointer = reference.strip_prefix('#')?;
        self.root.pointer(&percent_decode_str(pointer).decode_utf8_lossy())
    }

    /// What a schema stands for that is nothing but a reference.
    pub(super) fn behind<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let mut schema = schema;
        for _ in 0..32 {
            let map = schema.as_object().filter(|map| map.len() == 1 || self.is_3_0());
            let reference = map.and_then(|map| map.get("$ref")).and_then(Value::as_str);
            let Some(target) = reference.and_then(|reference| self.target(reference)) else { break };
            schema = target;
        }
        schema
    }

    fn resolved<'a>(&'a self, node: &'a Value) -> &'a Value {
        node.get("$ref").and_then(Value::as_str).and_then(|reference| self.target(reference)).unwrap_or(node)
    }

    /// Whether schemas are those of OpenAPI 3.0, which are not quite JSON Schema.
    pub(super) fn is_3_0(&self) -> bool {
        self.root.get("openapi").and_then(Value::as_str).is_some_and(|version| version.starts_with("3.0"))
    }

    /// The schemas as a validator takes them, by the address of the document.
    pub(super) fn registry(&self) -> Result<jsonschema::Registry<'static>> {
        let mut document = json!({ "components": self.root.get("components").cloned().unwrap_or_default() });
        if self.is_3_0() {
            modernise(&mut document);
        }
        Ok(jsonschema::Registry::new().add(ADDRESS, document)?.prepare()?)
    }
}

/// The address of a named schema.
pub(super) fn address(schema: &str) -> String {
    format!("{ADDRESS}#/components/schemas/{}", schema.replace('~', "~0").replace('/', "~1"))
}

/// Whether a schema of 3.0 says that null is allowed, and nothing of anything else: then it is there to allow null, as an
/// alternative to others.
pub(super) fn is_null_only(schema: &Map<String, Value>) -> bool {
    let mut words = schema.keys().map(String::as_str).filter(|word| !["title", "description"].contains(word));
    words.next() == Some("nullable") && words.next().is_none() && schema["nullable"] == Value::Bool(true)
}

/// The keywords whose keys are names, and whose values may be or hold schemas.
const NAMED: &[&str] = &[
    "$defs",
    "callbacks",
    "components",
    "content",
    "definitions",
    "dependentSchemas",
    "headers",
    "parameters",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
];

/// The keywords whose values are data.
const DATA: &[&str] = &["const", "default", "enum", "example", "examples"];

/// Writes what OpenAPI 3.0 says in its own way as JSON Schema does.
fn modernise(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(modernise),
        Value::Object(map) => modernise_map(map),
        _ => {}
    }
}

fn modernise_map(map: &mut Map<String, Value>) {
    for (key, value) in map.iter_mut().filter(|(key, _)| !DATA.contains(&key.as_str())) {
        match value {
            Value::Object(named) if NAMED.contains(&key.as_str()) => named.values_mut().for_each(modernise),
            value => modernise(value),
        }
    }
    // Beside a reference nothing counts in 3.0.
    if map.get("$ref").is_some_and(Value::is_string) {
        map.retain(|key, _| key == "$ref");
    }
    if is_null_only(map) {
        *map = Map::from_iter([("type".to_owned(), json!("null"))]);
    }
    for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(Value::Bool(exclusive)) = map.get(flag).cloned() {
            map.remove(flag);
            if let Some(value) = map.remove(bound) {
                map.insert(if exclusive { flag } else { bound }.to_owned(), value);
            }
        }
    }
    if let Some(Value::Bool(is_nullable)) = map.get("nullable").cloned() {
        map.remove("nullable");
        if is_nullable {
            let own = Value::Object(std::mem::take(map));
            map.insert("anyOf".to_owned(), json!([own, { "type": "null" }]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_of_3_0_become_json_schema() {
        let mut schema =
            json!({ "type": "number", "minimum": 0, "exclusiveMinimum": true, "nullable": true });
        modernise(&mut schema);
        let expected = json!({ "anyOf": [{ "type": "number", "exclusiveMinimum": 0 }, { "type": "null" }] });
        assert_eq!(schema, expected);
    }

    #[test]
    fn names_and_data_stay() {
        let mut schema = json!({
            "properties": { "nullable": { "nullable": true }, "default": { "nullable": true, "type": "string" } },
            "example": { "nullable": true },
        });
        modernise(&mut schema);
        let text = json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] });
        let expected = json!({
            "properties": { "nullable": { "type": "null" }, "default": text },
            "example": { "nullable": true },
        });
        assert_eq!(schema, expected);
    }
}
