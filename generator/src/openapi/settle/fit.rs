//! Fitting: whether a JSON value is one of a shape.
//!
//! The rules are those that `check` has for the model, or stricter where the two could differ: a value that fits here
//! fits there. Types that contain themselves and unions of unions could be followed for long, so a value gets a
//! bounded number of steps.

use std::collections::HashMap;

use serde_json::{Number, Value};

use super::walk::element_of;
use crate::model::format;
use crate::schema::{EnumValue, Scalar, Shape, TypeOrShape, Variant};

/// How many steps are taken for one value.
const MOST_STEPS: usize = 20_000;

/// How many types may be entered in one another.
const MOST_LEVELS: usize = 200;

/// Compares values with shapes.
pub(super) struct Fit<'a> {
    types: &'a HashMap<&'a str, &'a Shape>,
    steps: usize,
    /// The way into the value, as far as it was followed.
    path: Vec<String>,
    /// What was wrong first.
    reason: Option<String>,
}

impl<'a> Fit<'a> {
    pub(super) fn new(types: &'a HashMap<&'a str, &'a Shape>) -> Self {
        Self { types, steps: 0, path: Vec::new(), reason: None }
    }

    /// What keeps a value from being one of a shape, within its limits; `None` when it is one.
    pub(super) fn misfit(&mut self, shape: &Shape, value: &Value) -> Option<String> {
        self.steps = MOST_STEPS;
        self.path.clear();
        self.reason = None;
        if self.value(shape, value, 0) {
            return None;
        }
        Some(self.reason.take().unwrap_or_else(|| "it is too large to be compared".to_owned()))
    }

    /// Notes what is wrong at the place that was reached, unless something was wrong before.
    fn refuse(&mut self, reason: &str) -> bool {
        if self.reason.is_none() {
            let place =
                if self.path.is_empty() { String::new() } else { format!("`{}`: ", self.path.join(".")) };
            self.reason = Some(format!("{place}{reason}"));
        }
        false
    }

    fn inside(&mut self, step: String, f: impl FnOnce(&mut Self) -> bool) -> bool {
        self.path.push(step);
        let fits = f(self);
        self.path.pop();
        fits
    }

    fn value(&mut self, shape: &Shape, value: &Value, level: usize) -> bool {
        if self.steps == 0 || level > MOST_LEVELS {
            return false;
        }
        self.steps -= 1;
        if value.is_null() && shape.nullable {
            return true;
        }
        self.structure(shape, value, level + 1)
            && (within_limits(shape, value) || self.refuse("it is outside the limits"))
    }

    fn structure(&mut self, shape: &Shape, value: &Value, level: usize) -> bool {
        if let Some(elements) = &shape.tuple {
            return self.tuple(shape, elements, value, level);
        }
        if shape.is_object() {
            return self.object(shape, value, level);
        }
        if let Some(variants) = &shape.one_of {
            return self.union(shape, variants, value, level);
        }
        if let Some(values) = &shape.values {
            return values.iter().any(|known| is_value(known, value))
                || self.refuse("it is no value of the enum");
        }
        if let Some(items) = &shape.items {
            return self.list(items, shape.unique, value, level);
        }
        let Some(ty) = &shape.ty else { return true };
        let fits = self.expression(ty, value, level);
        fits && (!(shape.unique && has_duplicates(value)) || self.refuse("something is in it twice"))
    }

    fn expression(&mut self, ty: &str, value: &Value, level: usize) -> bool {
        if level > MOST_LEVELS {
            return false;
        }
        if let Some(inner) = ty.strip_suffix('?') {
            return value.is_null() || self.expression(inner, value, level + 1);
        }
        if let Some(inner) = ty.strip_suffix("[]") {
            let Some(items) = value.as_array() else { return self.refuse("it is no array") };
            return items.iter().enumerate().all(|(index, item)| {
                self.inside(index.to_string(), |fit| fit.expression(inner, item, level + 1))
            });
        }
        if let Some(inner) = element_of(ty) {
            let Some(map) = value.as_object() else { return self.refuse("it is no object") };
            return map
                .iter()
                .all(|(key, item)| self.inside(key.clone(), |fit| fit.expression(inner, item, level + 1)));
        }
        match self.types.get(ty) {
            Some(shape) => self.value(shape, value, level),
            None => is_built_in(ty, value) || self.refuse(&format!("it is no `{ty}`")),
        }
    }

