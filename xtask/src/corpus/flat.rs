//! Flattening: a schema with everything that it is composed of → one list of what it asks for.
//!
//! References and `allOf` are resolved; `oneOf` and `anyOf` stay as groups of which one has to be chosen. Where two parts
//! say different things the result is what both allow, as far as that can be told.

mod merge;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::document::{Document, is_null_only};

/// How many schemas may stand for one value, before it is taken for a circle.
const LONGEST: usize = 64;

/// What a schema asks for.
#[derive(Debug, Clone, Default)]
pub(super) struct Flat<'a> {
    pub(super) types: Option<Vec<&'a str>>,
    pub(super) nullable: bool,
    pub(super) format: Option<&'a str>,
    /// The values, when they are listed.
    pub(super) listed: Option<Vec<Value>>,
    /// The examples and the default.
    pub(super) shown: Vec<&'a Value>,
    pub(super) properties: Vec<(&'a str, &'a Value)>,
    pub(super) required: Vec<&'a str>,
    /// What further fields are, where the schema says that there are some.
    pub(super) additional: Option<&'a Value>,
    /// What fields are whose names match a pattern.
    pub(super) patterned: Vec<(&'a str, &'a Value)>,
    /// What the names of further fields are.
    pub(super) names: Option<&'a Value>,
    pub(super) items: Option<&'a Value>,
    pub(super) tuple: Vec<&'a Value>,
    /// Whether no two elements are equal.
    pub(super) unique: bool,
    /// What texts look like.
    pub(super) patterns: Vec<&'a str>,
    /// Fields that a discriminator fixes.
    pub(super) fixed: BTreeMap<&'a str, Value>,
    /// Groups of which one has to be chosen.
    pub(super) alternatives: Vec<Group<'a>>,
    /// The limits that are numbers, in the words of JSON Schema 2020-12.
    pub(super) limits: BTreeMap<&'a str, &'a Value>,
}

/// Schemas of which a value fits one, or also several.
#[derive(Debug, Clone)]
pub(super) struct Group<'a> {
    pub(super) choices: Vec<Choice<'a>>,
    /// Whether it may fit several.
    pub(super) any: bool,
}

/// One of several schemas, and what a discriminator says about it.
#[derive(Debug, Clone)]
pub(super) struct Choice<'a> {
    pub(super) schema: &'a Value,
    pub(super) tag: Option<(&'a str, &'a str)>,
}

/// Flattens a schema. `None` when it allows nothing, or refers to what is not in the document.
pub(super) fn flatten<'a>(source: &'a Document, schema: &'a Value) -> Option<Flat<'a>> {
    let mut flat = Flat::default();
    let mut left = LONGEST;
    add(source, schema, &mut flat, &mut left)?;
    Some(flat)
}

fn add<'a>(source: &'a Document, schema: &'a Value, flat: &mut Flat<'a>, left: &mut usize) -> Option<()> {
    *left = left.checked_sub(1)?;
    let map = match schema {
        Value::Bool(allowed) => return allowed.then_some(()),
        Value::Object(map) => map,
        _ => return None,
    };
    if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
        add(source, source.target(reference)?, flat, left)?;
        if source.is_3_0() {
            return Some(());
        }
    }
    // The outermost schema is the one that says whether null is meant.
    let nullable = flat.nullable;
    for part in list(map, "allOf") {
        let mut own = Flat::default();
        add(source, part, &mut own, left)?;
        *flat = std::mem::take(flat).and(own)?;
    }
    flat.nullable = nullable;
    flat.own(map)?;
    for word in ["oneOf", "anyOf"] {
        let choices: Vec<Choice<'a>> = list(map, word).map(|schema| choice(map, schema)).collect();
        if !choices.is_empty() {
            flat.alternatives.push(Group { choices, any: word == "anyOf" });
        }
    }
    Some(())
}

fn list<'a>(map: &'a Map<String, Value>, word: &str) -> impl Iterator<Item = &'a Value> {
    map.get(word).and_then(Value::as_array).into_iter().flatten()
}

/// What the discriminator of a union says about one of its variants.
fn choice<'a>(union: &'a Map<String, Value>, schema: &'a Value) -> Choice<'a> {
    let tag = union.get("discriminator").and_then(|discriminator| {
        let field = discriminator.get("propertyName")?.as_str()?;
        let reference = schema.get("$ref")?.as_str()?;
        let name = reference.rsplit('/').next()?;
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let told = mapping
            .into_iter()
            .flatten()
            .find(|(_, target)| target.as_str().is_some_and(|target| target == reference || target == name));
        Some((field, told.map_or(name, |(tag, _)| tag.as_str())))
    });
    Choice { schema, tag }
}

