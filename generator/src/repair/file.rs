//! Files: the parts of a spec as JSON, each with a location of its own while the spec is repaired.

use std::collections::HashMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::edit::{self, Edit};
use super::node::{self, Node};
use crate::problem::{Place, Segment};
use crate::schema::{FileKind, Spec};
use crate::source::SourceId;

/// A spec whose files have locations of their own.
pub(super) struct Files<'s> {
    spec: &'s mut Spec,
    /// The locations in the document, by the number of the file.
    places: Vec<Place>,
    /// The types that were renamed in this round.
    renamed: HashMap<String, String>,
    /// The number in the last name that was given.
    number: usize,
}

impl<'s> Files<'s> {
    /// Gives each file of a spec a location of its own, so that an error names the path inside it.
    pub(super) fn of(spec: &'s mut Spec) -> Self {
        let mut places = Vec::new();
        each_place(spec, &mut |place| {
            let own = Place::file(SourceId::numbered(places.len()));
            places.push(std::mem::replace(place, own));
        });
        Self { spec, places, renamed: HashMap::new(), number: 1 }
    }

    /// Gives each file its location in the document again.
    pub(super) fn finish(self) {
        let places = self.places;
        each_place(self.spec, &mut |place| {
            if let Some(original) = places.get(place.source().number()) {
                *place = original.clone();
            }
        });
    }

    pub(super) fn spec(&self) -> &Spec {
        self.spec
    }

    /// Returns the location of a file in the document.
    pub(super) fn place(&self, file: SourceId) -> Place {
        self.places.get(file.number()).cloned().unwrap_or_else(|| Place::file(file))
    }

    /// Returns what kind of file it is.
    pub(super) fn kind(&self, file: SourceId) -> FileKind {
        if self.spec.api.as_ref().is_some_and(|api| api.place.source() == file) {
            FileKind::Api
        } else if self.types(file).is_some() {
            FileKind::Types
        } else {
            FileKind::Endpoint
        }
    }

    fn types(&self, file: SourceId) -> Option<usize> {
        self.spec.types.binary_search_by_key(&file, |types| types.place.source()).ok()
    }

    fn endpoint(&self, file: SourceId) -> Option<usize> {
        self.spec.endpoints.binary_search_by_key(&file, |endpoint| endpoint.place.source()).ok()
    }

    /// Returns a file as JSON, as its text would say it.
    pub(super) fn value(&self, file: SourceId) -> Option<Value> {
        match self.kind(file) {
            FileKind::Api => written(&self.spec.api.as_ref()?.value),
            FileKind::Types => written(&self.spec.types.get(self.types(file)?)?.value),
            FileKind::Endpoint => written(&self.spec.endpoints.get(self.endpoint(file)?)?.value.endpoint),
        }
    }

    /// Replaces a file; returns whether the value is one of its kind.
    pub(super) fn set(&mut self, file: SourceId, value: Value) -> bool {
        let (types, endpoint) = (self.types(file), self.endpoint(file));
        match self.kind(file) {
            FileKind::Api => replace(self.spec.api.as_mut().map(|api| &mut api.value), value),
            FileKind::Types => {
                let file = types.and_then(|index| self.spec.types.get_mut(index));
                replace(file.map(|file| &mut file.value), value)
            }
            FileKind::Endpoint => {
                let file = endpoint.and_then(|index| self.spec.endpoints.get_mut(index));
                replace(file.map(|file| &mut file.value.endpoint), value)
            }
        }
    }

    /// Takes a type or an endpoint out.
    pub(super) fn remove(&mut self, file: SourceId) -> bool {
        if let Some(index) = self.types(file) {
            self.spec.types.remove(index);
        } else if let Some(index) = self.endpoint(file) {
            self.spec.endpoints.remove(index);
        } else {
            return false;
        }
        true
    }

