use serde_json::{Value, json};

use super::Sampler;
use crate::document::Document;
use crate::document::Judge;

fn of(schema: Value) -> anyhow::Result<Vec<Value>> {
    let other =
        json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } });
    let source = Document::of(
        json!({ "openapi": "3.1.0", "components": { "schemas": { "A": schema, "Other": other } } }),
    );
    let judge = Judge::new(&source)?;
    let first =
        source.schemas().next().map(|(_, schema)| Sampler::new(&source, &judge).samples(schema).values);
    Ok(first.unwrap_or_default().into_iter().map(|(_, value)| value).collect())
}

#[test]
fn objects_are_full_and_minimal_and_have_each_form_of_each_field() -> anyhow::Result<()> {
    let schema = json!({
        "type": "object",
        "required": ["id"],
        "properties": { "id": { "enum": [7] }, "colour": { "enum": ["red", "green"] } },
    });
    let values = of(schema)?;
    assert_eq!(
        values,
        [json!({ "id": 7, "colour": "red" }), json!({ "id": 7 }), json!({ "id": 7, "colour": "green" })]
    );
    Ok(())
}

#[test]
fn every_alternative_comes_before_the_forms_of_one() -> anyhow::Result<()> {
    let schema = json!({ "oneOf": [{ "enum": ["a", "b"] }, { "type": ["integer", "null"] }, { "type": "array", "items": { "type": "boolean" } }] });
    assert_eq!(of(schema)?[..3], [json!("a"), json!(7), json!([true, false])]);
    Ok(())
}

#[test]
fn groups_of_alternatives_are_varied_one_after_the_other() -> anyhow::Result<()> {
    let field = |name: &str| json!({ "required": [name], "properties": { name: { "const": 1 } } });
    let schema = json!({ "type": "object", "allOf": [
        { "oneOf": [field("a"), field("b")] },
        { "oneOf": [field("c"), field("d"), field("e")] },
    ] });
    let values = of(schema)?;
    let expected =
        [json!({"a": 1, "c": 1}), json!({"b": 1, "c": 1}), json!({"a": 1, "d": 1}), json!({"a": 1, "e": 1})];
    assert_eq!(values, expected);
    Ok(())
}

#[test]
fn discriminators_are_set() -> anyhow::Result<()> {
    let schema = json!({
        "oneOf": [{ "$ref": "#/components/schemas/Other" }],
        "discriminator": { "propertyName": "kind", "mapping": { "other": "#/components/schemas/Other" } },
    });
    assert_eq!(of(schema)?, [json!({ "kind": "other" })]);
    Ok(())
}

#[test]
fn values_that_a_schema_lists_count_more_than_its_name() -> anyhow::Result<()> {
    let listed =
        json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "const": "o" } } });
    let source = Document::of(json!({ "openapi": "3.1.0", "components": { "schemas": {
        "A": { "oneOf": [{ "$ref": "#/components/schemas/Other" }], "discriminator": { "propertyName": "kind" } },
        "Other": listed,
    } } }));
    let judge = Judge::new(&source)?;
    let values =
        source.schemas().next().map(|(_, union)| Sampler::new(&source, &judge).samples(union).values);
    assert_eq!(
        values.into_iter().flatten().map(|(_, value)| value).collect::<Vec<_>>(),
        [json!({ "kind": "o" })]
    );
    Ok(())
}

#[test]
fn values_of_a_base_are_of_what_its_discriminator_tells() -> anyhow::Result<()> {
    let source = Document::of(json!({ "openapi": "3.1.0", "components": { "schemas": {
        "A": {
            "type": "object",
            "required": ["kind"],
            "properties": { "kind": { "enum": ["b"] } },
            "discriminator": { "propertyName": "kind", "mapping": { "b": "#/components/schemas/B" } },
        },
        "B": { "allOf": [
            { "$ref": "#/components/schemas/A" },
            { "required": ["b"], "properties": { "b": { "type": "boolean" } } },
        ] },
    } } }));
    let judge = Judge::new(&source)?;
    let values = source.schemas().next().map(|(_, base)| Sampler::new(&source, &judge).samples(base).values);
    let values: Vec<Value> = values.into_iter().flatten().map(|(_, value)| value).collect();
    assert_eq!(values, [json!({ "kind": "b", "b": true })]);
    Ok(())
}

#[test]
fn circles_end() -> anyhow::Result<()> {
    let schema = json!({
        "type": "object",
        "properties": { "next": { "$ref": "#/components/schemas/A" } },
    });
    assert_eq!(of(schema)?, [json!({ "next": { "next": {} } }), json!({}), json!({ "next": {} })]);
    let endless = json!({ "type": "object", "required": ["next"], "properties": { "next": { "$ref": "#/components/schemas/A" } } });
    assert!(of(endless)?.is_empty());
    assert!(of(json!({ "$ref": "#/components/schemas/A" }))?.is_empty());
    assert!(of(json!({ "oneOf": [{ "$ref": "#/components/schemas/A" }] }))?.is_empty());
    Ok(())
}

#[test]
fn parts_of_a_composition_come_together() -> anyhow::Result<()> {
    let schema = json!({ "allOf": [{ "$ref": "#/components/schemas/Other" }, { "properties": { "id": { "type": "integer", "minimum": 3 } } }] });
    assert_eq!(of(schema)?[0], json!({ "kind": "text", "id": 3 }));
    Ok(())
}
