//! Nothing that an app prints by accident shows a credential.

use std::fmt::Debug;

use authing::{AuthenticationClient, CallOptions, ManagementClient, types};
use client_e2e::{Answer, Server};
use serde_json::json;

use crate::support::{SECRET, admin, answer, behind_token, one_user, shown, user};

fn hides(value: &impl Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[tokio::test]
async fn clients_builders_and_options_hide_them() {
    let server = Server::script([]);
    let (user, admin) = (user(&server), admin(&server));
    hides(&user);
    hides(&admin);
    hides(&user.with_access_token("s3cr3t"));
    let builder = AuthenticationClient::builder().access_token("s3cr3t").app_secret("s3cr3t");
    hides(&builder.header("x", "s3cr3t").app_host("s3cr3t:\\").build().map_err(|error| shown(&error)));
    hides(&ManagementClient::builder().access_key_secret("s3cr3t").header("x", "s3cr3t"));
    hides(&CallOptions::new().header("x", "s3cr3t").query("k", "s3cr3t"));
}

#[tokio::test]
async fn calls_hide_what_is_secret_in_them() {
    let server = Server::script([]);
    let (user, admin) = (user(&server), admin(&server));
    let options = CallOptions::new().header("authorization", "s3cr3t");
    hides(&user.bind_phone("s3cr3t", "2").with(options));
    hides(&user.unbind_email("s3cr3t"));
    hides(&user.introspect_token("s3cr3t"));
    hides(&user.exchange_token(types::GrantType::RefreshToken).refresh_token("s3cr3t").code("s3cr3t"));
    let payload = types::SignInByPasswordPayloadDto::new("s3cr3t").email("a@b.example");
    hides(&payload);
    let call = user.sign_in_by_credentials(types::SignInConnection::Password).password_payload(payload);
    hides(&call);
    hides(&call.send());
    hides(&admin.create_user().password("s3cr3t"));
    hides(&admin.list_users().pages());
    hides(&admin.list_users().items());
}

#[tokio::test]
async fn answers_hide_them() {
    let data = json!({"access_token": "s3cr3t", "id_token": "s3cr3t", "refresh_token": "s3cr3t",
        "token_type": "Bearer", "expire_in": 1});
    let body = answer(json!({"statusCode": 200, "message": "ok", "data": data}));
    let server = Server::script([body.header("set-cookie", "s=s3cr3t").header("x-token", "s3cr3t")]);
    let response = user(&server).sign_in_by_credentials(types::SignInConnection::Ad).send().await.unwrap();
    hides(&response);
    assert_eq!(response.data.id_token.as_ref().unwrap().expose(), SECRET);
}

#[tokio::test]
async fn errors_hide_them_wherever_the_server_puts_them() {
    let secrets = r#"{"statusCode":400,"message":"m","data":{"token":"s3cr3t"},"passCode":"s3cr3t"}"#;
    for answer in [
        Answer::json(200, secrets).header("set-cookie", "s=s3cr3t"),
        Answer::json(500, secrets).header("www-authenticate", "Bearer s3cr3t"),
        Answer::json(200, r#"{"statusCode":200,"message":["s3cr3t"]}"#),
        Answer::json(200, r#"{"statusCode":200,"message":"m","requestId":{"s3cr3t":"s3cr3t"}}"#),
        Answer::json(200, r#"{"statusCode":200,"apiCode":"s3cr3t"}"#),
    ] {
        let server = Server::script([answer]);
        let error = user(&server).bind_phone("s3cr3t-code", "s3cr3t-phone").send().await.unwrap_err();
        shown(&error);
        assert!(error.body().unwrap().windows(SECRET.len()).any(|part| part == SECRET.as_bytes()));
    }
}

#[tokio::test]
async fn a_server_that_repeats_a_credential_is_not_quoted() {
    let repeat = |header: &'static str| {
        Server::with(move |request| {
            let sent = request.header(header).unwrap_or_default();
            answer(
                json!({"statusCode": 403, "apiCode": sent, "message": format!("bad {sent}"), "requestId": sent}),
            )
        })
    };
    let server = repeat("authorization");
    let error = user(&server).bind_phone("1", "2").send().await.unwrap_err();
    assert_eq!(error.message(), Some("bad Bearer ***"));
    shown(&error);
    // Those of a single call, and those that the client has for every call.
    for header in ["authorization", "cookie", "x-mine"] {
        let server = repeat(header);
        let options = CallOptions::new().header(header, "Token s3cr3t-mine");
        let error = user(&server).bind_phone("1", "2").with(options).send().await.unwrap_err();
        assert_eq!(error.message(), Some("bad Token ***"), "{header}");
        shown(&error);
    }
    let server = repeat("cookie");
    let builder = AuthenticationClient::builder().app_id("a").access_token("t").app_host(server.url());
    let client = builder.header("Cookie", "session=s3cr3t").build().unwrap();
    shown(&client.bind_phone("1", "2").send().await.unwrap_err());
    shown(
        &admin(&Server::with(|request| Answer::json(400, request.text())))
            .get_user("x")
            .send()
            .await
            .unwrap_err(),
    );
}

#[tokio::test]
async fn a_refusal_in_words_that_nobody_declared_is_not_quoted_either() {
    let server = Server::with(|request| {
        let sent = request.header("x-mine").unwrap_or_default();
        Answer::json(
            401,
            json!({"error": sent, "error_description": format!("{sent} is no token")}).to_string(),
        )
    });
    let options = CallOptions::new().header("x-mine", "s3cr3t-mine");
    let error = user(&server).get_system_info().with(options).send().await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("***"), Some("*** is no token")));
    shown(&error);
}

#[tokio::test]
async fn a_server_that_repeats_a_secret_of_the_call_is_not_quoted() {
    let repeat = |request: &client_e2e::Recorded| {
        let sent = format!("bad {} {}", request.query(), request.text());
        answer(json!({"statusCode": 400, "message": sent, "requestId": sent}))
    };
    let server = behind_token(repeat);
    let (admin, user) = (admin(&server), user(&server));
    let error = admin.create_user().username("name").password("s3cr3t-word").send().await.unwrap_err();
    assert!(error.message().unwrap().contains(r#""password":"***""#), "{error}");
    assert!(error.message().unwrap().contains("name"), "{error}");
    shown(&error);
    shown(&user.introspect_token("s3cr3t-token-of-the-call").send().await.unwrap_err());
    let payload = types::SignInByPasswordPayloadDto::new("s3cr3t-word").email("a@b.example");
    let call = user.sign_in_by_credentials(types::SignInConnection::Password).password_payload(payload);
    let error = call.send().await.unwrap_err();
    assert!(error.message().unwrap().contains("a@b.example"), "{error}");
    shown(&error);
}

#[tokio::test]
async fn credentials_go_where_they_are_needed_and_nowhere_else() {
    let server = behind_token(|_| one_user("u"));
    admin(&server).get_user("u").send().await.unwrap();
    assert!(!server.requests()[1].mentions("s3cr3t-key") && !server.requests()[1].mentions("pool-key"));
    let server = Server::with(|_| Answer::json(200, crate::support::SYSTEM));
    user(&server).get_system_info().send().await.unwrap();
    assert!(!server.request().mentions(SECRET), "a public endpoint needs no token");
}
