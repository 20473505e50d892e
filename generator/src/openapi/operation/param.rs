//! Parameters, by the place that they are sent in.
//!
//! A parameter of the operation replaces one of its path. Every parameter in the path's braces is there in the end, and
//! no other one in the path. Names that clash in code are put behind the name of their place: `query_id` beside the
//! `id` of the path.

use std::collections::HashSet;

use heck::ToSnakeCase;
use indexmap::IndexMap;

use super::Found;
use super::path::Template;
use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::openapi::shape::of_type;
use crate::schema::{EnumValue, Scalar, Shape};

/// Headers that have their own places in OpenAPI, which says that parameters of these names are ignored.
const OWN_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

/// The parameters of an operation.
#[derive(Debug, Default)]
pub(super) struct Params {
    pub(super) path: IndexMap<String, Shape>,
    pub(super) query: IndexMap<String, Shape>,
    pub(super) header: IndexMap<String, Shape>,
    pub(super) cookie: IndexMap<String, Shape>,
    /// The names that they have in code.
    pub(super) taken: Taken,
}

impl Params {
    fn add(&mut self, place: &str, wire: &str, mut shape: Shape) {
        let name = if self.taken.is_free(wire) { wire.to_owned() } else { format!("{place}_{wire}") };
        let name = self.taken.claim(&name);
        if name != wire {
            shape.wire = Some(wire.to_owned());
        }
        let params = match place {
            "path" => &mut self.path,
            "query" => &mut self.query,
            "header" => &mut self.header,
            _ => &mut self.cookie,
        };
        params.insert(name, shape);
    }
}

impl<'d> Import<'d, '_> {
    /// The parameters of an operation.
    pub(super) fn params(&mut self, found: &Found<'d>, template: &Template) -> Params {
        let mut params = Params::default();
        let mut missing: Vec<String> = template.params().map(str::to_owned).collect();
        for node in self.listed_params(found) {
            let (Some(place), Some(name)) = (node.text("in"), node.text("name")) else {
                self.report.problem(
                    Kind::Parameter,
                    node,
                    "the parameter has no `name` or no `in`, and is left out",
                );
                continue;
            };
            if place == "path" {
                let Some(wire) = place_in_path(name, &mut missing) else {
                    let message = format!("the path has no `{{{name}}}`, so the parameter is left out");
                    self.report.problem(Kind::Parameter, node, message);
                    continue;
                };
                let mut shape = self.param(node, place, true);
                shape.required = false;
                params.add(place, &wire, shape);
            } else if self.is_sent(node, place, name) {
                let shape = self.param(node, place, node.flag("required"));
                params.add(place, name, shape);
            }
        }
        for (name, value) in &template.fixed {
            if params.query.iter().any(|(key, shape)| shape.wire.as_ref().unwrap_or(key) == name) {
                continue;
            }
            let message = format!("the path has a query; `{name}` is a parameter that can only be `{value}`");
            self.report.problem(Kind::Path, found.node, message);
            params.add("query", name, only_value(value));
        }
        for name in missing {
            let message =
                format!("the path has `{{{name}}}`, and no parameter describes it; a text is taken");
            self.report.problem(Kind::Parameter, found.node, message);
            params.add("path", &name, of_type("string"));
        }
        params
    }

    /// The parameters that the document lists, each once.
    fn listed_params(&mut self, found: &Found<'d>) -> Vec<Node<'d>> {
        let mut params: IndexMap<(&'d str, String), Node<'d>> = IndexMap::new();
        for (is_own, owner) in [(false, found.item), (true, found.node)] {
            let mut seen = HashSet::new();
            for written in owner.list("parameters") {
                let Some(node) = self.follow(written) else { continue };
                let place = node.text("in").unwrap_or_default();
                let name = node.text("name").unwrap_or_default();
                // Names of headers are the same in any case.
                let key = (place, if place == "header" { name.to_lowercase() } else { name.to_owned() });
                if !seen.insert(key.clone()) {
                    let message = format!("the parameter `{name}` is there twice; the first counts");
                    self.report.problem(Kind::Parameter, written, message);
                } else if is_own || !params.contains_key(&key) {
                    params.insert(key, node);
                }
            }
        }
        params.into_values().collect()
    }

    /// Whether a parameter is sent at all.
    fn is_sent(&mut self, node: Node<'d>, place: &str, name: &str) -> bool {
        let reason = match place {
            "header" if OWN_HEADERS.contains(&name.to_lowercase().as_str()) => {
                format!("`{name}` is no parameter: OpenAPI has other places for it, and ignores it here")
            }
            "header" if !name.bytes().all(is_token) => format!("`{name}` cannot be the name of a header"),
            "query" | "header" | "cookie" if name.is_empty() => {
                "the parameter has no name, and is left out".to_owned()
            }
            "query" | "header" | "cookie" => return true,
            _ => format!("`{place}` is no place for a parameter, so `{name}` is left out"),
        };
        self.report.problem(Kind::Parameter, node, reason);
        false
    }

    fn param(&mut self, node: Node<'d>, place: &str, required: bool) -> Shape {
        let mut shape = match (node.get("schema"), node.map("content")) {
            (Some(schema), _) => self.field(schema, required),
            (None, Some(content)) => {
                let message = "the parameter is a document of its own; its text is taken as it is";
                self.report.problem(Kind::Parameter, content, message);
                of_type("string")
            }
            (None, None) => {
                self.report.problem(Kind::Parameter, node, "the parameter has no schema; a text is taken");
                of_type("string")
            }
        };
        shape.required = required;
        self.style(node, place, &shape);
        self.annotate(node, &mut shape);
        (shape.read_only, shape.write_only) = (false, false);
        self.drop_unused_default(node, &mut shape);
        shape
    }

    /// Reports how a parameter is written where that is not the usual way.
    fn style(&mut self, node: Node<'d>, place: &str, shape: &Shape) {
        let usual = if matches!(place, "query" | "cookie") { "form" } else { "simple" };
        if let Some(style) = node.text("style").filter(|style| *style != usual) {
            let message = format!("the style `{style}` cannot be said here; `{usual}` is taken");
            self.report.problem(Kind::Parameter, node, message);
        }
        let is_list = shape.items.is_some() || shape.ty.as_deref().is_some_and(|ty| ty.ends_with("[]"));
        let explode = node.get("explode").and_then(|explode| explode.value.as_bool());
        if usual == "form"
            && is_list
            && explode == Some(false)
            && node.text("style").is_none_or(|style| style == usual)
        {
            let message = "a list with commas cannot be said here; the parameter is repeated";
            self.report.problem(Kind::Parameter, node, message);
        }
        if node.flag("allowReserved") {
            self.report.problem(Kind::Parameter, node, "reserved characters are encoded all the same");
        }
        if node.flag("allowEmptyValue") {
            self.report.count("parameters that may be empty", node);
        }
    }
}

/// A parameter that has to be there and has one value.
fn only_value(value: &str) -> Shape {
    let value = EnumValue::Bare(Scalar::String(value.to_owned()));
    Shape { values: Some(vec![value]), closed: true, required: true, ..Shape::default() }
}

/// The name in braces that a path parameter fills: its own, or one that differs in case or punctuation only.
fn place_in_path(name: &str, missing: &mut Vec<String>) -> Option<String> {
    let exact = missing.iter().position(|open| open == name);
    let at =
        exact.or_else(|| missing.iter().position(|open| open.to_snake_case() == name.to_snake_case()))?;
    Some(missing.remove(at))
}

/// RFC 9110, section 5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
