//! An author's Markdown inside a paragraph or a cell.
//!
//! One walk over the text. Emphasis, code, links to the web, line breaks and entities stay; HTML, images and links to
//! other places, definitions and braces are made harmless. A code span or link without an end is escaped, so that it
//! cannot pair with something that follows in the same place.

use std::collections::HashMap;

use super::braces;
use super::code::code;
use super::link::{destination, is_allowed};

/// The characters that a step looks at.
const SPECIAL: [char; 10] = ['\\', '`', '<', '|', '\n', '!', '[', ']', '{', '&'];

/// What a line feed becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineFeed {
    /// It stays one.
    Keep,
    /// A line break that a cell can hold.
    Break,
}

/// Makes Markdown safe inside one paragraph or cell.
pub(super) fn inline(text: &str, line_feed: LineFeed) -> String {
    let out = String::with_capacity(text.len() + 16);
    let mut walk = Walk { text, at: 0, line_feed, out, bracket: None, runs: None };
    while let Some(c) = walk.peek() {
        walk.step(c);
    }
    walk.out
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
    line_feed: LineFeed,
    out: String,
    /// The next `>` that was looked for, none where there is no other.
    bracket: Option<Option<usize>>,
    /// Where the last run of backticks of each length begins, once one was looked for.
    runs: Option<HashMap<usize, usize>>,
}

impl<'a> Walk<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn copy(&mut self, length: usize) {
        self.out.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
    }

    fn replace(&mut self, length: usize, with: &str) {
        self.out.push_str(with);
        self.at += length;
    }

    fn step(&mut self, c: char) {
        if brace_unit(self.rest()).is_some() {
            return self.braces();
        }
        match c {
            '\\' => self.backslash(),
            '`' => self.code_span(),
            '<' => self.angle(),
            '|' => self.replace(1, "&#124;"),
            '\n' => self.line_feed(),
            '!' if self.rest().starts_with("![") => self.image(),
            '[' if self.rest().starts_with("[[") => self.replace(1, "\\["),
            ']' => self.bracket(),
            other => {
                // Everything up to the next character that may mean something goes in one step.
                let plain = self.rest().find(SPECIAL).unwrap_or(self.rest().len());
                self.copy(plain.max(other.len_utf8()));
            }
        }
    }

    fn braces(&mut self) {
        let mut count = 0;
        while let Some(length) = brace_unit(self.rest()) {
            self.at += length;
            count += 1;
        }
        self.out.push_str(&braces(count));
    }

    fn backslash(&mut self) {
        match self.rest().chars().nth(1) {
            Some('|') => self.replace(2, "&#124;"),
            Some('<') => self.replace(2, "&lt;"),
            Some(c) if c.is_ascii_punctuation() => self.copy(2),
            Some('\n') if self.line_feed == LineFeed::Break => self.at += 1,
            Some('\n') => self.copy(2),
            _ => self.replace(1, "\\\\"),
        }
    }

    fn line_feed(&mut self) {
        match self.line_feed {
            LineFeed::Keep => self.copy(1),
            LineFeed::Break => self.replace(1, "<br>"),
        }
    }

    fn code_span(&mut self) {
        let run = run_of_backticks(self.rest());
        let has_end = self.last_run(run) > Some(self.at);
        let end = if has_end { closing_run(&self.rest()[run..], run) } else { None };
        match end {
            Some(length) => {
                let content = self.rest()[run..run + length].replace('\n', " ");
                self.replace(length + 2 * run, &code(stripped(&content)));
            }
            None => self.replace(run, &"\\`".repeat(run)),
        }
    }

    /// Where the last run of exactly so many backticks begins.
    fn last_run(&mut self, length: usize) -> Option<usize> {
        let text = self.text;
        let runs = self.runs.get_or_insert_with(|| {
            let mut runs = HashMap::new();
            let mut at = 0;
            while let Some(found) = text[at..].find('`') {
                let length = run_of_backticks(&text[at + found..]);
                runs.insert(length, at + found);
                at += found + length;
            }
            runs
        });
        runs.get(&length).copied()
    }

    /// Where the next `>` is.
    fn next_bracket(&mut self) -> Option<usize> {
        let is_behind = |bracket: Option<usize>| bracket.is_some_and(|bracket| bracket < self.at);
        if self.bracket.is_none_or(is_behind) {
            self.bracket = Some(self.rest().find('>').map(|found| self.at + found));
        }
        self.bracket.flatten()
    }

    /// `<https://example.com>` stays a link and `<br>` a line break; everything else is text.
    fn angle(&mut self) {
        let Some(end) = self.next_bracket() else {
            return self.replace(1, "&lt;");
        };
        let inside = &self.text[self.at + 1..end];
        let is_link = is_allowed(inside) && !inside.contains(|c: char| c.is_whitespace() || c == '<');
        if is_link {
            let link = format!("<{}>", destination(inside));
            self.replace(inside.len() + 2, &link);
        } else if inside.len() < 8 && inside.trim_end_matches('/').trim().eq_ignore_ascii_case("br") {
            self.replace(inside.len() + 2, "<br>");
        } else {
            self.replace(1, "&lt;");
        }
    }

    /// An image would be loaded, or looked for beside the page; a link is enough.
    fn image(&mut self) {
        self.replace(1, "\\!");
    }

    fn bracket(&mut self) {
        let rest = self.rest();
        if rest.starts_with("]:") {
            // A definition would vanish from the page, and lend its destination to other brackets.
            self.replace(2, "]\\:");
        } else if let Some(after) = rest.strip_prefix("](") {
            match link_end(after) {
                Some((place, length)) => {
                    let link = format!("]({})", destination(place));
                    self.replace(2 + length, &link);
                }
                None => self.replace(1, "\\]"),
            }
        } else {
            self.copy(1);
        }
    }
}

