//! Answer or refusal?
//!
//! Judges an answer that was read to its end, by its HTTP status and, where the API wraps its answers, by the status in the envelope.
//! It knows where the envelope keeps things, not what they mean to the app. Invariant: a refusal keeps everything the server said.

use bytes::{Bytes, BytesMut};
use reqwest::StatusCode;

use super::answer::Answer;
use super::error::{Error, ErrorKind, Refusal, Result};
use super::json;
use super::operation::{Envelope, lists};
use super::plan::Plan;
use super::platform;
use super::refusal;
use super::retry;

/// Whether a status tells of an answer, the operation's declared ones included.
pub(super) fn is_answer(status: StatusCode, declared: &[u16]) -> bool {
    status.is_success() || lists(declared, status.as_u16())
}

/// Lets a success through and turns a refusal into an error.
pub(super) fn judge(plan: &Plan, mut answer: Answer) -> Result<Answer> {
    let said = plan.envelope.map(|envelope| glance(envelope, &answer.body));
    let welcome = is_answer(answer.status, plan.answers);
    match said {
        None if welcome => Ok(answer),
        Some((request_id, true)) if welcome => {
            answer.request_id = request_id;
            Ok(answer)
        }
        _ => {
            let said = match plan.envelope {
                Some(envelope) => open(envelope, &answer.body),
                None => refusal::unwrapped(plan, &answer),
            };
            Err(refused(plan, answer, said))
        }
    }
}

/// The id of the request, and whether the envelope tells of a success. A body without a status is not wrapped, so it is no refusal
/// either. Answers are successes as a rule, so no more than this is looked at first.
fn glance(envelope: &Envelope, body: &[u8]) -> (Option<String>, bool) {
    let [status, request_id] = json::pick(body, [Some(envelope.status), envelope.request_id]);
    let fine = status
        .as_deref()
        .is_none_or(|status| envelope.success.contains(&status));
    (request_id, fine)
}

/// What the envelope says.
fn open(envelope: &Envelope, body: &[u8]) -> Refusal {
    let places = [
        Some(envelope.status),
        envelope.code,
        envelope.message,
        envelope.request_id,
    ];
    let [status, code, message, request_id] = json::pick(body, places);
    Refusal {
        status,
        code,
        message,
        request_id,
    }
}

fn refused(plan: &Plan, answer: Answer, said: Refusal) -> Error {
    let transient = retry::is_transient(answer.status.as_u16())
        || plan.envelope.is_some_and(|e| is_passing(e, &said));
    let retry_after = retry::retry_after(&answer.headers, platform::now());
    answer
        .attach(Error::new(ErrorKind::Api, "refused"))
        .alter(|parts| {
            let request_id = parts.envelope.request_id.take();
            parts.envelope = said;
            parts.envelope.request_id = parts.envelope.request_id.take().or(request_id);
            parts.data_at = plan.envelope.and_then(|envelope| envelope.data);
            parts.transient = transient;
            parts.retry_after = retry_after;
        })
}

/// Envelopes whose success is 200 speak in HTTP statuses; other numbers mean whatever the API says they mean.
fn is_passing(envelope: &Envelope, said: &Refusal) -> bool {
    let status = said
        .status
        .as_deref()
        .and_then(|status| status.parse().ok());
    envelope.success.contains(&"200") && status.is_some_and(retry::is_transient)
}

/// Gathers the pieces of a body, without a copy when there is but one.
pub(super) struct Collector {
    limit: usize,
    first: Bytes,
    rest: BytesMut,
    overflown: bool,
}

impl Collector {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            first: Bytes::new(),
            rest: BytesMut::new(),
            overflown: false,
        }
    }

    /// Whether everything so far has fitted.
    pub(super) fn has_room(&self) -> bool {
        !self.overflown
    }

    pub(super) fn push(&mut self, mut piece: Bytes) {
        let held = self.first.len() + self.rest.len();
        self.overflown = piece.len() > self.limit - held;
        piece.truncate(self.limit - held);
        if held == 0 {
            self.first = piece;
        } else {
            self.rest.extend_from_slice(&piece);
        }
    }

    pub(super) fn finish(self) -> Bytes {
        if self.rest.is_empty() {
            return self.first;
        }
        let mut whole = BytesMut::with_capacity(self.first.len() + self.rest.len());
        whole.extend_from_slice(&self.first);
        whole.extend_from_slice(&self.rest);
        whole.freeze()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENVELOPE: Envelope = Envelope {
        status: "statusCode",
        success: &["200"],
        code: Some("apiCode"),
        message: Some("message"),
        request_id: Some("requestId"),
        data: Some("data"),
    };

    #[test]
    fn the_envelope_decides() {
        assert!(glance(&ENVELOPE, br#"{"statusCode":200}"#).1);
        assert!(glance(&ENVELOPE, br#"{"access_token":"x"}"#).1);
        let refusal = br#"{"statusCode":499,"apiCode":2001,"message":"no","requestId":"r"}"#;
        assert_eq!(glance(&ENVELOPE, refusal), (Some("r".to_owned()), false));
        let said = open(&ENVELOPE, refusal);
        assert_eq!(
            (said.code.as_deref(), said.request_id.as_deref()),
            (Some("2001"), Some("r"))
        );
    }

    #[test]
    fn pieces_are_gathered_up_to_the_limit() {
        let mut whole = Collector::new(5);
        whole.push(Bytes::from_static(b"abc"));
        whole.push(Bytes::from_static(b"de"));
        assert!(whole.has_room());
        whole.push(Bytes::from_static(b"f"));
        assert!(!whole.has_room());
        assert_eq!(whole.finish(), "abcde");
    }
}
