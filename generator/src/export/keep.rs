//! Keeping: what an import of the document would lose → `x-bindery-…` in it.
//!
//! The document is imported, and what comes back is compared with the spec, keyword by keyword. A keyword that is
//! different is written beside the innermost construct that both have: `x-bindery-secret: true` at a property, and
//! `x-bindery-without: [title]` for one that should not be there. What the import changes all the same is written at
//! the type, the endpoint or the API that it belongs to, which has the last word there.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::sites::{Sites, joined};
use crate::openapi::{self, Imported, Options};
use crate::problem::Problems;
use crate::schema::Spec;
use crate::source::Sources;

/// The key of the list of keywords that a construct does not have.
pub(crate) const WITHOUT: &str = "x-bindery-without";

/// A keyword of a construct that has to be written down.
struct Edit {
    /// The construct, as a place in the spec.
    site: String,
    keyword: String,
    /// What it says; `None` when it should not be there.
    value: Option<Value>,
}

/// Adds to a document what an import of it would lose. What would still be lost is returned.
pub(super) fn keep(spec: &Spec, document: &mut Value, sites: Sites) -> Vec<String> {
    let wanted = tree(spec);
    let whole = sites.whole();
    for sites in [sites, whole] {
        let found = imported(document).map(|spec| tree(&spec)).unwrap_or_default();
        let edits = compare(&wanted, &found, &sites);
        if edits.is_empty() {
            break;
        }
        for edit in edits {
            write(document, &sites, edit);
        }
    }
    let found = imported(document).map(|spec| tree(&spec)).unwrap_or_default();
    let none = Sites::default();
    let mut lost: Vec<String> = compare(&wanted, &found, &none).into_iter().map(|edit| edit.site).collect();
    lost.extend(wanted.keys().filter(|site| !found.contains_key(*site)).cloned());
    lost.extend(found.keys().filter(|site| !wanted.contains_key(*site)).cloned());
    lost.sort();
    lost.dedup();
    lost
}

fn imported(document: &Value) -> Option<Spec> {
    let text = document.to_string();
    let mut sources = Sources::from_texts("openapi", &[("openapi.json", &text)]);
    let imported = openapi::import(&mut sources, &Options::default(), &mut Problems::default());
    imported.map(|Imported { spec, .. }| spec)
}

/// The API, every type and every endpoint of a spec, by the pointers that sites have.
fn tree(spec: &Spec) -> HashMap<String, Value> {
    let mut tree = HashMap::new();
    let mut insert = |site: String, value: Result<Value, serde_json::Error>| {
        tree.insert(site, value.unwrap_or_default());
    };
    if let Some(api) = &spec.api {
        insert("/api".to_owned(), serde_json::to_value(&api.value));
    }
    for (name, shape) in spec.types.iter().flat_map(|file| &file.value.types) {
        insert(joined("/types", &[name]), serde_json::to_value(shape));
    }
    for file in &spec.endpoints {
        let endpoint = serde_json::to_value(&file.value.endpoint).map(|mut endpoint| {
            if let Value::Object(map) = &mut endpoint {
                map.insert("group".to_owned(), Value::String(file.value.group.clone()));
            }
            endpoint
        });
        insert(joined("/endpoints", &[&file.value.endpoint.endpoint]), endpoint);
    }
    tree
}

fn compare(wanted: &HashMap<String, Value>, found: &HashMap<String, Value>, sites: &Sites) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut names: Vec<&String> = wanted.keys().collect();
    names.sort();
    for site in names {
        let (Some(wanted), Some(found)) = (wanted.get(site), found.get(site)) else { continue };
        match differences(wanted, found, site, sites) {
            Some(own) => edits.extend(own),
            None => edits.push(Edit { site: site.clone(), keyword: String::new(), value: None }),
        }
    }
    edits
}

/// What has to be written down so that `found` becomes `wanted`; `None` when that can only be said further up.
fn differences(wanted: &Value, found: &Value, pointer: &str, sites: &Sites) -> Option<Vec<Edit>> {
    if is_same(wanted, found) {
        return Some(Vec::new());
    }
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) if sites.find(pointer).is_some() => {
            Some(of_keywords(wanted, found, pointer, sites))
        }
        (Value::Object(wanted), Value::Object(found)) if wanted.keys().eq(found.keys()) => {
            let below = wanted.iter().map(|(key, wanted)| {
                let found = found.get(key)?;
                differences(wanted, found, &joined(pointer, &[key]), sites)
            });
            Some(below.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
        }
        (Value::Array(wanted), Value::Array(found)) if wanted.len() == found.len() => {
            let below = wanted.iter().zip(found).enumerate().map(|(index, (wanted, found))| {
                differences(wanted, found, &joined(pointer, &[&index.to_string()]), sites)
            });
            Some(below.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
        }
        _ => None,
    }
}

fn of_keywords(
    wanted: &Map<String, Value>,
    found: &Map<String, Value>,
    site: &str,
    sites: &Sites,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut edit = |keyword: &str, value: Option<&Value>| {
        edits.push(Edit { site: site.to_owned(), keyword: keyword.to_owned(), value: value.cloned() });
    };
    let mut below = Vec::new();
    for (keyword, value) in wanted {
        let own =
            found.get(keyword).and_then(|found| differences(value, found, &joined(site, &[keyword]), sites));
        match own {
            Some(own) => below.extend(own),
            None => edit(keyword, Some(value)),
        }
    }
    for keyword in found.keys().filter(|keyword| !wanted.contains_key(*keyword)) {
        edit(keyword, None);
    }
    edits.extend(below);
    edits
}

/// Whether two values are the same, in the same order.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && is_same(a.1, b.1))
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        _ => a == b,
    }
}

fn write(document: &mut Value, sites: &Sites, edit: Edit) {
    let Some(construct) = sites.find(&edit.site).and_then(|pointer| document.pointer_mut(pointer)) else {
        return;
    };
    let Value::Object(construct) = construct else { return };
    let key = format!("x-bindery-{}", edit.keyword);
    let without = construct.get(WITHOUT).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut without: Vec<Value> = without.into_iter().filter(|keyword| keyword != &edit.keyword).collect();
    match edit.value {
        Some(value) => {
            construct.insert(key, value);
        }
        None => {
            construct.shift_remove(&key);
            without.push(Value::String(edit.keyword));
        }
    }
    if without.is_empty() {
        construct.shift_remove(WITHOUT);
    } else {
        construct.insert(WITHOUT.to_owned(), Value::Array(without));
    }
}
