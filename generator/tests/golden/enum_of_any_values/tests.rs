//! Enums of values of several kinds keep each value as it is.

use enum_of_any_values::types::{Accepted, ByKind, Discount, Offer, Ratio};
use serde_json::{from_value, json, to_value};

#[test]
fn values_are_what_they_were() {
    for (json, discount) in [
        (json!(0.25), Discount::V0_25),
        (json!(1), Discount::V1),
        (json!("ask"), Discount::Ask),
        (json!(false), Discount::None),
        (json!(u64::MAX), Discount::V18446744073709551615),
        (json!("1"), Discount::Unknown(json!("1"))),
        (json!({ "new": 1 }), Discount::Unknown(json!({ "new": 1 }))),
    ] {
        assert_eq!(from_value::<Discount>(json.clone()).unwrap(), discount);
        assert_eq!(to_value(discount).unwrap(), json);
    }
    assert!(from_value::<Accepted>(json!(false)).is_err());
}

#[test]
fn they_stand_in_objects_and_lists() {
    let json = json!({ "discount": "ask", "accepted": true, "ratios": [1.5, 2.5] });
    let offer: Offer = from_value(json.clone()).unwrap();
    let ratios = offer.ratios.as_ref().unwrap();
    assert_eq!(ratios[..], [Ratio::V1_5, Ratio::Unknown(json!(2.5))]);
    assert_eq!(to_value(offer).unwrap(), json);
}

#[test]
fn a_boolean_tells_types_apart() {
    let yes = json!({ "done": true, "at": "2024-01-31" });
    assert!(matches!(from_value(yes).unwrap(), ByKind::Yes(_)));
    let no = json!({ "done": false, "why": "because" });
    assert!(matches!(from_value(no.clone()).unwrap(), ByKind::No(_)));
    assert_eq!(
        to_value(from_value::<ByKind>(no.clone()).unwrap()).unwrap(),
        no
    );
}
