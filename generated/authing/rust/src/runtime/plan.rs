//! What is sent, as often as it takes.
//!
//! A [`Plan`] makes the request of each attempt anew, credentials included, instead of keeping one and copying it: most calls need a
//! single attempt. It knows the rules of the call and applies none. Invariant: every request of a plan without renewable
//! credentials is the same.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::header::HeaderMap;

use super::address;
use super::auth::{AuthContext, Authenticate};
use super::body::RequestBody;
use super::client::Shared;
use super::draft::Draft;
use super::error::{Error, Result};
use super::headers;
use super::operation::Envelope;
use super::platform::Instant;
use super::rest::Deadline;
use super::retry::RetryPolicy;
use super::transport::Request;

/// Where the request of a plan comes from.
pub(super) enum Source {
    /// It is built of what the caller set.
    Draft(Box<Draft>),
    /// It is there but for its credentials.
    Request(Box<Request>),
}

/// What a request is made of, and the rules for sending it.
pub(super) struct Plan {
    pub(super) name: Cow<'static, str>,
    /// The path template; empty where there is none.
    pub(super) route: &'static str,
    pub(super) source: Source,
    /// Headers of the caller, laid over everything, credentials included.
    pub(super) overrides: HeaderMap,
    /// Pairs of the caller, laid over the query in the same way.
    pub(super) pairs: String,
    pub(super) schemes: Vec<Arc<dyn Authenticate>>,
    pub(super) envelope: Option<&'static Envelope>,
    pub(super) answers: &'static [u16],
    /// The statuses of answers that are handed on as they come.
    pub(super) streams: &'static [u16],
    /// The media types that such answers have, where others have the same status; none where all are handed on.
    pub(super) streamed_as: &'static [&'static str],
    pub(super) until: Option<&'static str>,
    /// How long the server may stay silent, where that is limited.
    pub(super) read_timeout: Option<Duration>,
    /// How long an answer that is handed on may stay silent.
    pub(super) patience: Duration,
    /// When an answer that is handed on has to be over.
    pub(super) stream_end: Option<Deadline>,
    /// How many bytes of the bodies of errors were read, in all attempts together.
    pub(super) error_bytes: AtomicUsize,
    /// Where a refusal without envelope has its code and its message.
    pub(super) code: Option<&'static str>,
    pub(super) message: Option<&'static str>,
    pub(super) repeatable: bool,
    pub(super) retry: RetryPolicy,
    pub(super) deadline: Option<Instant>,
}

impl Plan {
    /// How many bytes of the body of an error may still be read. A compressed body costs a server little and its client much, so
    /// attempts share what one answer may have.
    pub(super) fn error_room(&self, shared: &Shared) -> usize {
        let read = self.error_bytes.load(Ordering::Relaxed);
        shared.max_body_size.saturating_sub(read)
    }

    /// Takes note of the bytes of an error's body.
    pub(super) fn spend_error_room(&self, bytes: usize) {
        self.error_bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// A request for an attempt, with its credentials.
    pub(super) async fn request(&self, shared: &Shared) -> Result<Request> {
        let mut request = match &self.source {
            Source::Draft(draft) => draft.request(shared)?,
            Source::Request(request) => Request::clone(request),
        };
        let context = AuthContext::new(shared, self.deadline);
        for scheme in &self.schemes {
            scheme.apply(&mut request, &context).await?;
        }
        for (name, value) in &self.overrides {
            request.headers.insert(name, value.clone());
        }
        address::lay_over(&mut request.url, &self.pairs);
        Ok(request)
    }

    /// Whether the request could not be made again as it was.
    pub(super) fn is_unique(&self, shared: &Shared) -> bool {
        let is_fixed = self.schemes.iter().all(|scheme| scheme.is_fixed());
        !(is_fixed && shared.hooks.is_empty())
    }

    /// Looks up how long the files are that are sent.
    pub(super) async fn measure(&mut self) -> Result<()> {
        let body = match &mut self.source {
            Source::Draft(draft) => draft.encoded_body_mut(),
            Source::Request(request) => request.body.as_mut(),
        };
        match body {
            Some(body) => body.measure().await,
            None => Ok(()),
        }
    }

    /// Whether what is sent can be sent once more.
    pub(super) fn is_resendable(&self) -> bool {
        let body = match &self.source {
            Source::Draft(draft) => draft.encoded_body(),
            Source::Request(request) => request.body.as_ref(),
        };
        body.is_none_or(RequestBody::is_repeatable)
    }

    /// Blanks what is secret in a request wherever the server repeats it in an error.
    pub(super) fn censor(&self, error: Error, request: &mut Request) -> Error {
        headers::hide_secrets(request);
        if let Source::Draft(draft) = &self.source {
            request.secrets.extend(draft.secrets.iter().cloned());
            request
                .secrets
                .extend(draft.options.secrets.iter().cloned());
        }
        error.during(self.name.clone()).without(&request.secrets)
    }
}
