//! The ends of quoted scalars.
//!
//! The parser's mark of such an end lies behind the blanks and the comment that follow, which nobody wants underlined.

use saphyr_parser::ScalarStyle;

use super::tree::Range;

/// Finds closing quotes.
///
/// Scalars come in the order of the text, so that one pass over it serves them all.
#[derive(Debug)]
pub(super) struct Quotes<'t> {
    chars: std::str::Chars<'t>,
    next: usize,
}

impl<'t> Quotes<'t> {
    /// Begins at the start of a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self { chars: text.chars(), next: 0 }
    }

    /// The range of a scalar up to its closing quote, where it has one.
    pub(super) fn trim(&mut self, (start, end): Range, style: ScalarStyle) -> Range {
        let quote = match style {
            ScalarStyle::SingleQuoted => '\'',
            ScalarStyle::DoubleQuoted => '"',
            _ => return (start, end),
        };
        if start > self.next {
            self.chars.nth(start - self.next - 1);
            self.next = start;
        }
        let mut inside = false;
        while self.next < end {
            let Some(c) = self.take() else { break };
            if c == '\\' && quote == '"' && inside {
                self.take();
            } else if c == quote && !inside {
                inside = true;
            } else if c == quote && !(quote == '\'' && self.take_if(quote)) {
                return (start, self.next);
            }
        }
        (start, end)
    }

    fn take(&mut self) -> Option<char> {
        self.next += 1;
        self.chars.next()
    }

    fn take_if(&mut self, wanted: char) -> bool {
        let doubled = self.chars.as_str().starts_with(wanted);
        if doubled {
            self.take();
        }
        doubled
    }
}
