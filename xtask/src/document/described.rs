//! Describing: a value → what of it a schema describes by name.
//!
//! Schemas that say nothing about further fields allow them, and authors forget to describe what their examples show.
//! Whoever knows the document alone can neither send nor read such a field.

use serde_json::{Value, json};

use super::Document;

/// How many schemas may be composed of each other.
const DEEPEST: usize = 32;

/// What of a schema leaves open which fields there are.
const OPEN: &[&str] = &["additionalProperties", "patternProperties", "oneOf", "anyOf"];

impl Document {
    /// A value without the fields that its schema does not describe.
    pub(crate) fn described(&self, schema: &Value, value: &Value) -> Value {
        let schema = self.only_part(schema);
        match value {
            Value::Object(fields) => {
                let Some(properties) = self.properties(schema, 0) else { return value.clone() };
                let known = fields.iter().filter_map(|(name, inner)| {
                    let (_, property) = properties.iter().find(|(known, _)| known == name)?;
                    Some((name.clone(), self.described(property, inner)))
                });
                Value::Object(known.collect())
            }
            Value::Array(items) => items.iter().map(|item| self.described(&schema["items"], item)).collect(),
            other => other.clone(),
        }
    }

    /// The properties of a schema and of what it is composed of; `None` when there can be others, and when it says
    /// nothing of properties.
    fn properties<'a>(&'a self, schema: &'a Value, depth: usize) -> Option<Vec<(&'a str, &'a Value)>> {
        let is_open = OPEN.iter().any(|word| schema.get(*word).is_some_and(|more| *more != json!(false)));
        if is_open || depth > DEEPEST {
            return None;
        }
        let own = schema["properties"].as_object().into_iter().flatten();
        let mut all: Vec<_> = own.map(|(name, property)| (name.as_str(), property)).collect();
        for part in schema["allOf"].as_array().into_iter().flatten() {
            all.extend(self.properties(self.resolved(part), depth + 1)?);
        }
        (depth > 0 || !all.is_empty()).then_some(all)
    }

    /// What a schema is that is another one, or nothing else than one in an `allOf`.
    fn only_part<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let mut schema = self.resolved(schema);
        for _ in 0..DEEPEST {
            match schema["allOf"].as_array().map(Vec::as_slice) {
                Some([only]) if schema.get("properties").is_none() => schema = self.resolved(only),
                _ => break,
            }
        }
        schema
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Document;

    #[test]
    fn fields_that_no_schema_describes_are_left_out() {
        let document = Document::of(json!({ "openapi": "3.1.0", "components": { "schemas": {
            "A": { "properties": { "a": {} } },
            "B": { "allOf": [{ "$ref": "#/components/schemas/A" }, { "properties": { "b": { "items": { "$ref": "#/components/schemas/A" } } } }] },
            "C": { "properties": { "a": {} }, "additionalProperties": true },
        } } }));
        let described = |name: &str, value| {
            document.described(&json!({ "$ref": format!("#/components/schemas/{name}") }), &value)
        };
        let value = json!({ "a": 1, "b": [{ "a": 2, "c": 3 }], "c": 4 });
        assert_eq!(described("B", value.clone()), json!({ "a": 1, "b": [{ "a": 2 }] }));
        assert_eq!(described("C", value.clone()), value);
    }
}
