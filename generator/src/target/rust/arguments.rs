//! Arguments: what of an operation is an argument of its method, what a setter of its builder, and what its body.

use super::names::{self, Ident};
use super::types::{Argument, Scope, Types};
use crate::model::{
    Api, Body, BodyPresence, Direction, Field, Media, Object, Operation, Param, ParamPlace, TypeId,
};

/// The object of a body whose fields are parameters of the call.
pub(super) fn inline_body<'a>(
    api: &'a Api,
    operation: &'a Operation,
) -> Option<(TypeId, &'a Body, &'a Object)> {
    api.inline_body(operation)
}

/// Whether an app has to give a value of a field.
pub(super) fn is_needed(api: &Api, field: &Field) -> bool {
    api.requires_value(field)
}

/// Whether an app can choose the value of a field, if only among values that this version of the crate does not know.
pub(super) fn is_open(api: &Api, field: &Field) -> bool {
    api.only_value(field).is_none_or(|values| values.open) && api.tag_of(field).is_none()
}

/// Whether the builder may have no body. One with the page number in it always has one, and so has one that asks for a
/// stream.
pub(super) fn is_optional(operation: &Operation) -> bool {
    let is_there = page_param(operation).is_none()
        && operation.pagination.as_ref().is_some_and(|pages| pages.position.is_some());
    operation.body.as_ref().is_some_and(|body| body.presence == BodyPresence::Optional)
        && !is_there
        && operation.streamed.is_none()
}

/// Whether the body is an argument that the caller can take back.
pub(super) fn is_retractable(operation: &Operation) -> bool {
    operation.body.as_ref().is_some_and(|body| body.presence.allows_absence()) && !is_optional(operation)
}

/// What gives a call its body.
pub(super) fn body_link(operation: &Operation) -> Option<String> {
    let body = operation.body.as_ref()?;
    let method = match body.media {
        Media::Json => "json",
        Media::Form => "form",
        Media::Multipart => "multipart",
        Media::Text => "text",
        Media::Bytes => "upload",
    };
    Some(if is_optional(operation) {
        format!(".maybe(&self.body, runtime::Call::{method})")
    } else {
        format!(".{method}(&self.body)")
    })
}

/// Whether the body of an operation is an argument of its method, and not its fields or a setter.
pub(super) fn is_body_argument(api: &Api, operation: &Operation) -> bool {
    operation.body.is_some() && inline_body(api, operation).is_none() && !is_optional(operation)
}

/// A body as an argument.
pub(super) fn body_argument(types: &Types<'_>, body: &Body) -> Argument {
    types.taken(&body.ty, false, Scope::Crate)
}

/// The fields of a body that a call can set: not those that only answers have.
pub(super) fn request_fields(object: &Object) -> impl Iterator<Item = &Field> {
    object.fields.iter().filter(|field| field.access.is_in(Direction::Request))
}

/// The parameters outside the body that have to be given, in order.
pub(super) fn required_params<'a>(api: &'a Api, operation: &'a Operation) -> impl Iterator<Item = &'a Param> {
    operation.params.iter().filter(|param| is_argument(api, &param.field))
}

/// Whether a parameter is an argument of the method: it has to be given, and nothing else gives it.
pub(super) fn is_argument(api: &Api, field: &Field) -> bool {
    is_needed(api, field) && field.from_option.is_none()
}

/// The field of a client that keeps an option for the calls that it fills in.
pub(super) fn option_field(option: &str) -> Ident {
    names::field(&crate::model::Name::new(option))
}

/// The query parameter that says which page, where one does.
pub(super) fn page_param(operation: &Operation) -> Option<&Field> {
    let pages = operation.pagination.as_ref()?;
    let [name] = pages.position.as_ref()?.0.as_slice() else { return None };
    operation
        .params
        .iter()
        .find(|param| param.place == ParamPlace::Query && param.field.name.wire() == name)
        .map(|param| &param.field)
}

/// The setter of a whole body: `body`, unless a parameter is called so.
pub(super) fn free_setter(operation: &Operation) -> Ident {
    let mut name = crate::model::Name::new("body");
    while operation
        .params
        .iter()
        .any(|param| names::call_setter(&param.field.name) == names::call_setter(&name))
    {
        name.spelling.push_str("_content");
    }
    names::call_setter(&name)
}
