//! Enums of numbers are numbers on the wire; an open one keeps what it does not know.

use enum_of_numbers::types::{Stars, Weight};
use serde_json::{from_value, json, to_value};

#[test]
fn numbers_stay_numbers() {
    assert_eq!(from_value::<Stars>(json!(5)).unwrap(), Stars::Excellent);
    assert_eq!(to_value(Stars::Poor).unwrap(), json!(1));
    assert_eq!(from_value::<Stars>(json!(3)).unwrap(), Stars::from(3));
    assert_eq!(to_value(Stars::from(3)).unwrap(), json!(3));
}

#[test]
fn a_closed_enum_refuses_others() {
    for number in [-1, 0, 2] {
        assert_eq!(
            to_value(from_value::<Weight>(json!(number)).unwrap()).unwrap(),
            json!(number)
        );
    }
    assert!(from_value::<Weight>(json!(1)).is_err());
}
