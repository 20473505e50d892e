//! Samples of objects.

use serde_json::{Map, Value, json};

use super::{Fill, Sampler, is_shared, pattern, scalar};
use crate::corpus::flat::{Flat, flatten};

impl<'a> Sampler<'a> {
    /// One object. There is none when a field that it needs has no value.
    pub(super) fn object(&self, flat: &Flat<'a>, fill: Fill) -> Option<Value> {
        let mut fields = self.needed(flat)?;
        if fill == Fill::Whole {
            for (name, schema) in flat.properties.iter().filter(|(name, _)| !flat.fixed.contains_key(name)) {
                let fill = if is_shared(schema) { Fill::Least } else { Fill::Whole };
                if let Some(value) = self.one(schema, fill) {
                    fields.insert((*name).to_owned(), value);
                }
            }
        }
        Some(Value::Object(fields))
    }

    /// The fields that an object cannot do without.
    fn needed(&self, flat: &Flat<'a>) -> Option<Map<String, Value>> {
        let mut fields = Map::new();
        for (name, value) in &flat.fixed {
            fields.insert((*name).to_owned(), value.clone());
        }
        for name in &flat.required {
            if !fields.contains_key(*name) {
                fields.insert((*name).to_owned(), self.field(flat, name)?);
            }
        }
        let least = flat.limit("minProperties").unwrap_or_default();
        for (name, schema) in &flat.properties {
            if fields.len() < least
                && !fields.contains_key(*name)
                && let Some(value) = self.one(schema, Fill::Least)
            {
                fields.insert((*name).to_owned(), value);
            }
        }
        let further = self.further(flat);
        for number in 0..least.saturating_sub(fields.len()).min(64) {
            let (name, values) = further.first()?;
            let name = if number == 0 { name.clone() } else { format!("{name}{number}") };
            fields.insert(name, values.first()?.clone());
        }
        Some(fields)
    }

    /// The least value of a required field, which the schema need not describe.
    fn field(&self, flat: &Flat<'a>, name: &str) -> Option<Value> {
        let described = flat.properties.iter().find(|(known, _)| *known == name);
        match described.map(|(_, schema)| *schema).or(flat.additional) {
            Some(schema) => self.one(schema, Fill::Least),
            None => Some(json!("given")),
        }
    }

    /// Names and values of fields that are not described one by one.
    fn further(&self, flat: &Flat<'a>) -> Vec<(String, Vec<Value>)> {
        let mut further = Vec::new();
        if let Some(schema) = flat.additional {
            let names = flat.names.and_then(|names| flatten(self.source, names));
            let name = names.and_then(|names| scalar::values(&names, "string").into_iter().next());
            let name = name.as_ref().and_then(Value::as_str).unwrap_or("further").to_owned();
            further.push((name, self.forms(schema)));
        }
        for (name, schema) in &flat.patterned {
            if let Some(name) = pattern::matching(name, 0) {
                further.push((name, self.forms(schema)));
            }
        }
        further
    }

    /// The full object, the least one, and more of them until each field had each of its forms.
    pub(super) fn object_forms(&self, flat: &Flat<'a>) -> Vec<Value> {
        let Some(least) = self.needed(flat) else { return Vec::new() };
        let described = flat.properties.iter().filter(|(name, _)| !flat.fixed.contains_key(name));
        let mut fields: Vec<(String, Vec<Value>)> =
            described.map(|(name, schema)| ((*name).to_owned(), self.forms(schema))).collect();
        fields.extend(self.further(flat));
        let with = |number: usize| {
            let mut object = least.clone();
            for (name, values) in &fields {
                if let Some(value) = values.get(number) {
                    object.insert(name.clone(), value.clone());
                }
            }
            Value::Object(object)
        };
        let most = fields.iter().map(|(_, values)| values.len()).max().unwrap_or_default();
        let mut values = vec![with(0), Value::Object(least.clone())];
        values.extend((1..most).map(with));
        values
    }
}