impl<'a> Flat<'a> {
    /// Adds the keywords of one schema. `None` when they contradict what is known.
    fn own(&mut self, map: &'a Map<String, Value>) -> Option<()> {
        self.kind(map)?;
        let text = |word: &str| map.get(word).and_then(Value::as_str);
        self.format = text("format").or(self.format);
        if let Some(values) = map.get("enum").and_then(Value::as_array) {
            self.list(values.clone())?;
        }
        if let Some(value) = map.get("const") {
            self.list(vec![value.clone()])?;
        }
        self.shown
            .extend(map.get("example").into_iter().chain(list(map, "examples")).chain(map.get("default")));
        for (name, schema) in map.get("properties").and_then(Value::as_object).into_iter().flatten() {
            self.property(name, schema);
        }
        self.required.extend(list(map, "required").filter_map(Value::as_str));
        // What no schema has evaluated is further properties too, as long as it is described.
        let unevaluated = map.get("unevaluatedProperties").filter(|further| further.is_object());
        let further = map.get("additionalProperties").or(unevaluated);
        let further = further.filter(|further| **further != Value::Bool(false));
        self.additional = further
            .or(self.additional)
            .filter(|_| map.get("additionalProperties") != Some(&Value::Bool(false)));
        let patterned = map.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
        self.patterned.extend(patterned.map(|(pattern, schema)| (pattern.as_str(), schema)));
        self.names = map.get("propertyNames").or(self.names);
        self.items = map.get("items").filter(|items| !items.is_array()).or(self.items);
        self.tuple.extend(list(map, "prefixItems"));
        self.unique |= map.get("uniqueItems") == Some(&Value::Bool(true));
        self.patterns.extend(text("pattern"));
        self.limit_by(map);
        Some(())
    }

    /// Adds the limits. In 3.0 a flag says that a bound does not belong to the values.
    fn limit_by(&mut self, map: &'a Map<String, Value>) {
        for (word, value) in map.iter().filter(|(_, value)| value.is_number()) {
            let exclusive = match word.as_str() {
                "minimum" => "exclusiveMinimum",
                "maximum" => "exclusiveMaximum",
                _ => "",
            };
            let is_exclusive = map.get(exclusive) == Some(&Value::Bool(true));
            self.limits.insert(if is_exclusive { exclusive } else { word }, value);
        }
    }

    fn kind(&mut self, map: &'a Map<String, Value>) -> Option<()> {
        if is_null_only(map) {
            return self.narrow(vec!["null"]);
        }
        let mut types: Vec<&str> = match map.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => return Some(()),
        };
        let has_null = types.contains(&"null") && types.len() > 1;
        self.nullable |= has_null || map.get("nullable") == Some(&Value::Bool(true));
        if has_null {
            types.retain(|name| *name != "null");
        }
        self.narrow(types)
    }

    fn narrow(&mut self, types: Vec<&'a str>) -> Option<()> {
        let both = match self.types.take() {
            None => types,
            Some(known) => known
                .into_iter()
                .filter(|name| types.contains(name) || (*name == "integer" && types.contains(&"number")))
                .collect(),
        };
        let is_possible = !both.is_empty();
        self.types = Some(both);
        is_possible.then_some(())
    }

    fn list(&mut self, values: Vec<Value>) -> Option<()> {
        let both = match self.listed.take() {
            None => values,
            Some(known) => known.into_iter().filter(|value| values.contains(value)).collect(),
        };
        let is_possible = !both.is_empty();
        self.listed = Some(both);
        is_possible.then_some(())
    }

    /// Of two descriptions of one field the later one counts, which is usually the narrower; the validator has the
    /// last word.
    fn property(&mut self, name: &'a str, schema: &'a Value) {
        match self.properties.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = schema,
            None => self.properties.push((name, schema)),
        }
    }

    /// The types of JSON that a value can have; `any` where the schema does not say.
    pub(super) fn kinds(&self) -> Vec<&'a str> {
        if let Some(types) = &self.types {
            return types.clone();
        }
        let is_object = !self.properties.is_empty() || !self.required.is_empty() || self.additional.is_some();
        if is_object || !self.patterned.is_empty() || !self.fixed.is_empty() {
            vec!["object"]
        } else if self.items.is_some() || !self.tuple.is_empty() {
            vec!["array"]
        } else if self.format.is_some() {
            vec!["string"]
        } else {
            vec!["any"]
        }
    }

    /// A limit that is a whole number.
    pub(super) fn limit(&self, word: &str) -> Option<usize> {
        self.limits.get(word)?.as_u64().and_then(|limit| usize::try_from(limit).ok())
    }

    /// A limit that is a number.
    pub(super) fn number(&self, word: &str) -> Option<f64> {
        self.limits.get(word)?.as_f64()
    }
}
