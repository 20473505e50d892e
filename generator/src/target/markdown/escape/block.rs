//! An author's Markdown as blocks: paragraphs, lists, quotes and fences of its own, and nothing that changes the page.
//!
//! Headings, rules, containers and imports at the start of a line are escaped; indentation counts only inside lists,
//! because an indented block would show the escapes of everything else.

use super::clean;
use super::code::{code, fence};
use super::inline::{LineFeed, inline};
use super::lines::{Part, each_part};
use crate::target::grid::{Alignment, Grid};

/// Markdown as blocks of a page.
pub(in super::super) fn prose(text: &str) -> String {
    let text = clean(text);
    let lines: Vec<&str> = text.trim_matches('\n').lines().collect();
    let mut out = Blocks::default();
    each_part(&lines, |part| match part {
        // A tab would be a mark's width of spaces, but of how many depends on where it stands.
        Part::Line(line) => out.line(&line.replace('\t', "    ")),
        Part::Fence { indent, language, content } => out.fence(indent, language, content),
        Part::Table { indent, grid } => out.table(indent, &grid),
    });
    out.finish()
}

/// Markdown inside a cell of a table, or anywhere else where everything has to stay in one line.
/// Tables become lines of their cells.
pub(in super::super) fn cell(text: &str) -> String {
    let line = |row: &Vec<String>| inline(&row.join(" | "), LineFeed::Break);
    cell_with(text, &mut |grid| {
        let rows: Vec<String> = std::iter::once(&grid.head).chain(&grid.rows).map(line).collect();
        rows.join("<br>")
    })
}

/// Markdown inside a cell, with something else in place of each table. The function gets the table
/// as a block and returns what stands in the cell.
pub(in super::super) fn cell_without_tables(text: &str, replace: &mut dyn FnMut(String) -> String) -> String {
    cell_with(text, &mut |grid| replace(table(grid).join("\n")))
}

fn cell_with(text: &str, table: &mut dyn FnMut(&Grid) -> String) -> String {
    let text = clean(text);
    let lines: Vec<&str> = text.trim().lines().collect();
    let mut parts: Vec<String> = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    each_part(&lines, |part| match part {
        Part::Line(line) => paragraph.push(line.trim()),
        Part::Fence { content, .. } => {
            flush(&mut paragraph, &mut parts);
            parts.push(code(&content.join("\n")));
        }
        Part::Table { grid, .. } => {
            flush(&mut paragraph, &mut parts);
            parts.push(table(&grid));
        }
    });
    flush(&mut paragraph, &mut parts);
    parts.join("<br>")
}

fn flush(paragraph: &mut Vec<&str>, parts: &mut Vec<String>) {
    if !paragraph.is_empty() {
        parts.push(inline(paragraph.join("\n").trim(), LineFeed::Break));
        paragraph.clear();
    }
}

/// The lines of a table.
fn table(grid: &Grid) -> Vec<String> {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| inline(cell, LineFeed::Break)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let delimiter = |alignment: &Alignment| match alignment {
        Alignment::None => " --- |",
        Alignment::Left => " :-- |",
        Alignment::Center => " :-: |",
        Alignment::Right => " --: |",
    };
    let delimiters: String = grid.alignments.iter().map(delimiter).collect();
    let mut lines = vec![line(&grid.head), format!("|{delimiters}")];
    lines.extend(grid.rows.iter().map(|row| line(row)));
    lines
}

