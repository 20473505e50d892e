//! A refusal, in an envelope or by HTTP status, is an error that holds everything the server said.

use std::collections::BTreeMap;
use std::time::Duration;

use authing::ErrorKind;
use client_e2e::{Answer, Server};
use serde_json::json;

use crate::support::{admin, answer, behind_token, shown, user};

#[tokio::test]
async fn refusals_in_an_envelope_are_errors() {
    let body =
        r#"{"statusCode":400,"apiCode":2001,"message":"验证码错误","requestId":"r-9","data":{"left":3}}"#;
    let server = Server::script([Answer::json(200, body).header("x-answer", "1")]);
    let error = user(&server).bind_phone("123456", "2").send().await.unwrap_err();
    shown(&error);
    assert_eq!(
        error.to_string(),
        "bindPhone: refused with HTTP 200, status 400, code 2001: 验证码错误 (request r-9)"
    );
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Api, "bindPhone"));
    assert_eq!((error.status().unwrap().as_u16(), error.business_status()), (200, Some("400")));
    assert_eq!((error.code(), error.message()), (Some("2001"), Some("验证码错误")));
    assert_eq!((error.request_id(), error.retry_after()), (Some("r-9"), None));
    assert_eq!(error.headers()["x-answer"], "1");
    assert_eq!(error.body().unwrap(), body);
    assert_eq!(error.decode::<serde_json::Value>().unwrap()["apiCode"], 2001);
    assert_eq!(error.decode_data::<BTreeMap<String, u8>>().unwrap()["left"], 3);
    assert!(error.decode_data::<Vec<String>>().unwrap_err().is_decode());
    assert!(!error.is_retryable());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn an_envelope_speaks_in_statuses() {
    for (status, retryable) in [(429, true), (500, true), (503, true), (404, false), (499, false)] {
        let server = behind_token(move |_| answer(json!({"statusCode": status, "message": "no"})));
        let options = authing::CallOptions::new().retry(authing::RetryPolicy::none());
        let error = admin(&server).get_user("u").with(options).send().await.unwrap_err();
        assert_eq!((error.is_api(), error.is_retryable()), (true, retryable), "{error}");
        assert_eq!(error.business_status(), Some(status.to_string().as_str()));
    }
}

#[tokio::test]
async fn other_spellings_of_the_status_are_no_success() {
    for status in [json!("200 "), json!(true), json!(0), json!(-200), json!(200.5)] {
        let body = json!({"statusCode": status, "message": "m"});
        let server = Server::script([answer(body)]);
        let error = user(&server).bind_phone("1", "2").send().await.unwrap_err();
        assert!(error.is_api(), "{status}: {error}");
    }
}

#[tokio::test]
async fn statuses_are_errors() {
    for (status, retryable) in [
        (400, false),
        (401, false),
        (403, false),
        (404, false),
        (408, true),
        (418, false),
        (429, true),
        (500, true),
        (501, false),
        (502, true),
        (503, true),
        (504, true),
    ] {
        let body = r#"{"message":"no","apiCode":"E1","requestId":"r-2"}"#;
        let server = Server::script([Answer::json(status, body)]);
        let error = user(&server).bind_phone("1", "2").send().await.unwrap_err();
        shown(&error);
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, status));
        assert_eq!((error.is_retryable(), error.code()), (retryable, Some("E1")), "{status}");
        assert_eq!((error.request_id(), &error.body().unwrap()[..]), (Some("r-2"), body.as_bytes()));
        assert_eq!(server.requests().len(), 1, "a POST that is not declared safe is sent once");
    }
}

#[tokio::test]
async fn a_success_inside_a_failure_is_a_failure() {
    let server = Server::script([Answer::json(500, crate::support::FINE)]);
    let error = user(&server).bind_phone("1", "2").send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.message()), (500, Some("ok")));
}

#[tokio::test]
async fn refusals_without_json_are_told_all_the_same() {
    for body in ["", "<html>\n502</html>", "{\"message\":", "[]", "null", "7"] {
        let server = Server::script([Answer::text(502, body)]);
        let error = user(&server).bind_phone("1", "2").send().await.unwrap_err();
        assert_eq!(error.to_string(), "bindPhone: refused with HTTP 502");
        assert_eq!((error.message(), &error.body().unwrap()[..]), (None, body.as_bytes()));
        assert!(error.is_api() && error.is_retryable());
    }
}

#[tokio::test]
async fn what_an_api_without_an_envelope_says_is_told() {
    let long = "x".repeat(500);
    for (body, code, text) in [
        (json!({"message": "Unsupported page size"}), None, ": Unsupported page size"),
        (json!({"error": "invalid_token"}), Some("invalid_token"), ", code invalid_token"),
        (json!({"error": {"code": 7, "message": "a\nb"}}), Some("7"), ", code 7: a b"),
        (json!({"detail": long}), None, &format!(": {}…", &long[..200])),
    ] {
        let server = Server::script([Answer::json(400, body.to_string())]);
        let error = user(&server).get_system_info().send().await.unwrap_err();
        shown(&error);
        assert_eq!(error.to_string(), format!("getSystemInfo: refused with HTTP 400{text}"));
        assert_eq!(error.code(), code, "{body}");
    }
}

#[tokio::test]
async fn too_many_requests_says_when_to_return() {
    let date = httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(3000));
    for (text, expected) in [("30", 30..=30), (date.as_str(), 2900..=3000)] {
        let server = Server::script([Answer::json(429, "").header("retry-after", text)]);
        let error = user(&server).bind_phone("1", "2").send().await.unwrap_err();
        assert_eq!((error.is_api(), error.is_retryable()), (true, true));
        assert!(expected.contains(&error.retry_after().unwrap().as_secs()), "{error:?}");
        assert_eq!(server.requests().len(), 1);
    }
}
