//! From options to a client.
//!
//! The generated builders keep a [`Settings`] for what all clients have in common and put the meaning of their own options into it. It
//! knows no API. Invariant: nothing is checked before [`Settings::build`], so setters never fail and the first fault is reported
//! once, as an error.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{HeaderMap, USER_AGENT};

use super::attempt::Hook;
use super::auth::Authenticate;
use super::budget::RetryBudget;
use super::client::{Core, Shared, Slot};
use super::error::{Error, Result};
use super::headers;
use super::http::{Configure, HttpTransport};
use super::mode::Async;
use super::retry::RetryPolicy;
use super::transport::Transport;

/// The common options of a client.
#[derive(Clone)]
pub struct Settings {
    server: String,
    server_variables: Vec<(&'static str, String)>,
    is_server_chosen: bool,
    headers: Vec<(String, String)>,
    slots: Vec<Slot>,
    own_slots: Vec<usize>,
    transport: Option<Arc<dyn Transport>>,
    http_client: Option<reqwest::Client>,
    configure: Vec<Configure>,
    hooks: Vec<Arc<dyn Hook>>,
    retry: RetryPolicy,
    budget: RetryBudget,
    timeout: Duration,
    read_timeout: Option<Duration>,
    stream_timeout: Option<Duration>,
    follows_multiple_choices: bool,
    connect_timeout: Option<Duration>,
    max_body_size: usize,
    faults: Vec<String>,
}

/// How many headers of their own most calls have at most.
const HEADERS_OF_CALLS: usize = 8;

impl Settings {
    /// Settings that introduce themselves to servers as `user_agent`.
    pub fn new(user_agent: &str) -> Self {
        Self {
            server: String::new(),
            server_variables: Vec::new(),
            is_server_chosen: false,
            headers: vec![(USER_AGENT.to_string(), user_agent.to_owned())],
            slots: Vec::new(),
            own_slots: Vec::new(),
            transport: None,
            http_client: None,
            configure: Vec::new(),
            hooks: Vec::new(),
            retry: RetryPolicy::default(),
            budget: RetryBudget::default(),
            timeout: Duration::from_secs(30),
            read_timeout: None,
            stream_timeout: None,
            follows_multiple_choices: false,
            connect_timeout: Some(Duration::from_secs(10)),
            max_body_size: 64 * 1024 * 1024,
            faults: Vec::new(),
        }
    }

    /// The address that paths are appended to. `https://` is added when there is no scheme.
    pub fn server(&mut self, url: impl Into<String>) {
        self.server = url.into();
    }

    /// Says whether the app has chosen the server: every call goes there then, those too that have a server of their own.
    pub fn choose_server(&mut self, is_chosen: bool) {
        self.is_server_chosen = is_chosen;
    }

    /// Fills the place `{name}` of the address with one of some values, or with any where none are known.
    pub fn server_variable(&mut self, name: &'static str, value: Option<String>, known: &[&str]) {
        let Some(value) = value else { return };
        if !known.is_empty() && !known.contains(&value.as_str()) {
            let known = known.join("`, `");
            self.faults.push(format!("`{name}` is none of `{known}`"));
        }
        self.server_variables.push((name, value));
    }

    /// A header sent with each call; the last of a name wins.
    pub fn header(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.headers.push((name.into(), value.into()));
    }

    /// A header sent with each call, when its option was given.
    pub fn header_if(&mut self, name: &'static str, value: Option<String>) {
        if let Some(value) = value {
            self.header(name, value);
        }
    }

    /// The `user-agent` header.
    pub fn user_agent(&mut self, value: impl Into<String>) {
        self.header(USER_AGENT.as_str(), value);
    }

    /// Fills a credential slot, or only names it when the option that fills it was not given.
    pub fn scheme<A: Authenticate>(&mut self, slot: usize, name: &'static str, scheme: Option<A>) {
        if self.own_slots.contains(&slot) {
            return;
        }
        if self.slots.len() <= slot {
            self.slots.resize_with(slot + 1, Slot::default);
        }
        self.slots[slot] = Slot {
            name,
            scheme: scheme.map(|scheme| Arc::new(scheme) as Arc<dyn Authenticate>),
        };
    }

    /// Fills a credential slot with a scheme of the app's own, which stays whatever options say.
    pub fn own_scheme(&mut self, slot: usize, scheme: impl Authenticate) {
        self.scheme(slot, "", Some(scheme));
        self.own_slots.push(slot);
    }

    /// Says whether an option without which there can be no client is there.
    pub fn require(&mut self, option: &str, is_there: bool) {
        if !is_there {
            self.faults.push(format!("`{option}` is missing"));
        }
    }

    /// Says which words the value of an option has to contain, separated by spaces.
    pub fn must_contain(&mut self, option: &str, value: Option<&str>, words: &[&str]) {
        let has =
            |word: &&str| value.is_none_or(|value| value.split(' ').any(|part| part == *word));
        for word in words.iter().filter(|word| !has(word)) {
            self.faults
                .push(format!("`{option}` does not contain `{word}`"));
        }
    }

    /// The longest time for a whole call: retries, waits and the reading of the body included.
    pub fn timeout(&mut self, limit: Duration) {
        self.timeout = limit;
    }

    /// The longest time for opening a connection. A client or transport of the app's own brings its own limit.
    pub fn connect_timeout(&mut self, limit: Duration) {
        self.connect_timeout = Some(limit);
    }

