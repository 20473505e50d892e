//! Examples keep to the schemas that they are of: random schemas with every limit, in responses and in requests, whose
//! examples a JSON Schema validator judges that others made.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in the functions that it calls too")]

use bindery::example;
use bindery::openapi::{self, Imported, Options};
use bindery::problem::Problems;
use bindery::source::Sources;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// The examples of a response and of a request body that have a schema each.
fn examples(schema: &Value) -> [Value; 2] {
    let content = json!({ "application/json": { "schema": schema } });
    let document = json!({
        "openapi": "3.1.0", "info": { "title": "Limits", "version": "1" },
        "paths": { "/x": { "post": {
            "operationId": "x",
            "requestBody": { "required": true, "content": content },
            "responses": { "200": { "description": "ok", "content": content } },
        } } },
    });
    let mut sources = Sources::from_texts("t", &[("openapi.json", &document.to_string())]);
    let mut problems = Problems::default();
    let Imported { spec, .. } = openapi::import(&mut sources, &Options::default(), &mut problems).unwrap();
    let api = bindery::load_spec(spec, &mut problems).unwrap();
    assert!(!problems.has_errors(), "{problems:?}\n{schema}");
    let operation = &api.operations[0];
    [example::answer(&api, operation).unwrap(), example::body(&api, operation).unwrap()]
}

fn judge(schema: &Value) -> Result<(), TestCaseError> {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    for example in examples(schema) {
        let error = validator.iter_errors(&example).next().map(|error| error.to_string());
        prop_assert!(error.is_none(), "{}\n{schema}\n{example}", error.unwrap_or_default());
    }
    prop_assert_eq!(examples(schema), examples(schema));
    Ok(())
}

/// Puts keywords into a schema that are there.
fn with(mut schema: Value, keywords: Vec<(&str, Option<Value>)>) -> Value {
    for (key, value) in keywords {
        if let Some(value) = value {
            schema[key] = value;
        }
    }
    schema
}

fn maybe(count: std::ops::Range<u64>) -> impl Strategy<Value = Option<u64>> {
    proptest::option::of(count)
}

fn whole() -> impl Strategy<Value = Value> {
    (-50_i64..50, 0_i64..40, 1_i64..6, any::<[bool; 5]>()).prop_map(|(low, room, step, has)| {
        let (least, most) = (low * step, (low + room + 2) * step);
        with(
            json!({ "type": "integer" }),
            vec![
                (if has[3] { "minimum" } else { "exclusiveMinimum" }, has[0].then(|| least.into())),
                (if has[4] { "maximum" } else { "exclusiveMaximum" }, has[1].then(|| most.into())),
                ("multipleOf", has[2].then(|| step.into())),
            ],
        )
    })
}

fn fraction() -> impl Strategy<Value = Value> {
    let step = prop::sample::select(vec![0.01, 0.1, 0.25, 0.5, 2.5]);
    (-50_i64..50, 0_i64..40, step, any::<[bool; 5]>()).prop_map(|(low, room, step, has)| {
        let (least, most) = (low as f64 * 0.7, low as f64 * 0.7 + (room + 6) as f64);
        with(
            json!({ "type": "number" }),
            vec![
                (if has[3] { "minimum" } else { "exclusiveMinimum" }, has[0].then(|| least.into())),
                (if has[4] { "maximum" } else { "exclusiveMaximum" }, has[1].then(|| most.into())),
                ("multipleOf", has[2].then(|| step.into())),
            ],
        )
    })
}

fn string() -> impl Strategy<Value = Value> {
    let patterns = [
        "^[A-Z]{2}-\\d{4,}$",
        "^(red|green|blue)[0-9]*$",
        "[a-f0-9]{8}",
        "^(?!x)\\w+@\\w+\\.(com|org)[a-z]*$",
    ];
    let pattern = proptest::option::of(prop::sample::select(patterns.to_vec()));
    (pattern, maybe(0..40), maybe(0..20)).prop_map(|(pattern, least, room)| {
        let most = room.filter(|_| pattern.is_none()).map(|room| least.unwrap_or(0) + room);
        let keywords = vec![
            ("pattern", pattern.map(Value::from)),
            ("minLength", least.map(Value::from)),
            ("maxLength", most.map(Value::from)),
        ];
        with(json!({ "type": "string" }), keywords)
    })
}

