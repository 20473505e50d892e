//! An author's Markdown without its marks, for front matter and other places that show plain text only.

use super::clean;
use super::link::is_allowed;

/// The first paragraph, without emphasis, code and links.
pub(in super::super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = clean(text);
    let paragraph = text.trim().split("\n\n").next().unwrap_or("");
    let mut rest = paragraph;
    while let Some(at) = rest.find(['`', '*', '[', '\n']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        rest = match rest.as_bytes()[at] {
            b'\n' => {
                out.push(' ');
                tail
            }
            b'[' => match web_link(tail) {
                Some((text, after)) => {
                    out.push_str(text);
                    after
                }
                None => {
                    out.push('[');
                    tail
                }
            },
            _ => tail,
        };
    }
    out.push_str(rest);
    out
}

/// The text of a link that begins before this text, and what follows it.
fn web_link(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.split_once("](")?;
    let (place, after) = rest.split_once(')')?;
    (!label.contains('[') && is_allowed(place)).then_some((label, after))
}
