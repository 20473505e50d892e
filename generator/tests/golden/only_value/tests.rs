//! What can have one value only is given by the crate.

use only_value::types::{
    LendBookRequestChannel, LendBookView, Medium, Paper, Signed, Sound, SoundKind,
};
use only_value::{BooksClient, TestTransport};
use serde_json::{json, to_value};

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
    let sound = Sound::new(9).kind(SoundKind::from("tape"));
    assert_eq!(
        to_value(sound).unwrap(),
        json!({ "kind": "tape", "minutes": 9 })
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
