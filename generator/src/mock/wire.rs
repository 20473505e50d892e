//! Text on the wire → JSON values: the way back from what clients encode.
//!
//! A type says how a text is read: `7` is a number where a number is wanted and a text elsewhere. What cannot be read as
//! its type stays a text, so that the check that follows can say what was wanted and what came.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Number, Value};

use crate::model::{Api, EnumRepr, Field, Object, Type, TypeKind};

/// Names and values, decoded.
pub(super) type Pairs = [(String, String)];

/// A text without its percent-encoding.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A text of a query or a form without its encoding.
pub(super) fn query_decoded(text: &str) -> String {
    decoded(&text.replace('+', " "))
}

/// The pairs of a query or a form, decoded.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    raw_pairs(text).into_iter().map(|(name, value)| (name, query_decoded(&value))).collect()
}

/// The pairs of a query with their names decoded and their values as they came.
pub(super) fn raw_pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (query_decoded(name), value.to_owned()))
        .collect()
}

/// The fields of a type, where it has any.
pub(super) fn object<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a Object> {
    let Type::Named(id) = api.plain(ty) else { return None };
    match &api[*id].kind {
        TypeKind::Object(object) => Some(object),
        TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => None,
    }
}

/// A text as a value of a type that is no collection.
pub(super) fn scalar(api: &Api, ty: &Type, text: &str) -> Value {
    let whole = || text.parse().ok().map(|number: i64| Value::from(number));
    let value = match api.plain(ty) {
        Type::Boolean => text.parse().ok().map(Value::Bool),
        Type::UInt64 => text.parse().ok().map(|number: u64| Value::from(number)),
        plain if plain.is_whole() => whole(),
        Type::DecimalNumber => text.parse().ok().map(Value::Number),
        Type::Float | Type::Double => text.parse().ok().and_then(Number::from_f64).map(Value::Number),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Enum(values) if values.repr == EnumRepr::Integer => whole(),
            TypeKind::Enum(values) => {
                let known = values.values.iter().find(|known| known.value.to_string() == text);
                known.map(|known| known.value.to_json())
            }
            _ => None,
        },
        _ => None,
    };
    value.unwrap_or_else(|| Value::from(text))
}

/// The value of a form's body.
pub(super) fn form_value(api: &Api, ty: &Type, pairs: &Pairs) -> Value {
    let typed = object(api, ty).and_then(|object| fields(api, &object.fields, pairs, str::to_owned));
    typed.unwrap_or_else(|| match object(api, ty) {
        Some(_) => Value::Object(Map::new()),
        None => pairs.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect(),
    })
}

/// The value of an object whose fields are pairs of their own; `None` where none of them is there.
pub(super) fn fields_of(api: &Api, object: &Object, pairs: &Pairs) -> Option<Value> {
    fields(api, &object.fields, pairs, str::to_owned)
}

/// The value of a name: lists repeat it, objects and maps follow it by the field in brackets.
pub(super) fn value(api: &Api, ty: &Type, name: &str, pairs: &Pairs) -> Option<Value> {
    match api.plain(ty) {
        Type::Array(inner) | Type::Set(inner) => {
            let items: Vec<Value> = texts(name, pairs).map(|(_, text)| scalar(api, inner, text)).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        Type::Map(inner) => map(api, inner, name, pairs),
        plain => match object(api, plain) {
            Some(object) => nested(api, object, name, pairs),
            None => texts(name, pairs).next().map(|(_, text)| scalar(api, plain, text)),
        },
    }
}

fn texts<'a>(name: &'a str, pairs: &'a Pairs) -> impl Iterator<Item = &'a (String, String)> {
    pairs.iter().filter(move |(key, _)| key == name || key.strip_suffix("[]") == Some(name))
}

/// Goes on only where there is something below the name, which is what ends the walk into a recursive type.
fn nested(api: &Api, object: &Object, name: &str, pairs: &Pairs) -> Option<Value> {
    let open = format!("{name}[");
    let is_there = pairs.iter().any(|(key, _)| key.starts_with(&open));
    is_there.then(|| fields(api, &object.fields, pairs, |field| format!("{open}{field}]"))).flatten()
}

fn fields(api: &Api, fields: &[Field], pairs: &Pairs, name: impl Fn(&str) -> String) -> Option<Value> {
    let mut object = Map::new();
    for field in fields {
        if let Some(value) = value(api, &field.ty, &name(field.name.wire()), pairs) {
            object.insert(field.name.wire().to_owned(), value);
        }
    }
    (!object.is_empty()).then_some(Value::Object(object))
}

fn map(api: &Api, inner: &Type, name: &str, pairs: &Pairs) -> Option<Value> {
    let open = format!("{name}[");
    let mut map = Map::new();
    for (key, _) in pairs {
        let Some((entry, _)) = key.strip_prefix(&open).and_then(|rest| rest.split_once(']')) else {
            continue;
        };
        if !map.contains_key(entry)
            && let Some(value) = value(api, inner, &format!("{open}{entry}]"), pairs)
        {
            map.insert(entry.to_owned(), value);
        }
    }
    (!map.is_empty()).then_some(Value::Object(map))
}
