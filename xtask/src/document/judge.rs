//! Judging: which values fit the schemas of a document, told by a validator that others made.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use anyhow::Result;
use jsonschema::{Draft, Registry, Validator};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::keyword::{DATA, NAMED, is_understood};
use super::{Document, step};

/// The address under which the validator knows the document.
const ADDRESS: &str = "urn:document";

/// What a fragment of a URI cannot hold.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'#')
    .add(b'[')
    .add(b']');

/// The validators of the schemas of a document, each made when it is asked for.
pub(crate) struct Judge {
    registry: Registry<'static>,
    /// By the place of the schema; `None` for one that cannot be understood.
    known: RefCell<HashMap<String, Option<Rc<Validator>>>>,
    /// What no validator understands and was left out, by keyword, and how often.
    pub(crate) left_out: BTreeMap<String, usize>,
}

impl Judge {
    /// `document` has the schemas of OpenAPI, whatever its version.
    pub(crate) fn new(document: &Document) -> Result<Self> {
        let mut modern = document.modern();
        let mut places = Places { root: &document.root, left_out: BTreeMap::new() };
        places.mend(&mut modern.root);
        let left_out = places.left_out;
        let registry = Registry::new().add(ADDRESS, modern.root)?.prepare()?;
        Ok(Self { registry, known: RefCell::default(), left_out })
    }

    /// The validator of the schema at a place, which is a JSON pointer.
    pub(crate) fn at(&self, pointer: &str) -> Option<Rc<Validator>> {
        if let Some(known) = self.known.borrow().get(pointer) {
            return known.clone();
        }
        let validator = self.build(pointer).ok().map(Rc::new);
        self.known.borrow_mut().insert(pointer.to_owned(), validator.clone());
        validator
    }

    /// Why there is no validator of the schema at a place.
    pub(crate) fn refusal(&self, pointer: &str) -> String {
        self.build(pointer).err().map(|error| error.to_string()).unwrap_or_default()
    }

    fn build(&self, pointer: &str) -> Result<Validator, jsonschema::ValidationError<'static>> {
        let reference = json!({ "$ref": format!("{ADDRESS}#{}", encoded(pointer)) });
        let options = jsonschema::options().with_registry(&self.registry).with_draft(Draft::Draft202012);
        options.build(&reference)
    }
}

/// A pointer as a reference holds it.
fn encoded(pointer: &str) -> String {
    utf8_percent_encode(pointer, UNSAFE).to_string()
}

/// The place of a named schema.
pub(crate) fn place_of(schema: &str) -> String {
    format!("/components/schemas/{}", step(schema))
}

/// A document, in which one schema that no validator understands would make all others useless that refer to it.
struct Places<'a> {
    root: &'a Value,
    left_out: BTreeMap<String, usize>,
}

impl Places<'_> {
    /// Takes out references into nowhere, patterns that are none and keywords whose values mean nothing: they ask for
    /// nothing.
    fn mend(&mut self, node: &mut Value) {
        match node {
            Value::Array(items) => items.iter_mut().for_each(|item| self.mend(item)),
            Value::Object(map) => {
                let is_param = map.contains_key("in") || map.contains_key("content");
                map.retain(|key, value| {
                    let is_lost = key == "$ref" && value.as_str().is_some_and(|target| self.is_lost(target));
                    let is_bad =
                        is_lost || key == "pattern" && is_no_pattern(value) || !is_understood(key, value);
                    // That a parameter or a body is required is said in another way than that a property is.
                    let is_flag = is_param && key == "required";
                    if is_bad && !is_flag {
                        *self.left_out.entry(key.clone()).or_default() += 1;
                    }
                    !is_bad
                });
                for (key, value) in map.iter_mut().filter(|(key, _)| !DATA.contains(&key.as_str())) {
                    match value {
                        Value::Object(named) if NAMED.contains(&key.as_str()) => {
                            named.values_mut().for_each(|value| self.mend(value));
                        }
                        value => self.mend(value),
                    }
                }
            }
            _ => {}
        }
    }

    fn is_lost(&self, reference: &str) -> bool {
        let Some(pointer) = reference.strip_prefix('#') else { return true };
        let pointer = percent_decode_str(pointer).decode_utf8_lossy();
        self.root.pointer(&pointer).is_none()
    }
}

/// Whether something is in the place of a pattern, and is none.
fn is_no_pattern(value: &Value) -> bool {
    value.is_string() && {
        let schema = Map::from_iter([("pattern".to_owned(), value.clone())]);
        jsonschema::draft202012::new(&Value::Object(schema)).is_err()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Judge, place_of};
    use crate::document::Document;

    #[test]
    fn bad_schemas_leave_good_ones_alone() -> anyhow::Result<()> {
        let document = Document::of(json!({ "openapi": "3.0.3", "components": { "schemas": {
            "A/B": { "type": "object", "required": ["a"], "properties": {
                "a": { "type": "string", "nullable": true },
                "b": { "$ref": "#/nowhere" },
                "c": { "type": "string", "pattern": "(", "minLength": null },
            } },
        } } }));
        let judge = Judge::new(&document)?;
        assert_eq!(judge.left_out.keys().collect::<Vec<_>>(), ["$ref", "minLength", "pattern"]);
        let validator = judge.at(&place_of("A/B"));
        let fits = |value| validator.as_ref().map(|validator| validator.is_valid(&value));
        assert_eq!(fits(json!({ "a": null, "b": 1, "c": "x" })), Some(true));
        assert_eq!(fits(json!({ "a": 1 })), Some(false));
        Ok(())
    }
}
