//! JSON with keys that are given twice: the last one counts, and that it does is said.
//!
//! The parser of values would say nothing. The way to such a key is put together on the way back from it, so documents
//! without any pay nothing.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::problem::{Place, Problem, Problems, Segment};
use crate::source::SourceId;

/// How many such keys are reported.
const MOST: usize = 1_000;

/// Reads JSON.
pub(super) fn parse(
    source: SourceId,
    text: &str,
    problems: &mut Problems,
) -> Result<Value, serde_json::Error> {
    let mut repeated = Vec::new();
    let mut parser = serde_json::Deserializer::from_str(text);
    let value = Tree(&mut repeated).deserialize(&mut parser)?;
    parser.end()?;
    for way in repeated {
        let place = way.iter().rev().fold(Place::file(source), |place, step| match step {
            Segment::Key(key) => place.key(key),
            Segment::Index(index) => place.index(*index),
        });
        let Some(Segment::Key(key)) = way.first() else { continue };
        let message = format!("the key `{key}` is given twice, and the last one counts");
        problems.push(Problem::error(&place, message).warning().at_key());
    }
    Ok(value)
}

/// A value, and the ways to the keys in it that are given twice, from the inside out.
struct Tree<'a>(&'a mut Vec<Vec<Segment>>);

impl Tree<'_> {
    /// Adds a step to the ways that were found since there were so many.
    fn step(&mut self, known: usize, step: impl Fn() -> Segment) {
        self.0.iter_mut().skip(known).for_each(|way| way.push(step()));
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        loop {
            let known = self.0.len();
            let Some(item) = access.next_element_seed(Tree(self.0))? else { return Ok(Value::Array(items)) };
            self.step(known, || Segment::Index(items.len()));
            items.push(item);
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let known = self.0.len();
            let value = access.next_value_seed(Tree(self.0))?;
            self.step(known, || Segment::Key(key.as_str().into()));
            match map.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    if self.0.len() < MOST {
                        self.0.push(vec![Segment::Key(entry.key().as_str().into())]);
                    }
                    entry.insert(value);
                }
            }
        }
        Ok(Value::Object(map))
    }
}
