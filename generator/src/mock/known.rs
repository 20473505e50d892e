//! Values against their types, as a server looks at them: fields that the spec does not know are none of its business
//! unless their object is closed, everything else has to fit. Fields that only answers have are of no interest to it either.

use serde_json::Value;

use super::refusal::Refusal;
use super::wire::object;
use crate::check::{Step, misfit};
use crate::example::variant_of;
use crate::model::{Api, Direction, Limits, Object, Type, TypeKind, Union};

/// What is said of something that has to be there.
pub(super) const REQUIRED: &str = "it is required and not there";

/// Refuses a value that is not one of its type or not within its limits, with everything that is wrong with it.
pub(super) fn check(
    api: &Api,
    ty: &Type,
    limits: &Limits,
    place: &str,
    value: &Value,
) -> Result<(), Refusal> {
    let mut refusals = Vec::new();
    collect(api, ty, limits, place, value, &mut refusals);
    Refusal::all(refusals).map_or(Ok(()), Err)
}

/// Collects what is wrong with a value: with its parts first, and with the whole only where every part is right.
fn collect(api: &Api, ty: &Type, limits: &Limits, place: &str, value: &Value, refusals: &mut Vec<Refusal>) {
    let before = refusals.len();
    match (api.plain(ty), value) {
        (Type::Array(inner) | Type::Set(inner), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                collect(api, inner, limits.of_items(), &format!("{place}[{index}]"), item, refusals);
            }
        }
        (Type::Map(inner), Value::Object(entries)) => {
            for (key, item) in entries {
                collect(api, inner, &Limits::NONE, &format!("{place}.{key}"), item, refusals);
            }
        }
        (plain, Value::Object(entries)) => {
            let fields = object(api, plain).map_or(&[][..], |object| &object.fields);
            for field in fields.iter().filter(|field| field.access.is_in(Direction::Request)) {
                let place = format!("{place}.{}", field.name.wire());
                match entries.get(field.name.wire()) {
                    None if field.is_required() => refusals.push(Refusal::of(place, REQUIRED)),
                    None => {}
                    Some(Value::Null) if field.nullable => {}
                    Some(value) => collect(api, &field.ty, &field.limits, &place, value, refusals),
                }
            }
        }
        _ => {}
    }
    if refusals.len() > before {
        return;
    }
    if let Some(misfit) = misfit(api, ty, limits, &known(api, ty, value)) {
        let mut parameter = place.to_owned();
        for step in &misfit.path {
            match step {
                Step::Key(key) => parameter.push_str(&format!(".{key}")),
                Step::Index(index) => parameter.push_str(&format!("[{index}]")),
            }
        }
        let help = misfit.help.map_or_else(String::new, |help| format!("; {help}"));
        refusals.push(Refusal::of(parameter, misfit.message + &help));
    }
}

/// A value without the fields that its type does not know.
fn known(api: &Api, ty: &Type, value: &Value) -> Value {
    match (api.plain(ty), value) {
        (Type::Array(inner) | Type::Set(inner), Value::Array(items)) => {
            items.iter().map(|item| known(api, inner, item)).collect()
        }
        (Type::Map(inner), Value::Object(entries)) => {
            entries.iter().map(|(key, value)| (key.clone(), known(api, inner, value))).collect()
        }
        (plain, Value::Object(entries)) => match (object(api, plain), union(api, plain)) {
            (Some(object), _) => entries
                .iter()
                .filter_map(|(key, value)| Some((key.clone(), known_field(api, object, key, value)?)))
                .collect(),
            (None, Some(union)) => known_variant(api, union, value),
            (None, None) => value.clone(),
        },
        _ => value.clone(),
    }
}

/// The value of a field; `None` where it is none of the server's business.
fn known_field(api: &Api, object: &Object, key: &str, value: &Value) -> Option<Value> {
    match (object.fields.iter().find(|field| field.name.wire() == key), &object.extra) {
        (Some(field), _) => field.access.is_in(Direction::Request).then(|| known(api, &field.ty, value)),
        (None, Some(extra)) => Some(known(api, extra, value)),
        (None, None) => object.closed.then(|| value.clone()),
    }
}

fn union<'a>(api: &'a Api, ty: &Type) -> Option<&'a Union> {
    let Type::Named(id) = ty else { return None };
    match &api[*id].kind {
        TypeKind::Union(union) => Some(union),
        TypeKind::Object(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => None,
    }
}

/// A value of a union without what the type that it is of does not know; the discriminator belongs to the union.
fn known_variant(api: &Api, union: &Union, value: &Value) -> Value {
    let tag = union.discriminator.as_ref().and_then(|field| Some((field.clone(), value.get(field)?.clone())));
    let variants = variant_of(api, union, value).into_iter().chain(&union.variants);
    let fits = |value: &Value| variant_of(api, union, value).is_some();
    let mut narrowed = variants.map(|variant| with(known(api, &variant.ty, value), tag.clone()));
    narrowed.find(fits).unwrap_or_else(|| value.clone())
}

fn with(mut value: Value, field: Option<(String, Value)>) -> Value {
    if let (Some(fields), Some((name, content))) = (value.as_object_mut(), field) {
        fields.insert(name, content);
    }
    value
}
