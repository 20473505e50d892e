//! What a call through the generated client costs more than the same call written by hand on the same HTTP library.
//!
//! Both talk to one server on the loopback interface, in turns, so that what else the machine does falls on both. Printed are the
//! medians of a turn and their ratio. `cargo xtask bench` runs it.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that fails has nothing to tell, and people read it"
)]

use std::time::{Duration, Instant};

use authing::{AuthenticationClient, types};
use client_e2e::{Answer, Server};
use reqwest::header::{HeaderMap, HeaderValue};

const SYSTEM: &str = r#"{"rsa":{"publicKey":"r"},"sm2":{"publicKey":"s"},"version":{"server":"1","console":"2","login":"3"},"publicIps":["192.0.2.1"]}"#;

/// How often each side has its turn, and how many calls a turn has.
const TURNS: usize = 41;
const CALLS: usize = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::with(|_| Answer::json(200, SYSTEM));
    let builder = AuthenticationClient::builder().app_id("a").app_host(server.url());
    let client = builder.build().expect("the client has its options");
    let (by_hand, url) = (by_hand(), format!("{}/api/v3/system", server.url()));
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let began = Instant::now();
        for _ in 0..CALLS {
            client.get_system_info().send().await.expect("the server answers");
        }
        ours.push(began.elapsed());
        let began = Instant::now();
        for _ in 0..CALLS {
            let answer = by_hand.get(&url).send().await.expect("the server answers");
            let body =
                answer.error_for_status().expect("it is a success").bytes().await.expect("there is a body");
            let _: types::SystemInfoResp = serde_json::from_slice(&body).expect("it is the type");
        }
        theirs.push(began.elapsed());
    }
    let (ours, theirs) = (median(ours), median(theirs));
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("{CALLS} calls: {ours:.1?} through the client, {theirs:.1?} by hand, ratio {ratio:.3}");
}

/// A client as somebody would set it up for this API: with a time limit and the headers that the API wants.
fn by_hand() -> reqwest::Client {
    let fixed = [
        ("accept", "application/json"),
        ("x-authing-app-id", "a"),
        ("x-authing-request-from", "SDK"),
        ("x-authing-sdk-version", "bindery:0.1.0"),
    ];
    let fixed =
        fixed.map(|(name, value)| (name.parse().expect("it is a name"), HeaderValue::from_static(value)));
    let builder = reqwest::Client::builder().default_headers(HeaderMap::from_iter(fixed));
    let builder = builder.timeout(Duration::from_secs(30)).redirect(reqwest::redirect::Policy::none());
    builder.build().expect("the client can be set up")
}

fn median(mut turns: Vec<Duration>) -> Duration {
    turns.sort_unstable();
    turns[turns.len() / 2]
}
