//! Lines: character and byte positions of a text, told apart.
//!
//! Parsers count characters, slices count bytes and people count lines and columns. One sweep over the text makes all
//! three convertible in time that does not depend on its size, which matters for JSON files of a single line.

/// One of so many characters has its byte offset written down.
const STEP: usize = 256;

/// A position in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::problem) struct Position {
    /// The byte offset.
    pub(in crate::problem) offset: usize,
    /// The line, from 1.
    pub(in crate::problem) line: usize,
    /// The column in characters, from 1.
    pub(in crate::problem) column: usize,
}

/// A range of a text; the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::problem) struct Span {
    /// Where it begins.
    pub(in crate::problem) start: Position,
    /// Where it ends.
    pub(in crate::problem) end: Position,
}

/// A text that knows its lines.
#[derive(Debug)]
pub(in crate::problem) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    steps: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Sweeps over a text.
    pub(in crate::problem) fn new(text: &'t str) -> Self {
        // A byte order mark is no column: editors do not show it.
        let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut starts = vec![first];
        let mut steps = Vec::new();
        for (number, (offset, c)) in text.char_indices().enumerate() {
            if number % STEP == 0 {
                steps.push(offset);
            }
            if c == '\n' {
                starts.push(offset + 1);
            }
        }
        Self { text, starts, steps }
    }

    /// The text.
    pub(in crate::problem) fn text(&self) -> &'t str {
        self.text
    }

    /// The span between two byte offsets.
    pub(in crate::problem) fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.position(start), end: self.position(end.max(start)) }
    }

    /// The span between two characters, counted from 0.
    pub(in crate::problem) fn span_of_chars(&self, (start, end): (usize, usize)) -> Span {
        self.span(self.offset_of_char(start), self.offset_of_char(end))
    }

    /// The line of a position, without its end, as byte offsets.
    pub(in crate::problem) fn line_around(&self, position: Position) -> (usize, usize) {
        let start = self.start_of_line(position.line);
        let end = self.starts.get(position.line).map_or(self.text.len(), |next| next - 1);
        let line = self.text.get(start..end).unwrap_or_default();
        (start, start + line.strip_suffix('\r').unwrap_or(line).len())
    }

    fn start_of_line(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    fn position(&self, offset: usize) -> Position {
        let first = self.start_of_line(1);
        let offset = char_start(self.text, offset).max(first);
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let column = self.chars_before(offset) - self.chars_before(self.start_of_line(line)) + 1;
        Position { offset, line, column }
    }

    fn chars_before(&self, offset: usize) -> usize {
        let step = self.steps.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.steps.get(step).copied().unwrap_or(0);
        step * STEP + self.text[start..offset].chars().count()
    }

    fn offset_of_char(&self, number: usize) -> usize {
        let Some(start) = self.steps.get(number / STEP) else { return self.text.len() };
        self.text[*start..]
            .char_indices()
            .nth(number % STEP)
            .map_or(self.text.len(), |(offset, _)| start + offset)
    }
}

/// The beginning of the character at an offset.
pub(super) fn char_start(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn positions_far_into_a_line() {
        let text = format!("{}x\n末", "中".repeat(1000));
        let lines = Lines::new(&text);
        let span = lines.span_of_chars((1000, 1001));
        assert_eq!((span.start.line, span.start.column, span.start.offset), (1, 1001, 3000));
        let last = lines.span_of_chars((1002, 1003));
        assert_eq!((last.start.line, last.start.column, last.end.column), (2, 1, 2));
        assert_eq!(lines.line_around(last.start), (3002, 3005));
    }
}
