//! Problems for people: the sentence, the place, the source line with the span underlined, the help.

use super::clean::clean;
use super::excerpt::excerpt;
use super::{Located, Severity};

/// How wide a line may become.
const COLUMNS: usize = 120;

/// Terminal sequences, or nothing where colours are off.
struct Style {
    error: &'static str,
    warning: &'static str,
    frame: &'static str,
    bold: &'static str,
    end: &'static str,
}

const PLAIN: Style = Style { error: "", warning: "", frame: "", bold: "", end: "" };

const COLOURED: Style = Style {
    error: "\u{1b}[1;31m",
    warning: "\u{1b}[1;33m",
    frame: "\u{1b}[1;34m",
    bold: "\u{1b}[1m",
    end: "\u{1b}[0m",
};

/// All problems and how many there are; nothing when there are none.
pub(super) fn show(located: &[Located<'_>], colour: bool) -> String {
    let style = if colour { COLOURED } else { PLAIN };
    let mut out = String::new();
    for problem in located {
        push_problem(&mut out, problem, &style);
    }
    if !located.is_empty() {
        out.push_str(&totals(located));
    }
    out
}

fn push_problem(out: &mut String, located: &Located<'_>, style: &Style) {
    let Style { frame, bold, end, .. } = style;
    let tint = match located.problem.severity {
        Severity::Error => style.error,
        Severity::Warning => style.warning,
    };
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

fn totals(located: &[Located<'_>]) -> String {
    let errors = located.iter().filter(|located| located.problem.severity == Severity::Error).count();
    format!("{}, {}\n", count(errors, "error"), count(located.len() - errors, "warning"))
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
