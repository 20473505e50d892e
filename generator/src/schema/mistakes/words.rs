//! Words: what serde says → what we say.
//!
//! serde's messages are its only interface for custom errors, so they are taken apart here and nowhere else. A message
//! of another form passes as it is: nothing is lost when serde changes its wording, it only reads less well.

use crate::problem::{Place, Problem, Segment, nearest};

/// More characters of the input are not repeated in a message.
const LONGEST_QUOTE: usize = 60;

/// What serde found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mistake {
    /// A key that the type does not have.
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that it has.
        known: Vec<String>,
    },
    /// A key that the type needs.
    MissingKey(String),
    /// A word that is none of those that the type has.
    UnknownWord {
        /// The word.
        word: String,
        /// The words that it has.
        known: Vec<String>,
    },
    /// A value of another kind than the type takes, both as serde calls them.
    WrongType {
        /// What is there.
        found: String,
        /// What should be.
        wanted: String,
    },
    /// Anything else, as serde says it.
    Other(String),
}

impl Mistake {
    /// Takes a message of serde apart.
    pub(super) fn of(message: &str) -> Self {
        if let Some((key, known)) = named(message, "unknown field `") {
            Self::UnknownKey { key, known }
        } else if let Some((word, known)) = named(message, "unknown variant `") {
            Self::UnknownWord { word, known }
        } else if let Some(key) =
            message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'))
        {
            Self::MissingKey(key.to_owned())
        } else if let Some((found, wanted)) = ["invalid type: ", "invalid value: ", "invalid length "]
            .iter()
            .find_map(|prefix| message.strip_prefix(prefix))
            .and_then(|rest| rest.rsplit_once(", expected "))
        {
            Self::WrongType { found: found.to_owned(), wanted: wanted.to_owned() }
        } else {
            Self::Other(message.to_owned())
        }
    }

    /// Whether serde asked for a text: its own word for it, which no type of ours uses.
    pub(super) fn wants_text(&self) -> bool {
        matches!(self, Self::WrongType { wanted, .. } if wanted == "a string")
    }

    /// The mistake as a problem; the last step of the path names the value.
    pub(super) fn problem(&self, place: &Place, last: Option<&Segment>) -> Problem {
        let subject = match last {
            Some(Segment::Key(key)) => format!("`{}`", shorten(key)),
            Some(Segment::Index(index)) => format!("element {} of the list", index + 1),
            None => "the file".to_owned(),
        };
        match self {
            Self::UnknownKey { key, known } => {
                Problem::error(place, format!("`{}` is not a key here", shorten(key)))
                    .at_key()
                    .maybe_help(help_with(key, known, "the keys here are"))
            }
            Self::MissingKey(key) => Problem::error(place, format!("the key `{key}` is missing")),
            Self::UnknownWord { word, known } => Problem::error(
                place,
                format!("{subject} takes {}, not `{}`", list(known, "or"), shorten(word)),
            )
            .maybe_help(nearest_of(word, known)),
            Self::WrongType { found, wanted } => {
                let message = format!("{subject} takes {}, not {}", wanted_words(wanted), found_words(found));
                Problem::error(place, message).maybe_help(help_with_type(found, wanted))
            }
            Self::Other(message) => {
                let takes = ["a ", "an ", "the name "].iter().any(|start| message.starts_with(start));
                let verb = if takes { " takes" } else { ":" };
                Problem::error(place, format!("{subject}{verb} {message}"))
            }
        }
    }
}

/// A message of the parser without the path in front of it and the position behind it.
pub(super) fn bare(message: &str) -> &str {
    const BEGINNINGS: [&str; 5] =
        ["unknown field `", "unknown variant `", "missing field `", "invalid type: ", "invalid value: "];
    let start = BEGINNINGS.iter().filter_map(|beginning| message.find(beginning)).min().unwrap_or(0);
    let message = &message[start..];
    message.rfind(" at line ").map_or(message, |end| &message[..end])
}

/// The beginning of a text from the input.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Splits "unknown field `x`, expected one of `a`, `b`".
fn named(message: &str, beginning: &str) -> Option<(String, Vec<String>)> {
    let rest = message.strip_prefix(beginning)?;
    let (name, known) = rest.rsplit_once("`, expected ").or_else(|| rest.rsplit_once("`, there are no "))?;
    let known = known.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    Some((name.to_owned(), known))
}

fn nearest_of(word: &str, known: &[String]) -> Option<String> {
    nearest(word, known.iter().map(String::as_str)).map(|nearest| format!("did you mean `{nearest}`?"))
}

fn help_with(word: &str, known: &[String], otherwise: &str) -> Option<String> {
    nearest_of(word, known)
        .or_else(|| (!known.is_empty()).then(|| format!("{otherwise} {}", list(known, "and"))))
}

fn list(words: &[String], joint: &str) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {joint} {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}

fn found_words(found: &str) -> String {
    if let Some(text) = found.strip_prefix("string ") {
        return format!("the text {}", shorten(text));
    }
    if let Some(number) = found.strip_prefix("integer ").or_else(|| found.strip_prefix("floating point ")) {
        return format!("the number {}", number.split('`').nth(1).unwrap_or(number));
    }
    match found {
        "boolean `true`" => "`true`".to_owned(),
        "boolean `false`" => "`false`".to_owned(),
        "unit value" | "null" => "nothing".to_owned(),
        "sequence" => "a list".to_owned(),
        "map" => "a map".to_owned(),
        _ => shorten(found),
    }
}

fn wanted_words(wanted: &str) -> String {
    if wanted.starts_with("struct ") || wanted.starts_with("internally tagged enum ") {
        return "a map".to_owned();
    }
    match wanted {
        "a boolean" => "`true` or `false`",
        "a string" => "a text",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number that is not negative",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "f32" | "f64" | "a JSON number" => "a number",
        "a sequence" => "a list",
        "a Value::Tagged enum" => "a word",
        _ => wanted,
    }
    .to_owned()
}

fn help_with_type(found: &str, wanted: &str) -> Option<String> {
    let value = found.split(['`', '"']).nth(1).unwrap_or_default();
    let is_text = found.starts_with("string ");
    let wants_flag = wanted == "a boolean" || wanted.contains("`true`");
    let is_scalar = is_text || found.contains('`');
    let help = match wanted {
        _ if found == "unit value" => "give it a value, or leave the key out".to_owned(),
        _ if wants_flag && matches!(value.to_lowercase().as_str(), "yes" | "on" | "true" | "1") => {
            "write `true`".to_owned()
        }
        _ if wants_flag && matches!(value.to_lowercase().as_str(), "no" | "off" | "false" | "0") => {
            "write `false`".to_owned()
        }
        "a sequence" if is_scalar => format!("write it as a list: `[{}]`", shorten(value)),
        _ if is_text && value.parse::<f64>().is_ok() && wanted_words(wanted).contains("number") => {
            format!("leave out the quotes: `{value}`")
        }
        _ if is_scalar
            && !is_text
            && (wanted.contains("text") || wanted.contains("string") || wanted.contains("name")) =>
        {
            format!("put it in quotes: `\"{value}\"`")
        }
        _ => return None,
    };
    Some(help)
}
