//! Nodes: a value of a document, and how one came to it.
//!
//! A node is two references and a number, so it is passed around by value and no part of a document is copied. The
//! way to it is kept in one list for all nodes, with keys borrowed from the document; only a problem makes a [`Place`]
//! of it.

use std::cell::RefCell;
use std::collections::HashMap;

use serde_json::Value;

use crate::problem::Place;
use crate::source::SourceId;

/// The ways to all nodes that were looked at.
#[derive(Debug, Default)]
pub(super) struct Trail<'d> {
    links: RefCell<Vec<Link<'d>>>,
    /// The places that problems had, by their links: what is below one shares the way to it.
    places: RefCell<HashMap<usize, Place>>,
    /// Whether the document was exported from a spec of ours.
    own: bool,
}

/// The last step of the way to a node.
#[derive(Debug, Clone, Copy)]
struct Link<'d> {
    /// The link before it; the first link of a file is its own.
    before: usize,
    step: Step<'d>,
}

/// A step of a way.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'d> {
    /// Into a file.
    File,
    /// Into the value of a key.
    Key(&'d str),
    /// Into an element.
    Index(usize),
}

/// A value of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'d> {
    trail: &'d Trail<'d>,
    /// What is there.
    pub(super) value: &'d Value,
    /// The file that it is in.
    pub(super) file: SourceId,
    link: usize,
}

impl<'d> Trail<'d> {
    /// No ways yet, in a document that was exported from a spec of ours or not.
    pub(super) fn of(own: bool) -> Self {
        Self { own, ..Self::default() }
    }

    /// The whole document of a file.
    pub(super) fn root(&'d self, file: SourceId, value: &'d Value) -> Node<'d> {
        let mut links = self.links.borrow_mut();
        let link = links.len();
        links.push(Link { before: link, step: Step::File });
        Node { trail: self, value, file, link }
    }
}

impl<'d> Node<'d> {
    fn below(self, step: Step<'d>, value: &'d Value) -> Node<'d> {
        let mut links = self.trail.links.borrow_mut();
        let link = links.len();
        links.push(Link { before: self.link, step });
        Node { value, link, ..self }
    }

    /// Whether it is part of a document that was exported from a spec of ours.
    pub(super) fn is_own(self) -> bool {
        self.trail.own
    }

    /// The value of a key.
    pub(super) fn get(self, key: &str) -> Option<Node<'d>> {
        let (key, value) = self.value.as_object()?.get_key_value(key)?;
        Some(self.below(Step::Key(key), value))
    }

    /// Whether there is a key, whatever its value.
    pub(super) fn has(self, key: &str) -> bool {
        self.value.as_object().is_some_and(|map| map.contains_key(key))
    }

    /// The value of a key that is an object with something in it.
    pub(super) fn map(self, key: &str) -> Option<Node<'d>> {
        self.get(key).filter(|node| node.value.as_object().is_some_and(|map| !map.is_empty()))
    }

    /// The text at a key.
    pub(super) fn text(self, key: &str) -> Option<&'d str> {
        self.value.as_object()?.get(key)?.as_str()
    }

    /// Whether the value of a key is `true`.
    pub(super) fn flag(self, key: &str) -> bool {
        self.value.as_object().and_then(|map| map.get(key)).is_some_and(|value| value == &Value::Bool(true))
    }

    /// The keys with their values; none for what is no object.
    pub(super) fn entries(self) -> impl Iterator<Item = (&'d str, Node<'d>)> {
        let entries = self.value.as_object().into_iter().flatten();
        entries.map(move |(key, value)| (key.as_str(), self.below(Step::Key(key), value)))
    }

    /// The elements; none for what is no list.
    pub(super) fn items(self) -> impl Iterator<Item = Node<'d>> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(move |(index, value)| self.below(Step::Index(index), value))
    }

    /// The elements of the list at a key.
    pub(super) fn list(self, key: &str) -> impl Iterator<Item = Node<'d>> {
        self.get(key).into_iter().flat_map(Node::items)
    }

    /// An element.
    pub(super) fn item(self, index: usize) -> Option<Node<'d>> {
        Some(self.below(Step::Index(index), self.value.as_array()?.get(index)?))
    }

    /// What tells this value from every other one of the run.
    pub(super) fn identity(self) -> *const Value {
        self.value
    }

    /// The steps from the document's root.
    pub(super) fn steps(self) -> Vec<Step<'d>> {
        let links = self.trail.links.borrow();
        let mut steps = Vec::new();
        let mut at = self.link;
        while let Some(link) = links.get(at) {
            if link.before == at {
                break;
            }
            steps.push(link.step);
            at = link.before;
        }
        steps.reverse();
        steps
    }

    /// Where it is.
    pub(super) fn place(self) -> Place {
        let links = self.trail.links.borrow();
        let mut places = self.trail.places.borrow_mut();
        let mut steps = Vec::new();
        let mut at = self.link;
        let mut place = Place::file(self.file);
        while let Some(link) = links.get(at) {
            if let Some(known) = places.get(&at) {
                place = known.clone();
                break;
            }
            if link.before == at {
                break;
            }
            steps.push((at, link.step));
            at = link.before;
        }
        for (at, step) in steps.into_iter().rev() {
            place = match step {
                Step::Key(key) => place.key(key),
                Step::Index(index) => place.index(index),
                Step::File => place,
            };
            places.insert(at, place.clone());
        }
        place
    }
}
