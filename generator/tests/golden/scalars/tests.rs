//! Texts with a meaning keep what came, and say what it means.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use scalars::runtime::{Base64, Date, DateTime, IsoDuration, Uuid};
use scalars::types::Scalars;
use serde_json::json;

const ID: &str = "6f1b2c34-5d6e-4f70-8a9b-0c1d2e3f4a5b";

#[test]
fn every_value_is_written_as_it_was_read() {
    for json in [
        r#"{"id":"6F1B","day":"soon","at":"2024","seen":"x","since":-1,"span":"","home":"%","data":"?","key":"+","price":1.50,"rate":"1","count":18446744073709551615,"days":["b","a"],"moments":[null,"x"],"until":null,"marks":{"a":"b"}}"#,
        r#"{"id":"a","day":"b","at":"c","price":123456789012345678901234567890.10,"rate":0.1000}"#,
    ] {
        let value: Scalars = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
    }
}

#[test]
fn values_of_the_standard_library_are_taken() {
    let time: SystemTime = UNIX_EPOCH + Duration::from_secs(1_706_689_800);
    let value = Scalars::new([0x11; 16], "2024-01-31", time)
        .seen(time)
        .since(time)
        .span(Duration::from_millis(1_500))
        .data(b"hello")
        .price(7)
        .rate("1.50")
        .days([Date::from_parts(2024, 2, 29).unwrap()])
        .until(time);
    assert_eq!(
        serde_json::to_value(&value).unwrap(),
        json!({
            "id": "11111111-1111-1111-1111-111111111111",
            "day": "2024-01-31",
            "at": "2024-01-31T08:30:00Z",
            "seen": "Wed, 31 Jan 2024 08:30:00 GMT",
            "since": 1_706_689_800,
            "span": "PT1.5S",
            "data": "aGVsbG8=",
            "price": "7",
            "rate": 1.5,
            "days": ["2024-02-29"],
            "until": "2024-01-31T08:30:00Z",
        })
    );
    assert_eq!(value.at.to_system_time(), Some(time));
    assert_eq!(
        value.span.unwrap().to_duration(),
        Some(Duration::from_millis(1_500))
    );
    assert_eq!(value.data.unwrap().decode().as_deref(), Some(&b"hello"[..]));
}

#[test]
fn parse_checks_and_from_does_not() {
    assert!("soon".parse::<DateTime>().is_err());
    assert_eq!(DateTime::from("soon").to_system_time(), None);
    assert_eq!(ID.parse::<Uuid>().unwrap(), ID);
    assert_eq!("PT1H".parse::<IsoDuration>().unwrap().to_string(), "PT1H");
    assert_eq!(Base64::from("aGVsbG8=").to_string(), "aGVsbG8=");
    let error = "2024-02-30".parse::<Date>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"2024-02-30\" is not a date like 2026-01-31"
    );
}