/// The blocks so far, and the paragraph that is still open.
#[derive(Default)]
struct Blocks {
    out: String,
    /// What stands before the first line of the open paragraph: marks of lists and quotes.
    prefix: String,
    /// What stands before its other lines.
    indent: String,
    paragraph: Vec<String>,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        if line.trim().is_empty() {
            self.close();
            self.blank();
            return;
        }
        let limit = self.indent.len();
        let own = line.len() - line.trim_start().len();
        if own == 0 && self.out.ends_with("\n\n") {
            self.indent.clear();
        }
        let (marks, content) = split_marks(line.trim_start());
        if marks.is_empty() {
            if self.paragraph.is_empty() {
                self.indent.truncate(own.min(self.indent.len()));
                self.prefix = self.indent.clone();
            }
        } else {
            self.close();
            let outer = " ".repeat(own.min(limit));
            self.prefix = format!("{outer}{marks}");
            self.indent = continuation(&self.prefix);
        }
        self.paragraph.push(escaped_head(content));
    }

    fn fence(&mut self, own: usize, language: &str, content: &[&str]) {
        self.close();
        let indent = " ".repeat(if self.indent.contains('>') { 0 } else { own.min(self.indent.len()) });
        let strip = |line: &&str| line.strip_prefix(indent.as_str()).unwrap_or(line).to_owned();
        let content: Vec<String> = content.iter().map(strip).collect();
        for line in fence(language, &content.join("\n")).lines() {
            self.out.push_str(&indent);
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    fn table(&mut self, own: usize, grid: &Grid) {
        self.close();
        self.blank();
        let indent = " ".repeat(if self.indent.contains('>') { 0 } else { own.min(self.indent.len()) });
        for line in table(grid) {
            self.out.push_str(&indent);
            self.out.push_str(&line);
            self.out.push('\n');
        }
        self.blank();
    }

    /// Writes the open paragraph.
    fn close(&mut self) {
        if self.paragraph.is_empty() {
            return;
        }
        let text = inline(&self.paragraph.join("\n"), LineFeed::Keep);
        for (index, line) in text.lines().enumerate() {
            self.out.push_str(if index == 0 { &self.prefix } else { &self.indent });
            self.out.push_str(line);
            self.out.push('\n');
        }
        self.paragraph.clear();
    }

    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.out.trim_end().to_owned()
    }
}

/// Splits the marks of lists and quotes from what follows them.
fn split_marks(line: &str) -> (&str, &str) {
    let mut rest = line;
    // A line of marks alone is a rule, not a list; and nobody nests deeper than this by hand.
    for _ in 0..6 {
        let Some(length) = mark_length(rest).filter(|_| !is_rule(rest)) else { break };
        rest = &rest[length..];
    }
    line.split_at(line.len() - rest.len())
}

fn mark_length(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix('>') {
        return Some(if rest.starts_with(' ') { 2 } else { 1 });
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match digits {
        0 if text.starts_with(['-', '*', '+']) => 1,
        1..=9 if text[digits..].starts_with(['.', ')']) => digits + 1,
        _ => return None,
    };
    text[mark..].starts_with(' ').then_some(mark + 1)
}

/// What continues a paragraph that began after these marks.
fn continuation(prefix: &str) -> String {
    match prefix.rfind('>') {
        Some(at) => {
            format!("{} {}", blanked(&prefix[..at]) + ">", " ".repeat(prefix.len().saturating_sub(at + 2)))
        }
        None => " ".repeat(prefix.len()),
    }
}

/// Quotes stay, other marks become spaces.
fn blanked(prefix: &str) -> String {
    prefix.chars().map(|c| if c == '>' { c } else { ' ' }).collect()
}

/// Whether a line of `-`, `*`, `_` or `=` would be a rule or make a heading of the line above.
fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    match marks.next() {
        Some(first @ ('-' | '*' | '_' | '=')) => marks.all(|c| c == first),
        _ => false,
    }
}

/// A line whose first character cannot begin a block of its own.
fn escaped_head(content: &str) -> String {
    let content = content.trim_start();
    let begins_block = content.starts_with(['#', '@', '>'])
        || content.starts_with("::")
        || content.starts_with("```")
        || content.starts_with("~~~")
        || mark_length(content).is_some()
        || is_rule(content)
        || ["-", "*", "+"].contains(&content.trim_end());
    if !begins_block {
        return content.to_owned();
    }
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let (before, after) = content.split_at(digits);
    format!("{before}\\{after}")
}
