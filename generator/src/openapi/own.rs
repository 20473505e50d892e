//! Our own documents: what `export` wrote beside the words of OpenAPI → the spec.
//!
//! A document with `x-bindery: { version: 1 }` was exported from a spec. In it `x-bindery-<keyword>` is the keyword of
//! our format at the construct where it stands, and wins over what the construct became; `x-bindery-without` lists
//! keywords that it does not have. Names are taken as they are, texts are not trimmed, and no value is judged: all of
//! that was right in the spec, and what was changed since is for `check` to find.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Import;
use super::node::Node;
use super::report::Kind;
use crate::export::{EXTENSIONS_VERSION, WITHOUT};
use crate::schema::{DescribedVariant, Reply, Shape, Spec, Variant};

/// What extensions of ours begin with.
const PREFIX: &str = "x-bindery-";

/// Extensions that are read by hand: how a field, a parameter or a type is called, and the tags of a variant.
const BY_HAND: &[&str] = &["group", "name", "tags", "without"];

/// Whether a document was exported from a spec.
pub(super) fn is_own(root: &Value) -> bool {
    root.pointer("/x-bindery/version").and_then(Value::as_u64) == Some(EXTENSIONS_VERSION)
}

/// Whether a key is an extension of ours.
pub(super) fn is_extension(node: Node<'_>, key: &str) -> bool {
    node.is_own() && (key == "x-bindery" || key.starts_with(PREFIX))
}

/// The name of the spec that a document was exported from.
pub(super) fn spec_name(root: Node<'_>) -> Option<String> {
    let name = root.get("x-bindery").filter(|node| node.is_own())?.text("name")?;
    Some(name.to_owned())
}

/// The name that a construct has in the spec.
pub(super) fn name_of<'d>(node: Node<'d>) -> Option<&'d str> {
    if node.is_own() { node.text("x-bindery-name") } else { None }
}

impl<'d> Import<'d, '_> {
    /// Adds to a shape what its schema or its parameter says in extensions.
    pub(super) fn add_own(&mut self, node: Node<'d>, shape: &mut Shape) {
        if node.is_own()
            && let Some(changed) = self.changed(node, shape)
        {
            *shape = changed;
        }
    }

    /// A reply with what its response says in extensions.
    pub(super) fn reply_of_own(&mut self, response: Node<'d>, reply: Reply) -> Reply {
        let changed = if response.is_own() { self.changed(response, &reply) } else { None };
        changed.unwrap_or(reply)
    }

    /// A union as it is written, without any alternative being judged.
    pub(super) fn own_union(&mut self, node: Node<'d>) -> Shape {
        let discriminator = node.get("discriminator");
        let mapping: Vec<(&'d str, &'d str)> = discriminator
            .and_then(|discriminator| discriminator.get("mapping"))
            .into_iter()
            .flat_map(Node::entries)
            .filter_map(|(tag, target)| Some((tag, target.value.as_str()?)))
            .collect();
        let mut union = Shape::default();
        let mut variants = Vec::new();
        for alternative in node.list("oneOf") {
            if alternative.text("type") == Some("null") {
                union.nullable = true;
                continue;
            }
            let mut tags: Vec<String> = alternative
                .list("x-bindery-tags")
                .filter_map(|tag| tag.value.as_str().map(str::to_owned))
                .collect();
            if let Some(reference) = alternative.text("$ref").filter(|_| tags.is_empty()) {
                let own = mapping.iter().filter(|(_, target)| *target == reference);
                tags.extend(own.map(|(tag, _)| (*tag).to_owned()));
            }
            let variant = DescribedVariant {
                name: name_of(alternative).map(str::to_owned),
                tags,
                fallback: alternative.flag("x-bindery-fallback"),
                shape: self.nested(alternative),
            };
            variants.push(short(variant));
        }
        union.one_of = Some(variants);
        union.discriminator =
            discriminator.and_then(|discriminator| discriminator.text("propertyName")).map(str::to_owned);
        union
    }

    /// Lets the document have the last word about the API, its types and its endpoints.
    pub(super) fn finish_own(&mut self, spec: &mut Spec, root: Node<'d>, operations: &[Node<'d>]) {
        if let Some(api) = &mut spec.api
            && let Some(changed) = self.changed(root, &api.value)
        {
            api.value = changed;
        }
        let nodes: Vec<(String, Node<'d>)> =
            self.types.entries.iter().map(|entry| (entry.name.clone(), entry.node)).collect();
        let nodes: std::collections::HashMap<&str, Node<'d>> =
            nodes.iter().map(|(name, node)| (name.as_str(), *node)).collect();
        for (name, shape) in spec.types.iter_mut().flat_map(|file| &mut file.value.types) {
            if let Some(node) = nodes.get(name.as_str()) {
                self.add_own(*node, shape);
            }
        }
        for (node, file) in operations.iter().zip(&mut spec.endpoints) {
            if let Some(changed) = self.changed(*node, &file.value.endpoint) {
                file.value.endpoint = changed;
            }
            if let Some(group) = node.text("x-bindery-group").filter(|group| is_folder(group)) {
                group.clone_into(&mut file.value.group);
            }
        }
    }

    /// A value with the keywords that extensions say; `None` where there are none, or where they make no such value.
    fn changed<T: Serialize + DeserializeOwned>(&mut self, node: Node<'d>, value: &T) -> Option<T> {
        let said = keywords(node);
        if said.is_empty() && !node.has(WITHOUT) {
            return None;
        }
        let Ok(Value::Object(mut map)) = serde_json::to_value(value) else { return None };
        for keyword in node.list(WITHOUT).filter_map(|keyword| keyword.value.as_str()) {
            map.shift_remove(keyword);
        }
        map.extend(said);
        match serde_json::from_value(Value::Object(map)) {
            Ok(changed) => Some(changed),
            Err(error) => {
                let message = format!("the extensions of Bindery here cannot be read: {error}");
                self.report.problem(Kind::Document, node, message);
                None
            }
        }
    }
}

/// The keywords that the extensions of a construct say.
fn keywords(node: Node<'_>) -> Map<String, Value> {
    let Some(map) = node.value.as_object() else { return Map::new() };
    map.iter()
        .filter_map(|(key, value)| Some((key.strip_prefix(PREFIX)?, value)))
        .filter(|(keyword, _)| !BY_HAND.contains(keyword))
        .map(|(keyword, value)| (keyword.to_owned(), value.clone()))
        .collect()
}

/// A variant that is nothing but a type by name, as one.
fn short(mut variant: DescribedVariant) -> Variant {
    let is_plain = variant.name.is_none() && variant.tags.is_empty();
    match is_plain.then(|| super::shape::expression(&mut variant.shape)).flatten() {
        Some(ty) => Variant::Type(ty),
        None => Variant::Described(Box::new(variant)),
    }
}

/// Whether the id of a group can be a folder.
fn is_folder(group: &str) -> bool {
    !group.is_empty()
        && !group.starts_with('.')
        && !group.contains(['/', '\\', ':'])
        && !group.contains(char::is_control)
}
