//! How values with parts are sent: sentences about the style of a parameter or of a form's field,
//! and a sample of what is written. Both come from `example`, which lays values out by their style.

use super::escape::code;
use super::labels::fill;
use super::scene::Scene;
use crate::example::{self, Parts};
use crate::model::{Body, Field, Media, Param, ParamPlace, Style};

/// How a parameter is sent, each fact a sentence without its end; none where the value is one plain
/// string in the usual style.
pub(super) fn of_param(scene: Scene<'_>, param: &Param) -> Vec<String> {
    let is_usual = param.style == Style::usual(param.place);
    facts(scene, &param.field, param.place, param.style, is_usual)
}

/// How a field of a body is sent; none where the body is not a form.
pub(super) fn in_body(scene: Scene<'_>, body: &Body, field: &Field) -> Vec<String> {
    if body.media != Media::Form {
        return Vec::new();
    }
    let own = body.styles.iter().find(|(name, _)| name == field.name.wire());
    let style = own.map_or_else(Style::in_form, |(_, style)| *style);
    // A field of a form is a pair, as a parameter in a query is.
    facts(scene, field, ParamPlace::Query, style, own.is_none())
}

fn facts(scene: Scene<'_>, field: &Field, place: ParamPlace, style: Style, is_usual: bool) -> Vec<String> {
    let value = example::value_with_parts(scene.api, field, style);
    let parts = example::parts(place, style, &value);
    if parts.is_none() && is_usual {
        return Vec::new();
    }
    let labels = &scene.labels.styles;
    let mut facts: Vec<String> = parts.map(|parts| sentence(scene, parts)).into_iter().collect();
    let sent = example::sent(place, field.name.wire(), style, &value);
    if !sent.is_empty() {
        facts.push(fill(&labels.sent_as, &[&code(&sent)]));
    }
    facts
}

fn sentence(scene: Scene<'_>, parts: Parts) -> String {
    let labels = &scene.labels.styles;
    match parts {
        Parts::Json => labels.json.clone(),
        Parts::JsonElements => labels.json_elements.clone(),
        Parts::Repeated => labels.repeated.clone(),
        Parts::Elements(separator) => fill(&labels.elements, &[&code(separator)]),
        Parts::Fields => labels.fields.clone(),
        Parts::Brackets => labels.brackets.clone(),
        Parts::Pairs(separator) => fill(&labels.pairs, &[&code(separator)]),
        Parts::NamesAndValues(separator) => fill(&labels.names_and_values, &[&code(separator)]),
    }
}
