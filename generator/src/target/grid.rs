//! Tables in an author's Markdown, by the rules of GitHub Flavored Markdown (section 4.10): a line of
//! cells, a delimiter row with as many, and the rows below them. Nothing here knows a target.

/// The alignment of a column, in the words of its delimiter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// A table of an author's. A row may have fewer cells than the head.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) head: Vec<String>,
    pub(crate) alignments: Vec<Alignment>,
    pub(crate) rows: Vec<Vec<String>>,
    /// How many lines it takes.
    pub(crate) length: usize,
}

impl Grid {
    /// Reads the table that begins with the first of some lines, if one does.
    pub(crate) fn at(lines: &[&str]) -> Option<Self> {
        let [head, delimiters, rest @ ..] = lines else { return None };
        if !head.contains('|') || begins_other_block(head) {
            return None;
        }
        let alignments = alignments(delimiters)?;
        let head = cells(head);
        if head.len() != alignments.len() {
            return None;
        }
        let is_row = |line: &&&str| line.contains('|') && !begins_other_block(line);
        let rows: Vec<Vec<String>> = rest
            .iter()
            .take_while(is_row)
            .map(|line| {
                let mut row = cells(line);
                // GFM drops cells beyond the last column; here no word gets lost.
                let more = row.split_off(row.len().min(head.len())).join(" ");
                if let (Some(last), false) = (row.last_mut(), more.is_empty()) {
                    *last = format!("{last} {more}");
                }
                row
            })
            .collect();
        let length = rows.len() + 2;
        Some(Self { head, alignments, rows, length })
    }
}

/// Puts an empty line before each table: some parsers find none in the middle of a paragraph.
pub(crate) fn set_apart(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = "";
    let mut rows = 0;
    let mut in_fence = false;
    for (index, line) in lines.iter().enumerate() {
        in_fence ^= ["```", "~~~"].iter().any(|fence| line.trim_start().starts_with(fence));
        if rows == 0
            && !in_fence
            && let Some(grid) = lines.get(index..).and_then(Grid::at)
        {
            rows = grid.length;
            if !before.trim().is_empty() {
                out.push('\n');
            }
        }
        rows = rows.saturating_sub(1);
        out.push_str(line);
        out.push('\n');
        before = line;
    }
    out
}

/// Returns what stands before the first table of a paragraph.
pub(crate) fn before(paragraph: &str) -> String {
    let lines: Vec<&str> = paragraph.lines().collect();
    let end = (0..lines.len()).find(|at| Grid::at(&lines[*at..]).is_some()).unwrap_or(lines.len());
    lines[..end].join("\n")
}

/// The cells of a row. An escaped pipe is a pipe, in code too.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '\\' => match chars.next() {
                Some('|') => cell.push('|'),
                Some(escaped) => cell.extend([c, escaped]),
                None => cell.push(c),
            },
            '|' if chars.peek().is_none() => break,
            '|' => cells.push(String::new()),
            c => cell.push(c),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn alignments(line: &str) -> Option<Vec<Alignment>> {
    let is_delimiter = |c: char| matches!(c, '|' | '-' | ':' | ' ' | '\t');
    if !line.contains('-') || !line.chars().all(is_delimiter) {
        return None;
    }
    cells(line)
        .iter()
        .map(|cell| {
            let (left, right) = (cell.starts_with(':'), cell.len() > 1 && cell.ends_with(':'));
            let dashes = cell.trim_start_matches(':').trim_end_matches(':');
            let is_whole = cell.len() == dashes.len() + usize::from(left) + usize::from(right);
            if dashes.is_empty() || !dashes.bytes().all(|byte| byte == b'-') || !is_whole {
                return None;
            }
            Some(match (left, right) {
                (true, true) => Alignment::Center,
                (true, false) => Alignment::Left,
                (false, true) => Alignment::Right,
                (false, false) => Alignment::None,
            })
        })
        .collect()
}

/// Whether a line begins a fence, a quote, a list or a heading, whatever pipes it has.
fn begins_other_block(line: &str) -> bool {
    let text = line.trim_start();
    ["```", "~~~", ">", "- ", "* ", "+ ", "# "].iter().any(|mark| text.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Option<Vec<Vec<String>>> {
        let lines: Vec<&str> = text.lines().collect();
        let grid = Grid::at(&lines)?;
        Some(std::iter::once(grid.head).chain(grid.rows).collect())
    }

    #[test]
    fn tables_are_read_by_the_rules_of_gfm() {
        for (text, expected) in [
            ("| a | b |\n|---|:-:|\n| c | d |\nend", Some(vec![vec!["a", "b"], vec!["c", "d"]])),
            ("a | b\n- | -\nc | d", Some(vec![vec!["a", "b"], vec!["c", "d"]])),
            ("| a |\n| - |\n| `x\\|y` |", Some(vec![vec!["a"], vec!["`x|y`"]])),
            (
                "| a | b |\n| - | - |\n| c |\n| d | e | f |",
                Some(vec![vec!["a", "b"], vec!["c"], vec!["d", "e f"]]),
            ),
            ("| a | b |\n| - |", None),
            ("| a |\n| x |", None),
            ("a\n---", None),
            ("| a |\n| : |", None),
            ("- a | b\n- | -", None),
        ] {
            assert_eq!(
                rows(text),
                expected.map(|rows| rows
                    .into_iter()
                    .map(|row| row.into_iter().map(str::to_owned).collect())
                    .collect()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn tables_stand_apart() {
        assert_eq!(set_apart("see\n| a |\n| - |\n| b |"), "see\n\n| a |\n| - |\n| b |\n");
        assert_eq!(set_apart("| a |\n| - |"), "| a |\n| - |\n");
        assert_eq!(set_apart("a | b\nc"), "a | b\nc\n");
        let code = "```\na\n| b |\n| - |\n```\n";
        assert_eq!(set_apart(code), code);
        assert_eq!(before("see\n| a |\n| - |\n| b |"), "see");
    }
}
