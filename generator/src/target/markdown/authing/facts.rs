//! Facts: what the cells of a field say, in the words of the document that it comes from.
//!
//! The family prints a schema's own words: its bare type, the name behind its reference, its default and its example
//! whatever they are. What an import changed of these is in the field's origin; the rest follows from the model.

use serde_json::Value;

use super::inert::inert;
use super::json;
use crate::model::{Api, EnumRepr, Field, Type, TypeId, TypeKind};

/// What a schema says that its values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told<'a> {
    /// A type, by its word in JSON Schema.
    Word(&'static str),
    /// A named schema.
    Reference(TypeId),
    /// An array, by what its elements are.
    Array(&'a Type),
    /// Neither a type nor a reference: a union, or nothing at all.
    Nothing,
}

/// What the schema of a type says.
pub(super) fn told<'a>(api: &'a Api, ty: &'a Type) -> Told<'a> {
    match ty {
        Type::Boolean => Told::Word("boolean"),
        Type::Int32 | Type::Int64 | Type::UInt64 | Type::UnixTime => Told::Word("integer"),
        Type::Float | Type::Double | Type::DecimalNumber => Told::Word("number"),
        Type::Map(_) => Told::Word("object"),
        Type::Any => Told::Nothing,
        Type::Array(element) | Type::Set(element) => Told::Array(element),
        Type::Nullable(inner) => told(api, inner),
        Type::Named(id) if !api[*id].in_place => Told::Reference(*id),
        Type::Named(id) => in_place(api, &api[*id].kind),
        Type::Decimal
        | Type::String
        | Type::Date
        | Type::DateTime
        | Type::HttpDate
        | Type::Duration
        | Type::Uuid
        | Type::Uri
        | Type::Bytes
        | Type::Binary
        | Type::Base64Url => Told::Word("string"),
    }
}

fn in_place<'a>(api: &'a Api, kind: &'a TypeKind) -> Told<'a> {
    match kind {
        TypeKind::Object(_) => Told::Word("object"),
        TypeKind::Enum(known) => match known.repr {
            EnumRepr::String => Told::Word("string"),
            EnumRepr::Integer => Told::Word("number"),
            EnumRepr::Mixed => Told::Nothing,
        },
        // The family knows arrays by what all of their elements are.
        TypeKind::Tuple(_) => Told::Word("array"),
        TypeKind::Union(_) => Told::Nothing,
        TypeKind::Alias(ty, _) => told(api, ty),
    }
}

/// The named schema behind a field, or behind its elements.
pub(super) fn reference(api: &Api, field: &Field) -> Option<TypeId> {
    match told(api, &field.ty) {
        Told::Reference(id) => Some(id),
        Told::Array(element) => match told(api, element) {
            Told::Reference(id) => Some(id),
            _ => None,
        },
        _ => None,
    }
}

/// The description, in one line.
pub(super) fn description(field: &Field) -> String {
    let origin = field.origin.as_ref().and_then(|origin| origin.description.as_deref());
    let own = field.description.as_ref().map_or("", |text| text.get(0));
    inert(origin.unwrap_or(own)).replace('\n', "<br>")
}

/// The default, unless it counts as nothing.
pub(super) fn default(field: &Field) -> Option<&Value> {
    let origin = field.origin.as_ref().and_then(|origin| origin.default.as_ref());
    origin.or(field.default())
}

/// The example, unless it counts as nothing.
pub(super) fn example(field: &Field) -> Option<&Value> {
    let origin = field.origin.as_ref().and_then(|origin| origin.example.as_ref());
    origin.or(field.example.as_ref()).filter(|value| !json::is_nothing(value))
}

/// The first value of an enum that is written in place.
pub(super) fn first_value(api: &Api, field: &Field) -> Option<String> {
    let Type::Named(id) = &field.ty else { return None };
    match &api[*id].kind {
        TypeKind::Enum(known) if api[*id].in_place => {
            known.values.first().map(|value| value.value.to_string())
        }
        _ => None,
    }
}

/// The most elements, as a sentence.
pub(super) fn most_elements(field: &Field) -> String {
    field.limits.max_items.map_or_else(String::new, |most| format!("数组长度限制：{most}。"))
}

/// What a schema is called.
pub(super) fn name(api: &Api, id: TypeId) -> &str {
    api[id].origin.as_deref().unwrap_or(&api[id].name.spelling)
}
