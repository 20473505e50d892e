//! Objects whose discriminator tells which other schema a value is of.
//!
//! A schema without alternatives can have one too: then the schemas that it names extend it, and a value has to fit the one
//! that it tells. With alternatives, a value of one of them that is told to be of another is read as that other one, so it
//! can only have fields that the other one describes.

use serde_json::Value;

use super::{Fill, Sampler};

/// A schema that a discriminator tells.
struct Told<'a> {
    field: &'a str,
    tag: &'a str,
    schema: &'a Value,
}

impl<'a> Sampler<'a> {
    fn told(&self, schema: &'a Value) -> Vec<Told<'a>> {
        let Some(discriminator) = schema.get("discriminator") else { return Vec::new() };
        let Some(field) = discriminator["propertyName"].as_str() else { return Vec::new() };
        let mapping = discriminator["mapping"].as_object().into_iter().flatten();
        let told = mapping.filter_map(|(tag, target)| {
            let target = target.as_str()?;
            let named = || self.source.schemas().find(|(name, _)| *name == target).map(|(_, schema)| schema);
            let schema = self.source.target(target).or_else(named)?;
            Some(Told { field, tag, schema })
        });
        told.filter(|told| !std::ptr::eq(told.schema, schema)).collect()
    }

    /// Whether a value is what the discriminator of its schema says it is.
    pub(super) fn is_as_told(&self, schema: &'a Value, value: &Value) -> bool {
        let is_union = is_union(schema);
        self.told(schema).into_iter().filter(|told| value[told.field] == *told.tag).all(|told| {
            let is_valid = self.validator(told.schema).is_none_or(|validator| validator.is_valid(value));
            is_valid && (!is_union || self.source.described(told.schema, value) == *value)
        })
    }

    /// A value of each schema that the discriminator tells.
    pub(super) fn told_values(&self, schema: &'a Value, fill: Fill) -> Vec<Value> {
        let value = |told: Told<'a>| {
            let mut value = self.one(told.schema, fill)?;
            value.as_object_mut()?.insert(told.field.to_owned(), told.tag.into());
            self.is_as_told(schema, &value).then_some(value)
        };
        let told = if is_union(schema) { Vec::new() } else { self.told(schema) };
        told.into_iter().filter_map(value).collect()
    }
}

fn is_union(schema: &Value) -> bool {
    ["oneOf", "anyOf"].iter().any(|word| schema.get(word).is_some())
}