/// How long the destination of a link may be. Without a limit, a text of brackets alone would be read again for each.
pub(super) const LONGEST_LINK: usize = 2_000;

/// The destination of a link that may stay, and the length up to and with its closing parenthesis.
fn link_end(text: &str) -> Option<(&str, usize)> {
    if !is_allowed(text) {
        return None;
    }
    let mut depth = 0_u32;
    for (at, c) in text.char_indices().take(LONGEST_LINK) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                let place = &text[..at];
                return Some((place, at + 1));
            }
            ')' => depth -= 1,
            c if c.is_whitespace() || c == '<' || c == '\\' => return None,
            _ => {}
        }
    }
    None
}

/// How long a reference to a character may be; CommonMark lets numbers have seven digits.
const LONGEST_ENTITY: usize = 16;

/// The length of an opening brace at the start of the text, however it is written.
pub(in super::super) fn brace_unit(text: &str) -> Option<usize> {
    if text.starts_with('{') {
        return Some(1);
    }
    if text.starts_with("\\{") {
        return Some(2);
    }
    let entity = text.strip_prefix('&')?;
    // No entity of a brace is longer, leading zeros aside.
    let length = entity.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
    let entity = &entity[..length];
    let is_brace = match entity.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            code == Ok(u32::from('{'))
        }
        None => matches!(entity, "lbrace" | "lcub"),
    };
    is_brace.then_some(entity.len() + 2)
}

fn run_of_backticks(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// How far it is to a run of exactly so many backticks.
fn closing_run(text: &str, run: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let length = run_of_backticks(&text[at + found..]);
        if length == run {
            return Some(at + found);
        }
        at += found + length;
    }
    None
}

/// The content of a code span without the space that CommonMark takes from either end.
fn stripped(content: &str) -> &str {
    match content.strip_prefix(' ').and_then(|inner| inner.strip_suffix(' ')) {
        Some(inner) if !content.trim().is_empty() => inner,
        _ => content,
    }
}
