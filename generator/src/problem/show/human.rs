//! Problems for people: the sentence, the place, the source line with the span underlined, the help.

use std::collections::HashMap;

use super::clean::clean;
use super::excerpt::excerpt;
use super::{Located, Severity};

/// How wide a line may become.
const COLUMNS: usize = 120;

/// Terminal sequences, or nothing where colours are off.
struct Style {
    error: &'static str,
    warning: &'static str,
    note: &'static str,
    frame: &'static str,
    bold: &'static str,
    end: &'static str,
}

const PLAIN: Style = Style { error: "", warning: "", note: "", frame: "", bold: "", end: "" };

const COLOURED: Style = Style {
    error: "\u{1b}[1;31m",
    warning: "\u{1b}[1;33m",
    note: "\u{1b}[1;36m",
    frame: "\u{1b}[1;34m",
    bold: "\u{1b}[1m",
    end: "\u{1b}[0m",
};

/// How many warnings and notes of one kind are shown where not everything is.
pub(super) const FEW: usize = 3;

/// Errors, warnings and notes, and how many there are; nothing when there are none. Of warnings and
/// notes of one kind at most so many are shown.
pub(super) fn show(located: &[Located<'_>], colour: bool, most: usize) -> String {
    let style = if colour { COLOURED } else { PLAIN };
    let mut out = String::new();
    let mut more = Kinds::default();
    let mut notes = Kinds::default();
    let mut shown: HashMap<String, usize> = HashMap::new();
    for problem in located {
        let severity = problem.problem.severity;
        if severity == Severity::Note {
            notes.push(problem);
            continue;
        }
        let of_kind = shown.entry(kind(&problem.problem.message)).or_default();
        if severity == Severity::Error || *of_kind < most {
            push_problem(&mut out, problem, &style);
            *of_kind += 1;
        } else {
            more.push(problem);
        }
    }
    let mut hidden = 0;
    for group in more.groups {
        let title = format!("{} more of this kind: {}", group.len(), group[0].problem.message);
        hidden += push_group(&mut out, &group, &title, most, &style);
    }
    for group in notes.groups {
        let title = match group.len() {
            1 => group[0].problem.message.clone(),
            count => format!("{} ({count})", group[0].problem.message),
        };
        hidden += push_group(&mut out, &group, &title, most, &style);
    }
    if !located.is_empty() {
        out.push_str(&totals(located, hidden));
    }
    out
}

/// Problems by kind, each kind where its first problem is.
#[derive(Default)]
struct Kinds<'a> {
    positions: HashMap<String, usize>,
    groups: Vec<Vec<&'a Located<'a>>>,
}

impl<'a> Kinds<'a> {
    fn push(&mut self, located: &'a Located<'a>) {
        let next = self.groups.len();
        let position = *self.positions.entry(kind(&located.problem.message)).or_insert(next);
        if position == next {
            self.groups.push(Vec::new());
        }
        self.groups[position].push(located);
    }
}

/// A message without the names in it.
fn kind(message: &str) -> String {
    message.split('`').step_by(2).collect()
}

/// A title, and below it where the problems are. Returns how many of them are not shown.
fn push_group(out: &mut String, group: &[&Located<'_>], title: &str, most: usize, style: &Style) -> usize {
    let Style { frame, bold, end, .. } = style;
    let (severity, tint) = (group[0].severity(), tint(group[0], style));
    out.push_str(&format!("{tint}{severity}{end}{bold}: {}{end}\n", clean(title)));
    for located in group.iter().take(most) {
        let (file, pointer) = (clean(&located.file), clean(&located.pointer));
        let start = located.span.start;
        let line = format!(" {frame}-->{end} {file}:{}:{} {pointer}", start.line, start.column);
        out.push_str(line.trim_end());
        out.push('\n');
    }
    let hidden = group.len().saturating_sub(most);
    if hidden > 0 {
        out.push_str(&format!(" {frame}-->{end} and {hidden} more\n"));
    }
    out.push('\n');
    hidden
}

fn tint(located: &Located<'_>, style: &Style) -> &'static str {
    match located.problem.severity {
        Severity::Error => style.error,
        Severity::Warning => style.warning,
        Severity::Note => style.note,
    }
}

fn push_problem(out: &mut String, located: &Located<'_>, style: &Style) {
    let Style { frame, bold, end, .. } = style;
    let tint = tint(located, style);
    let (line, column) = (located.span.start.line, located.span.start.column);
    let gutter = line.to_string().len();
    let blank = " ".repeat(gutter);
    let excerpt = excerpt(located.lines, located.span, COLUMNS - gutter - " | ".len());
    let (indent, marks) = (" ".repeat(excerpt.indent), "^".repeat(excerpt.marked));
    let severity = located.severity();
    let message = clean(&located.problem.message);
    let mut lines = vec![
        format!("{tint}{severity}{end}{bold}: {message}{end}"),
        format!("{blank}{frame}-->{end} {}:{line}:{column}", clean(&located.file)),
        format!("{blank} {frame}|{end}"),
        format!("{frame}{line} |{end} {}", excerpt.line),
        format!("{blank} {frame}|{end} {indent}{tint}{marks}{end}"),
    ];
    if let Some(help) = located.help() {
        lines.push(format!("{blank} {frame}={end} {bold}help{end}: {}", clean(help)));
    }
    if !located.path.is_empty() {
        lines.push(format!("{blank} {frame}={end} {bold}at{end}: {}", clean(&located.path)));
    }
    for line in lines {
        // A line of the source may be empty or end in blanks; no line that is shown does.
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push('\n');
}

fn totals(located: &[Located<'_>], hidden: usize) -> String {
    let of = |severity| located.iter().filter(|located| located.problem.severity == severity).count();
    let mut parts = vec![count(of(Severity::Error), "error"), count(of(Severity::Warning), "warning")];
    parts.extend(Some(of(Severity::Note)).filter(|notes| *notes > 0).map(|notes| count(notes, "note")));
    let rest = match hidden {
        0 => String::new(),
        hidden => format!("; {hidden} not shown, --verbose shows all of them"),
    };
    format!("{}{rest}\n", parts.join(", "))
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
