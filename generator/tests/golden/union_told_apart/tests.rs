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
fn integers_may_be_written_as_floats() {
    let lent: Event = from_value(json!({ "type": "lent", "days": 3.0 })).unwrap();
    assert!(matches!(lent, Event::Lent(lent) if lent.days == Some(3)));
}

#[test]
fn every_float_survives() {
    // A linear congruential generator (MMIX), for bit patterns all over the range.
    let mut bits = 7_u64;
    for _ in 0..20_000 {
        bits = bits
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let price = f64::from_bits(bits);
        if !price.is_finite() {
            continue;
        }
        let text = format!(r#"{{"type":"sold","price":{price:e}}}"#);
        let Event::Sold(sold) = serde_json::from_str(&text).unwrap() else {
            panic!("{text}")
        };
        assert_eq!(
            sold.price.map(f64::to_bits),
            Some(price.to_bits()),
            "{text}"
        );
    }
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
