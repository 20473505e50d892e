//! What a call through the generated client costs more than the same call written by hand on the same HTTP library.
//!
//! Both talk to one server on the loopback interface, in turns, so that what else the machine does falls on both. Two calls are
//! compared: one that reads, and one that sends a body with a credential and gets an envelope. Printed are the medians of the rounds
//! of each side and of their ratios, by the clock and by the processor time of the thread that calls. `cargo xtask bench` runs it.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that fails has nothing to tell, people read it, and the kernel tells the time in a file"
)]

use std::time::{Duration, Instant};

use authing::{AuthenticationClient, types};
use client_e2e::{Answer, Server};
use reqwest::header::{HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};

const SYSTEM: &str = r#"{"rsa":{"publicKey":"r"},"sm2":{"publicKey":"s"},"version":{"server":"1","console":"2","login":"3"},"publicIps":["192.0.2.1"]}"#;
const FINE: &str = r#"{"statusCode":200,"message":"ok","requestId":"r-1"}"#;

/// How often both sides begin anew, with connections of their own: a system puts either end of a connection where it likes, and
/// that may make more of a difference than anything that is compared.
const ROUNDS: usize = 40;

/// How often each side has its turn in a round, and how many calls a turn has.
const TURNS: usize = 10;
const CALLS: usize = 20;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::with(|request| match request.path() {
        "/api/v3/system" => Answer::json(200, SYSTEM),
        _ => Answer::json(200, FINE),
    });
    let (mut reading, mut sending) = (Rounds::default(), Rounds::default());
    for _ in 0..ROUNDS {
        let builder = AuthenticationClient::builder().app_id("a").access_token("token");
        let client = builder.app_host(server.url()).build().expect("the client has its options");
        let app = App { client: by_hand(), host: server.url() };
        let ours = async || drop(client.get_system_info().send().await.expect("the server answers"));
        let theirs = async || drop(app.system_info().await);
        reading.push(round(ours, theirs).await);
        let call = || client.bind_phone("123456", "188xxxx8888");
        let ours = async || drop(call().send().await.expect("the server answers"));
        let theirs = async || drop(app.bind_phone("123456", "188xxxx8888").await);
        sending.push(round(ours, theirs).await);
    }
    reading.print("that read");
    sending.print("with a body, a credential and an envelope");
}

/// The API as somebody would write it down for an app: a client that is set up once, and the types of what is called.
struct App {
    client: reqwest::Client,
    host: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BindPhone<'a> {
    pass_code: &'a str,
    phone_number: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    status_code: i32,
    message: String,
    api_code: Option<i32>,
    request_id: Option<String>,
}

impl App {
    async fn system_info(&self) -> types::SystemInfoResp {
        let answer = self.client.get(format!("{}/api/v3/system", self.host)).send().await;
        let answer = answer.and_then(reqwest::Response::error_for_status).expect("it is a success");
        serde_json::from_slice(&answer.bytes().await.expect("there is a body")).expect("it is the type")
    }

    async fn bind_phone(&self, pass_code: &str, phone_number: &str) -> Envelope {
        let body = serde_json::to_vec(&BindPhone { pass_code, phone_number }).expect("it can be written");
        let request = self.client.post(format!("{}/api/v3/bind-phone", self.host)).bearer_auth("token");
        let answer = request.header("content-type", "application/json").body(body).send().await;
        let answer = answer.and_then(reqwest::Response::error_for_status).expect("it is a success");
        let body = answer.bytes().await.expect("there is a body");
        let envelope: Envelope = serde_json::from_slice(&body).expect("it is the type");
        let Envelope { status_code, message, api_code, request_id } = &envelope;
        assert_eq!(*status_code, 200, "{message} {api_code:?} {request_id:?}");
        envelope
    }
}

/// A client as somebody would set it up for this API: with time limits and the headers that the API wants.
fn by_hand() -> reqwest::Client {
    let fixed = [
        ("accept", "application/json"),
        ("x-authing-app-id", "a"),
        ("x-authing-request-from", "SDK"),
        ("x-authing-sdk-version", "bindery:0.1.0"),
        ("x-authing-lang", "zh-CN"),
    ];
    let fixed =
        fixed.map(|(name, value)| (name.parse().expect("it is a name"), HeaderValue::from_static(value)));
    let builder =
        reqwest::Client::builder().default_headers(HeaderMap::from_iter(fixed)).user_agent("app/1.0");
    let builder = builder.timeout(Duration::from_secs(30)).connect_timeout(Duration::from_secs(10));
    builder.redirect(reqwest::redirect::Policy::none()).build().expect("the client can be set up")
}

/// What something took, in seconds: by the clock, and of the processor where the system tells.
#[derive(Clone, Copy, Default)]
struct Cost {
    clock: f64,
    processor: Option<f64>,
}

/// What the calls of a round cost: those through the client, and those by hand.
async fn round(ours: impl AsyncFn(), theirs: impl AsyncFn()) -> [Cost; 2] {
    // The first calls open connections.
    ours().await;
    theirs().await;
    let mut sums = [Cost { clock: 0.0, processor: Some(0.0) }; 2];
    for _ in 0..TURNS {
        for (sum, one) in sums.iter_mut().zip([turn(&ours).await, turn(&theirs).await]) {
            sum.clock += one.clock;
            sum.processor = sum.processor.zip(one.processor).map(|(sum, one)| sum + one);
        }
    }
    sums
}

async fn turn(call: impl AsyncFn()) -> Cost {
    let (began, before) = (Instant::now(), processor());
    for _ in 0..CALLS {
        call().await;
    }
    let clock = began.elapsed().as_secs_f64();
    Cost { clock, processor: processor().zip(before).map(|(after, before)| after - before) }
}

/// The time that a processor has spent on this thread, in seconds, as Linux tells it.
fn processor() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_ascii_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// The costs of all rounds: ours, theirs, and how many times theirs ours are.
#[derive(Default)]
struct Rounds {
    clock: [Vec<f64>; 3],
    processor: [Vec<f64>; 3],
}

impl Rounds {
    fn push(&mut self, [ours, theirs]: [Cost; 2]) {
        push(&mut self.clock, ours.clock, theirs.clock);
        if let (Some(ours), Some(theirs)) = (ours.processor, theirs.processor) {
            push(&mut self.processor, ours, theirs);
        }
    }

    fn print(self, what: &str) {
        for (unit, rounds) in [("by the clock", self.clock), ("of the processor", self.processor)] {
            if let [Some(ours), Some(theirs), Some(ratio)] = rounds.map(median) {
                let [ours, theirs] = [ours, theirs].map(|round| round / (TURNS * CALLS) as f64 * 1e6);
                println!(
                    "calls {what}: {ours:.1} µs {unit} through the client, {theirs:.1} µs by hand, ratio {ratio:.3}"
                );
            }
        }
    }
}

fn push(lists: &mut [Vec<f64>; 3], ours: f64, theirs: f64) {
    for (list, value) in lists.iter_mut().zip([ours, theirs, ours / theirs]) {
        list.push(value);
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
