//! Samples: a schema of a document → values of it, in each of which something is there for the first time.
//!
//! This is the corpus run's own reading of JSON Schema. It knows nothing of our model, so that what the model gets wrong
//! shows. What is written in a schema is varied: every enum value, variant and field, null, an array without elements.
//! What it refers to is not, since it is sampled for itself: it comes as a whole and as little as possible. So the work
//! grows with the document and not with the ways through it. Not every value has to fit its schema (`not` and `if` are
//! not looked at): what does not is sorted out by a validator afterwards.

mod array;
mod object;
mod pattern;
mod scalar;
mod told;
mod variant;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::flat::{Flat, flatten};
use crate::document::Document;
use crate::document::{Judge, place_of};
use variant::Variant;

/// How many values there are of a schema at most.
const MOST: usize = 400;

/// How many schemas are looked at for one value, before it is given up.
const LONGEST: usize = 20_000;

/// How many values may lie inside each other, before it is given up.
const DEEPEST: usize = 60;

/// How much of a value is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Fill {
    /// What has to be there.
    Least,
    /// Every field, of what it refers to the least.
    Whole,
}

/// Makes values of the schemas of a document.
pub(super) struct Sampler<'a> {
    source: &'a Document,
    judge: &'a Judge,
    /// The places of the named schemas.
    places: HashMap<*const Value, String>,
    /// The values of what is referred to, which are made once.
    made: RefCell<HashMap<(*const Value, Fill), Option<Value>>>,
    /// What is being made: whoever needs it again needs it without end.
    making: RefCell<HashSet<(*const Value, Fill)>>,
    /// Whether something was given up because it needs itself. It may be possible elsewhere, and is not remembered.
    cut: Cell<bool>,
    steps: Cell<usize>,
    /// How many groups of alternatives there were of which several may fit, and no value of several was made.
    several: Cell<usize>,
}

/// Values of a schema.
#[derive(Debug, Default)]
pub(super) struct Samples {
    /// Each with the number of the variant that it is of.
    pub(super) values: Vec<(usize, Value)>,
    /// What is left out, and how often.
    pub(super) skipped: BTreeMap<&'static str, usize>,
}

impl Samples {
    fn skip(&mut self, reason: &'static str, count: usize) {
        *self.skipped.entry(reason).or_default() += count;
    }
}

impl<'a> Sampler<'a> {
    pub(super) fn new(source: &'a Document, judge: &'a Judge) -> Self {
        let named = source.schemas().map(|(name, schema)| (std::ptr::from_ref(schema), place_of(name)));
        Self {
            source,
            judge,
            places: named.collect(),
            made: RefCell::default(),
            making: RefCell::default(),
            cut: Cell::new(false),
            steps: Cell::new(0),
            several: Cell::new(0),
        }
    }

    /// The validator of a named schema.
    fn validator(&self, schema: &Value) -> Option<Rc<Validator>> {
        self.judge.at(self.places.get(&std::ptr::from_ref(schema))?)
    }

    /// Values of a schema, and what is left out.
    pub(super) fn samples(&self, schema: &'a Value) -> Samples {
        self.steps.set(0);
        self.several.set(0);
        let mut samples = Samples::default();
        let Some(flat) = flatten(self.source, schema) else { return samples };
        let shown = flat.shown.clone();
        let mut values = self.flat_forms(flat, false);
        for value in shown {
            let described = self.source.described(schema, value);
            samples.skip("fields of examples that no schema describes", usize::from(described != *value));
            values.push((usize::MAX, described));
        }
        let all = values.len();
        values.retain(|(_, value)| self.is_as_told(schema, value));
        samples.skip("values that lack what their discriminator asks for", all - values.len());
        for fill in [Fill::Whole, Fill::Least] {
            values.extend(self.told_values(schema, fill).into_iter().map(|value| (usize::MAX, value)));
        }
        distinct(&mut values, |(_, value)| value);
        samples.skip("samples beyond the most of a schema", values.len().saturating_sub(MOST));
        samples.skip("groups of `anyOf` without a value of several alternatives at once", self.several.get());
        values.truncate(MOST);
        samples.values = values;
        samples
    }

    /// The forms that a value can have, the fullest first.
    fn forms(&self, schema: &'a Value) -> Vec<Value> {
        let Some(flat) = flatten(self.source, schema) else { return Vec::new() };
        if !refers(schema) {
            return self.flat_forms(flat, true).into_iter().map(|(_, value)| value).collect();
        }
        let mut values: Vec<Value> =
            [Fill::Whole, Fill::Least].into_iter().filter_map(|fill| self.one(schema, fill)).collect();
        values.extend(flat.nullable.then_some(Value::Null));
        distinct(&mut values, |value| value);
        values
    }

