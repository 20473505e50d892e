//! Limits: those that go with the type and can hold, the others are reported.

use serde_json::{Number, Value};

use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::schema::Shape;

const NUMBERS: &[&str] = &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
const TEXTS: &[&str] = &["minLength", "maxLength", "pattern"];
const LISTS: &[&str] = &["minItems", "maxItems", "uniqueItems"];
const OBJECTS: &[&str] = &["minProperties", "maxProperties"];

/// The kinds of values that limits go with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limited {
    Number,
    Text,
    List,
    Object,
    Other,
}

impl Limited {
    fn keywords(self) -> &'static [&'static str] {
        match self {
            Self::Number => NUMBERS,
            Self::Text => TEXTS,
            Self::List => LISTS,
            Self::Object => OBJECTS,
            Self::Other => &[],
        }
    }
}

impl<'d> Import<'d, '_> {
    /// Adds the limits that go with a kind of values. `all` says whether the schema has no other kind, so that limits
    /// of another kind are mistakes.
    pub(super) fn limits(&mut self, node: Node<'d>, kind: Limited, all: bool, shape: &mut Shape) {
        match kind {
            Limited::Number => self.number_limits(node, shape),
            Limited::Text => self.text_limits(node, shape),
            Limited::List if shape.tuple.is_some() => self.tuple_limits(node, shape),
            Limited::List => self.list_limits(node, shape),
            Limited::Object => {
                (shape.min_fields, shape.max_fields) = self.counts(node, "minProperties", "maxProperties");
            }
            Limited::Other => {}
        }
        if all {
            self.refuse_limits(node, kind);
        }
    }

    /// The limits of an array.
    pub(in crate::openapi) fn list_limits(&mut self, node: Node<'d>, shape: &mut Shape) {
        (shape.min_items, shape.max_items) = self.counts(node, "minItems", "maxItems");
        shape.unique = node.flag("uniqueItems");
    }

    /// Reports the limits that go with other kinds of values.
    pub(super) fn refuse_limits(&mut self, node: Node<'d>, kind: Limited) {
        let Some(map) = node.value.as_object() else { return };
        let all = [NUMBERS, TEXTS, LISTS, OBJECTS].concat();
        for key in all.into_iter().filter(|key| map.contains_key(*key) && !kind.keywords().contains(key)) {
            // The values of an enum are what they are; frameworks repeat the limits of their texts beside them.
            if (map.contains_key("enum") || map.contains_key("const"))
                && let Some(at) = node.get(key)
            {
                self.report.count("limits of enums", at);
                continue;
            }
            // A limit that limits nothing is no loss.
            if map.get(key) != Some(&Value::Bool(false))
                && let Some(at) = node.get(key)
            {
                self.report.problem(Kind::Limit, at, format!("`{key}` does not go with this type"));
            }
        }
    }

    fn number_limits(&mut self, node: Node<'d>, shape: &mut Shape) {
        shape.minimum = self.number(node, "minimum");
        shape.maximum = self.number(node, "maximum");
        // In OpenAPI 3.0 the exclusive limits are flags beside the others, in 3.1 they are limits of their own.
        if node.flag("exclusiveMinimum") {
            shape.exclusive_minimum = shape.minimum.take();
        } else {
            shape.exclusive_minimum = self.number(node, "exclusiveMinimum");
        }
        if node.flag("exclusiveMaximum") {
            shape.exclusive_maximum = shape.maximum.take();
        } else {
            shape.exclusive_maximum = self.number(node, "exclusiveMaximum");
        }
        shape.multiple_of =
            self.number(node, "multipleOf").filter(|step| step.as_f64().is_some_and(|step| step > 0.0));
        let as_f64 = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
        if let (Some(low), Some(high)) = (as_f64(&shape.minimum), as_f64(&shape.maximum))
            && low > high
        {
            self.report.problem(Kind::Limit, node, "`minimum` is greater than `maximum`, so neither holds");
            (shape.minimum, shape.maximum) = (None, None);
        }
    }

    fn text_limits(&mut self, node: Node<'d>, shape: &mut Shape) {
        (shape.min_length, shape.max_length) = self.counts(node, "minLength", "maxLength");
        if let Some(pattern) = node.get("pattern") {
            match pattern.value.as_str() {
                Some(text) => shape.pattern = Some(text.to_owned()),
                None => self.report.problem(Kind::Limit, pattern, "a pattern is a text"),
            }
        }
    }

    fn number(&mut self, node: Node<'d>, key: &str) -> Option<Number> {
        let limit = node.get(key)?;
        match limit.value {
            Value::Number(number) => Some(number.clone()),
            Value::Bool(false) => None,
            _ => {
                self.report.problem(Kind::Limit, limit, format!("`{key}` is no number"));
                None
            }
        }
    }

    pub(super) fn counts(&mut self, node: Node<'d>, least: &str, most: &str) -> (Option<u64>, Option<u64>) {
        match (self.count_limit(node, least), self.count_limit(node, most)) {
            (Some(low), Some(high)) if low > high => {
                let message = format!("`{least}` is greater than `{most}`, so neither holds");
                self.report.problem(Kind::Limit, node, message);
                (None, None)
            }
            counts => counts,
        }
    }

    fn count_limit(&mut self, node: Node<'d>, key: &str) -> Option<u64> {
        let limit = node.get(key)?;
        let whole =
            |number: f64| (number.fract() == 0.0 && (0.0..=9e15).contains(&number)).then_some(number as u64);
        let count = limit.value.as_u64().or_else(|| limit.value.as_f64().and_then(whole));
        if count.is_none() {
            self.report.problem(Kind::Limit, limit, format!("`{key}` is no count"));
        }
        count
    }
}
