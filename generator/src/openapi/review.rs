//! Reviewing: every keyword that nothing else reads is reported, with its location.
//!
//! The objects of OpenAPI are walked by [`table`], which lists for each kind of object the keywords
//! that are read and those that are not carried over; a keyword in neither list is not known. What is
//! referred to is walked where it is used, so that nothing is said about operations that were not asked
//! for. Schemas are reviewed where they are converted.
//!
//! New keyword? Move it in [`table`] from `notes` or `warnings` to `read`, or add it to one of them.

mod table;

use std::collections::HashSet;

use serde_json::Value;

use super::node::Node;
use super::operation::Found;
use super::report::Kind;
use super::{Import, html, operation, own};
use table::{Below, COMPONENTS, DISCRIMINATOR, DOCUMENT, OPERATION, Object, PATH_ITEM};

/// Kinds of components that are reported although nothing refers to them. Schemas and security schemes
/// are read by name.
const UNUSED: &[&str] = &[
    "callbacks",
    "examples",
    "headers",
    "links",
    "mediaTypes",
    "parameters",
    "pathItems",
    "requestBodies",
    "responses",
];

impl<'d> Import<'d, '_> {
    /// Reports the keywords of a document that are not carried over.
    pub(super) fn review_objects(&mut self, root: Node<'d>, found: &[Found<'d>]) {
        let mut seen = HashSet::new();
        self.review_object(root, &DOCUMENT, &mut seen);
        for found in found {
            self.review_object(found.item, &PATH_ITEM, &mut seen);
            self.review_object(found.node, &OPERATION, &mut seen);
        }
        let Some(components) = root.get("components").and_then(|components| self.follow(components)) else {
            return;
        };
        self.review_object(components, &COMPONENTS, &mut seen);
        for (_, named) in components.entries().filter(|(kind, _)| UNUSED.contains(kind)) {
            for (_, component) in named.entries() {
                let is_used = self.follow(component).is_none_or(|at| seen.contains(&at.identity()));
                if !is_used {
                    self.report.count("components that no operation uses", component);
                }
            }
        }
    }

    /// Reports what an object has that is not carried over, and reviews the objects in it.
    fn review_object(&mut self, node: Node<'d>, object: &'static Object, seen: &mut HashSet<*const Value>) {
        if !seen.insert(node.identity()) {
            return;
        }
        self.review_description(node);
        for (key, value) in node.entries() {
            if object.read.contains(&key) || own::is_extension(node, key) || operation::is_extension(key) {
                // Read where it belongs.
            } else if let Some((_, what)) = object.notes.iter().find(|(known, _)| *known == key) {
                self.report.count(what, value);
            } else if let Some((_, kind)) = object.warnings.iter().find(|(known, _)| *known == key) {
                self.report.problem(*kind, value, format!("`{key}` is not supported, so it is left out"));
            } else if key.starts_with("x-") {
                self.report.count("extensions (x-…)", value);
            } else if !object.is_open {
                let message = format!("`{key}` is not a keyword of {}, so it is left out", object.name);
                self.report.problem(Kind::Document, value, message);
            }
        }
        for (key, below) in object.below {
            let Some(value) = node.get(key) else { continue };
            match below {
                Below::One(object) => self.review_followed(value, object, seen),
                Below::Each(object) => {
                    let Some(all) = self.follow(value) else { continue };
                    let is_content = *key == "content";
                    for (name, value) in all.entries() {
                        if may_be_extension(key) && name.starts_with("x-") && !name.contains('/') {
                            self.report.count("extensions (x-…)", value);
                            continue;
                        }
                        self.review_followed(value, object, seen);
                        if is_content {
                            self.review_media_type(name, value);
                        }
                    }
                    for value in all.items() {
                        self.review_followed(value, object, seen);
                    }
                }
            }
        }
    }

    fn review_followed(&mut self, node: Node<'d>, object: &'static Object, seen: &mut HashSet<*const Value>) {
        let beside = node.entries().filter(|(key, _)| node.has("$ref") && *key != "$ref");
        beside.for_each(|(_, value)| self.report.count("what is beside references", value));
        if let Some(node) = self.follow(node) {
            self.review_object(node, object, seen);
        }
    }

    /// HTML that Markdown has nothing for: it is shown as it is written.
    pub(super) fn review_description(&mut self, node: Node<'d>) {
        let Some(at) = node.get("description").filter(|at| !at.is_own()) else { return };
        if let Some(reason) = at.value.as_str().and_then(html::not_rewritten) {
            self.report.problem(Kind::Document, at, format!("{reason}, so it is shown as text"));
        }
    }

    /// Keywords of a media type that mean something in some media types alone.
    fn review_media_type(&mut self, name: &str, media: Node<'d>) {
        let name = name.to_ascii_lowercase();
        let is_form = name.starts_with("multipart/") || name.starts_with("application/x-www-form-urlencoded");
        if let Some(encoding) = media.get("encoding").filter(|_| !is_form) {
            self.report.count("encodings of bodies that are not forms", encoding);
        }
        if let (true, Some(items)) = (media.has("schema"), media.get("itemSchema")) {
            self.report.count("schemas of items beside a schema of the whole", items);
        }
    }

    /// Reports the keywords of a discriminator that are not carried over.
    pub(super) fn review_discriminator(&mut self, discriminator: Node<'d>) {
        self.review_object(discriminator, &DISCRIMINATOR, &mut HashSet::new());
    }
}

/// Whether a map can have extensions among its names.
fn may_be_extension(map: &str) -> bool {
    matches!(map, "content" | "responses")
}
