//! Small documents that stand for much: what is generated from them stays in proportion.
//!
//! Followed naively, each of these takes a power of two, a cube or a square of its size, or never ends. All targets are
//! generated, and the size of the output is bounded instead of the time.

use anyhow::{Context as _, Result, bail};
use bindery::openapi::{self, Options};
use bindery::problem::{Format, Problems, show};
use bindery::render::Templates;
use bindery::source::Sources;
use bindery::target::{Choices, TARGETS};
use serde_json::{Map, Value, json};

/// How many bytes all files of one document may have, beside the runtime of the client.
const MAX_OUTPUT: usize = 40_000_000;

fn reference(to: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/A{to}") })
}

/// A document with so many schemas and operations that send and receive the last schema.
fn document(count: usize, operations: usize, schema: impl Fn(usize) -> Value) -> String {
    let schemas: Map<String, Value> = (0..count).map(|i| (format!("A{i}"), schema(i))).collect();
    let content = json!({ "application/json": { "schema": reference(count - 1) } });
    let operation = |i: usize| {
        json!({ "post": {
            "operationId": format!("op{i}"),
            "requestBody": { "required": true, "content": content },
            "responses": { "200": { "description": "d", "content": content } },
        } })
    };
    let paths: Map<String, Value> = (0..operations).map(|i| (format!("/op{i}"), operation(i))).collect();
    json!({
        "openapi": "3.1.0",
        "info": { "title": "t", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
    .to_string()
}

/// Generates everything from a document and returns what was reported.
fn generate(name: &str, text: &str) -> Result<String> {
    let mut sources = Sources::from_texts("t", &[("openapi.json", text)]);
    let mut problems = Problems::default();
    let imported = openapi::import(&mut sources, &Options::default(), &mut problems).context("no spec")?;
    let choices = Choices { theme: "vuepress" };
    let templates = Templates::embedded();
    let files = bindery::generate_spec(imported.spec, TARGETS, &templates, choices, &mut problems)?;
    let shown = show(&problems, &sources, Format::Human { colour: false });
    let Some(files) = files else { bail!("{name}: {shown}") };
    let size: usize = files.iter().map(|(_, text)| text.len()).sum();
    assert!(size < MAX_OUTPUT, "{name}: {size} bytes");
    Ok(shown)
}

fn leaf() -> Value {
    json!({ "type": "object", "required": ["p"], "properties": { "p": { "type": "string" } } })
}

#[test]
fn examples_of_types_that_fan_out_are_bounded() -> Result<()> {
    let twice = |required: &'static [&'static str]| {
        move |i: usize| match i {
            0 => leaf(),
            i => json!({
                "type": "object", "required": required,
                "properties": { "l": reference(i - 1), "r": reference(i - 1) },
            }),
        }
    };
    generate("required", &document(40, 1, twice(&["l", "r"])))?;
    generate("optional", &document(40, 1, twice(&[])))?;
    generate("one required", &document(40, 1, twice(&["l"])))?;
    generate("many operations", &document(40, 200, twice(&["l", "r"])))?;
    let items = |ty: Value| json!({ "type": "array", "minItems": 1_000_000, "items": ty });
    generate("least elements", &document(1, 1, |_| items(items(items(json!({ "type": "string" }))))))?;
    let entries =
        |ty: Value| json!({ "type": "object", "minProperties": 1_000_000, "additionalProperties": ty });
    generate("least entries", &document(1, 1, |_| entries(entries(json!({ "type": "string" }))))).map(drop)
}

#[test]
fn schemas_that_are_only_themselves_become_any_value() -> Result<()> {
    for (name, schema) in [
        ("one of itself", json!({ "oneOf": [reference(0)] })),
        ("one of itself or null", json!({ "oneOf": [reference(0), { "type": "null" }] })),
        ("any of itself", json!({ "anyOf": [reference(0)] })),
        ("all of itself", json!({ "allOf": [reference(0)] })),
        ("in levels", json!({ "oneOf": [{ "oneOf": [{ "allOf": [reference(0)] }] }] })),
    ] {
        let shown = generate(name, &document(1, 1, |_| schema.clone()))?;
        assert!(shown.contains("components.schemas.A0"), "{name}: {shown}");
    }
    let next = |i: usize| json!({ "oneOf": [reference((i + 1) % 3)] });
    let shown = generate("three of each other", &document(3, 1, next))?;
    assert!(shown.contains("components.schemas.A"), "{shown}");
    Ok(())
}

#[test]
fn types_in_place_may_extend_the_type_around_them() -> Result<()> {
    let extended = |to: usize| json!({ "allOf": [reference(to), { "type": "object", "properties": { "x": { "type": "string" } } }] });
    let around = |inner: Value| json!({ "type": "object", "properties": { "child": inner } });
    generate("itself", &document(1, 1, |_| around(extended(0))))?;
    generate("each other", &document(2, 1, |i| around(extended(1 - i))))?;
    let all: Vec<Value> = (0..6).map(reference).collect();
    let list = json!({ "type": "array", "items": { "allOf": all } });
    let six = |_| json!({ "type": "object", "properties": { "a": list, "b": list, "c": list } });
    generate("all of all", &document(6, 1, six)).map(drop)
}

#[test]
fn types_that_require_themselves_have_a_sample() -> Result<()> {
    let requires = |to: usize| json!({ "type": "object", "required": ["next"], "properties": { "next": reference(to) } });
    generate("itself", &document(1, 1, |_| requires(0)))?;
    generate("each other", &document(3, 1, |i| requires((i + 1) % 3))).map(drop)
}

#[test]
fn unions_of_unions_are_compared_once() -> Result<()> {
    let ladder = |i: usize| match i {
        0 => json!({ "type": "string" }),
        1 => json!({ "type": "integer", "default": 7 }),
        i => json!({ "anyOf": [
            reference(i - 2),
            { "type": "array", "items": reference(i - 1) },
            reference(i - 1),
        ] }),
    };
    generate("ladder", &document(400, 1, ladder)).map(drop)
}

/// Whatever could begin a link, code, a tag or a list is looked at once, not once more for everything that follows.
#[test]
fn marks_in_descriptions_are_read_once() -> Result<()> {
    for part in [
        "[",
        "](",
        "![",
        "[a](",
        "[a](https://",
        "[[]](",
        "`",
        "<",
        "<a ",
        "<a \"",
        "<https://",
        "<!--",
        "<?",
        "&",
        "*",
        "_a ",
        ">",
        "> ",
        "- ",
        "|-",
        "| a |\n",
        "]: ",
        "~~a",
        "```\n",
        "{",
        "\\",
        "<ul><li>",
    ] {
        let text = part.repeat(300_000 / part.len());
        let schema = |_: usize| json!({ "type": "object", "description": text, "properties": { "a": { "type": "string", "description": text } } });
        generate(part, &document(1, 1, schema))?;
    }
    let runs: String = (1..700).map(|length| "`".repeat(length) + " ").collect();
    generate("runs", &document(1, 1, |_| json!({ "type": "object", "description": runs }))).map(drop)
}

#[test]
fn inherited_fields_are_bounded() -> Result<()> {
    let wide = |i: usize| match i {
        0 => {
            let fields: Map<String, Value> = (0..2_000).map(|i| (format!("f{i}"), json!({}))).collect();
            json!({ "type": "object", "properties": fields })
        }
        _ => json!({ "allOf": [reference(0), { "type": "object", "properties": { "x": {} } }] }),
    };
    let text = document(1_000, 0, wide);
    let mut sources = Sources::from_texts("t", &[("openapi.json", text.as_str())]);
    let mut problems = Problems::default();
    let imported = openapi::import(&mut sources, &Options::default(), &mut problems).context("no spec")?;
    let fields =
        imported.spec.shapes().values().map(|shape| shape.fields.iter().flatten().count()).sum::<usize>();
    assert!(fields < 10_000, "{fields} fields are written out");
    let api = bindery::load_spec(imported.spec, &mut problems).context("no model")?;
    let fields: usize = api
        .types
        .iter()
        .map(|ty| match &ty.kind {
            bindery::model::TypeKind::Object(object) => object.fields.len(),
            _ => 0,
        })
        .sum();
    assert!(fields < 500_000, "{fields} fields are inherited");
    assert!(show(&problems, &sources, Format::Human { colour: false }).contains("too many fields"));
    Ok(())
}
