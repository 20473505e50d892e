//! Documents that are written to be a burden.

use anyhow::Result;
use serde_json::{Map, Value, json};

/// How long chains and circles are.
const MANY: usize = 5_000;

fn reference(to: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/A{to}") })
}

/// A document with so many schemas, and an operation that answers the first of them.
fn with_schemas(count: usize, schema: impl Fn(usize) -> Value) -> String {
    let schemas: Map<String, Value> = (0..count).map(|i| (format!("A{i}"), schema(i))).collect();
    let content = json!({ "application/json": { "schema": reference(0) } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "t", "version": "1" },
        "paths": { "/a": { "get": {
            "operationId": "a",
            "responses": { "200": { "description": "d", "content": content } },
        } } },
        "components": { "schemas": schemas },
    })
    .to_string()
}

fn with_schema(schema: &Value) -> String {
    with_schemas(1, |_| schema.clone())
}

fn with_paths(paths: &Value) -> String {
    json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": paths }).to_string()
}

#[test]
fn chains_of_references_end() -> Result<()> {
    let last = |i: usize, schema: Value| if i + 1 == MANY { json!({ "type": "string" }) } else { schema };
    super::import("chain", &with_schemas(MANY, |i| last(i, reference(i + 1))))?;
    super::import("open chain", &with_schemas(MANY, |i| reference(i + 1)))?;
    super::import("circle", &with_schemas(MANY, |i| reference((i + 1) % MANY)))?;
    let arrays = |i| last(i, json!({ "type": "array", "items": reference(i + 1) }));
    super::import("arrays", &with_schemas(MANY, arrays))?;
    let fields = |i| last(i, json!({ "properties": { "a": reference(i + 1) }, "required": ["a"] }));
    super::import("fields", &with_schemas(MANY, fields))?;
    Ok(())
}

#[test]
fn compositions_end() -> Result<()> {
    let own = |i: usize| json!({ "properties": { format!("p{i}"): {} } });
    let next = |i: usize| json!({ "allOf": [reference((i + 1) % MANY), own(i)] });
    super::import("circle", &with_schemas(MANY, next))?;
    let chain = |i: usize| if i + 1 == MANY { own(i) } else { next(i) };
    super::import("chain", &with_schemas(MANY, chain))?;
    let only = |i: usize| if i + 1 == MANY { own(i) } else { json!({ "allOf": [reference(i + 1)] }) };
    super::import("nothing but others", &with_schemas(MANY, only))?;
    super::import("itself", &with_schemas(1, |_| json!({ "allOf": [reference(0)] })))?;
    // Each extends the next one twice: followed naively, that takes 2^300 steps.
    let twice = |i: usize| json!({ "allOf": [reference(i + 1), { "allOf": [reference(i + 1)] }, own(i)] });
    super::import("twice", &with_schemas(300, twice))?;
    let all = |i: usize| {
        let others = (0..60).filter(|other| *other != i).map(reference);
        json!({ "allOf": others.chain([own(i)]).collect::<Vec<_>>() })
    };
    super::import("all of all", &with_schemas(60, all))
}

#[test]
fn unions_end() -> Result<()> {
    let or_number = |other: usize| json!({ "oneOf": [reference(other), { "type": "integer" }] });
    super::import("circle", &with_schemas(MANY, |i| or_number((i + 1) % MANY)))?;
    let chain = |i: usize| if i + 1 == MANY { json!({ "type": "string" }) } else { or_number(i + 1) };
    super::import("chain", &with_schemas(MANY, chain))?;
    let nested = |i: usize| {
        let next = reference((i + 1) % 60);
        json!({ "oneOf": [next, { "type": "array", "items": next }], "example": [[[[[[[1]]]]]]] })
    };
    super::import("arrays of itself", &with_schemas(60, nested))?;
    let all = |i: usize| {
        let others = (0..60).filter(|other| *other != i).map(reference);
        json!({ "anyOf": others.chain([json!({ "type": "integer" })]).collect::<Vec<_>>() })
    };
    super::import("one of all", &with_schemas(60, all))
}

#[test]
fn circles_of_other_references_end() -> Result<()> {
    let paths: Map<String, Value> = (0..MANY)
        .map(|i| (format!("/p{i}"), json!({ "$ref": format!("#/paths/~1p{}", (i + 1) % MANY) })))
        .collect();
    super::import("paths", &with_paths(&Value::Object(paths)))?;
    let itself = |kind: &str| json!({ "A": { "$ref": format!("#/components/{kind}/A") } });
    let to = |kind: &str| json!({ "$ref": format!("#/components/{kind}/A") });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "t", "version": "1" },
        "paths": {
            "/a": { "$ref": "#/paths/~1a" },
            "/b": { "get": {
                "parameters": [to("parameters")], "requestBody": to("requestBodies"),
                "responses": { "200": to("responses") },
            } },
        },
        "components": {
            "parameters": itself("parameters"), "requestBodies": itself("requestBodies"),
            "responses": itself("responses"), "schemas": itself("schemas"), "examples": itself("examples"),
            "headers": itself("headers"), "securitySchemes": itself("securitySchemes"),
        },
    });
    super::import("components", &document.to_string())
}

