//! Parts: the properties of a multipart body, files among them.
//!
//! They are always written in place: a schema that other operations use as well is JSON there, and files have no place
//! in it. What `encoding` says about a part goes with its field.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::body::beside_params;
use super::file::File;
use crate::model::{is_json, is_media_type};
use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::openapi::shape::{further, of_type};
use crate::schema::Shape;

impl<'d> Import<'d, '_> {
    /// The fields of a multipart body; `None` when nothing is known of them.
    pub(super) fn parts(&mut self, media: Node<'d>, taken: &mut Taken) -> Option<IndexMap<String, Shape>> {
        self.all_fields(media, taken, |this, property, encoding| {
            let mut shape = this.part(property, encoding);
            if let Some(encoding) = encoding {
                this.encoding(encoding, &mut shape);
            }
            shape
        })
    }

    /// The fields of a body that is always written in place, as `one` describes each of them; `None` when nothing is known
    /// of them.
    pub(super) fn all_fields(
        &mut self,
        media: Node<'d>,
        taken: &mut Taken,
        one: impl Fn(&mut Self, Node<'d>, Option<Node<'d>>) -> Shape,
    ) -> Option<IndexMap<String, Shape>> {
        let schema = media.get("schema")?;
        let (properties, required) = self.all_properties(schema);
        if properties.is_empty() {
            return None;
        }
        let example = self.first_example(media);
        let mut own = Taken::default();
        let mut fields = IndexMap::with_capacity(properties.len());
        for (name, property) in properties {
            let encoding = media.get("encoding").and_then(|map| map.get(name));
            let mut shape = one(self, property, encoding);
            shape.required = required.contains(name);
            self.drop_unused_default(property, &mut shape);
            if shape.example.is_none()
                && let Some(example) = example.and_then(|example| example.get(name))
            {
                shape.example = Some(self.later(example));
            }
            let key = own.claim(name);
            if key != name {
                shape.wire = Some(name.to_owned());
            }
            let (key, shape) = beside_params(key, shape, taken);
            fields.insert(key, shape);
        }
        self.report_rest(schema);
        self.write_in_place(schema);
        Some(fields)
    }

    /// Reports what of a schema the fields do not say.
    fn report_rest(&mut self, schema: Node<'d>) {
        let Some(target) = self.follow(schema) else { return };
        for alternatives in [target.get("oneOf"), target.get("anyOf")].into_iter().flatten() {
            let message = "the fields of all alternatives are put together, and none of them is required";
            self.report.problem(Kind::Body, alternatives, message);
        }
        if let Some(more) = further(target) {
            self.report.problem(Kind::Body, more, "fields of other names are left out");
        }
    }

    /// A type that is used nowhere else needs no name.
    fn write_in_place(&mut self, schema: Node<'d>) {
        if let Some(reference) = schema.text("$ref")
            && self.documents.is_used_once(schema.file, reference)
            && let Some(id) = self.named(schema, reference)
            && let Some(entry) = self.types.entries.get_mut(id)
        {
            entry.in_place = true;
        }
    }

    fn part(&mut self, property: Node<'d>, encoding: Option<Node<'d>>) -> Shape {
        let target = self.follow(property).unwrap_or(property);
        if self.is_untyped_file(target, encoding) {
            return self.file(property, None);
        }
        if let Some(file) = self.file_of(property) {
            return self.file(property, Some(file));
        }
        let items = target.get("items").filter(|_| self.types_of(target).0 == ["array"]);
        if items.is_some_and(|items| self.is_untyped_file(items, encoding)) {
            let file = File { is_list: true, limits: Some(target), ..File::default() };
            return self.file(property, Some(file));
        }
        self.field(property, false)
    }

    /// Whether a part of which no type is told is a file: since OpenAPI 3.1 it is, unless it is said to be text or JSON.
    fn is_untyped_file(&mut self, schema: Node<'d>, encoding: Option<Node<'d>>) -> bool {
        let media = encoding.and_then(|encoding| encoding.text("contentType"));
        let is_for_bytes = match media {
            Some(media) => !media.split(',').any(|one| is_json(one) || one.trim().starts_with("text/")),
            None => !self.documents.is_of_3_0(),
        };
        is_for_bytes
            && !schema.is_own()
            && self.follow(schema).is_some_and(|target| self.says_nothing(target))
    }

    fn file(&mut self, property: Node<'d>, file: Option<File<'d>>) -> Shape {
        let file = file.unwrap_or_default();
        let mut shape = of_type(if file.is_list { "binary[]" } else { "binary" });
        if let Some(target) = self.follow(property) {
            // Its media type is that of the part.
            self.review_except(target, if file.media.is_some() { "contentMediaType" } else { "" });
            self.annotate(target, &mut shape);
        }
        if property.has("$ref") {
            self.annotate(property, &mut shape);
        }
        if let Some(limits) = file.limits {
            self.list_limits(limits, &mut shape);
        }
        if let Some(elements) = file.null_elements {
            self.report.count("null in lists of files", elements);
        }
        if let Some(single) = file.single {
            self.report.count("files that come alone or in a list, which are sent as lists", single);
        }
        if let Some(other) = file.other {
            let message = "a part that is a file or something else is sent as a file";
            self.report.problem(Kind::Body, other, message);
        }
        (shape.default, shape.nullable) = (None, shape.nullable || file.nullable);
        shape.content_type = file.media.map(str::to_owned);
        shape
    }

    /// What is said about the way in which a part is written.
    fn encoding(&mut self, encoding: Node<'d>, shape: &mut Shape) {
        if let Some(media) = encoding.text("contentType").map(str::trim) {
            let is_known = media.split(',').all(|range| is_media_type(range.trim()));
            match encoding.get("contentType") {
                Some(node) if !is_known => {
                    let message = format!("`{media}` is no media type, and is left out");
                    self.report.problem(Kind::Body, node, message);
                }
                _ => shape.content_type = Some(media.to_owned()),
            }
        }
        if let Some(headers) = encoding.map("headers") {
            self.report.problem(Kind::Body, headers, "headers of parts are left out");
        }
        for key in ["style", "explode", "allowReserved"] {
            if let Some(node) = encoding.get(key) {
                self.report.count("styles of parts", node);
            }
        }
    }

    /// Whether a body has a property that is a file, or a list of files.
    pub(super) fn has_files(&mut self, media: Node<'d>) -> bool {
        let Some(schema) = media.get("schema") else { return false };
        let (properties, _) = self.all_properties(schema);
        properties.into_iter().any(|(_, property)| self.file_of(property).is_some())
    }

    /// Whether a body of JSON is handed on as bytes. In JSON a string of some media type is a string all the same.
    pub(super) fn is_raw_json(&mut self, media: Node<'d>) -> bool {
        let file = media.get("schema").and_then(|schema| self.file_of(schema));
        file.is_some_and(|file| !file.is_list && file.media.is_none())
    }

    /// Whether a body is text or bytes, whatever its media type.
    pub(super) fn is_raw(&mut self, media: Node<'d>) -> bool {
        match media.get("schema").and_then(|schema| self.follow(schema)) {
            Some(schema) => self.is_file(schema) || self.types_of(schema).0 == ["string"],
            None => false,
        }
    }

    /// The properties of a schema and of everything that it is composed of, alternatives included, and those that are
    /// always there.
    fn all_properties(&mut self, schema: Node<'d>) -> (IndexMap<&'d str, Node<'d>>, HashSet<&'d str>) {
        let (mut properties, required) = self.composed_properties(schema);
        let target = self.follow(schema).unwrap_or(schema);
        let alternatives: Vec<Node<'d>> = target.list("oneOf").chain(target.list("anyOf")).collect();
        for alternative in &alternatives {
            for (name, property) in self.composed_properties(*alternative).0 {
                properties.entry(name).or_insert(property);
            }
        }
        (properties, required)
    }
}
