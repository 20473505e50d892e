//! Samples of texts, numbers and booleans.
//!
//! What a schema asks of a single value is known here, so only what fits comes out. A format is what a value is meant
//! to be and no limit: a text that is not what its format says may come and must be kept. Numbers stay inside of what
//! their format can hold: 64 bits where an integer has none, and what a double tells apart. Whole numbers are written
//! without a fraction: that clients read `1.0` as one too is a matter of how they read answers, and tested there.

use serde_json::{Map, Value, json};

use super::pattern;
use crate::corpus::flat::Flat;

/// How many of a schema's own examples are taken.
const SHOWN: usize = 4;

/// Values of a kind: what the document shows first, then made-up ones.
pub(super) fn values(flat: &Flat<'_>, kind: &str) -> Vec<Value> {
    let shown = flat
        .shown
        .iter()
        .filter(|value| is_of(value, kind, flat.format))
        .take(SHOWN)
        .map(|value| (*value).clone());
    let made = match kind {
        "boolean" => vec![json!(true), json!(false)],
        "null" => vec![Value::Null],
        "integer" => integers(flat),
        "number" if flat.format.is_some_and(|format| format.trim_start_matches('u').starts_with("int")) => {
            integers(flat)
        }
        "number" => numbers(flat),
        _ => texts(flat),
    };
    let fits = checked(flat, kind);
    shown.chain(made).filter(|value| fits.as_ref().is_none_or(|fits| fits.is_valid(value))).collect()
}

fn is_of(value: &Value, kind: &str, format: Option<&str>) -> bool {
    match kind {
        "integer" => value.is_i64() || (value.is_u64() && format == Some("uint64")),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => value.is_string(),
    }
}

/// A validator of the limits, where there are any.
fn checked(flat: &Flat<'_>, kind: &str) -> Option<jsonschema::Validator> {
    if flat.limits.is_empty() && flat.patterns.is_empty() {
        return None;
    }
    let mut schema = Map::from_iter([("type".to_owned(), json!(kind))]);
    schema.extend(flat.limits.iter().map(|(word, value)| ((*word).to_owned(), (*value).clone())));
    let patterns = flat.patterns.iter().map(|pattern| json!({ "pattern": pattern }));
    schema.insert("allOf".to_owned(), patterns.chain([json!({})]).collect());
    jsonschema::draft202012::options().build(&Value::Object(schema)).ok()
}

fn integers(flat: &Flat<'_>) -> Vec<Value> {
    let is_unsigned = flat.format.is_some_and(|format| format.starts_with("uint"));
    let least = flat.number("minimum").or(flat.number("exclusiveMinimum").map(|least| least + 1.0));
    let least = least.or(is_unsigned.then_some(0.0));
    let most = flat.number("maximum").or(flat.number("exclusiveMaximum").map(|most| most - 1.0));
    let step = flat.number("multipleOf").unwrap_or(1.0).max(1.0);
    #[allow(clippy::cast_possible_truncation, reason = "limits that are no whole numbers are rounded")]
    let whole = |number: f64| json!((((number / step).ceil()) * step) as i64);
    let mut values = match (least, most) {
        (Some(least), Some(most)) => vec![whole(least), whole((most / step).floor() * step)],
        (Some(least), None) => vec![whole(least), whole(least + step)],
        (None, Some(most)) => vec![whole((most / step).floor() * step)],
        (None, None) => vec![whole(7.0), json!(0), json!(-3)],
    };
    match flat.format {
        Some("int32") => values.push(json!(i32::MAX)),
        Some("uint64") => values.push(json!(u64::MAX)),
        Some("int8" | "uint8" | "int16" | "uint16" | "uint32") => {}
        // More than a double can tell apart.
        _ => values.push(json!(9_007_199_254_740_993_i64)),
    }
    values
}

fn numbers(flat: &Flat<'_>) -> Vec<Value> {
    let least = flat.number("minimum").or(flat.number("exclusiveMinimum"));
    let most = flat.number("maximum").or(flat.number("exclusiveMaximum"));
    let step = flat.number("multipleOf").unwrap_or(0.0);
    let mut values = match (least, most) {
        (Some(least), Some(most)) => vec![json!(least + (most - least) / 2.0)],
        (Some(least), None) => vec![json!(least + 1.5), json!(least + 2.0)],
        (None, Some(most)) => vec![json!(most - 1.5)],
        (None, None) => vec![json!(1.5), json!(2), json!(-0.1)],
    };
    if flat.format != Some("float") {
        values.push(json!(20_000_000_000.25));
    }
    if step > 0.0 {
        let first = (least.unwrap_or_default() / step).ceil() * step;
        values.extend([json!(first), json!(first + step)]);
    }
    values
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
    let mut texts: Vec<String> = Vec::new();
    for pattern in &flat.patterns {
        texts.extend([0, 1, 2, 4, 8, 16, 32].into_iter().filter_map(|more| pattern::matching(pattern, more)));
    }
    texts.push(text.to_owned());
    if flat.format.is_some() {
        texts.push("not as its format says".to_owned());
    } else {
        texts.push("\"\\\n\u{2028}é\u{1f600}".to_owned());
    }
    let least = flat.limit("minLength").unwrap_or_default().min(4096);
    let most = flat.limit("maxLength").unwrap_or(usize::MAX);
    for text in &mut texts {
        let missing = least.saturating_sub(text.chars().count());
        text.extend(std::iter::repeat_n('x', missing));
    }
    texts.push(texts.last().map(|text| text.chars().take(most).collect()).unwrap_or_default());
    texts.into_iter().map(Value::from).collect()
}
