//! Widening: alternatives that JSON does not tell apart → one type that holds them all.
//!
//! Listed values become one enum, whatever their kinds; texts become one of all their values, or a text; numbers become the widest of them. An enum is open, so a text
//! beside one adds nothing to it.

use std::collections::HashSet;

use super::enumeration::Listed;
use super::{of_type, text_of, title_of, word_of_title};
use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::schema::Shape;

impl<'d> Import<'d, '_> {
    /// Alternatives that are all texts, or all listed values: one enum of all the values, or a text.
    pub(super) fn merged_texts(&mut self, node: Node<'d>, nodes: &[Node<'d>]) -> Option<Shape> {
        let mut listed: Vec<Listed<'d>> = Vec::new();
        let mut enums: Vec<Node<'d>> = Vec::new();
        let mut plain: Vec<Node<'d>> = Vec::new();
        let mut nullable = false;
        let mut all_const = true;
        for alternative in nodes {
            let target = self.follow(*alternative)?;
            if super::is_union(target) || target.has("allOf") {
                return None;
            }
            nullable |= target.flag("nullable");
            if !target.has("enum") && !target.has("const") {
                let (types, has_null) = self.types_of(target);
                if types != ["string"] {
                    return None;
                }
                nullable |= has_null;
                all_const = false;
                plain.push(target);
                continue;
            }
            let mut values = self.listed(target);
            let description = || text_of(target, "description").or_else(|| title_of(target));
            if let [only] = values.as_mut_slice() {
                only.name = only.name.take().or_else(|| word_of_title(target));
                only.description = only.description.take().or_else(description);
            } else if alternative.text("$ref").is_none() {
                // What is said of several values in place is said of each of them.
                for value in &mut values {
                    value.description = value.description.take().or_else(description);
                }
            }
            all_const &= target.has("const");
            enums.push(*alternative);
            listed.extend(values);
        }
        let is_number = !listed.is_empty() && listed.iter().all(|value| value.node.value.is_i64());
        let is_text = listed.iter().all(|value| value.node.value.is_string());
        // Values of several kinds that are listed in place are one enum; a named enum keeps its name.
        let is_scalar = |value: &Listed<'_>| !(value.node.value.is_object() || value.node.value.is_array());
        let is_mixed =
            listed.iter().all(is_scalar) && enums.iter().all(|listed| listed.text("$ref").is_none());
        if !(is_text || ((is_number || (is_mixed && !listed.is_empty())) && plain.is_empty())) {
            return None;
        }
        self.report_merged(nodes, &plain);
        let mut shape = match enums.as_slice() {
            [] => same_text(&plain),
            // An enum is open, so a text beside it adds nothing.
            [only] if only.text("$ref").is_some() => self.shape(*only),
            _ => {
                let mut seen = HashSet::new();
                listed.retain(|value| seen.insert(value.node.value.to_string()));
                self.of_values(node, &[], listed)
            }
        };
        shape.closed = all_const && shape.values.is_some();
        shape.nullable |= nullable;
        Some(shape)
    }

    fn report_merged(&mut self, nodes: &[Node<'d>], plain: &[Node<'d>]) {
        for node in nodes {
            self.review(*node);
        }
        for node in plain {
            if ["minLength", "maxLength", "pattern"].iter().any(|key| node.has(key)) {
                self.report.problem(
                    Kind::Limit,
                    *node,
                    "the limits of one alternative do not hold for the others",
                );
            }
        }
    }

    /// Alternatives that are all plain numbers: the widest of them.
    pub(super) fn merged_numbers(&mut self, node: Node<'d>, nodes: &[Node<'d>]) -> Option<Shape> {
        let mut widest = "";
        let mut nullable = false;
        for alternative in nodes {
            if alternative.has("enum")
                || alternative.has("const")
                || super::is_union(*alternative)
                || alternative.has("allOf")
                || alternative.text("$ref").is_some()
            {
                return None;
            }
            let (types, has_null) = self.types_of(*alternative);
            nullable |= has_null || alternative.flag("nullable");
            let own = match types.as_slice() {
                ["integer" | "number"] => self.shape(*alternative).ty.unwrap_or_default(),
                ["integer", "number"] | ["number", "integer"] => "number".to_owned(),
                _ => return None,
            };
            widest = wider(widest, &own);
        }
        self.report.problem(
            Kind::Schema,
            node,
            "the alternatives are all numbers, so they are one type here",
        );
        Some(Shape { nullable, ..of_type(widest) })
    }
}

/// The type of several texts, with all of their formats where each has one.
fn same_text(nodes: &[Node<'_>]) -> Shape {
    let formats: HashSet<Option<&str>> = nodes.iter().map(|node| node.text("format")).collect();
    if formats.contains(&None) {
        return of_type("string");
    }
    // In the order of the document, each once.
    let mut seen = HashSet::new();
    let formats: Vec<&str> =
        nodes.iter().filter_map(|node| node.text("format")).filter(|format| seen.insert(*format)).collect();
    Shape { format: Some(formats.join(" | ")), ..of_type("string") }
}

/// The type that holds the numbers of two: digits are kept where one of them keeps them all.
fn wider(one: &'static str, other: &str) -> &'static str {
    match (one, other) {
        ("decimal-number", _) | (_, "decimal-number") | ("uint64", "int64") | ("int64", "uint64") => {
            "decimal-number"
        }
        ("uint64", "int32") => "decimal-number",
        ("number", _) | (_, "number" | "double" | "float") => "number",
        ("", "uint64") | ("uint64", _) => "uint64",
        _ => "int64",
    }
}
