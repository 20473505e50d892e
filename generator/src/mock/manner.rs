//! The manner of a server: what it does beside what the spec says, for tests of what rarely happens.
//!
//! A server has one manner for all requests, and each request can ask for another one with headers of its own:
//! `x-mock-status`, `x-mock-example`, `x-mock-delay` and `x-mock-fault`, and with `prefer` (see [`super::prefer`]). Requests are checked all the same.

use std::time::Duration;

use super::prefer::Preferences;
use super::refusal::Refusal;
use super::request::Request;

/// The longest delay that a request gets.
const LONGEST: Duration = Duration::from_secs(120);

/// What a server does beside what the spec says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manner {
    /// Whether calls need no credentials: clients may authenticate in ways that a spec does not describe.
    pub open: bool,
    /// The status of every answer, where it is not to be the first success.
    pub status: Option<u16>,
    /// How much answers say.
    pub example: Example,
    /// How long answers wait.
    pub delay: Duration,
    /// What goes wrong.
    pub fault: Option<Fault>,
    /// The name of the example, where the response has one of that name.
    pub named: Option<String>,
}

/// How much an answer says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Example {
    /// The author's example, or a full one.
    #[default]
    Full,
    /// Only what has to be there.
    Least,
}

/// What goes wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The connection is closed without an answer.
    Close,
    /// The body ends in the middle, so it is no JSON.
    Garbage,
}

impl Manner {
    /// The manner that a request gets.
    pub(super) fn of(&self, request: &Request) -> Result<Self, Refusal> {
        let mut manner = self.clone();
        let Preferences { code, example: named } = Preferences::of(request);
        (manner.status, manner.named) = (code.or(manner.status), named.or(manner.named));
        if let Some(text) = request.header("x-mock-status") {
            manner.status = Some(status(text).map_err(|wrong| refused("x-mock-status", &wrong))?);
        }
        if let Some(text) = request.header("x-mock-example") {
            manner.example = example(text).map_err(|wrong| refused("x-mock-example", &wrong))?;
        }
        if let Some(text) = request.header("x-mock-delay") {
            manner.delay = delay(text).map_err(|wrong| refused("x-mock-delay", &wrong))?;
        }
        if let Some(text) = request.header("x-mock-fault") {
            manner.fault = Some(fault(text).map_err(|wrong| refused("x-mock-fault", &wrong))?);
        }
        Ok(manner)
    }
}

fn refused(header: &str, wrong: &str) -> Refusal {
    Refusal::of(format!("header.{header}"), wrong)
}

/// Reads a status, as in `404`.
///
/// # Errors
///
/// Says what is wrong with the text.
pub fn status(text: &str) -> Result<u16, String> {
    let status = text.trim().parse().ok().filter(|status| (200..600).contains(status));
    status.ok_or_else(|| format!("`{text}` is no final status of HTTP, 200 to 599"))
}

/// Reads how much answers say: `full` or `least`.
///
/// # Errors
///
/// Says what is wrong with the text.
pub fn example(text: &str) -> Result<Example, String> {
    match text.trim() {
        "full" => Ok(Example::Full),
        "least" => Ok(Example::Least),
        _ => Err(format!("`{text}` is neither `full` nor `least`")),
    }
}

/// Reads a delay, as in `250ms`.
///
/// # Errors
///
/// Says what is wrong with the text.
pub fn delay(text: &str) -> Result<Duration, String> {
    let delay = humantime::parse_duration(text.trim()).ok().filter(|delay| *delay <= LONGEST);
    delay.ok_or_else(|| format!("`{text}` is no duration of at most two minutes, as in `250ms`"))
}

/// Reads what goes wrong: `close` or `garbage`.
///
/// # Errors
///
/// Says what is wrong with the text.
pub fn fault(text: &str) -> Result<Fault, String> {
    match text.trim() {
        "close" => Ok(Fault::Close),
        "garbage" => Ok(Fault::Garbage),
        _ => Err(format!("`{text}` is neither `close` nor `garbage`")),
    }
}
