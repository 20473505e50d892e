//! A type that contains itself is boxed, and read however deep it is.

use recursive_type::types::Shelf;
use serde_json::{from_value, json, to_value};

#[test]
fn shelves_under_shelves() {
    let shelf = Shelf::new("top")
        .below(Shelf::new("middle").below(Shelf::new("low")))
        .parts([Shelf::new("a")]);
    let json = json!({
        "name": "top", "below": { "name": "middle", "below": { "name": "low" } }, "parts": [{ "name": "a" }],
    });
    assert_eq!(to_value(&shelf).unwrap(), json);
    assert_eq!(from_value::<Shelf>(json).unwrap(), shelf);
}
