//! JSON as JavaScript prints it, and what it takes for nothing.

use std::fmt::Write;

use serde_json::{Number, Value};

/// The largest whole number that JavaScript tells from its neighbours.
const LARGEST: u64 = 1 << 53;

/// Whether a value counts as nothing: `false`, 0, an empty text and null.
pub(super) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

/// A value put into a text: objects say that they are one, arrays list their elements.
pub(super) fn as_text(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => shown(number),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let texts = items.iter().map(|item| if item.is_null() { String::new() } else { as_text(item) });
            texts.collect::<Vec<_>>().join(",")
        }
        Value::Object(_) => "[object Object]".to_owned(),
    }
}

/// In one line, without blanks.
pub(super) fn compact(value: &Value) -> String {
    let mut out = String::new();
    write(value, None, &mut out);
    out
}

/// With two blanks for each level.
pub(super) fn pretty(value: &Value) -> String {
    let mut out = String::new();
    write(value, Some(0), &mut out);
    out
}

fn write(value: &Value, level: Option<usize>, out: &mut String) {
    match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| (None, item));
            list('[', items, ']', level, out);
        }
        Value::Object(map) => {
            let entries = map.iter().map(|(key, value)| (Some(key.as_str()), value));
            list('{', entries, '}', level, out);
        }
        Value::Number(number) => out.push_str(&shown(number)),
        // Booleans, null and texts are the same everywhere.
        other => out.push_str(&other.to_string()),
    }
}

fn list<'a>(
    open: char,
    items: impl Iterator<Item = (Option<&'a str>, &'a Value)>,
    close: char,
    level: Option<usize>,
    out: &mut String,
) {
    out.push(open);
    let mut is_empty = true;
    for (key, value) in items {
        if !is_empty {
            out.push(',');
        }
        is_empty = false;
        line(level.map(|level| level + 1), out);
        if let Some(key) = key {
            out.push_str(&Value::from(key).to_string());
            out.push_str(if level.is_some() { ": " } else { ":" });
        }
        write(value, level.map(|level| level + 1), out);
    }
    if !is_empty {
        line(level, out);
    }
    out.push(close);
}

fn line(level: Option<usize>, out: &mut String) {
    if let Some(level) = level {
        // Writing to a text cannot fail.
        let _ = write!(out, "\n{}", "  ".repeat(level));
    }
}

/// A number: JavaScript has one kind only, so `1.0` is `1`.
fn shown(number: &Number) -> String {
    let is_exact = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
    match (is_exact, number.as_f64()) {
        (Some(whole), _) if whole <= LARGEST => number.to_string(),
        (_, Some(float)) => float.to_string(),
        (_, None) => number.to_string(),
    }
}
