//! Tuples: `prefixItems`, and `items` that is a list, as JSON Schema had it before.
//!
//! How many elements have to be there is what `minItems` says: without it none has to. `items` beside `prefixItems`,
//! or `additionalItems` beside the list, is what further elements are; `false`, or a `maxItems` that leaves no room,
//! says that there are none.

use serde_json::Value;

use super::{expression, of_type};
use crate::model::Tuple;
use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::schema::{Shape, TypeOrShape};

impl<'d> Import<'d, '_> {
    /// The shape of an array whose elements have types by their places.
    pub(super) fn tuple(&mut self, node: Node<'d>, prefix: Node<'d>) -> Shape {
        let places: Vec<Node<'d>> = prefix.items().collect();
        let most = Tuple::NAMES.len();
        if places.is_empty() || places.len() > most {
            if !places.is_empty() {
                let message =
                    format!("a tuple has at most {most} elements here; any value is taken for each");
                self.report.problem(Kind::Schema, prefix, message);
            }
            return of_type("any[]");
        }
        let rest = if node.has("prefixItems") { node.get("items") } else { node.get("additionalItems") };
        let extra = match rest.map(|rest| (rest, rest.value)) {
            Some((_, Value::Bool(false))) => None,
            Some((rest, Value::Bool(true) | Value::Object(_))) => Some(self.element(rest)),
            _ => Some(of_type("any")),
        };
        let elements = places.into_iter().map(|place| {
            let mut shape = self.element(place);
            match expression(&mut shape) {
                Some(ty) => TypeOrShape::Type(ty),
                None => TypeOrShape::Shape(Box::new(shape)),
            }
        });
        Shape { tuple: Some(elements.collect()), extra: extra.map(Box::new), ..Shape::default() }
    }

    fn element(&mut self, node: Node<'d>) -> Shape {
        let mut shape = self.nested(node);
        if !node.is_own() {
            if shape.default.take().is_some() {
                self.report.problem(Kind::Value, node, "an element of a tuple has no use for a default");
            }
            (shape.read_only, shape.write_only) = (false, false);
        }
        shape
    }

    /// How many elements a tuple has: what the places themselves do not say.
    pub(super) fn tuple_limits(&mut self, node: Node<'d>, shape: &mut Shape) {
        let (least, most) = self.counts(node, "minItems", "maxItems");
        let Some(places) = &mut shape.tuple else { return };
        if let Some(most) = most.and_then(|most| usize::try_from(most).ok()) {
            if (1..=places.len()).contains(&most) {
                places.truncate(most);
                shape.extra = None;
            } else if shape.extra.is_some()
                && let Some(at) = node.get("maxItems")
            {
                let message = "how many further elements a tuple may have is left out";
                self.report.problem(Kind::Limit, at, message);
            }
        }
        let count = places.len() as u64;
        let least = least.unwrap_or(0);
        if least > count
            && let Some(at) = node.get("minItems")
        {
            let message = "how many further elements a tuple has to have is left out";
            self.report.problem(Kind::Limit, at, message);
        }
        shape.min_items = (least < count).then_some(least);
        if node.flag("uniqueItems")
            && let Some(at) = node.get("uniqueItems")
        {
            self.report.problem(Kind::Limit, at, "that no two elements of a tuple are equal is left out");
        }
    }
}
