//! Bodies of requests: the media type that is sent, and what its schema is there.
//!
//! JSON comes first, then forms, then parts, then everything else as text or bytes; files come before JSON where a
//! document has the same body in both. An object that only this operation uses is written in place, so that its
//! required fields become arguments; any other schema is a type by name.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::example::Examples;
use crate::model::{Media, essence, is_json, is_media_type};
use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::openapi::shape::{expression, further, is_closed, or_null};
use crate::schema::{BodyOptional, OtherBody, Shape, TypeOrFields};

/// The body of a request.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) body: Option<TypeOrFields>,
    pub(super) form: Option<TypeOrFields>,
    pub(super) multipart: Option<TypeOrFields>,
    pub(super) content_type: Option<String>,
    pub(super) optional: BodyOptional,
    /// The other media types that it may have.
    pub(super) others: IndexMap<String, OtherBody>,
    /// Whether it has no fields but those that are written in place.
    pub(super) closed: bool,
    /// Examples of the whole body.
    pub(super) examples: Examples,
}

/// A media type of a body, and how good it is: the least is taken.
pub(super) struct Choice<'d> {
    rank: u8,
    pub(super) media: Media,
    pub(super) name: &'d str,
    pub(super) node: Node<'d>,
}

impl Body {
    fn has_fields(&self) -> bool {
        let contents = [&self.body, &self.form, &self.multipart];
        contents.into_iter().any(|content| matches!(content, Some(TypeOrFields::Fields(_))))
    }

