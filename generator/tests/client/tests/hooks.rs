//! Hooks are told of every attempt, and what they put on a request is sent and never shown.

use std::sync::{Arc, Mutex};

use authing::runtime::{Attempt, HeaderValue, Hook, Outcome, Request};
use authing::{AuthenticationClient, ManagementClient};
use client_e2e::{Answer, Server};

use crate::support::{FINE, SYSTEM, behind_token, one_user, quick, shown};

/// Notes what it is told and signs what is sent.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Hook for Notes {
    fn before(&self, attempt: &Attempt, request: &mut Request) {
        let mut signature = HeaderValue::from_static("s3cr3t-signature");
        signature.set_sensitive(true);
        request.headers.insert("x-signature", signature);
        let Attempt { operation, method, route, number, .. } = attempt;
        self.0.lock().unwrap().push(format!("{number} {operation} {method} {route}"));
    }

    fn after(&self, attempt: &Attempt, outcome: &Outcome<'_>) {
        let status = outcome.status.map_or(0, |status| status.as_u16());
        let id = outcome.request_id.unwrap_or("-");
        let kind = outcome.error.map(|error| format!(" {:?}", error.kind()));
        self.0.lock().unwrap().push(format!("{} {status} {id}{}", attempt.number, kind.unwrap_or_default()));
    }
}

impl Notes {
    fn taken(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn each_attempt_is_told() {
    let server = Server::script([
        Answer::json(503, "").header("x-request-id", "r-0"),
        Answer::json(200, SYSTEM).header("x-request-id", "r-1"),
    ]);
    let notes = Notes::default();
    let builder = AuthenticationClient::builder().app_id("a").app_host(server.url()).retry(quick());
    let client = builder.hook(notes.clone()).build().unwrap();
    let answer = client.get_system_info().send().await.unwrap();
    assert_eq!(answer.request_id(), Some("r-1"));
    let call = "getSystemInfo GET /api/v3/system";
    assert_eq!(notes.taken(), [&format!("1 {call}"), "1 503 r-0 Api", &format!("2 {call}"), "2 200 r-1"]);
    assert!(server.requests().iter().all(|sent| sent.header("x-signature") == Some("s3cr3t-signature")));
}

#[tokio::test]
async fn the_id_of_a_request_comes_from_the_envelope_too() {
    let server = Server::with(|_| Answer::json(200, FINE));
    let notes = Notes::default();
    let builder = AuthenticationClient::builder().app_id("a").access_token("s3cr3t-t").app_host(server.url());
    let client = builder.hook(notes.clone()).build().unwrap();
    assert_eq!(client.bind_phone("1", "2").send().await.unwrap().request_id(), Some("r-1"));
    assert_eq!(notes.taken(), ["1 bindPhone POST /api/v3/bind-phone", "1 200 r-1"]);
}

#[tokio::test]
async fn fetching_a_token_is_told_as_a_call_of_its_own() {
    let server = behind_token(|_| one_user("u"));
    let notes = Notes::default();
    let builder = ManagementClient::builder().access_key_id("i").access_key_secret("s3cr3t-k");
    let client = builder.host(server.url()).hook(notes.clone()).build().unwrap();
    client.get_user("u").send().await.unwrap();
    assert_eq!(
        notes.taken(),
        ["1 managementToken POST ", "1 200 -", "1 getUser GET /api/v3/get-user", "1 200 -"]
    );
}

#[tokio::test]
async fn what_a_hook_adds_is_not_quoted() {
    let server = Server::with(|request| {
        let echo = request.header("x-signature").unwrap_or_default();
        Answer::json(200, format!(r#"{{"statusCode":403,"message":"bad {echo}"}}"#))
    });
    let builder = AuthenticationClient::builder().app_id("a").access_token("s3cr3t-t").app_host(server.url());
    let client = builder.hook(Notes::default()).build().unwrap();
    let error = client.bind_phone("1", "2").send().await.unwrap_err();
    shown(&error);
    assert_eq!(error.message(), Some("bad ***"));
}
