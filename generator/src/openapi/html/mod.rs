//! HTML in descriptions → Markdown, which is what descriptions are here.
//!
//! Documents mix both, so only the tags are rewritten: paragraphs, emphasis, code, links, lists,
//! headings and tables become what Markdown has for them, and everything between the tags stays as it
//! is written. A tag counts where its element ends; `<name>` in running text is a placeholder of the
//! author's. The work is linear in the length of the text.

mod element;
mod grid;
mod token;
mod write;

use std::borrow::Cow;

use token::{Kind, tokens};

/// Rewrites the HTML of a description as Markdown.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    let tokens = tokens(text).tokens;
    // A line break is the same in Markdown.
    let is_written = |kind: &Kind| !matches!(kind, Kind::Text | Kind::Code | Kind::Break);
    if tokens.iter().any(|token| is_written(&token.kind)) {
        Cow::Owned(write::markdown(text, &tokens))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns what of the HTML of a description is not rewritten, if anything.
pub(super) fn not_rewritten(text: &str) -> Option<String> {
    if !text.contains('<') {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let is_there =
        |name: &&&str| lower.contains(&format!("<{name}")) && lower.contains(&format!("</{name}>"));
    if let Some(name) = element::WITHOUT_COUNTERPART.iter().find(is_there) {
        return Some(format!("`<{name}>` has no counterpart in Markdown"));
    }
    tokens(text).unpaired.map(|name| format!("`<{name}>` is not paired with an end tag"))
}

#[cfg(test)]
mod tests;
