//! Problems for programs: one JSON object a line. Lines and columns count from 1, columns in characters; the end is
//! exclusive. `path` and `pointer`, the same as a JSON pointer, are empty for the whole document, `help` is left out where there is none.

use serde::Serialize;

use super::Located;
use super::clean::escape_json;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    severity: &'static str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    path: &'a str,
    pointer: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

/// One line a problem.
pub(super) fn show(located: &[Located<'_>]) -> String {
    let mut out = String::new();
    for located in located {
        let line = Line {
            severity: located.severity(),
            file: &located.file,
            line: located.span.start.line,
            column: located.span.start.column,
            end_line: located.span.end.line,
            end_column: located.span.end.column,
            path: &located.path,
            pointer: &located.pointer,
            message: &located.problem.message,
            help: located.help(),
        };
        // Strings and numbers alone cannot fail to serialise; an empty line would be the mildest answer if they did.
        out.push_str(&escape_json(&serde_json::to_string(&line).unwrap_or_default()));
        out.push('\n');
    }
    out
}
