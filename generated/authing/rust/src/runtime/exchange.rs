//! The way of a call: attempts, until one succeeds or none may follow.
//!
//! Takes a [`Plan`] and gives an [`Arrival`] or the error of the last attempt. It knows credentials only as schemes to apply, and
//! judges nothing itself: `redirect`, `verdict`, `retry` decide. Invariant: a call is repeated only when its plan allows it, except
//! once after a credential was renewed, since a refused call has had no effect.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap};

use super::again::Again;
use super::answer::{Answer, Arrival};
use super::attempt::{Outcome, Watched};
use super::auth::{AuthContext, Authenticate};
use super::body::RequestBody;
use super::client::Shared;
use super::draft::Draft;
use super::error::{Error, ErrorKind, Result};
use super::operation::{Envelope, lists};
use super::platform::{self, Instant};
use super::redirect::{self, MOST_REDIRECTS};
use super::rest::Rest;
use super::retry::RetryPolicy;
use super::trace::{self, Span};
use super::transport::{Incoming, Request, Stage, TransportError};
use super::verdict;

/// A request that is ready but for its credentials, and the rules for sending it.
pub(super) struct Plan {
    pub(super) name: Cow<'static, str>,
    /// The path template; empty where there is none.
    pub(super) route: &'static str,
    pub(super) request: Request,
    /// Headers of the caller, laid over everything, credentials included.
    pub(super) overrides: HeaderMap,
    pub(super) schemes: Vec<Arc<dyn Authenticate>>,
    pub(super) envelope: Option<&'static Envelope>,
    pub(super) answers: &'static [u16],
    /// The statuses of answers that are handed on as they come.
    pub(super) streams: &'static [u16],
    pub(super) until: Option<&'static str>,
    /// How long the server may stay silent, where that is limited.
    pub(super) read_timeout: Option<Duration>,
    /// How long an answer that is handed on may stay silent.
    pub(super) patience: Duration,
    /// Where a refusal without envelope has its code and its message.
    pub(super) code: Option<&'static str>,
    pub(super) message: Option<&'static str>,
    pub(super) repeatable: bool,
    pub(super) retry: RetryPolicy,
    pub(super) deadline: Option<Instant>,
}

/// Makes a call within its time limit.
pub(super) async fn run(shared: &Arc<Shared>, draft: Draft) -> Result<Arrival> {
    let name = draft.operation.name;
    let again = Again::of(shared, &draft);
    if !platform::has_timers() {
        return Err(Error::build("the call was not made inside a tokio runtime").during(name));
    }
    let limit = draft.limit(shared);
    let work = async {
        let mut plan = draft.assemble(shared)?;
        if let Some(body) = &mut plan.request.body {
            body.measure().await?;
        }
        attempts(shared, &plan).await
    };
    let outcome = platform::timeout(limit, work).await;
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
    let mut attempt = 1;
    let mut renewed = false;
    loop {
        let mut request = authenticated(shared, plan).await?;
        let error = match watched(shared, plan, attempt, &mut request).await {
            Ok(arrival) => {
                shared.budget.deposit();
                return Ok(arrival);
            }
            Err(error) => error,
        };
        if !plan
            .request
            .body
            .as_ref()
            .is_none_or(RequestBody::is_repeatable)
        {
            return Err(error);
        }
        if !renewed
            && plan
                .schemes
                .iter()
                .any(|scheme| scheme.renew(&request, &error))
        {
            renewed = true;
            continue;
        }
        let delay = delay(plan, &error, attempt).filter(|_| shared.budget.withdraw());
        let Some(delay) = delay else {
            return Err(error);
        };
        trace::repeated(&plan.name, attempt, delay);
        platform::sleep(delay).await;
        attempt += 1;
    }
}

/// The wait before the next attempt. One that would outlast the call is pointless: the error at hand says more than a timeout.
fn delay(plan: &Plan, error: &Error, attempt: u32) -> Option<Duration> {
    let delay = plan
        .retry
        .delay(error, attempt)
        .filter(|_| plan.repeatable)?;
    let in_time = plan.deadline.is_none_or(|deadline| {
        Instant::now()
            .checked_add(delay)
            .is_some_and(|end| end < deadline)
    });
    in_time.then_some(delay)
}

async fn authenticated(shared: &Shared, plan: &Plan) -> Result<Request> {
    let mut request = plan.request.clone();
    let context = AuthContext::new(shared, plan.deadline);
    for scheme in &plan.schemes {
        scheme.apply(&mut request, &context).await?;
    }
    for (name, value) in &plan.overrides {
        request.headers.insert(name, value.clone());
    }
    Ok(request)
}

