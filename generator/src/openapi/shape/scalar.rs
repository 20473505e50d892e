//! Types and formats: what `type` and `format` say together.

use serde_json::Value;

use super::limit::Limited;
use super::{element, expression, of_type};
use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::schema::{DescribedVariant, Shape, Variant};

/// Formats of text that are types of ours.
const TEXT_TYPES: &[(&str, &str)] = &[
    ("byte", "bytes"),
    ("base64", "bytes"),
    ("base64url", "base64url"),
    ("date", "date"),
    ("date-time", "date-time"),
    ("decimal", "decimal"),
    ("decimal128", "decimal"),
    ("duration", "duration"),
    ("http-date", "http-date"),
    ("uri", "uri"),
    ("url", "uri"),
    ("uuid", "uuid"),
];

/// What documents write where OpenAPI has another word.
const SYNONYMS: &[(&str, &str)] = &[
    ("array", "array"),
    ("bool", "boolean"),
    ("boolean", "boolean"),
    ("date", "string"),
    ("datetime", "string"),
    ("dict", "object"),
    ("double", "number"),
    ("file", "string"),
    ("float", "number"),
    ("int", "integer"),
    ("int32", "integer"),
    ("int64", "integer"),
    ("integer", "integer"),
    ("list", "array"),
    ("long", "integer"),
    ("map", "object"),
    ("null", "null"),
    ("number", "number"),
    ("object", "object"),
    ("str", "string"),
    ("string", "string"),
    ("text", "string"),
    ("uuid", "string"),
];

impl<'d> Import<'d, '_> {
    /// The shape of a schema that is told by its `type`, or by keywords that go with one type only.
    pub(super) fn typed(&mut self, node: Node<'d>) -> Shape {
        let (types, nullable) = self.types_of(node);
        let mut shape = match types.as_slice() {
            [] => {
                if nullable {
                    self.report.problem(
                        Kind::Schema,
                        node,
                        "only `null` is a value of it; any value is taken instead",
                    );
                } else {
                    self.refuse_limits(node, Limited::Other);
                }
                of_type("any")
            }
            [only] => self.of_one_type(node, only, true),
            ["integer", "number"] | ["number", "integer"] => self.of_one_type(node, "number", true),
            several => self.of_types(node, several),
        };
        shape.nullable |= nullable;
        shape
    }

    /// The types of a schema, and whether `null` is among them.
    pub(in crate::openapi) fn types_of(&mut self, node: Node<'d>) -> (Vec<&'static str>, bool) {
        let mut found = Vec::new();
        let Some(ty) = node.get("type") else {
            return (inferred(node).into_iter().collect(), false);
        };
        let written: Vec<Node<'d>> = if ty.value.is_array() { ty.items().collect() } else { vec![ty] };
        for node in written {
            let word = node.value.as_str().unwrap_or_default();
            let known = SYNONYMS.iter().find(|(synonym, _)| word.eq_ignore_ascii_case(synonym));
            match known {
                Some((synonym, meant)) => {
                    if synonym != meant || word != *synonym {
                        self.report.problem(
                            Kind::Schema,
                            node,
                            format!("`{word}` is no type; `{meant}` is meant"),
                        );
                    }
                    if !found.contains(meant) {
                        found.push(*meant);
                    }
                }
                None => {
                    self.report.problem(Kind::Schema, node, format!("the type {} is not known", node.value));
                }
            }
        }
        let count = found.len();
        found.retain(|ty| *ty != "null");
        let nullable = found.len() < count;
        (found, nullable)
    }

    /// A schema of several types: a union of them.
    fn of_types(&mut self, node: Node<'d>, types: &[&'static str]) -> Shape {
        let mut variants = Vec::with_capacity(types.len());
        for ty in types {
            let mut shape = self.of_one_type(node, ty, false);
            variants.push(match expression(&mut shape) {
                Some(ty) => Variant::Type(ty),
                None => {
                    Variant::Described(Box::new(DescribedVariant { shape, ..DescribedVariant::default() }))
                }
            });
        }
        Shape { one_of: Some(variants), ..Shape::default() }
    }

    fn of_one_type(&mut self, node: Node<'d>, ty: &str, only: bool) -> Shape {
        let (mut shape, kind) = match ty {
            "boolean" => (of_type("boolean"), Limited::Other),
            "integer" => (self.integer(node), Limited::Number),
            "number" => (self.number_type(node), Limited::Number),
            "string" => (string(node), Limited::Text),
            "array" => (self.array(node), Limited::List),
            _ => (self.object(node), Limited::Object),
        };
        let (least, most) = (shape.minimum.take(), shape.maximum.take());
        self.limits(node, kind, only, &mut shape);
        // The limits of a format hold where the document has none of its own.
        if shape.minimum.is_none() && shape.exclusive_minimum.is_none() {
            shape.minimum = least;
        }
        if shape.maximum.is_none() && shape.exclusive_maximum.is_none() {
            shape.maximum = most;
        }
        shape
    }

    fn integer(&mut self, node: Node<'d>) -> Shape {
        let format = node.text("format").unwrap_or_default();
        let mut shape = of_type(match format {
            "int32" | "int16" | "int8" | "uint16" | "uint8" => "int32",
            "uint64" => "uint64",
            "unix-time" | "unixtime" => "unix-time",
            "float" | "double" => "number",
            "" if node.is_own() => "integer",
            "decimal" | "decimal128" | "bigint" | "int128" | "uint128" => "decimal-number",
            _ if narrow(format).is_none() => wide_enough(node),
            _ => "int64",
        });
        if let Some((least, most)) = narrow(format) {
            (shape.minimum, shape.maximum) = (Some(least.into()), most.map(Into::into));
        }
        let is_known = matches!(
            format,
            "" | "int32"
                | "int64"
                | "uint64"
                | "unix-time"
                | "unixtime"
                | "float"
                | "double"
                | "decimal"
                | "decimal128"
                | "bigint"
                | "int128"
                | "uint128"
        );
        if !is_known && narrow(format).is_none() {
            self.report.count("formats of numbers", node);
        }
        shape
    }

    fn number_type(&mut self, node: Node<'d>) -> Shape {
        let format = node.text("format").unwrap_or_default();
        match format {
            "float" | "double" | "int32" | "int64" | "uint64" => of_type(format),
            "decimal" | "decimal128" => of_type("decimal-number"),
            "" => of_type("number"),
            _ => {
                self.report.count("formats of numbers", node);
                of_type("number")
            }
        }
    }

    fn array(&mut self, node: Node<'d>) -> Shape {
        if let Some(tuple) =
            node.get("prefixItems").or_else(|| node.get("items").filter(|items| items.value.is_array()))
        {
            return self.tuple(node, tuple);
        }
        let Some(items) = node.get("items") else { return of_type("any[]") };
        if items.value == &Value::Bool(true) {
            return of_type("any[]");
        }
        let mut item = self.nested(items);
        match element(&mut item) {
            Some(ty) => of_type(&format!("{ty}[]")),
            None => Shape { items: Some(Box::new(item)), ..Shape::default() },
        }
    }
}

