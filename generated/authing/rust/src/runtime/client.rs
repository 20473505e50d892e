//! What all calls of one client share.
//!
//! Built once by `settings`, read by every call. [`Core`] is the handle that generated clients hold: it knows the server, the
//! credentials and the transport, and none of the endpoints. Invariant: immutable after building, so clones never disturb each other;
//! changing a credential makes a new core that shares everything else.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderMap;

use super::attempt::Hook;
use super::auth::Authenticate;
use super::budget::RetryBudget;
use super::error::{Error, Result};
use super::mode::{Async, Mode};
use super::options::Credentials;
use super::retry::RetryPolicy;
use super::transport::Transport;

/// The shared part of a client. Cloning is one reference count.
#[derive(Clone)]
pub struct Core<M = Async> {
    pub(super) shared: Arc<Shared>,
    pub(super) mode: M,
}

/// What lies behind the reference count.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) server: Url,
    /// Whether the app chose it, for every call.
    pub(super) is_server_chosen: bool,
    pub(super) headers: HeaderMap,
    pub(super) slots: Vec<Slot>,
    /// The slot that was filled last, after the client was built: an operation that takes its credential or another gets this one.
    pub(super) preferred: Option<usize>,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
    pub(super) retry: RetryPolicy,
    pub(super) budget: RetryBudget,
    pub(super) timeout: Duration,
    /// The longest silence of a server, where there is a limit.
    pub(super) read_timeout: Option<Duration>,
    /// The longest time for a whole stream, where there is a limit.
    pub(super) stream_timeout: Option<Duration>,
    /// Whether 300 with a location is a redirect.
    pub(super) follows_multiple_choices: bool,
    pub(super) max_body_size: usize,
}

/// A place for one credential, under the name of the option that fills it.
#[derive(Clone, Default)]
pub(super) struct Slot {
    pub(super) name: &'static str,
    pub(super) scheme: Option<Arc<dyn Authenticate>>,
}

impl<M: Mode> Core<M> {
    /// The same client with another credential in one slot; the transport with its connections stays shared.
    pub fn with_scheme(&self, slot: usize, scheme: impl Authenticate) -> Self {
        let mut shared = Shared::clone(&self.shared);
        shared.preferred = Some(slot);
        if let Some(slot) = shared.slots.get_mut(slot) {
            slot.scheme = Some(Arc::new(scheme));
        }
        Self {
            shared: Arc::new(shared),
            mode: self.mode.clone(),
        }
    }

    /// The address that paths are appended to.
    pub fn server(&self) -> &Url {
        &self.shared.server
    }
}

impl<M> fmt::Debug for Core<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filled = self
            .shared
            .slots
            .iter()
            .filter(|slot| slot.scheme.is_some())
            .map(|slot| slot.name);
        f.debug_struct("Core")
            .field("server", &self.shared.server.as_str())
            .field("credentials", &filled.collect::<Vec<_>>())
            .finish()
    }
}

impl Shared {
    /// The schemes of the first alternative whose slots are all filled, among those that the call may choose.
    pub(super) fn schemes(
        &self,
        alternatives: &[&[usize]],
        chosen: Option<&Credentials>,
    ) -> Result<Vec<Arc<dyn Authenticate>>> {
        let alternatives = match chosen {
            Some(Credentials::Without) => return Ok(Vec::new()),
            Some(Credentials::Of(option)) => &self.with_option(alternatives, option)?[..],
            None => alternatives,
        };
        if alternatives.is_empty() {
            return Ok(Vec::new());
        }
        let preferred = self.preferred.filter(|_| chosen.is_none());
        let is_preferred = |combination: &&&[usize]| {
            preferred.is_some_and(|preferred| combination.contains(&preferred))
        };
        let first = alternatives.iter().filter(is_preferred);
        let found = first.chain(alternatives).find_map(|combination| {
            let schemes = combination
                .iter()
                .map(|slot| self.slots.get(*slot)?.scheme.clone());
            schemes.collect::<Option<Vec<_>>>()
        });
        found.ok_or_else(|| Error::build(self.missing(alternatives)))
    }

    /// The alternatives in which there is a credential that an option sets.
    fn with_option<'a>(
        &self,
        alternatives: &[&'a [usize]],
        option: &str,
    ) -> Result<Vec<&'a [usize]>> {
        let is_set_by = |slot: &usize| {
            let names = self.slots.get(*slot).map_or("", |slot| slot.name);
            names.split(" with ").any(|name| name == option)
        };
        let all = alternatives.iter().copied();
        let found: Vec<_> = all
            .filter(|alternative| alternative.iter().any(is_set_by))
            .collect();
        if found.is_empty() {
            return Err(Error::build(format!(
                "the call takes no credential that `{option}` sets"
            )));
        }
        Ok(found)
    }

    /// What is missing in each alternative; the options that are there need no mention.
    fn missing(&self, alternatives: &[&[usize]]) -> String {
        let gap = |slot: &usize| match self.slots.get(*slot) {
            Some(slot) => slot.scheme.is_none().then_some(slot.name),
            None => Some("?"),
        };
        let spell = |combination: &&[usize]| {
            let options = combination
                .iter()
                .filter_map(gap)
                .flat_map(|name| name.split(" with "));
            let quoted: Vec<_> = options.map(|option| format!("`{option}`")).collect();
            quoted.join(" with ")
        };
        let all: Vec<_> = alternatives.iter().map(spell).collect();
        format!(
            "the client lacks a credential that this call needs: {}",
            all.join(", or ")
        )
    }
}
