//! In a merge patch, what is set, what is removed and what is left alone are told apart.

use merge_patch_body::types::ChangeBookRequest;
use serde_json::{json, to_value};

#[test]
fn null_removes_and_absence_leaves_alone() {
    let request = ChangeBookRequest::new(7);
    assert_eq!(to_value(&request).unwrap(), json!({ "revision": 7 }));
    let request = request.title_null().tags(["new"]);
    assert_eq!(
        to_value(&request).unwrap(),
        json!({ "revision": 7, "title": null, "tags": ["new"] })
    );
}
