//! Fields travel under their names on the wire.

use serde_json::{from_value, json, to_value};
use wire_names::types::Book;

#[test]
fn names_on_the_wire_are_not_those_of_code() {
    let json = json!({
        "book#": "1", "type": "novel", "@type": "Book", "$self": null, "last_changed_at": "2026-01-31T09:30:00Z",
        "": 1, "+1": 2, "-1": 3,
    });
    let book: Book = from_value(json.clone()).unwrap();
    assert_eq!((book.number.as_str(), book.kind.as_str()), ("1", "novel"));
    assert_eq!(
        (book.r#type.as_deref(), &book.self_),
        (Some("Book"), &Some(None))
    );
    assert_eq!(
        (book.crate_, book.plus_one, book.minus_one),
        (Some(1), Some(2), Some(3))
    );
    assert_eq!(to_value(&book).unwrap(), json);
}
