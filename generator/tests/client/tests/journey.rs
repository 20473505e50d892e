//! The way of a small app: sign in, have a code sent, bind a phone, list users; async and blocking.
//!
//! Asserts what the server is sent, to the last header.

use std::collections::BTreeMap;

use authing::types;
use client_e2e::{Answer, Recorded, Server};
use serde_json::json;

use crate::support::{FINE, answer, is_token, token_answer, users};

const AGENT: &str = "authing/0.1.0";
const TOKEN: &str = "Bearer h.eyJzY29wZWRfdXNlcnBvb2xfaWQiOiJwb29sIn0.a";

/// The whole API, as far as the journey needs it.
fn api() -> Server {
    Server::with(|request| match request.path() {
        "/api/v3/signin" => answer(json!({
            "statusCode": 200, "message": "ok", "requestId": "r-1",
            "data": {"access_token": "user-token", "token_type": "Bearer", "expire_in": 7200},
        })),
        "/api/v3/send-sms" | "/api/v3/bind-phone" => Answer::json(200, FINE),
        "/api/v3/list-users" if request.text().contains(r#""page":3"#) => users(5, &["e"]),
        "/api/v3/list-users" if request.text().contains(r#""page":2"#) => users(5, &["c", "d"]),
        "/api/v3/list-users" => users(5, &["a", "b"]),
        _ if is_token(request) => token_answer("a"),
        _ => Answer::text(404, "no such endpoint"),
    })
}

fn credentials() -> types::SignInByPasswordPayloadDto {
    types::SignInByPasswordPayloadDto::new("pa55word").username("alice")
}

fn two_at_a_time() -> types::ListUsersOptionsDto {
    types::ListUsersOptionsDto::new().pagination(types::PaginationDto::new().limit(2))
}

/// What one request has to look like.
struct Expected {
    target: &'static str,
    body: &'static str,
    /// Headers besides those that every request has.
    headers: &'static [(&'static str, &'static str)],
}

const EXPECTED: [Expected; 7] = [
    Expected {
        target: "/api/v3/signin",
        body: r#"{"connection":"PASSWORD","passwordPayload":{"password":"pa55word","username":"alice"},"client_id":"app-1","client_secret":"app-secret"}"#,
        headers: &[("x-authing-app-id", "app-1"), ("x-authing-lang", "en-US")],
    },
    Expected {
        target: "/api/v3/send-sms",
        body: r#"{"phoneNumber":"188xxxx8888","channel":"CHANNEL_BIND_PHONE","phoneCountryCode":"+86"}"#,
        // Whether a user has signed in is up to the app; the API takes note of it where it can.
        headers: &[
            ("authorization", "Bearer user-token"),
            ("x-authing-app-id", "app-1"),
            ("x-authing-lang", "en-US"),
        ],
    },
    Expected {
        target: "/api/v3/bind-phone",
        body: r#"{"passCode":"123456","phoneNumber":"188xxxx8888","phoneCountryCode":"+86"}"#,
        headers: &[
            ("authorization", "Bearer user-token"),
            ("x-authing-app-id", "app-1"),
            ("x-authing-lang", "en-US"),
        ],
    },
    Expected {
        target: "/api/v3/get-management-token",
        body: r#"{"accessKeyId":"key-1","accessKeySecret":"key-secret"}"#,
        headers: &[("x-authing-lang", "zh-CN"), ("x-authing-tenant-id", "tenant-1")],
    },
    listing(r#"{"options":{"pagination":{"limit":2}}}"#),
    listing(r#"{"options":{"pagination":{"page":2,"limit":2}}}"#),
    listing(r#"{"options":{"pagination":{"page":3,"limit":2}}}"#),
];

const fn listing(body: &'static str) -> Expected {
    Expected {
        target: "/api/v3/list-users",
        body,
        headers: &[
            ("authorization", TOKEN),
            ("x-authing-lang", "zh-CN"),
            ("x-authing-tenant-id", "tenant-1"),
            ("x-authing-userpool-id", "pool"),
        ],
    }
}

fn check(sent: &[Recorded]) {
    assert_eq!(sent.len(), EXPECTED.len(), "{sent:#?}");
    for (sent, expected) in sent.iter().zip(&EXPECTED) {
        assert_eq!((sent.method.as_str(), sent.target.as_str()), ("POST", expected.target));
        assert_eq!(sent.text(), expected.body, "{}", expected.target);
        let length = expected.body.len().to_string();
        let always = [
            ("accept", "application/json"),
            ("accept-encoding", "gzip,br"),
            ("content-length", length.as_str()),
            ("content-type", "application/json"),
            ("user-agent", AGENT),
            ("x-authing-request-from", "SDK"),
            ("x-authing-sdk-version", "bindery:0.1.0"),
        ];
        let wanted: BTreeMap<_, _> = always.iter().chain(expected.headers).copied().collect();
        assert_eq!(headers(sent), wanted, "{}", expected.target);
    }
}

/// The headers without the address, each name once.
fn headers(sent: &Recorded) -> BTreeMap<&str, &str> {
    let mut headers = BTreeMap::new();
    for (name, value) in sent.headers.iter().filter(|(name, _)| name != "host") {
        assert_eq!(headers.insert(name.as_str(), value.as_str()), None, "{name} was sent twice");
    }
    headers
}

fn user_builder(server: &Server) -> authing::AuthenticationClientBuilder {
    authing::AuthenticationClient::builder()
        .app_id("app-1")
        .app_secret("app-secret")
        .app_host(server.url())
        .language(authing::AuthenticationClientLanguage::EnUs)
}

fn admin_builder(server: &Server) -> authing::ManagementClientBuilder {
    authing::ManagementClient::builder()
        .access_key_id("key-1")
        .access_key_secret("key-secret")
        .tenant_id("tenant-1")
        .host(server.url())
}

#[tokio::test]
async fn an_app_signs_in_binds_a_phone_and_lists_users() -> Result<(), Box<dyn std::error::Error>> {
    let server = api();
    let guest = user_builder(&server).build()?;
    let signed_in = guest
        .sign_in_by_credentials(types::SignInConnection::Password)
        .password_payload(credentials())
        .send()
        .await?;
    let token = signed_in.data.access_token.clone().ok_or("no token")?;
    assert_eq!((token.expose(), signed_in.data.expire_in), ("user-token", 7200));

    let user = guest.with_access_token(token);
    let sms = user.send_sms("188xxxx8888", types::SmsChannel::ChannelBindPhone);
    assert_eq!(sms.phone_country_code("+86").send().await?.message, "ok");
    let bound = user.bind_phone("123456", "188xxxx8888").phone_country_code("+86").send().await?;
    assert_eq!((bound.status_code, bound.request_id.as_deref()), (200, Some("r-1")));

    let admin = admin_builder(&server).build()?;
    let mut pages = admin.list_users().options(two_at_a_time()).pages();
    let mut seen = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page?;
        assert_eq!(page.data.total_count, 5);
        seen.push(page.data.list.iter().map(|user| user.user_id.as_str()).collect::<String>());
    }
    assert_eq!(seen, ["ab", "cd", "e"]);
    check(&server.requests());
    Ok(())
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_app_does_the_same() -> Result<(), Box<dyn std::error::Error>> {
    let server = api();
    let guest: authing::blocking::AuthenticationClient = user_builder(&server).build_blocking()?;
    let signed_in = guest
        .sign_in_by_credentials(types::SignInConnection::Password)
        .password_payload(credentials())
        .send()?;
    let token = signed_in.data.access_token.clone().ok_or("no token")?;

    let user = guest.with_access_token(token);
    let sms = user.send_sms("188xxxx8888", types::SmsChannel::ChannelBindPhone);
    assert_eq!(sms.phone_country_code("+86").send()?.message, "ok");
    let bound = user.bind_phone("123456", "188xxxx8888").phone_country_code("+86").send()?;
    assert_eq!((bound.status_code, bound.request_id.as_deref()), (200, Some("r-1")));

    let admin: authing::blocking::ManagementClient = admin_builder(&server).build_blocking()?;
    let mut seen = Vec::new();
    for page in admin.list_users().options(two_at_a_time()).pages() {
        seen.push(page?.data.list.iter().map(|user| user.user_id.as_str()).collect::<String>());
    }
    assert_eq!(seen, ["ab", "cd", "e"]);
    check(&server.requests());
    Ok(())
}
