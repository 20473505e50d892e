//! Styles: how parameters are written.
//!
//! `style`, `explode` and `allowReserved` are carried over where they say more than goes without saying; a parameter
//! with `content` is a JSON text. What a place cannot have is reported, and so are the words of Swagger 2, which are
//! understood all the same.

use super::path::Operator;
use crate::model::{essence, is_json};
use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::openapi::shape::of_type;
use crate::schema::{Shape, Style};

/// The words of OpenAPI with the places that have them.
const STYLES: &[(&str, Style, &[&str])] = &[
    ("form", Style::Form, &["query", "cookie"]),
    ("spaceDelimited", Style::SpaceDelimited, &["query"]),
    ("pipeDelimited", Style::PipeDelimited, &["query"]),
    ("deepObject", Style::DeepObject, &["query"]),
    ("simple", Style::Simple, &["path", "header"]),
    ("label", Style::Label, &["path"]),
    ("matrix", Style::Matrix, &["path"]),
];

/// The words of Swagger 2 with what they mean.
const COLLECTION_FORMATS: &[(&str, Style, bool)] = &[
    ("csv", Style::Form, false),
    ("multi", Style::Form, true),
    ("ssv", Style::SpaceDelimited, false),
    ("pipes", Style::PipeDelimited, false),
];

/// Types that have no parts, so that nothing is exploded.
const WITHOUT_PARTS: &[&str] = &[
    "string",
    "boolean",
    "int32",
    "int64",
    "integer",
    "uint32",
    "uint64",
    "float",
    "double",
    "number",
    "decimal",
    "date",
    "time",
    "date-time",
    "duration",
    "uuid",
    "uri",
    "bytes",
    "binary",
];

impl<'d> Import<'d, '_> {
    /// The value of a parameter: that of its schema, or of its only media type.
    pub(super) fn param_value(&mut self, node: Node<'d>, required: bool) -> Shape {
        if let Some(schema) = node.get("schema") {
            return self.field(schema, required);
        }
        if let Some((media, content)) = node.map("content").and_then(|content| content.entries().next()) {
            return self.param_content(media, content, required);
        }
        if node.has("type") {
            let message = "the parameter says its type as Swagger 2 does; it is taken for its schema";
            self.report.problem(Kind::Parameter, node, message);
            return self.structure(node);
        }
        self.report.problem(Kind::Parameter, node, "the parameter has no schema; a text is taken");
        of_type("string")
    }

    /// A parameter that is a document of its own.
    fn param_content(&mut self, media: &str, content: Node<'d>, required: bool) -> Shape {
        let is_json = is_json(media);
        match content.get("schema") {
            Some(schema) if is_json => Shape { style: Some(Style::Json), ..self.field(schema, required) },
            None if is_json => Shape { style: Some(Style::Json), ..of_type("any") },
            Some(schema) if essence(media) == "text/plain" => self.field(schema, required),
            _ => {
                let message = format!("the parameter is a document of `{media}`; its text is taken as it is");
                self.report.problem(Kind::Parameter, content, message);
                of_type("string")
            }
        }
    }

    /// How a parameter is written where that is not the usual way.
    pub(super) fn style(
        &mut self,
        node: Node<'d>,
        place: &str,
        operator: Option<Operator>,
        shape: &mut Shape,
    ) {
        self.allow_reserved(node, place, operator, shape);
        if node.flag("allowEmptyValue") {
            self.report.count("parameters that may be empty", node);
        }
        if shape.style == Some(Style::Json) {
            return;
        }
        let usual = if matches!(place, "query" | "cookie") { Style::Form } else { Style::Simple };
        let written = self.written_style(node, place, operator).unwrap_or(usual);
        let mut explode = node.get("explode").and_then(|explode| explode.value.as_bool());
        explode = explode.or_else(|| operator.is_some_and(|operator| operator.explode).then_some(true));
        let (style, explode) = match self.collection_format(node, place) {
            Some((style, old)) => (style, explode.or(Some(old))),
            None => (written, explode),
        };
        shape.style = Some(style).filter(|style| *style != usual);
        if matches!(style, Style::DeepObject) && is_list(shape) {
            self.report.count("lists in the style `deepObject`, which repeat their name", node);
        }
        shape.explode = explode.filter(|explode| *explode != (style == Style::Form));
        // Where there are no parts, `explode` says nothing; neither does it where every field has a name of its own.
        if style == Style::DeepObject || has_no_parts(shape) {
            shape.explode = None;
        }
    }

    fn written_style(&mut self, node: Node<'d>, place: &str, operator: Option<Operator>) -> Option<Style> {
        let Some(word) = node.text("style") else { return operator.and_then(|operator| operator.style) };
        match STYLES.iter().find(|(known, ..)| *known == word) {
            Some((_, style, places)) if places.contains(&place) => Some(*style),
            Some(_) => {
                let message = format!("a parameter in `{place}` cannot have the style `{word}`");
                self.report.problem(Kind::Parameter, node, message);
                None
            }
            None => {
                self.report.problem(Kind::Parameter, node, format!("the style `{word}` is not known"));
                None
            }
        }
    }

    fn allow_reserved(&mut self, node: Node<'d>, place: &str, operator: Option<Operator>, shape: &mut Shape) {
        let is_open = operator.is_some_and(|operator| operator.reserved);
        if matches!(place, "query" | "path") {
            shape.allow_reserved = node.flag("allowReserved") || is_open;
        } else if node.flag("allowReserved") {
            let message = format!("`allowReserved` has no meaning for a parameter in `{place}`");
            self.report.problem(Kind::Parameter, node, message);
        }
    }

    /// What Swagger 2 says instead of `style` and `explode`.
    fn collection_format(&mut self, node: Node<'d>, place: &str) -> Option<(Style, bool)> {
        let word = node.text("collectionFormat")?;
        let known = COLLECTION_FORMATS.iter().find(|(known, ..)| *known == word);
        let found = match known {
            Some((_, style, explode)) if place == "query" => Some((*style, *explode)),
            // Commas are what the other places have anyway.
            Some((_, Style::Form, false)) => {
                Some((if place == "cookie" { Style::Form } else { Style::Simple }, false))
            }
            _ => None,
        };
        let taken = if found.is_some() { "it is understood" } else { "it is not known here" };
        let message = format!("`collectionFormat: {word}` is a word of Swagger 2; {taken}");
        self.report.problem(Kind::Parameter, node, message);
        found
    }
}

/// Whether a value is one text, so that nothing in it can be exploded.
pub(super) fn has_no_parts(shape: &Shape) -> bool {
    let is_plain = shape.values.is_some() && shape.ty.as_deref().is_none_or(|ty| !ty.ends_with("[]"));
    is_plain || shape.ty.as_deref().is_some_and(|ty| WITHOUT_PARTS.contains(&ty))
}

pub(super) fn is_list(shape: &Shape) -> bool {
    shape.items.is_some() || shape.ty.as_deref().is_some_and(|ty| ty.ends_with("[]"))
}