    /// Applies a change to the JSON form of a file; returns whether it changed anything.
    pub(super) fn apply(&mut self, file: SourceId, value: &mut Value, at: &[Segment], edit: Edit) -> bool {
        let kind = self.kind(file);
        let node = node::kind(kind, at);
        match (edit, at.split_last()) {
            (Edit::Rename, Some((Segment::Key(key), parent))) => match node::kind(kind, parent) {
                Node::File(_) => self.rename_endpoint(value),
                around => self.rename(value, parent, key, around),
            },
            _ => edit::apply(value, at, edit, node),
        }
    }

    /// Gives an endpoint an id of its own.
    fn rename_endpoint(&mut self, value: &mut Value) -> bool {
        let number = self.next_number();
        let Some(Value::String(id)) = value.get_mut("endpoint") else { return false };
        *id = edit::numbered(id, "operation", number);
        true
    }

    /// Returns another number for each name, so that no two names need to be compared.
    fn next_number(&mut self) -> usize {
        self.number += 1;
        self.number
    }

    /// Renames a key of a map of shapes, types or groups.
    fn rename(&mut self, value: &mut Value, parent: &[Segment], key: &str, around: Node) -> bool {
        let number = self.next_number();
        let Some(Value::Object(map)) = node::get_mut(value, parent) else { return false };
        let what = match around {
            Node::Types => "Type",
            Node::Groups => "group",
            _ => "field",
        };
        let name = edit::numbered(key, what, number);
        if map.contains_key(&name) {
            return false;
        }
        edit::rename_key(map, key, &name, !matches!(around, Node::Types | Node::Groups));
        match around {
            Node::Types => {
                self.renamed.insert(key.to_owned(), name);
            }
            Node::Groups => {
                for file in self.spec.endpoints.iter_mut().filter(|file| file.value.group == key) {
                    file.value.group.clone_from(&name);
                }
            }
            _ => {}
        }
        true
    }

    /// Lets all files refer to the types that were renamed by their new names.
    pub(super) fn rename_types(&mut self) {
        let mut renamed = std::mem::take(&mut self.renamed);
        // Where two types have one name, references mean the one that keeps it.
        let known = self.spec.shapes();
        renamed.retain(|old, new| !known.contains_key(old.as_str()) && known.contains_key(new.as_str()));
        if renamed.is_empty() {
            return;
        }
        for file in (0..self.places.len()).map(SourceId::numbered) {
            let Some(mut value) = self.value(file) else { continue };
            if refer(&mut value, &renamed, false) {
                self.set(file, value);
            }
        }
    }
}

/// Replaces the names of types in all strings that can name one; returns whether there were any.
fn refer(value: &mut Value, renamed: &HashMap<String, String>, names_type: bool) -> bool {
    match value {
        Value::String(ty) if names_type => {
            let inner = ty.trim_start_matches("map<").trim_end_matches(['[', ']', '?', '>']);
            let Some(name) = renamed.get(inner) else { return false };
            *ty = ty.replacen(inner, name, 1);
            true
        }
        Value::Array(items) => {
            items.iter_mut().fold(false, |any, item| refer(item, renamed, names_type) | any)
        }
        Value::Object(map) => map.iter_mut().fold(false, |any, (key, value)| {
            let names_type = match key.as_str() {
                "type" | "answer" | "body" | "form" | "multipart" | "extends" | "oneOf" | "tuple" => true,
                key => key.parse::<u16>().is_ok() || key.ends_with("XX") || key == "default",
            };
            let is_value = matches!(key.as_str(), "example" | "examples" | "enum" | "origin" | "tags");
            (!is_value && refer(value, renamed, names_type)) | any
        }),
        _ => false,
    }
}

fn each_place(spec: &mut Spec, f: &mut dyn FnMut(&mut Place)) {
    spec.api.iter_mut().for_each(|file| f(&mut file.place));
    spec.types.iter_mut().for_each(|file| f(&mut file.place));
    spec.endpoints.iter_mut().for_each(|file| f(&mut file.place));
}

fn written(value: &impl Serialize) -> Option<Value> {
    serde_json::to_value(value).ok()
}

fn replace<T: DeserializeOwned>(slot: Option<&mut T>, value: Value) -> bool {
    match (slot, serde_json::from_value(value)) {
        (Some(slot), Ok(value)) => {
            *slot = value;
            true
        }
        _ => false,
    }
}
