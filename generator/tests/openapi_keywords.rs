//! No keyword of OpenAPI 3.0 to 3.2 and of JSON Schema 2020-12 is dropped silently.
//!
//! Each keyword is added to a small document. Either the spec that the document becomes is another
//! one, or something is reported whose location is at the keyword or around it.

use anyhow::{Context as _, Result};
use bindery::openapi::{self, Options};
use bindery::problem::{Format, Problems, show};
use bindery::schema;
use bindery::source::Sources;
use serde_json::{Value, json};

/// Keywords that mean nothing here by themselves: they mark a position or declare what others use.
/// The cases below use them with a reference.
const POSITIONS: &[&str] = &["$anchor", "$defs", "$id", "definitions"];

/// Files with their texts, or locations with what is reported there.
type Pairs = Vec<(String, String)>;

fn document() -> Value {
    json!({
        "openapi": "3.2.0",
        "info": { "title": "Books", "version": "1" },
        "servers": [{ "url": "https://{region}.example.com", "variables": { "region": { "default": "eu" } } }],
        "tags": [{ "name": "books" }],
        "paths": {
            "/books/{id}": {
                "get": {
                    "operationId": "getBook",
                    "tags": ["books"],
                    "parameters": [
                        { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
                        { "name": "fields", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } },
                        { "name": "filter", "in": "query", "content": { "application/json": { "schema": { "type": "object" } } } },
                    ],
                    "responses": {
                        "200": {
                            "description": "",
                            "headers": { "X-Count": { "schema": { "type": "integer" } } },
                            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Book" } } },
                        },
                        "404": {
                            "description": "",
                            "content": { "application/json": { "schema": { "type": "object", "properties": { "code": { "type": "string" } } } } },
                        },
                    },
                },
                "post": {
                    "operationId": "changeBook",
                    "tags": ["books"],
                    "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
                    "requestBody": {
                        "content": { "multipart/form-data": {
                            "schema": { "type": "object", "properties": {
                                "cover": { "type": "string", "format": "binary" },
                                "about": { "type": "object", "properties": { "a": { "type": "string" } } },
                            } },
                            "encoding": { "about": { "contentType": "application/json" } },
                        } },
                    },
                    "responses": { "204": { "description": "" } },
                },
                "put": {
                    "operationId": "putBook",
                    "tags": ["books"],
                    "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
                    "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Book" } } } },
                    "responses": { "204": { "description": "" } },
                },
            },
        },
        "security": [{ "key": [] }, { "oauth": ["read"] }],
        "components": {
            "securitySchemes": {
                "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
                "oauth": { "type": "oauth2", "flows": { "clientCredentials": { "tokenUrl": "https://a.example.com/token", "scopes": { "read": "" } } } },
            },
            "schemas": {
                "Book": { "type": "object", "properties": {
                    "title": { "type": "string" },
                    "pages": { "type": "integer" },
                    "list": { "type": "array", "items": { "type": "string" } },
                    "map": { "type": "object", "additionalProperties": { "type": "string" } },
                    "pet": { "$ref": "#/components/schemas/Pet" },
                    "author": { "$ref": "#/components/schemas/Author" },
                } },
                "Author": { "type": "object", "properties": { "name": { "type": "string" } } },
                "Pet": {
                    "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
                    "discriminator": { "propertyName": "kind", "mapping": { "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog" } },
                },
                "Cat": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "indoor": { "type": "boolean" } } },
                "Dog": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "size": { "type": "integer" } } },
            },
        },
    })
}

const GET: &str = "/paths/~1books~1{id}/get";
const POST: &str = "/paths/~1books~1{id}/post";
const PUT: &str = "/paths/~1books~1{id}/put";
const BOOK: &str = "/components/schemas/Book";

