//! Named types: which schemas get a name, and which name.
//!
//! A schema of `components/schemas` keeps its name where code can have it; any other that a reference leads to is
//! named after the way to it: `A/allOf/0` is `AAllOf0`, a whole file is named after the file. They are converted in
//! the order in which they were found, and conversion may find more.

use std::collections::{HashMap, HashSet};

use heck::ToUpperCamelCase;
use indexmap::IndexMap;
use serde_json::Value;

use super::Import;
use super::name::{self, Taken};
use super::node::{Node, Step};
use super::pointer;
use crate::lower::is_word_of_expressions;
use crate::schema::{Shape, Spec};

/// Steps of a way that tell nothing about the schema at its end.
const NOISE: &[&str] = &[
    "components",
    "schemas",
    "definitions",
    "$defs",
    "paths",
    "properties",
    "content",
    "application/json",
    "schema",
];

/// A schema that has a name.
#[derive(Debug)]
pub(super) struct Entry<'d> {
    pub(super) name: String,
    pub(super) node: Node<'d>,
    /// What it became, once it was converted.
    pub(super) shape: Option<Shape>,
    /// Whether it is written where it is used, and needs no name after all.
    pub(super) in_place: bool,
}

/// A schema that has a name, as an index.
pub(super) type EntryId = usize;

/// The schemas that have names.
#[derive(Debug, Default)]
pub(super) struct Registry<'d> {
    pub(super) entries: Vec<Entry<'d>>,
    by_identity: HashMap<*const Value, EntryId>,
    taken: Taken,
}

impl<'d> Registry<'d> {
    /// Gives a schema a name, unless it has one.
    ///
    /// `file` is the file that it is in, as the reference to it says: a schema that is a whole file is called so.
    pub(super) fn add(&mut self, node: Node<'d>, file: &str) -> EntryId {
        if let Some(known) = self.find(node) {
            return known;
        }
        let name = match super::own::name_of(node) {
            Some(own) => self.taken.claim_id(own),
            None if node.is_own() => self.taken.claim_id(&wanted_name(node, file)),
            None => self.taken.claim_id(&type_name(&wanted_name(node, file))),
        };
        let id = self.entries.len();
        self.by_identity.insert(node.identity(), id);
        self.entries.push(Entry { name, node, shape: None, in_place: false });
        id
    }

    /// Lets another node stand for a schema that has a name: a reference to a file that is nothing else.
    pub(super) fn stand_for(&mut self, node: Node<'d>, target: Node<'d>, name: &str) {
        if let Some(known) = self.find(target) {
            self.by_identity.insert(node.identity(), known);
            return;
        }
        let id = self.entries.len();
        let name = self.taken.claim_id(&type_name(name));
        self.by_identity.insert(node.identity(), id);
        self.by_identity.insert(target.identity(), id);
        self.entries.push(Entry { name, node: target, shape: None, in_place: false });
    }

    /// Gives a schema a name that does not come from the way to it.
    pub(super) fn add_named(&mut self, node: Node<'d>, name: &str) -> EntryId {
        if let Some(known) = self.find(node) {
            return known;
        }
        let name = self.taken.claim_id(&type_name(&name.to_upper_camel_case()));
        let id = self.entries.len();
        self.by_identity.insert(node.identity(), id);
        self.entries.push(Entry { name, node, shape: None, in_place: false });
        id
    }

    pub(super) fn find(&self, node: Node<'d>) -> Option<EntryId> {
        self.by_identity.get(&node.identity()).copied()
    }

    pub(super) fn name(&self, id: EntryId) -> String {
        self.entries.get(id).map(|entry| entry.name.clone()).unwrap_or_default()
    }
}

