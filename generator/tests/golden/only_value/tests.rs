//! What can have one value only is given by the crate.

use only_value::types::{LendBookRequestChannel, LendBookView, Medium, Paper, Signed, Sound};
use only_value::{BooksClient, TestTransport};
use serde_json::{from_value, json, to_value};

#[test]
fn fields_with_one_value_are_no_arguments() {
    let paper = json!({ "kind": "paper", "pages": 7 });
    assert_eq!(to_value(Medium::from(Paper::new(7))).unwrap(), paper);
    let signed = json!({ "signed": true, "edition": 1 });
    assert_eq!(to_value(Signed::default()).unwrap(), signed);
    assert_eq!(Signed::new(), Signed::default());
}

#[test]
fn a_value_that_is_not_known_yet_can_be_set() {
    let signed = Signed::new().edition(2);
    assert_eq!(
        to_value(signed).unwrap(),
        json!({ "signed": true, "edition": 2 })
    );
}

#[test]
fn a_value_that_is_not_known_yet_is_kept_and_never_identifies_a_variant() {
    let tape = json!({ "kind": "tape", "minutes": 9 });
    let sound: Sound = from_value(tape.clone()).unwrap();
    assert_eq!(to_value(&sound).unwrap(), tape);
    assert_eq!(
        to_value(Medium::from(sound)).unwrap(),
        json!({ "kind": "sound", "minutes": 9 })
    );
}

#[tokio::test]
async fn parameters_with_one_value_are_sent_all_the_same() {
    let network = TestTransport::with(|_| only_value::TestAnswer::json(200, &Paper::new(1)));
    let client = BooksClient::builder()
        .transport(network.clone())
        .build()
        .unwrap();
    client.lend_book("b", "r").send().await.unwrap();
    let sent = &network.requests()[0];
    assert_eq!(sent.url.query(), Some("view=short"));
    assert_eq!(sent.header("x-version"), Some("2"));
    assert_eq!(
        sent.json(),
        json!({ "action": "lend", "channel": "desk", "reader": "r" })
    );

    let call = client
        .lend_book("b", "r")
        .view(LendBookView::from("long"))
        .channel(LendBookRequestChannel::from("post"));
    call.send().await.unwrap();
    let sent = &network.requests()[1];
    assert_eq!(sent.url.query(), Some("view=long"));
    assert_eq!(sent.json()["channel"], "post");
}