    /// Whether examples of the whole body say more than its fields do: one example of a body whose fields are
    /// written in place is shown by the fields, and bytes have none.
    fn keeps(&self, examples: &Examples) -> bool {
        match self.body.as_ref().or(self.form.as_ref()).or(self.multipart.as_ref()) {
            Some(TypeOrFields::Type(ty)) => ty != "binary",
            Some(TypeOrFields::Fields(_)) => examples.named.len() > 1,
            None => false,
        }
    }
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
        let choices = self.choices(body);
        let Some(chosen) = choices.iter().min_by_key(|choice| choice.rank) else {
            return Body::default();
        };
        for items in choices.iter().filter_map(|choice| choice.node.get("itemSchema")) {
            let message = "a body is not made of items: the caller has to write it";
            self.report.problem(Kind::Body, items, message);
        }
        let mut found = self.sent_as(chosen, id, taken);
        let alike = self.alike(&found, chosen, &choices);
        for other in choices.iter().filter(|other| other.node.identity() != chosen.node.identity()) {
            if !alike.contains(&other.name) {
                self.other_media(chosen, other, &mut found);
            }
        }
        if alike.len() > 1 {
            found.content_type = Some(alike.join(", "));
        }
        found.optional = optional(body, &found);
        found.closed = found.has_fields() && self.is_closed_body(chosen.node);
        let examples = self.examples_of_media(chosen.node);
        if found.keeps(&examples) {
            found.examples = examples;
        }
        found
    }

    fn is_closed_body(&mut self, media: Node<'d>) -> bool {
        media.get("schema").and_then(|schema| self.follow(schema)).is_some_and(is_closed)
    }

    /// The media types of a body of bytes, among which the caller chooses.
    fn alike(&mut self, found: &Body, chosen: &Choice<'d>, choices: &[Choice<'d>]) -> Vec<&'d str> {
        if found.body.as_ref() != Some(&TypeOrFields::Type("binary".to_owned())) || chosen.name.contains('*')
        {
            return Vec::new();
        }
        let is_alike = |this: &mut Self, other: &Choice<'d>| {
            other.rank == chosen.rank
                && !other.name.contains('*')
                && this.raw(other, "").body.as_ref() == found.body.as_ref()
        };
        choices.iter().filter(|other| is_alike(self, other)).map(|other| other.name).collect()
    }

    /// Says that a media type is left out because another one is taken. With the same schema nothing is lost but the way
    /// in which it is written, and documents that frameworks write have that everywhere.
    pub(super) fn report_other_media(&mut self, kind: Kind, chosen: &str, taken: Node<'d>, other: Node<'d>) {
        let schema = |node: Node<'d>| node.get("schema").map(|schema| schema.value);
        if schema(taken) == schema(other) || schema(other).is_none() {
            self.report.count("the same in other media types", other);
        } else {
            let message = format!("`{chosen}` is taken, so this media type is left out");
            self.report.problem(kind, other, message);
        }
    }

    fn choices(&mut self, body: Node<'d>) -> Vec<Choice<'d>> {
        let mut choices = Vec::new();
        let medias: Vec<(&'d str, Node<'d>)> =
            body.get("content").into_iter().flat_map(Node::entries).collect();
        for (name, node) in medias {
            if name.starts_with("x-") && !name.contains('/') {
                self.report.count("extensions (x-…)", node);
                continue;
            }
            if !name.split(',').all(|range| is_media_type(range.trim())) {
                self.report.problem(Kind::Body, node, format!("`{name}` is no media type, and is left out"));
                continue;
            }
            let (rank, media) = self.rank(name, node);
            choices.push(Choice { rank, media, name, node });
        }
        choices
    }

    fn rank(&mut self, name: &str, node: Node<'d>) -> (u8, Media) {
        let essence = essence(name);
        let is_any = matches!(essence.as_str(), "*/*" | "application/*");
        // JSON and forms have no place for files.
        let without_files = if self.has_files(node) { 20 } else { 0 };
        match essence.as_str() {
            "application/json" => (without_files, Media::Json),
            json if is_json(json) => (1 + without_files, Media::Json),
            _ if is_any && !self.is_raw(node) => (2 + without_files, Media::Json),
            "application/x-www-form-urlencoded" => (3 + without_files, Media::Form),
            "multipart/form-data" => (4, Media::Multipart),
            parts if parts.starts_with("multipart/") => (5, Media::Multipart),
            text if text.starts_with("text/") => (7, Media::Text),
            _ => (6, Media::Bytes),
        }
    }

    fn sent_as(&mut self, chosen: &Choice<'d>, id: &str, taken: &mut Taken) -> Body {
        let is_any = chosen.name.contains('*');
        let content_type = (essence(chosen.name) != chosen.media.usual()
            && !(is_any && matches!(chosen.media, Media::Json | Media::Multipart)))
        .then(|| chosen.name.to_owned());
        match chosen.media {
            Media::Json if self.is_raw_json(chosen.node) => bytes(chosen.name),
            Media::Json => {
                if is_any && is_json(chosen.name) {
                    let message = format!(
                        "`{}` is no media type that can be sent: a body is `application/json` unless a call sets the \
                         header `content-type`",
                        chosen.name
                    );
                    self.report.problem(Kind::Body, chosen.node, message);
                }
                let body = Some(self.body_content(chosen.node, id, taken));
                Body { body, content_type, ..Body::default() }
            }
            Media::Form => {
                let form = self.form(chosen.node, id, taken);
                let form = Some(self.without_null(form, chosen.node));
                Body { form, ..Body::default() }
            }
            Media::Multipart => match self.parts(chosen.node, taken) {
                Some(parts) => {
                    let multipart = Some(TypeOrFields::Fields(parts));
                    Body { multipart, content_type, ..Body::default() }
                }
                None => {
                    let message = "nothing is known of its parts, so the caller has to write the body";
                    self.report.problem(Kind::Body, chosen.node, message);
                    bytes(chosen.name)
                }
            },
            Media::Text | Media::Bytes => self.raw(chosen, id),
        }
    }

    /// A body that is neither JSON nor fields: the text or the bytes that the caller has.
    fn raw(&mut self, chosen: &Choice<'d>, id: &str) -> Body {
        let schema = chosen.node.get("schema").and_then(|schema| self.follow(schema));
        let Some(schema) = schema.filter(|schema| !self.is_file(*schema)) else { return bytes(chosen.name) };
        let types = self.types_of(schema).0;
        let is_text = matches!(types.as_slice(), ["string" | "integer" | "number" | "boolean"]);
        let is_textual = chosen.media == Media::Text || is_textual(chosen.name);
        if is_text && (is_textual || types.as_slice() != ["string"]) {
            let ty = self.body_content(chosen.node, id, &mut Taken::default());
            return text(self.without_null(ty, chosen.node), chosen.name);
        }
        if !is_text && !types.is_empty() || schema.has("oneOf") || schema.has("anyOf") || schema.has("allOf")
        {
            let message =
                format!("a body of `{}` is not made of its schema: the caller has to write it", chosen.name);
            self.report.problem(Kind::Body, chosen.node, message);
        }
        if is_textual {
            text(TypeOrFields::Type("string".to_owned()), chosen.name)
        } else {
            bytes(chosen.name)
        }
    }

    /// The content of a form or of plain text: null can be written in JSON only.
    fn without_null(&mut self, content: TypeOrFields, media: Node<'d>) -> TypeOrFields {
        match content {
            TypeOrFields::Type(ty) if ty.ends_with('?') => {
                self.report.count("null as a whole body that is not JSON", media);
                TypeOrFields::Type(ty.trim_end_matches('?').to_owned())
            }
            content => content,
        }
    }

    pub(super) fn body_content(&mut self, media: Node<'d>, id: &str, taken: &mut Taken) -> TypeOrFields {
        let Some(schema) = media.get("schema") else { return TypeOrFields::Type("any".to_owned()) };
        let example = self.first_example(media);
        if let Some(fields) = self.fields_in_place(schema, example, taken) {
            return TypeOrFields::Fields(fields);
        }
        let mut shape = self.shape(schema);
        (shape.description, shape.example, shape.default) = (None, None, None);
        (shape.read_only, shape.write_only, shape.deprecated) = (false, false, None);
        let nullable = std::mem::take(&mut shape.nullable);
        let ty = match expression(&mut shape) {
            Some(ty) => ty,
            // In a document of ours the type is told by an extension.
            None if schema.is_own() => "any".to_owned(),
            None => self.named_for(schema, &format!("{id}_body")),
        };
        TypeOrFields::Type(if nullable { or_null(ty) } else { ty })
    }

    /// The fields of a body that is a plain object which nothing else uses.
    pub(super) fn fields_in_place(
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
        let is_plain = target.map("properties").is_some()
            && further(target).is_none()
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
pub(super) fn beside_params(name: String, mut shape: Shape, taken: &mut Taken) -> (String, Shape) {
    let wanted = if taken.is_free(&name) { name.clone() } else { format!("body_{name}") };
    let claimed = taken.claim(&wanted);
    if claimed != name && shape.wire.is_none() {
        shape.wire = Some(name);
    }
    (claimed, shape)
}

/// Whether a call may go without its body. A document that does not say so says it by the letter (OpenAPI 3.1, section
/// 4.8.13.1), but hardly any means it where something in the body is required.
fn optional(body: Node<'_>, found: &Body) -> BodyOptional {
    let content = found.body.as_ref().or(found.form.as_ref()).or(found.multipart.as_ref());
    match (body.get("required").map(|required| required.value), content) {
        (Some(Value::Bool(true)), _) => BodyOptional::No,
        (Some(Value::Bool(false)), _) => BodyOptional::Yes,
        (_, Some(TypeOrFields::Fields(fields))) if !fields.values().any(|field| field.required) => {
            BodyOptional::Yes
        }
        _ => BodyOptional::Expected,
    }
}

fn bytes(media: &str) -> Body {
    let content_type = (media != Media::Bytes.usual()).then(|| media.to_owned());
    Body { body: Some(TypeOrFields::Type("binary".to_owned())), content_type, ..Body::default() }
}

/// A body of text has one media type.
fn text(ty: TypeOrFields, media: &str) -> Body {
    let is_pattern = media.contains(['*', ',']);
    let content_type = if is_pattern { Media::Text.usual() } else { media };
    Body { body: Some(ty), content_type: Some(content_type.to_owned()), ..Body::default() }
}

/// Whether people can read what has a media type.
fn is_textual(media: &str) -> bool {
    let essence = essence(media);
    let words = ["xml", "yaml", "ndjson", "jsonl", "graphql", "csv", "sql", "javascript"];
    essence.starts_with("text/") || words.iter().any(|word| essence.contains(word))
}
