//! Facts: what a cell says after the description of a field: format, limits, null, deprecation.
//!
//! The columns of the source page have no room for these, and readers look for them where the field is described.

use serde_json::{Number, Value};

use super::below::Below;
use super::escape::{cell, code};
use super::labels::fill;
use super::scene::Scene;
use super::sent;
use super::ty::format_of;
use crate::model::{Access, Body, Deprecation, Field, Limits, Param, Type};

/// The description of a field with everything that is known about it, as one cell.
pub(super) fn described(
    scene: Scene<'_>,
    field: &Field,
    default: Option<&Value>,
    below: &mut Below<'_>,
) -> String {
    described_with(scene, field, default, Vec::new(), below)
}

/// The same of a parameter, with how it is sent where that does not go without saying.
pub(super) fn described_param(scene: Scene<'_>, param: &Param, below: &mut Below<'_>) -> String {
    described_with(scene, &param.field, None, sent::of_param(scene, param), below)
}

/// The same of a field of a body.
pub(super) fn described_in_body(
    scene: Scene<'_>,
    body: &Body,
    field: &Field,
    below: &mut Below<'_>,
) -> String {
    described_with(scene, field, None, sent::in_body(scene, body, field), below)
}

fn described_with(
    scene: Scene<'_>,
    field: &Field,
    default: Option<&Value>,
    more: Vec<String>,
    below: &mut Below<'_>,
) -> String {
    let mut parts = Vec::new();
    if let Some(deprecation) = &field.deprecation {
        parts.push(deprecated(scene, deprecation));
    }
    let description = scene.maybe(field.description.as_ref());
    if !description.trim().is_empty() {
        parts.push(below.cell(field.name.wire(), description));
    }
    let mut facts = limits(scene, &field.ty, &field.limits);
    facts.extend(more);
    let labels = &scene.labels.limits;
    if field.nullable {
        facts.push(fill(&labels.nullable, &["`null`"]));
    }
    if let Some(default) = default {
        facts.push(fill(&labels.default, &[&value_text(default)]));
    }
    if let Some(option) = &field.from_option {
        facts.push(fill(&labels.from_option, &[&code(option)]));
    }
    if let Some(format) = &field.format {
        facts.push(fill(&labels.format, &[&code(format)]));
    }
    if let Some(media) = &field.content_type {
        facts.push(fill(&labels.media_type, &[&code(media)]));
    }
    match field.access {
        Access::Both => {}
        Access::ReadOnly => facts.push(labels.read_only.clone()),
        Access::WriteOnly => facts.push(labels.write_only.clone()),
    }
    if field.secret {
        facts.push(labels.secret.clone());
    }
    if !facts.is_empty() {
        parts.push(scene.sentences(&facts));
    }
    parts.join("<br>")
}

/// That something is deprecated, and what to use instead, in one line.
pub(super) fn deprecated(scene: Scene<'_>, deprecation: &Deprecation) -> String {
    // An element, because two stars could pair with an author's that have no partner.
    let title = format!("<strong>{}</strong>", scene.deprecated(deprecation));
    let instead = cell(scene.maybe(deprecation.instead.as_ref()));
    if instead.is_empty() { title } else { format!("{title}{}{instead}", scene.labels.colon) }
}

/// The limits of a value and the format of its type, each a sentence without its end.
pub(super) fn limits(scene: Scene<'_>, ty: &Type, limits: &Limits) -> Vec<String> {
    let Limits {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_length,
        max_length,
        pattern,
        min_items,
        max_items,
        min_fields,
        max_fields,
        items,
    } = limits;
    let labels = &scene.labels.limits;
    let mut facts = Vec::new();
    if let Some(format) = format_of(ty) {
        facts.push(fill(&labels.format, &[&code(format)]));
    }
    let number = |limit: &Option<Number>| limit.as_ref().map(ToString::to_string);
    let count = |limit: &Option<u64>| limit.map(|limit| limit.to_string());
    for (label, least, most) in [
        (&labels.range, number(minimum), number(maximum)),
        (&labels.length, count(min_length), count(max_length)),
        (&labels.items, count(min_items), count(max_items)),
        (&labels.entries, count(min_fields), count(max_fields)),
    ] {
        if let Some(range) = range(scene, least, most) {
            facts.push(fill(label, &[&range]));
        }
    }
    for (label, limit) in [
        (&labels.greater_than, exclusive_minimum),
        (&labels.less_than, exclusive_maximum),
        (&labels.multiple_of, multiple_of),
    ] {
        facts.extend(limit.as_ref().map(|limit| fill(label, &[&limit.to_string()])));
    }
    if let Some(pattern) = pattern {
        facts.push(fill(&labels.pattern, &[&code(pattern)]));
    }
    if matches!(ty, Type::Set(_)) {
        facts.push(labels.unique.clone());
    }
    if let (Some(items), Some(element)) = (items, ty.element()) {
        // The format of the elements has been said.
        let own = self::limits(scene, &element.clone().split_null().0, items);
        let format = usize::from(format_of(element).is_some());
        facts.extend(own.iter().skip(format).map(|fact| fill(&labels.each, &[fact])));
    }
    facts
}

fn range(scene: Scene<'_>, least: Option<String>, most: Option<String>) -> Option<String> {
    let labels = &scene.labels.limits;
    Some(match (least, most) {
        (Some(least), Some(most)) if least == most => fill(&labels.exactly, &[&least]),
        (Some(least), Some(most)) => fill(&labels.between, &[&least, &most]),
        (Some(least), None) => fill(&labels.at_least, &[&least]),
        (None, Some(most)) => fill(&labels.at_most, &[&most]),
        (None, None) => return None,
    })
}

/// A value in a cell: text without quotes, everything else as JSON. An empty text keeps its quotes, to be seen at all.
pub(super) fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => code(text),
        other => code(&other.to_string()),
    }
}
