//! Rows: fields → the lines of a table, one function for each table.
//!
//! Blanks are part of the family, odd ones too: a query parameter begins with one, and has two behind its type.

use super::facts::{self, Told};
use super::inert::{in_attribute, inert};
use super::json;
use crate::model::{Api, Field};

/// A query parameter.
pub(super) fn query(api: &Api, field: &Field) -> String {
    let ty = match facts::told(api, &field.ty) {
        Told::Word(word) => word.to_owned(),
        Told::Array(element) => format!("{}[]", word(facts::told(api, element))),
        Told::Reference(_) | Told::Nothing => String::new(),
    };
    format!(
        " | {} | {ty}  | {} | {} | {} {} | {} |\n",
        inert(field.name.wire()),
        required(field),
        default(field),
        facts::description(field),
        facts::most_elements(field),
        example(field),
    )
}

/// A property of the body.
pub(super) fn body(api: &Api, field: &Field) -> String {
    let ty = match facts::told(api, &field.ty) {
        Told::Word(word) => word.to_owned(),
        Told::Array(element) => match facts::told(api, element) {
            Told::Reference(id) => link(facts::name(api, id), "[]"),
            other => format!("{}[]", word(other)),
        },
        Told::Reference(id) => link(facts::name(api, id), ""),
        Told::Nothing => link("", ""),
    };
    format!(
        "| {} | {ty} | {} | {} | {} {} | {} |\n",
        inert(field.name.wire()),
        required(field),
        default(field),
        facts::description(field),
        facts::most_elements(field),
        example(field),
    )
}

/// A property of the answer.
pub(super) fn answer(api: &Api, field: &Field) -> String {
    let ty = match facts::told(api, &field.ty) {
        Told::Reference(id) => link(facts::name(api, id), ""),
        Told::Nothing => link("", ""),
        other => word(other).to_owned(),
    };
    format!("| {} | {ty} | {} |\n", inert(field.name.wire()), facts::description(field))
}

/// A property of a model.
pub(super) fn model(api: &Api, field: &Field) -> String {
    let nested = facts::reference(api, field)
        .map(|id| format!("嵌套类型：{}。", link(facts::name(api, id), "")))
        .unwrap_or_default();
    let cell = match facts::first_value(api, field) {
        Some(value) => inert(&escaped(&value)).into_owned(),
        None => match example(field) {
            empty if empty.is_empty() => empty,
            code => format!(" {code}"),
        },
    };
    format!(
        "| {} | {} | {} | {} {nested}{}  | {cell} |\n",
        inert(field.name.wire()),
        word(facts::told(api, &field.ty)),
        required(field),
        facts::description(field),
        facts::most_elements(field),
    )
}

/// The bare type; there is none behind a reference.
fn word(told: Told<'_>) -> &'static str {
    match told {
        Told::Word(word) => word,
        Told::Array(_) => "array",
        Told::Reference(_) | Told::Nothing => "",
    }
}

fn required(field: &Field) -> &'static str {
    if field.is_required() { "是" } else { "否" }
}

fn default(field: &Field) -> String {
    match facts::default(field).filter(|value| !json::is_nothing(value)) {
        Some(value) => inert(&json::as_text(value)).into_owned(),
        None => "-".to_owned(),
    }
}

fn example(field: &Field) -> String {
    facts::example(field).map_or_else(String::new, |value| {
        let text =
            if value.is_object() || value.is_array() { json::compact(value) } else { json::as_text(value) };
        // What ends the code or the cell would let the rest run.
        let text = if text.contains(['`', '|', '\n', '\r']) { inert(&text) } else { text.as_str().into() };
        format!("`{text}`")
    })
}

fn link(name: &str, suffix: &str) -> String {
    format!("<a href=\"#{}\">{}{suffix}</a>", in_attribute(name), inert(name))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
