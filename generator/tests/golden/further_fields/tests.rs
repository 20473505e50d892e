//! Further fields are kept, whatever they are called.

use further_fields::types::{Anything, Book, Extra, Note, Tag, TagExtra};
use serde_json::{from_value, json, to_value};

#[test]
fn typed_fields() {
    let book = Book::new("Stoner").extra("Ada", "Again!");
    let json = json!({ "title": "Stoner", "Ada": "Again!" });
    assert_eq!(to_value(&book).unwrap(), json);
    assert_eq!(from_value::<Book>(json).unwrap(), book);
    assert!(from_value::<Book>(json!({ "title": "Stoner", "Ada": 1 })).is_err());
}

#[test]
fn fields_of_any_type() {
    let json = json!({ "": null, "a": [1, { "b": 2.5 }], "extra": "x" });
    let anything: Anything = from_value(json.clone()).unwrap();
    assert_eq!(anything.extra.len(), 3);
    assert_eq!(to_value(&anything).unwrap(), json);
    assert_eq!(to_value(Anything::new()).unwrap(), json!({}));
    let anything = Anything::new().extra("pages", 341).extra("read", true);
    assert_eq!(
        to_value(anything).unwrap(),
        json!({ "pages": 341, "read": true })
    );
}

#[test]
fn an_object_with_a_field_called_extra() {
    let json = json!({ "extra": "a", "extraFields": "b", "extra_fields_fields": { "text": "c" } });
    let extra: Extra = from_value(json.clone()).unwrap();
    assert_eq!(
        (extra.extra.as_deref(), extra.extra_fields.as_deref()),
        (Some("a"), Some("b"))
    );
    assert_eq!(
        extra.extra_fields_fields["extra_fields_fields"],
        Note::new("c")
    );
    assert_eq!(to_value(&extra).unwrap(), json);
}

#[test]
fn further_objects_beside_extended_fields() {
    let json = json!({ "text": "t", "heavy": { "weight": 1.5 } });
    let tag: Tag = from_value(json.clone()).unwrap();
    assert_eq!(tag.extra["heavy"], TagExtra::new(1.5));
    assert_eq!(to_value(&tag).unwrap(), json);
}
