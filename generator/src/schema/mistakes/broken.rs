//! Broken YAML: what the parser says → where it really went wrong, and what usually causes it.
//!
//! A parser names the place where it gave up, which for an open quote is the end of the file. Its words are matched by
//! their beginnings; what is not matched passes as it is.

use super::outline::Outline;
use super::words::{bare, shorten};
use crate::problem::{Place, Problem, Problems};

/// How a problem about a key that is there already ends.
pub(in crate::schema) const TWICE: &str = "is given twice";

/// More keys that are given twice are left for the next run.
const MAX_DUPLICATES: usize = 100;

const QUOTE_IT: &str = "put the text in quotes";

/// Reports why a text cannot be read as a value.
pub(super) fn report(
    file: &Place,
    text: &str,
    error: &serde_yaml::Error,
    outline: &Outline,
    problems: &mut Problems,
) {
    let message = error.to_string();
    if is_duplicate(&message) && !outline.duplicates.is_empty() {
        for duplicate in outline.duplicates.iter().take(MAX_DUPLICATES) {
            let key = shorten(&duplicate.key);
            problems.push(
                Problem::error(file, format!("the key `{key}` {TWICE}"))
                    .at_offset(duplicate.offset)
                    .help(format!("it is given first on line {}", duplicate.first_line)),
            );
        }
        return;
    }
    let offset = error.location().map(|location| location.index().min(text.len()));
    problems.push(cause(file, text, &message, offset, outline));
}

/// Whether two errors are about the same thing, though one comes from a typed parse.
pub(super) fn is_same(a: &serde_yaml::Error, b: &serde_yaml::Error) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    bare(&a) == bare(&b) || a.ends_with(&b) || b.ends_with(&a) || (is_duplicate(&a) && is_duplicate(&b))
}

/// A document whose aliases make too much of it.
pub(super) fn too_large(file: &Place, offset: usize) -> Problem {
    Problem::error(file, "the aliases of this file repeat too much of it")
        .at_offset(offset)
        .help("write the parts that are repeated as types, and name them")
}

fn is_duplicate(message: &str) -> bool {
    message.contains("duplicate entry") || message.contains("duplicate field")
}

fn cause(file: &Place, text: &str, message: &str, offset: Option<usize>, outline: &Outline) -> Problem {
    let at = |offset: usize, message: &str| Problem::error(file, message).at_offset(offset);
    let offset_or_start = offset.unwrap_or(0);
    if message.starts_with("control characters are not allowed") {
        let offset = text.find(is_forbidden).unwrap_or(0);
        return at(offset, "a control character cannot stand here")
            .help("write it as an escape in double quotes, as in \"\\u0007\"");
    }
    if message.contains("more than one document") {
        return at(outline.second_document.unwrap_or(0), "a second document begins here; a file holds one")
            .help("remove the line `---`, or check the indentation");
    }
    if message.contains("recursion limit") {
        return at(offset_or_start, "this is nested too deep");
    }
    if message.contains("repetition limit") {
        return too_large(file, offset_or_start);
    }
    if message.starts_with("unknown anchor") {
        return at(offset_or_start, "there is no anchor of this name before this line")
            .help("a text that begins with `*` needs quotes");
    }
    if message.starts_with("did not find expected alphabetic") {
        let start = context_offset(text, message).unwrap_or(offset_or_start);
        return at(start, "an anchor is named with letters and digits")
            .help("a text that begins with `*` or `&` needs quotes");
    }
    if message.contains("unexpected end of stream") && message.contains("quoted scalar") {
        let start = context_offset(text, message).unwrap_or(offset_or_start);
        return at(start, "this quote is never closed");
    }
    if message.contains("could not find expected ':'") {
        let start = context_offset(text, message).unwrap_or(offset_or_start);
        return at(start, "a key was expected here, with a colon behind it")
            .help("write `key: value`, or indent the line if it continues a text");
    }
    if let Some(closing) = unclosed(message) {
        let start = context_offset(text, message).unwrap_or(offset_or_start);
        let (opened, noticed) = (line_of(text, start), line_of(text, offset_or_start));
        if opened == noticed {
            return at(offset_or_start, &format!("`,` or `{closing}` was expected here"));
        }
        return at(start, "this bracket is never closed")
            .help(format!("`,` or `{closing}` was expected on line {noticed}"));
    }
    syntax(file, text, message, offset_or_start)
}

fn syntax(file: &Place, text: &str, message: &str, offset: usize) -> Problem {
    let at = |message: String| Problem::error(file, message).at_offset(offset);
    let (before, rest) = text.split_at_checked(offset).unwrap_or((text, ""));
    let next = rest.chars().next();
    if message.starts_with("found character that cannot start any token") {
        return match next {
            Some('\t') => at("a tab cannot indent a line".to_owned()).help("indent with spaces"),
            Some(c) => at(format!("a text cannot begin with `{c}`")).help(QUOTE_IT),
            None => at("a value was expected here".to_owned()),
        };
    }
    if message.starts_with("found a tab character") {
        return at("a tab cannot indent a line".to_owned()).help("indent with spaces");
    }
    if message.starts_with("mapping values are not allowed") {
        let line = before.rsplit('\n').next().unwrap_or_default();
        let help = if line.contains(": ") {
            QUOTE_IT
        } else {
            "check the indentation of this line and the one before"
        };
        return at("a second colon makes no key here".to_owned()).help(help);
    }
    if message.starts_with("found unknown escape character") {
        return at("double quotes have no such escape".to_owned())
            .help("double the backslash, or use single quotes, which have no escapes");
    }
    if message.starts_with("did not find expected key") {
        return at("a key was expected here".to_owned())
            .help("check the indentation; a text that goes on behind a quote needs quotes around all of it");
    }
    if message.starts_with("did not find expected '-' indicator") {
        return at("another element of the list was expected here".to_owned())
            .help("begin it with `- `, or check the indentation");
    }
    if message.contains("invalid type: integer") {
        return at("this number is too large".to_owned()).help("put it in quotes");
    }
    let said = bare(message);
    let said = said.find(" at line ").map_or(said, |end| &said[..end]);
    at(format!("this YAML cannot be read: {}", shorten(said)))
}

fn unclosed(message: &str) -> Option<char> {
    if message.contains("expected ',' or ']'") {
        Some(']')
    } else if message.contains("expected ',' or '}'") {
        Some('}')
    } else {
        None
    }
}

fn is_forbidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}')
}

/// The offset of the place that the parser names last: the beginning of what it was reading.
fn context_offset(text: &str, message: &str) -> Option<usize> {
    let (_, position) = message.rsplit_once(" at line ")?;
    let (line, column) = position.split_once(" column ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let start = match line.checked_sub(2) {
        None => 0,
        Some(breaks) => text.match_indices('\n').nth(breaks)?.0 + 1,
    };
    text[start..].char_indices().nth(column.checked_sub(1)?).map(|(offset, _)| start + offset)
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}
