//! A request in the making.
//!
//! Collects what the setters of a generated request builder are given, and turns it into a [`Plan`] when the call is sent. It knows
//! where each value belongs, not its type. Invariant: setting a name again replaces it, and a request that cannot be built is an
//! error before anything is sent.

use std::borrow::Cow;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue};

use super::address;
use super::body::RequestBody;
use super::client::Shared;
use super::error::{Error, Result};

use super::headers;
use super::operation::{Method, Operation};
use super::options::CallOptions;
use super::param::Param;
use super::place;
use super::plan::{Plan, Source};
use super::platform::Instant;
use super::random;
use super::rest::Deadline;
use super::route;
use super::secret::Secret;
use super::style::Style;
use super::transport::Request;

/// The name of a parameter, as the spec or the caller spells it.
pub(super) type Name = Cow<'static, str>;

#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) operation: &'static Operation,
    path: Vec<(Name, (Param, Style))>,
    query: Vec<(Name, (Param, Style))>,
    headers: Vec<(Name, (Param, Style))>,
    cookies: Vec<(Name, (Param, Style))>,
    body: Option<std::result::Result<(String, RequestBody), String>>,
    /// Whether the body is one that the caller wrote, which goes instead of any other.
    is_raw: bool,
    /// The media type in which the body is written, where the caller chose it.
    pub(super) content_type: Option<String>,
    /// Whether the body stays behind.
    pub(super) is_without_body: bool,
    /// The media types that are asked for, where they are not those of the operation.
    pub(super) accept: Option<&'static str>,
    /// The statuses whose answers are handed on as they come, where they are not those of the operation.
    pub(super) streams: Option<&'static [u16]>,
    /// The address to go to, relative to the one that the rest makes.
    pub(super) link: Option<String>,
    pub(super) options: CallOptions,
    /// When the stream that the call gives has to be over, however often it is taken up again.
    stream_end: Option<Deadline>,
    /// The secrets among the values.
    pub(super) secrets: Vec<Secret>,
    /// The key by which the server knows the call again, the same in all attempts.
    key: Option<String>,
}

impl Draft {
    pub(super) fn new(operation: &'static Operation) -> Self {
        let options = CallOptions::default();
        Self {
            operation,
            path: vec![],
            query: vec![],
            headers: vec![],
            cookies: vec![],
            body: None,
            is_raw: false,
            content_type: None,
            is_without_body: false,
            accept: None,
            streams: None,
            link: None,
            options,
            stream_end: None,
            secrets: vec![],
            key: None,
        }
    }

    pub(super) fn path(&mut self, name: Name, value: Param, style: Style) {
        replace(&mut self.path, name, (value, style));
    }

    pub(super) fn query(&mut self, name: Name, value: Param, style: Style) {
        replace(&mut self.query, name, (value, style));
    }

    pub(super) fn header(&mut self, name: Name, value: Param, style: Style) {
        replace(&mut self.headers, name, (value, style));
    }

    pub(super) fn cookie(&mut self, name: Name, value: Param, style: Style) {
        replace(&mut self.cookies, name, (value, style));
    }

    /// Takes an encoded body and its media type. A fault of the encoding waits until the call is sent, where there is somebody to report it to.
    pub(super) fn body<E: ToString>(
        &mut self,
        encoded: std::result::Result<(String, RequestBody), E>,
    ) {
        if self.is_raw {
            return;
        }
        let fault = |error: E| super::json_path::without_values(&error.to_string());
        self.body = Some(encoded.map_err(fault));
    }

    /// Takes a body that the caller wrote.
    pub(super) fn raw_body(&mut self, media: String, body: RequestBody) {
        self.body = Some(Ok((media, body)));
        self.is_raw = true;
    }

    /// The longest time for the call.
    pub(super) fn limit(&self, shared: &Shared) -> Duration {
        self.options.timeout.unwrap_or(shared.timeout)
    }

    /// Begins the time that the stream of the call has.
    pub(super) fn begin_stream(&mut self, shared: &Shared) {
        let limit = self.options.stream_timeout.or(shared.stream_timeout);
        self.stream_end = self.stream_end.or_else(|| Deadline::after(limit?));
    }

    /// A link is an address to read, whatever the call before was (RFC 8288).
    fn method(&self) -> Method {
        match self.link {
            Some(_) => Method::Get,
            None => self.operation.method,
        }
    }

    /// Whether the call may be sent again.
    pub(super) fn is_repeatable(&self) -> bool {
        self.operation.repeatable || self.link.is_some()
    }

    /// What the call is given as its body; a link has none, and neither has a call whose caller leaves it out.
    fn own_body(&self) -> Option<&std::result::Result<(String, RequestBody), String>> {
        let is_sent = self.link.is_none() && !self.is_without_body;
        self.body.as_ref().filter(|_| is_sent)
    }

    /// The body, where it could be written.
    pub(super) fn encoded_body(&self) -> Option<&RequestBody> {
        let body = self.own_body()?.as_ref();
        body.ok().map(|(_, body)| body)
    }