fn string(node: Node<'_>) -> Shape {
    let encoding = node.text("contentEncoding").unwrap_or_default();
    if encoding.eq_ignore_ascii_case("base64") {
        return of_type("bytes");
    }
    if encoding.eq_ignore_ascii_case("base64url") {
        return of_type("base64url");
    }
    let Some(format) = node.text("format").map(str::trim).filter(|format| !matches!(*format, "" | "string"))
    else {
        return of_type("string");
    };
    if let Some((_, ty)) = TEXT_TYPES.iter().find(|(known, _)| *known == format) {
        return of_type(ty);
    }
    Shape { format: Some(format.to_owned()), secret: format == "password", ..of_type("string") }
}

/// The type of whole numbers that holds all that the limits of a schema let through, when they say so.
fn wide_enough(node: Node<'_>) -> &'static str {
    let limit = |keys: [&str; 2]| keys.iter().find_map(|key| node.get(key)?.value.as_f64());
    let most = limit(["maximum", "exclusiveMaximum"]).unwrap_or(0.0);
    let least = limit(["minimum", "exclusiveMinimum"]).unwrap_or(0.0);
    // The next numbers above the largest of 64 bits that a floating-point number can be.
    let (signed, unsigned) = (9_223_372_036_854_775_808.0, 18_446_744_073_709_551_616.0);
    match (least, most) {
        (least, most) if least >= -signed && most <= signed => "int64",
        (least, most) if least >= 0.0 && most <= unsigned => "uint64",
        _ => "decimal-number",
    }
}

/// What numbers of a format that is no type of ours are at least and at most.
fn narrow(format: &str) -> Option<(i64, Option<i64>)> {
    Some(match format {
        "int8" => (-128, Some(127)),
        "int16" => (-32_768, Some(32_767)),
        "uint8" => (0, Some(255)),
        "uint16" => (0, Some(65_535)),
        "uint32" => (0, Some(4_294_967_295)),
        "uint" => (0, None),
        _ => return None,
    })
}

/// The type of a schema that does not say it: keywords and formats that go with one type only tell.
fn inferred(node: Node<'_>) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| node.has(key));
    let format = node.text("format").unwrap_or_default();
    if has(&["properties", "additionalProperties", "unevaluatedProperties", "patternProperties"]) {
        Some("object")
    } else if has(&["items", "prefixItems"]) {
        Some("array")
    } else if has(&["minLength", "maxLength", "pattern", "contentEncoding"]) {
        Some("string")
    } else if has(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]) {
        Some(if format.starts_with("int") { "integer" } else { "number" })
    } else if format.starts_with("int") || format.starts_with("uint") {
        Some("integer")
    } else if matches!(format, "float" | "double") {
        Some("number")
    } else if !format.is_empty() {
        Some("string")
    } else {
        None
    }
}
