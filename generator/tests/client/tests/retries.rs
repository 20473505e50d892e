//! Calls that are safe to repeat are repeated, as often as the policy says and when the server allows it.

use std::time::{Duration, Instant, SystemTime};

use authing::{CallOptions, RetryPolicy};
use client_e2e::{Answer, Fault, Server};
use serde_json::json;

use crate::support::{FINE, SYSTEM, admin, answer, is_token, one_user, quick, token_answer, user};

#[tokio::test]
async fn safe_calls_are_repeated() {
    for bad in [
        Answer::json(503, ""),
        Answer::json(500, "{}"),
        Answer::json(200, "x").fault(Fault::Silent),
        Answer::json(200, SYSTEM).fault(Fault::CutOff),
        Answer::json(429, "").header("retry-after", "0"),
        Answer::json(429, "").header("retry-after", "nonsense"),
    ] {
        let server = Server::script([bad.clone(), bad, Answer::json(200, SYSTEM)]);
        let system = user(&server).get_system_info().send().await.unwrap();
        assert_eq!((system.version.server.as_str(), server.requests().len()), ("1", 3));
    }
}

#[tokio::test]
async fn attempts_are_counted() {
    let server = Server::with(|_| Answer::json(503, ""));
    let none = CallOptions::new().retry(RetryPolicy::none());
    assert!(user(&server).get_system_info().with(none).send().await.unwrap_err().is_retryable());
    assert_eq!(server.requests().len(), 1);
    assert!(user(&server).get_system_info().send().await.is_err());
    assert_eq!(server.requests().len(), 4);
    let five = CallOptions::new().retry(quick().max_attempts(5));
    assert!(user(&server).get_system_info().with(five).send().await.is_err());
    assert_eq!(server.requests().len(), 9);
}

#[tokio::test]
async fn hopeless_calls_are_not_repeated() {
    for bad in [Answer::json(400, ""), Answer::json(404, ""), Answer::json(501, ""), Answer::json(200, "{")] {
        let server = Server::with(move |_| bad.clone());
        assert!(user(&server).get_system_info().send().await.is_err());
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn an_app_may_have_every_call_repeated() {
    let answers = [Answer::json(503, ""), Answer::json(502, ""), Answer::json(200, FINE)];
    let server = Server::script(answers.clone());
    assert!(user(&server).bind_phone("1", "2").send().await.is_err());
    assert_eq!(server.requests().len(), 1);
    let server = Server::script(answers);
    let all = CallOptions::new().retry(quick().non_idempotent(true));
    user(&server).bind_phone("1", "2").with(all).send().await.unwrap();
    let sent = server.requests();
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|request| request.body == sent[0].body && !request.body.is_empty()));
}

#[tokio::test]
async fn methods_decide_what_is_safe() {
    // A DELETE and a POST that the spec declares safe are repeated, another POST is not.
    let server = Server::with(|request| match request.method.as_str() {
        _ if is_token(request) => token_answer("a"),
        _ => Answer::json(503, ""),
    });
    let sent = |path: &str| server.requests().iter().filter(|sent| sent.path() == path).count();
    assert!(admin(&server).delete_ip_list_by_id("a b").send().await.is_err());
    assert!(user(&server).introspect_token("t").send().await.is_err());
    assert!(user(&server).bind_phone("1", "2").send().await.is_err());
    assert_eq!(sent("/api/v3/ip-list/a%20b"), 3);
    assert_eq!(sent("/oidc/token/introspection"), 3);
    assert_eq!(sent("/api/v3/bind-phone"), 1);
}

#[tokio::test]
async fn a_passing_refusal_in_an_envelope_is_repeated() {
    let server = Server::script([
        token_answer("a"),
        answer(json!({"statusCode": 503, "message": "busy"})),
        one_user("u"),
    ]);
    assert_eq!(admin(&server).get_user("u").send().await.unwrap().data.user_id, "u");
}

#[tokio::test]
async fn retry_after_in_seconds_is_obeyed() {
    let server =
        Server::script([Answer::json(429, "").header("retry-after", "1"), Answer::json(200, SYSTEM)]);
    let began = Instant::now();
    user(&server).get_system_info().send().await.unwrap();
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn retry_after_as_a_date_is_obeyed() {
    // A date has whole seconds, so the wait is between one second and two.
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(2));
    let server =
        Server::script([Answer::json(503, "").header("retry-after", date), Answer::json(200, SYSTEM)]);
    let began = Instant::now();
    user(&server).get_system_info().send().await.unwrap();
    assert!(began.elapsed() >= Duration::from_millis(900));
}

#[tokio::test]
async fn a_wait_beyond_the_call_is_not_begun() {
    // It would only turn a telling error into a timeout.
    let server = Server::with(|_| Answer::json(429, "").header("retry-after", "30"));
    let error = user(&server).get_system_info().send().await.unwrap_err();
    assert_eq!((error.retry_after(), error.status().unwrap().as_u16()), (Some(Duration::from_secs(30)), 429));
    assert_eq!(server.requests().len(), 1);
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3000));
    let server = Server::with(move |_| Answer::json(503, "").header("retry-after", date.clone()));
    let error = user(&server).get_system_info().send().await.unwrap_err();
    assert!(error.retry_after().unwrap() > Duration::from_secs(2900));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn connections_are_used_again() {
    let server = Server::with(|_| Answer::json(200, FINE));
    let client = user(&server);
    for _ in 0..10 {
        client.clone().bind_phone("1", "2").send().await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (10, 1));
}
