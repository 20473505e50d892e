//! Limits: whether a value keeps to them. Those of elements are looked at with the elements.

use serde_json::{Number, Value};

use super::{Misfit, plain};
use crate::model::Limits;

/// Whether a number keeps to a limit.
type Holds = fn(f64, f64) -> bool;

pub(super) fn within_limits(limits: &Limits, value: &Value) -> Option<Misfit> {
    let Limits {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_length,
        max_length,
        pattern: _,
        min_items,
        max_items,
        min_fields,
        max_fields,
        items: _,
    } = limits;
    if let Some(number) = value.as_f64() {
        let rules: [(&Option<Number>, Holds, &str); 5] = [
            (minimum, |number, limit| number >= limit, "less than the minimum"),
            (maximum, |number, limit| number <= limit, "more than the maximum"),
            (exclusive_minimum, |number, limit| number > limit, "not greater than the exclusive minimum"),
            (exclusive_maximum, |number, limit| number < limit, "not less than the exclusive maximum"),
            (multiple_of, is_multiple, "no multiple of the step"),
        ];
        for (limit, holds, what) in rules {
            if let Some(limit) =
                limit.as_ref().filter(|limit| limit.as_f64().is_some_and(|limit| !holds(number, limit)))
            {
                return plain(format!("{value} is {what}, {limit}"));
            }
        }
    }
    if let Some(map) = value.as_object() {
        return within_count(map.len() as u64, *min_fields, *max_fields, "entries");
    }
    if let Some(text) = value.as_str() {
        return within_count(text.chars().count() as u64, *min_length, *max_length, "characters");
    }
    if let Some(items) = value.as_array() {
        return within_count(items.len() as u64, *min_items, *max_items, "elements");
    }
    None
}

/// Whether a number is a multiple of a step, as far as binary fractions can tell.
fn is_multiple(number: f64, step: f64) -> bool {
    let quotient = number / step;
    step <= 0.0 || (quotient - quotient.round()).abs() < 1e-9 * quotient.abs().max(1.0)
}

fn within_count(count: u64, least: Option<u64>, most: Option<u64>, what: &str) -> Option<Misfit> {
    if let Some(least) = least.filter(|least| count < *least) {
        return plain(format!("it has {count} {what}, and at least {least} are wanted"));
    }
    if let Some(most) = most.filter(|most| count > *most) {
        return plain(format!("it has {count} {what}, and at most {most} are allowed"));
    }
    None
}
