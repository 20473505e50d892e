//! Keywords: which hold names, which hold data, and which values of them mean something.

use serde_json::Value;

/// The keywords whose keys are names, and whose values may be or hold schemas.
pub(super) const NAMED: &[&str] = &[
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
    super::files::FILES,
];

/// The keywords whose values are data.
pub(super) const DATA: &[&str] = &["const", "default", "enum", "example", "examples"];

/// Whether a value is one that its keyword can have. Words that no schema has, and those of other objects, are.
pub(super) fn is_understood(key: &str, value: &Value) -> bool {
    let are_texts = |list: &Value| list.as_array().is_some_and(|list| list.iter().all(Value::is_string));
    match key {
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => value.is_number(),
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            value.is_u64()
        }
        "required" => are_texts(value),
        "properties" | "patternProperties" => value.is_object(),
        "allOf" | "anyOf" | "oneOf" => value.is_array(),
        "pattern" | "format" | "$ref" => value.is_string(),
        "uniqueItems" | "nullable" | "readOnly" | "writeOnly" => value.is_boolean(),
        _ => true,
    }
}
