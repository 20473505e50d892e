//! Hierarchies: a schema with a discriminator, of which others are composed, means one of these.
//!
//! The document says so at the others alone, by `allOf`. Here the alternatives are written at the schema itself, before
//! anything is looked at, so that the rest of the import knows one form of unions. Schemas of the document itself are
//! looked at, in `components`. A parent whose mapping lists the parent itself is an alternative too, under another name.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

const SCHEMAS: &str = "#/components/schemas/";

/// Writes down the alternatives of schemas that have a discriminator and no alternatives.
pub(super) fn complete(document: &mut Value) {
    let schemas = document.get_mut("components").and_then(|components| components.get_mut("schemas"));
    let Some(schemas) = schemas.and_then(Value::as_object_mut) else { return };
    let mut children: HashMap<String, Vec<String>> = HashMap::new();
    for (name, schema) in schemas.iter() {
        for base in bases(schema) {
            children.entry(base.to_owned()).or_default().push(name.clone());
        }
    }
    let parents: HashMap<String, String> = schemas
        .iter()
        .filter(|(_, schema)| is_parent(schema))
        .map(|(name, schema)| (name.clone(), property(schema).to_owned()))
        .collect();
    let mapped: HashMap<String, Vec<String>> =
        parents.keys().map(|parent| (parent.clone(), mapped(schemas, parent))).collect();
    let own_bases = own_bases(schemas, &parents);
    for (name, schema) in schemas.iter_mut() {
        let Some(property) = parents.get(name) else { continue };
        // What is told apart by another field further down is one alternative up here.
        let is_apart = |child: &str| parents.get(child).is_some_and(|other| other != property);
        let mut found = descendants(name, &children, is_apart);
        for target in mapped.get(name).into_iter().flatten() {
            if !found.contains(target) && !descendants(target, &children, |_| false).contains(name) {
                found.push(target.clone());
            }
        }
        if let Some(schema) = schema.as_object_mut()
            && !found.is_empty()
        {
            let own = own_bases.iter().find(|(parent, _)| parent == name).map(|(_, base)| base);
            let alternatives = found.iter().chain(own).map(|name| json!({ "$ref": reference(name) }));
            schema.insert("oneOf".to_owned(), alternatives.collect());
        }
    }
    for (parent, base) in own_bases {
        add_own_base(schemas, &parent, base);
    }
}

/// The other objects that the mapping of a parent lists: a child may be composed of the parent in another way, or not.
fn mapped(schemas: &Map<String, Value>, parent: &str) -> Vec<String> {
    let mapping =
        schemas.get(parent).and_then(|schema| schema.pointer("/discriminator/mapping")?.as_object());
    let targets = mapping.into_iter().flat_map(Map::values).filter_map(Value::as_str);
    let names = targets.map(|target| target.strip_prefix(SCHEMAS).unwrap_or(target));
    let is_object = |name: &&str| {
        let schema = schemas.get(*name);
        schema.is_some_and(|schema| schema.get("properties").is_some() || schema.get("allOf").is_some())
    };
    names.filter(|name| *name != parent).filter(is_object).map(str::to_owned).collect()
}

/// Parents that their own mapping lists, with a free name for the schema that is such a value.
fn own_bases(schemas: &Map<String, Value>, parents: &HashMap<String, String>) -> Vec<(String, String)> {
    let is_listed = |name: &str, schema: &Value| {
        let mapping = schema.pointer("/discriminator/mapping").and_then(Value::as_object);
        mapping.into_iter().flat_map(Map::values).any(|target| is_reference_to(target, name))
    };
    // What a parent is composed of in turn would have to list the new schema as well.
    let is_root = |schema: &Value| schema.get("allOf").is_none() && schema.get("properties").is_some();
    let listed = schemas
        .iter()
        .filter(|(name, schema)| parents.contains_key(*name) && is_root(schema) && is_listed(name, schema));
    let free = |name: &str| {
        let mut free = format!("{name}Base");
        while schemas.contains_key(&free) {
            free.push_str("Base");
        }
        free
    };
    listed.map(|(name, _)| (name.clone(), free(name))).collect()
}

/// Adds the schema of the values that are a parent and none of its children, and lets the mapping mean it.
fn add_own_base(schemas: &mut Map<String, Value>, parent: &str, base: String) {
    let Some(schema) = schemas.get_mut(parent).filter(|schema| schema.get("oneOf").is_some()) else { return };
    let mapping = schema.pointer_mut("/discriminator/mapping").and_then(Value::as_object_mut);
    for target in mapping.into_iter().flat_map(Map::values_mut) {
        if is_reference_to(target, parent) {
            *target = reference(&base).into();
        }
    }
    let mut own = json!({ "allOf": [{ "$ref": reference(parent) }] });
    if let (Some(own), Some(description)) = (own.as_object_mut(), schema.get("description")) {
        own.insert("description".to_owned(), description.clone());
    }
    schemas.insert(base, own);
}

fn reference(name: &str) -> String {
    format!("{SCHEMAS}{name}")
}

/// Whether a target of a mapping is a schema, by a reference or by its name.
fn is_reference_to(target: &Value, name: &str) -> bool {
    target.as_str().is_some_and(|target| target.strip_prefix(SCHEMAS).unwrap_or(target) == name)
}

/// The schemas to which alternatives refer, anywhere in a document.
pub(super) fn alternatives(document: &Value) -> HashSet<*const Value> {
    let schemas = document.pointer("/components/schemas");
    let mut found = HashSet::new();
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                for list in ["oneOf", "anyOf"].into_iter().filter_map(|key| fields.get(key)?.as_array()) {
                    let schema = |reference: &Value| schemas?.get(referenced(reference)?);
                    found.extend(list.iter().filter_map(schema).map(std::ptr::from_ref));
                }
                open.extend(fields.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

fn is_parent(schema: &Value) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    has("discriminator") && !["oneOf", "anyOf", "$ref", "enum"].into_iter().any(has)
}

/// The field that tells the alternatives of a schema apart.
fn property(schema: &Value) -> &str {
    schema.pointer("/discriminator/propertyName").and_then(Value::as_str).unwrap_or_default()
}

/// The schemas that one is composed of, by their names.
fn bases(schema: &Value) -> impl Iterator<Item = &str> {
    let members = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    members.filter_map(referenced)
}

/// The schema to which a reference leads, by its name.
fn referenced(schema: &Value) -> Option<&str> {
    let name = schema.get("$ref")?.as_str()?.strip_prefix(SCHEMAS)?;
    // A name that is escaped in a reference is another string in the document.
    (!name.contains(['/', '~', '%'])).then_some(name)
}

/// All that is composed of a schema, also by way of others, each once and in the order of the document. What stands below
/// a schema that is apart belongs to that one alone.
fn descendants(
    name: &str,
    children: &HashMap<String, Vec<String>>,
    is_apart: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut seen: HashSet<&str> = HashSet::from([name]);
    let mut found: Vec<String> = Vec::new();
    let mut open: Vec<&str> = vec![name];
    while let Some(next) = open.pop() {
        for child in children.get(next).into_iter().flatten() {
            if seen.insert(child) {
                found.push(child.clone());
                if !is_apart(child) {
                    open.push(child);
                }
            }
        }
    }
    found
}
