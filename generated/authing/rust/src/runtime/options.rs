//! What a caller may change about a single call.
//!
//! Filled by hand, handed to a request builder by `with`, read by `draft`. It knows nothing of the endpoint. Invariant: whatever is
//! set here wins over the client's settings and over what the operation would send.

use std::fmt;
use std::time::Duration;

use super::param::{Param, ToParam};
use super::request_context::RequestContext;
use super::retry::RetryPolicy;
use super::secret::Secret;

/// Options of one call.
#[derive(Clone, Default)]
pub struct CallOptions {
    pub(super) timeout: Option<Duration>,
    pub(super) read_timeout: Option<Duration>,
    pub(super) stream_timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) query: Vec<(String, Param)>,
    pub(super) credentials: Option<Credentials>,
    /// The secrets among the values.
    pub(super) secrets: Vec<Secret>,
}

/// Which of a client's credentials go with a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Credentials {
    /// None.
    Without,
    /// Those of the first alternative with a credential that was set by this option of the builder.
    Of(String),
}

impl CallOptions {
    /// No option set: the client's settings hold.
    pub fn new() -> Self {
        Self::default()
    }

    /// The longest time for the whole call: retries, waits and the reading of the body included.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// The longest silence of the server: until the head of the answer is there, and between two pieces of its body.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.read_timeout = Some(limit);
        self
    }

    /// The longest time for the whole of a stream or a download, from the call on: connections that it is taken up with again
    /// included, whatever the server sends to keep it alive.
    pub fn stream_timeout(mut self, limit: Duration) -> Self {
        self.stream_timeout = Some(limit);
        self
    }

    /// How this call is repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// A header; it replaces one of the same name, credentials included.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// A query parameter; it replaces those of the same name, credentials included.
    pub fn query(mut self, name: impl Into<String>, value: impl ToParam) -> Self {
        let context = RequestContext::default();
        self.query.push((name.into(), value.to_param(&context)));
        self.secrets.extend(context.into_secrets());
        self
    }

    /// Which credential goes with the call, by the name of the builder's method that sets it, where the operation takes one of several.
    /// By default it is the first that the client has.
    pub fn credential(mut self, option: impl Into<String>) -> Self {
        self.credentials = Some(Credentials::Of(option.into()));
        self
    }

    /// Sends none of the client's credentials, for what the API also answers without, or for a header of the caller's own.
    pub fn without_credentials(mut self) -> Self {
        self.credentials = Some(Credentials::Without);
        self
    }

    /// Lays `newer` over these options.
    pub(super) fn merge(&mut self, newer: Self) {
        self.timeout = newer.timeout.or(self.timeout);
        self.read_timeout = newer.read_timeout.or(self.read_timeout);
        self.stream_timeout = newer.stream_timeout.or(self.stream_timeout);
        self.retry = newer.retry.or(self.retry.take());
        self.headers.extend(newer.headers);
        self.query.extend(newer.query);
        self.secrets.extend(newer.secrets);
        self.credentials = newer.credentials.or(self.credentials.take());
    }
}

/// Header and query values may be credentials, so only their names are shown.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("read_timeout", &self.read_timeout)
            .field("stream_timeout", &self.stream_timeout)
            .field("retry", &self.retry)
            .field(
                "headers",
                &self
                    .headers
                    .iter()
                    .map(|(name, _)| name)
                    .collect::<Vec<_>>(),
            )
            .field(
                "query",
                &self.query.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            )
            .field("credentials", &self.credentials)
            .finish()
    }
}
