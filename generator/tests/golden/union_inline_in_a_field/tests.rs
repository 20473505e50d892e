//! Unions that are written in place, behind fields that can be absent or null.

use serde_json::{from_value, json, to_value};
use union_inline_in_a_field::types::{
    AddBookRequest, AddBookRequestPrice, AddBookRequestPriceMoney, AddBookRequestPriceVariant3,
    AddBookRequestShelf,
};

#[test]
fn prices_of_each_kind() {
    let free = AddBookRequest::new(AddBookRequestPriceVariant3::Free);
    assert_eq!(to_value(&free).unwrap(), json!({ "price": "free" }));
    let known_as_unknown: AddBookRequest = from_value(json!({ "price": "unknown" })).unwrap();
    assert_eq!(
        known_as_unknown.price,
        AddBookRequestPriceVariant3::Unknown.into()
    );
    let money = AddBookRequest::new(AddBookRequestPriceMoney::new(9.5, "EUR"));
    let json = json!({ "price": { "amount": 9.5, "currency": "EUR" } });
    assert_eq!(to_value(&money).unwrap(), json);
    assert_eq!(from_value::<AddBookRequest>(json).unwrap(), money);
    let number: AddBookRequest = from_value(json!({ "price": 3 })).unwrap();
    assert_eq!(number.price, AddBookRequestPrice::Number(3.0));
}

#[test]
fn a_shelf_is_absent_or_null_or_one_of_its_types() {
    let book = || AddBookRequest::new(AddBookRequestPrice::Number(1.5));
    let shelf = |shelf| json!({ "price": 1.5, "shelf": shelf });
    for (value, json) in [
        (book(), json!({ "price": 1.5 })),
        (book().shelf_null(), shelf(json!(null))),
        (
            book().shelf(AddBookRequestShelf::Integer(7)),
            shelf(json!(7)),
        ),
        (book().shelf("A7"), shelf(json!("A7"))),
    ] {
        assert_eq!(to_value(&value).unwrap(), json);
        assert_eq!(from_value::<AddBookRequest>(json).unwrap(), value);
    }
}
