//! Values: a JSON value of a type as a Rust expression.

use serde_json::Value;

use super::names;
use super::operation_view::Scene;
use super::sample::MOST_SETTERS;
use super::types::{Kind, scalar_name};
use super::{layout, literal, tag};
use crate::example;
use crate::model::{Enum, Field, Type, TypeId, TypeKind, Union, spelled};

/// An expression for the value of a field, as an argument of what sets it in its owner.
pub(super) fn argument(
    scene: &Scene<'_>,
    field: &Field,
    owner: Option<TypeId>,
    value: &Value,
    indent: usize,
) -> String {
    // A box takes the type itself, and nothing that becomes it.
    if scene.types.is_boxed(field, owner) {
        return owned(scene, &field.ty, value, indent);
    }
    expression(scene, &field.ty, field.secret, value, indent)
}

/// An expression for a value, as an argument of a method. Long ones take several lines, indented by `indent`.
pub(super) fn expression(scene: &Scene<'_>, ty: &Type, secret: bool, value: &Value, indent: usize) -> String {
    match ty {
        Type::Boolean => value.as_bool().unwrap_or_default().to_string(),
        Type::Int32 | Type::Int64 => value.as_i64().unwrap_or_default().to_string(),
        Type::UInt64 => value.as_u64().unwrap_or_default().to_string(),
        // A bare number would not say of which type it is.
        Type::UnixTime => format!("{}_i64", value.as_i64().unwrap_or_default()),
        Type::Float | Type::Double => float(value),
        Type::Any => json(scene, value),
        Type::Array(inner) | Type::Set(inner) => list(scene, inner, secret, value, indent),
        Type::Map(inner) => map(scene, inner, secret, value, indent),
        Type::Nullable(_) if value.is_null() => "None".to_owned(),
        Type::Nullable(inner) => format!("Some({})", owned(scene, inner, value, indent)),
        Type::Named(id) => named(scene, *id, value, indent),
        _ => text(value),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => literal::string(text),
        other => literal::string(&other.to_string()),
    }
}

fn float(value: &Value) -> String {
    format!("{:?}", value.as_f64().unwrap_or_default())
}

fn json(scene: &Scene<'_>, value: &Value) -> String {
    let krate = names::krate(&scene.api.rust.krate);
    format!("{krate}::json!({})", json_tokens(value))
}

/// JSON as the macro takes it: its texts are Rust literals, which escape otherwise than JSON does, and its whole numbers
/// say their type where that is not the one that Rust takes for granted.
fn json_tokens(value: &Value) -> String {
    let list = |items: Vec<String>| items.join(",");
    match value {
        Value::Null | Value::Bool(_) => value.to_string(),
        Value::Number(number) => match number.as_i64() {
            Some(small) if i32::try_from(small).is_ok() => number.to_string(),
            Some(_) => format!("{number}i64"),
            None if number.is_u64() => format!("{number}u64"),
            None => number.to_string(),
        },
        Value::String(text) => literal::string(text),
        Value::Array(items) => format!("[{}]", list(items.iter().map(json_tokens).collect())),
        Value::Object(map) => {
            let pair =
                |(key, value): (&String, &Value)| format!("{}:{}", literal::string(key), json_tokens(value));
            format!("{{{}}}", list(map.iter().map(pair).collect()))
        }
    }
}

/// A list: an array literal, which every list parameter takes.
fn list(scene: &Scene<'_>, inner: &Type, secret: bool, value: &Value, indent: usize) -> String {
    let items: Vec<String> = value
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .map(|item| element(scene, inner, secret, item, indent + 4))
        .collect();
    if items.is_empty() {
        // An empty array literal has no type of its own.
        return format!("Vec::<{}>::new()", scene.types.text(inner, super::types::Scope::App));
    }
    enclosed("[", &items, "]", indent)
}

/// An element of a list or a map.
fn element(scene: &Scene<'_>, ty: &Type, secret: bool, value: &Value, indent: usize) -> String {
    if secret || scene.types.is_converted_inside(ty) {
        expression(scene, ty, secret, value, indent)
    } else {
        owned(scene, ty, value, indent)
    }
}

