//! Decimal numbers keep their digits in unions as they do outside of them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use union_with_decimals::runtime::TestAnswer;
use union_with_decimals::types::{Card, Offer, Payment, Price, Transfer};
use union_with_decimals::{BooksClient, TestTransport};

/// More digits than any number of the language has.
const LONG: &str = "12345678901234567890.123456789";

fn again<T: DeserializeOwned + Serialize>(json: &str) -> (T, String) {
    let value: T = serde_json::from_str(json).unwrap();
    let written = serde_json::to_string(&value).unwrap();
    (value, written)
}

#[test]
fn a_discriminator_costs_no_digit() {
    let card = format!(r#"{{"kind":"card","amount":{LONG}}}"#);
    let (payment, written) = again::<Payment>(&card);
    assert_eq!(payment, Card::new(LONG).into());
    assert_eq!(written, card);
    let transfer =
        format!(r#"{{"parts":[{LONG},1.10],"fee":{{"least":{LONG}}},"kind":"transfer"}}"#);
    let (payment, written) = again::<Payment>(&transfer);
    let parts = Transfer::new([LONG, "1.10"]).fee(Offer::new(LONG));
    assert_eq!(payment, parts.into());
    assert_eq!(written, transfer);
}

#[test]
fn nor_does_a_look_at_the_value() {
    let offer = format!(r#"{{"least":{LONG},"text":"{LONG}"}}"#);
    for json in [
        LONG.to_owned(),
        offer.clone(),
        format!("[{offer},{offer}]"),
        "[]".to_owned(),
    ] {
        let (price, written) = again::<Price>(&json);
        assert!(!matches!(price, Price::Unknown(_)), "{price:?}");
        assert_eq!(written, json);
        let (_, written) = again::<Vec<Price>>(&format!("[{json}]"));
        assert_eq!(written, format!("[{json}]"));
    }
}

#[tokio::test]
async fn digits_are_kept_on_the_wire() {
    // One of the numbers is whole and is written with a fraction, so the body is read a second time.
    let answer = format!(r#"[{{"kind":"card","amount":{LONG},"times":2.0}}]"#);
    let network = TestTransport::with(move |_| TestAnswer::bytes(200, answer.clone()));
    let client = BooksClient::builder()
        .transport(network.clone())
        .build()
        .unwrap();
    let paid = client.pay(Transfer::new([LONG])).send().await.unwrap();
    assert_eq!(paid[..], [Payment::from(Card::new(LONG).times(2))]);
    let sent = network.requests().pop().unwrap();
    let body = format!(r#"{{"parts":[{LONG}],"kind":"transfer"}}"#);
    assert_eq!(sent.body, body.as_bytes());
}