    pub(super) fn encoded_body_mut(&mut self) -> Option<&mut RequestBody> {
        let is_sent = !self.is_without_body;
        let body = self.body.as_mut().filter(|_| is_sent)?.as_mut();
        body.ok().map(|(_, body)| body)
    }

    /// The plan of the call.
    pub(super) fn assemble(mut self: Box<Self>, shared: &Shared) -> Result<Plan> {
        self.check_params()?;
        let (operation, limit) = (self.operation, self.limit(shared));
        let read_timeout = self.options.read_timeout.or(shared.read_timeout);
        let mut overrides = HeaderMap::new();
        for (name, value) in &self.options.headers {
            // Nothing tells whether the caller's header is a credential, so each is treated as one.
            headers::set_secret(&mut overrides, headers::name(name)?, value)?;
        }
        let mut pairs = String::new();
        for (name, value) in &self.options.query {
            place::push_query(&mut pairs, name, value, Style::FORM);
        }
        let retry = self.options.retry.take();
        let name_of_key = operation.idempotency_key.filter(|_| self.link.is_none());
        self.key = name_of_key.map(|_| random::uuid());
        Ok(Plan {
            name: Cow::Borrowed(operation.name),
            route: operation.route,
            overrides,
            pairs,
            schemes: shared.schemes(operation.auth, self.options.credentials.as_ref())?,
            envelope: operation.envelope,
            answers: operation.answers,
            streams: self.streams.unwrap_or(operation.streams),
            streamed_as: if self.streams.is_some() {
                &[]
            } else {
                operation.streamed_as
            },
            until: operation.until,
            read_timeout,
            patience: read_timeout.unwrap_or(limit),
            stream_end: self.stream_end,
            error_bytes: AtomicUsize::new(0),
            code: operation.code,
            message: operation.message,
            repeatable: self.is_repeatable(),
            retry: retry.unwrap_or_else(|| shared.retry.clone()),
            deadline: Instant::now().checked_add(limit),
            source: Source::Draft(self),
        })
    }

    /// The request, without its credentials.
    pub(super) fn request(&self, shared: &Shared) -> Result<Request> {
        let mut request = Request::new(self.method().to_http()?, self.url(shared)?);
        request.headers = self.own_headers(shared)?;
        if let Some(encoded) = self.own_body() {
            let (media, body) = encoded
                .as_ref()
                .map_err(|fault| Error::build(format!("the body could not be written: {fault}")))?;
            headers::set_known(&mut request.headers, CONTENT_TYPE, media)?;
            request.body = Some(body.clone());
        }
        Ok(request)
    }

    /// Refuses a call with a parameter that could not be written: sent without it, the call would mean something else.
    fn check_params(&self) -> Result<()> {
        let lists = [&self.path, &self.query, &self.headers, &self.cookies];
        let own = lists.into_iter().flatten();
        let own = own.map(|(name, (value, _))| (name.as_ref(), value));
        let others = self.options.query.iter();
        let others = others.map(|(name, value)| (name.as_str(), value));
        for (name, value) in own.chain(others) {
            if let Some(reason) = value.fault() {
                let message = format!("the parameter `{name}` could not be written: {reason}");
                return Err(Error::build(message));
            }
        }
        Ok(())
    }

    fn url(&self, shared: &Shared) -> Result<Url> {
        let path = route::expand(self.operation.route, &self.path)?;
        let own = self.operation.server.filter(|_| !shared.is_server_chosen);
        let server = match own {
            Some(server) => address::parse(server)?,
            None => shared.server.clone(),
        };
        let mut query = String::new();
        for (name, (value, style)) in &self.query {
            place::push_query(&mut query, name, value, *style);
        }
        let url = address::of(server, &path, &query);
        match &self.link {
            Some(link) => address::follow(&url, link),
            None => Ok(url),
        }
    }

    fn own_headers(&self, shared: &Shared) -> Result<HeaderMap> {
        let mut own = shared.headers.clone();
        let accept = self.accept.unwrap_or(self.operation.accept);
        own.insert(ACCEPT, HeaderValue::from_static(accept));
        for (name, (value, style)) in &self.headers {
            if let Some(text) = place::header(value, *style) {
                headers::set(&mut own, name, &text)?;
            }
        }
        if let (Some(name), Some(key)) = (self.operation.idempotency_key, &self.key)
            && !own.contains_key(name)
        {
            headers::set(&mut own, name, key)?;
        }
        let pairs: Vec<_> = self
            .cookies
            .iter()
            .filter_map(|(name, (value, style))| place::cookie(name, value, *style))
            .collect();
        if !pairs.is_empty() {
            headers::set_secret(&mut own, COOKIE, &pairs.join("; "))?;
        }
        Ok(own)
    }
}

fn replace<T>(entries: &mut Vec<(Name, T)>, name: Name, value: T) {
    match entries.iter_mut().find(|(known, _)| *known == name) {
        Some((_, old)) => *old = value,
        None => entries.push((name, value)),
    }
}
