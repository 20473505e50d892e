//! Values against their types, as a server looks at them: fields that the spec does not know are none of its business,
//! everything else has to fit.

use serde_json::Value;

use super::refusal::Refusal;
use super::wire::{object, plain};
use crate::check::{Step, misfit};
use crate::model::{Api, Limits, Type};

/// What is said of something that has to be there.
pub(super) const REQUIRED: &str = "it is required and not there";

/// Refuses a value that is none of its type or not within its limits.
pub(super) fn check(
    api: &Api,
    ty: &Type,
    limits: &Limits,
    place: &str,
    value: &Value,
) -> Result<(), Refusal> {
    if let Some(path) = missing(api, ty, value) {
        return Err(Refusal::of(format!("{place}{path}"), REQUIRED));
    }
    let Some(misfit) = misfit(api, ty, limits, &known(api, ty, value)) else { return Ok(()) };
    let mut parameter = place.to_owned();
    for step in &misfit.path {
        match step {
            Step::Key(key) => parameter.push_str(&format!(".{key}")),
            Step::Index(index) => parameter.push_str(&format!("[{index}]")),
        }
    }
    let help = misfit.help.map_or_else(String::new, |help| format!("; {help}"));
    Err(Refusal::of(parameter, misfit.message + &help))
}

/// The path to the first required field that is not there, so that the refusal can name it like any other.
fn missing(api: &Api, ty: &Type, value: &Value) -> Option<String> {
    match (plain(api, ty), value) {
        (Type::Array(inner) | Type::Set(inner), Value::Array(items)) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| Some(format!("[{index}]{}", missing(api, inner, item)?))),
        (Type::Map(inner), Value::Object(entries)) => {
            entries.iter().find_map(|(key, value)| Some(format!(".{key}{}", missing(api, inner, value)?)))
        }
        (plain, Value::Object(entries)) => object(api, plain)?.fields.iter().find_map(|field| {
            let name = field.name.wire();
            match entries.get(name) {
                None => field.is_required().then(|| format!(".{name}")),
                Some(value) => Some(format!(".{name}{}", missing(api, &field.ty, value)?)),
            }
        }),
        _ => None,
    }
}

/// A value without the fields that its type does not know.
fn known(api: &Api, ty: &Type, value: &Value) -> Value {
    match (plain(api, ty), value) {
        (Type::Array(inner) | Type::Set(inner), Value::Array(items)) => {
            items.iter().map(|item| known(api, inner, item)).collect()
        }
        (Type::Map(inner), Value::Object(entries)) => {
            entries.iter().map(|(key, value)| (key.clone(), known(api, inner, value))).collect()
        }
        (plain, Value::Object(entries)) => match object(api, plain) {
            Some(object) => entries
                .iter()
                .filter_map(|(key, value)| {
                    let field = object.fields.iter().find(|field| field.name.wire() == key)?;
                    Some((key.clone(), known(api, &field.ty, value)))
                })
                .collect(),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}
