//! Samples: a schema of a document → values of it.
//!
//! This is the corpus run's own reading of JSON Schema. It knows nothing of our model, so that what the model gets wrong
//! shows. For each schema there is a full value, a minimal one, and one for each alternative: enum values, variants,
//! null, the forms of each field. Not everything that it makes has to fit its schema (it cannot read patterns): what
//! does not is sorted out by a validator afterwards.

mod scalar;

use serde_json::{Map, Value, json};

use super::flat::{Flat, flatten};
use super::source::Source;

/// How many values there are of a schema, by how deep it lies in the one that is sampled.
const MOST: &[usize] = &[32, 8, 4, 2, 2, 1];

/// Below this depth only what is required is given.
const SHALLOW: usize = 5;

/// Below this depth a schema is taken to have no end.
const DEEPEST: usize = 14;

/// Values of a schema: the full one first. There are none when it has no end or says what cannot be sampled.
pub(super) fn samples(source: &Source, schema: &Value) -> Vec<Value> {
    Sampler { source }.values(schema, 0)
}

struct Sampler<'a> {
    source: &'a Source,
}

impl Sampler<'_> {
    fn values(&self, schema: &Value, depth: usize) -> Vec<Value> {
        if depth > DEEPEST {
            return Vec::new();
        }
        let mut values = Vec::new();
        if let Some(flat) = flatten(self.source, schema) {
            self.flat_values(flat, depth, &mut values);
        }
        let mut distinct: Vec<Value> = Vec::new();
        for value in values {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
        }
        distinct.truncate(MOST.get(depth).copied().unwrap_or(1));
        distinct
    }

    /// Alternatives are chosen first, each together with what stands beside them.
    fn flat_values(&self, mut flat: Flat<'_>, depth: usize, values: &mut Vec<Value>) {
        let Some(group) = flat.alternatives.pop() else {
            return self.plain_values(&flat, depth, values);
        };
        // Of one alternative after the other the first value, then the rest, so that none is cut off.
        let mut rest = Vec::new();
        for choice in group {
            let Some(chosen) = flatten(self.source, choice.schema) else { continue };
            let Some(mut both) = flat.clone().and(chosen) else { continue };
            if let Some((field, tag)) = choice.tag {
                both.fixed.entry(field).or_insert(Value::from(tag));
            }
            let mut own = Vec::new();
            self.flat_values(both, depth, &mut own);
            let mut own = own.into_iter();
            values.extend(own.next());
            rest.extend(own);
        }
        values.extend(rest);
    }

    fn plain_values(&self, flat: &Flat<'_>, depth: usize, values: &mut Vec<Value>) {
        if let Some(listed) = &flat.listed {
            values.extend(listed.iter().cloned());
        } else {
            for kind in flat.kinds() {
                match kind {
                    "object" => self.objects(flat, depth, values),
                    "array" => self.arrays(flat, depth, values),
                    "any" => values.extend([json!({ "key": [1, "two", true] }), json!("text"), json!(7)]),
                    _ => scalar::values(flat, kind, values),
                }
            }
        }
        if flat.nullable && !values.contains(&Value::Null) {
            // Not the first, which stands for the schema where it is a field.
            values.insert(values.len().min(1), Value::Null);
        }
    }

    fn objects(&self, flat: &Flat<'_>, depth: usize, values: &mut Vec<Value>) {
        let mut full = Map::new();
        let mut further = Vec::new();
        for (name, schema) in &flat.properties {
            let is_required = flat.required.contains(name);
            if depth >= SHALLOW && !is_required {
                continue;
            }
            let mut own = match flat.fixed.get(*name) {
                Some(value) => vec![value.clone()],
                None => self.values(schema, depth + 1),
            }
            .into_iter();
            match own.next() {
                Some(value) => {
                    full.insert((*name).to_owned(), value);
                    further.extend(own.map(|value| (*name, value)));
                }
                None if is_required => return,
                None => {}
            }
        }
        for (name, value) in &flat.fixed {
            full.entry((*name).to_owned()).or_insert_with(|| value.clone());
        }
        for name in &flat.required {
            full.entry((*name).to_owned()).or_insert_with(|| json!("given"));
        }
        let minimal: Map<String, Value> = full
            .iter()
            .filter(|(name, _)| {
                flat.required.contains(&name.as_str()) || flat.fixed.contains_key(name.as_str())
            })
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        if let Some(extra) = flat.additional
            && let Some(value) = self.values(extra, depth + 1).into_iter().next()
        {
            full.insert("further".to_owned(), value);
        }
        values.push(Value::Object(full.clone()));
        values.push(Value::Object(minimal));
        for (name, value) in further {
            let mut other = full.clone();
            other.insert(name.to_owned(), value);
            values.push(Value::Object(other));
        }
    }

    fn arrays(&self, flat: &Flat<'_>, depth: usize, values: &mut Vec<Value>) {
        if !flat.tuple.is_empty() {
            let items: Option<Vec<Value>> =
                flat.tuple.iter().map(|item| self.values(item, depth + 1).into_iter().next()).collect();
            values.extend(items.map(Value::Array));
            return;
        }
        let least = flat.limit("minItems").unwrap_or_default();
        let items = match flat.items {
            Some(items) => self.values(items, depth + 1),
            None => vec![json!("item"), json!(1)],
        };
        if let Some(first) = items.first() {
            let mut list = vec![first.clone()];
            let mut others = items.iter().skip(1).chain(items.iter().cycle()).take(64);
            while list.len() < least
                && let Some(next) = others.next()
            {
                list.push(next.clone());
            }
            values.push(Value::Array(list));
        }
        if least <= 1 {
            values.extend(items.iter().skip(1).map(|item| json!([item])));
        }
        if least == 0 {
            values.push(json!([]));
        }
    }
}

#[cfg(test)]
mod tests;
