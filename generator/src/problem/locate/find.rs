//! Finding: the path of a place → the range of its value or its key, or of the deepest ancestor that there is.

use std::collections::HashMap;

use super::tree::{Content, Entry, Range, Tree};
use crate::problem::Segment;

/// Looks up places; it remembers the keys of every map that it has passed.
#[derive(Debug)]
pub(super) struct Finder<'t> {
    tree: &'t Tree,
    keys: HashMap<usize, HashMap<&'t str, usize>>,
    /// The steps that were taken: places share the way to what they have in common, and a key may be long.
    known: HashMap<(usize, *const Segment), Option<Step>>,
}

/// Where a step leads: a node, and the key that names it.
type Step = (usize, Option<Range>);

/// How far a path leads.
struct Found {
    node: usize,
    key: Option<Range>,
    complete: bool,
}

impl<'t> Finder<'t> {
    /// Looks up places in a tree.
    pub(super) fn new(tree: &'t Tree) -> Self {
        Self { tree, keys: HashMap::new(), known: HashMap::new() }
    }

    /// The key that leads to a value, or what there is of its path.
    pub(super) fn key(&mut self, path: &[&Segment]) -> Range {
        let found = self.follow(path);
        match found.key {
            Some(range) if found.complete => range,
            _ => self.range(&found),
        }
    }

    /// The value at a path, or what there is of its path.
    pub(super) fn value(&mut self, path: &[&Segment]) -> Range {
        let found = self.follow(path);
        self.range(&found)
    }

    fn follow(&mut self, path: &[&Segment]) -> Found {
        let mut found = Found { node: 0, key: None, complete: true };
        for segment in path {
            let identity: *const Segment = *segment;
            let step = match self.known.get(&(found.node, identity)) {
                Some(known) => *known,
                None => {
                    let step = self.step(found.node, segment);
                    self.known.insert((found.node, identity), step);
                    step
                }
            };
            let Some((node, key)) = step else {
                return Found { complete: false, ..found };
            };
            found = Found { node, key, complete: true };
        }
        found
    }

    fn step(&mut self, node: usize, segment: &Segment) -> Option<(usize, Option<Range>)> {
        let tree = self.tree;
        let node = match tree.nodes.get(node)?.content {
            Content::Alias(target) => target?,
            _ => node,
        };
        match (&tree.nodes.get(node)?.content, segment) {
            (Content::List { items, .. }, Segment::Index(index)) => Some((*items.get(*index)?, None)),
            (Content::Map { entries, .. }, Segment::Key(key)) => {
                let keys = self.keys.entry(node).or_insert_with(|| keys_of(entries));
                let entry = entries.get(*keys.get(&**key)?)?;
                Some((entry.value, Some(entry.key_range)))
            }
            _ => None,
        }
    }

    /// What to underline for a value: a block map is shown by its first key, a block list by its first element, and a
    /// value that is left empty by its key.
    fn range(&self, found: &Found) -> Range {
        let mut at = found.node;
        while let Some(node) = self.tree.nodes.get(at) {
            match &node.content {
                Content::Map { flow: false, entries } => match entries.first() {
                    Some(entry) => return entry.key_range,
                    None => return node.range,
                },
                Content::List { flow: false, items } if !items.is_empty() => at = items[0],
                _ if node.range.0 == node.range.1 => return found.key.unwrap_or(node.range),
                _ => return node.range,
            }
        }
        (0, 0)
    }
}

/// The first of several equal keys counts.
fn keys_of(entries: &[Entry]) -> HashMap<&str, usize> {
    entries.iter().enumerate().rev().map(|(position, entry)| (&*entry.key, position)).collect()
}
