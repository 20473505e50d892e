//! Showing: changes → text for people or for programs.

use std::fmt::Write as _;

use serde_json::json;

use super::{Changes, Weight};

/// How changes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A line for each, the worst first, with the version that follows at the end.
    Human,
    /// One JSON object.
    Json,
}

/// Changes as text.
#[must_use]
pub fn show(changes: &Changes, format: Format) -> String {
    match format {
        Format::Human => human(changes),
        Format::Json => format!("{:#}\n", json(changes)),
    }
}

fn human(changes: &Changes) -> String {
    let mut text = String::new();
    for change in &changes.list {
        // Names and values come from specs, and are not to steer a terminal.
        let line = format!("{}: {}: {}", word(change.weight), change.subject, change.message);
        text.extend(line.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }));
        text.push('\n');
    }
    let Some(next) = changes.next_version() else { return "nothing changed for callers\n".to_owned() };
    let count = |weight| changes.count(weight);
    let counts = [Weight::Breaking, Weight::Addition, Weight::Notice]
        .map(|weight| format!("{} {}", count(weight), plural(weight)))
        .join(", ");
    let old = changes.old_version;
    let _ = write!(text, "\n{counts}\nversion: {old} → {next}");
    if changes.new_version >= next {
        let _ = write!(text, "; it is {} already", changes.new_version);
    }
    text.push('\n');
    text
}

fn json(changes: &Changes) -> serde_json::Value {
    let list: Vec<_> = changes
        .list
        .iter()
        .map(|change| json!({ "weight": word(change.weight), "subject": change.subject, "message": change.message }))
        .collect();
    json!({
        "changes": list,
        "breaking": changes.is_breaking(),
        "version": {
            "old": changes.old_version.to_string(),
            "new": changes.new_version.to_string(),
            "least": changes.next_version().unwrap_or(changes.old_version).to_string(),
        },
    })
}

fn word(weight: Weight) -> &'static str {
    match weight {
        Weight::Breaking => "breaking",
        Weight::Addition => "added",
        Weight::Notice => "noted",
    }
}

fn plural(weight: Weight) -> &'static str {
    word(weight)
}
