//! Type expressions → schemas.

use serde_json::{Map, Value, json};

use super::Export;
use super::shape::with_null;

/// The built-in types with their schemas.
const BUILT_IN: &[(&str, &str, &str)] = &[
    ("boolean", "boolean", ""),
    ("date", "string", "date"),
    ("date-time", "string", "date-time"),
    ("decimal", "string", "decimal"),
    ("decimal-number", "number", "decimal"),
    ("double", "number", "double"),
    ("duration", "string", "duration"),
    ("float", "number", "float"),
    ("http-date", "string", "http-date"),
    ("int32", "integer", "int32"),
    ("int64", "integer", "int64"),
    ("integer", "integer", ""),
    ("number", "number", ""),
    ("object", "object", ""),
    ("string", "string", ""),
    ("uint64", "integer", "uint64"),
    ("unix-time", "integer", "unix-time"),
    ("uri", "string", "uri"),
    ("uuid", "string", "uuid"),
];

impl Export<'_> {
    /// The schema of a type expression; `any` for what is none.
    pub(super) fn expression(&self, expression: &str) -> Map<String, Value> {
        let expression = expression.trim();
        if let Some(inner) = expression.strip_suffix('?') {
            return with_null(self.expression(inner));
        }
        if let Some(element) = expression.strip_suffix("[]") {
            return object(json!({ "type": "array", "items": self.expression(element) }));
        }
        if let Some(element) = bracketed(expression, "set") {
            return object(
                json!({ "type": "array", "items": self.expression(element), "uniqueItems": true }),
            );
        }
        if let Some(element) = bracketed(expression, "map") {
            return object(json!({ "type": "object", "additionalProperties": self.expression(element) }));
        }
        if let Some(key) = self.components.get(expression) {
            return object(json!({ "$ref": format!("#/components/schemas/{key}") }));
        }
        if expression == "binary" {
            return object(json!({ "type": "string", "format": "binary" }));
        }
        if expression == "bytes" {
            return object(json!({ "type": "string", "contentEncoding": "base64" }));
        }
        if expression == "base64url" {
            return object(json!({ "type": "string", "contentEncoding": "base64url" }));
        }
        match BUILT_IN.iter().find(|(name, ..)| *name == expression) {
            Some((_, ty, "")) => object(json!({ "type": ty })),
            Some((_, ty, format)) => object(json!({ "type": ty, "format": format })),
            None => Map::new(),
        }
    }

    /// The key in `components/schemas` of a type expression that is a name.
    pub(super) fn component(&self, expression: &str) -> Option<&str> {
        self.components.get(expression.trim()).map(String::as_str)
    }
}

/// The map of an object that was written as one.
pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn bracketed<'a>(expression: &'a str, word: &str) -> Option<&'a str> {
    expression.strip_prefix(word)?.trim_start().strip_prefix('<')?.strip_suffix('>')
}
