//! Odd characters arrive as they were given, in path, query, header, cookie and JSON.

use authing::runtime::{Call, Operation, Settings};
use authing::{AuthenticationClient, CallOptions, types};
use client_e2e::{Answer, Server};

use crate::support::{FINE, admin, answer, behind_token, one_user, user};
use serde_json::json;

/// A text with everything that means something somewhere.
const ODD: &str = "绑定 a&b=c+d%20/e?f#g;h\"i";
const ODD_IN_QUERY: &str = "%E7%BB%91%E5%AE%9A%20a%26b%3Dc%2Bd%2520%2Fe%3Ff%23g%3Bh%22i";

#[tokio::test]
async fn a_call_sends_options_beside_its_own_values() {
    let server = Server::script([Answer::json(200, FINE).header("x-answer", "1")]);
    let options = CallOptions::new().header("x-mine", "1").header("x-authing-lang", "绑").query("q r", "a&b");
    let response = user(&server).bind_phone("123456", "188xxxx8888").with(options).send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers()["x-answer"].as_bytes()), (200, &b"1"[..]));
    assert_eq!(&response.bytes()[..], FINE.as_bytes());
    let sent = server.request();
    assert_eq!(sent.target, "/api/v3/bind-phone?q%20r=a%26b");
    assert_eq!((sent.header("x-mine"), sent.header("x-authing-lang")), (Some("1"), Some("绑")));
}

#[tokio::test]
async fn path_values_stay_one_segment() {
    let server =
        Server::with(|_| answer(json!({"statusCode": 200, "message": "ok", "data": {"success": true}})));
    let client = user(&server);
    for (id, path) in [
        ("a/b c", "a%2Fb%20c"),
        ("../../x", "..%2F..%2Fx"),
        ("?q#f", "%3Fq%23f"),
        ("%2e%2e", "%252e%252e"),
        ("绑&=+", "%E7%BB%91"),
        ("{credentialID}", "%7BcredentialID%7D"),
        ("\\\r\n", "%5C%0D%0A"),
    ] {
        client.remove_credential(id).send().await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.method, "POST");
        let prefix = format!("/api/v3/webauthn/remove-credential/{path}");
        assert!(sent.target.starts_with(&prefix), "{id}: {}", sent.target);
        assert_eq!(sent.target.matches('/').count(), 5, "{id}: {}", sent.target);
        assert_eq!(decoded(sent.target.rsplit('/').next().unwrap()), id);
    }
    let before = server.requests().len();
    for id in ["", ".", ".."] {
        assert!(client.remove_credential(id).send().await.unwrap_err().is_build(), "{id:?}");
    }
    assert_eq!(server.requests().len(), before, "nothing was sent");
}

/// A path segment as a server reads it.
fn decoded(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                let text = std::str::from_utf8(&digits).unwrap();
                bytes.push(u8::from_str_radix(text, 16).unwrap());
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn query_values_are_encoded() {
    let server = behind_token(|_| one_user("u"));
    let call = admin(&server).get_user(ODD).user_id_type(types::UserIdType::Unknown("x y".into()));
    assert_eq!(call.clone().with_custom_data(true).send().await.unwrap().data.user_id, "u");
    let sent = server.requests().pop().unwrap();
    assert_eq!(sent.method, "GET");
    assert_eq!(
        sent.target,
        format!("/api/v3/get-user?userId={ODD_IN_QUERY}&userIdType=x%20y&withCustomData=true")
    );
    assert_eq!((sent.header("content-type"), sent.header("content-length")), (None, None));
    for value in ["a\r\nb: c", "a\0"] {
        let options = CallOptions::new().header("x-a", value);
        assert!(call.clone().with(options).send().await.unwrap_err().is_build());
    }
    assert!(call.with(CallOptions::new().header("x a", "1")).send().await.unwrap_err().is_build());
}

#[tokio::test]
async fn lists_repeat_their_name() {
    let server = behind_token(|_| answer(json!({"statusCode": 200, "message": "ok", "data": []})));
    admin(&server).get_user_batch(["a,b", "c&d"]).send().await.unwrap();
    let sent = server.requests().pop().unwrap();
    assert_eq!(sent.target, "/api/v3/get-user-batch?userIds=a%2Cb&userIds=c%26d");
}

#[tokio::test]
async fn json_carries_any_text() {
    let server = Server::script([Answer::json(200, FINE)]);
    user(&server).bind_phone(ODD, "\u{0}\u{1f600}\r\n").send().await.unwrap();
    let body: serde_json::Value = serde_json::from_slice(&server.request().body).unwrap();
    assert_eq!(body, json!({"passCode": ODD, "phoneNumber": "\u{0}\u{1f600}\r\n"}));
}

#[tokio::test]
async fn headers_and_cookies_of_an_operation_are_sent() {
    static OPERATION: Operation = Operation { name: "probe", route: "/probe", ..Operation::DEFAULT };
    let server = Server::script([Answer::json(200, "{}")]);
    let mut settings = Settings::new("probe/1");
    settings.server(format!("{}/base/", server.url()));
    let mut call = Call::new(&settings.build().unwrap(), &OPERATION);
    call.header("x-trace", vec!["t", "u"]);
    call.cookie("session", "s;1");
    call.cookie("left-out", None::<String>);
    call.send::<serde_json::Value>().await.unwrap();
    let sent = server.request();
    assert_eq!((sent.target.as_str(), sent.header("x-trace")), ("/base/probe", Some("t,u")));
    assert_eq!((sent.header("cookie"), sent.header("user-agent")), (Some("session=s%3B1"), Some("probe/1")));
}

#[tokio::test]
async fn a_post_without_a_body_says_so() {
    let server =
        Server::script([answer(json!({"statusCode": 200, "message": "ok", "data": {"success": true}}))]);
    user(&server).remove_credential("c").send().await.unwrap();
    let sent = server.request();
    assert_eq!((sent.header("content-length"), sent.header("content-type")), (Some("0"), None));
}

#[test]
fn clients_that_cannot_work_are_not_built() {
    let builder = || AuthenticationClient::builder().app_id("a");
    for (builder, complaint) in [
        (builder(), "`app_host` is missing"),
        (builder().app_host("ftp://a.example"), "neither http nor https"),
        (builder().app_host("https://u:s3cr3t@a.example"), "a host and a path only"),
        (builder().app_host("a.example").scope("profile"), "`scope` does not contain `openid`"),
        (builder().app_host("a.example").header("x a", "s3cr3t"), "`x a` is no header name"),
        (builder().app_host("a.example").header("x-a", "s3cr3t\n"), "characters that HTTP forbids"),
    ] {
        let error = builder.build().unwrap_err();
        let shown = crate::support::shown(&error);
        assert!(error.is_build() && shown.contains(complaint), "{shown}");
    }
    let client = builder().app_host("a.example/").build().unwrap();
    assert!(format!("{client:?}").contains("https://a.example/"), "{client:?}");
}
