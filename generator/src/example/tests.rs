use std::path::Path;

use serde_json::json;

use super::*;
use crate::check::misfit;
use crate::problem::Problems;
use crate::source::{self, Sources};

fn api(types: &Value, answer: &str) -> Api {
    let api = json!({
        "bindery": 1,
        "title": "Shop",
        "version": "1",
        "locales": ["en"],
        "clients": { "ShopClient": { "server": { "url": "https://example.com" } } },
        "groups": { "things": { "title": "Things" } },
    });
    let endpoint = json!({ "endpoint": "get", "http": "GET /x", "summary": "x", "answer": answer });
    let sources = Sources::from_texts(
        "shop",
        &[
            ("api.yaml", &api.to_string()),
            ("types/all.yaml", &json!({ "types": types }).to_string()),
            ("endpoints/things/get.yaml", &endpoint.to_string()),
        ],
    );
    let mut problems = Problems::default();
    let api = crate::load(&sources, &mut problems).unwrap();
    assert!(!problems.has_errors(), "{problems:#?}");
    api
}

fn answer_of(types: &Value, ty: &str) -> Value {
    let api = api(types, ty);
    answer(&api, &api.operations[0]).unwrap()
}

#[test]
fn examples_come_before_defaults_and_defaults_before_values() {
    let types = json!({ "Thing": { "fields": {
        "both": { "type": "int32", "default": 1, "example": 2 },
        "default": { "type": "boolean", "default": false },
        "choice": { "enum": ["first", "second"] },
        "nothing": { "type": "string" },
        "many": { "type": "string[]" },
        "needed": { "type": "string", "required": true },
        "inner": { "type": "Inner" },
        "hollow": { "type": "Hollow" },
        "inners": { "type": "Inner[]" },
        "byName": { "type": "map<Inner>" },
    } }, "Inner": { "fields": { "id": { "type": "string", "example": "7" } } },
       "Hollow": { "fields": { "id": { "type": "string" } } } });
    let expected = json!({
        "both": 2,
        "default": false,
        "choice": "first",
        "needed": "string",
        "inner": { "id": "7" },
        "inners": [{ "id": "7" }],
        "byName": { "key": { "id": "7" } },
    });
    assert_eq!(answer_of(&types, "Thing"), expected);
}

#[test]
fn values_keep_within_their_limits() {
    let types = json!({ "Thing": { "fields": {
        "low": { "type": "int32", "minimum": 18, "required": true },
        "high": { "type": "int64", "maximum": -3, "required": true },
        "part": { "type": "double", "maximum": 0.5, "required": true },
        "long": { "type": "string", "minLength": 9, "required": true },
        "short": { "type": "string", "maxLength": 2, "required": true },
        "pair": { "type": "string[]", "minItems": 2, "required": true },
        "set": { "type": "set<int32>", "minItems": 3, "required": true },
        "none": { "type": "string[]", "maxItems": 0, "required": true },
    } } });
    let expected = json!({
        "low": 18, "high": -3, "part": 0.5, "long": "stringstr", "short": "st",
        "pair": ["string", "string"], "set": [1, 2, 3], "none": [],
    });
    assert_eq!(answer_of(&types, "Thing"), expected);
}

#[test]
fn types_that_contain_themselves_end() {
    let types = json!({ "Tree": { "fields": {
        "name": { "type": "string", "example": "root" },
        "children": { "type": "Tree[]", "required": true },
        "parent": { "type": "Tree" },
        "next": { "type": "Tree", "required": true, "nullable": true },
    } } });
    assert_eq!(answer_of(&types, "Tree"), json!({ "name": "root", "children": [], "next": null }));
}

#[test]
fn numbers_keep_to_every_limit() {
    for (limits, wanted) in [
        (json!({ "exclusiveMinimum": 1, "exclusiveMaximum": 100, "multipleOf": 5 }), json!([5, 5.0])),
        (json!({ "exclusiveMaximum": -3 }), json!([-4, -4.0])),
        (json!({ "exclusiveMinimum": 7, "maximum": 8 }), json!([8, 8.0])),
        (json!({ "multipleOf": 10, "maximum": 9 }), json!([0, 0.0])),
    ] {
        let number = |ty: &str| {
            let mut shape = limits.clone();
            shape["type"] = ty.into();
            answer_of(&json!({ "T": shape }), "T")
        };
        assert_eq!(json!([number("int32"), number("double")]), wanted, "{limits}");
    }
}

