//! Keywords: which of a schema are carried over, and which are reported.

use serde_json::Value;

use super::value_label;
use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::own;
use crate::openapi::report::Kind;

/// Keywords that are read somewhere in `shape`, or that only say what the schema is for.
const KNOWN: &[&str] = &[
    "$anchor",
    "$defs",
    "$ref",
    "$id",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contentEncoding",
    "default",
    "definitions",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
];

/// Keywords for people and tools, which are only counted.
const COUNTED: &[(&str, &str)] = &[
    ("$comment", "comments"),
    ("$schema", "dialects of schemas"),
    ("externalDocs", "links to other documentation"),
    ("xml", "XML names"),
    ("contentMediaType", "media types of text"),
];

impl<'d> Import<'d, '_> {
    /// Reports the keywords of a schema that have no counterpart.
    pub(in crate::openapi) fn review(&mut self, node: Node<'d>) {
        self.review_except(node, "");
    }

    /// The same but for a keyword that is read where the schema stands.
    pub(in crate::openapi) fn review_except(&mut self, node: Node<'d>, read: &str) {
        let Some(map) = node.value.as_object() else { return };
        for (key, value) in map.iter().filter(|(key, _)| *key != read) {
            if key == "discriminator" && !super::is_union(node) {
                let message =
                    "there are no alternatives that the discriminator could tell apart; it is left out";
                self.report.problem(Kind::Schema, node, message);
                continue;
            }
            if let Some(at) = node.get(key).filter(|_| is_unsaid(node, key, value)) {
                self.report.count(unsaid(key), at);
            }
            if key == "description" {
                self.review_description(node);
            }
            if KNOWN.contains(&key.as_str()) {
                if key == "$ref" && !value.is_string() {
                    self.report.problem(Kind::Reference, node, "a reference is a text; this one is left out");
                }
                continue;
            }
            if let Some((_, what)) = COUNTED.iter().find(|(known, _)| known == key) {
                node.get(key).into_iter().for_each(|at| self.report.count(what, at));
            } else if key == "additionalItems" {
                self.review_additional_items(node);
            } else if key == "propertyNames" && says_text(value) {
                // Names are texts anyway.
            } else if own::is_extension(node, key) || value_label::is_label(node, key) {
                // Read where it belongs.
            } else if key.starts_with("x-") {
                node.get(key).into_iter().for_each(|at| self.report.count("extensions (x-…)", at));
            } else if let Some(at) = node.get(key) {
                self.report.problem(
                    Kind::Schema,
                    at,
                    format!("`{key}` cannot be said here, so it is left out"),
                );
            }
        }
    }
}

impl<'d> Import<'d, '_> {
    /// Items beyond those of a tuple, which a list of one kind of items does not have.
    fn review_additional_items(&mut self, node: Node<'d>) {
        let is_tuple = node.get("items").is_some_and(|items| items.value.is_array());
        if let Some(at) = node.get("additionalItems").filter(|_| !is_tuple) {
            self.report.count("additional items of lists that are not tuples", at);
        }
    }
}

/// Whether a keyword that is read elsewhere is not carried over with this value in this schema.
fn is_unsaid(node: Node<'_>, key: &str, value: &Value) -> bool {
    match key {
        "additionalProperties" | "unevaluatedProperties" => {
            value == &Value::Bool(false)
                && (node.has("properties") || node.has("allOf") || super::is_union(node))
                && !super::is_closed(node)
        }
        "required" => super::is_union(node) && !node.has("properties"),
        _ => false,
    }
}

fn unsaid(key: &str) -> &'static str {
    if key == "required" {
        "what is required of every alternative"
    } else {
        "that objects have no further properties"
    }
}

/// Whether a schema says of texts that they are texts, and nothing more.
fn says_text(schema: &Value) -> bool {
    match schema {
        Value::Bool(is_any) => *is_any,
        Value::Object(map) => map.iter().all(|(key, value)| key == "type" && value == "string"),
        _ => false,
    }
}
