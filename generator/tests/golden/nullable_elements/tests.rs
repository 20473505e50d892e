//! Null is a value of elements and entries where the spec says so, and none is lost.

use nullable_elements::types::{Extras, Shelf};
use serde_json::{from_value, json, to_value};

#[test]
fn null_among_elements_and_entries_is_kept() {
    let json = json!({
        "places": [{ "title": "Solaris" }, null],
        "notes": [null, "borrowed"],
        "widths": [1, null],
        "stock": { "Solaris": 2, "Eden": null },
        "more": { "a": null, "b": "x" },
        "plain": null,
    });
    let shelf: Shelf = from_value(json.clone()).unwrap();
    assert_eq!(shelf.places[1], None);
    assert_eq!(shelf.notes, Some(vec![None, Some("borrowed".to_owned())]));
    assert_eq!(shelf.plain, Some(None));
    assert_eq!(to_value(&shelf).unwrap(), json);
}

#[test]
fn null_is_no_value_of_other_elements() {
    assert!(from_value::<Shelf>(json!({ "places": [], "tags": [null] })).is_err());
}

#[test]
fn a_builder_takes_options_as_elements() {
    let shelf = Shelf::new([None]).notes([Some("x".to_owned()), None]);
    assert_eq!(
        to_value(shelf).unwrap(),
        json!({ "places": [null], "notes": ["x", null] })
    );
    let extras: Extras = from_value(json!({ "k": null })).unwrap();
    assert_eq!(extras.extra["k"], None);
}
