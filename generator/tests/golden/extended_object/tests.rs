//! Extended objects have the fields of their bases.

use extended_object::types::{AddBookAnswer, Book, Novel, PaperBookBinding};
use serde_json::{from_value, json, to_value};

#[test]
fn fields_of_all_bases_are_there() {
    let novel = Novel::new("n-1", "Stoner", "John Williams")
        .pages(288)
        .binding(PaperBookBinding::Soft);
    let json = json!({ "id": "n-1", "title": "Stoner", "pages": 288, "binding": "soft", "by": "John Williams" });
    assert_eq!(to_value(&novel).unwrap(), json);
    assert_eq!(from_value::<Novel>(json).unwrap(), novel);
}

#[test]
fn an_own_field_replaces_that_of_the_base() {
    let untitled = json!({ "id": "n-1", "by": "x" });
    assert!(
        from_value::<Novel>(untitled.clone())
            .unwrap_err()
            .to_string()
            .contains("title")
    );
    assert_eq!(from_value::<Book>(untitled).unwrap(), Book::new("n-1"));
    assert_eq!(
        to_value(AddBookAnswer::new("a").shelf("A7")).unwrap(),
        json!({ "id": "a", "shelf": "A7" })
    );
}

#[test]
fn further_fields_of_a_base_are_kept() {
    let json = json!({ "id": "n-1", "title": "Stoner", "by": "x", "copies": 3 });
    let novel: Novel = from_value(json.clone()).unwrap();
    assert_eq!(novel.extra["copies"], 3);
    assert_eq!(to_value(&novel).unwrap(), json);
}
