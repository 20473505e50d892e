//! The management token: fetched once, shared, renewed before it expires and once it is refused.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use client_e2e::{Answer, Fault, Server};
use serde_json::json;

use crate::support::{admin, answer, is_token, one_user, shown, token_answer};

fn tokens(server: &Server) -> usize {
    server.requests().iter().filter(|request| is_token(request)).count()
}

/// A server whose tokens take a while.
fn slow_tokens(pause: u64) -> Server {
    Server::with(move |request| match is_token(request) {
        true => token_answer("a").fault(Fault::SlowHeaders(Duration::from_millis(pause))),
        false => one_user("u"),
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_share_one_token() {
    let server = slow_tokens(100);
    let builder = authing::ManagementClient::builder().access_key_id("i").access_key_secret("s3cr3t-key");
    // A thousand new connections at once take a busy machine a while.
    let admin = builder.host(server.url()).timeout(Duration::from_secs(120)).build().unwrap();
    let calls: Vec<_> =
        (0..1000).map(|n| tokio::spawn(admin.clone().get_user(format!("u{n}")).send())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!((tokens(&server), server.requests().len()), (1, 1001));
    let targets: BTreeSet<_> = server.requests().into_iter().map(|sent| sent.target).collect();
    assert_eq!(targets.len(), 1001, "each call was sent once");
    let sent = server.requests().into_iter().find(is_token).unwrap();
    assert_eq!(sent.text(), r#"{"accessKeyId":"i","accessKeySecret":"s3cr3t-key"}"#);
    assert_eq!((sent.header("content-type"), sent.header("authorization")), (Some("application/json"), None));
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    for refusal in [Answer::json(401, ""), answer(json!({"statusCode": 401, "message": "expired"}))] {
        let count = AtomicUsize::new(0);
        let server = Server::with(move |request| match request.header("authorization") {
            None => token_answer(&count.fetch_add(1, Ordering::SeqCst).to_string()),
            Some(token) if token.ends_with(".0") => refusal.clone(),
            Some(_) => one_user("u"),
        });
        let admin = admin(&server);
        let calls: Vec<_> = (0..20).map(|n| tokio::spawn(admin.get_user(format!("u{n}")).send())).collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
        assert_eq!(tokens(&server), 2);
    }
}

#[tokio::test]
async fn a_post_is_sent_again_with_a_new_token() {
    let server = Server::script([
        token_answer("a"),
        Answer::json(401, ""),
        token_answer("b"),
        answer(json!({"statusCode": 200, "message": "ok", "data": {"success": true}})),
    ]);
    admin(&server).delete_users_batch(["u"]).send().await.unwrap();
    let sent = server.requests();
    assert!(sent[3].header("authorization").unwrap().ends_with(".b"));
    assert_eq!(sent[1].body, sent[3].body);
}

#[tokio::test]
async fn a_token_that_is_never_accepted_ends_the_call() {
    let server = Server::with(|request| match is_token(request) {
        true => token_answer("a"),
        false => Answer::json(401, ""),
    });
    let error = admin(&server).get_user("u").send().await.unwrap_err();
    assert_eq!((error.operation(), error.status().unwrap().as_u16()), ("getUser", 401));
    assert_eq!((tokens(&server), server.requests().len()), (2, 4));
}

#[tokio::test]
async fn a_token_is_renewed_before_it_expires() {
    let server = Server::with(|request| match is_token(request) {
        true => answer(json!({"statusCode": 200, "data": {"access_token": "t", "expires_in": 1}})),
        false => one_user("u"),
    });
    let admin = admin(&server);
    admin.get_user("u").send().await.unwrap();
    admin.clone().get_user("u").send().await.unwrap();
    // The margin is never more than half of a token's life.
    tokio::time::sleep(Duration::from_millis(600)).await;
    admin.get_user("u").send().await.unwrap();
    // A slow machine may have let the first token grow stale between the first two calls.
    assert!((2..=3).contains(&tokens(&server)));
    // A token that is no JSON Web Token has no claims to repeat.
    assert_eq!(server.requests().pop().unwrap().header("x-authing-userpool-id"), None);
}

#[tokio::test]
async fn a_failed_fetch_fails_those_waiting_and_the_next_tries_anew() {
    let count = AtomicUsize::new(0);
    let server =
        Server::with(move |request| match (is_token(request), count.fetch_add(1, Ordering::SeqCst)) {
            (true, 0) => answer(json!({"statusCode": 403, "message": "no s3cr3t-key"}))
                .fault(Fault::SlowHeaders(Duration::from_millis(200))),
            (true, _) => token_answer("a"),
            _ => one_user("u"),
        });
    let admin = admin(&server);
    let calls: Vec<_> = (0..10).map(|n| tokio::spawn(admin.get_user(format!("u{n}")).send())).collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        shown(&error);
        assert_eq!((error.operation(), error.business_status()), ("managementToken", Some("403")));
        assert_eq!(error.message(), Some("no ***"));
    }
    assert_eq!(server.requests().len(), 1);
    admin.get_user("u").send().await.unwrap();
}

#[tokio::test]
async fn an_answer_without_a_token_is_a_decode_error() {
    let server = Server::with(|_| answer(json!({"statusCode": 200, "data": {"token": "s3cr3t-token"}})));
    let error = admin(&server).get_user("u").send().await.unwrap_err();
    shown(&error);
    assert!(error.is_decode() && error.to_string().contains("`data.access_token`"), "{error}");
}

#[tokio::test]
async fn a_cancelled_caller_leaves_no_trace() {
    let server = slow_tokens(300);
    let admin = admin(&server);
    let first = tokio::spawn(admin.get_user("first").send());
    while server.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let second = tokio::spawn(admin.get_user("second").send());
    tokio::time::sleep(Duration::from_millis(20)).await;
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!(tokens(&server), 2);
}