#[test]
fn large_lists_end() -> Result<()> {
    let all = |count: usize, of: fn(usize) -> Value| (0..count).map(of).collect::<Vec<_>>();
    super::import("texts", &with_schema(&json!({ "enum": all(20_000, |i| json!(format!("v{i}"))) })))?;
    super::import("numbers", &with_schema(&json!({ "enum": all(20_000, |i| json!(i)) })))?;
    let equal = all(1_000, |i| json!(format!("a{}b", "_".repeat(i))));
    super::import("equal in code", &with_schema(&json!({ "enum": equal })))?;
    let fields: Map<String, Value> =
        (0..20_000).map(|i| (format!("p{i}"), json!({ "type": "string" }))).collect();
    super::import("fields", &with_schema(&json!({ "properties": fields })))?;
    let unknown = all(20_000, |i| json!(format!("p{i}")));
    super::import("required", &with_schema(&json!({ "properties": { "x": {} }, "required": unknown })))?;
    Ok(())
}

#[test]
fn equal_and_empty_ids_end() -> Result<()> {
    for id in ["same", "", "👍", "../../x"] {
        let paths: Map<String, Value> = (0..2_000)
            .map(|i| (format!("/p{i}"), json!({ "get": { "operationId": id, "tags": [id] } })))
            .collect();
        super::import(id, &with_paths(&Value::Object(paths)))?;
    }
    Ok(())
}

#[test]
fn names_that_would_leave_the_folder_do_not() -> Result<()> {
    let names = ["../../x", "/x", "con", "a/b", "a\\b", "", ".", "..", "\u{0}", "\u{202e}", "C:x", "~"];
    let long = "x".repeat(5_000);
    let all = || names.iter().copied().chain([long.as_str()]);
    let operation = |name: &str| {
        json!({ "operationId": name, "tags": [name], "parameters": [
            { "name": name, "in": "query", "schema": { "type": "string" } },
        ] })
    };
    let paths: Map<String, Value> =
        all().map(|name| (format!("/{name}"), json!({ "get": operation(name) }))).collect();
    let schemas: Map<String, Value> =
        all().map(|name| (name.to_owned(), json!({ "properties": { name: {} } }))).collect();
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "../../x", "version": "../../x" },
        "tags": all().map(|name| json!({ "name": name })).collect::<Vec<_>>(),
        "paths": paths,
        "components": { "schemas": schemas },
    });
    super::import("names", &document.to_string())
}

#[test]
fn what_nests_deep_is_refused() -> Result<()> {
    let head = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\n";
    for (name, text) in [
        ("JSON", format!("{{\"openapi\": \"3.0.0\", \"x\": {}", "[".repeat(10_000))),
        ("JSON objects", format!("{{\"openapi\": \"3.0.0\", \"x\": {}", "{\"a\":".repeat(10_000))),
        ("flow", format!("{head}x-deep: {}", "[".repeat(10_000))),
        ("flow maps", format!("{head}x-deep: {}", "{a: ".repeat(10_000))),
        ("dashes", format!("{head}x-deep:\n  {}a\n", "- ".repeat(10_000))),
        ("lines", {
            let lines: String = (1..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
            format!("{head}x-deep:\n{lines}")
        }),
    ] {
        super::import(name, &text)?;
    }
    Ok(())
}

#[test]
fn aliases_that_stand_for_too_much_are_refused() -> Result<()> {
    let head = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\n";
    let twice: String = (0..30).map(|i| format!("x-{i}: &b{} [*b{i}, *b{i}]\n", i + 1)).collect();
    super::import("twice", &format!("{head}x-: &b0 [1]\n{twice}"))?;
    super::import("itself", &format!("{head}x-a: &a [*a]\n"))?;
    let merged: String =
        (0..40).map(|i| format!("x-{i}: &b{} {{ <<: *b{i}, k{i}: *b{i} }}\n", i + 1)).collect();
    super::import("merged", &format!("{head}x-: &b0 {{ a: 1 }}\n{merged}"))
}

#[test]
fn references_out_of_the_folder_lead_nowhere() -> Result<()> {
    let references = [
        "../../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://127.0.0.1:1/x.json",
        "//127.0.0.1:1/x.json",
        "..%2f..%2fetc/passwd",
        "\\\\host\\share",
        "#/components/schemas/A0/~",
        "#/%ff",
        "#",
        "#nothing",
        "",
    ];
    super::import("outside", &with_schemas(references.len(), |i| json!({ "$ref": references[i] })))
}

#[test]
fn odd_yaml_is_read_or_refused() -> Result<()> {
    let old = "openapi: 3.0\ninfo: { title: no, version: 2021-01-01 }\npaths:\n  /a:\n    get:\n      operationId: on\n      \
               parameters:\n        - { name: y, in: query, schema: { type: string, enum: [yes, no, on, off, 012, 0x1F, \
               1e3, 12:30:45, 2020-01-01, null, ~, .inf, .nan, true] } }\n      responses:\n        200: { description: ok }\n        \
               default: { description: no }\n";
    for text in [
        "",
        "null",
        "42",
        "- 1\n",
        "a: b: c",
        "\u{feff}openapi: 3.1.0\n",
        "openapi: [3]\n",
        old,
        "{",
        "{}",
        "[",
        "\0",
    ] {
        super::import(text, text)?;
    }
    Ok(())
}