/// A map: an array literal of its entries, which every map parameter takes.
fn map(scene: &Scene<'_>, inner: &Type, secret: bool, value: &Value, indent: usize) -> String {
    let entries: Vec<String> = value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| {
            format!("({}, {})", literal::string(key), element(scene, inner, secret, value, indent + 4))
        })
        .collect();
    if entries.is_empty() {
        // An empty one has no type of its own.
        let inner = scene.types.text(inner, super::types::Scope::App);
        return format!("std::collections::BTreeMap::<String, {inner}>::new()");
    }
    enclosed("[", &entries, "]", indent)
}

fn owned_map(scene: &Scene<'_>, inner: &Type, value: &Value, indent: usize) -> String {
    let entries: Vec<String> = value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| {
            let value = owned(scene, inner, value, indent + 4);
            format!("({}.to_owned(), {value})", literal::string(key))
        })
        .collect();
    if entries.is_empty() {
        return "std::collections::BTreeMap::new()".to_owned();
    }
    let entries = enclosed("[", &entries, "]", indent);
    format!("std::collections::BTreeMap::from({entries})")
}

/// An expression of the type itself, where no conversion takes place.
pub(super) fn owned(scene: &Scene<'_>, ty: &Type, value: &Value, indent: usize) -> String {
    if let Type::Named(id) = ty
        && let TypeKind::Alias(inner, _) = &scene.api[*id].kind
    {
        return owned(scene, inner, value, indent);
    }
    if let Type::Named(id) = ty
        && let TypeKind::Union(union) = &scene.api[*id].kind
    {
        return union_value(scene, *id, union, value, indent);
    }
    // Evaluated on demand: lists and maps in one another would be built once more on each level.
    let code = || expression(scene, ty, false, value, indent);
    match ty {
        Type::Map(inner) => owned_map(scene, inner, value, indent),
        Type::Array(inner) | Type::Set(inner) => {
            let items: Vec<String> = value
                .as_array()
                .map_or(&[][..], Vec::as_slice)
                .iter()
                .map(|item| owned(scene, inner, item, indent + 4))
                .collect();
            format!("vec!{}", enclosed("[", &items, "]", indent))
        }
        _ if scene.types.is_from_literal(ty) => match scalar_name(scene.api.plain(ty)) {
            "" if *scene.api.plain(ty) == Type::Binary => {
                format!("{}::Upload::from({})", names::krate(&scene.api.rust.krate), code())
            }
            "" => format!("{}.to_owned()", code()),
            scalar => {
                format!("{}::runtime::{scalar}::from({})", names::krate(&scene.api.rust.krate), code())
            }
        },
        _ => code(),
    }
}

fn named(scene: &Scene<'_>, id: TypeId, value: &Value, indent: usize) -> String {
    match &scene.api[id].kind {
        TypeKind::Alias(inner, _) if scene.types.is_converted(inner) => {
            expression(scene, inner, false, value, indent)
        }
        TypeKind::Alias(inner, _) => owned(scene, inner, value, indent),
        TypeKind::Enum(values) => enumeration(scene, id, values, value),
        TypeKind::Union(union) => match example::variant_of(scene.api, union, value) {
            Some(variant) if scene.types.converts(id, &variant.ty) => {
                typed(scene, &variant.ty, value, indent)
            }
            _ => union_value(scene, id, union, value, indent),
        },
        TypeKind::Object(object) if value.is_null() && needs_values(scene, &object.fields) => {
            placeholder(scene, id)
        }
        TypeKind::Tuple(tuple) if value.is_null() && needs_values(scene, &tuple.elements) => {
            placeholder(scene, id)
        }
        TypeKind::Object(object) => object_value(scene, id, &object.fields, |field| value.get(field), indent),
        TypeKind::Tuple(tuple) => {
            let at = |field: &str| value.get(field.parse::<usize>().ok()?);
            object_value(scene, id, &tuple.elements, at, indent)
        }
    }
}

/// Whether a value has required parts that have required parts in turn. Where an example ends, because it would be too
/// large or without end, nothing is known of those.
fn needs_values(scene: &Scene<'_>, fields: &[Field]) -> bool {
    let is_composed = |ty: &Type| match ty {
        Type::Named(id) => {
            matches!(scene.api[*id].kind, TypeKind::Object(_) | TypeKind::Tuple(_) | TypeKind::Union(_))
        }
        _ => false,
    };
    fields.iter().any(|field| {
        Kind::of(field) == Kind::Required
            && scene.api.only_value(field).is_none()
            && is_composed(scene.api.plain(&field.ty))
    })
}

