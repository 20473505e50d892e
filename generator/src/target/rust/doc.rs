//! Text of a spec as rustdoc.
//!
//! Descriptions are Markdown of the author's. They stay Markdown, but what rustdoc would take for something else is
//! neutralised: raw HTML, links into the crate, bare URLs, and code that it would compile. Every line has its `///`, so
//! no text can leave the comment.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use crate::target::grid;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};

/// The beginning of a doc comment line of an item.
pub(crate) const ITEM: &str = "///";
/// The same, of a field, a variant or a method.
pub(crate) const MEMBER: &str = "    ///";
/// The same, of the module or crate around it.
pub(crate) const MODULE: &str = "//!";

/// Writes paragraphs as doc comment lines, each ending in a line feed; nothing for no text.
pub(crate) fn lines(paragraphs: &[&str], prefix: &str) -> String {
    let mut out = String::new();
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.trim().is_empty()) {
        if !out.is_empty() {
            gap(prefix, &mut out);
        }
        raw(&neutral(paragraph), prefix, &mut out);
    }
    out
}

/// Writes text that is already fit for rustdoc.
pub(crate) fn raw(text: &str, prefix: &str, out: &mut String) {
    for line in text.trim_matches('\n').lines() {
        let line = visible(line.trim_end());
        let _ = if line.is_empty() { writeln!(out, "{prefix}") } else { writeln!(out, "{prefix} {line}") };
    }
}

/// Writes the empty line between two paragraphs.
pub(crate) fn gap(prefix: &str, out: &mut String) {
    let _ = writeln!(out, "{prefix}");
}

/// A text of the author's on one line.
pub(crate) fn inline(text: &str) -> String {
    neutral(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Author's Markdown as Markdown that rustdoc shows and does not interpret.
fn neutral(text: &str) -> String {
    let mut text = without_controls(text.trim());
    if text.contains('|') {
        text = grid::set_apart(&text).trim_end().to_owned();
    }
    if text.chars().all(is_plain) && !text.contains("://") && !text.contains("www.") {
        return text;
    }
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut link_depth = 0_usize;
    let mut code_depth = 0_usize;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                link_depth += 1;
                if link_type != LinkType::Autolink && link_type != LinkType::Email && !is_web(&dest_url) {
                    unlink(&text, range, &mut edits);
                }
            }
            Event::End(pulldown_cmark::TagEnd::Link | pulldown_cmark::TagEnd::Image) => {
                link_depth = link_depth.saturating_sub(1);
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                code_depth += 1;
                code_block(&text, &kind, range, &mut edits);
            }
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => code_depth = code_depth.saturating_sub(1),
            Event::Text(_) if code_depth == 0 => escape(&text, range, link_depth > 0, &mut edits),
            Event::Html(_) | Event::InlineHtml(_) => html(&text, range, link_depth > 0, &mut edits),
            _ => {}
        }
    }
    apply(&text, edits)
}

/// Characters that mean nothing to Markdown or rustdoc wherever they stand inside a line.
fn is_plain(c: char) -> bool {
    c == ' '
        || c.is_alphanumeric()
        || matches!(
            c,
            ',' | '.'
                | ';'
                | '\''
                | '"'
                | '('
                | ')'
                | '?'
                | '%'
                | '，'
                | '。'
                | '：'
                | '；'
                | '（'
                | '）'
                | '、'
                | '“'
                | '”'
                | '？'
        )
}

/// Whether a Rust comment cannot hold a character: carriage returns and other controls, and characters that change the
/// direction of a text, which the compiler denies (`text_direction_codepoint_in_comment`).
fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// A text without the characters that a Rust comment cannot hold.
fn without_controls(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\t'], " ")
        .chars()
        .filter(|c| !is_forbidden(*c))
        .collect()
}

/// A line with the characters that a Rust comment cannot hold as escapes of Rust: values in code spans must not lose any.
fn visible(line: &str) -> Cow<'_, str> {
    if !line.contains(is_forbidden) {
        return Cow::Borrowed(line);
    }
    let escaped = |c: char| if is_forbidden(c) { c.escape_unicode().to_string() } else { c.to_string() };
    Cow::Owned(line.chars().map(escaped).collect())
}

fn is_web(url: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
}

/// A link that leads nowhere from documentation keeps its text alone.
fn unlink(text: &str, range: Range<usize>, edits: &mut Vec<(Range<usize>, String)>) {
    let start = range.start;
    let source = &text[range];
    let opening = source.find('[').unwrap_or(0);
    edits.push((start + opening..start + opening + 1, "\\[".to_owned()));
    if let Some(closing) = source.rfind("](").or_else(|| source.rfind("][")) {
        let at = start + closing;
        edits.push((at..at + 1, "\\]".to_owned()));
        if source[closing + 1..].starts_with('[') {
            edits.push((at + 1..at + 2, "\\[".to_owned()));
        }
    } else if let Some(closing) = source.rfind(']') {
        edits.push((start + closing..start + closing + 1, "\\]".to_owned()));
    }
}

