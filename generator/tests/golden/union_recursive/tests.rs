//! Unions that contain themselves are read and written however deep they are.

use serde_json::{from_value, json, to_value};
use union_recursive::types::{Filter, FilterGroup, FilterIs, FilterNot, Nested};

#[test]
fn filters_in_filters() {
    let is = |field: &str| FilterIs::new(field, "x");
    let filter: Filter = FilterGroup::new([
        is("title").into(),
        FilterNot::new(is("author")).into(),
        FilterGroup::new([]).into(),
    ])
    .op_or()
    .into();
    let json = json!({ "op": "or", "parts": [
        { "op": "is", "field": "title", "value": "x" },
        { "op": "not", "part": { "op": "is", "field": "author", "value": "x" } },
        { "op": "and", "parts": [] },
    ] });
    assert_eq!(to_value(&filter).unwrap(), json);
    assert_eq!(from_value::<Filter>(json).unwrap(), filter);
}

#[test]
fn an_unknown_filter_inside_is_kept() {
    let json = json!({ "op": "not", "part": { "op": "near", "field": "title" } });
    let filter: Filter = from_value(json.clone()).unwrap();
    let Filter::Not(not) = &filter else {
        panic!("{filter:?}")
    };
    assert_eq!(not.part, Filter::Unknown(json["part"].clone()));
    assert_eq!(to_value(&filter).unwrap(), json);
}

#[test]
fn lists_in_maps_in_lists() {
    let json = json!(["a", { "b": ["c", []] }, {}]);
    let nested: Nested = from_value(json.clone()).unwrap();
    let Nested::NestedList(items) = &nested else {
        panic!("{nested:?}")
    };
    assert_eq!(items[0], Nested::String("a".into()));
    assert_eq!(to_value(&nested).unwrap(), json);
}
