//! Bodies: the media type that can be carried over, and its schema.
//!
//! JSON comes first, then a form. An object that only this operation uses is written in place, so that its required
//! fields become arguments; any other schema is a type by name.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::openapi::shape::expression;
use crate::schema::{Shape, TypeOrFields};

/// The body of a request.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) json: Option<TypeOrFields>,
    pub(super) form: Option<TypeOrFields>,
}

impl<'d> Import<'d, '_> {
    /// The body of an operation; its fields take names that its parameters have not.
    pub(super) fn body(&mut self, node: Node<'d>, id: &str, taken: &mut Taken) -> Body {
        let Some(body) = node.get("requestBody").and_then(|body| self.follow(body)) else {
            return Body::default();
        };
        if body.text("description").is_some() {
            self.report.count("descriptions of request bodies", body);
        }
        if body.get("required").is_some_and(|required| required.value == &Value::Bool(false)) {
            self.report.problem(Kind::Body, body, "the body may be left out, and is always sent here");
        }
        let medias: Vec<(&'d str, Node<'d>)> =
            body.get("content").into_iter().flat_map(Node::entries).collect();
        let json = medias.iter().find(|(media, _)| is_json(media)).copied();
        let json = json.or_else(|| medias.iter().find(|(media, _)| is_json_like(media)).copied());
        let form =
            medias.iter().find(|(media, _)| essence(media) == "application/x-www-form-urlencoded").copied();
        let Some((_, chosen)) = json.or(form) else {
            for (media, other) in &medias {
                let message = format!("a body of `{media}` cannot be said here, so there is none");
                self.report.problem(Kind::Body, *other, message);
            }
            return Body::default();
        };
        for (_, other) in medias.iter().filter(|(_, other)| other.identity() != chosen.identity()) {
            self.report.count("other media types of request bodies", *other);
        }
        if chosen.has("encoding") {
            self.report.count("encodings of form fields", chosen);
        }
        let content = self.body_content(chosen, id, taken);
        match json {
            Some(_) => Body { json: Some(content), form: None },
            None => Body { json: None, form: Some(content) },
        }
    }

    fn body_content(&mut self, media: Node<'d>, id: &str, taken: &mut Taken) -> TypeOrFields {
        let Some(schema) = media.get("schema") else { return TypeOrFields::Type("any".to_owned()) };
        let example = self.example_of(media);
        if let Some(fields) = self.fields_in_place(schema, example, taken) {
            return TypeOrFields::Fields(fields);
        }
        if let Some(example) = example {
            self.report.count("examples of whole request bodies", example);
        }
        let mut shape = self.shape(schema);
        (shape.description, shape.example, shape.default, shape.nullable) = (None, None, None, false);
        (shape.read_only, shape.write_only, shape.deprecated) = (false, false, None);
        match expression(&mut shape) {
            Some(ty) => TypeOrFields::Type(ty),
            // In a document of ours the type is told by an extension.
            None if schema.is_own() => TypeOrFields::Type("any".to_owned()),
            None => TypeOrFields::Type(self.named_for(schema, &format!("{id}_body"))),
        }
    }

    /// The fields of a body that is a plain object which nothing else uses.
    fn fields_in_place(
        &mut self,
        schema: Node<'d>,
        example: Option<Node<'d>>,
        taken: &mut Taken,
    ) -> Option<IndexMap<String, Shape>> {
        let (target, entry) = match schema.text("$ref") {
            None => (schema, None),
            Some(reference) => {
                if schema.is_own() || !self.documents.is_used_once(schema.file, reference) {
                    return None;
                }
                let id = self.named(schema, reference)?;
                (self.types.entries.get(id)?.node, Some(id))
            }
        };
        let beside = ["allOf", "oneOf", "anyOf", "enum", "const", "patternProperties", "$ref"];
        let is_closed =
            target.get("additionalProperties").is_none_or(|more| more.value == &Value::Bool(false));
        let is_plain = target.map("properties").is_some()
            && is_closed
            && !beside.iter().any(|key| target.has(key))
            && self.types_of(target) == (vec!["object"], false)
            && !target.flag("nullable");
        if !is_plain {
            return None;
        }
        let names: Vec<&'d str> =
            target.map("properties").into_iter().flat_map(Node::entries).map(|(name, _)| name).collect();
        if entry.is_some() && names.iter().any(|name| !taken.is_free(name)) {
            return None;
        }
        if let Some(entry) = entry.and_then(|id| self.types.entries.get_mut(id)) {
            entry.in_place = true;
        }
        self.review(target);
        let properties: Vec<(&'d str, Node<'d>)> =
            target.map("properties").into_iter().flat_map(Node::entries).collect();
        let required: HashSet<&'d str> = self.required(target);
        let fields = self.fields(&properties, &required, example.or_else(|| target.get("example")));
        if schema.is_own() {
            return Some(fields);
        }
        Some(fields.into_iter().map(|(name, shape)| beside_params(name, shape, taken)).collect())
    }

    /// The name of a type that is made of a schema which has none.
    fn named_for(&mut self, schema: Node<'d>, name: &str) -> String {
        let id = self.types.add_named(schema, name);
        self.types.name(id)
    }
}

/// Gives a field of a body another name where a parameter has it.
fn beside_params(name: String, mut shape: Shape, taken: &mut Taken) -> (String, Shape) {
    let wanted = if taken.is_free(&name) { name.clone() } else { format!("body_{name}") };
    let claimed = taken.claim(&wanted);
    if claimed != name && shape.wire.is_none() {
        shape.wire = Some(name);
    }
    (claimed, shape)
}

pub(super) fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase()
}

pub(super) fn is_json(media: &str) -> bool {
    essence(media) == "application/json"
}

pub(super) fn is_json_like(media: &str) -> bool {
    let essence = essence(media);
    essence.ends_with("+json")
        || essence.ends_with("/json")
        || matches!(essence.as_str(), "*/*" | "application/*")
}
