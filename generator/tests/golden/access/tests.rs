//! Fields of one direction are absent in the other, and never in the way.

use access::types::{AddUserAnswer, AddUserRequest, Event, Friend, Invitation, User};
use access::{BooksClient, TestTransport};
use serde_json::{from_value, json, to_value};

#[test]
fn a_request_has_nothing_that_only_answers_have() {
    let user = User::new("Ada")
        .password("pass")
        .friends([Friend::new("Bea")])
        .invitation(Invitation::new("i"));
    let json = json!({
        "name": "Ada", "password": "pass", "friends": [{ "name": "Bea" }], "invitation": { "code": "i" },
    });
    assert_eq!(to_value(&user).unwrap(), json);
    let request = AddUserRequest::new("Ada", "pass");
    assert_eq!(
        to_value(&request).unwrap(),
        json!({ "name": "Ada", "password": "pass" })
    );
}

#[test]
fn an_answer_lacks_what_only_requests_have() {
    let user: User = from_value(json!({ "id": "u-1", "name": "Ada", "note": null })).unwrap();
    assert_eq!((user.id.as_deref(), user.note), (Some("u-1"), Some(None)));
    assert!(user.password.is_none() && user.invitation.is_none());
    let answer: AddUserAnswer =
        from_value(json!({ "id": "u-1", "friend": { "name": "Bea" } })).unwrap();
    assert_eq!(answer, AddUserAnswer::new("u-1", Friend::new("Bea")));
}

#[test]
fn what_goes_one_way_only_has_all_its_fields() {
    assert_eq!(
        Event::new("2026-01-31T09:30:00Z").at,
        "2026-01-31T09:30:00Z"
    );
    assert!(from_value::<Event>(json!({})).is_err());
}

#[tokio::test]
async fn what_was_read_is_sent_back_without_what_only_the_server_sets() {
    let network = TestTransport::new();
    let answer = json!({
        "id": "u-1", "name": "Ada", "note": "new", "friends": [{ "id": "f-1", "name": "Bea" }], "history": [],
    });
    network.json(200, &answer).json(200, &answer);
    let builder = BooksClient::builder().transport(network.clone());
    let client = builder.build().unwrap();
    let user = client
        .put_user("u-1", User::new("Ada"))
        .send()
        .await
        .unwrap()
        .into_inner();
    // What an app keeps of it is all of it.
    assert_eq!(to_value(&user).unwrap(), answer);
    client.put_user("u-1", user).send().await.unwrap();
    let sent = network.requests();
    assert_eq!(
        sent[1].json(),
        json!({ "name": "Ada", "friends": [{ "name": "Bea" }] })
    );
}
