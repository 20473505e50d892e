//! What a call says, in any language: required parameters first, with the author's examples, then optional ones that
//! have an example.
//!
//! Parameters and the fields of the body are arguments alike, as in the clients of the source family: a caller does not
//! care which part of a request something travels in. Where a body is no object, or one of its fields is called like a
//! parameter, it is one argument, `body`.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::example;
use crate::model::{Api, Direction, Field, Operation, Type, TypeId};

/// How many optional arguments a sample shows: enough to see how it is done, few enough to be read.
const MOST_OPTIONAL: usize = 8;

/// What a call is given.
pub(super) enum Request<'a> {
    /// Nothing at all.
    Nothing,
    /// Arguments, each with its name.
    Arguments {
        /// The arguments, required ones first.
        arguments: Vec<Argument<'a>>,
        /// The type that has all of them, where one has.
        ty: Option<TypeId>,
    },
    /// A body as it is.
    Whole(&'a Type, Value),
}

/// An argument of a call.
pub(super) struct Argument<'a> {
    /// Its name on the wire.
    pub(super) wire: Cow<'a, str>,
    /// Its name in code, before any language.
    pub(super) spelling: Cow<'a, str>,
    /// Its type.
    pub(super) ty: &'a Type,
    /// Its value.
    pub(super) value: Value,
}

impl<'a> Request<'a> {
    /// What the sample of an operation sends.
    pub(super) fn of(api: &'a Api, operation: &'a Operation) -> Self {
        let params: Vec<&Field> = operation.params.iter().map(|param| &param.field).collect();
        let Some(body) = &operation.body else {
            if params.is_empty() {
                return Self::Nothing;
            }
            return Self::Arguments { arguments: arguments(api, &params, None), ty: None };
        };
        let object = api.object(&body.ty).filter(|(_, object)| {
            let taken: HashSet<&str> = params.iter().map(|param| param.name.wire()).collect();
            object.fields.iter().all(|field| !taken.contains(field.name.wire()))
        });
        if let Some((id, object)) = object {
            let ty = params.is_empty().then_some(id);
            let fields = object.fields.iter().filter(|field| field.access.is_in(Direction::Request));
            let fields: Vec<&Field> = params.into_iter().chain(fields).collect();
            let given = body.example.as_ref().and_then(Value::as_object).filter(|_| !body.inline);
            return Self::Arguments { arguments: arguments(api, &fields, given), ty };
        }
        let value = body.example.clone().unwrap_or_else(|| {
            let least = example::least_value_of_type(api, &body.ty, Direction::Request);
            shown(least, &example::value_of_type(api, &body.ty, Direction::Request))
        });
        if params.is_empty() {
            return Self::Whole(&body.ty, value);
        }
        let name: Cow<'_, str> = name_of_body(&params).into();
        let mut arguments = arguments(api, &params, None);
        arguments.push(Argument { wire: name.clone(), spelling: name, ty: &body.ty, value });
        Self::Arguments { arguments, ty: None }
    }
}

/// The arguments for fields, with the values of an example of the whole body, where there is one.
fn arguments<'a>(api: &Api, fields: &[&'a Field], given: Option<&Map<String, Value>>) -> Vec<Argument<'a>> {
    let given = |field: &Field| given?.get(field.name.wire()).cloned();
    let argument = |field: &'a Field, value| Argument {
        wire: field.name.wire().into(),
        spelling: field.name.spelling.as_str().into(),
        ty: &field.ty,
        value,
    };
    let (required, optional): (Vec<&Field>, Vec<&Field>) =
        fields.iter().partition(|field| field.is_required());
    let required = required.into_iter().map(|field| {
        let value = given(field).unwrap_or_else(|| required_value(api, field));
        argument(field, value)
    });
    let optional_value = |field: &Field| {
        let value = given(field).or_else(|| field.example.clone());
        value.filter(|value| !value.is_null())
    };
    let optional = optional
        .into_iter()
        .filter(|field| field.deprecation.is_none())
        .filter_map(|field| Some(argument(field, optional_value(field)?)));
    required.chain(optional.take(MOST_OPTIONAL)).collect()
}

/// `body`, unless a parameter is called that already.
pub(super) fn name_of_body(params: &[&Field]) -> String {
    let mut name = "body".to_owned();
    while params.iter().any(|param| param.name.wire() == name) {
        name.insert_str(0, "request_");
    }
    name
}

/// What its author showed, or the least that its type allows.
fn required_value(api: &Api, field: &Field) -> Value {
    match field.example.as_ref().or(field.default()) {
        Some(value) => value.clone(),
        None if field.ty.innermost_named().is_some() => {
            let least = example::least_value_of_type(api, &field.ty, Direction::Request);
            shown(least, &example::value_of_type(api, &field.ty, Direction::Request))
        }
        None => example::value_of(api, field, Direction::Request),
    }
}

/// The least that a value says, and a little of all that it could say where that is nothing at all: an object with
/// nothing in it shows nothing.
fn shown(least: Value, full: &Value) -> Value {
    const MOST: usize = 3;
    match (least, full) {
        (Value::Object(least), Value::Object(full)) if least.is_empty() => {
            let is_plain = |value: &Value| !matches!(value, Value::Object(_) | Value::Array(_) | Value::Null);
            let some = full.iter().filter(|(_, value)| is_plain(value)).take(MOST);
            Value::Object(some.map(|(name, value)| (name.clone(), value.clone())).collect())
        }
        (Value::Object(least), Value::Object(full)) => {
            let fields = least.into_iter().map(|(name, value)| {
                let value = match full.get(&name) {
                    Some(full) => shown(value, full),
                    None => value,
                };
                (name, value)
            });
            Value::Object(fields.collect())
        }
        (Value::Array(least), Value::Array(full)) if least.len() == full.len() => {
            Value::Array(least.into_iter().zip(full).map(|(least, full)| shown(least, full)).collect())
        }
        (least, _) => least,
    }
}
