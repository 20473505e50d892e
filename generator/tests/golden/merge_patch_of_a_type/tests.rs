//! A type by name can be the body of a merge patch: there its fields can be set to null.

use merge_patch_of_a_type::types::{BookPatch, ChangeShelfRequest, Copy, PersonPatch};
use serde_json::{json, to_value};

#[test]
fn null_removes_at_every_depth() {
    let patch = BookPatch::new(7)
        .title_null()
        .author(PersonPatch::default().name_null().born("1921-09-12"));
    assert_eq!(
        to_value(patch).unwrap(),
        json!({ "revision": 7, "title": null, "author": { "name": null, "born": "1921-09-12" } })
    );
}

#[test]
fn entries_of_maps_are_removed_and_lists_replaced() {
    let names = [("en", None), ("pl", Some("Solaris".to_owned()))];
    let patch = BookPatch::new(7)
        .names(names)
        .copies([Copy::default()])
        .next_null();
    assert_eq!(
        to_value(patch).unwrap(),
        json!({ "revision": 7, "names": { "en": null, "pl": "Solaris" }, "copies": [{}], "next": null })
    );
}

#[test]
fn a_body_in_place_has_patches_in_it() {
    let request = ChangeShelfRequest::new(PersonPatch::default().name_null()).label_null();
    assert_eq!(
        to_value(request).unwrap(),
        json!({ "owner": { "name": null }, "label": null })
    );
}
