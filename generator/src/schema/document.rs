//! Documents: the text of any JSON or YAML → one tree.
//!
//! For formats that are not ours and fit no struct. Keys keep their order; a key that is a number or a word, such as
//! the status codes of OpenAPI, becomes text. Nesting and aliases are bounded by the parsers and by `mistakes`.

use serde_json::{Map, Value};

use super::large::Rounded;
use super::mistakes;
use super::repeated;
use crate::problem::{Place, Problem, Problems};
use crate::source::SourceId;

/// Reads a document. `None` when it cannot be read; that has been reported then.
pub fn parse_document(source: SourceId, text: &str, problems: &mut Problems) -> Option<Value> {
    if text.trim_start().starts_with('{') {
        match repeated::parse(source, text, problems) {
            Ok(value) => return Some(value),
            // A YAML document may begin with a brace as well, but none that nests as deep as this is meant.
            Err(error) if error.to_string().starts_with("recursion limit") => {
                problems.push(json_problem(source, text, &error));
                return None;
            }
            Err(error) => {
                return yaml(source, text, &mut Problems::default()).or_else(|| {
                    problems.push(json_problem(source, text, &error));
                    None
                });
            }
        }
    }
    yaml(source, text, problems)
}

fn json_problem(source: SourceId, text: &str, error: &serde_json::Error) -> Problem {
    let line_start = match error.line().checked_sub(2) {
        None => 0,
        Some(breaks) => text.match_indices('\n').nth(breaks).map_or(text.len(), |(at, _)| at + 1),
    };
    let offset = (line_start + error.column().saturating_sub(1)).min(text.len());
    let message = error.to_string();
    let said = message.find(" at line ").map_or(message.as_str(), |end| &message[..end]);
    let message = match said {
        "recursion limit exceeded" => "this is nested too deep".to_owned(),
        said => format!("this JSON cannot be read: {said}"),
    };
    Problem::error(&Place::file(source), message).at_offset(offset)
}

fn yaml(source: SourceId, text: &str, problems: &mut Problems) -> Option<Value> {
    if mistakes::refuse_bomb(source, text, problems) {
        return None;
    }
    match serde_yaml::from_str::<serde_yaml::Value>(text) {
        Ok(value) => Some(to_json(value)),
        Err(error) => {
            let mut own = Problems::default();
            mistakes::report::<serde_yaml::Value>(source, text, &error, &mut own);
            let rounded = serde_yaml::from_str::<Rounded>(text).ok();
            for problem in own.iter() {
                // A number that is too large costs its digits and not the document, a key that is repeated its first value.
                let mut problem = problem.clone();
                problems.push(match rounded {
                    Some(_) if problem.message.ends_with(mistakes::TWICE) => {
                        problem.message.push_str(", and the last one counts");
                        problem.warning()
                    }
                    Some(_) => problem.warning().help("it is rounded, as all others like it"),
                    None => problem,
                });
            }
            rounded.map(|Rounded(value)| value)
        }
    }
}

/// The parser has bounded how deep it nests.
fn to_json(value: serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(flag) => Value::Bool(flag),
        serde_yaml::Value::Number(number) => number_to_json(&number),
        serde_yaml::Value::String(text) => Value::String(text),
        serde_yaml::Value::Sequence(items) => Value::Array(items.into_iter().map(to_json).collect()),
        serde_yaml::Value::Mapping(map) => Value::Object(
            map.into_iter()
                .filter_map(|(key, value)| Some((key_text(&key)?, to_json(value))))
                .collect::<Map<_, _>>(),
        ),
        serde_yaml::Value::Tagged(tagged) => to_json(tagged.value),
    }
}

fn number_to_json(number: &serde_yaml::Number) -> Value {
    if let Some(number) = number.as_i64() {
        return Value::from(number);
    }
    if let Some(number) = number.as_u64() {
        return Value::from(number);
    }
    // Infinity and what is no number have no place in JSON.
    number
        .as_f64()
        .and_then(serde_json::Number::from_f64)
        .map_or_else(|| Value::String(number.to_string()), Value::Number)
}

fn key_text(key: &serde_yaml::Value) -> Option<String> {
    match key {
        serde_yaml::Value::String(text) => Some(text.clone()),
        serde_yaml::Value::Number(number) => Some(number.to_string()),
        serde_yaml::Value::Bool(flag) => Some(flag.to_string()),
        serde_yaml::Value::Null => Some("null".to_owned()),
        _ => None,
    }
}
