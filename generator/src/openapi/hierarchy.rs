//! Hierarchies: a schema with a discriminator, of which others are composed, means one of these.
//!
//! The document says so at the others alone, by `allOf`. Here the alternatives are written at the schema itself, before
//! anything is looked at, so that the rest of the import knows one form of unions. Schemas of the document itself are
//! looked at, in `components`.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

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
    for (name, schema) in schemas.iter_mut() {
        let Some(property) = parents.get(name) else { continue };
        // What is told apart by another field further down is one alternative up here.
        let is_apart = |child: &str| parents.get(child).is_some_and(|other| other != property);
        let found = descendants(name, &children, is_apart);
        if let Some(schema) = schema.as_object_mut()
            && !found.is_empty()
        {
            let alternatives = found.iter().map(|name| json!({ "$ref": format!("{SCHEMAS}{name}") }));
            schema.insert("oneOf".to_owned(), alternatives.collect());
        }
    }
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
    let references = members.filter_map(|member| member.get("$ref")?.as_str()?.strip_prefix(SCHEMAS));
    // A name that is escaped in a reference is another text in the document.
    references.filter(|name| !name.contains(['/', '~', '%']))
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
