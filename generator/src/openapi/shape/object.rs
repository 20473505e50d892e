//! Objects: properties → fields, and what further properties hold.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::{expression, of_type};
use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::own;
use crate::openapi::report::Kind;
use crate::schema::Shape;

impl<'d> Import<'d, '_> {
    /// The shape of an object.
    pub(super) fn object(&mut self, node: Node<'d>) -> Shape {
        let properties: Vec<(&'d str, Node<'d>)> =
            node.map("properties").into_iter().flat_map(Node::entries).collect();
        let required = self.required(node);
        self.report_unknown_required(node, &required, &properties);
        let extra = self.extra(node);
        if !properties.is_empty() {
            let fields = self.fields(&properties, &required, node.get("example"));
            return Shape { fields: Some(fields), extra: extra.map(Box::new), ..Shape::default() };
        }
        let Some(mut extra) = extra else {
            let is_empty =
                node.get("additionalProperties").is_some_and(|more| more.value == &Value::Bool(false));
            return if is_empty {
                Shape { fields: Some(IndexMap::new()), ..Shape::default() }
            } else {
                of_type("object")
            };
        };
        match expression(&mut extra).as_deref() {
            Some("any") => of_type("object"),
            Some(ty) => of_type(&format!("map<{ty}>")),
            None => Shape { extra: Some(Box::new(extra)), ..Shape::default() },
        }
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

    fn report_unknown_required(
        &mut self,
        node: Node<'d>,
        required: &HashSet<&'d str>,
        properties: &[(&'d str, Node<'d>)],
    ) {
        let known: HashSet<&str> = properties.iter().map(|(name, _)| *name).collect();
        for name in node.list("required") {
            if let Some(word) =
                name.value.as_str().filter(|word| required.contains(word) && !known.contains(word))
            {
                self.report.problem(
                    Kind::Schema,
                    name,
                    format!("`{word}` is required, and there is no such property"),
                );
            }
        }
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
        let more = node.get("additionalProperties").or_else(|| node.get("unevaluatedProperties"));
        schemas.extend(more.filter(|more| more.value != &Value::Bool(false)));
        match schemas.as_slice() {
            [] => None,
            [only] if only.value == &Value::Bool(true) => Some(of_type("any")),
            [only] => Some(self.nested(*only)),
            _ => Some(of_type("any")),
        }
    }
}
