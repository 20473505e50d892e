//! Values of a union without a discriminator are told apart by what they look like.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use union_without_discriminator::types::{
    ByClosedText, ByFields, ByKind, ByOpenText, ByText, Company, LetterForm, Loan, LoanEvent,
    Parcel, ParcelForm, Person, Sale, Size,
};

/// What is read is written again as it was.
fn both_ways<T: Serialize + DeserializeOwned + PartialEq + Debug>(
    json: Value,
    value: impl Into<T>,
) {
    let value = value.into();
    assert_eq!(serde_json::from_value::<T>(json.clone()).unwrap(), value);
    assert_eq!(serde_json::to_value(value).unwrap(), json);
}

#[test]
fn required_fields_tell() {
    both_ways::<ByFields>(json!({ "firstName": "Ada" }), Person::new("Ada"));
    both_ways::<ByFields>(
        json!({ "register": "HRB 1", "staff": 3 }),
        Company::new("HRB 1").staff(3),
    );
    let both = json!({ "firstName": "Ada", "register": "HRB 1", "staff": 3 });
    both_ways::<ByFields>(both.clone(), ByFields::Unknown(both));
    let more = json!({ "firstName": "Ada", "new": 1 });
    assert!(matches!(
        serde_json::from_value(more).unwrap(),
        ByFields::Person(_)
    ));
}

#[test]
fn texts_of_closed_enums_tell() {
    both_ways::<ByClosedText>(json!({ "event": "sold" }), Sale::new());
    both_ways::<ByClosedText>(
        json!({ "event": "returned" }),
        Loan::new(LoanEvent::Returned),
    );
    let unknown = json!({ "event": "burnt" });
    both_ways::<ByClosedText>(unknown.clone(), ByClosedText::Unknown(unknown));
}

#[test]
fn texts_of_open_enums_tell_where_they_are_known() {
    both_ways::<ByOpenText>(
        json!({ "form": "parcel" }),
        Parcel::new().form(ParcelForm::Parcel),
    );
    both_ways::<ByOpenText>(json!({ "form": "roll", "grams": 9 }), {
        Parcel::new()
            .form(ParcelForm::Unknown("roll".into()))
            .grams(9)
    });
    assert_eq!(LetterForm::from("letter"), LetterForm::Letter);
}

#[test]
fn kinds_of_json_tell() {
    both_ways::<ByKind>(json!(true), ByKind::Boolean(true));
    both_ways::<ByKind>(json!(7), ByKind::Integer(7));
    both_ways::<ByKind>(json!(7.5), ByKind::Number(7.5));
    both_ways::<ByKind>(json!("seven"), ByKind::String("seven".into()));
    both_ways::<ByKind>(
        json!(["a", "b"]),
        ByKind::StringList(vec!["a".into(), "b".into()]),
    );
    both_ways::<ByKind>(
        json!([{ "firstName": "Ada" }]),
        ByKind::PersonList(vec![Person::new("Ada")]),
    );
    both_ways::<ByKind>(json!({ "firstName": "Ada" }), Person::new("Ada"));
}

#[test]
fn known_texts_come_before_any_text() {
    both_ways::<ByText>(json!("large"), Size::Large);
    both_ways::<ByText>(json!("huge"), ByText::String("huge".into()));
}

#[test]
fn unknown_shapes_are_kept() {
    for unknown in [
        json!([1, 2]),
        json!({ "lastName": "L" }),
        json!(null),
        json!([[]]),
    ] {
        both_ways::<ByKind>(unknown.clone(), ByKind::Unknown(unknown));
    }
    both_ways::<ByFields>(json!(1), ByFields::Unknown(json!(1)));
}
