//! An open enum keeps the values that it does not know.

use enum_open::types::Binding;
use serde_json::{from_value, json, to_value};

#[test]
fn each_text_comes_back_as_it_went() {
    for text in ["paper", "cloth", "24x36", "Unknown", "leather", ""] {
        assert_eq!(
            to_value(from_value::<Binding>(json!(text)).unwrap()).unwrap(),
            json!(text)
        );
    }
    assert_eq!(Binding::from("24x36"), Binding::LargeFormat);
    assert_ne!(Binding::from("unknown"), Binding::Unknown);
}