fn scalar() -> impl Strategy<Value = Value> {
    let formats = ["date", "date-time", "uuid", "uri", "byte"];
    let format = prop::sample::select(formats.to_vec());
    prop_oneof![
        whole(),
        fraction(),
        string(),
        Just(json!({ "type": "boolean" })),
        Just(json!({ "type": "string", "enum": ["a", "b", "c", "d", "e", "f"] })),
        format.prop_map(|format| json!({ "type": "string", "format": format })),
    ]
}

fn list(items: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    (items, maybe(0..5), maybe(0..4)).prop_map(|(items, least, room)| {
        let keywords = vec![
            ("minItems", least.map(Value::from)),
            ("maxItems", room.map(|room| (least.unwrap_or(0) + room).into())),
        ];
        with(json!({ "type": "array", "items": items }), keywords)
    })
}

/// Items of which there are enough that differ.
fn distinct() -> impl Strategy<Value = Value> {
    let strings = (0_u64..9).prop_map(|most| json!({ "type": "string", "maxLength": most + 1 }));
    let patterns = Just(json!({ "type": "string", "pattern": "^[a-c]{2}$" }));
    let numbers = (2_i64..5, -90_i64..9).prop_map(|(step, least)| {
        json!({ "type": "integer", "multipleOf": step, "minimum": least, "maximum": least + 6 * step })
    });
    let objects = json!({
        "type": "object", "required": ["id"],
        "properties": { "id": { "type": "string", "example": "x" }, "on": { "type": "boolean" } },
    });
    let formats = prop::sample::select(vec!["date", "uuid", "uri", "date-time"]);
    let items = prop_oneof![
        strings,
        patterns,
        numbers,
        Just(json!({ "type": "number" })),
        Just(objects),
        formats.prop_map(|format| json!({ "type": "string", "format": format })),
        Just(json!({ "type": "string", "enum": ["a", "b", "c", "d", "e", "f"] })),
    ];
    (items, 0_u64..6).prop_map(
        |(items, least)| json!({ "type": "array", "items": items, "uniqueItems": true, "minItems": least }),
    )
}

fn map(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let schema = |values: Value| json!({ "type": "object", "additionalProperties": values });
    let simple = prop::sample::select(vec!["string", "integer", "number", "boolean"]);
    let counted = (simple, maybe(0..5), maybe(0..4)).prop_map(move |(ty, least, room)| {
        let keywords = vec![
            ("minProperties", least.map(Value::from)),
            ("maxProperties", room.map(|room| (least.unwrap_or(0) + room).into())),
        ];
        with(schema(json!({ "type": ty })), keywords)
    });
    prop_oneof![counted, values.prop_map(schema)]
}

fn object(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let fields = prop::collection::vec((values, any::<bool>()), 1..5);
    fields.prop_map(|fields| {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (index, (schema, is_required)) in fields.into_iter().enumerate() {
            let name = format!("field{index}");
            required.extend(is_required.then(|| name.clone()));
            properties.insert(name, schema);
        }
        json!({ "type": "object", "properties": properties, "required": required })
    })
}

fn schema() -> impl Strategy<Value = Value> {
    prop_oneof![scalar(), distinct()]
        .prop_recursive(3, 12, 4, |inner| prop_oneof![list(inner.clone()), map(inner.clone()), object(inner)])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn examples_keep_to_every_limit(schema in schema()) {
        judge(&schema)?;
    }
}

#[test]
fn limits_of_responses_in_place_are_kept() {
    let field =
        |schema: Value| json!({ "type": "object", "required": ["field"], "properties": { "field": schema } });
    for schema in [
        json!({ "type": "array", "minItems": 2, "items": { "type": "integer", "minimum": 3 } }),
        json!({ "type": "string", "minLength": 12 }),
        json!({ "type": "object", "minProperties": 2, "additionalProperties": { "type": "integer" } }),
        field(json!({ "type": "object", "minProperties": 2, "properties": {
            "a": { "type": "string" }, "b": { "type": "string" } } })),
        field(json!({ "type": "object", "maxProperties": 1, "properties": {
            "a": { "type": "string", "example": "x" }, "b": { "type": "string", "example": "y" } } })),
        json!({ "type": "string", "format": "uri", "minLength": 40 }),
        json!({ "type": ["array", "null"], "minItems": 1, "items": { "type": "string", "minLength": 20 } }),
    ] {
        judge(&schema).unwrap();
    }
}
