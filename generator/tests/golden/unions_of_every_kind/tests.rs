//! A value of a union is written as it was read, whichever of its types it is.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_str, from_value, json, to_value};
use unions_of_every_kind::types::{
    Constant, Extended, Formats, Kinds, Levels, Listed, Nullable, Open, Overlap, Rated, Required,
    Shared,
};

fn read<T: Serialize + DeserializeOwned>(value: &Value) -> T {
    let read: T = from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"));
    assert_eq!(to_value(&read).unwrap(), *value);
    // What comes as text may be read otherwise than what comes as a value.
    let from_text: T = from_str(&value.to_string()).unwrap();
    assert_eq!(to_value(&from_text).unwrap(), *value);
    read
}

/// Objects with some of these fields, each with one of its values.
fn objects(fields: &[(&str, &[Value])]) -> Vec<Value> {
    let mut objects = vec![json!({})];
    for (name, values) in fields {
        let with = |object: &Value| {
            let object = object.clone();
            values.iter().map(move |value| {
                let mut object = object.clone();
                object[*name] = value.clone();
                object
            })
        };
        objects.extend(objects.iter().flat_map(with).collect::<Vec<_>>());
    }
    objects
}

#[test]
fn every_object_of_the_fields_of_a_union_is_kept() {
    let id = [json!(1)];
    let title = [json!("x")];
    let fields = [
        ("id", &id[..]),
        ("title", &title),
        ("pages", &id),
        ("text", &title),
    ];
    for value in objects(&fields[..3]) {
        read::<Shared>(&value);
        read::<Levels>(&value);
    }
    for value in objects(&fields[1..]) {
        read::<Overlap>(&value);
    }
    let ids = [json!(1), json!("1")];
    for value in objects(&[("id", &ids), ("name", &title)]) {
        read::<Required>(&value);
    }
    let stars = [json!(1), json!(9)];
    for value in objects(&[("stars", &stars), ("text", &title), ("by", &title)]) {
        read::<Rated>(&value);
    }
    let kinds = ["paper", "sound", "cat", "moss", "other"].map(Value::from);
    for value in objects(&[("kind", &kinds), ("size", &id), ("age", &id)]) {
        if value.get("age").is_none() {
            read::<Constant>(&value);
        }
        if value.get("size").is_none() {
            read::<Listed>(&value);
        }
    }
    for value in objects(&[("x", &ids), ("z", &ids)]) {
        read::<Open>(&value);
    }
    for value in objects(&[("x", &id), ("y", &id)]) {
        read::<Open>(&value);
    }
    let notes = [json!("x"), json!(1), Value::Null];
    for value in objects(&[("note", &notes)]) {
        read::<Nullable>(&value);
    }
}

#[test]
fn every_kind_of_value_is_kept() {
    let date = "2024-01-31";
    let uuid = "6f1b2c34-5d6e-4f70-8a9b-0c1d2e3f4a5b";
    let kinds = [
        json!(true),
        json!(1),
        json!(1.5),
        json!("x"),
        json!([]),
        json!([1]),
        json!(["x"]),
        json!([1, "x"]),
        json!([[]]),
        json!({}),
        json!({ "a": true }),
        json!({ "a": 1 }),
    ];
    for value in kinds {
        read::<Kinds>(&value);
        read::<Levels>(&value);
    }
    for value in [
        json!(date),
        json!(uuid),
        json!("x"),
        json!({ "on": date }),
        json!({ "on": "x" }),
    ] {
        read::<Formats>(&value);
    }
    read::<Extended>(&json!({
        "open": { "a": { "x": 1 }, "b": { "m": 2 }, "c": { "x": 1, "m": "n" } },
        "shared": { "pages": 2 },
        "rated": [{ "stars": 1 }, { "stars": 1, "text": "x" }, { "by": "x" }],
    }));
    read::<Levels>(&json!([{ "kind": "paper" }, { "kind": "sound", "size": 1 }]));
}

#[test]
fn a_value_is_of_the_type_that_its_fields_tell() {
    assert!(matches!(read(&json!({ "pages": 1 })), Shared::Long(_)));
    assert!(matches!(read(&json!({ "id": 1 })), Required::ById(_)));
    assert!(matches!(
        read(&json!({ "id": "1", "name": "x" })),
        Required::ByName(_)
    ));
    assert!(matches!(read(&json!({ "stars": 3 })), Rated::Stars(_)));
    assert!(matches!(
        read(&json!({ "stars": 3, "text": "x" })),
        Rated::Review(_)
    ));
    assert!(matches!(
        read(&json!({ "kind": "sound" })),
        Constant::Sound(_)
    ));
    assert!(matches!(
        read(&json!({ "kind": "moss", "age": 1 })),
        Listed::Plant(_)
    ));
    assert!(matches!(read(&json!({ "x": 1, "y": 1 })), Open::Point(_)));
    assert!(matches!(read(&json!({ "m": 1 })), Open::IntegerMap(_)));
    assert!(matches!(read(&json!({ "m": "x" })), Open::Loose(_)));
    assert!(matches!(
        read(&json!({ "note": null })),
        Nullable::Cleared(_)
    ));
    assert!(matches!(
        read(&json!({ "pages": 1, "text": "x" })),
        Overlap::Note(_)
    ));
    assert!(matches!(read(&json!("2024-01-31")), Formats::Date(_)));
}
