//! The lines of an author's Markdown: which of them are fenced code or tables, and which are text.
//!
//! A fence without an end is text. CommonMark would let it run to the end of the page.

use crate::target::grid::Grid;

/// A part of a text.
pub(super) enum Part<'a> {
    /// A line outside any fence.
    Line(&'a str),
    /// A fenced block.
    Fence {
        /// How far its opening fence is indented.
        indent: usize,
        /// The first word after the opening fence.
        language: &'a str,
        /// The lines between the fences.
        content: &'a [&'a str],
    },
    /// A table.
    Table {
        /// How far its first line is indented.
        indent: usize,
        /// What it holds.
        grid: Grid,
    },
}

/// Splits lines into parts and hands each to a function.
pub(super) fn each_part<'a>(lines: &'a [&'a str], mut take: impl FnMut(Part<'a>)) {
    let mut unclosed = Unclosed::default();
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        at += 1;
        let indent = line.len() - line.trim_start().len();
        if let Some(grid) = Grid::at(&lines[at - 1..]) {
            at += grid.length - 1;
            take(Part::Table { indent, grid });
            continue;
        }
        let found =
            Fence::opening(line).and_then(|fence| Some((fence.end(&lines[at..], &mut unclosed)?, fence)));
        match found {
            Some((length, fence)) => {
                take(Part::Fence { indent, language: fence.language, content: &lines[at..at + length] });
                at += length + 1;
            }
            None => take(Part::Line(line)),
        }
    }
}

/// The first line of a fenced block.
struct Fence<'a> {
    mark: char,
    length: usize,
    language: &'a str,
}

/// The shortest fences that were found to have no end, so that no text is searched again and again.
#[derive(Default)]
struct Unclosed {
    backticks: Option<usize>,
    tildes: Option<usize>,
}

impl<'a> Fence<'a> {
    fn opening(line: &'a str) -> Option<Self> {
        let text = line.trim();
        let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let rest = text.trim_start_matches(mark);
        let length = text.len() - rest.len();
        let is_fence = length >= 3 && !(mark == '`' && rest.contains('`'));
        is_fence.then(|| Self { mark, length, language: rest.split_whitespace().next().unwrap_or("") })
    }

    /// How many lines there are before the closing fence.
    fn end(&self, lines: &[&str], unclosed: &mut Unclosed) -> Option<usize> {
        let shortest = if self.mark == '`' { &mut unclosed.backticks } else { &mut unclosed.tildes };
        if shortest.is_some_and(|shortest| self.length >= shortest) {
            return None;
        }
        let closes = |line: &&str| {
            let text = line.trim();
            text.len() >= self.length && text.chars().all(|c| c == self.mark)
        };
        let end = lines.iter().position(closes);
        if end.is_none() {
            *shortest = Some(self.length);
        }
        end
    }
}
