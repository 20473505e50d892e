//! Parameters, by the place that they are sent in.
//!
//! A parameter of the operation replaces one of its path. Every parameter in the path's braces is there in the end, and
//! no other one in the path. Names that clash in code are put behind the name of their place: `query_id` beside the
//! `id` of the path.

use std::collections::HashSet;

use heck::ToSnakeCase;
use indexmap::IndexMap;
use serde_json::Value;

use super::Found;
use super::path::{Operator, Template};
use crate::model::is_token;
use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::own;
use crate::openapi::report::Kind;
use crate::openapi::shape::of_type;
use crate::schema::Shape;

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
    /// Adds a parameter by the name that it has in the spec that the document was exported from.
    fn add_own(&mut self, place: &str, name: &str, wire: &str, mut shape: Shape) {
        self.taken.claim_exactly(name);
        if name != wire {
            shape.wire = Some(wire.to_owned());
        }
        self.insert(place, name.to_owned(), shape);
    }

    pub(super) fn add(&mut self, place: &str, wire: &str, mut shape: Shape) {
        let name = if self.taken.is_free(wire) { wire.to_owned() } else { format!("{place}_{wire}") };
        let name = self.taken.claim(&name);
        if name != wire {
            shape.wire = Some(wire.to_owned());
        }
        self.insert(place, name, shape);
    }

    fn insert(&mut self, place: &str, name: String, shape: Shape) {
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
    /// The parameters of an operation. What the query of its path has fixed stays there, unless a parameter says it too.
    pub(super) fn params(&mut self, found: &Found<'d>, template: &mut Template) -> Params {
        let mut params = Params::default();
        let mut missing: Vec<String> = template.params().map(str::to_owned).collect();
        for node in self.listed_params(found) {
            if node.text("in") == Some("querystring") {
                self.querystring(node, &mut params);
                continue;
            }
            let (Some(place), Some(name)) = (node.text("in"), node.text("name")) else {
                self.report.problem(
                    Kind::Parameter,
                    node,
                    "the parameter has no `name` or no `in`, and is left out",
                );
                continue;
            };
            if node.is_own() {
                let mut shape = self.param(node, place, None, node.flag("required") && place != "path");
                self.add_own(node, &mut shape);
                missing.retain(|open| open != name);
                params.add_own(place, own::name_of(node).unwrap_or(name), name, shape);
            } else if place == "path" {
                self.path_param(node, name, template, &mut missing, &mut params);
            } else if self.is_sent(node, place, name) {
                if place == "query" {
                    template.give_up(name);
                }
                let shape = self.param(node, place, None, node.flag("required"));
                params.add(place, name, shape);
            }
        }
        for name in template.take_open() {
            let message =
                format!("the query of the path has a place for `{name}`, and no parameter describes it");
            self.report.problem(Kind::Parameter, found.node, message);
            params.add("query", &name, of_type("string"));
        }
        for name in missing {
            let message =
                format!("the path has `{{{name}}}`, and no parameter describes it; a text is taken");
            self.report.problem(Kind::Parameter, found.node, message);
            let mut shape = of_type("string");
            if let Some(operator) = template.operator(&name) {
                (shape.style, shape.allow_reserved) = (operator.style, operator.reserved);
            }
            params.add("path", &name, shape);
        }
        params
    }

    /// A parameter of the path, or of the query that some documents write into it.
    fn path_param(
        &mut self,
        node: Node<'d>,
        name: &str,
        template: &mut Template,
        missing: &mut Vec<String>,
        params: &mut Params,
    ) {
        if let Some(wire) = place_in_path(name, missing) {
            if node.get("required").is_some_and(|required| required.value == &Value::Bool(false)) {
                // OpenAPI has no path that goes without one of its parameters.
                self.report.count("path parameters that may be left out", node);
            }
            let mut shape = self.param(node, "path", template.operator(&wire), true);
            shape.required = false;
            params.add("path", &wire, shape);
        } else if let Some(wire) = template.take_open_by_placeholder(name) {
            let message = format!("`{name}` stands in the query of the path, so it is a parameter there");
            self.report.problem(Kind::Parameter, node, message);
            let shape = self.param(node, "query", None, node.flag("required"));
            params.add("query", &wire, shape);
        } else {
            let message = format!("the path has no `{{{name}}}`, so the parameter is left out");
            self.report.problem(Kind::Parameter, node, message);
        }
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
            "header" if !is_token(name) => format!("`{name}` cannot be the name of a header"),
            "query" | "header" | "cookie" if name.is_empty() => {
                "the parameter has no name, and is left out".to_owned()
            }
            "query" | "header" | "cookie" => return true,
            _ => format!("`{place}` is no place for a parameter, so `{name}` is left out"),
        };
        self.report.problem(Kind::Parameter, node, reason);
        false
    }

    fn param(&mut self, node: Node<'d>, place: &str, operator: Option<Operator>, required: bool) -> Shape {
        let mut shape = self.param_value(node, required);
        shape.required = required;
        self.style(node, place, operator, &mut shape);
        self.annotate(node, &mut shape);
        (shape.read_only, shape.write_only) = (false, false);
        self.drop_unused_default(node, &mut shape);
        shape
    }
}

/// The name in braces that a path parameter fills: its own, or one that differs in case or punctuation only.
fn place_in_path(name: &str, missing: &mut Vec<String>) -> Option<String> {
    let exact = missing.iter().position(|open| open == name);
    let at =
        exact.or_else(|| missing.iter().position(|open| open.to_snake_case() == name.to_snake_case()))?;
    Some(missing.remove(at))
}
