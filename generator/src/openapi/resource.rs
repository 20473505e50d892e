//! Schema resources: references that go by `$id`, `$anchor` or `$self` → pointers into the file.
//!
//! A schema with an `$id` is a resource of its own: a reference inside it is relative to that address, `#` is its own
//! root, and the address leads to it from everywhere (JSON Schema 2020-12, core, section 8.2). They are written as
//! pointers before anything is looked at, so that the rest of the import knows one form of reference. A pointer that a
//! resource does not have is left as it is: documents have addresses and mean pointers into the whole file all the same.

use std::collections::HashMap;

use fluent_uri::{Uri, UriRef};
use serde_json::Value;

use crate::problem::pointer_token;

/// What a document without an address of its own is called here; only relative addresses are resolved against it.
const DOCUMENT: &str = "file:///document";

/// Keywords whose value is data and not a schema.
const DATA: &[&str] = &["const", "default", "enum", "example", "examples", "value"];

/// Keywords whose value is a map by names, which may be the names of keywords.
const BY_NAME: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "webhooks",
];

/// Keywords that give what a reference can go by.
const ADDRESSES: &[&str] = &["$anchor", "$dynamicAnchor", "$id", "$self"];

/// Writes the references of a file that go by addresses as pointers.
pub(super) fn complete(document: &mut Value) {
    let is_of_3_0 =
        document.get("openapi").and_then(Value::as_str).is_some_and(|version| version.starts_with("3.0"));
    if is_of_3_0 || !has_addresses(document) {
        return;
    }
    for (pointer, target) in rewritten(document) {
        if let Some(reference) = document.pointer_mut(&pointer) {
            *reference = Value::String(target);
        }
    }
}

fn has_addresses(value: &Value) -> bool {
    match value {
        Value::Object(map) => {
            ADDRESSES.iter().any(|key| map.contains_key(*key)) || map.values().any(has_addresses)
        }
        Value::Array(list) => list.iter().any(has_addresses),
        _ => false,
    }
}

/// The pointers of the references that change, and what becomes of them.
fn rewritten(document: &Value) -> Vec<(String, String)> {
    let Ok(start) = Uri::parse(DOCUMENT.to_owned()) else { return Vec::new() };
    let own = document.get("$self").and_then(Value::as_str);
    let base = own.and_then(|own| resolved(own, &start)).unwrap_or(start);
    let mut resources = Resources::default();
    resources.roots.insert(base.as_str().to_owned(), String::new());
    let root = At { value: document, pointer: String::new(), base, resource: String::new(), is_schema: true };
    each(root.clone(), &mut |at| resources.add(at));
    let mut found = Vec::new();
    each(root, &mut |at| {
        let Some(map) = at.value.as_object() else { return };
        let mapping = map.get("discriminator").and_then(|one| one.get("mapping")?.as_object());
        let mapped = mapping.into_iter().flatten();
        let mapped =
            mapped.map(|(key, value)| (format!("/discriminator/mapping/{}", pointer_token(key)), value));
        let own = map.get("$ref").map(|value| ("/$ref".to_owned(), value));
        for (below, value) in own.into_iter().chain(mapped) {
            let target = value.as_str().and_then(|reference| resources.pointer(reference, at, document));
            found.extend(target.map(|target| (format!("{}{below}", at.pointer), target)));
        }
    });
    found
}

/// A value of a document, and the resource that it is in.
#[derive(Clone)]
struct At<'d> {
    value: &'d Value,
    pointer: String,
    /// The address of the resource.
    base: Uri<String>,
    /// The pointer to the root of the resource.
    resource: String,
    /// Whether its keys are keywords.
    is_schema: bool,
}

impl<'d> At<'d> {
    fn below(&self, key: &str, value: &'d Value, is_schema: bool) -> Self {
        let pointer = format!("{}/{}", self.pointer, pointer_token(key));
        Self { value, pointer, is_schema, base: self.base.clone(), resource: self.resource.clone() }
    }
}

/// Calls `on` with every value that is not data, in the resource that it is in.
fn each<'d>(mut at: At<'d>, on: &mut impl FnMut(&At<'d>)) {
    match at.value {
        Value::Object(map) => {
            let id = map.get("$id").and_then(Value::as_str).filter(|_| at.is_schema);
            if let Some(base) = id.and_then(|id| resolved(id, &at.base)) {
                (at.base, at.resource) = (base, at.pointer.clone());
            }
            if at.is_schema {
                on(&at);
            }
            for (key, value) in map {
                if !(at.is_schema && DATA.contains(&key.as_str())) {
                    let is_schema = !(at.is_schema && BY_NAME.contains(&key.as_str()));
                    each(at.below(key, value, is_schema), on);
                }
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                each(at.below(&index.to_string(), value, true), on);
            }
        }
        _ => {}
    }
}

/// The resources of a document.
#[derive(Default)]
struct Resources {
    /// The pointers to their roots, by their addresses.
    roots: HashMap<String, String>,
    /// The pointers to what has a name in them, by their addresses and the names.
    anchors: HashMap<(String, String), String>,
}

impl Resources {
    fn add(&mut self, at: &At<'_>) {
        let Some(map) = at.value.as_object() else { return };
        if at.pointer == at.resource {
            self.roots.entry(at.base.as_str().to_owned()).or_insert_with(|| at.pointer.clone());
        }
        let names = ["$anchor", "$dynamicAnchor"].into_iter().filter_map(|key| map.get(key)?.as_str());
        // Before there was `$anchor`, an `$id` that is a fragment was one.
        let old = map.get("$id").and_then(|id| id.as_str()?.strip_prefix('#'));
        for name in names.chain(old) {
            let key = (at.base.as_str().to_owned(), name.to_owned());
            self.anchors.entry(key).or_insert_with(|| at.pointer.clone());
        }
    }

    /// The reference as a pointer into the file; `None` where it stays as it is.
    fn pointer(&self, reference: &str, at: &At<'_>, document: &Value) -> Option<String> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let target = if address.is_empty() { at.base.clone() } else { resolved(address, &at.base)? };
        let root = self.roots.get(target.as_str())?;
        let pointer = match fragment {
            "" => root.clone(),
            pointer if pointer.starts_with('/') => {
                format!("{root}{}", super::pointer::percent_decoded(pointer))
            }
            name => self.anchors.get(&(target.as_str().to_owned(), name.to_owned()))?.clone(),
        };
        document.pointer(&pointer)?;
        let pointer = format!("#{}", pointer.replace('%', "%25"));
        (pointer != reference).then_some(pointer)
    }
}

/// An address without its fragment, which relative ones are resolved against.
fn resolved(address: &str, base: &Uri<String>) -> Option<Uri<String>> {
    let (address, _) = address.split_once('#').unwrap_or((address, ""));
    if address.is_empty() {
        return None;
    }
    UriRef::parse(address).ok()?.resolve_against(base).ok().map(|found| found.normalize())
}