/// Where a keyword is added, the keyword, and its value.
fn cases() -> Vec<(String, &'static str, Value)> {
    let mut cases = Vec::new();
    let mut add = |at: &str, entries: Value| {
        let entries = entries.as_object().cloned().unwrap_or_default();
        for (key, value) in entries {
            let key: &'static str = Box::leak(key.into_boxed_str());
            cases.push((at.to_owned(), key, value));
        }
    };
    let operation = json!({ "responses": { "200": { "description": "" } } });
    let path_item = json!({ "post": operation });
    let link = json!({ "operationId": "getBook", "description": "A link." });
    add(
        "",
        json!({
            "$self": "https://example.com/api.json",
            "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
            "webhooks": { "sold": path_item },
            "externalDocs": { "url": "https://docs.example.com" },
            "x-other": 1,
            "unknown": 1,
        }),
    );
    add(
        "/info",
        json!({
            "summary": "A summary.", "description": "A description.", "termsOfService": "https://example.com/terms",
            "contact": { "name": "a" }, "license": { "name": "MIT" }, "x-other": 1, "unknown": 1,
        }),
    );
    add("/servers/0", json!({ "description": "A server.", "name": "main", "x-other": 1, "unknown": 1 }));
    add(
        "/servers/0/variables/region",
        json!({
            "description": "A region.", "enum": ["eu", "us"], "x-other": 1, "unknown": 1,
        }),
    );
    add(
        "/tags/0",
        json!({
            "description": "A tag.", "summary": "Books", "parent": "x", "kind": "nav",
            "externalDocs": { "url": "https://docs.example.com" }, "x-other": 1, "unknown": 1,
        }),
    );
    add(
        "/components",
        json!({
            "responses": { "Unused": { "description": "" } },
            "parameters": { "Unused": { "name": "a", "in": "query", "schema": {} } },
            "examples": { "Unused": { "value": 1 } },
            "requestBodies": { "Unused": { "content": {} } },
            "headers": { "Unused": { "schema": {} } },
            "links": { "Unused": link },
            "callbacks": { "Unused": { "{$request.body#/url}": path_item } },
            "pathItems": { "Unused": path_item },
            "mediaTypes": { "Unused": { "schema": {} } },
            "x-other": 1,
            "unknown": 1,
        }),
    );
    add(
        "/paths/~1books~1{id}",
        json!({
            "summary": "A book.", "description": "A book.", "servers": [{ "url": "https://other.example.com" }],
            "parameters": [{ "name": "trace", "in": "header", "schema": { "type": "string" } }],
            "delete": operation, "options": operation, "head": operation, "patch": operation, "trace": operation,
            "query": operation, "additionalOperations": { "COPY": operation }, "x-other": 1, "unknown": 1,
        }),
    );
    add(
        GET,
        json!({
            "summary": "A summary.", "description": "A description.", "externalDocs": { "url": "https://docs.example.com" },
            "callbacks": { "done": { "{$request.query.url}": path_item } }, "deprecated": true, "security": [],
            "servers": [{ "url": "https://other.example.com" }], "tags": ["books", "more"], "x-other": 1, "unknown": 1,
        }),
    );
    let example = json!({ "a": { "summary": "An example.", "value": "x" } });
    for at in [format!("{GET}/parameters/0"), format!("{GET}/parameters/1")] {
        add(
            &at,
            json!({
                "description": "A parameter.", "deprecated": true, "allowEmptyValue": true, "allowReserved": true,
                "example": "x", "examples": example, "x-other": 1, "unknown": 1,
            }),
        );
    }
    add(&format!("{GET}/parameters/1"), json!({ "required": true, "in": "querystring" }));
    add(
        &format!("{GET}/parameters/2/content/application~1json"),
        json!({
            "example": { "a": 1 }, "examples": { "a": { "value": { "a": 1 } } }, "x-other": 1, "unknown": 1,
        }),
    );
    add(
        &format!("{GET}/responses"),
        json!({
            "default": { "description": "", "content": { "application/json": { "schema": { "type": "object" } } } },
            "101": { "description": "" }, "5XX": { "description": "", "content": { "application/json": {} } },
            "x-other": 1, "unknown": {},
        }),
    );
    add(
        &format!("{GET}/responses/200"),
        json!({
            "description": "A response.", "summary": "A book.", "links": { "next": link },
            "x-other": 1, "unknown": 1,
        }),
    );
    add(
        &format!("{GET}/responses/404"),
        json!({
            "description": "Not there.", "summary": "Not there.", "links": { "next": link }, "x-other": 1, "unknown": 1,
            "headers": { "X-Reason": { "schema": { "type": "string" } } },
        }),
    );
    add(&format!("{GET}/responses/200/headers"), json!({ "X-Rate": { "schema": { "type": "integer" } } }));
    add(
        &format!("{GET}/responses/200/headers/X-Count"),
        json!({
            "description": "A count.", "required": true, "deprecated": true, "explode": true,
            "example": 1, "examples": { "a": { "value": 1 } }, "x-other": 1, "unknown": 1,
        }),
    );
    add(
        &format!("{GET}/responses/200/content"),
        json!({
            "text/csv": { "schema": { "type": "string" } },
            "application/xml": { "schema": { "$ref": "#/components/schemas/Book" } },
            "x-other": 1,
        }),
    );
    let body_example = json!({ "title": "Emma" });
    for at in [
        format!("{GET}/responses/200/content/application~1json"),
        format!("{GET}/responses/404/content/application~1json"),
        format!("{PUT}/requestBody/content/application~1json"),
    ] {
        add(
            &at,
            json!({
                "example": body_example,
                "examples": { "a": { "summary": "One.", "description": "An example.", "value": body_example }, "b": { "value": { "title": "Persuasion" } } },
                "itemSchema": { "type": "object" },
                "encoding": { "title": { "contentType": "text/plain" } },
                "prefixEncoding": [{ "contentType": "text/plain" }],
                "itemEncoding": { "contentType": "text/plain" },
                "x-other": 1,
                "unknown": 1,
            }),
        );
    }
    for example in [
        json!({ "externalValue": "https://example.com/a.json" }),
        json!({ "dataValue": body_example }),
        json!({ "serializedValue": "{}" }),
        json!({ "value": body_example, "x-other": 1 }),
    ] {
        add(&format!("{PUT}/requestBody/content/application~1json"), json!({ "examples": { "a": example } }));
    }
    add(
        &format!("{PUT}/requestBody"),
        json!({ "description": "A body.", "required": false, "x-other": 1, "unknown": 1 }),
    );
    add(
        &format!("{PUT}/requestBody/content"),
        json!({
            "application/xml": { "schema": { "$ref": "#/components/schemas/Book" } }, "text/plain": { "schema": { "type": "string" } },
        }),
    );
    add(&format!("{POST}/requestBody"), json!({ "description": "A form.", "required": true }));
    add(
        &format!("{POST}/requestBody/content/multipart~1form-data"),
        json!({
            "example": { "about": { "a": "x" } }, "prefixEncoding": [{}], "itemEncoding": {}, "x-other": 1, "unknown": 1,
        }),
    );
    add(
        &format!("{POST}/requestBody/content/multipart~1form-data/encoding/about"),
        json!({
            "contentType": "text/plain", "headers": { "X-Part": { "schema": { "type": "string" } } }, "style": "deepObject",
            "explode": true, "allowReserved": true, "encoding": { "a": { "contentType": "text/plain" } },
            "prefixEncoding": [{}], "itemEncoding": {}, "x-other": 1, "unknown": 1,
        }),
    );
    add(
        &format!("{POST}/requestBody/content/multipart~1form-data/encoding"),
        json!({ "cover": { "contentType": "image/png" } }),
    );
    add(
        "/components/securitySchemes/key",
        json!({ "description": "A key.", "deprecated": true, "x-other": 1, "unknown": 1 }),
    );
    add(
        "/components/securitySchemes/oauth",
        json!({
            "description": "OAuth.", "oauth2MetadataUrl": "https://a.example.com/meta", "deprecated": true, "x-other": 1, "unknown": 1,
        }),
    );
    add(
        "/components/securitySchemes/oauth/flows",
        json!({
            "authorizationCode": { "authorizationUrl": "https://a.example.com/auth", "tokenUrl": "https://a.example.com/token", "scopes": {} },
            "implicit": { "authorizationUrl": "https://a.example.com/auth", "scopes": {} },
            "password": { "tokenUrl": "https://a.example.com/token", "scopes": {} },
            "deviceAuthorization": { "deviceAuthorizationUrl": "https://a.example.com/d", "tokenUrl": "https://a.example.com/token", "scopes": {} },
            "x-other": 1,
            "unknown": {},
        }),
    );
    add(
        "/components/securitySchemes/oauth/flows/clientCredentials",
        json!({
            "refreshUrl": "https://a.example.com/refresh", "scopes": { "read": "Read.", "write": "Write." }, "x-other": 1, "unknown": 1,
        }),
    );
    for scheme in [
        json!({ "type": "oauth2", "flows": { "authorizationCode": { "authorizationUrl": "https://a.example.com/auth", "tokenUrl": "https://a.example.com/token", "scopes": { "read": "" } } } }),
        json!({ "type": "http", "scheme": "bearer" }),
        json!({ "type": "http", "scheme": "digest" }),
        json!({ "type": "mutualTLS" }),
        json!({ "type": "openIdConnect", "openIdConnectUrl": "https://a.example.com/.well-known" }),
    ] {
        add("/components/securitySchemes", json!({ "key": scheme }));
    }
    add(
        "/components/schemas",
        json!({ "Unused": { "type": "object", "properties": { "a": { "type": "string" } } } }),
    );
    schemas(&mut add);
    cases
}

