//! An author's Markdown without its marks, for front matter and other places that show plain text only.

use super::clean;
use super::inline::LONGEST_LINK;
use crate::target::grid;

/// The first paragraph as far as a table, without emphasis, code and links.
pub(in super::super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = clean(text);
    let paragraph = text.trim().split("\n\n").next().unwrap_or("");
    let paragraph = grid::before(paragraph);
    let mut rest = paragraph.as_str();
    while let Some(at) = rest.find(['`', '*', '[', '\n']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        rest = match rest.as_bytes()[at] {
            b'\n' => {
                out.push(' ');
                tail
            }
            b'[' => match link(tail) {
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

/// The text of a link that begins before this text, and what follows it. Wherever it leads, nobody could follow it.
fn link(text: &str) -> Option<(&str, &str)> {
    // A label has no brackets inside.
    let (label, rest) =
        text.split_at(text.bytes().take(LONGEST_LINK).position(|byte| matches!(byte, b'[' | b']'))?);
    let rest = rest.strip_prefix("](")?;
    let (place, after) = rest.split_at(rest.bytes().take(LONGEST_LINK).position(|byte| byte == b')')?);
    // What has blanks in it is no destination, and may be what the author has to say.
    (!place.contains(char::is_whitespace)).then_some((label, &after[1..]))
}
