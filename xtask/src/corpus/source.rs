//! The source of a document: what it says itself, read without our import.
//!
//! Counts and samples come from here, so that a mistake of the import cannot hide itself. It knows one file: what lies
//! in other files beside the document is not sampled, and counted as such.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
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
        let decoded = percent(pointer);
        self.root.pointer(&decoded)
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

/// The characters of a pointer that a URI cannot hold, which a reference writes as bytes.
fn percent(pointer: &str) -> String {
    let mut bytes = Vec::with_capacity(pointer.len());
    let mut rest = pointer.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Writes what OpenAPI 3.0 says in its own way as JSON Schema does.
fn modernise(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(modernise),
        Value::Object(map) => {
            map.values_mut().for_each(modernise);
            // Beside a reference nothing counts in 3.0.
            if map.get("$ref").is_some_and(Value::is_string) {
                map.retain(|key, _| key == "$ref");
            }
            for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
                if let Some(Value::Bool(exclusive)) = map.get(flag).cloned() {
                    map.remove(flag);
                    if let Some(value) = map.remove(bound) {
                        map.insert(if exclusive { flag } else { bound }.to_owned(), value);
                    }
                }
            }
            if map.remove("nullable") == Some(Value::Bool(true)) {
                let own = Value::Object(std::mem::take(map));
                map.insert("anyOf".to_owned(), json!([own, { "type": "null" }]));
            }
        }
        _ => {}
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
    fn references_are_decoded() {
        assert_eq!(percent("/paths/~1a%7Bid%7D"), "/paths/~1a{id}");
        assert_eq!(percent("/100%"), "/100%");
    }
}
