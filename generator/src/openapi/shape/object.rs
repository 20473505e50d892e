//! Objects: properties → fields, and what further properties hold.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{element, of_type};
use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::own;
use crate::openapi::report::Kind;
use crate::schema::Shape;

/// How many schemas are looked at to find out whether one is an object.
const MOST_STEPS: usize = 200;

impl<'d> Import<'d, '_> {
    /// The shape of an object.
    pub(super) fn object(&mut self, node: Node<'d>) -> Shape {
        let properties: Vec<(&'d str, Node<'d>)> =
            node.map("properties").into_iter().flat_map(Node::entries).collect();
        let required = self.required(node);
        let undescribed = self.undescribed(node, &required, &properties);
        let extra = self.extra(node);
        if !properties.is_empty() {
            let first = node.get("examples").and_then(|examples| examples.item(0));
            let mut fields = self.fields(&properties, &required, node.get("example").or(first));
            if extra.is_none() {
                add_undescribed(&mut fields, &undescribed);
            }
            let closed = is_closed(node);
            return Shape { fields: Some(fields), extra: extra.map(Box::new), closed, ..Shape::default() };
        }
        let Some(mut extra) = extra else {
            return if is_sealed(node) {
                // Our own documents say so of every object without fields.
                Shape { fields: Some(IndexMap::new()), closed: !node.is_own(), ..Shape::default() }
            } else {
                of_type("object")
            };
        };
        match element(&mut extra).as_deref() {
            Some("any" | "any?") => of_type("object"),
            Some(ty) => of_type(&format!("map<{ty}>")),
            None => Shape { extra: Some(Box::new(extra)), ..Shape::default() },
        }
    }

    /// Whether the values of a schema are objects, apart from null.
    pub(in crate::openapi) fn is_object(&mut self, schema: Node<'d>) -> bool {
        self.is_object_within(schema, &mut { MOST_STEPS })
    }

    fn is_object_within(&mut self, schema: Node<'d>, steps: &mut usize) -> bool {
        let Some(left) = steps.checked_sub(1) else { return false };
        *steps = left;
        let Some(schema) = self.follow(schema) else { return false };
        match self.types_of(schema).0.as_slice() {
            ["object"] => return true,
            [] => {}
            _ => return false,
        }
        if schema.list("allOf").any(|part| self.is_object_within(part, steps)) {
            return true;
        }
        let alternatives: Vec<Node<'d>> = schema.list("oneOf").chain(schema.list("anyOf")).collect();
        let mut values =
            alternatives.into_iter().filter(|alternative| !super::is_null(*alternative)).peekable();
        values.peek().is_some() && values.all(|alternative| self.is_object_within(alternative, steps))
    }

    /// The fields that properties become.
    pub(in crate::openapi) fn fields(
        &mut self,
        properties: &[(&'d str, Node<'d>)],
        required: &HashSet<&'d str>,
        example: Option<Node<'d>>,
    ) -> IndexMap<String, Shape> {
        let mut taken = Taken::default();
        let mut fields = IndexMap::with_capacity(properties.len());
        for (name, property) in properties {
            let mut shape = self.field(*property, required.contains(name));
            if shape.example.is_none()
                && !property.is_own()
                && let Some(example) = example.and_then(|example| example.get(name))
            {
                shape.example = Some(self.later(example));
            }
            let key = if property.is_own() {
                own::name_of(*property).unwrap_or(name).to_owned()
            } else {
                taken.claim(name)
            };
            if key != *name {
                shape.wire = Some((*name).to_owned());
            }
            fields.insert(key, shape);
        }
        fields
    }

    /// The shape of a property, a parameter or anything else that can be required.
    pub(in crate::openapi) fn field(&mut self, node: Node<'d>, required: bool) -> Shape {
        let mut shape = self.nested(node);
        shape.required = required;
        self.drop_unused_default(node, &mut shape);
        shape
    }

    /// What is required has no use for a default.
    pub(in crate::openapi) fn drop_unused_default(&mut self, node: Node<'d>, shape: &mut Shape) {
        if shape.required
            && let Some(default) = shape.default.take()
        {
            if let Some(written) = self.written(&default) {
                shape.set_origin(|origin| origin.default = Some(written));
            }
            self.report.count("defaults of what is required", node);
        }
    }

    /// The names that `required` lists.
    pub(in crate::openapi) fn required(&mut self, node: Node<'d>) -> HashSet<&'d str> {
        let Some(list) = node.get("required") else { return HashSet::new() };
        if !list.value.is_array() && !list.value.is_boolean() {
            self.report.problem(Kind::Schema, list, "`required` is no list of names");
        }
        list.items().filter_map(|name| name.value.as_str()).collect()
    }

    /// The names that an object requires, or one of its alternatives, and that are no properties.
    fn undescribed(
        &mut self,
        node: Node<'d>,
        required: &HashSet<&'d str>,
        properties: &[(&'d str, Node<'d>)],
    ) -> Vec<&'d str> {
        if is_sealed(node) {
            return Vec::new();
        }
        let known: HashSet<&str> = properties.iter().map(|(name, _)| *name).collect();
        let alternatives = ["oneOf", "anyOf"].into_iter().flat_map(|list| node.list(list));
        let alternatives = alternatives.filter(|alternative| !alternative.has("properties"));
        let mut names = Vec::new();
        for (at, is_own) in
            std::iter::once((node, true)).chain(alternatives.map(|alternative| (alternative, false)))
        {
            for name in at.list("required") {
                let Some(word) = name.value.as_str().filter(|word| !known.contains(word)) else { continue };
                if is_own && !required.contains(word) || names.contains(&word) {
                    continue;
                }
                self.report.problem(Kind::Schema, name, undescribed_message(word));
                names.push(word);
            }
        }
        names
    }

    /// What further properties hold; `None` where there are none that matter.
    pub(super) fn extra(&mut self, node: Node<'d>) -> Option<Shape> {
        let patterns = node.map("patternProperties");
        if let Some(patterns) = patterns {
            let message = "the patterns of names are left out: any name is taken";
            self.report.problem(Kind::Schema, patterns, message);
        }
        let mut schemas: Vec<Node<'d>> =
            patterns.into_iter().flat_map(Node::entries).map(|(_, schema)| schema).collect();
        schemas.extend(further(node));
        match schemas.as_slice() {
            [] => None,
            [only] if only.value == &Value::Bool(true) => Some(of_type("any")),
            [only] => Some(self.nested(*only)),
            _ => Some(of_type("any")),
        }
    }
}

