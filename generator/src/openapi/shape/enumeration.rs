//! Enums: `enum` and `const`, and alternatives that are nothing but such values.
//!
//! Our enums hold texts, numbers and booleans, each once. `null` makes the shape nullable; lists and objects are
//! reported, and when nothing is left the type alone remains. A value whose name would clash in code gets one.

use std::collections::HashSet;

use serde_json::Value;

use super::of_type;
use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::openapi::settle::integral;
use crate::schema::{DescribedValue, EnumValue, Scalar, Shape, Text};

/// A value with what a document says about it.
#[derive(Debug, Clone)]
pub(super) struct Listed<'d> {
    pub(super) node: Node<'d>,
    pub(super) name: Option<String>,
    pub(super) description: Option<Text>,
}

impl<'d> Import<'d, '_> {
    /// The shape of a schema with `enum` or `const`.
    pub(super) fn enumeration(&mut self, node: Node<'d>) -> Shape {
        let listed = self.listed(node);
        let (types, mut nullable) = self.types_of(node);
        nullable |= listed.iter().any(|value| value.node.value.is_null());
        let mut shape = self.of_values(node, types.as_slice(), listed);
        if shape.values.is_some() && node.has("const") {
            shape.closed = true;
        }
        shape.nullable |= nullable;
        shape
    }

    /// The values that a schema lists, with the names and descriptions that tools put beside them.
    pub(super) fn listed(&mut self, node: Node<'d>) -> Vec<Listed<'d>> {
        let listed = |value| Listed { node: value, name: None, description: None };
        let mut values: Vec<Listed<'d>> = if let Some(value) = node.get("const") {
            vec![listed(value)]
        } else if let Some(values) = node.get("enum") {
            if !values.value.is_array() {
                self.report.problem(Kind::Enum, values, "`enum` is no list of values");
            }
            values.items().map(listed).collect()
        } else {
            return Vec::new();
        };
        self.label(node, &mut values);
        values
    }

    /// The enum of some values.
    pub(super) fn of_values(&mut self, node: Node<'d>, types: &[&str], listed: Vec<Listed<'d>>) -> Shape {
        let values: Vec<Listed<'d>> =
            listed.into_iter().filter(|value| !value.node.value.is_null()).collect();
        let all = |fits: fn(&Value) -> bool| {
            !values.is_empty() && values.iter().all(|value| fits(value.node.value))
        };
        let wants = |ty: &str| types.is_empty() || types.contains(&ty);
        if all(Value::is_boolean) && values.len() > 1 {
            for value in values.iter().filter(|value| value.name.is_some() || value.description.is_some()) {
                self.report.count("names and descriptions of `true` and `false`", value.node);
            }
            return of_type("boolean");
        }
        if all(Value::is_string) && !wants("string") {
            self.report.problem(
                Kind::Enum,
                node,
                "the values are texts, and the type says otherwise; they are taken",
            );
        }
        if all(Value::is_string) || (types == ["string"] && !values.is_empty()) {
            return self.texts(node, values);
        }
        // An open enum of numbers keeps values with a fraction, even where it knows none; `const` has no other values.
        // A list of floating-point numbers is one of integers only where the type says so.
        if all(Value::is_i64) && (wants("integer") || (wants("number") && node.has("const")))
            || all(is_integral) && types == ["integer"]
        {
            return self.numbers(node, values);
        }
        match self.mixed(types, values) {
            Some(shape) => shape,
            None => self.no_enum(node, types),
        }
    }

    /// Values of several kinds, or of a kind that has no enum of its own. Those that the type excludes are left out.
    fn mixed(&mut self, types: &[&str], values: Vec<Listed<'d>>) -> Option<Shape> {
        let fits = |value: &Value| {
            let kind = match value {
                Value::Bool(_) => "boolean",
                Value::Number(number) if number.is_f64() => "number",
                Value::Number(_) => "integer",
                Value::String(_) => "string",
                _ => return false,
            };
            types.is_empty() || types.contains(&kind) || (kind == "integer" && types.contains(&"number"))
        };
        let (found, rest): (Vec<_>, Vec<_>) = values.into_iter().partition(|value| fits(value.node.value));
        if found.is_empty() {
            return None;
        }
        for value in rest {
            let message = "the value is of another type than the enum, and is left out";
            self.report.problem(Kind::Enum, value.node, message);
        }
        let all = |fits: fn(&Value) -> bool| found.iter().all(|value| fits(value.node.value));
        let ty = match () {
            () if all(Value::is_boolean) => "boolean",
            () if all(Value::is_number) => "number",
            () => "any",
        };
        let found = found.into_iter().filter_map(|value| Some((scalar(value.node.value)?, value))).collect();
        Some(Shape { ty: Some(ty.to_owned()), values: Some(self.distinct(found)), ..Shape::default() })
    }

    /// What remains of an enum that cannot be one: its type.
    fn no_enum(&mut self, node: Node<'d>, types: &[&str]) -> Shape {
        let at = node.get("enum").or_else(|| node.get("const")).unwrap_or(node);
        let message = "there is no value that an enum can hold; any value of the type is taken";
        self.report.problem(Kind::Enum, at, message);
        if types.is_empty() { of_type("any") } else { self.typed(node) }
    }

    fn texts(&mut self, node: Node<'d>, values: Vec<Listed<'d>>) -> Shape {
        let mut found: Vec<(Scalar, Listed<'d>)> = Vec::with_capacity(values.len());
        for value in values {
            match value.node.value {
                Value::String(text) => found.push((Scalar::String(text.clone()), value)),
                Value::Number(number) => {
                    self.report.problem(
                        Kind::Enum,
                        value.node,
                        "the value is a number, and the type is `string`",
                    );
                    found.push((Scalar::String(number.to_string()), value));
                }
                Value::Bool(flag) => {
                    self.report.problem(
                        Kind::Enum,
                        value.node,
                        "the value is a boolean, and the type is `string`",
                    );
                    found.push((Scalar::String(flag.to_string()), value));
                }
                _ => self.report.problem(Kind::Enum, value.node, "the value is no text, and is left out"),
            }
        }
        if found.is_empty() {
            return of_type("string");
        }
        self.refuse_limits(node, super::limit::Limited::Other);
        Shape { values: Some(self.distinct(found)), ..Shape::default() }
    }

    fn numbers(&mut self, node: Node<'d>, values: Vec<Listed<'d>>) -> Shape {
        let found = values
            .into_iter()
            .filter_map(|value| integer(value.node.value).map(|number| (Scalar::Integer(number), value)))
            .collect();
        // The values tell the range already.
        let ty = if node.text("format") == Some("int32") { "int32" } else { "int64" };
        Shape { ty: Some(ty.to_owned()), values: Some(self.distinct(found)), ..Shape::default() }
    }

    fn distinct(&mut self, found: Vec<(Scalar, Listed<'d>)>) -> Vec<EnumValue> {
        let mut taken = Taken::default();
        let mut seen: HashSet<String> = HashSet::with_capacity(found.len());
        let mut values = Vec::with_capacity(found.len());
        for (value, listed) in found {
            let key = serde_json::to_string(&value).unwrap_or_default();
            if !seen.insert(key) {
                self.report.problem(Kind::Enum, listed.node, "the value is listed twice");
                continue;
            }
            values.push(named(value, listed, &mut taken));
        }
        values
    }
}

fn named(value: Scalar, listed: Listed<'_>, taken: &mut Taken) -> EnumValue {
    let spelling = value.to_string();
    let name = taken.claim(listed.name.as_deref().unwrap_or(&spelling));
    let name = (name != spelling).then_some(name);
    if name.is_none() && listed.description.is_none() {
        return EnumValue::Bare(value);
    }
    EnumValue::Described(DescribedValue { value, name, description: listed.description })
}

fn integer(value: &Value) -> Option<i64> {
    value.as_number().and_then(integral::integer)
}

fn is_integral(value: &Value) -> bool {
    integer(value).is_some()
}

fn scalar(value: &Value) -> Option<Scalar> {
    match value {
        Value::Bool(flag) => Some(Scalar::Boolean(*flag)),
        Value::Number(number) => {
            Some(number.as_i64().map_or_else(|| Scalar::Number(number.clone()), Scalar::Integer))
        }
        Value::String(text) => Some(Scalar::String(text.clone())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
