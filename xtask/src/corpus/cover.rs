//! Covering: the samples of a schema → those that fit it, and why the others do not.
//!
//! A sample has a form of each field at once. One that does not fit is taken apart: each of its fields alone, put into a
//! sample that fits, so that one bad field takes no other one with it.

use std::collections::{BTreeMap, HashSet};

use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use serde_json::{Map, Value};

/// What of a schema can be tried.
#[derive(Debug, Default)]
pub(super) struct Covered {
    pub(super) fitting: Vec<Value>,
    /// Why values do not fit, and how many.
    pub(super) skipped: BTreeMap<String, usize>,
}

/// Sorts the samples of a schema.
pub(super) fn cover(samples: Vec<(usize, Value)>, validator: &Validator) -> Covered {
    let (fitting, other): (Vec<_>, Vec<_>) =
        samples.into_iter().partition(|(_, value)| validator.is_valid(value));
    let bases: Vec<(usize, Map<String, Value>)> =
        fitting.iter().filter_map(|(variant, value)| Some((*variant, value.as_object()?.clone()))).collect();
    let mut fitting: Vec<Value> = fitting.into_iter().map(|(_, value)| value).collect();
    let mut known: HashSet<String> = fitting.iter().map(Value::to_string).collect();
    let mut skipped = BTreeMap::new();
    for (variant, value) in other {
        // A field of one variant need not be one of another.
        let bases = bases.iter().filter(|(other, _)| *other == variant).map(|(_, base)| base);
        for part in parts(value, bases) {
            if !known.insert(part.to_string()) {
                continue;
            }
            let refused = validator.iter_errors(&part).next().map(|error| reason(error.kind()));
            match refused {
                Some(reason) => *skipped.entry(reason).or_default() += 1,
                None => fitting.push(part),
            }
        }
    }
    Covered { fitting, skipped }
}

fn reason(kind: &ValidationErrorKind) -> String {
    match kind {
        ValidationErrorKind::OneOfMultipleValid { .. } => "several of `oneOf`".to_owned(),
        kind => format!("`{}`", kind.keyword()),
    }
}

/// An object as what it has in addition to the likest of others, a field at a time; any other value as it is.
fn parts<'b>(value: Value, bases: impl Iterator<Item = &'b Map<String, Value>>) -> Vec<Value> {
    let Value::Object(fields) = value else { return vec![value] };
    let likeness = |base: &&'b Map<String, Value>| {
        let same = base.iter().filter(|(name, value)| fields.get(*name) == Some(value)).count();
        (same, std::cmp::Reverse(base.len()))
    };
    let Some(base) = bases.max_by_key(likeness) else { return vec![Value::Object(fields)] };
    let own = fields.iter().filter(|(name, value)| base.get(*name) != Some(value));
    own.map(|(name, value)| {
        let mut part = base.clone();
        part.insert(name.clone(), value.clone());
        Value::Object(part)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::cover;

    #[test]
    fn one_bad_field_takes_no_other_one_with_it() -> anyhow::Result<()> {
        let schema = json!({ "properties": { "a": { "const": 1 }, "b": {} } });
        let covered =
            cover(vec![(0, json!({})), (0, json!({ "a": 2, "b": 3 }))], &jsonschema::validator_for(&schema)?);
        assert_eq!(covered.fitting, [json!({}), json!({ "b": 3 })]);
        assert_eq!(covered.skipped.into_iter().collect::<Vec<_>>(), [("`const`".to_owned(), 1)]);
        Ok(())
    }
}