/// Keywords of schemas: on an object, a string, a number, a list, a map and a union.
fn schemas(add: &mut dyn FnMut(&str, Value)) {
    let any = json!({
        "$id": "https://example.com/book", "$schema": "https://json-schema.org/draft/2020-12/schema", "$anchor": "book",
        "$dynamicAnchor": "book", "$dynamicRef": "#book", "$vocabulary": { "https://example.com/v": true },
        "$comment": "A comment.", "$defs": { "A": { "type": "string" } }, "definitions": { "A": { "type": "string" } },
        "title": "A title", "description": "A description.", "deprecated": true,
        "externalDocs": { "url": "https://docs.example.com" }, "xml": { "name": "book", "attribute": true },
        "allOf": [{ "description": "More." }], "not": { "type": "null" }, "if": { "type": "object" }, "then": { "minProperties": 1 },
        "else": { "minProperties": 2 }, "x-other": 1, "unknown": 1,
    });
    let property = |name: &str| format!("{BOOK}/properties/{name}");
    for at in [
        "/components/schemas/Author".to_owned(),
        property("title"),
        property("pages"),
        property("list"),
        property("map"),
    ] {
        add(&at, any.clone());
        add(
            &at,
            json!({ "readOnly": true, "writeOnly": true, "nullable": true, "enum": ["x"], "const": "x" }),
        );
    }
    // The type of a field: what is meant for the field is carried there.
    add("/components/schemas/Author", json!({ "default": { "name": "x" }, "examples": [{ "name": "x" }] }));
    add(
        BOOK,
        json!({
            "required": ["title"], "additionalProperties": false, "unevaluatedProperties": false,
            "patternProperties": { "^x-": { "type": "string" } }, "propertyNames": { "pattern": "^[a-z]+$" },
            "minProperties": 1, "maxProperties": 3, "dependentRequired": { "title": ["pages"] },
            "dependentSchemas": { "title": { "required": ["pages"] } }, "dependencies": { "title": ["pages"] },
            "example": { "title": "x" }, "examples": [{ "title": "x" }],
            "anyOf": [{ "required": ["title"] }, { "required": ["pages"] }],
        }),
    );
    add(
        &property("title"),
        json!({
            "minLength": 1, "maxLength": 3, "pattern": "^a", "format": "date", "default": "x", "example": "x",
            "examples": ["x", "y"], "contentEncoding": "base64", "contentMediaType": "application/json",
            "contentSchema": { "type": "object" }, "oneOf": [{ "pattern": "a" }, { "pattern": "b" }],
        }),
    );
    add(&property("title"), json!({ "format": "unknown" }));
    add(
        &property("pages"),
        json!({
            "minimum": 1, "maximum": 3, "exclusiveMinimum": 1, "exclusiveMaximum": 3, "multipleOf": 2, "format": "int32",
            "default": 1, "example": 1, "examples": [1, 2],
        }),
    );
    add(&property("pages"), json!({ "format": "unknown" }));
    add(
        &property("list"),
        json!({
            "minItems": 1, "maxItems": 3, "uniqueItems": true, "contains": { "const": "x" }, "minContains": 2, "maxContains": 3,
            "prefixItems": [{ "type": "integer" }], "unevaluatedItems": false, "default": ["x"], "example": ["x"],
            "additionalItems": { "type": "integer" },
        }),
    );
    add(
        &property("map"),
        json!({
            "minProperties": 1, "maxProperties": 3, "propertyNames": { "pattern": "^[a-z]+$" }, "default": { "a": "x" },
            "patternProperties": { "^x-": { "type": "string" } },
        }),
    );
    add(
        &property("pet"),
        json!({
            "description": "A pet.", "deprecated": true, "readOnly": true, "title": "A pet", "minProperties": 1, "x-other": 1,
        }),
    );
    add(
        "/components/schemas/Pet/discriminator",
        json!({ "defaultMapping": "Cat", "x-other": 1, "unknown": 1 }),
    );
    add(
        "/components/schemas/Pet",
        json!({
            "description": "A pet.", "title": "A pet", "required": ["age"], "properties": { "age": { "type": "integer" } },
            "additionalProperties": false, "unevaluatedProperties": false, "x-other": 1, "unknown": 1, "if": {}, "xml": { "name": "x" },
        }),
    );
}

