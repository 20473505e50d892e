//! The program that `cargo xtask fuzz --target client` supervises: it has a generated client read mutated responses.
//!
//! A seed makes an input: a call and the responses that it gets, each with a status, headers, and a body that comes in
//! pieces. Whatever the responses are, the call ends with a value or an error. `seed N` and `stage NAME` are printed
//! before each, so that the supervisor knows what a process died of.

mod call;
mod network;
mod random;
mod response;

use std::error::Error;
use std::io::{Write as _, stdout};
use std::process::ExitCode;

use serde_json::{Value, json};

use random::Random;
use response::Response;

/// A call and the responses that it gets.
struct Input {
    call: usize,
    responses: Vec<Response>,
}

impl Input {
    fn of_seed(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let call = random.below(call::NAMES.len());
        let count = 1 + random.below(3);
        let responses = (0..count).map(|_| Response::random(&mut random, call)).collect();
        Self { call, responses }
    }

    fn to_json(&self) -> Value {
        let responses: Vec<Value> = self.responses.iter().map(Response::to_json).collect();
        json!({ "call": self.call, "responses": responses })
    }

    /// What cannot be read is made something that can: a smaller input is tried without it.
    fn of_json(value: &Value) -> Self {
        let call = value["call"].as_u64().and_then(|call| usize::try_from(call).ok()).unwrap_or(0);
        let responses = value["responses"].as_array().into_iter().flatten().map(Response::of_json);
        Self { call: call % call::NAMES.len(), responses: responses.collect() }
    }

    fn run(self) -> Result<(), Box<dyn Error>> {
        say(&format!("stage {}", call::NAMES[self.call]))?;
        call::run(self.call, self.responses)
    }
}

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Result<(), Box<dyn Error>> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["seeds", first, count, ..] => {
            let first: u64 = first.parse()?;
            for seed in first..first.saturating_add(count.parse()?) {
                say(&format!("seed {seed}"))?;
                Input::of_seed(seed).run()?;
            }
            Ok(())
        }
        ["show", seed, ..] => say(&format!("{:#}", Input::of_seed(seed.parse()?).to_json())),
        ["replay", files @ ..] => {
            for file in files {
                say(&format!("stage read {file}"))?;
                let value: Value = serde_json::from_slice(&std::fs::read(file)?)?;
                Input::of_json(&value).run()?;
            }
            Ok(())
        }
        _ => Err("seeds FIRST COUNT, show SEED or replay FILE…".into()),
    }
}

fn say(text: &str) -> Result<(), Box<dyn Error>> {
    let mut out = stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()?;
    Ok(())
}
