//! One attempt: a request goes out, and its answer comes back.
//!
//! Follows redirects, waits as long as the server may be silent, and reads the body; an answer that is handed on as it comes is judged
//! by its head alone. It knows nothing of retries. Invariant: never more of a body is kept than the client allows.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;

use super::answer::{Answer, Arrival};
use super::client::Shared;
use super::error::{Error, ErrorKind, Result};
use super::media;
use super::operation::lists;
use super::plan::Plan;
use super::platform;
use super::redirect::{self, Followed, MOST_REDIRECTS};
use super::rest::{Patience, Rest};
use super::transport::{Incoming, Request, Stage, TransportError};
use super::verdict;

/// Sends a request and follows redirects. `copy` is the same request, where one was kept; most are not, since a copy costs more than
/// all else that is done here, and few answers are redirects. The request is taken out of its place, and `method` is its method.
pub(super) async fn exchange(
    shared: &Shared,
    plan: &Plan,
    request: &mut Option<Request>,
    method: &Method,
    copy: Option<&Request>,
) -> Result<Arrival> {
    let Some(sending) = request.take().map(|request| shared.transport.send(request)) else {
        return Err(Error::build("the request of an attempt is sent once"));
    };
    let mut incoming = patiently(plan, sending).await?;
    if redirect::leads_on(method, incoming.status, followed(shared, plan)) {
        incoming = Box::pin(follow(shared, plan, copy, incoming)).await?;
    }
    if is_handed_on(plan, &incoming) {
        return Ok(open(shared, plan, incoming));
    }
    let is_answer = verdict::is_answer(incoming.status, plan.answers);
    let limit = if is_answer {
        shared.max_body_size
    } else {
        plan.error_room(shared)
    };
    let body = read(plan, limit, &mut incoming).await?;
    if !is_answer {
        plan.spend_error_room(body.bytes.len());
    }
    let answer = whole(plan, limit, incoming, body)?;
    verdict::judge(plan, answer).map(Arrival::whole)
}

fn followed<'a>(shared: &Shared, plan: &'a Plan) -> Followed<'a> {
    Followed {
        declared: plan.answers,
        multiple_choices: shared.follows_multiple_choices,
    }
}

/// Follows redirects, the first of which is `incoming`, to the answer that is to be taken as it is.
async fn follow(
    shared: &Shared,
    plan: &Plan,
    copy: Option<&Request>,
    mut incoming: Incoming,
) -> Result<Incoming> {
    let mut from = match copy {
        Some(request) => request.clone(),
        None => plan.request(shared).await?,
    };
    for _ in 0..MOST_REDIRECTS {
        let Some(target) = redirect::target(&from, &incoming, followed(shared, plan)) else {
            return Ok(incoming);
        };
        from = target.clone();
        incoming = patiently(plan, shared.transport.send(target)).await?;
        if !redirect::leads_on(&from.method, incoming.status, followed(shared, plan)) {
            return Ok(incoming);
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
        && (plan.streamed_as.is_empty() || media::is_any(plan.streamed_as, &incoming.headers))
        && verdict::is_answer(incoming.status, plan.answers)
        && !(is_json && plan.envelope.is_some())
}

fn open(shared: &Shared, plan: &Plan, incoming: Incoming) -> Arrival {
    let Incoming {
        status,
        headers,
        body,
    } = incoming;
    let rest = Rest::new(
        body,
        plan.name.clone(),
        Patience {
            silence: plan.patience,
            whole: plan.stream_end,
        },
        shared.max_body_size,
    );
    let answer = Answer {
        operation: plan.name.clone(),
        status,
        headers,
        body: Bytes::new(),
        request_id: None,
    };
    Arrival::open(answer, rest, plan.until)
}

/// A body that was read, or as much of it as there was room for.
struct Read {
    bytes: Bytes,
    is_complete: bool,
}

/// Reads a body up to the size limit.
async fn read(plan: &Plan, limit: usize, incoming: &mut Incoming) -> Result<Read> {
    let mut whole = verdict::Collector::new(limit);
    while whole.has_room() {
        match patiently(plan, incoming.body.chunk()).await {
            Ok(Some(piece)) => whole.push(piece),
            Ok(None) => break,
            Err(error) => return Err(error.alter(|parts| parts.status = Some(incoming.status))),
        }
    }
    Ok(Read {
        is_complete: whole.has_room(),
        bytes: whole.finish(),
    })
}

/// The answer with its body. A refusal is told even when its body is larger than the limit; an answer is not, as half of it is of no use.
fn whole(plan: &Plan, limit: usize, incoming: Incoming, body: Read) -> Result<Answer> {
    let answer = Answer {
        operation: plan.name.clone(),
        status: incoming.status,
        headers: incoming.headers,
        body: body.bytes,
        request_id: None,
    };
    if body.is_complete || !verdict::is_answer(answer.status, plan.answers) {
        return Ok(answer);
    }
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

/// The stream has gone on for too long.
pub(super) fn overdue(limit: Duration) -> Error {
    let text = format!("the stream was not over within {limit:?}");
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