/// What a reader has to write in the place of a value that no example shows.
fn placeholder(scene: &Scene<'_>, id: TypeId) -> String {
    format!("todo!({})", literal::string(&format!("a value of `{}`", scene.types.ident(id))))
}

/// A value of one of the types of a union, which becomes the union.
fn typed(scene: &Scene<'_>, ty: &Type, value: &Value, indent: usize) -> String {
    match scene.api.plain(ty) {
        Type::String => text(value),
        // A bare number would not say of which type it is.
        number @ (Type::Int32 | Type::Int64 | Type::UInt64 | Type::Float | Type::Double) => {
            let suffix = scene.types.text(number, super::types::Scope::App);
            format!("{}_{suffix}", expression(scene, number, false, value, indent))
        }
        _ => owned(scene, ty, value, indent),
    }
}

fn union_value(scene: &Scene<'_>, id: TypeId, union: &Union, value: &Value, indent: usize) -> String {
    let ident = scene.types.ident(id);
    let Some(variant) = example::variant_of(scene.api, union, value) else {
        let variants: Vec<_> = union.variants.iter().map(|variant| names::variant(&variant.name)).collect();
        let unknown = names::unknown_variant(variants.iter());
        return format!("types::{ident}::{unknown}({})", json(scene, value));
    };
    let inner = owned(scene, &variant.ty, value, indent + 4);
    let inner = if scene.types.is_struct(&variant.ty) { format!("Box::new({inner})") } else { inner };
    format!("types::{ident}::{}({inner})", names::variant(&variant.name))
}

fn enumeration(scene: &Scene<'_>, id: TypeId, values: &Enum, value: &Value) -> String {
    let ident = scene.types.ident(id);
    let known = values.values.iter().find(|known| known.value.to_json() == *value);
    match known.or(values.values.first()) {
        Some(known) => format!("types::{ident}::{}", names::variant(&known.name)),
        None => format!("types::{ident}::from({})", json_tokens(value)),
    }
}

/// A struct, whose fields have the values that `value` finds by their names on the wire.
fn object_value<'v>(
    scene: &Scene<'_>,
    id: TypeId,
    fields: &[Field],
    value: impl Fn(&str) -> Option<&'v Value>,
    indent: usize,
) -> String {
    let field_value = |wire: &str| value(wire).filter(|value| !value.is_null());
    let mut arguments = Vec::new();
    let mut setters = Vec::new();
    for field in fields {
        let inner = indent + 4;
        if scene.api.only_value(field).is_some() || scene.api.tag_of(field).is_some() {
            let value = field_value(field.name.wire()).and_then(spelled);
            let chosen = tag::choices(scene.api, fields, field).into_iter();
            let chosen = chosen.filter(|(tag, _)| value.as_deref() == Some(*tag));
            setters.extend(chosen.map(|(_, ident)| format!("{ident}()")));
            continue;
        }
        match (Kind::of(field), field_value(field.name.wire())) {
            (Kind::Required, value) => {
                let value = value.unwrap_or(&Value::Null);
                arguments.push(argument(scene, field, Some(id), value, inner));
            }
            (_, Some(value)) if is_shown(field, setters.len()) => {
                let code = argument(scene, field, Some(id), value, inner);
                setters.push(format!("{}({code})", names::model_setter(&field.name)));
            }
            _ => {}
        }
    }
    let ident = scene.types.ident(id);
    let pad = " ".repeat(indent + 4);
    let new = enclosed(&format!("types::{ident}::new("), &arguments, ")", indent);
    setters.into_iter().fold(new, |code, setter| format!("{code}\n{pad}.{setter}"))
}

/// Whether a sample sets a field that `new` does not ask for: the server may ask for it all the same.
fn is_shown(field: &Field, already: usize) -> bool {
    field.is_required() || field.deprecation.is_none() && already < MOST_SETTERS
}

/// A list in brackets: on one line where it is short, else a line for each element.
fn enclosed(open: &str, items: &[String], close: &str, indent: usize) -> String {
    let line = items.join(", ");
    if layout::width(&line) <= 60 && !line.contains('\n') {
        return format!("{open}{line}{close}");
    }
    let pad = " ".repeat(indent);
    let items: String = items.iter().map(|item| format!("{pad}    {item},\n")).collect();
    format!("{open}\n{items}{pad}{close}")
}
