//! Forms: the fields of an `application/x-www-form-urlencoded` body, and what `encoding` says about them.
//!
//! What it says becomes the style of a field, in the words that parameters have. A schema that other operations use as
//! well has no place for styles, so a form with a style of its own is always written in place. Where it gives no style,
//! a field is written by its media type, which is JSON for objects and for elements that are objects, and plain text for
//! everything else (OpenAPI 3.1.1, section 4.8.15.1). A style that says what our forms do anyway is left out.

use indexmap::IndexMap;
use serde_json::Value;

use crate::model::is_json;
use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::openapi::shape::of_type;
use crate::schema::{Shape, Style, TypeOrFields};

use super::style::{has_no_parts, is_list};

/// The styles that a field can have.
const STYLES: &[(&str, Style)] = &[
    ("form", Style::Form),
    ("spaceDelimited", Style::SpaceDelimited),
    ("pipeDelimited", Style::PipeDelimited),
    ("deepObject", Style::DeepObject),
];

/// How a field is written, where that is not the usual way.
#[derive(Debug, Default, PartialEq)]
struct Written {
    style: Option<Style>,
    explode: Option<bool>,
    allow_reserved: bool,
}

impl<'d> Import<'d, '_> {
    /// The content of a form.
    pub(super) fn form(&mut self, media: Node<'d>, id: &str, taken: &mut Taken) -> TypeOrFields {
        let in_place = self.form_in_place(media, taken);
        let Some(mut fields) = in_place else { return self.body_content(media, id, taken) };
        let Some(schema) = media.get("schema") else { return TypeOrFields::Fields(fields) };
        let properties = self.composed_properties(schema).0;
        for (name, encoding) in media.map("encoding").into_iter().flat_map(Node::entries) {
            if properties.contains_key(name) {
                self.report_encoding(encoding);
            } else {
                self.report.count("encodings of properties that do not exist", encoding);
            }
        }
        for (key, shape) in &mut fields {
            let name = shape.wire.as_ref().unwrap_or(key).as_str();
            let Some((name, property)) = properties.get_key_value(name) else { continue };
            let encoding = encoding_of(media, name);
            self.set_field_style(*property, encoding, shape);
            if let Some(encoding) = encoding
                && encoding.text("style") == Some("deepObject")
                && is_list(shape)
            {
                self.report.count("lists in the style `deepObject`, which repeat their name", encoding);
            }
            self.add_own(*property, shape);
        }
        TypeOrFields::Fields(fields)
    }

    /// The fields of a form where they are written in place, which they are wherever one of them has a style of its own.
    fn form_in_place(&mut self, media: Node<'d>, taken: &mut Taken) -> Option<IndexMap<String, Shape>> {
        let schema = media.get("schema")?;
        let example = self.first_example(media);
        if let Some(fields) = self.fields_in_place(schema, example, taken) {
            return Some(fields);
        }
        let has_own_styles = !schema.is_own() && self.has_own_styles(media, schema);
        if has_own_styles {
            self.all_fields(media, taken, |this, property, _| this.field(property, false))
        } else {
            None
        }
    }

    /// Whether a field is written in another way than goes without saying.
    fn has_own_styles(&mut self, media: Node<'d>, schema: Node<'d>) -> bool {
        let properties = self.composed_properties(schema).0;
        properties.into_iter().any(|(name, property)| {
            let target = self.follow(property).unwrap_or(property);
            let shape = match self.types_of(target).0.as_slice() {
                ["array"] => of_type("string[]"),
                ["string" | "integer" | "number" | "boolean"] => of_type("string"),
                _ => Shape::default(),
            };
            self.field_style(property, encoding_of(media, name), &shape) != Written::default()
        })
    }

    /// Gives a field the style that it has.
    pub(super) fn set_field_style(
        &mut self,
        property: Node<'d>,
        encoding: Option<Node<'d>>,
        shape: &mut Shape,
    ) {
        let Written { style, explode, allow_reserved } = self.field_style(property, encoding, shape);
        (shape.style, shape.explode, shape.allow_reserved) = (style, explode, allow_reserved);
    }

    /// How a field is written; nothing where that goes without saying.
    fn field_style(&mut self, property: Node<'d>, encoding: Option<Node<'d>>, shape: &Shape) -> Written {
        if let Some(encoding) = encoding.filter(|encoding| has_style(*encoding)) {
            return styled(encoding, shape);
        }
        let json = Written { style: Some(Style::Json), ..Written::default() };
        match encoding.and_then(|encoding| encoding.text("contentType")) {
            Some(media) if is_json(media) => json,
            Some(_) => Written::default(),
            None if self.is_object(property) => json,
            None if self.has_object_elements(property) => Written { explode: Some(true), ..json },
            None => Written::default(),
        }
    }

    fn has_object_elements(&mut self, property: Node<'d>) -> bool {
        let Some(target) = self.follow(property) else { return false };
        self.types_of(target).0 == ["array"] && target.get("items").is_some_and(|items| self.is_object(items))
    }

    /// Reports what of an encoding no style says.
    fn report_encoding(&mut self, encoding: Node<'d>) {
        let has_style = has_style(encoding);
        for (key, node) in encoding.entries() {
            let message = match (key, node.value) {
                ("style", Value::String(word)) if !STYLES.iter().any(|(known, _)| known == word) => {
                    format!("a field of a form cannot have the style `{word}`")
                }
                // Where a style is said, OpenAPI has the media type ignored.
                ("contentType", Value::String(_)) if has_style => continue,
                ("contentType", Value::String(media)) if is_json(media) || media.trim() == "text/plain" => {
                    continue;
                }
                ("contentType", Value::String(media)) => {
                    format!("a field of a form is a text or JSON; that it is `{media}` is left out")
                }
                ("style", Value::String(_)) | ("explode" | "allowReserved", Value::Bool(_)) => continue,
                _ if key.starts_with("x-") => continue,
                _ => format!("`{key}` of a form's field is left out"),
            };
            self.report.problem(Kind::Body, node, message);
        }
    }
}

fn has_style(encoding: Node<'_>) -> bool {
    ["style", "explode", "allowReserved"].iter().any(|key| encoding.has(key))
}

pub(super) fn encoding_of<'d>(media: Node<'d>, name: &str) -> Option<Node<'d>> {
    media.get("encoding").and_then(|encodings| encodings.get(name))
}

/// The style that an encoding gives a field; nothing where that goes without saying.
fn styled(encoding: Node<'_>, shape: &Shape) -> Written {
    let allow_reserved = encoding.flag("allowReserved");
    let usual = Written { allow_reserved, ..Written::default() };
    let word = encoding.text("style");
    let known = STYLES.iter().find(|(known, _)| Some(*known) == word).map(|(_, style)| *style);
    let explode = encoding.get("explode").and_then(|explode| explode.value.as_bool());
    // `allowReserved` alone does not say that fields are written for themselves.
    let style = match known {
        Some(style) => style,
        None if explode.is_some() => Style::Form,
        None => return usual,
    };
    match (style, explode.unwrap_or(style == Style::Form)) {
        _ if has_no_parts(shape) => usual,
        (Style::DeepObject, _) => usual,
        (Style::Form, true) if is_list(shape) => usual,
        (Style::Form, explode) => {
            Written { style: Some(style), explode: (!explode).then_some(false), ..usual }
        }
        (_, explode) => Written { style: Some(style), explode: explode.then_some(true), ..usual },
    }
}
