//! Shapes → schemas.
//!
//! Structure first, then limits, then what people should know. `null` joins last, since how it is said depends on
//! what is there. Every shape is a site, so that `keep` can add to its schema.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::Export;
use super::sites::At;
use super::ty::object;
use crate::schema::{Deprecated, DescribedVariant, EnumValue, Scalar, Shape, TypeOrShape, Variant};

impl Export<'_> {
    /// The schema of a shape.
    pub(super) fn shape(&mut self, shape: &Shape, at: &At) -> Map<String, Value> {
        // Whether a field is required is said by its owner, and its name is its key; how a parameter or a part is
        // written is said by the parameter or the body. What is bound to `_` besides these has no standard word.
        let Shape {
            ty,
            wire: _,
            items,
            tuple,
            fields,
            extends,
            extra,
            one_of,
            discriminator,
            values,
            closed,
            description,
            required: _,
            nullable,
            default,
            example,
            minimum,
            maximum,
            exclusive_minimum,
            exclusive_maximum,
            multiple_of,
            min_length,
            max_length,
            pattern,
            min_items,
            max_items,
            min_fields,
            max_fields,
            format,
            content_type: _,
            read_only,
            write_only,
            unique,
            secret: _,
            from_option: _,
            style: _,
            explode: _,
            allow_reserved: _,
            deprecated,
            origin: _,
        } = shape;
        self.sites.add(at);
        let mut schema = if let Some(variants) = one_of {
            self.union(variants, discriminator.as_deref(), at)
        } else if let Some(values) = values {
            self.values(ty.as_deref(), values)
        } else if !extends.is_empty() {
            // With `null` beside it, the composition is the first of two alternatives.
            let place = if *nullable { at.below(&[], &["anyOf", "0"]) } else { at.clone() };
            let mut schema = self.extension(extends, fields.as_ref(), extra.as_deref(), &place);
            if *closed {
                schema.insert("unevaluatedProperties".to_owned(), Value::Bool(false));
            }
            schema
        } else if let Some(elements) = tuple {
            self.tuple(elements, extra.as_deref(), at)
        } else if fields.is_some() || extra.is_some() {
            let mut schema = self.object(fields.as_ref(), extra.as_deref(), at);
            if *closed {
                schema.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            schema
        } else if let Some(items) = items {
            let items = self.shape(items, &at.below(&["items"], &["items"]));
            object(json!({ "type": "array", "items": items }))
        } else {
            self.expression(ty.as_deref().unwrap_or("any"))
        };
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                schema.insert(key.to_owned(), value);
            }
        };
        let number = |number: &Option<serde_json::Number>| number.clone().map(Value::Number);
        let count = |count: &Option<u64>| count.map(Value::from);
        let flag = |flag: &bool| flag.then_some(Value::Bool(true));
        put("format", format.clone().map(Value::String));
        put("minimum", number(minimum));
        put("maximum", number(maximum));
        put("exclusiveMinimum", number(exclusive_minimum));
        put("exclusiveMaximum", number(exclusive_maximum));
        put("multipleOf", number(multiple_of));
        put("minLength", count(min_length));
        put("maxLength", count(max_length));
        put("pattern", pattern.clone().map(Value::String));
        // All elements of a tuple are there where it does not say how many; a schema has to say so.
        let least = tuple.as_ref().map(|elements| elements.len() as u64);
        put("minItems", count(&min_items.or(least)));
        put("maxItems", count(max_items));
        put("uniqueItems", flag(unique));
        put("minProperties", count(min_fields));
        put("maxProperties", count(max_fields));
        put("readOnly", flag(read_only));
        put("writeOnly", flag(write_only));
        put("deprecated", is_deprecated(deprecated.as_ref()).then_some(Value::Bool(true)));
        put("default", default.clone());
        put("examples", example.clone().map(|example| Value::Array(vec![example])));
        if *nullable {
            schema = with_null(schema);
        }
        if let Some(description) = description {
            schema.insert("description".to_owned(), Value::String(self.text(description)));
        }
        schema
    }

    /// The schema of an array of which each place has a type of its own.
    fn tuple(&mut self, elements: &[TypeOrShape], rest: Option<&Shape>, at: &At) -> Map<String, Value> {
        let prefix: Vec<Value> = elements
            .iter()
            .enumerate()
            .map(|(index, element)| match element {
                TypeOrShape::Type(ty) => Value::Object(self.expression(ty)),
                TypeOrShape::Shape(shape) => {
                    let index = index.to_string();
                    let at = at.below(&["tuple", &index], &["prefixItems", &index]);
                    Value::Object(self.shape(shape, &at))
                }
            })
            .collect();
        let rest = match rest {
            Some(rest) => Value::Object(self.shape(rest, &at.below(&["extra"], &["items"]))),
            None => Value::Bool(false),
        };
        object(json!({ "type": "array", "prefixItems": prefix, "items": rest }))
    }

    /// The schema of an object that extends nothing.
    pub(super) fn object(
        &mut self,
        fields: Option<&IndexMap<String, Shape>>,
        extra: Option<&Shape>,
        at: &At,
    ) -> Map<String, Value> {
        let mut schema = object(json!({ "type": "object" }));
        if let Some(fields) = fields {
            let (properties, required) = self.properties(fields, &at.below(&["fields"], &["properties"]));
            if fields.is_empty() && extra.is_none() {
                schema.insert("additionalProperties".to_owned(), Value::Bool(false));
            } else {
                schema.insert("properties".to_owned(), Value::Object(properties));
            }
            if !required.is_empty() {
                schema.insert("required".to_owned(), Value::Array(required));
            }
        }
        if let Some(extra) = extra {
            let extra = self.shape(extra, &at.below(&["extra"], &["additionalProperties"]));
            schema.insert("additionalProperties".to_owned(), Value::Object(extra));
        }
        schema
    }

    /// The properties of fields, and the names of those that are required.
    pub(super) fn properties(
        &mut self,
        fields: &IndexMap<String, Shape>,
        at: &At,
    ) -> (Map<String, Value>, Vec<Value>) {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (name, field) in fields {
            let wire = field.wire.as_ref().unwrap_or(name);
            let mut property = self.shape(field, &at.below(&[name], &[wire]));
            named(&mut property, name, wire);
            if field.required {
                required.push(Value::String(wire.clone()));
            }
            properties.insert(wire.clone(), Value::Object(property));
        }
        (properties, required)
    }

    fn extension(
        &mut self,
        extends: &[String],
        fields: Option<&IndexMap<String, Shape>>,
        extra: Option<&Shape>,
        at: &At,
    ) -> Map<String, Value> {
        let mut members: Vec<Value> =
            extends.iter().map(|name| Value::Object(self.expression(name))).collect();
        if fields.is_some() || extra.is_some() {
            let own =
                At::new(at.spec.clone(), at.below(&[], &["allOf", &members.len().to_string()]).document);
            members.push(Value::Object(self.object(fields, extra, &own)));
        }
        object(json!({ "allOf": members }))
    }

    fn union(&mut self, variants: &[Variant], discriminator: Option<&str>, at: &At) -> Map<String, Value> {
        let mut alternatives = Vec::with_capacity(variants.len());
        let mut mapping = Map::new();
        for (index, variant) in variants.iter().enumerate() {
            let index = index.to_string();
            let (mut schema, name, tags, fallback) = match variant {
                Variant::Type(ty) => (self.expression(ty), None, [].as_slice(), false),
                Variant::Described(variant) => {
                    let DescribedVariant { name, tags, fallback, shape } = variant.as_ref();
                    let at = at.below(&["oneOf", &index, "shape"], &["oneOf", &index]);
                    (self.shape(shape, &at), name.as_ref(), tags.as_slice(), *fallback)
                }
            };
            if let Some(name) = name {
                schema.insert("x-bindery-name".to_owned(), Value::String(name.clone()));
            }
            // OpenAPI has `defaultMapping` since 3.2.
            if fallback {
                schema.insert("x-bindery-fallback".to_owned(), Value::Bool(true));
            }
            let reference = schema.get("$ref").cloned();
            match reference.filter(|_| !tags.is_empty()) {
                Some(reference) => {
                    mapping.extend(tags.iter().map(|tag| (tag.clone(), reference.clone())));
                }
                None if !tags.is_empty() => {
                    schema.insert("x-bindery-tags".to_owned(), json!(tags));
                }
                None => {}
            }
            alternatives.push(Value::Object(schema));
        }
        let mut schema = object(json!({ "oneOf": alternatives }));
        if let Some(property) = discriminator {
            let mut discriminator = object(json!({ "propertyName": property }));
            if !mapping.is_empty() {
                discriminator.insert("mapping".to_owned(), Value::Object(mapping));
            }
            schema.insert("discriminator".to_owned(), Value::Object(discriminator));
        }
        schema
    }

    /// The schema of an enum; that of an array where the type says so, since its elements have the values.
    fn values(&self, ty: Option<&str>, values: &[EnumValue]) -> Map<String, Value> {
        if let Some(element) = ty.and_then(|ty| ty.trim().strip_suffix("[]")) {
            return object(json!({ "type": "array", "items": self.values(Some(element), values) }));
        }
        let mut schema = self.expression(ty.unwrap_or_else(|| type_of(values)));
        let parts: Vec<(&Scalar, Option<&String>, String)> = values
            .iter()
            .map(|value| match value {
                EnumValue::Bare(value) => (value, None, String::new()),
                EnumValue::Described(value) => {
                    let description = value.description.as_ref().map(|text| self.text(text));
                    (&value.value, value.name.as_ref(), description.unwrap_or_default())
                }
            })
            .collect();
        let all: Vec<Value> = parts.iter().map(|(value, ..)| scalar(value)).collect();
        schema.insert("enum".to_owned(), Value::Array(all));
        if parts.iter().any(|(_, name, _)| name.is_some()) {
            let names =
                parts.iter().map(|(value, name, _)| name.cloned().unwrap_or_else(|| value.to_string()));
            schema.insert("x-enum-varnames".to_owned(), names.map(Value::String).collect());
        }
        if parts.iter().any(|(.., description)| !description.is_empty()) {
            let texts = parts.iter().map(|(.., description)| Value::String(description.clone()));
            schema.insert("x-enum-descriptions".to_owned(), texts.collect());
        }
        schema
    }
}

