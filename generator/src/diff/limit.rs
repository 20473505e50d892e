//! Limits: which of them became narrower, and which wider.

use serde_json::Number;

use super::{Changes, Weight};
use crate::model::Limits;

/// Compares the limits of a value that goes to the server, comes from it, or does both.
pub(super) fn compare(
    old: &Limits,
    new: &Limits,
    what: &str,
    to_server: bool,
    subject: &str,
    changes: &mut Changes,
) {
    for (key, old, new, is_narrower) in limits(old, new) {
        let weight = match (to_server, is_narrower) {
            (true, true) => Weight::Breaking,
            (true, false) => Weight::Addition,
            (false, _) => Weight::Notice,
        };
        let verb = if is_narrower { "narrower" } else { "wider" };
        let of = |limit: Option<String>| limit.unwrap_or_else(|| "none".to_owned());
        let message = format!("{what}: `{key}` is {verb}: {} → {}", of(old), of(new));
        changes.push(weight, subject, message);
    }
    if old.items.is_some() || new.items.is_some() {
        let what = format!("an element of {what}");
        compare(old.of_items(), new.of_items(), &what, to_server, subject, changes);
    }
}

/// The limits that differ: the keyword, both values, and whether fewer values are left.
type Different = (&'static str, Option<String>, Option<String>, bool);

fn limits(old: &Limits, new: &Limits) -> Vec<Different> {
    let Limits {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_length,
        max_length,
        pattern,
        min_items,
        max_items,
        min_fields,
        max_fields,
        items: _,
    } = old;
    let mut found = Vec::new();
    let numbers = [
        ("minimum", minimum, &new.minimum, true),
        ("maximum", maximum, &new.maximum, false),
        ("exclusiveMinimum", exclusive_minimum, &new.exclusive_minimum, true),
        ("exclusiveMaximum", exclusive_maximum, &new.exclusive_maximum, false),
    ];
    for (key, old, new, is_least) in numbers {
        if old != new {
            let narrower = is_narrower(value(old.as_ref()), value(new.as_ref()), is_least);
            found.push((key, text(old.as_ref()), text(new.as_ref()), narrower));
        }
    }
    let counts = [
        ("minLength", *min_length, new.min_length, true),
        ("maxLength", *max_length, new.max_length, false),
        ("minItems", *min_items, new.min_items, true),
        ("maxItems", *max_items, new.max_items, false),
        ("minFields", *min_fields, new.min_fields, true),
        ("maxFields", *max_fields, new.max_fields, false),
    ];
    for (key, old, new, is_least) in counts {
        if old != new {
            let as_number = |count: Option<u64>| count.map(|count| count as f64);
            let narrower = is_narrower(as_number(old), as_number(new), is_least);
            found.push((key, text(old.as_ref()), text(new.as_ref()), narrower));
        }
    }
    // Whether one pattern or step takes less than another one cannot be told; none at all takes everything.
    if *multiple_of != new.multiple_of {
        let step = (text(multiple_of.as_ref()), text(new.multiple_of.as_ref()));
        found.push(("multipleOf", step.0, step.1, new.multiple_of.is_some()));
    }
    if *pattern != new.pattern {
        found.push(("pattern", pattern.clone(), new.pattern.clone(), new.pattern.is_some()));
    }
    found
}

fn is_narrower(old: Option<f64>, new: Option<f64>, is_least: bool) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => (new > old) == is_least,
        (_, new) => new.is_some(),
    }
}

fn value(number: Option<&Number>) -> Option<f64> {
    number.and_then(Number::as_f64)
}

fn text(limit: Option<&impl ToString>) -> Option<String> {
    limit.map(ToString::to_string)
}
