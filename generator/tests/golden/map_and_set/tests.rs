//! Sets hold a value once, in order where their values have one; maps keep their keys.

use std::collections::BTreeMap;

use map_and_set::types::{SetStockRequest, Shop};
use serde_json::{from_value, json, to_value};

#[test]
fn sets_and_maps_come_back_as_they_went() {
    let json = json!({
        "copies": { "": 0, "corner": 3 }, "tags": ["new", "signed"], "years": [1961, 1974], "prices": [9.5],
        "shops": { "a": [{ "name": "corner" }], "b": [] }, "anything": [1, "two", null],
        "places": [{ "name": "corner" }], "kinds": ["novel", "poem"], "deep": { "a": { "b": ["c"] } },
    });
    let stock: SetStockRequest = from_value(json.clone()).unwrap();
    assert_eq!(stock.shops.as_ref().unwrap()["a"], [Shop::new("corner")]);
    assert_eq!(to_value(&stock).unwrap(), json);
}

#[test]
fn what_is_given_twice_is_sent_once() {
    let stock = SetStockRequest::new(BTreeMap::new(), ["new", "new"]);
    assert_eq!(
        to_value(&stock).unwrap(),
        json!({ "copies": {}, "tags": ["new"] })
    );
}
