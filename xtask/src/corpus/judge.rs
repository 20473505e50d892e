//! Judging: which values fit the schemas of a document, told by a validator that others made.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use anyhow::Result;
use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use super::source::{self, Source};

/// The validators of the named schemas of a document.
pub(super) struct Judge<'a> {
    registry: Registry<'static>,
    names: HashMap<*const Value, &'a str>,
    /// Those that were asked for; `None` for a schema that cannot be understood.
    known: RefCell<HashMap<*const Value, Option<Rc<Validator>>>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(source: &'a Source) -> Result<Self> {
        let names =
            source.schemas().map(|(name, schema)| (std::ptr::from_ref(schema), name.as_str())).collect();
        Ok(Self { registry: source.registry()?, names, known: RefCell::default() })
    }

    /// The validator of a named schema.
    pub(super) fn validator(&self, schema: &Value) -> Option<Rc<Validator>> {
        let key = std::ptr::from_ref(schema);
        let name = self.names.get(&key)?;
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let reference = json!({ "$ref": source::address(name) });
        let options = jsonschema::options().with_registry(&self.registry).with_draft(Draft::Draft202012);
        let validator = options.build(&reference).ok().map(Rc::new);
        self.known.borrow_mut().insert(key, validator.clone());
        validator
    }
}