/// Says what a field or a parameter is called in the spec, where that is not its name on the wire.
pub(super) fn named(schema: &mut Map<String, Value>, name: &str, wire: &str) {
    if name != wire {
        schema.insert("x-bindery-name".to_owned(), Value::String(name.to_owned()));
    }
}

/// Whether something is deprecated; the details are kept as an extension.
pub(super) fn is_deprecated(deprecated: Option<&Deprecated>) -> bool {
    matches!(deprecated, Some(Deprecated::Flag(true) | Deprecated::Notice(_)))
}

/// The same schema with `null` among its values.
pub(super) fn with_null(mut schema: Map<String, Value>) -> Map<String, Value> {
    if let Some(Value::Array(alternatives)) = schema.get_mut("oneOf") {
        alternatives.push(json!({ "type": "null" }));
    } else if let Some(ty) = schema.get("type").and_then(Value::as_str).map(str::to_owned) {
        schema.insert("type".to_owned(), json!([ty, "null"]));
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.push(Value::Null);
        }
    } else {
        for key in ["$ref", "allOf"] {
            if let Some(value) = schema.shift_remove(key) {
                schema.insert("anyOf".to_owned(), json!([{ key: value }, { "type": "null" }]));
            }
        }
    }
    schema
}

fn scalar(value: &Scalar) -> Value {
    match value {
        Scalar::Integer(number) => Value::from(*number),
        Scalar::Boolean(flag) => Value::Bool(*flag),
        Scalar::Number(number) => Value::Number(number.clone()),
        Scalar::String(text) => Value::String(text.clone()),
    }
}

/// The type of an enum that does not say it: the first value tells, as it does in a spec.
fn type_of(values: &[EnumValue]) -> &'static str {
    let first = values.first().map(|value| match value {
        EnumValue::Bare(value) => value,
        EnumValue::Described(value) => &value.value,
    });
    match first {
        Some(Scalar::Integer(_)) => "int64",
        Some(Scalar::Number(_)) => "number",
        Some(Scalar::Boolean(_)) => "boolean",
        Some(Scalar::String(_)) | None => "string",
    }
}
