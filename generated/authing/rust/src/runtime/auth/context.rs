//! What a scheme may do while it applies a credential.
//!
//! Lent to `Authenticate::apply`; sends requests for credentials through the client's transport, with its retries and within the time
//! limit of the call that waits. It knows nothing of schemes. Invariant: such a request carries no credential of another slot, and the
//! app's default headers only when it goes to the client's own server.

use std::borrow::Cow;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue, USER_AGENT};

use super::super::answer::{self, Response};
use super::super::client::Shared;
use super::super::error::{Error, Result};
use super::super::exchange;
use super::super::operation::{Envelope, Method};
use super::super::plan::{Plan, Source};
use super::super::platform::Instant;
use super::super::transport::Request;

/// The means to fetch a credential.
pub struct AuthContext<'a> {
    shared: &'a Shared,
    deadline: Option<Instant>,
}

impl<'a> AuthContext<'a> {
    pub(in super::super) fn new(shared: &'a Shared, deadline: Option<Instant>) -> Self {
        Self { shared, deadline }
    }

    /// A request to `address`: a path on the client's server, or a whole URL.
    pub fn request(&self, method: Method, address: &str) -> Result<Request> {
        let server = &self.shared.server;
        let url = if address.contains("://") {
            reqwest::Url::parse(address)
        } else {
            reqwest::Url::parse(&format!(
                "{}/{}",
                server.as_str().trim_end_matches('/'),
                address.trim_start_matches('/')
            ))
        };
        let url = url.map_err(|error| {
            Error::build("the address for fetching a credential is no URL").caused_by(error)
        })?;
        let at_home = url.origin() == server.origin();
        let mut request = Request::new(method.to_http()?, url);
        request.headers = if at_home {
            self.shared.headers.clone()
        } else {
            self.introduction()
        };
        request
            .headers
            .insert(ACCEPT, HeaderValue::from_static("application/json"));
        Ok(request)
    }

    fn introduction(&self) -> HeaderMap {
        let agent = self.shared.headers.get(USER_AGENT).cloned();
        agent.map(|agent| (USER_AGENT, agent)).into_iter().collect()
    }

    /// Sends a request that is safe to repeat. Refusals are errors, reported under `name`.
    pub async fn send(
        &self,
        name: &'static str,
        request: Request,
        envelope: Option<&'static Envelope>,
    ) -> Result<Response<Bytes>> {
        let plan = Plan {
            name: Cow::Borrowed(name),
            route: "",
            source: Source::Request(Box::new(request)),
            overrides: HeaderMap::new(),
            pairs: String::new(),
            schemes: Vec::new(),
            envelope,
            answers: &[],
            streams: &[],
            streamed_as: &[],
            until: None,
            read_timeout: self.shared.read_timeout,
            patience: Duration::MAX,
            stream_end: None,
            error_bytes: AtomicUsize::new(0),
            code: None,
            message: None,
            repeatable: true,
            retry: self.shared.retry.clone(),
            deadline: self.deadline,
        };
        answer::bytes(exchange::attempts(self.shared, &plan).await?.answer)
    }
}
