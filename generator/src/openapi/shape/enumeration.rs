//! Enums: `enum` and `const`, and alternatives that are nothing but such values.
//!
//! Our enums hold texts or whole numbers, each once. `null` makes the shape nullable; values of other types are
//! reported, and when nothing is left the type alone remains. A value whose name would clash in code gets one.

use std::collections::HashSet;

use serde_json::Value;

use super::of_type;
use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
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
        if let Some(value) = node.get("const") {
            return vec![Listed { node: value, name: None, description: None }];
        }
        let Some(values) = node.get("enum") else { return Vec::new() };
        if !values.value.is_array() {
            self.report.problem(Kind::Enum, values, "`enum` is no list of values");
        }
        let beside = |keys: [&str; 2], index: usize| {
            let list = keys.iter().find_map(|key| node.get(key)).filter(|list| list.value.is_array());
            list.and_then(|list| list.item(index)).and_then(|item| item.value.as_str())
        };
        values
            .items()
            .enumerate()
            .map(|(index, value)| Listed {
                node: value,
                name: beside(["x-enum-varnames", "x-enumNames"], index).map(str::to_owned),
                description: beside(["x-enum-descriptions", "x-enumDescriptions"], index)
                    .filter(|text| !text.trim().is_empty())
                    .map(|text| Text::One(text.trim().to_owned())),
            })
            .collect()
    }

    /// The enum of some values.
    pub(super) fn of_values(&mut self, node: Node<'d>, types: &[&str], listed: Vec<Listed<'d>>) -> Shape {
        let values: Vec<Listed<'d>> =
            listed.into_iter().filter(|value| !value.node.value.is_null()).collect();
        let all = |fits: fn(&Value) -> bool| {
            !values.is_empty() && values.iter().all(|value| fits(value.node.value))
        };
        let wants = |ty: &str| types.is_empty() || types.contains(&ty);
        if all(Value::is_boolean) {
            if values.len() < 2 {
                self.report.problem(
                    Kind::Enum,
                    node,
                    "an enum holds texts or whole numbers; either boolean is taken",
                );
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
        if all(Value::is_i64) && (wants("integer") || wants("number")) {
            return self.numbers(node, values);
        }
        self.no_enum(node, types, &values)
    }

    /// What remains of an enum that cannot be one: its type.
    fn no_enum(&mut self, node: Node<'d>, types: &[&str], values: &[Listed<'d>]) -> Shape {
        let at = node.get("enum").or_else(|| node.get("const")).unwrap_or(node);
        let message = if values.is_empty() {
            "an enum without values is none; any value of the type is taken"
        } else {
            "an enum holds texts or whole numbers; any value of the type is taken"
        };
        self.report.problem(Kind::Enum, at, message);
        if types.is_empty() && !values.is_empty() && values.iter().all(|value| value.node.value.is_number()) {
            return of_type("number");
        }
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
            .filter_map(|value| value.node.value.as_i64().map(|number| (Scalar::Integer(number), value)))
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
    let spelling = match &value {
        Scalar::String(text) => text.clone(),
        Scalar::Integer(number) => number.to_string(),
    };
    let name = taken.claim(listed.name.as_deref().unwrap_or(&spelling));
    let name = (name != spelling).then_some(name);
    if name.is_none() && listed.description.is_none() {
        return EnumValue::Bare(value);
    }
    EnumValue::Described(DescribedValue { value, name, description: listed.description })
}
