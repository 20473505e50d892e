//! The outline of a text: what a value cannot tell any more.
//!
//! One walk over parser events finds keys that are given twice, the beginning of a second document, and how large the
//! text becomes when its aliases are replaced by what they stand for: a few lines can stand for gigabytes.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser};

/// So many values may come out of the aliases of a text.
const MAX_REPEATED: u64 = 1_000_000;

/// What a value cannot tell any more.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The keys that are given more than once, in the order of the text.
    pub(super) duplicates: Vec<Duplicate>,
    /// The offset at which a second document begins.
    pub(super) second_document: Option<usize>,
    /// The offset of the alias with which the text becomes too large.
    pub(super) too_large: Option<usize>,
    /// Whether the walk reached the end.
    complete: bool,
    repeated: u64,
}

/// A key that is given again.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Duplicate {
    /// The key.
    pub(super) key: String,
    /// The offset at which it is given again.
    pub(super) offset: usize,
    /// The line on which it was given first.
    pub(super) first_line: usize,
}

impl Outline {
    /// Whether nobody knows how large a text becomes, since the walk did not reach its end.
    pub(super) fn is_unknown(&self, text: &str) -> bool {
        let aliases = if self.complete { 0 } else { text.matches('*').count() };
        (aliases as u64).saturating_mul(text.len() as u64) > 16 * MAX_REPEATED
    }
}

/// Walks over a text.
pub(super) fn outline(text: &str) -> Outline {
    let mut walk = Walk::default();
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::DocumentStart(_), span)) if walk.documents > 0 => {
                walk.outline.second_document = Some(span.start.index());
                break;
            }
            Ok((event, span)) => walk.take(event, span.start.index(), span.start.line()),
            Err(error) => {
                if walk.documents > 0 && walk.open.is_empty() {
                    walk.outline.second_document = Some(error.marker().index());
                }
                break;
            }
        }
    }
    walk.finish(text)
}

#[derive(Debug, Default)]
struct Walk {
    outline: Outline,
    documents: usize,
    open: Vec<Open>,
    anchors: HashMap<usize, u64>,
}

/// A list or map whose end has not come yet.
#[derive(Debug, Default)]
struct Open {
    anchor: usize,
    /// The number of values in it, aliases replaced.
    size: u64,
    /// The keys so far with their lines; absent in lists.
    keys: Option<HashMap<String, usize>>,
    /// Whether a value comes next, not a key.
    after_key: bool,
}

impl Walk {
    fn take(&mut self, event: Event<'_>, index: usize, line: usize) {
        match event {
            Event::DocumentStart(_) => self.documents += 1,
            Event::Scalar(text, _, anchor, _) => {
                self.add(Some(&text), index, line, 1);
                self.anchors.insert(anchor, 1);
            }
            Event::Alias(anchor) => {
                let size = self.anchors.get(&anchor).copied().unwrap_or(1);
                self.add(None, index, line, size);
                self.outline.repeated = self.outline.repeated.saturating_add(size);
                if self.outline.repeated > MAX_REPEATED && self.outline.too_large.is_none() {
                    self.outline.too_large = Some(index);
                }
            }
            Event::SequenceStart(anchor, _) => self.enter(anchor, None, index, line),
            Event::MappingStart(anchor, _) => self.enter(anchor, Some(HashMap::new()), index, line),
            Event::SequenceEnd | Event::MappingEnd => self.leave(),
            Event::StreamEnd => self.outline.complete = true,
            Event::Nothing | Event::StreamStart | Event::DocumentEnd => {}
        }
    }

    fn enter(&mut self, anchor: usize, keys: Option<HashMap<String, usize>>, index: usize, line: usize) {
        self.add(None, index, line, 0);
        self.open.push(Open { anchor, size: 1, keys, after_key: false });
    }

    fn leave(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        if closed.anchor != 0 {
            self.anchors.insert(closed.anchor, closed.size);
        }
        if let Some(open) = self.open.last_mut() {
            open.size = open.size.saturating_add(closed.size);
        }
    }

    /// Adds a key or value to the innermost open list or map.
    fn add(&mut self, text: Option<&str>, index: usize, line: usize, size: u64) {
        let Some(open) = self.open.last_mut() else { return };
        open.size = open.size.saturating_add(size);
        let Some(keys) = &mut open.keys else { return };
        if !open.after_key
            && let Some(key) = text
        {
            match keys.get(key) {
                Some(&first_line) => {
                    self.outline.duplicates.push(Duplicate {
                        key: key.to_owned(),
                        offset: index,
                        first_line,
                    });
                }
                None => {
                    keys.insert(key.to_owned(), line);
                }
            }
        }
        open.after_key = !open.after_key;
    }

    /// The outline, with bytes where the parser counted characters.
    fn finish(mut self, text: &str) -> Outline {
        let mut byte = byte_offsets(text);
        for duplicate in &mut self.outline.duplicates {
            duplicate.offset = byte(duplicate.offset);
        }
        self.outline.second_document = self.outline.second_document.map(&mut byte);
        self.outline.too_large = self.outline.too_large.map(byte_offsets(text));
        self.outline
    }
}

/// Turns numbers of characters into byte offsets; they have to come in order.
fn byte_offsets(text: &str) -> impl FnMut(usize) -> usize {
    let mut offsets = text.char_indices().map(|(offset, _)| offset).enumerate();
    move |index| offsets.find(|(number, _)| *number == index).map_or(text.len(), |(_, offset)| offset)
}
