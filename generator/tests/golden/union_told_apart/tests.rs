//! Values are told apart by what the spec says of their fields, and lose none of them.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, from_value, json, to_value};
use union_told_apart::types::{AnyOf, Event, Lists, Nested};

/// What is read is written again as it was.
fn read<T: Serialize + DeserializeOwned>(json: Value) -> T {
    let value: T = from_value(json.clone()).unwrap();
    assert_eq!(to_value(&value).unwrap(), json);
    value
}

#[test]
fn a_field_with_one_value_in_each_type_decides() {
    assert!(matches!(
        read(json!({ "type": "sold", "price": 2.5 })),
        Event::Sold(_)
    ));
    assert!(matches!(
        read(json!({ "type": "lent", "days": 3 })),
        Event::Lent(_)
    ));
    let new = json!({ "type": "burnt", "price": 1.5, "why": "fire" });
    assert!(matches!(read(new), Event::Unknown(_)));
}

#[test]
fn elements_tell_arrays_apart() {
    let people = json!([{ "name": "Ada" }, { "name": "Lem", "born": "1921-09-12" }]);
    assert!(matches!(read(people), Lists::PersonList(_)));
    let companies = json!([{ "name": "Ada" }, { "name": "Lem", "staff": 3 }]);
    assert!(matches!(read(companies), Lists::CompanyList(_)));
}

#[test]
fn a_union_inside_takes_what_is_its_own() {
    assert!(matches!(read(json!({ "type": "sold" })), Nested::Event(_)));
    assert!(matches!(read(json!({ "born": "1921" })), Nested::Person(_)));
}

#[test]
fn nothing_is_lost_of_what_several_describe_in_part() {
    assert!(matches!(
        read(json!({ "name": "Ada", "born": "1815" })),
        AnyOf::Person(_)
    ));
    let both = json!({ "name": "Ada", "born": "1815", "staff": 1 });
    assert!(matches!(read(both), AnyOf::Loose(_)));
}
