//! Inputs: one document or spec, and optionally the version that `diff` compares it with.
//!
//! On disk an input is one JSON file: the document itself, or an object with `new` and `old`. A
//! spec is an object with an entry for each file, among them `api.yaml`; an entry that is a string
//! is the text of the file.

use serde_json::{Value, json};

use bindery::source::Sources;

/// One input.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// The document or spec that is generated from.
    pub new: Value,
    /// The version that it is compared with.
    pub old: Option<Value>,
}

impl Input {
    /// Reads an input from its JSON.
    #[must_use]
    pub fn from_json(value: Value) -> Self {
        match value {
            Value::Object(mut map) if map.len() <= 2 && map.contains_key("new") => {
                let old = map.remove("old");
                Self { new: map.remove("new").unwrap_or_default(), old }
            }
            new => Self { new, old: None },
        }
    }

    /// Returns the JSON of an input.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match &self.old {
            Some(old) => json!({ "new": self.new, "old": old }),
            None => self.new.clone(),
        }
    }
}

/// Whether a value is a spec rather than an OpenAPI document.
#[must_use]
pub fn is_spec(value: &Value) -> bool {
    value.get("api.yaml").is_some()
}

/// Returns the files of a spec.
#[must_use]
pub fn spec_sources(spec: &Value) -> Sources {
    let files: Vec<(&str, String)> = spec
        .as_object()
        .into_iter()
        .flatten()
        .map(|(path, file)| match file {
            Value::String(text) => (path.as_str(), text.clone()),
            other => (path.as_str(), format!("{other:#}\n")),
        })
        .collect();
    let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    Sources::from_texts("fuzz", &texts)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Input;

    #[test]
    fn inputs_survive_the_disk() {
        let alone = Input { new: json!({ "openapi": "3.1.0", "new": 1, "old": 2 }), old: None };
        let pair = Input { new: json!({ "openapi": "3.1.0" }), old: Some(json!(null)) };
        for input in [alone, pair] {
            assert_eq!(Input::from_json(input.to_json()), input);
        }
    }
}
