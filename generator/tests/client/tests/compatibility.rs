//! A server that is newer than the crate, or careless, is understood as far as it can be.

use authing::types;
use client_e2e::{Answer, Server};
use serde_json::{Value, json};

use crate::support::{admin, answer, behind_token, one_user, shown, user, user_json};

fn changed(changes: Value) -> Value {
    let mut user = user_json("u");
    for (name, value) in changes.as_object().unwrap() {
        user[name] = value.clone();
    }
    json!({"statusCode": 200, "message": "ok", "data": user})
}

async fn get(changes: Value) -> authing::Result<authing::Response<types::UserSingleRespDto>> {
    let body = changed(changes);
    let server = behind_token(move |_| answer(body.clone()));
    admin(&server).get_user("u").send().await
}

#[tokio::test]
async fn unknown_fields_are_skipped_and_stay_in_the_body() {
    let response = get(json!({"newField": {"userId": ["other", {"userId": 1}]}, "": null})).await.unwrap();
    assert_eq!(response.data.user_id, "u");
    let body: Value = serde_json::from_slice(response.bytes()).unwrap();
    assert_eq!(body["data"]["newField"]["userId"][0], "other");
}

#[tokio::test]
async fn unknown_values_of_enums_are_kept_and_printed_again() {
    let response = get(json!({"status": "Hibernating", "gender": "新"})).await.unwrap();
    let user = &response.data;
    assert_eq!(user.status, types::UserStatus::Unknown("Hibernating".into()));
    assert_eq!((user.status.to_string().as_str(), user.gender.as_str()), ("Hibernating", "新"));
    assert_eq!("Hibernating".parse::<types::UserStatus>().unwrap(), user.status);
    assert_ne!(
        "Activated".parse::<types::UserStatus>().unwrap(),
        types::UserStatus::Unknown("Activated".into())
    );
    let again = serde_json::to_value(user).unwrap();
    assert_eq!((&again["status"], &again["gender"]), (&json!("Hibernating"), &json!("新")));

    // And sent as they are.
    let server = behind_token(|_| one_user("u"));
    admin(&server).update_user("u").status(user.status.clone()).send().await.unwrap();
    assert_eq!(server.requests()[1].text(), r#"{"userId":"u","status":"Hibernating"}"#);
    let server = Server::script([Answer::json(200, crate::support::FINE)]);
    super::support::user(&server).send_sms("1", "CHANNEL_NEW").send().await.unwrap();
    assert_eq!(server.request().text(), r#"{"phoneNumber":"1","channel":"CHANNEL_NEW"}"#);
}

#[tokio::test]
async fn nulls_are_read_as_absent_where_a_field_may_be() {
    let response =
        get(json!({"email": null, "name": null, "customData": null, "lastLogin": null})).await.unwrap();
    assert_eq!((&response.data.email, &response.data.name), (&None, &None));
    let body = json!({"statusCode": 200, "message": "ok", "apiCode": null, "requestId": null});
    let server = Server::script([answer(body)]);
    let response = user(&server).bind_phone("1", "2").send().await.unwrap();
    assert_eq!((response.api_code, &response.request_id), (None, &None));
}

#[tokio::test]
async fn a_missing_field_is_an_error_that_names_its_place_and_keeps_the_body() {
    let mut second = user_json("b");
    second.as_object_mut().unwrap().remove("status");
    let body = json!({"statusCode": 200, "message": "ok", "requestId": "r-1",
        "data": {"totalCount": 2, "list": [user_json("a"), second]}});
    let text = body.to_string();
    let server = behind_token(move |_| answer(body.clone()));
    let error = admin(&server).list_users().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "listUsers: the answer could not be decoded at `data.list[1].status` (HTTP 200)"
    );
    assert!(shown(&error).contains("missing field `status`"), "{error:?}");
    assert!(error.is_decode() && !error.is_retryable());
    assert_eq!((&error.body().unwrap()[..], error.status().unwrap().as_u16()), (text.as_bytes(), 200));
    assert_eq!(error.headers()["content-type"], "application/json");
    // What the server did say can still be read.
    assert_eq!(error.decode::<Value>().unwrap()["requestId"], "r-1");
}

#[tokio::test]
async fn a_field_of_another_type_is_an_error_that_names_its_place() {
    for (change, place) in [
        (json!({"emailVerified": "yes s3cr3t"}), "data.emailVerified"),
        (json!({"status": null}), "data.status"),
        (json!({"customData": ["s3cr3t"]}), "data.customData"),
        (json!({"loginsCount": 1e300}), "data.loginsCount"),
    ] {
        let error = get(change).await.unwrap_err();
        assert!(shown(&error).contains(&format!("decoded at `{place}`")), "{error}");
        assert!(error.is_decode() && error.body().is_some());
    }
}

#[tokio::test]
async fn an_answer_without_an_envelope_where_one_is_expected_is_judged_by_its_status() {
    let server = Server::script([Answer::json(200, r#"{"hello":"s3cr3t"}"#)]);
    let error = user(&server).bind_phone("1", "2").send().await.unwrap_err();
    assert!(error.is_decode() && shown(&error).contains("missing field `statusCode`"), "{error}");
}

#[test]
fn what_was_read_can_be_written_and_read_again() {
    let text = changed(json!({"customData": {"a": [1, null]}, "email": "a@b.example"}))["data"].to_string();
    let user: types::UserDto = serde_json::from_str(&text).unwrap();
    let written = serde_json::to_value(&user).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(&text).unwrap());
    assert_eq!(serde_json::from_value::<types::UserDto>(written).unwrap(), user);
}
