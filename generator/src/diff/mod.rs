//! Comparing: two models of an API → what changed for those who call it.
//!
//! Callers hold a generated crate, so a change is breaking when code that compiled does not any more, or when a request
//! that was answered is refused now. Types are compared once, by name, with the direction in which they go: what a
//! server accepts may grow, what it sends may shrink. Texts for people are no changes here.
//!
//! Kinds of things: `client`, `operation` with `reply`, `types`; what they share: `arguments`, `field`, `limit`. Each takes the old
//! thing apart without `..`, so that a new part of the model does not compile before it is decided here what its change
//! means. New kind of change? A call of [`Changes::push`] where the thing is compared, and a folder in `tests/diff`.

mod arguments;
mod client;
mod direction;
mod field;
mod limit;
mod operation;
mod reply;
mod show;
mod types;
mod version;

use crate::model::Api;

pub use show::{Format, show};
pub use version::Version;

/// How much a change matters to callers; the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Code does not compile any more, or requests are refused that were answered.
    Breaking,
    /// There is more than before.
    Addition,
    /// Nothing is refused and nothing is new, but something behaves in another way.
    Notice,
}

/// Something that changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// How much it matters.
    pub weight: Weight,
    /// What it is about, as in `endpoint bindPhone`.
    pub subject: String,
    /// What changed: a sentence without a full stop.
    pub message: String,
}

/// What changed between two models of an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The changes, by weight and subject.
    pub list: Vec<Change>,
    /// The version of the old crate.
    pub old_version: Version,
    /// The version that the new crate says it has.
    pub new_version: Version,
}

/// Compares two models.
#[must_use]
pub fn diff(old: &Api, new: &Api) -> Changes {
    let mut changes = Changes {
        list: Vec::new(),
        old_version: Version::parse(&old.rust.version),
        new_version: Version::parse(&new.rust.version),
    };
    client::compare(old, new, &mut changes);
    operation::compare(old, new, &mut changes);
    types::compare(old, new, &mut changes);
    changes.list.sort();
    changes.list.dedup();
    changes
}

impl Changes {
    /// Whether a change breaks callers.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.count(Weight::Breaking) > 0
    }

    /// How many changes have a weight.
    #[must_use]
    pub fn count(&self, weight: Weight) -> usize {
        self.list.iter().filter(|change| change.weight == weight).count()
    }

    /// The least version that the new crate can have; `None` where nothing changed.
    #[must_use]
    pub fn next_version(&self) -> Option<Version> {
        let worst = self.list.iter().map(|change| change.weight).min()?;
        Some(self.old_version.after(worst))
    }

    fn push(&mut self, weight: Weight, subject: &str, message: impl Into<String>) {
        self.list.push(Change { weight, subject: subject.to_owned(), message: message.into() });
    }
}
