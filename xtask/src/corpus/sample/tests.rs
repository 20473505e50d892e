use serde_json::{Value, json};

use super::samples;
use crate::corpus::source::Source;

fn of(schema: Value) -> Vec<Value> {
    let other =
        json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } });
    let source = Source::of(
        json!({ "openapi": "3.1.0", "components": { "schemas": { "A": schema, "Other": other } } }),
    );
    let schema = source.schemas().find(|(name, _)| *name == "A").map(|(_, schema)| schema.clone());
    samples(&source, &schema.unwrap_or_default())
}

#[test]
fn objects_are_full_and_minimal_and_have_each_form_of_each_field() {
    let schema = json!({
        "type": "object",
        "required": ["id"],
        "properties": { "id": { "type": "integer" }, "colour": { "enum": ["red", "green"] } },
    });
    let values = of(schema);
    assert_eq!(values[0], json!({ "id": 7, "colour": "red" }));
    assert_eq!(values[1], json!({ "id": 7 }));
    assert!(values.contains(&json!({ "id": 7, "colour": "green" })));
}

#[test]
fn every_alternative_comes_before_the_forms_of_one() {
    let schema = json!({ "oneOf": [{ "enum": ["a", "b"] }, { "type": ["integer", "null"] }, { "type": "array", "items": { "type": "boolean" } }] });
    assert_eq!(of(schema)[..3], [json!("a"), json!(7), json!([true])]);
}

#[test]
fn discriminators_are_set() {
    let schema = json!({
        "oneOf": [{ "$ref": "#/components/schemas/Other" }],
        "discriminator": { "propertyName": "kind", "mapping": { "other": "#/components/schemas/Other" } },
    });
    assert_eq!(of(schema), [json!({ "kind": "other" })]);
}

#[test]
fn circles_end() {
    let schema = json!({
        "type": "object",
        "properties": { "next": { "$ref": "#/components/schemas/A" } },
    });
    assert!(!of(schema).is_empty());
    let endless = json!({ "type": "object", "required": ["next"], "properties": { "next": { "$ref": "#/components/schemas/A" } } });
    assert!(of(endless).is_empty());
    assert!(of(json!({ "$ref": "#/components/schemas/A" })).is_empty());
}

#[test]
fn parts_of_a_composition_come_together() {
    let schema = json!({ "allOf": [{ "$ref": "#/components/schemas/Other" }, { "properties": { "id": { "type": "integer", "minimum": 3 } } }] });
    assert_eq!(of(schema)[0], json!({ "kind": "text", "id": 3 }));
}
