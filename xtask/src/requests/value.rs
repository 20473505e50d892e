//! Text of a URL or a form → the JSON value that a schema means by it.

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// Percent-encoded text as it was meant.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The pairs of a query or a form.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let plain = |text: &str| decoded(&text.replace('+', " "));
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

/// The value that a schema makes of what was sent under one name: an array of all, or the first.
pub(super) fn typed(root: &Value, schema: &Value, sent: &[String]) -> Value {
    let schema = innermost(root, schema);
    if kind(schema) == "array" {
        return sent.iter().map(|text| single(innermost(root, &schema["items"]), text)).collect();
    }
    sent.first().map_or(Value::Null, |text| single(schema, text))
}

fn single(schema: &Value, text: &str) -> Value {
    let is_plain = matches!(kind(schema), "number" | "integer" | "boolean");
    serde_json::from_str(text).ok().filter(|_| is_plain).unwrap_or_else(|| Value::from(text))
}

/// The type that a schema says, apart from null.
fn kind(schema: &Value) -> &str {
    let names = schema["type"].as_array().map_or(std::slice::from_ref(&schema["type"]), Vec::as_slice);
    names.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or_default()
}

/// The schema that says the type: behind references and the one element of an `allOf`.
fn innermost<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let mut schema = schema;
    for _ in 0..32 {
        let next = match (schema["$ref"].as_str(), schema["allOf"].as_array()) {
            (Some(reference), _) => root.pointer(reference.trim_start_matches('#')),
            (None, Some(all)) => all.first(),
            (None, None) => None,
        };
        let Some(next) = next else { break };
        schema = next;
    }
    schema
}