    /// The longest silence of a server: until the head of an answer is there, and between two pieces of its body.
    pub fn read_timeout(&mut self, limit: Duration) {
        self.read_timeout = Some(limit);
    }

    /// The longest time for the whole of a stream or a download, from the call on.
    pub fn stream_timeout(&mut self, limit: Duration) {
        self.stream_timeout = Some(limit);
    }

    /// Whether a `GET` or `HEAD` that is answered with 300 goes on to the location that the server prefers.
    pub fn follow_multiple_choices(&mut self, follow: bool) {
        self.follows_multiple_choices = follow;
    }

    /// The account that retries are drawn from.
    pub fn retry_budget(&mut self, budget: RetryBudget) {
        self.budget = budget;
    }

    /// Watches each attempt; hooks are told in the order in which they were added.
    pub fn hook(&mut self, hook: impl Hook) {
        self.hooks.push(Arc::new(hook));
    }

    /// How calls are repeated.
    pub fn retry(&mut self, policy: RetryPolicy) {
        self.retry = policy;
    }

    /// The largest body of an answer, in bytes.
    pub fn max_body_size(&mut self, bytes: usize) {
        self.max_body_size = bytes;
    }

    /// Another way to send requests.
    pub fn transport(&mut self, transport: impl Transport) {
        self.transport = Some(Arc::new(transport));
    }

    /// A reqwest client that the app has set up. It should be built with `redirect::Policy::none()`: redirects that it follows
    /// by itself are out of this crate's sight, and with them the promise that credentials stay with their server.
    pub fn http_client(&mut self, client: reqwest::Client) {
        self.http_client = Some(client);
    }

    /// Changes how the HTTP client is set up that this crate makes: proxies, certificates, pools. It follows no redirects by
    /// itself, whatever is set here. A client or transport of the app's own is not touched.
    pub fn configure_http(
        &mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) {
        self.configure.push(Arc::new(configure));
    }

    /// The core of an asynchronous client.
    pub fn build(self) -> Result<Core> {
        Ok(Core {
            shared: Arc::new(self.share()?),
            mode: Async,
        })
    }

    /// The core of a blocking client.
    #[cfg(feature = "blocking")]
    pub fn build_blocking(self) -> Result<Core<super::blocking::Blocking>> {
        Ok(Core {
            shared: Arc::new(self.share()?),
            mode: super::blocking::Blocking::new()?,
        })
    }

    fn share(self) -> Result<Shared> {
        if !self.faults.is_empty() {
            return Err(Error::build(self.faults.join(", ")));
        }
        // Calls begin with a copy of it, which keeps the room for their own headers.
        let mut sent = HeaderMap::with_capacity(self.headers.len() + HEADERS_OF_CALLS);
        for (name, value) in &self.headers {
            headers::set(&mut sent, name, value)?;
        }
        let transport = match (self.transport, self.http_client) {
            (Some(transport), _) => transport,
            (None, Some(client)) => Arc::new(HttpTransport::with_client(client)),
            (None, None) => Arc::new(HttpTransport::new(self.connect_timeout, &self.configure)?),
        };
        Ok(Shared {
            server: server_url(&super::server::fill(&self.server, &self.server_variables)?)?,
            is_server_chosen: self.is_server_chosen,
            headers: sent,
            slots: self.slots,
            preferred: None,
            transport,
            hooks: self.hooks,
            retry: self.retry,
            budget: self.budget,
            timeout: self.timeout,
            read_timeout: self.read_timeout,
            stream_timeout: self.stream_timeout,
            follows_multiple_choices: self.follows_multiple_choices,
            max_body_size: self.max_body_size,
        })
    }
}

/// Header values and schemes hold credentials, so only the rest is shown.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("retry", &self.retry)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("stream_timeout", &self.stream_timeout)
            .field("max_body_size", &self.max_body_size)
            .finish_non_exhaustive()
    }
}

/// Reads an address as people write it: the scheme may be missing, slashes may trail.
fn server_url(text: &str) -> Result<Url> {
    let text = text.trim();
    let whole = if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let mut url = Url::parse(&whole)
        .map_err(|error| Error::build("the address of the server is no URL").caused_by(error))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Error::build(
            "the address of the server is neither http nor https",
        ));
    }
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return Err(Error::build(
            "the address of the server may hold a host and a path only",
        ));
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_completed() {
        for (given, meant) in [
            ("core.authing.cn", "https://core.authing.cn/"),
            ("localhost:8080/", "https://localhost:8080/"),
            ("http://[::1]:1/api//", "http://[::1]:1/api"),
        ] {
            assert_eq!(server_url(given).unwrap().as_str(), meant);
        }
    }

    #[test]
    fn addresses_that_cannot_serve_are_refused() {
        for given in [
            "",
            "ftp://a",
            "https://u:p@a",
            "https://a/?q",
            "https://a/#f",
            "http://",
        ] {
            let error = server_url(given).unwrap_err();
            assert!(
                error.is_build() && !error.to_string().contains("u:p"),
                "{given}: {error}"
            );
        }
    }

    #[test]
    fn debug_shows_no_header() {
        let mut settings = Settings::new("test");
        settings.header("x-key", "hunter2");
        assert!(!format!("{settings:?}").contains("hunter2"));
    }
}