    fn list(&mut self, items: &Shape, distinct: bool, value: &Value, level: usize) -> bool {
        let Some(list) = value.as_array() else { return self.refuse("it is no array") };
        let mut each = list.iter().enumerate();
        each.all(|(index, item)| self.inside(index.to_string(), |fit| fit.value(items, item, level)))
            && (!(distinct && has_duplicates(value)) || self.refuse("something is in it twice"))
    }

    fn tuple(&mut self, shape: &Shape, elements: &[TypeOrShape], value: &Value, level: usize) -> bool {
        let Some(list) = value.as_array() else { return self.refuse("it is no array") };
        let least = shape.min_items.unwrap_or(elements.len() as u64);
        if (list.len() as u64) < least || (list.len() > elements.len() && shape.extra.is_none()) {
            return self.refuse("it has another number of elements");
        }
        list.iter().enumerate().all(|(index, item)| {
            self.inside(index.to_string(), |fit| match (elements.get(index), &shape.extra) {
                (Some(TypeOrShape::Type(ty)), _) => fit.expression(ty, item, level + 1),
                (Some(TypeOrShape::Shape(element)), _) => fit.value(element, item, level),
                (None, Some(extra)) => fit.value(extra, item, level),
                (None, None) => true,
            })
        })
    }

    fn object(&mut self, shape: &Shape, value: &Value, level: usize) -> bool {
        let Some(map) = value.as_object() else { return self.refuse("it is no object") };
        let mut fields: HashMap<&str, &Shape> = HashMap::new();
        self.collect(shape, &mut fields, 0);
        let mut names: Vec<&str> = fields.keys().copied().collect();
        names.sort_unstable();
        for name in names {
            let Some(field) = fields.get(name).copied() else { continue };
            let fits = match map.get(name) {
                // Values that go the other way have no such field.
                None => {
                    !field.required
                        || field.read_only
                        || field.write_only
                        || self.refuse(&format!("`{name}` is required and not there"))
                }
                Some(value) => self.inside(name.to_owned(), |fit| fit.value(field, value, level)),
            };
            if !fits {
                return false;
            }
        }
        map.iter().filter(|(key, _)| !fields.contains_key(key.as_str())).all(|(key, value)| {
            match &shape.extra {
                Some(extra) => self.inside(key.clone(), |fit| fit.value(extra, value, level)),
                None => self.refuse(&format!("there is no field `{key}`")),
            }
        })
    }

    /// The fields of an object by their names on the wire, those that it inherits first.
    pub(super) fn collect<'s>(&self, shape: &'s Shape, fields: &mut HashMap<&'s str, &'s Shape>, level: usize)
    where
        'a: 's,
    {
        if level > MOST_LEVELS {
            return;
        }
        for base in &shape.extends {
            if let Some(base) = self.types.get(base.as_str()) {
                self.collect(base, fields, level + 1);
            }
        }
        if let Some(base) = shape.ty.as_deref().and_then(|ty| self.types.get(ty)) {
            self.collect(base, fields, level + 1);
        }
        for (name, field) in shape.fields.iter().flatten() {
            fields.insert(field.wire.as_deref().unwrap_or(name), field);
        }
    }

    /// A named type.
    pub(super) fn named(&self, name: &str) -> Option<&'a Shape> {
        self.types.get(name).copied()
    }

    fn union(&mut self, shape: &Shape, variants: &[Variant], value: &Value, level: usize) -> bool {
        let tag = shape.discriminator.as_ref().and_then(|field| value.get(field)?.as_str());
        let tagged = |variant: &&Variant| match (variant, tag) {
            (Variant::Described(variant), Some(tag)) => variant.tags.iter().any(|own| own == tag),
            _ => false,
        };
        match variants.iter().find(tagged) {
            Some(variant) => self.variant(variant, value, level),
            None => {
                let before = self.reason.take();
                let fits = variants.iter().any(|variant| self.variant(variant, value, level));
                self.reason = before;
                fits || self.refuse("it is none of the alternatives")
            }
        }
    }

    fn variant(&mut self, variant: &Variant, value: &Value, level: usize) -> bool {
        match variant {
            Variant::Type(ty) => self.expression(ty, value, level),
            Variant::Described(variant) => self.value(&variant.shape, value, level),
        }
    }
}

