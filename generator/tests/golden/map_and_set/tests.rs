//! Sets keep the order of their values, which JSON says and an app may look at; maps keep their keys.

use std::collections::BTreeMap;

use map_and_set::types::{SetStockRequest, Shop};
use map_and_set::{BooksClient, TestTransport};
use serde_json::{from_value, json, to_value};

#[test]
fn sets_and_maps_come_back_as_they_went() {
    let json = json!({
        "copies": { "": 0, "corner": 3 }, "tags": ["signed", "new"], "years": [1961, 1974], "prices": [9.5],
        "shops": { "a": [{ "name": "corner" }], "b": [] }, "anything": [1, "two", null],
        "places": [{ "name": "corner" }], "kinds": ["novel", "poem"], "deep": { "a": { "b": ["c"] } },
    });
    let stock: SetStockRequest = from_value(json.clone()).unwrap();
    assert_eq!(stock.shops.as_ref().unwrap()["a"], [Shop::new("corner")]);
    assert_eq!(to_value(&stock).unwrap(), json);
}

#[test]
fn an_empty_set_is_sent_where_it_is_required() {
    let stock = SetStockRequest::new(BTreeMap::<String, i32>::new(), Vec::<String>::new());
    assert_eq!(
        to_value(&stock).unwrap(),
        json!({ "copies": {}, "tags": [] })
    );
}

#[tokio::test]
async fn what_is_no_number_is_not_sent_as_null() {
    let network = TestTransport::new();
    let builder = BooksClient::builder().transport(network.clone());
    let call = builder
        .build()
        .unwrap()
        .set_stock(BTreeMap::<String, i32>::new(), ["new"]);
    let error = call.prices([9.5, f64::INFINITY]).send().await.unwrap_err();
    assert!(error.is_build() && network.requests().is_empty());
    let expected = "the body could not be written: a number is NaN or infinite (at prices[1])";
    assert!(error.to_string().ends_with(expected), "{error}");
}