#[test]
fn an_answer_has_nothing_that_only_requests_have() {
    let field = |access: &str| json!({ "type": "string", "required": true, "example": "x", access: true });
    let types = json!({ "User": { "fields": { "id": field("readOnly"), "password": field("writeOnly") } } });
    assert_eq!(answer_of(&types, "User"), json!({ "id": "x" }));
    let api = api(&types, "User");
    let ty = &api.operations[0].answer.as_ref().unwrap().ty;
    assert_eq!(value_of_type(&api, ty, Direction::Request), json!({ "password": "x" }));
}

#[test]
fn types_that_fan_out_end_too() {
    let mut types = serde_json::Map::new();
    for level in 0..40 {
        let next = format!("T{}", level + 1);
        let field = json!({ "type": next, "required": true });
        types.insert(format!("T{level}"), json!({ "fields": { "a": field, "b": field } }));
    }
    types.insert("T40".to_owned(), json!({ "fields": { "end": { "type": "boolean", "required": true } } }));
    let value = answer_of(&Value::Object(types), "T0");
    assert!(value.to_string().len() < 2_000_000);
}

#[test]
fn examples_of_the_reference_api_are_valid() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/authing");
    let api = crate::load(&source::read(&spec).unwrap(), &mut Problems::default()).unwrap();
    let none = Limits::default();
    for operation in &api.operations {
        if let Some(known) = &operation.answer {
            let value = answer(&api, operation).unwrap();
            assert!(misfit(&api, &known.ty, &none, &value).is_none(), "{}: {value}", operation.name.spelling);
        }
        if let Some(known) = &operation.body {
            for value in
                [body(&api, operation).unwrap(), least_value_of_type(&api, &known.ty, Direction::Request)]
            {
                assert!(
                    misfit(&api, &known.ty, &none, &value).is_none(),
                    "{}: {value}",
                    operation.name.spelling
                );
            }
        }
    }
}

#[test]
fn a_value_is_of_the_variant_that_is_closest() {
    let types = json!({
        "Amount": { "oneOf": ["double", "int32"] },
        "Thing": { "oneOf": ["Loose", "Named", "Coloured"] },
        "Loose": { "fields": {}, "extra": { "type": "any" } },
        "Named": { "fields": { "name": { "type": "string" }, "colour": { "type": "string" } } },
        "Coloured": { "fields": { "colour": { "enum": ["red", "green"] } } },
        "Both": { "fields": { "amount": { "type": "Amount" }, "thing": { "type": "Thing" } } },
    });
    let api = api(&types, "Both");
    let variant = |name: &str, value: Value| {
        let ty = api.types.iter().find(|ty| ty.name.spelling == name).unwrap();
        let TypeKind::Union(union) = &ty.kind else { panic!("{name}") };
        let variant = variant_of(&api, union, &value);
        variant.map(|variant| variant.name.spelling.clone()).unwrap_or_default()
    };
    assert_eq!(variant("Amount", json!(1)), "Integer");
    assert_eq!(variant("Amount", json!(1.5)), "Number");
    assert_eq!(variant("Thing", json!({ "name": "x", "colour": "red" })), "Named");
    assert_eq!(variant("Thing", json!({ "colour": "red" })), "Coloured");
    assert_eq!(variant("Thing", json!({ "size": 1 })), "Loose");
}

#[test]
fn a_discriminator_identifies_its_object_outside_of_the_union_too() {
    let kind = json!({ "type": "string", "required": true, "example": "cat" });
    let types = json!({
        "Pet": { "discriminator": "kind", "oneOf": [
            { "tags": ["cat", "lion"], "shape": { "type": "Cat" } },
            { "tags": ["2"], "shape": { "type": "Dog" } },
        ] },
        "Cat": { "fields": { "kind": { "type": "string", "required": true, "example": "lion" } } },
        "Dog": { "fields": { "kind": { "type": "int32" } } },
        "Base": { "fields": { "kind": kind } },
        "All": { "fields": {
            "cat": { "type": "Cat", "required": true },
            "dog": { "type": "Dog", "required": true },
            "base": { "type": "Base", "required": true },
            "pet": { "type": "Pet", "required": true },
        } },
    });
    let expected = json!({
        "cat": { "kind": "lion" },
        "dog": { "kind": 2 },
        "base": { "kind": "cat" },
        "pet": { "kind": "lion" },
    });
    assert_eq!(answer_of(&types, "All"), expected);
}

#[test]
fn an_empty_value_of_an_enum_is_no_example_where_there_are_others() {
    let values = json!([{ "value": "", "name": "none" }, "a"]);
    let types = json!({ "Thing": { "fields": {
        "kind": { "enum": values, "required": true },
        "nothing": { "enum": [{ "value": "", "name": "none" }], "required": true },
    } } });
    assert_eq!(answer_of(&types, "Thing"), json!({ "kind": "a", "nothing": "" }));
}
