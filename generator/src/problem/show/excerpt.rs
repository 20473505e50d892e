//! Excerpts: the source line of a span and the marks below it.
//!
//! Both lines are measured in terminal columns, not characters, so the marks stay below what they mark when the line
//! holds tabs or wide characters. A line that is too wide is cut around the span; only what is shown is looked at.

use unicode_width::UnicodeWidthChar;

use super::clean::picture;
use crate::problem::locate::{Lines, Span};

/// How many spaces a tab is shown as.
const TAB: usize = 4;

/// What stands for the parts that are cut off.
const CUT: &str = "...";

/// So many characters are looked at for each column; a line of combining marks alone never fills its columns.
const CHARS_PER_COLUMN: usize = 4;

/// A source line and the marks below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The line, or the part of it around the span.
    pub(super) line: String,
    /// How many columns the marks are indented.
    pub(super) indent: usize,
    /// How many columns are marked.
    pub(super) marked: usize,
}

/// The first line of a span, in at most so many columns.
pub(super) fn excerpt(lines: &Lines<'_>, span: Span, columns: usize) -> Excerpt {
    let (start, end) = lines.line_around(span.start);
    let from = span.start.offset.clamp(start, end);
    let to = span.end.offset.clamp(from, end);
    let text = lines.text();
    let whole = Piece::take(text[start..end].chars(), columns);
    if whole.complete {
        let before = Piece::take(text[start..from].chars(), columns);
        let marked = Piece::take(text[from..to].chars(), columns);
        return Excerpt { line: whole.shown, indent: before.width, marked: marked.width.max(1) };
    }
    window(&text[start..from], &text[from..to], &text[to..end], columns)
}

fn window(before: &str, marked: &str, after: &str, columns: usize) -> Excerpt {
    let room = columns.saturating_sub(2 * CUT.len());
    let marked = Piece::take(marked.chars(), room * 2 / 3);
    let room = room - marked.width;
    let left = Piece::take(before.chars().rev(), room / 2);
    let right =
        if marked.complete { Piece::take(after.chars(), room - left.width) } else { Piece::default() };
    let mut line = String::new();
    line.push_str(if left.complete { "" } else { CUT });
    let indent = line.len() + left.width;
    line.extend(left.shown.chars().rev());
    line.push_str(&marked.shown);
    line.push_str(&right.shown);
    line.push_str(if right.complete { "" } else { CUT });
    Excerpt { line, indent, marked: marked.width.max(1) }
}

/// Characters that fit into some columns.
#[derive(Debug, Default)]
struct Piece {
    shown: String,
    /// How many characters were looked at.
    count: usize,
    width: usize,
    complete: bool,
}

impl Piece {
    fn take(chars: impl Iterator<Item = char>, columns: usize) -> Self {
        let mut piece = Self { complete: true, ..Self::default() };
        for c in chars {
            let (shown, times, width) = cell(c);
            if piece.width + width > columns || piece.count >= columns * CHARS_PER_COLUMN {
                piece.complete = false;
                break;
            }
            piece.width += width;
            piece.count += 1;
            piece.shown.extend(std::iter::repeat_n(shown, times));
        }
        piece
    }
}

/// How a character is shown: by which one, how often, and in how many columns.
fn cell(c: char) -> (char, usize, usize) {
    if c == '\t' {
        return (' ', TAB, TAB);
    }
    let shown = picture(c).unwrap_or(c);
    (shown, 1, shown.width().unwrap_or(0))
}