impl<'d> Import<'d, '_> {
    /// Gives the schemas of the document their names.
    pub(super) fn name_schemas(&mut self, root: Node<'d>) {
        for (name, schema) in self.schemas(root).into_iter().flat_map(Node::entries) {
            self.report.summary.types_in += 1;
            let is_reference = schema.value.as_object().is_some_and(|map| map.len() == 1);
            let target = match schema.text("$ref") {
                Some(reference) if is_reference => self.resolve(schema, reference),
                _ => None,
            };
            match target {
                Some(target) if target.file != root.file => self.types.stand_for(schema, target, name),
                _ => {
                    self.types.add(schema, "");
                }
            }
        }
    }

    /// The schemas of the document, which some keep in a file of their own.
    fn schemas(&mut self, root: Node<'d>) -> Option<Node<'d>> {
        let components = root.get("components").and_then(|components| self.follow(components))?;
        components.get("schemas").and_then(|schemas| self.follow(schemas))
    }

    /// The types that the schemas of the document became, of those that the spec still has.
    pub(super) fn named_schemas(&mut self, root: Node<'d>, spec: &Spec) -> IndexMap<String, String> {
        let kept: HashSet<&String> = spec.types.iter().flat_map(|file| file.value.types.keys()).collect();
        let schemas = self.schemas(root);
        let named = schemas.into_iter().flat_map(Node::entries).filter_map(|(name, schema)| {
            let entry = self.types.entries.get(self.types.find(schema)?)?;
            (!entry.in_place && kept.contains(&entry.name)).then(|| (name.to_owned(), entry.name.clone()))
        });
        named.collect()
    }

    /// Keeps the names that the document has for its schemas, where types are called something else.
    pub(super) fn keep_names(&mut self, root: Node<'d>, spec: &mut Spec) {
        if root.is_own() {
            return;
        }
        let schemas = self.schemas(root);
        let named = schemas.into_iter().flat_map(Node::entries).filter_map(|(name, schema)| {
            let entry = self.types.entries.get(self.types.find(schema)?)?;
            (entry.name != name && !entry.in_place).then_some((entry.name.as_str(), name))
        });
        let names: HashMap<&str, &str> = named.collect();
        for (own, shape) in spec.types.iter_mut().flat_map(|file| &mut file.value.types) {
            if let Some(name) = names.get(own.as_str()) {
                shape.set_origin(|origin| origin.name = Some((*name).to_owned()));
            }
        }
    }

    /// The named type that the `$ref` of a node leads to. `None` when it leads nowhere; that has been reported then.
    pub(super) fn named(&mut self, node: Node<'d>, reference: &'d str) -> Option<EntryId> {
        let target = self.resolve(node, reference)?;
        let id = self.types.add(target, pointer::split(reference).0);
        if let Some(entry) = self.types.entries.get_mut(id) {
            // Whoever wrote it in place took it for something that nothing else refers to.
            entry.in_place = false;
        }
        Some(id)
    }

    /// Converts every named schema, those that come to light on the way included.
    pub(super) fn convert_types(&mut self) {
        let is_open = |entry: &Entry<'_>| entry.shape.is_none() && !entry.in_place;
        while self.types.entries.iter().any(is_open) {
            let mut next = 0;
            while let Some(entry) = self.types.entries.get(next) {
                if is_open(entry) {
                    let node = entry.node;
                    self.current = Some(node.identity());
                    let shape = self.shape(node);
                    self.current = None;
                    if let Some(entry) = self.types.entries.get_mut(next) {
                        entry.shape = Some(shape);
                    }
                }
                next += 1;
            }
        }
    }
}

/// What the way to a schema suggests.
fn wanted_name(node: Node<'_>, file: &str) -> String {
    let steps = node.steps();
    let mut words: Vec<String> = Vec::new();
    for step in steps {
        match step {
            Step::Key(key) if NOISE.contains(&key) => {}
            Step::Key(key) => words.push(key.to_owned()),
            Step::Index(index) => words.push(index.to_string()),
            Step::File => {}
        }
    }
    if words.is_empty() {
        let name = file.rsplit('/').next().unwrap_or(file);
        return name.split('.').next().unwrap_or(name).to_owned();
    }
    match words.as_slice() {
        [only] => only.clone(),
        words => words
            .iter()
            .map(|word| {
                let mut chars = word.chars();
                chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
            })
            .collect::<Vec<String>>()
            .concat(),
    }
}

/// A name as a type expression can hold it.
fn type_name(wanted: &str) -> String {
    let kept: String = wanted
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { ' ' })
        .collect();
    let joined = kept.split_whitespace().collect::<Vec<_>>().join("_");
    let name = name::shortened(&joined, 80);
    if !name::has_word(&name) {
        return "Schema".to_owned();
    }
    if is_word_of_expressions(&name.to_ascii_lowercase()) { format!("{name}Type") } else { name }
}