/// Texts beside a reference, which OpenAPI 3.1 allows for what is not a schema.
#[test]
fn what_is_beside_a_reference_is_reported() -> Result<()> {
    let mut with = document();
    with["components"]["parameters"] =
        json!({ "Page": { "name": "page", "in": "query", "schema": { "type": "integer" } } });
    let reference = json!({ "$ref": "#/components/parameters/Page", "description": "A page." });
    with.pointer_mut(&format!("{PUT}/parameters/0")).context("a parameter")?.clone_from(&reference);
    let (_, reported) = import(&with)?;
    assert!(
        reported.iter().any(|(pointer, _)| pointer.ends_with("/put/parameters/0/description")),
        "{reported:?}"
    );
    Ok(())
}

#[test]
fn every_keyword_has_an_effect_or_is_reported() -> Result<()> {
    let plain = document();
    let (before, known) = import(&plain)?;
    let mut silent = Vec::new();
    for (at, key, value) in cases() {
        let mut document = plain.clone();
        let node = document.pointer_mut(&at).with_context(|| at.clone())?;
        node.as_object_mut().context("keywords are added to objects")?.insert(key.to_owned(), value.clone());
        let (after, reported) = import(&document)?;
        let location = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        let is_reported = reported.iter().any(|problem| {
            !known.contains(problem) && (problem.0.starts_with(&at) || location.starts_with(&problem.0))
        });
        if after == before && !is_reported && !POSITIONS.contains(&key) {
            silent.push(format!("{at}: {key}: {value}"));
        }
    }
    assert!(silent.is_empty(), "{} keywords are dropped silently:\n{}", silent.len(), silent.join("\n"));
    Ok(())
}

