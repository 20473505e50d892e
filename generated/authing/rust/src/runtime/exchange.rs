//! The way of a call: attempts, until one succeeds or none may follow.
//!
//! Takes a [`Plan`] and gives an [`Arrival`] or the error of the last attempt. What an attempt does is in `round_trip`; whether another
//! one follows, `retry` decides. Invariant: a call is repeated only when its plan allows it, except
//! once after a credential was renewed, since a refused call has had no effect.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use super::again::Again;
use super::answer::Arrival;
use super::attempt::Watched;
use super::client::Shared;
use super::draft::Draft;
use super::error::{Error, ErrorKind, Result};
use super::plan::Plan;
use super::platform::{self, Instant};
use super::round_trip;
use super::trace::{self, Span};
use super::transport::Request;

/// Makes a call within its time limit.
///
/// What waits for a call is as large as all that it may hold at once, and it is copied where it moves. So here and below it stays where
/// it was made, and what few calls come to is in a box of its own.
pub(super) async fn run(shared: &Arc<Shared>, mut draft: Box<Draft>) -> Result<Arrival> {
    let name = draft.operation.name;
    draft.begin_stream(shared);
    let again = Again::of(shared, &draft);
    if !platform::has_timers() {
        return Err(Error::build("the call was not made inside a tokio runtime").during(name));
    }
    let limit = draft.limit(shared);
    let mut work = pin!(async {
        let mut plan = draft.assemble(shared)?;
        plan.measure().await?;
        attempts(shared, &plan).await
    });
    let outcome = platform::timeout(limit, work.as_mut()).await;
    outcome
        .unwrap_or_else(|_| Err(timed_out(limit)))
        .map(|arrival| arrival.with_again(again))
        .map_err(|error| error.during(name))
}

fn timed_out(limit: Duration) -> Error {
    Error::new(
        ErrorKind::Timeout,
        format!("no complete answer within {limit:?}"),
    )
}

/// Makes attempts until one succeeds or none may follow.
pub(super) async fn attempts(shared: &Shared, plan: &Plan) -> Result<Arrival> {
    let mut number = 1;
    let mut renewed = false;
    loop {
        let (error, request) = match attempt(shared, plan, number).await? {
            Ok(arrival) => {
                shared.budget.deposit();
                return Ok(arrival);
            }
            Err(failed) => *failed,
        };
        if !plan.is_resendable() {
            return Err(error);
        }
        let mut schemes = plan.schemes.iter();
        if !renewed && schemes.any(|scheme| scheme.renew(&request, &error)) {
            renewed = true;
            continue;
        }
        let delay = delay(plan, &error, number).filter(|_| shared.budget.withdraw());
        let Some(delay) = delay else {
            return Err(error);
        };
        trace::repeated(&plan.name, number, delay);
        platform::sleep(delay).await;
        number += 1;
    }
}

/// Why an attempt failed, and the request that was sent.
pub(super) type Failed = Box<(Error, Request)>;

/// One attempt, in its span and under the eyes of the hooks. The outer error is that nothing could be sent.
async fn attempt(
    shared: &Shared,
    plan: &Plan,
    number: u32,
) -> Result<std::result::Result<Arrival, Failed>> {
    let mut request = plan.request(shared).await?;
    let watched = Watched::begin(shared, plan, number, &mut request);
    let span = Span::new(&watched.attempt, &request);
    let copy = plan.is_unique(shared).then(|| Box::new(request.clone()));
    let mut request = Some(request);
    let outcome = {
        let method = &watched.attempt.method;
        let work = round_trip::exchange(shared, plan, &mut request, method, copy.as_deref());
        span.around(pin!(work)).await
    };
    let outcome = match outcome {
        Ok(arrival) => Ok(arrival),
        Err(error) => Err(Box::pin(failed(shared, plan, copy, error)).await?),
    };
    watched.end(&span, &outcome);
    Ok(outcome)
}

/// What is left of an attempt that failed. `copy` is the request, where one was kept.
async fn failed(
    shared: &Shared,
    plan: &Plan,
    copy: Option<Box<Request>>,
    error: Error,
) -> Result<Failed> {
    let mut request = match copy {
        Some(request) => *request,
        None => plan.request(shared).await?,
    };
    Ok(Box::new((plan.censor(error, &mut request), request)))
}

/// The wait before the next attempt. One that would outlast the call is pointless: the error at hand says more than a timeout.
fn delay(plan: &Plan, error: &Error, attempt: u32) -> Option<Duration> {
    let delay = plan
        .retry
        .delay(error, attempt)
        .filter(|_| plan.retry.allows(plan.repeatable))?;
    let in_time = plan.deadline.is_none_or(|deadline| {
        Instant::now()
            .checked_add(delay)
            .is_some_and(|end| end < deadline)
    });
    in_time.then_some(delay)
}