fn is_value(known: &EnumValue, value: &Value) -> bool {
    let known = match known {
        EnumValue::Bare(scalar) => scalar,
        EnumValue::Described(described) => &described.value,
    };
    match known {
        Scalar::Integer(number) => value.as_i64() == Some(*number),
        Scalar::String(text) => value.as_str() == Some(text),
        Scalar::Boolean(flag) => value.as_bool() == Some(*flag),
        Scalar::Number(number) => value.as_number() == Some(number),
    }
}

fn is_built_in(ty: &str, value: &Value) -> bool {
    match ty {
        "any" => true,
        "boolean" => value.is_boolean(),
        "int32" => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        "int64" | "integer" | "unix-time" => value.is_i64(),
        "uint64" => value.is_u64(),
        "float" | "double" | "number" => value.is_number(),
        "decimal" | "decimal-number" => value.is_number() || value.as_str().is_some_and(format::is_decimal),
        "object" => value.is_object(),
        "date" => value.as_str().is_some_and(format::is_date),
        "date-time" => value.as_str().is_some_and(format::is_date_time),
        "uuid" => value.as_str().is_some_and(format::is_uuid),
        "http-date" => value.as_str().is_some_and(format::is_http_date),
        "base64url" => value.as_str().is_some_and(format::is_base64url),
        "bytes" => value.as_str().is_some_and(format::is_base64),
        _ => value.is_string(),
    }
}

fn has_duplicates(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|items| items.iter().enumerate().any(|(index, item)| items[..index].contains(item)))
}

fn within_limits(shape: &Shape, value: &Value) -> bool {
    let count_fits = |count: usize, least: Option<u64>, most: Option<u64>| {
        least.is_none_or(|least| count as u64 >= least) && most.is_none_or(|most| count as u64 <= most)
    };
    match value {
        Value::Number(number) => number.as_f64().is_none_or(|number| within_numbers(shape, number)),
        Value::String(text) => count_fits(text.chars().count(), shape.min_length, shape.max_length),
        Value::Array(items) => count_fits(items.len(), shape.min_items, shape.max_items),
        Value::Object(map) => count_fits(map.len(), shape.min_fields, shape.max_fields),
        Value::Null | Value::Bool(_) => true,
    }
}

fn within_numbers(shape: &Shape, number: f64) -> bool {
    let holds = |limit: &Option<Number>, holds: fn(f64, f64) -> bool| {
        limit.as_ref().and_then(Number::as_f64).is_none_or(|limit| holds(number, limit))
    };
    holds(&shape.minimum, |number, limit| number >= limit)
        && holds(&shape.maximum, |number, limit| number <= limit)
        && holds(&shape.exclusive_minimum, |number, limit| number > limit)
        && holds(&shape.exclusive_maximum, |number, limit| number < limit)
        && holds(&shape.multiple_of, |number, step| {
            let quotient = number / step;
            step <= 0.0 || (quotient - quotient.round()).abs() < 1e-9 * quotient.abs().max(1.0)
        })
}
