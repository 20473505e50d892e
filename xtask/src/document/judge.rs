//! Judging: which values fit the schemas of a document, told by a validator that others made.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use anyhow::Result;
use jsonschema::{Draft, Registry, Validator};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value, json};

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
}

impl Judge {
    /// `document` has the schemas of OpenAPI, whatever its version.
    pub(crate) fn new(document: &Document) -> Result<Self> {
        let mut modern = document.modern();
        let places = Places(&document.root);
        places.mend(&mut modern.root);
        let registry = Registry::new().add(ADDRESS, modern.root)?.prepare()?;
        Ok(Self { registry, known: RefCell::default() })
    }

    /// The validator of the schema at a place, which is a JSON pointer.
    pub(crate) fn at(&self, pointer: &str) -> Option<Rc<Validator>> {
        if let Some(known) = self.known.borrow().get(pointer) {
            return known.clone();
        }
        let reference = json!({ "$ref": format!("{ADDRESS}#{}", encoded(pointer)) });
        let options = jsonschema::options().with_registry(&self.registry).with_draft(Draft::Draft202012);
        let validator = options.build(&reference).ok().map(Rc::new);
        self.known.borrow_mut().insert(pointer.to_owned(), validator.clone());
        validator
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
struct Places<'a>(&'a Value);

impl Places<'_> {
    /// Takes out references into nowhere and patterns that are none: they ask for nothing.
    fn mend(&self, node: &mut Value) {
        match node {
            Value::Array(items) => items.iter_mut().for_each(|item| self.mend(item)),
            Value::Object(map) => {
                if map.get("$ref").and_then(Value::as_str).is_some_and(|reference| self.is_lost(reference)) {
                    map.remove("$ref");
                }
                if map.get("pattern").is_some_and(is_no_pattern) {
                    map.remove("pattern");
                }
                map.values_mut().for_each(|value| self.mend(value));
            }
            _ => {}
        }
    }

    fn is_lost(&self, reference: &str) -> bool {
        let Some(pointer) = reference.strip_prefix('#') else { return true };
        let pointer = percent_decode_str(pointer).decode_utf8_lossy();
        self.0.pointer(&pointer).is_none()
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
                "c": { "type": "string", "pattern": "(" },
            } },
        } } }));
        let validator = Judge::new(&document)?.at(&place_of("A/B"));
        let fits = |value| validator.as_ref().map(|validator| validator.is_valid(&value));
        assert_eq!(fits(json!({ "a": null, "b": 1, "c": "x" })), Some(true));
        assert_eq!(fits(json!({ "a": 1 })), Some(false));
        Ok(())
    }
}
