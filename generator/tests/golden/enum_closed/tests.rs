//! A closed enum refuses the values that it does not know.

use enum_closed::types::Side;
use serde_json::{from_value, json, to_value};

#[test]
fn only_what_is_known_is_read() {
    assert_eq!(from_value::<Side>(json!("left")).unwrap(), Side::Left);
    assert_eq!(to_value(Side::Right).unwrap(), json!("right"));
    assert!(from_value::<Side>(json!("Left")).is_err());
}