/// One attempt, in its span and under the eyes of the hooks.
async fn watched(
    shared: &Shared,
    plan: &Plan,
    number: u32,
    request: &mut Request,
) -> Result<Arrival> {
    let watched = Watched::begin(shared, plan, number, request);
    let span = Span::new(&watched.attempt, request);
    let outcome = span.around(exchange(shared, plan, request)).await;
    let outcome =
        outcome.map_err(|error| error.during(plan.name.clone()).without(&request.secrets));
    let told = Outcome::of(&outcome, watched.elapsed());
    span.end(&told);
    watched.end(&told);
    outcome
}

/// One attempt: sends the request, follows redirects, reads the body and judges it; an answer that is handed on as it comes is
/// judged by its head alone.
async fn exchange(shared: &Shared, plan: &Plan, request: &Request) -> Result<Arrival> {
    let mut next = Cow::Borrowed(request);
    for _ in 0..=MOST_REDIRECTS {
        let sending = shared.transport.send(Request::clone(&next));
        let incoming = patiently(plan, sending).await?;
        match redirect::target(&next, &incoming, plan.answers) {
            Some(target) => next = Cow::Owned(target),
            None if is_handed_on(plan, &incoming) => return Ok(open(shared, plan, incoming)),
            None => {
                let answer = verdict::judge(plan, read(shared, plan, incoming).await?)?;
                return Ok(Arrival::whole(answer));
            }
        }
    }
    Err(Error::new(ErrorKind::Transport, "too many redirects")
        .alter(|parts| parts.transient = false))
}

/// Whether an answer is handed on as it comes. JSON in an API that wraps its answers may be a refusal, so it is looked at first.
fn is_handed_on(plan: &Plan, incoming: &Incoming) -> bool {
    let media = incoming.headers.get(CONTENT_TYPE);
    let is_json = media.is_some_and(|media| media.as_bytes().starts_with(b"application/json"));
    lists(plan.streams, incoming.status.as_u16())
        && verdict::is_answer(incoming.status, plan.answers)
        && !(is_json && plan.envelope.is_some())
}

fn open(shared: &Shared, plan: &Plan, incoming: Incoming) -> Arrival {
    let Incoming {
        status,
        headers,
        body,
    } = incoming;
    let rest = Rest::new(body, plan.name.clone(), plan.patience, shared.max_body_size);
    let answer = Answer {
        operation: plan.name.clone(),
        status,
        headers,
        body: Bytes::new(),
        request_id: None,
    };
    Arrival::open(answer, rest, plan.until)
}

/// Reads a body up to the size limit. A refusal is told even when its body is larger; an answer is not, as half of it is of no use.
async fn read(shared: &Shared, plan: &Plan, incoming: Incoming) -> Result<Answer> {
    let Incoming {
        status,
        headers,
        mut body,
    } = incoming;
    let mut whole = verdict::Collector::new(shared.max_body_size);
    let broken = |error: Error| error.alter(|parts| parts.status = Some(status));
    while whole.has_room() {
        match patiently(plan, body.chunk()).await.map_err(broken)? {
            Some(piece) => whole.push(piece),
            None => break,
        }
    }
    let complete = whole.has_room();
    let answer = Answer {
        operation: plan.name.clone(),
        status,
        headers,
        body: whole.finish(),
        request_id: None,
    };
    if complete || !verdict::is_answer(status, plan.answers) {
        return Ok(answer);
    }
    let limit = shared.max_body_size;
    let error = Error::new(
        ErrorKind::Decode,
        format!("the body of the answer is larger than {limit} bytes"),
    );
    Err(answer.attach(error).alter(|parts| parts.body = None))
}

/// Waits for the transport, as long as the server may be silent.
async fn patiently<T>(
    plan: &Plan,
    work: impl Future<Output = std::result::Result<T, TransportError>>,
) -> Result<T> {
    let Some(limit) = plan.read_timeout else {
        return work.await.map_err(not_sent);
    };
    match platform::timeout(limit, work).await {
        Ok(outcome) => outcome.map_err(not_sent),
        Err(_) => Err(silent(limit)),
    }
}

/// The server has said nothing for too long.
pub(super) fn silent(limit: Duration) -> Error {
    let text = format!("nothing more came within {limit:?}");
    Error::new(ErrorKind::Timeout, text)
}

pub(super) fn not_sent(error: TransportError) -> Error {
    let (kind, text) = match error.stage {
        Stage::Connection => (
            ErrorKind::Transport,
            "the connection failed before the answer was complete",
        ),
        Stage::Timeout => (ErrorKind::Timeout, "the server did not answer in time"),
        Stage::Request => (ErrorKind::Build, "the request could not be sent as it is"),
        Stage::Strayed => (
            ErrorKind::Transport,
            "the HTTP client of the app followed a redirect to another server",
        ),
    };
    Error::new(kind, text)
        .caused_by(error.cause)
        .alter(|parts| parts.transient &= error.stage != Stage::Strayed)
}
