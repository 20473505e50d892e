//! Samples of texts, numbers and booleans.

use serde_json::{Value, json};

use crate::corpus::flat::Flat;

/// Adds values of a kind: what the document shows first, then made-up ones.
pub(super) fn values(flat: &Flat<'_>, kind: &str, values: &mut Vec<Value>) {
    let shown = flat.shown.iter().filter(|value| is_of(value, kind)).map(|value| (*value).clone());
    match kind {
        "boolean" => values.extend([json!(true), json!(false)]),
        "integer" => values.extend(shown.chain(integers(flat))),
        "number" => values.extend(shown.chain(numbers(flat))),
        "null" => values.push(Value::Null),
        _ => values.extend(shown.chain(texts(flat))),
    }
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        _ => value.is_string(),
    }
}

fn integers(flat: &Flat<'_>) -> Vec<Value> {
    let least = flat.number("minimum").or(flat.number("exclusiveMinimum").map(|least| least + 1.0));
    let most = flat.number("maximum").or(flat.number("exclusiveMaximum").map(|most| most - 1.0));
    let step = flat.number("multipleOf").unwrap_or(1.0).max(1.0);
    #[allow(clippy::cast_possible_truncation, reason = "limits that are no whole numbers are rounded")]
    let whole = |number: f64| json!((((number / step).ceil()) * step) as i64);
    match (least, most) {
        (Some(least), Some(most)) => vec![whole(least), whole((most / step).floor() * step)],
        (Some(least), None) => vec![whole(least), whole(least + step)],
        (None, Some(most)) => vec![whole((most / step).floor() * step)],
        (None, None) => vec![whole(7.0), json!(0)],
    }
}

fn numbers(flat: &Flat<'_>) -> Vec<Value> {
    let least = flat.number("minimum").or(flat.number("exclusiveMinimum"));
    let most = flat.number("maximum").or(flat.number("exclusiveMaximum"));
    match (least, most) {
        (Some(least), Some(most)) => vec![json!(least + (most - least) / 2.0)],
        (Some(least), None) => vec![json!(least + 1.5), json!(least + 2.0)],
        (None, Some(most)) => vec![json!(most - 1.5)],
        (None, None) => vec![json!(1.5), json!(2)],
    }
}

/// Texts by format, in the form that the format's own specification recommends.
fn texts(flat: &Flat<'_>) -> Vec<Value> {
    let text = match flat.format.unwrap_or_default() {
        "date" => "2024-02-29",
        "date-time" => "2024-02-29T12:30:00Z",
        "time" => "12:30:00Z",
        "duration" => "P3DT4H",
        "uuid" => "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "email" | "idn-email" => "someone@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uri" | "url" | "iri" | "uri-reference" => "https://example.com/a",
        "byte" | "base64" => "aGVsbG8=",
        "decimal" => "12.50",
        _ => "text",
    };
    let least = flat.limit("minLength").unwrap_or_default();
    let most = flat.limit("maxLength").unwrap_or(usize::MAX);
    let mut text = text.to_owned();
    if flat.format.is_none() {
        while text.chars().count() < least {
            text.push('x');
        }
        text = text.chars().take(most).collect();
    }
    vec![Value::from(text)]
}
