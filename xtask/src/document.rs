//! An OpenAPI document, read without our import: what it says itself.
//!
//! What is compared with a document comes from here, so that a mistake of the import cannot hide itself. Files that it
//! refers to are read along; nothing is fetched. What it means is not known here, apart from where a reference leads and
//! how schemas of OpenAPI 3.0 are written as JSON Schema.

mod described;
mod files;
mod judge;
mod keyword;
mod modern;
mod yaml;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

pub(crate) use judge::{Judge, place_of};
pub(crate) use modern::is_null_only;

/// The methods that a path can have.
pub(crate) const METHODS: &[&str] =
    &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// How many references may follow each other, before they are taken for a circle.
const LONGEST: usize = 32;

/// A document.
pub(crate) struct Document {
    pub(crate) root: Value,
}

impl Document {
    /// Reads a document and the files that it refers to.
    pub(crate) fn read(file: &Path) -> Result<Self> {
        let mut root = parse(file)?;
        files::take_in(file, &mut root);
        let mut document = Self { root };
        document.fill_in_maps();
        Ok(document)
    }

    /// Puts maps in their place that are somewhere else: the paths, and the components of each kind.
    fn fill_in_maps(&mut self) {
        self.fill_in("/paths");
        self.fill_in("/components");
        let components = self.root.get("components").and_then(Value::as_object);
        let kinds: Vec<String> = components.into_iter().flat_map(Map::keys).map(|kind| step(kind)).collect();
        kinds.iter().for_each(|kind| self.fill_in(&format!("/components/{kind}")));
    }

    fn fill_in(&mut self, place: &str) {
        let elsewhere = self.root.pointer(place).filter(|map| map.get("$ref").is_some());
        if let Some(map) = elsewhere.map(|map| self.resolved(map).clone())
            && let Some(own) = self.root.pointer_mut(place)
        {
            *own = map;
        }
    }

    #[cfg(test)]
    pub(crate) fn of(root: Value) -> Self {
        Self { root }
    }

    /// The document with schemas as JSON Schema 2020-12 has them.
    pub(crate) fn modern(&self) -> Self {
        let mut root = self.root.clone();
        if self.is_3_0() {
            modern::modernise(&mut root);
        }
        Self { root }
    }

    /// How many operations the document has.
    pub(crate) fn operations(&self) -> usize {
        let paths = self.root.get("paths").and_then(Value::as_object);
        let own = |path: &Value| {
            let further = path.get("additionalOperations").and_then(Value::as_object).map_or(0, Map::len);
            further + METHODS.iter().filter(|method| path.get(**method).is_some()).count()
        };
        paths.into_iter().flat_map(Map::values).map(|path| own(self.resolved(path))).sum()
    }

    /// The named schemas of the document.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.root.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten()
    }

    /// What a reference leads to.
    pub(crate) fn target(&self, reference: &str) -> Option<&Value> {
        let pointer = reference.strip_prefix('#')?;
        self.root.pointer(&percent_decode_str(pointer).decode_utf8_lossy())
    }

    /// What a schema stands for that is nothing but a reference.
    pub(crate) fn behind<'a>(&'a self, schema: &'a Value) -> &'a Value {
        self.follow(schema, |map| map.len() == 1 || self.is_3_0())
    }

    /// What a node is, or what it refers to.
    pub(crate) fn resolved<'a>(&'a self, node: &'a Value) -> &'a Value {
        self.follow(node, |_| true)
    }

    fn follow<'a>(&'a self, mut node: &'a Value, follows: impl Fn(&Map<String, Value>) -> bool) -> &'a Value {
        for _ in 0..LONGEST {
            let map = node.as_object().filter(|map| follows(map));
            let reference = map.and_then(|map| map.get("$ref")).and_then(Value::as_str);
            let Some(target) = reference.and_then(|reference| self.target(reference)) else { break };
            node = target;
        }
        node
    }

    /// Whether schemas are those of OpenAPI 3.0, which are not quite JSON Schema.
    pub(crate) fn is_3_0(&self) -> bool {
        self.root.get("openapi").and_then(Value::as_str).is_some_and(|version| version.starts_with("3.0"))
    }
}

fn parse(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    match serde_json::from_str(&text) {
        Ok(root) => Ok(root),
        Err(_) => {
            let yaml::Json(root) = serde_yaml::from_str(&text).with_context(|| file.display().to_string())?;
            Ok(root)
        }
    }
}

/// A step of a JSON pointer.
pub(crate) fn step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Document;

    #[test]
    fn references_are_followed() {
        let document = Document::of(json!({
            "openapi": "3.1.0", "a": { "$ref": "#/b" }, "b": { "$ref": "#/x~1%7By%7D" }, "x/{y}": { "type": "string" },
            "circle": { "$ref": "#/circle" }, "beside": { "$ref": "#/b", "title": "B" },
        }));
        assert_eq!(document.behind(&document.root["a"]), &json!({ "type": "string" }));
        assert_eq!(document.behind(&document.root["beside"])["title"], "B");
        assert_eq!(document.resolved(&document.root["beside"]), &json!({ "type": "string" }));
        assert_eq!(document.resolved(&document.root["circle"]), &json!({ "$ref": "#/circle" }));
    }
}
