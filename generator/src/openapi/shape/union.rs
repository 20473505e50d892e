//! Unions: `oneOf` and `anyOf`.
//!
//! Alternatives that are `null` make the shape nullable; those that only limit what stands beside them are reported.
//! Alternatives that JSON does not tell apart become one: texts a text or one enum, numbers a number. A single one
//! that is left is the shape itself.

use serde_json::Value;

use super::variant::named;
use super::{of_type, word_of_title};
use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::schema::{DescribedVariant, Shape};

/// The alternatives of a union that are types.
#[derive(Debug, Default)]
pub(super) struct Alternatives<'d> {
    pub(super) nodes: Vec<Node<'d>>,
    pub(super) nullable: bool,
}

impl<'d> Import<'d, '_> {
    /// The shape of a schema with `oneOf` or `anyOf`.
    pub(super) fn union(&mut self, node: Node<'d>) -> Shape {
        let alternatives = self.alternatives(node);
        let mut shape = self.of_alternatives(node, &alternatives.nodes);
        shape.nullable |= alternatives.nullable;
        shape
    }

    fn of_alternatives(&mut self, node: Node<'d>, nodes: &[Node<'d>]) -> Shape {
        match nodes {
            [] => return self.typed(node),
            // One that is told by a discriminator is the first of more to come: what is not it is kept as it is.
            [only] if !node.has("discriminator") => return self.shape(*only),
            _ => {}
        }
        if nodes.iter().any(|node| self.says_nothing(*node)) {
            self.report.problem(
                Kind::Schema,
                node,
                "one of the alternatives is any value, so any value is taken",
            );
            return of_type("any");
        }
        if let Some(shape) = self.merged_texts(node, nodes).or_else(|| self.merged_numbers(node, nodes)) {
            return shape;
        }
        let mut variants: Vec<DescribedVariant> = Vec::with_capacity(nodes.len());
        let mut kept: Vec<Node<'d>> = Vec::with_capacity(nodes.len());
        let mut nullable = false;
        let mut example = None;
        for alternative in nodes {
            let mut shape = self.nested(*alternative);
            nullable |= std::mem::take(&mut shape.nullable);
            let own = shape.example.take();
            example = example.or(own);
            if shape.default.take().is_some() {
                self.report.problem(Kind::Value, *alternative, "an alternative has no use for a default");
            }
            (shape.read_only, shape.write_only, shape.secret) = (false, false, false);
            if variants.iter().all(|variant| variant.shape != shape) {
                variants.push(DescribedVariant {
                    name: word_of_title(*alternative),
                    shape,
                    ..DescribedVariant::default()
                });
                kept.push(*alternative);
            }
        }
        let discriminator = if variants.len() > 1 || nodes.len() == 1 {
            self.discriminator(node, &kept, &mut variants)
        } else {
            None
        };
        if variants.len() == 1 && discriminator.is_none() {
            let shape = variants.pop().map(|variant| variant.shape).unwrap_or_default();
            return Shape { nullable, example, ..shape };
        }
        Shape { one_of: Some(named(variants)), discriminator, nullable, example, ..Shape::default() }
    }

    /// The alternatives that are types, those of unions written in place included.
    pub(super) fn alternatives(&mut self, node: Node<'d>) -> Alternatives<'d> {
        let mut found = Alternatives::default();
        if node.has("oneOf")
            && node.has("anyOf")
            && let Some(at) = node.get("anyOf")
        {
            self.report.problem(Kind::Schema, at, "`anyOf` beside `oneOf` is left out");
        }
        let list = if node.has("oneOf") { "oneOf" } else { "anyOf" };
        for alternative in node.list(list) {
            self.alternative(alternative, &mut found, 0);
        }
        found
    }

    fn alternative(&mut self, node: Node<'d>, found: &mut Alternatives<'d>, level: usize) {
        if is_null(node) {
            found.nullable = true;
        } else if self.only_limits(node) {
            let message = "the alternative tells no type; what it requires of the others is left out";
            self.report.problem(Kind::Schema, node, message);
        } else if level < 32 && is_bare_union(node) {
            let list = if node.has("oneOf") { "oneOf" } else { "anyOf" };
            found.nullable |= node.flag("nullable");
            for alternative in node.list(list) {
                self.alternative(alternative, found, level + 1);
            }
        } else {
            let is_known = match node.text("$ref") {
                Some(reference) => found.nodes.iter().any(|other| other.text("$ref") == Some(reference)),
                None => false,
            };
            if !is_known {
                found.nodes.push(node);
            }
        }
    }

    /// Whether an alternative only requires or forbids fields of what stands beside the union.
    fn only_limits(&mut self, node: Node<'d>) -> bool {
        let tells =
            ["$ref", "allOf", "oneOf", "anyOf", "type", "properties", "items", "enum", "const", "format"];
        node.value.as_object().is_some_and(|map| {
            (map.contains_key("required") || map.contains_key("not"))
                && !tells.iter().any(|key| map.contains_key(*key))
        })
    }

    /// Whether any value fits a schema.
    pub(in crate::openapi) fn says_nothing(&mut self, node: Node<'d>) -> bool {
        match node.value {
            Value::Bool(flag) => *flag,
            Value::Object(map) => {
                let tells = ["$ref", "allOf", "oneOf", "anyOf", "enum", "const"];
                !tells.iter().any(|key| map.contains_key(*key)) && self.types_of(node) == (Vec::new(), false)
            }
            _ => false,
        }
    }
}

/// Whether no value but `null` is one of a schema. `{ nullable: true }` is how some write that beside others.
pub(in crate::openapi) fn is_null(node: Node<'_>) -> bool {
    let Some(map) = node.value.as_object() else { return node.value.is_null() };
    let only_null = |value: &Value| {
        value.is_null()
            || value == "null"
            || value.as_array().is_some_and(|list| matches!(list.as_slice(), [Value::Null]))
    };
    map.get("const").is_some_and(Value::is_null)
        || map.get("type").is_some_and(|ty| {
            only_null(ty) || ty.as_array().is_some_and(|list| list.len() == 1 && list[0] == "null")
        })
        || map.get("enum").is_some_and(only_null)
        || (node.flag("nullable")
            && map.keys().all(|key| matches!(key.as_str(), "nullable" | "description" | "title")))
}

/// Whether a schema is alternatives and nothing else.
fn is_bare_union(node: Node<'_>) -> bool {
    super::is_union(node)
        && node.value.as_object().is_some_and(|map| {
            map.keys()
                .all(|key| matches!(key.as_str(), "oneOf" | "anyOf" | "description" | "title" | "nullable"))
        })
}