/// The schema of further properties; `None` where there are none, or nothing is said about them.
pub(in crate::openapi) fn further<'d>(node: Node<'d>) -> Option<Node<'d>> {
    node.get("additionalProperties")
        .or_else(|| node.get("unevaluatedProperties"))
        .filter(|more| !is_never(*more))
}

/// Whether a schema says that there are no further properties.
pub(in crate::openapi) fn is_sealed(node: Node<'_>) -> bool {
    node.get("additionalProperties").or_else(|| node.get("unevaluatedProperties")).is_some_and(is_never)
}

/// Whether a schema is an object without further properties that a shape can say so of. `additionalProperties` knows nothing
/// of what a schema is composed of, so beside a composition it would leave no value at all.
pub(in crate::openapi) fn is_closed(node: Node<'_>) -> bool {
    let is_unevaluated = node.get("unevaluatedProperties").is_some_and(is_never);
    let is_composed = node.has("allOf") || node.has("$ref");
    is_sealed(node)
        && !super::is_union(node)
        && (is_unevaluated && node.has("allOf") || !is_composed && node.map("properties").is_some())
}

/// Whether a schema is one that no value fits: `false`, or what OpenAPI 3.0 has in its place where a schema is expected.
fn is_never(schema: Node<'_>) -> bool {
    let is_all =
        |schema: &Value| schema == &Value::Bool(true) || schema.as_object().is_some_and(Map::is_empty);
    schema.value == &Value::Bool(false) || schema.get("not").is_some_and(|not| is_all(not.value))
}

/// What is reported about a name that is required, where nothing says what it holds.
pub(super) fn undescribed_message(name: &str) -> String {
    format!("`{name}` is required, and there is no such property; any value of it is taken, or none")
}

/// Adds fields for names that are required and not described. Whoever forgot to describe them may have forgotten to send
/// them too, so they can be absent.
pub(super) fn add_undescribed(fields: &mut IndexMap<String, Shape>, names: &[&str]) {
    let mut taken = Taken::default();
    for key in fields.keys() {
        taken.claim(key);
    }
    for name in names {
        let key = taken.claim(name);
        let wire = (key != *name).then(|| (*name).to_owned());
        fields.insert(key, Shape { wire, ..of_type("any") });
    }
}