    /// Of one variant after the other the first form, then the rest, so that none is cut off.
    fn flat_forms(&self, flat: Flat<'a>, is_inside: bool) -> Vec<(usize, Value)> {
        let is_nullable = flat.nullable;
        let mut values = Vec::new();
        let mut rest = Vec::new();
        let (variants, several) = variant::all(self.source, flat);
        self.several.set(self.several.get() + several);
        for (number, variant) in variants.into_iter().enumerate() {
            let Variant { flat, refers, all } = variant;
            let mut own = if is_inside && refers {
                [Fill::Whole, Fill::Least].into_iter().filter_map(|fill| self.plain(&flat, fill)).collect()
            } else {
                self.plain_forms(&flat)
            };
            if flat.nullable {
                own.push(Value::Null);
            }
            let known: Vec<_> = all.iter().filter_map(|schema| self.validator(schema)).collect();
            own.retain(|value| known.iter().all(|validator| validator.is_valid(value)));
            let mut own = own.into_iter().map(|value| (number, value));
            values.extend(own.next());
            rest.extend(own);
        }
        values.extend(rest);
        values.extend(is_nullable.then_some((usize::MAX, Value::Null)));
        distinct(&mut values, |(_, value)| value);
        values
    }

    fn plain_forms(&self, flat: &Flat<'a>) -> Vec<Value> {
        if let Some(listed) = &flat.listed {
            return listed.clone();
        }
        let mut values = Vec::new();
        for kind in flat.kinds() {
            match kind {
                "object" => values.extend(self.object_forms(flat)),
                "array" => values.extend(self.array_forms(flat)),
                "any" => {
                    values.extend([json!({ "key": [1, "two", true] }), json!("text"), json!(7), Value::Null])
                }
                _ => values.extend(scalar::values(flat, kind)),
            }
        }
        values
    }

    /// One value of a schema. What refers to others is made once, and can need itself.
    fn one(&self, schema: &'a Value, fill: Fill) -> Option<Value> {
        self.steps.set(self.steps.get() + 1);
        if !is_shared(schema) {
            return self.make(schema, fill);
        }
        let target = self.source.behind(schema);
        let key = (std::ptr::from_ref(target), fill);
        if let Some(known) = self.made.borrow().get(&key) {
            return known.clone();
        }
        let is_too_much = self.steps.get() > LONGEST || self.making.borrow().len() > DEEPEST;
        if is_too_much || !self.making.borrow_mut().insert(key) {
            self.cut.set(true);
            return None;
        }
        let outer = self.cut.replace(false);
        let value = self.make(target, fill);
        self.making.borrow_mut().remove(&key);
        if value.is_some() || !self.cut.get() {
            self.made.borrow_mut().insert(key, value.clone());
        }
        self.cut.set(outer || self.cut.get());
        value
    }

    /// The first variant that is possible; of a schema with a name the first that is valid.
    fn make(&self, schema: &'a Value, fill: Fill) -> Option<Value> {
        let flat = flatten(self.source, schema)?;
        let is_nullable = flat.nullable;
        let others = if fill == Fill::Least { Fill::Whole } else { Fill::Least };
        let (variants, _) = variant::all(self.source, flat);
        let tries = [fill, others]
            .into_iter()
            .flat_map(|fill| variants.iter().filter_map(move |variant| self.plain(&variant.flat, fill)));
        let mut tries = tries.take(variant::MOST).filter(|value| self.is_as_told(schema, value));
        let found = match self.validator(schema) {
            Some(validator) => tries.find(|value| validator.is_valid(value)),
            None => tries.next(),
        };
        let found = found.or_else(|| self.told_values(schema, fill).into_iter().next());
        found.or_else(|| is_nullable.then_some(Value::Null))
    }

    fn plain(&self, flat: &Flat<'a>, fill: Fill) -> Option<Value> {
        if let Some(listed) = &flat.listed {
            return listed.iter().find(|value| !value.is_null()).or(listed.first()).cloned();
        }
        match *flat.kinds().first()? {
            "object" => self.object(flat, fill),
            "array" => self.array(flat, fill),
            "any" => Some(json!("text")),
            kind => scalar::values(flat, kind).into_iter().next(),
        }
    }
}

/// Whether what a schema says is said elsewhere, wholly or in part.
fn refers(schema: &Value) -> bool {
    schema.get("$ref").is_some() || parts(schema, "allOf").any(refers)
}

/// Whether a schema or one of its variants refers to another.
fn is_shared(schema: &Value) -> bool {
    schema.get("$ref").is_some()
        || ["allOf", "oneOf", "anyOf"].iter().any(|word| parts(schema, word).any(is_shared))
}

fn parts<'v>(schema: &'v Value, word: &str) -> impl Iterator<Item = &'v Value> {
    schema.get(word).and_then(Value::as_array).into_iter().flatten()
}

/// Leaves of equal values the first one.
fn distinct<T>(values: &mut Vec<T>, value: impl Fn(&T) -> &Value) {
    let mut known = HashSet::new();
    values.retain(|one| known.insert(value(one).to_string()));
}

#[cfg(test)]
mod tests;
