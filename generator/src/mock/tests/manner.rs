//! What servers do beside what the spec says: statuses, delays and faults that were asked for, tokens and links of their own.

use super::super::manner::{Example, Fault, Manner};
use super::super::play::Play;
use super::{clients, refused, reply, request};
use crate::problem::Problems;
use crate::source::Sources;

#[test]
fn requests_choose_how_they_are_answered() {
    let asked = |headers: &[&str]| reply("GET /list", headers, "");
    assert_eq!(asked(&["x-mock-status: 503"]).status, 503);
    assert_eq!(asked(&["x-mock-status: 503"]).refusal.as_deref(), Some("the request asked for this status"));
    assert_eq!(asked(&["x-mock-status: 200"]).status, 200);
    assert_eq!(asked(&["x-mock-delay: 20ms"]).delay.as_millis(), 20);
    assert_eq!(asked(&["x-mock-fault: close"]).fault, Some(Fault::Close));
    assert_eq!(asked(&["x-mock-fault: garbage"]).fault, Some(Fault::Garbage));
    let least = asked(&["x-mock-example: least"]).body.unwrap();
    assert!(least["list"].is_array(), "{least}");
    for (header, name) in [
        ("x-mock-status: 99", "x-mock-status"),
        ("x-mock-delay: a year", "x-mock-delay"),
        ("x-mock-delay: 1h", "x-mock-delay"),
        ("x-mock-fault: none", "x-mock-fault"),
        ("x-mock-example: some", "x-mock-example"),
    ] {
        refused("GET /list", &[header], "", 400, &format!("header.{name}: `"));
    }
}

/// A server has a manner of its own, and a request can still ask for another one.
#[test]
fn servers_have_a_manner() {
    let mut problems = Problems::default();
    let sources = Sources::from_texts("library", &[("api.yaml", &clients().to_string())]);
    let api = crate::load(&sources, &mut problems).unwrap();
    let manner = Manner { open: true, status: Some(500), example: Example::Least, ..Manner::default() };
    let play = Play::new(api, manner);
    assert_eq!(play.reply(&request("GET /nowhere", &[], "")).status, 404);
    assert_eq!(play.reply(&request("GET /nowhere", &["x-mock-delay: 1s"], "")).delay.as_secs(), 1);
}

#[test]
fn tokens_have_the_claims_that_clients_read() {
    let granted = reply("POST /claims", &["content-type: application/json"], r#"{"name":"u"}"#);
    let token = granted.body.unwrap()["token"].as_str().unwrap().to_owned();
    let claims = token.split('.').nth(1).unwrap();
    let claims = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, claims).unwrap();
    assert_eq!(String::from_utf8(claims).unwrap(), r#"{"pool":"mock-pool"}"#);
}

/// The links of one answer lead to the next, and the last one has none.
#[test]
fn links_lead_to_every_page() {
    let mut target = "GET /linked".to_owned();
    let mut counts = Vec::new();
    loop {
        let answer = reply(&target, &["host: localhost"], "").body.unwrap();
        counts.push(answer["list"].as_array().unwrap().len());
        let Some(next) = answer["next"].as_str().filter(|next| !next.is_empty()) else { break };
        target = format!("GET {}", next.strip_prefix("http://localhost").unwrap());
    }
    assert_eq!(counts, [10, 10, 5]);
    let first = reply(
        "POST /linked-after-post",
        &["host: localhost", "content-type: application/json"],
        r#"{"count":1}"#,
    );
    let next = first.body.unwrap()["next"].as_str().unwrap().to_owned();
    let second = reply(&format!("GET {}", next.strip_prefix("http://localhost").unwrap()), &[], "");
    assert_eq!((second.refusal, second.operation.as_deref()), (None, Some("linkedAfterPost")));
    assert_eq!(reply("GET /linked-after-post", &[], "").status, 405);
    let first = reply("GET /linked-by-header?a=b&c", &["host: localhost"], "");
    let link = first.headers.iter().find(|(name, _)| name == "link").map(|(_, value)| value.as_str());
    assert_eq!(link, Some("<http://localhost/linked-by-header?a=b&c&mock-from=10>; rel=\"next\""));
    let last = reply("GET /linked-by-header?mock-from=20", &[], "");
    assert!(last.headers.iter().all(|(name, _)| name != "link"));
}
