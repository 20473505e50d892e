//! Code, inside a line and in fences.

use super::clean;

/// Code inside a line, in a cell or anywhere else.
///
/// Backticks where they are safe. Where a pipe would end the cell (tables read `\\|` in more than one way), Vue would
/// read braces, or the text begins or ends like its fence, an element with entities says the same everywhere.
pub(in super::super) fn code(text: &str) -> String {
    let text = clean(text);
    let plain = !text.is_empty()
        && !text.contains(['`', '|', '\\', '\n', '\t'])
        && !text.contains("{{")
        && !text.starts_with(' ')
        && !text.ends_with(' ');
    if plain { format!("`{text}`") } else { element(&text) }
}

fn element(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2 + 24);
    out.push_str("<code v-pre>");
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br>"),
            ' ' | ',' | '.' | '/' | ';' | '%' => out.push(c),
            c if c.is_ascii_punctuation() => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push_str("</code>");
    out
}

/// An author's code for a fence. Containers and their tabs are told by the beginnings of lines, in fences too, so a
/// line that looks like one of those stands further in.
pub(in super::super) fn listing(text: &str) -> String {
    let text = clean(text);
    let lines = text.trim_end().split('\n').map(|line| {
        let is_mark = [":::", "@tab", "== "].iter().any(|mark| line.trim_start().starts_with(mark));
        if is_mark { format!("    {line}") } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A fenced block: the fence is longer than any run of backticks in it.
pub(in super::super) fn fence(language: &str, content: &str) -> String {
    let content = clean(content);
    let content = content.trim_end_matches('\n');
    let fence = "`".repeat(longest_run(content).max(2) + 1);
    let language: String = language
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '#'))
        .collect();
    format!("{fence}{language}\n{content}\n{fence}")
}

/// A fence that no text of a view can end.
pub(in super::super) fn fence_for(view: &serde_json::Value) -> String {
    "`".repeat(longest_run_in(view).max(2) + 1)
}

fn longest_run_in(view: &serde_json::Value) -> usize {
    use serde_json::Value;
    match view {
        Value::String(text) => longest_run(text),
        Value::Array(elements) => elements.iter().map(longest_run_in).max().unwrap_or(0),
        Value::Object(fields) => fields.values().map(longest_run_in).max().unwrap_or(0),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// The length of the longest run of backticks.
pub(in super::super) fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
