//! Limits of a type and limits of its use → limits that keep to both.

use serde_json::Number;

use crate::model::Limits;

/// Returns the limits of values that keep to both.
pub(super) fn both(one: &Limits, other: &Limits) -> Limits {
    if *other == Limits::NONE {
        return one.clone();
    }
    let items = match (&one.items, &other.items) {
        (Some(one), Some(other)) => Some(Box::new(both(one, other))),
        (one, other) => one.clone().or_else(|| other.clone()),
    };
    Limits {
        minimum: number(&one.minimum, &other.minimum, |one, other| one > other),
        maximum: number(&one.maximum, &other.maximum, |one, other| one < other),
        exclusive_minimum: number(&one.exclusive_minimum, &other.exclusive_minimum, |one, other| one > other),
        exclusive_maximum: number(&one.exclusive_maximum, &other.exclusive_maximum, |one, other| one < other),
        // Of two steps the larger is usually a multiple of the other.
        multiple_of: number(&one.multiple_of, &other.multiple_of, |one, other| one > other),
        min_length: one.min_length.max(other.min_length),
        max_length: least(one.max_length, other.max_length),
        pattern: one.pattern.clone().or_else(|| other.pattern.clone()),
        min_items: one.min_items.max(other.min_items),
        max_items: least(one.max_items, other.max_items),
        min_fields: one.min_fields.max(other.min_fields),
        max_fields: least(one.max_fields, other.max_fields),
        items,
    }
}

fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.into_iter().chain(other).min()
}

fn number(one: &Option<Number>, other: &Option<Number>, is_stricter: fn(f64, f64) -> bool) -> Option<Number> {
    let stricter = match (one.as_ref().and_then(Number::as_f64), other.as_ref().and_then(Number::as_f64)) {
        (Some(this), Some(that)) if is_stricter(this, that) => one,
        (_, Some(_)) => other,
        _ => one,
    };
    stricter.clone()
}
