//! Tables: fields → rows. A table is one finished string, so that a template places it in one step.

use super::below::Below;
use super::escape::{code, literal};
use super::facts::{described, described_in_body, described_param, value_text};
use super::scene::Scene;
use super::ty::type_text;
use crate::model::{Body, Enum, EnumValue, Field, Param, ParamPlace};

/// The columns of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// Name, type, required, default, description, example.
    Parameters,
    /// Name, type, description.
    Response,
    /// Name, type, required, description, example.
    Model,
}

/// A table of fields, without a line feed at its end. No other table of a page has the same owner.
pub(super) fn fields<'a>(
    scene: Scene<'_>,
    columns: Columns,
    owner: &str,
    fields: impl IntoIterator<Item = &'a Field>,
) -> String {
    let mut below = Below::new(scene, owner);
    let mut table = head(scene, columns);
    for field in fields {
        let default = if columns == Columns::Model { field.default() } else { None };
        let description = described(scene, field, default, &mut below);
        table.push('\n');
        table.push_str(&row(scene, columns, field, &description));
    }
    below.after(table)
}

/// A table of the parameters of one place.
pub(super) fn params<'a>(
    scene: Scene<'_>,
    place: ParamPlace,
    params: impl IntoIterator<Item = &'a Param>,
) -> String {
    let owner = match place {
        ParamPlace::Path => "path",
        ParamPlace::Query => "query",
        ParamPlace::Header => "header",
        ParamPlace::Cookie => "cookie",
    };
    let mut below = Below::new(scene, owner);
    let rows = params.into_iter().map(|param| (&param.field, described_param(scene, param, &mut below)));
    let table = sent(scene, rows);
    below.after(table)
}

/// A table of the fields of a body, some of which have styles of their own where it is a form.
pub(super) fn in_body<'a>(
    scene: Scene<'_>,
    body: &Body,
    fields: impl IntoIterator<Item = &'a Field>,
) -> String {
    let mut below = Below::new(scene, "body");
    let rows = fields.into_iter().map(|field| (field, described_in_body(scene, body, field, &mut below)));
    let table = sent(scene, rows);
    below.after(table)
}

/// A table of what is sent, each field with its description.
fn sent<'a>(scene: Scene<'_>, fields: impl IntoIterator<Item = (&'a Field, String)>) -> String {
    let mut table = head(scene, Columns::Parameters);
    for (field, description) in fields {
        table.push('\n');
        table.push_str(&row(scene, Columns::Parameters, field, &description));
    }
    table
}

fn head(scene: Scene<'_>, columns: Columns) -> String {
    let labels = &scene.labels.columns;
    let widths = scene.theme.widths();
    let wide = |label: &str, style: String| format!("<div style=\"{style}\">{label}</div>");
    let required = wide(&labels.required, widths.fixed(80));
    let description = wide(&labels.description, widths.description());
    let example = wide(&labels.example, widths.fixed(200));
    match columns {
        Columns::Parameters => {
            let default = wide(&labels.default, widths.fixed(60));
            lines(&[&labels.name, &labels.ty, &required, &default, &description, &example])
        }
        Columns::Response => lines(&[&labels.name, &labels.ty, &labels.description]),
        Columns::Model => lines(&[&labels.name, &labels.ty, &required, &description, &example]),
    }
}

/// The head of a table, and the line below it.
pub(super) fn lines(cells: &[&str]) -> String {
    format!("| {} |\n|{}", cells.join(" | "), " ---- |".repeat(cells.len()))
}

fn row(scene: Scene<'_>, columns: Columns, field: &Field, description: &str) -> String {
    let name = literal(field.name.wire());
    let ty = type_text(scene, &field.ty);
    let words = &scene.labels.words;
    let required = if field.is_required() { &words.yes } else { &words.no };
    let example = field.example.as_ref().map(value_text).unwrap_or_default();
    match columns {
        Columns::Parameters => {
            let default = field.default().map_or_else(|| "-".to_owned(), value_text);
            format!("| {name} | {ty} | {required} | {default} | {description} | {example} |")
        }
        Columns::Response => format!("| {name} | {ty} | {description} |"),
        Columns::Model => format!("| {name} | {ty} | {required} | {description} | {example} |"),
    }
}

/// The values of an enum with what they mean, and with their names where they have any.
pub(super) fn values(scene: Scene<'_>, owner: &str, values: &Enum) -> String {
    let mut below = Below::new(scene, owner);
    let labels = &scene.labels.columns;
    let name = |value: &EnumValue| {
        let name = &value.name.spelling;
        if *name == value.value.to_string() { String::new() } else { code(name) }
    };
    let has_names = values.values.iter().any(|value| !name(value).is_empty());
    let mut table = if has_names {
        lines(&[&labels.value, &labels.name, &labels.description])
    } else {
        lines(&[&labels.value, &labels.description])
    };
    for value in &values.values {
        let text = match value.value.to_json() {
            serde_json::Value::String(text) => code(&text),
            other => code(&other.to_string()),
        };
        let name = if has_names { format!(" {} |", name(value)) } else { String::new() };
        let description = below.cell(&value.name.spelling, scene.maybe(value.description.as_ref()));
        table.push_str(&format!("\n| {text} |{name} {description} |"));
    }
    below.after(table)
}
