//! The clients and answers that the tests share.
//!
//! Every credential holds the word [`SECRET`], so a test finds any of them wherever it turns up.

use std::error::Error as _;
use std::time::Duration;

use authing::{AuthenticationClient, Error, ManagementClient, RetryPolicy};
use client_e2e::{Answer, Recorded, Server};
use serde_json::{Value, json};

/// A word of every planted credential.
pub const SECRET: &str = "s3cr3t";

/// A success without data.
pub const FINE: &str = r#"{"statusCode":200,"message":"ok","requestId":"r-1"}"#;

/// An answer of `getSystemInfo`, which has no envelope.
pub const SYSTEM: &str = r#"{"rsa":{"publicKey":"r"},"sm2":{"publicKey":"s"},"version":{"server":"1","console":"2","login":"3"},"publicIps":["192.0.2.1"]}"#;

/// Where nobody listens. A port that was free a moment ago could be another test's by now; this one is never given out.
pub const NOBODY: &str = "http://127.0.0.1:1";

/// Retries that nobody has to wait for.
pub fn quick() -> RetryPolicy {
    RetryPolicy::default().base_delay(Duration::from_millis(1))
}

/// A client of a user who has signed in.
pub fn user(server: &Server) -> AuthenticationClient {
    AuthenticationClient::builder()
        .app_id("app")
        .app_secret("s3cr3t-app")
        .access_token("s3cr3t-token")
        .app_host(server.url())
        .retry(quick())
        .build()
        .unwrap()
}

/// A client of an administrator.
pub fn admin(server: &Server) -> ManagementClient {
    ManagementClient::builder()
        .access_key_id("pool-key")
        .access_key_secret("s3cr3t-key")
        // A slash too many does no harm.
        .host(format!("{}/", server.url()))
        .retry(quick())
        .build()
        .unwrap()
}

/// A management token that names the user pool `pool`, with a tail of its own.
pub fn token_answer(tail: &str) -> Answer {
    let token = format!("h.eyJzY29wZWRfdXNlcnBvb2xfaWQiOiJwb29sIn0.{tail}");
    let data = json!({"access_token": token, "expires_in": 7200});
    answer(json!({"statusCode": 200, "message": "ok", "data": data}))
}

/// Whether a request asks for a management token.
pub fn is_token(request: &Recorded) -> bool {
    request.path() == "/api/v3/get-management-token"
}

/// A server that gives out tokens, and `answer` for everything else.
pub fn behind_token(answer: impl Fn(&Recorded) -> Answer + Send + Sync + 'static) -> Server {
    Server::with(move |request| if is_token(request) { token_answer("a") } else { answer(request) })
}

/// HTTP 200 with this JSON.
pub fn answer(body: Value) -> Answer {
    Answer::json(200, body.to_string())
}

/// A user with what every user has.
pub fn user_json(id: &str) -> Value {
    json!({
        "userId": id, "createdAt": "2022-07-03T02:20:30.000Z", "updatedAt": "2022-07-03T02:20:30.000Z",
        "status": "Activated", "workStatus": "Active", "gender": "M", "emailVerified": true,
        "phoneVerified": false, "userSourceType": "register",
    })
}

/// One user in an envelope.
pub fn one_user(id: &str) -> Answer {
    answer(json!({"statusCode": 200, "message": "ok", "data": user_json(id)}))
}

/// A page of users.
pub fn users(total: usize, ids: &[&str]) -> Answer {
    page(total, ids.iter().map(|id| user_json(id)).collect())
}

/// A page of groups.
pub fn groups(total: usize, codes: &[&str]) -> Answer {
    let group = |code: &&str| {
        json!({"id": code, "code": code, "name": code, "description": "", "type": "STATIC",
            "metadataSource": [], "members": []})
    };
    page(total, codes.iter().map(group).collect())
}

/// A page of anything.
pub fn page(total: usize, list: Vec<Value>) -> Answer {
    answer(json!({"statusCode": 200, "message": "ok", "data": {"totalCount": total, "list": list}}))
}

/// Everything an app could print of an error, causes included, after checking that it shows no credential.
pub fn shown(error: &Error) -> String {
    let mut shown = format!("{error}\n{error:?}\n{error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        shown += &format!("\n{cause} {cause:?}");
        source = cause.source();
    }
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(!error.to_string().contains('\n'), "{error}");
    shown
}
