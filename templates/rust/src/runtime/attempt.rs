//! Attempts, for those who watch them.
//!
//! A call is one attempt or several; before and after each, the hooks of the client are told. They see requests as they go out and
//! how attempts end, and decide nothing about retries. Invariant: what a hook puts on a request is hidden from errors like any
//! other credential when it is marked as sensitive.

use std::borrow::Cow;
use std::time::Duration;

use reqwest::{Method, StatusCode};

use super::answer::Arrival;
use super::client::Shared;
use super::error::Error;
use super::exchange::Failed;
use super::plan::Plan;
use super::platform::Instant;
use super::trace::Span;
use super::transport::Request;

/// Watches attempts, to count them, to log them, or to sign requests.
///
/// Fetching a token is a call of its own, under the name of its scheme; following a redirect belongs to the attempt that met it.
pub trait Hook: Send + Sync + 'static {
    /// Called before each attempt with the request as it is to be sent, credentials included. What is changed here is sent.
    fn before(&self, attempt: &Attempt, request: &mut Request) {
        let _ = (attempt, request);
    }

    /// Called when an attempt has ended. One that is given up, because the time of its call is over or nobody waits for it any
    /// more, has no end.
    fn after(&self, attempt: &Attempt, outcome: &Outcome<'_>) {
        let _ = (attempt, outcome);
    }
}

/// An attempt of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The call, as the spec names it.
    pub operation: Cow<'static, str>,
    /// The method.
    pub method: Method,
    /// The path template of the endpoint; empty for requests that no endpoint describes.
    pub route: &'static str,
    /// Which attempt of the call it is, counted from 1.
    pub number: u32,
}

/// How an attempt ended.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// The HTTP status, once there was one.
    pub status: Option<StatusCode>,
    /// Why it failed, where it did.
    pub error: Option<&'a Error>,
    /// The id under which the server knows the request, where it says so.
    pub request_id: Option<&'a str>,
    /// How long it took.
    pub elapsed: Duration,
}

impl<'a> Outcome<'a> {
    fn of(outcome: &'a std::result::Result<Arrival, Failed>, elapsed: Duration) -> Self {
        let (status, error, request_id) = match outcome.as_ref().map_err(|failed| &failed.0) {
            Ok(Arrival { answer, .. }) => (Some(answer.status), None, answer.request_id()),
            Err(error) => (error.status(), Some(error), error.request_id()),
        };
        Self {
            status,
            error,
            request_id,
            elapsed,
        }
    }
}

/// An attempt under way.
pub(super) struct Watched<'a> {
    shared: &'a Shared,
    pub(super) attempt: Attempt,
    began: Instant,
}

impl<'a> Watched<'a> {
    /// Tells the hooks that an attempt begins.
    pub(super) fn begin(
        shared: &'a Shared,
        plan: &Plan,
        number: u32,
        request: &mut Request,
    ) -> Self {
        let attempt = Attempt {
            operation: plan.name.clone(),
            method: request.method.clone(),
            route: plan.route,
            number,
        };
        for hook in &shared.hooks {
            hook.before(&attempt, request);
        }
        Self {
            shared,
            attempt,
            began: Instant::now(),
        }
    }

    /// Tells the span and the hooks how it ended, where there are any.
    pub(super) fn end(&self, span: &Span, outcome: &std::result::Result<Arrival, Failed>) {
        if span.is_off() && self.shared.hooks.is_empty() {
            return;
        }
        let outcome = Outcome::of(outcome, self.began.elapsed());
        span.end(&outcome);
        for hook in &self.shared.hooks {
            hook.after(&self.attempt, &outcome);
        }
    }
}
