//! The tree of a document: where every key and every value stands.
//!
//! Built from parser events without recursion, so nesting is bounded by memory alone; what comes behind a syntax error
//! or in a second document is left out. Values are not kept: a problem carries its own message. Positions are
//! characters, as the parser counts them.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, Span};

use super::quotes::Quotes;

/// A range in characters; the end is exclusive.
pub(super) type Range = (usize, usize);

/// Where every key and every value of a document stands.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
}

/// A value.
#[derive(Debug)]
pub(super) struct Node {
    /// Where it stands.
    pub(super) range: Range,
    /// What it is.
    pub(super) content: Content,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Content {
    /// A text, a number, a word or nothing.
    Scalar,
    /// The node with the anchor, when there is one.
    Alias(Option<usize>),
    /// A list, in brackets or with a dash before each element.
    List {
        /// Whether it is in brackets.
        flow: bool,
        /// The elements.
        items: Vec<usize>,
    },
    /// A map, in braces or with a line for each key.
    Map {
        /// Whether it is in braces.
        flow: bool,
        /// The keys with their values.
        entries: Vec<Entry>,
    },
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry {
    /// The key; empty for one that is no scalar, to which no path leads.
    pub(super) key: Box<str>,
    /// Where the key stands.
    pub(super) key_range: Range,
    /// The value.
    pub(super) value: usize,
}

impl Tree {
    /// Walks over a text.
    pub(super) fn parse(text: &str) -> Self {
        let mut builder = Builder {
            tree: Self::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
            quotes: Quotes::new(text),
        };
        let text = without_surrogates(text);
        let mut parser = Parser::new_from_str(&text);
        while let Some(Ok((event, span))) = parser.next_event() {
            if matches!(event, Event::DocumentEnd) {
                break;
            }
            builder.take(event, span);
        }
        builder.tree
    }
}

/// JSON writes characters beyond the basic plane as two escapes of which neither is a character. The parser refuses
/// them, so each becomes an escape of the same length that it accepts.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices("\\u") {
        let digits = text.get(at + 2..at + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if digits.is_some_and(|code| (0xd800..0xe000).contains(&code)) {
            kept.push_str(&text[copied..at]);
            kept.push_str("\\ufffd");
            copied = at + 6;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(&text[copied..]);
    Cow::Owned(kept)
}

#[derive(Debug)]
struct Builder<'t> {
    tree: Tree,
    open: Vec<Open>,
    anchors: HashMap<usize, usize>,
    quotes: Quotes<'t>,
}

/// A list or map whose end has not come yet.
#[derive(Debug)]
struct Open {
    node: usize,
    key: Option<(Box<str>, Range)>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) {
        let range = (span.start.index(), span.end.index());
        let flow = !span.is_empty();
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let range = self.quotes.trim(range, style);
                self.add(range, Content::Scalar, anchor, Some(&text));
            }
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).copied();
                self.add(range, Content::Alias(target), 0, None);
            }
            Event::SequenceStart(anchor, _) => {
                let node = self.add(range, Content::List { flow, items: Vec::new() }, anchor, None);
                self.open.push(Open { node, key: None });
            }
            Event::MappingStart(anchor, _) => {
                let node = self.add(range, Content::Map { flow, entries: Vec::new() }, anchor, None);
                self.open.push(Open { node, key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => {}
        }
    }

    /// Adds a node where the innermost open list or map waits for one.
    fn add(&mut self, range: Range, content: Content, anchor: usize, text: Option<&str>) -> usize {
        let node = self.tree.nodes.len();
        self.tree.nodes.push(Node { range, content });
        if anchor != 0 {
            self.anchors.insert(anchor, node);
        }
        let Some(open) = self.open.last_mut() else { return node };
        match &mut self.tree.nodes[open.node].content {
            Content::List { items, .. } => items.push(node),
            Content::Map { entries, .. } => match open.key.take() {
                None => open.key = Some((text.unwrap_or_default().into(), range)),
                Some((key, key_range)) => entries.push(Entry { key, key_range, value: node }),
            },
            Content::Scalar | Content::Alias(_) => {}
        }
        node
    }

    fn close(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let node = &mut self.tree.nodes[open.node];
        // The end of a block is empty and lies behind the line breaks and comments that follow it; the start is a
        // bracket, a brace or, for a block with an anchor, the anchor.
        match &mut node.content {
            Content::List { flow, .. } | Content::Map { flow, .. } => *flow = *flow && !span.is_empty(),
            Content::Scalar | Content::Alias(_) => {}
        }
        if !span.is_empty() {
            node.range.1 = span.end.index();
        }
    }
}