/// Keywords that others refer to.
#[test]
fn positions_are_found_by_references() -> Result<()> {
    for (key, reference) in [
        ("$anchor", "#name"),
        ("$defs", "#/components/schemas/Named/$defs/A"),
        ("definitions", "#/components/schemas/Named/definitions/A"),
    ] {
        let mut with = document();
        let named = if key == "$anchor" {
            json!({ "type": "string", "$anchor": "name" })
        } else {
            json!({ key: { "A": { "type": "string" } } })
        };
        with["components"]["schemas"]["Named"] = named;
        with["components"]["schemas"]["Book"]["properties"]["named"] = json!({ "$ref": reference });
        let (_, reported) = import(&with)?;
        let problems: Vec<_> = reported.iter().filter(|(pointer, _)| pointer.contains("named")).collect();
        assert!(problems.is_empty(), "{key}: {problems:?}");
    }
    Ok(())
}

/// The files of the spec that a document becomes, and what is reported with its JSON pointers.
fn import(document: &Value) -> Result<(Pairs, Pairs)> {
    let mut sources = Sources::from_texts("t", &[("openapi.json", &document.to_string())]);
    let mut problems = Problems::default();
    let imported = openapi::import(&mut sources, &Options::default(), &mut problems);
    let imported = imported.with_context(|| show(&problems, &sources, Format::Full { colour: false }))?;
    let reported =
        problems.iter().map(|problem| (problem.place.pointer(), problem.message.clone())).collect();
    Ok((schema::print(&imported.spec)?, reported))
}
