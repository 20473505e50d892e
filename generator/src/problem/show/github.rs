//! Problems as workflow commands, from which GitHub makes annotations in the changed files of a pull request.

use super::clean::picture;
use super::{Located, Severity};

/// One workflow command a problem.
pub(super) fn show(located: &[Located<'_>]) -> String {
    located.iter().map(command).collect()
}

fn command(located: &Located<'_>) -> String {
    let problem = located.problem;
    let (start, end) = (located.span.start, located.span.end);
    let mut properties = format!("file={},line={}", property(&located.file), start.line);
    // A column of the end means something to GitHub only within one line.
    if start.line == end.line {
        properties.push_str(&format!(",col={},endColumn={}", start.column, end.column.max(start.column)));
    } else {
        properties.push_str(&format!(",endLine={}", end.line));
    }
    if !located.path.is_empty() {
        properties.push_str(&format!(",title={}", property(&located.path)));
    }
    let help = problem.help.as_deref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    let command = match problem.severity {
        Severity::Note => "notice",
        Severity::Error | Severity::Warning => located.severity(),
    };
    format!("::{command} {properties}::{}\n", data(&format!("{}{help}", problem.message)))
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn data(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => escaped.push_str("%25"),
            '\r' => escaped.push_str("%0D"),
            '\n' => escaped.push_str("%0A"),
            _ => escaped.push(picture(c).unwrap_or(c)),
        }
    }
    escaped
}
