//! JSON: the tree of a document, as far as places lead into it.
//!
//! Documents of many megabytes have warnings at some of their values. The rest is skipped without being looked at any
//! closer than it takes to find its end, which is many times faster than walking over it as YAML. A text that is no
//! plain JSON has no tree here, and is walked over as YAML after all.

use std::borrow::Cow;
use std::collections::HashMap;

use super::tree::{Content, Entry, Node, Range, Tree};
use crate::problem::{Place, Segment};

/// The tree of a text in which the places lead to what they lead to in all of it; `None` when it is no plain JSON.
pub(super) fn parse(text: &str, places: &[&Place]) -> Option<Tree> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let paths: Vec<Vec<&Segment>> = places.iter().map(|place| place.segments()).collect();
    let wanted = Wanted::of(&paths);
    let mut walk = Walk { text, at: 0, counted: (0, 0), tree: Tree::default(), wanted: &wanted };
    walk.value(0)?;
    walk.space();
    (walk.at == text.len()).then_some(walk.tree)
}

/// The paths that are wanted, as a tree of their own: a step leads from one number to another.
struct Wanted<'p> {
    steps: Vec<HashMap<&'p Segment, usize>>,
}

impl<'p> Wanted<'p> {
    fn of(paths: &[Vec<&'p Segment>]) -> Self {
        let mut steps: Vec<HashMap<&'p Segment, usize>> = vec![HashMap::new()];
        // Places share the way to what they have in common, so that a long key is read once and not for each place.
        let mut known: HashMap<(usize, *const Segment), usize> = HashMap::new();
        for path in paths {
            let mut at = 0;
            for segment in path {
                let identity: *const Segment = *segment;
                at = *known.entry((at, identity)).or_insert_with(|| {
                    let next = steps.len();
                    let at = *steps[at].entry(segment).or_insert(next);
                    if at == next {
                        steps.push(HashMap::new());
                    }
                    at
                });
            }
        }
        Self { steps }
    }

    fn is_end(&self, at: usize) -> bool {
        self.steps[at].is_empty()
    }

    fn below(&self, at: usize, segment: &Segment) -> Option<usize> {
        self.steps[at].get(segment).copied()
    }
}

struct Walk<'t> {
    text: &'t str,
    /// The byte that comes next.
    at: usize,
    /// A byte up to which characters were counted, and how many there are.
    counted: (usize, usize),
    tree: Tree,
    wanted: &'t Wanted<'t>,
}

impl Walk<'_> {
    /// Walks over a value to which a path leads; its node is the next one.
    fn value(&mut self, path: usize) -> Option<usize> {
        self.space();
        let start = self.character();
        let node = self.tree.nodes.len();
        self.tree.nodes.push(Node { range: (start, start), content: Content::Scalar });
        let content = match self.byte()? {
            b'{' if !self.wanted.is_end(path) => Content::Map { flow: true, entries: self.entries(path)? },
            b'[' if !self.wanted.is_end(path) => Content::List { flow: true, items: self.items(path)? },
            _ => {
                self.skip()?;
                Content::Scalar
            }
        };
        let end = self.character();
        self.tree.nodes[node] = Node { range: (start, end), content };
        Some(node)
    }

    fn entries(&mut self, path: usize) -> Option<Vec<Entry>> {
        let mut entries: Vec<Entry> = Vec::new();
        self.at += 1;
        self.space();
        while self.byte()? != b'}' {
            let start = self.at;
            self.string()?;
            let key = unquoted(self.text.get(start..self.at)?)?;
            let end = self.at;
            self.space();
            self.take(b':')?;
            self.space();
            match self.wanted.below(path, &Segment::Key(Box::from(&*key))) {
                Some(path) => {
                    let key_range = self.range(start, end);
                    entries.push(Entry { key: Box::from(&*key), key_range, value: self.value(path)? });
                }
                None => self.skip()?,
            }
            self.separator(b'}')?;
        }
        self.at += 1;
        Some(entries)
    }

    fn items(&mut self, path: usize) -> Option<Vec<usize>> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        while self.byte()? != b']' {
            match self.wanted.below(path, &Segment::Index(items.len())) {
                Some(path) => items.push(self.value(path)?),
                None => {
                    self.skip()?;
                    // No path leads to this one.
                    items.push(usize::MAX);
                }
            }
            self.separator(b']')?;
        }
        self.at += 1;
        Some(items)
    }

    /// A comma, or the end of the list or the map, which stays.
    fn separator(&mut self, end: u8) -> Option<()> {
        self.space();
        if self.byte()? == end {
            return Some(());
        }
        self.take(b',')?;
        self.space();
        (self.byte()? != end).then_some(())
    }

    /// Passes a value, however deep it is.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.byte()? {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                    continue;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' if depth > 0 => {
                    self.at += 1;
                    continue;
                }
                byte if is_word(byte) => {
                    while self.text.as_bytes().get(self.at).copied().is_some_and(is_word) {
                        self.at += 1;
                    }
                }
                _ => return None,
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.take(b'"')?;
        loop {
            match self.byte()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    fn space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.byte()? == byte).then(|| self.at += 1)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// How many characters there are before the next byte.
    fn character(&mut self) -> usize {
        self.count(self.at)
    }

    fn range(&mut self, start: usize, end: usize) -> Range {
        (self.count(start), self.count(end))
    }

    /// How many characters there are before a byte, which is not before the last one that was asked for.
    fn count(&mut self, at: usize) -> usize {
        let (byte, characters) = self.counted;
        let more = self.text.get(byte..at).map_or(0, |text| text.chars().count());
        self.counted = (at, characters + more);
        self.counted.1
    }
}

/// What numbers, `true`, `false` and `null` are made of.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

/// A key without its quotes and escapes.
fn unquoted(quoted: &str) -> Option<Cow<'_, str>> {
    let inner = quoted.get(1..quoted.len().checked_sub(1)?)?;
    if inner.contains('\\') {
        serde_json::from_str(quoted).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}