/// Marks code as text, so that rustdoc does not compile it as an example.
fn code_block(
    text: &str,
    kind: &CodeBlockKind<'_>,
    range: Range<usize>,
    edits: &mut Vec<(Range<usize>, String)>,
) {
    let source = &text[range.clone()];
    match kind {
        CodeBlockKind::Fenced(_) => {
            let fence = source.chars().take_while(|c| *c == '`' || *c == '~').count();
            let line_end = source.find('\n').unwrap_or(source.len());
            if fence > 0 && fence <= line_end {
                edits.push((range.start + fence..range.start + line_end, "text".to_owned()));
                if !is_closed(source, fence) {
                    // Left open, it would take what comes after the text for code.
                    let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
                    let newline = if source.ends_with('\n') { "" } else { "\n" };
                    let closing = format!("{newline}{}{}\n", &text[line..range.start], &source[..fence]);
                    edits.push((range.end..range.end, closing));
                }
            }
        }
        CodeBlockKind::Indented => {
            // The fence stands before the indent of the code, or it would be a line of the code.
            let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
            let prefix = &text[line..range.start];
            let outer = prefix.strip_suffix("    ").or_else(|| prefix.strip_suffix('\t')).unwrap_or(prefix);
            let again: String = outer.chars().map(|c| if c == '>' { c } else { ' ' }).collect();
            let start = line + outer.len();
            edits.push((start..start, format!("```text\n{again}")));
            let newline = if source.ends_with('\n') { "" } else { "\n" };
            edits.push((range.end..range.end, format!("{newline}{again}```\n")));
        }
    }
}

/// Whether a fenced block has its closing fence: a last line of at least as many marks as the first begins with.
fn is_closed(source: &str, fence: usize) -> bool {
    let Some((first, rest)) = source.trim_end().split_once('\n') else { return false };
    let marks = &first[..fence];
    let last = rest.rsplit('\n').next().unwrap_or(rest).trim_start_matches([' ', '\t', '>']).trim_end();
    last.starts_with(marks) && marks.chars().next().is_some_and(|mark| last.chars().all(|c| c == mark))
}

/// Escapes what stands in running text: brackets that rustdoc would take for links into the crate, and bare URLs.
fn escape(text: &str, range: Range<usize>, in_link: bool, edits: &mut Vec<(Range<usize>, String)>) {
    let source = &text[range.clone()];
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        if !in_link && (rest.starts_with("https://") || rest.starts_with("http://")) {
            let length = url_length(rest);
            let start = range.start + at;
            edits.push((start..start + length, format!("<{}>", &rest[..length])));
            at += length;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        let is_escaped = || {
            let before = text[..range.start + at].bytes().rev();
            before.take_while(|byte| *byte == b'\\').count() % 2 == 1
        };
        // A backtick that begins no code here would begin some with one that comes after the text.
        if matches!(c, '<' | '[' | ']' | '`') && !is_escaped() {
            let start = range.start + at;
            edits.push((start..start + 1, format!("\\{c}")));
        }
        at += c.len_utf8();
    }
}

/// How much of a text is its URL: up to a character that URLs do not hold, without the punctuation of the sentence.
fn url_length(text: &str) -> usize {
    let is_url = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '\\' | '^' | '{' | '}' | '|' | '*')
    };
    let length = text.find(|c| !is_url(c)).unwrap_or(text.len());
    text[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '_']).len()
}

/// Shows HTML as it is written. As text it may have URLs and brackets like any other.
fn html(text: &str, range: Range<usize>, in_link: bool, edits: &mut Vec<(Range<usize>, String)>) {
    // A line break is harmless, and tables have no other.
    if matches!(text[range.clone()].trim(), "<br>" | "<br/>" | "<br />") {
        return;
    }
    escape(text, range, in_link, edits);
}

fn apply(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len() + edits.len() * 2);
    let mut at = 0;
    for (range, replacement) in edits {
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        out.push_str(&replacement);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_a_comment_cannot_hold_are_escaped() {
        let mut out = String::new();
        raw("Default: `a\u{202a}b\rc\u{200f}`", ITEM, &mut out);
        assert_eq!(out, "/// Default: `a\\u{202a}b\\u{d}c\\u{200f}`\n");
    }

    #[test]
    fn what_rustdoc_would_interpret_is_neutral() {
        for (text, expected) in [
            ("plain text", "plain text"),
            ("see https://example.com/a_b.", "see <https://example.com/a_b>."),
            ("a Vec<String> here", "a Vec\\<String> here"),
            ("use [foo] or `[bar]`", "use \\[foo\\] or `[bar]`"),
            ("[text](https://example.com)", "[text](https://example.com)"),
            ("<i src=\"https://a.example/\" b=\"[c]\">", "\\<i src=\"<https://a.example/>\" b=\"\\[c\\]\">"),
            (
                "[<i src=\"https://a.example\">](https://b.example)",
                "[\\<i src=\"https://a.example\">](https://b.example)",
            ),
            ("a \\\\<b> \\\\[c] \\[d]", "a \\\\\\<b> \\\\\\[c\\] \\[d\\]"),
            ("one<br>two <hr>", "one<br>two \\<hr>"),
            ("[text](#tag/x)", "\\[text\\](#tag/x)"),
            ("```\nlet x = 1;\n```", "```text\nlet x = 1;\n```"),
            ("```js\nx\n```", "```text\nx\n```"),
            ("a ` b", "a \\` b"),
            ("a\r\nb", "a\nb"),
            ("a\u{202e}b", "ab"),
            ("**bold** and `code<T>`", "**bold** and `code<T>`"),
        ] {
            assert_eq!(neutral(text), expected, "{text}");
        }
    }

    #[test]
    fn every_line_is_in_the_comment() {
        let doc = lines(&["one\n\ntwo\n}\nfn evil() {}", "three"], MEMBER);
        assert!(doc.lines().all(|line| line.trim_start().starts_with("///")), "{doc}");
        assert!(doc.ends_with('\n'));
    }
}
