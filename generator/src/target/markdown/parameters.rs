//! Request parameters: one table, or one for each place where an operation has parameters.

use serde::Serialize;

use super::escape::code;
use super::labels::fill;
use super::scene::Scene;
use super::table;
use super::ty::type_text;
use crate::model::{
    Body, BodyPresence, Direction, Field, Object, Operation, Param, ParamPlace, Type, TypeKind,
};

/// The parameters that are sent in one place.
#[derive(Debug, Serialize)]
pub(super) struct ParametersView {
    /// Whether the place is named in a heading of its own, because there are several.
    has_heading: bool,
    /// The place, as in `Query parameters`.
    heading: String,
    /// Whether there is a text.
    has_text: bool,
    /// How the parameters are sent, as blocks.
    text: String,
    /// Whether there is a table.
    has_table: bool,
    /// The table of the parameters.
    table: String,
}

/// The parameters of an operation by the place where they are sent; a single text when it has none.
pub(super) fn parameters(scene: Scene<'_>, operation: &Operation) -> Vec<ParametersView> {
    let labels = &scene.labels.places;
    let mut views: Vec<ParametersView> = [
        (ParamPlace::Path, &labels.path),
        (ParamPlace::Query, &labels.query),
        (ParamPlace::Header, &labels.header),
        (ParamPlace::Cookie, &labels.cookie),
    ]
    .into_iter()
    .filter_map(|(place, heading)| outside_body(scene, operation, place, heading))
    .collect();
    views.extend(operation.body.as_ref().map(|body| in_body(scene, body)));
    match views.as_mut_slice() {
        [] => views.push(view("", scene.labels.sentences.no_parameters.clone(), String::new())),
        [only] => {
            only.has_heading = false;
            if !only.has_text {
                only.text = format!("{}{}", only.heading, scene.colon());
                only.has_text = true;
            }
        }
        _ => {}
    }
    views
}

fn view(heading: &str, text: String, table: String) -> ParametersView {
    ParametersView {
        has_heading: !heading.is_empty(),
        heading: heading.to_owned(),
        has_text: !text.is_empty(),
        text,
        has_table: !table.is_empty(),
        table,
    }
}

fn outside_body(
    scene: Scene<'_>,
    operation: &Operation,
    place: ParamPlace,
    heading: &str,
) -> Option<ParametersView> {
    let params: Vec<&Param> = operation.params.iter().filter(|param| param.place == place).collect();
    (!params.is_empty()).then(|| view(heading, String::new(), table::params(scene, place, params)))
}

fn in_body(scene: Scene<'_>, body: &Body) -> ParametersView {
    let sentences = &scene.labels.sentences;
    let media = code(&body.content_type);
    let fields_of = body_fields(scene, &body.ty).filter(|fields| !fields.is_empty());
    let sent = |of: &'_ Vec<Field>| {
        let of = of.iter().filter(|field| field.access.is_in(Direction::Request));
        table::in_body(scene, body, of)
    };
    let table = fields_of.map(sent).unwrap_or_default();
    let text = if body.inline {
        fill(&sentences.body, &[&media])
    } else if table.is_empty() {
        fill(&sentences.body_type, &[&type_text(scene, &body.ty), &media])
    } else {
        fill(&sentences.body_type, &[&code(&super::ty::type_name(scene, &body.ty)), &media])
    };
    let optional = if body.presence == BodyPresence::Optional {
        format!("\n\n{}", sentences.body_optional)
    } else {
        String::new()
    };
    let others: Vec<String> = body.others.iter().map(|other| code(&other.content_type)).collect();
    let others = match others.as_slice() {
        [] => String::new(),
        others => format!("\n\n{}", fill(&sentences.body_other, &[&others.join(", ")])),
    };
    let text = format!("{text}{others}{optional}{}", further_fields(scene, &body.ty, &table));
    view(&scene.labels.places.body, text, table)
}

/// What is said of further fields below a table of the known ones, as a block of its own; nothing where a section of its
/// own says it of the type.
pub(super) fn further_fields(scene: Scene<'_>, ty: &Type, table: &str) -> String {
    let Type::Named(id) = ty else { return String::new() };
    match &scene.api[*id].kind {
        TypeKind::Object(Object { extra: Some(extra), .. }) if !table.is_empty() => {
            format!("\n\n{}", fill(&scene.labels.sentences.extra, &[&type_text(scene, extra)]))
        }
        TypeKind::Object(Object { closed: true, .. }) if !table.is_empty() => {
            format!("\n\n{}", scene.labels.sentences.closed)
        }
        _ => String::new(),
    }
}

/// The fields of a body or an answer that is an object.
pub(super) fn body_fields<'a>(scene: Scene<'a>, ty: &Type) -> Option<&'a Vec<Field>> {
    match ty {
        Type::Named(id) => match &scene.api[*id].kind {
            TypeKind::Object(object) => Some(&object.fields),
            TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => None,
        },
        _ => None,
    }
}
