//! Mistakes: a file that does not fit its type → every mistake in it.
//!
//! serde stops at the first mistake. Here the file is read once more as a plain value, the mistake is reported at its
//! path and mended, and the value is tried again until it fits. Runs only for files that failed, so it may take its
//! time, but a bounded one. Whatever happens, the error that brought us here is reported, in our words or in its own.

mod broken;
mod mend;
mod nesting;
mod outline;
mod path;
mod suspect;
mod walk;
mod words;

pub(super) use broken::TWICE;
use serde::de::DeserializeOwned;
use serde_yaml::Value;

use crate::problem::{Place, Problem, Problems};
use crate::source::SourceId;
use words::Mistake;

/// What editors on some systems write in front of a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reports a text that must not be parsed at all, and says whether it is one: its aliases stand for too much, or its
/// brackets nest too deep.
pub(super) fn refuse_bomb(source: SourceId, text: &str, problems: &mut Problems) -> bool {
    if let Some(offset) = nesting::first_too_deep(text) {
        let problem = Problem::error(&Place::file(source), "this is nested too deep");
        problems.push(problem.at_offset(offset));
        return true;
    }
    refuse_alias_bomb(source, text, problems)
}

fn refuse_alias_bomb(source: SourceId, text: &str, problems: &mut Problems) -> bool {
    // Almost no text has anchors, and looking for them costs almost nothing.
    let has_anchors = text.match_indices('&').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '[' | '{' | ',' | ':'))
            && text[at + 1..].starts_with(|c: char| !c.is_whitespace())
    });
    let bomb = if has_anchors { outline::outline(text).too_large } else { None };
    if let Some(offset) = bomb {
        problems.push(broken::too_large(&Place::file(source), offset));
    }
    bomb.is_some()
}

/// Reports every mistake of a file whose text is not a `T`; `error` is what the parser said about it. What comes back is
/// the file without its mistakes, where something of it is left: later steps can then find what else is wrong with it.
pub(super) fn report<T: DeserializeOwned>(
    source: SourceId,
    text: &str,
    error: &serde_yaml::Error,
    problems: &mut Problems,
) -> Option<T> {
    let file = Place::file(source);
    if text.starts_with(BYTE_ORDER_MARK) {
        // The parser takes the mark for a column, and everything behind it for a second document.
        problems.push(
            Problem::error(&file, "the file begins with a byte order mark")
                .at_offset(0)
                .help("save it as UTF-8 without a byte order mark"),
        );
        return None;
    }
    let outline = outline::outline(text);
    if let Some(offset) = outline.too_large {
        problems.push(broken::too_large(&file, offset));
        return None;
    }
    if outline.is_unknown(text) {
        broken::report(&file, text, error, &outline, problems);
        return None;
    }
    match serde_yaml::from_str::<Value>(text) {
        Err(broken) => {
            broken::report(&file, text, &broken, &outline, problems);
            if is_own_mistake(error) && !broken::is_same(&broken, error) {
                problems.push(as_it_is(&file, error));
            }
        }
        Ok(Value::Null) => problems.push(Problem::error(&file, "the file is empty")),
        Ok(value) => {
            let (found, mended) = walk::walk::<T>(&file, value, text.len(), problems);
            if found == 0 {
                problems.push(as_it_is(&file, error));
            }
            return mended;
        }
    }
    None
}

/// Whether an error stands on its own. Most others follow from what is broken: a key is missing because the text
/// breaks off before it.
fn is_own_mistake(error: &serde_yaml::Error) -> bool {
    let mistake = Mistake::of(words::bare(&error.to_string()));
    matches!(mistake, Mistake::UnknownKey { .. } | Mistake::UnknownWord { .. })
}

/// An error that was not found again, at the offset that it names.
fn as_it_is(file: &Place, error: &serde_yaml::Error) -> Problem {
    let mistake = Mistake::of(words::bare(&error.to_string()));
    let problem = mistake.problem(file, None);
    match error.location() {
        Some(location) => problem.at_offset(location.index()),
        None => problem,
    }
}

#[cfg(test)]
mod tests;
