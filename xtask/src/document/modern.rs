//! Schemas of OpenAPI 3.0 → schemas of JSON Schema 2020-12, as a validator takes them.
//!
//! `nullable` becomes an alternative, exclusive bounds become bounds of their own. Only schemas change: names and values
//! that look like keywords stay as they are.

use serde_json::{Map, Value, json};

use super::keyword::{DATA, NAMED};

/// Whether a schema of 3.0 says that null is allowed, and nothing of anything else: then it is there to allow null, as an
/// alternative to others.
pub(crate) fn is_null_only(schema: &Map<String, Value>) -> bool {
    let mut words = schema.keys().map(String::as_str).filter(|word| !["title", "description"].contains(word));
    words.next() == Some("nullable") && words.next().is_none() && schema["nullable"] == Value::Bool(true)
}

/// Writes what OpenAPI 3.0 says in its own way as JSON Schema does.
pub(super) fn modernise(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(modernise),
        Value::Object(map) => modernise_map(map),
        _ => {}
    }
}

fn modernise_map(map: &mut Map<String, Value>) {
    for (key, value) in map.iter_mut().filter(|(key, _)| !DATA.contains(&key.as_str())) {
        match value {
            Value::Object(named) if NAMED.contains(&key.as_str()) => named.values_mut().for_each(modernise),
            value => modernise(value),
        }
    }
    // Beside a reference nothing counts in 3.0.
    if map.get("$ref").is_some_and(Value::is_string) {
        map.retain(|key, _| key == "$ref");
    }
    if is_null_only(map) {
        *map = Map::from_iter([("type".to_owned(), json!("null"))]);
    }
    for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(Value::Bool(exclusive)) = map.get(flag).cloned() {
            map.remove(flag);
            if let Some(value) = map.remove(bound) {
                map.insert(if exclusive { flag } else { bound }.to_owned(), value);
            }
        }
    }
    if let Some(Value::Bool(is_nullable)) = map.get("nullable").cloned() {
        map.remove("nullable");
        if is_nullable && !allow_null(map) {
            let own = Value::Object(std::mem::take(map));
            map.insert("anyOf".to_owned(), json!([own, { "type": "null" }]));
        }
    }
}

/// Adds null to the types, where a schema says its type and nothing that stands beside it: places inside of it then stay
/// where they are. Whether it did.
fn allow_null(map: &mut Map<String, Value>) -> bool {
    let Some(Value::String(name)) = map.get("type") else { return false };
    if ["allOf", "anyOf", "oneOf", "not"].iter().any(|word| map.contains_key(*word)) {
        return false;
    }
    let types = json!([name, "null"]);
    map.insert("type".to_owned(), types);
    if let Some(Value::Array(values)) = map.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_of_3_0_become_json_schema() {
        let mut schema =
            json!({ "type": "number", "minimum": 0, "exclusiveMinimum": true, "nullable": true });
        modernise(&mut schema);
        let expected = json!({ "type": ["number", "null"], "exclusiveMinimum": 0 });
        assert_eq!(schema, expected);
    }

    #[test]
    fn null_is_an_alternative_to_a_composition() {
        let mut schema = json!({ "allOf": [{ "enum": [1] }], "nullable": true });
        modernise(&mut schema);
        assert_eq!(schema, json!({ "anyOf": [{ "allOf": [{ "enum": [1] }] }, { "type": "null" }] }));
    }

    #[test]
    fn names_and_data_stay() {
        let mut schema = json!({
            "properties": { "nullable": { "nullable": true }, "default": { "nullable": true, "type": "string" } },
            "example": { "nullable": true },
        });
        modernise(&mut schema);
        let text = json!({ "type": ["string", "null"] });
        let expected = json!({
            "properties": { "nullable": { "type": "null" }, "default": text },
            "example": { "nullable": true },
        });
        assert_eq!(schema, expected);
    }
}
