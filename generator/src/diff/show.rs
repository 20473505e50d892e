//! Showing: changes → text for people or for programs.

use std::fmt::Write as _;

use serde_json::json;

use super::{Change, Changes, Weight};

/// How changes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A line for each, the worst first, with the version that follows at the end.
    Human,
    /// One JSON object.
    Json,
    /// Workflow commands, of which GitHub makes annotations.
    Github,
    /// A SARIF 2.1.0 log.
    Sarif,
}

/// Changes as text.
#[must_use]
pub fn show(changes: &Changes, format: Format) -> String {
    match format {
        Format::Human => human(changes),
        Format::Json => format!("{:#}\n", json(changes)),
        Format::Github => changes.list.iter().map(command).collect(),
        Format::Sarif => format!("{:#}\n", sarif(changes)),
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

/// A workflow command; a line feed would end it.
fn command(change: &Change) -> String {
    let text = |text: &str| {
        let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect::<String>()
    };
    let level = match change.weight {
        Weight::Breaking => "error",
        Weight::Addition | Weight::Notice => "notice",
    };
    let title = word(change.weight);
    format!("::{level} title={title}::{}: {}\n", text(&change.subject), text(&change.message))
}

/// A SARIF log with one run, in which each weight is a rule.
fn sarif(changes: &Changes) -> serde_json::Value {
    let result = |change: &Change| {
        let level = if change.weight == Weight::Breaking { "error" } else { "note" };
        json!({
            "ruleId": word(change.weight),
            "level": level,
            "message": { "text": format!("{}: {}", change.subject, change.message) },
            "locations": [{ "logicalLocations": [{ "fullyQualifiedName": change.subject }] }],
        })
    };
    let rules = [
        (Weight::Breaking, "Code does not compile any more, or requests are refused that were answered."),
        (Weight::Addition, "There is more than before."),
        (Weight::Notice, "Something behaves in another way."),
    ];
    let rules =
        rules.map(|(weight, text)| json!({ "id": word(weight), "shortDescription": { "text": text } }));
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "bindery", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "results": changes.list.iter().map(result).collect::<Vec<_>>(),
        }],
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
