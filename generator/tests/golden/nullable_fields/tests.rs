//! Absent and null are told apart where both are values.

use nullable_fields::types::{Book, UpdateBookRequest};
use serde_json::{from_value, json, to_value};

#[test]
fn absent_is_not_null() {
    let book: Book = from_value(json!({ "title": null, "prequel": null })).unwrap();
    assert_eq!(
        (&book.title, &book.author, &book.sequel),
        (&None, &None, &None)
    );
    assert_eq!(
        to_value(&book).unwrap(),
        json!({ "title": null, "prequel": null })
    );
    let cleared: Book =
        from_value(json!({ "title": "x", "author": null, "sequel": null })).unwrap();
    assert_eq!(
        (&cleared.author, &cleared.sequel),
        (&Some(None), &Some(None))
    );
    assert_eq!(
        to_value(&cleared).unwrap(),
        json!({ "title": "x", "author": null, "sequel": null, "prequel": null })
    );
}

#[test]
fn boxes_inside_are_read() {
    let json = json!({
        "title": "c", "prequel": { "title": "b", "prequel": null, "sequel": { "title": null, "prequel": null } },
    });
    let book: Book = from_value(json.clone()).unwrap();
    assert_eq!(book.prequel.as_ref().unwrap().title.as_deref(), Some("b"));
    assert_eq!(to_value(&book).unwrap(), json);
}

#[test]
fn a_patch_says_what_it_changes() {
    let json = json!({ "title": null, "author": null, "year": 1961, "tags": null });
    let patch: UpdateBookRequest = from_value(json.clone()).unwrap();
    assert_eq!(
        (&patch.author, patch.year, &patch.shelf),
        (&Some(None), Some(Some(1961)), &None)
    );
    assert_eq!(to_value(&patch).unwrap(), json);
}

#[test]
fn a_builder_sets_a_value_or_null() {
    let book = Book::new().title("x").author("y").sequel(Book::new());
    assert_eq!(
        to_value(book).unwrap(),
        json!({
            "title": "x", "author": "y", "prequel": null,
            "sequel": { "title": null, "prequel": null },
        })
    );
    let patch = UpdateBookRequest::new().author_null().year(1961);
    assert_eq!(
        to_value(patch).unwrap(),
        json!({ "title": null, "author": null, "year": 1961, "tags": null })
    );
}
