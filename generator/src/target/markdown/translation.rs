//! Whether a page shows texts in another locale than its own: it says so then, at its top.
//!
//! A page shows what the author wrote about its operation and about every type in its sections. What is looked at here is
//! what the views take texts from; a text that only a link has, as the title of another page, does not count.

use super::parameters::body_fields;
use super::replies;
use super::scene::Scene;
use super::types::TypeView;
use crate::model::{Deprecation, Direction, Field, Operation, Text, Type, TypeDef, TypeKind};

/// Whether the page of an operation does, with the sections of some types.
pub(super) fn is_missing(scene: Scene<'_>, operation: &Operation, types: &[&TypeView]) -> bool {
    let own =
        [Some(&operation.summary), operation.description.as_ref(), instead(operation.deprecation.as_ref())];
    any(scene, own)
        || operation.params.iter().any(|param| is_missing_in(scene, &param.field))
        || is_missing_in_fields(scene, operation)
        || is_missing_in_replies(scene, operation)
        || is_missing_in_auth(scene, operation)
        || types.iter().any(|view| view.is_untranslated)
}

/// Whether the section of a type does.
pub(super) fn is_missing_in_type(scene: Scene<'_>, def: &TypeDef) -> bool {
    let own = [def.description.as_ref(), instead(def.deprecation.as_ref())];
    any(scene, own)
        || match &def.kind {
            TypeKind::Object(object) => object.fields.iter().any(|field| is_missing_in(scene, field)),
            TypeKind::Tuple(tuple) => tuple.elements.iter().any(|element| is_missing_in(scene, element)),
            TypeKind::Enum(values) => {
                any(scene, values.values.iter().map(|value| value.description.as_ref()))
            }
            TypeKind::Union(_) | TypeKind::Alias(..) => false,
        }
}

/// Whether any of some texts is that of another locale.
pub(super) fn any<'a>(scene: Scene<'_>, texts: impl IntoIterator<Item = Option<&'a Text>>) -> bool {
    texts.into_iter().flatten().any(|text| text.is_untranslated(scene.locale))
}

/// The tables of what is sent and answered.
fn is_missing_in_fields(scene: Scene<'_>, operation: &Operation) -> bool {
    let shows = |ty: &Type, direction: Direction| {
        let fields = body_fields(scene, ty).into_iter().flatten();
        fields.filter(|field| field.access.is_in(direction)).any(|field| is_missing_in(scene, field))
    };
    operation.body.iter().any(|body| shows(&body.ty, Direction::Request))
        || operation.answer.iter().any(|answer| shows(&answer.ty, Direction::Answer))
}

/// The tables of answers and refusals by status.
fn is_missing_in_replies(scene: Scene<'_>, operation: &Operation) -> bool {
    let answers = if replies::is_plain(operation) { &[] } else { operation.answers.as_slice() };
    let mut shown = answers.iter().chain(&operation.errors);
    shown.any(|reply| {
        any(scene, [reply.description.as_ref()])
            || reply.headers.iter().any(|header| is_missing_in(scene, header))
    })
}

fn is_missing_in_auth(scene: Scene<'_>, operation: &Operation) -> bool {
    let needed =
        |scope: &str| operation.scopes.iter().any(|(_, names)| names.iter().any(|name| name == scope));
    operation.auth.iter().flatten().any(|id| {
        let scheme = &scene.api[*id];
        let scopes = scheme.scopes.iter().filter(|(name, _)| needed(name)).map(|(_, text)| Some(text));
        any(scene, scopes.chain([scheme.description.as_ref()]))
    })
}

fn is_missing_in(scene: Scene<'_>, field: &Field) -> bool {
    any(scene, [field.description.as_ref(), instead(field.deprecation.as_ref())])
}

fn instead(deprecation: Option<&Deprecation>) -> Option<&Text> {
    deprecation.and_then(|known| known.instead.as_ref())
}
