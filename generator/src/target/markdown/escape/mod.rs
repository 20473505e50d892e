//! Escaping: text on its way into a page, one function for each kind of place.
//!
//! Two kinds of text come in. *Literal* text (names, titles, examples) is shown as it is; an author's *Markdown*
//! (descriptions) keeps its emphasis, links, code, lists, tables and quotes, and loses what would reach beyond its place:
//! HTML, headings, rules, containers, definitions and fences without an end. Pages are compiled as Vue templates by
//! some site generators, so braces never stand where Vue would read them: entities do not help there, because Markdown
//! decodes them first; an element with `v-pre` does, and is plain HTML to everybody else.
//!
//! Invariant: what a function returns cannot end the place it was made for, in CommonMark with tables or in Vue.

mod block;
mod code;
mod inline;
mod lines;
mod link;
mod plain;

use std::borrow::Cow;

pub(super) use block::{cell, cell_without_tables, prose};
pub(super) use code::{code, fence, fence_for, listing, longest_run};
pub(super) use inline::brace_unit;
pub(super) use link::{anchor, destination};
pub(super) use plain::plain;

/// Literal text inside a line: a heading, the text of a link, a word in a cell.
pub(super) fn literal(text: &str) -> String {
    let text = clean(text);
    // Site generators read `:name:` as a picture.
    let escapes_colons = text.matches(':').count() > 1;
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\t' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' => out.push_str("&#124;"),
            '{' => {
                let mut run = 1;
                while chars.next_if_eq(&'{').is_some() {
                    run += 1;
                }
                out.push_str(&braces(run));
            }
            '_' if is_word(before) && is_word(chars.peek().copied()) => out.push(c),
            ':' if !escapes_colons => out.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | ':' => {
                out.push('\\');
                out.push(c);
            }
            other => out.push(other),
        }
        before = Some(c);
    }
    out.trim().to_owned()
}

/// A heading's text: literal, and never without a word, because a heading without one has no anchor.
pub(super) fn heading(text: &str) -> String {
    let text = literal(text);
    if text.is_empty() { "-".to_owned() } else { text }
}

/// A string for YAML front matter, quotes included. A JSON string is one.
pub(super) fn front_matter(text: &str) -> String {
    json_string(&clean(text).replace('\n', " "))
}

/// A JSON string, quotes included, that is a TypeScript string too.
pub(super) fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Text inside an HTML comment: nothing in it ends the comment.
pub(super) fn comment(text: &str) -> String {
    let mut text = clean(text).replace('\n', " ");
    while text.contains("--") {
        text = text.replace("--", "- -");
    }
    // Besides `-->`, HTML ends comments that begin with `>` or `->`, and dislikes a hyphen as the last character.
    text.replace('>', "&gt;").trim_end_matches(['-', ' ']).to_owned()
}

/// A run of opening braces that neither Vue nor an attribute syntax reads.
fn braces(count: usize) -> String {
    format!("<span v-pre>{}</span>", "{".repeat(count))
}

/// Line ends become `\n`; other control characters, which no place can show, become U+FFFD.
fn clean(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c == '\n' || c == '\t' || !(c.is_control() || is_separator(c));
    if text.chars().all(is_plain) {
        return text.into();
    }
    let replace = |c: char| match c {
        '\r' => '\n',
        c if is_separator(c) => '\n',
        c if is_plain(c) => c,
        _ => char::REPLACEMENT_CHARACTER,
    };
    text.replace("\r\n", "\n").chars().map(replace).collect::<String>().into()
}

/// The separators of lines and paragraphs, which end a line comment in JavaScript.
fn is_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests;
