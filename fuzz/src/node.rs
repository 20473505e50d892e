//! Nodes: the values of a document, counted from 0 in the order of the document.

use serde_json::Value;

/// A value in a document.
pub(crate) struct Node<'a> {
    /// The key that it has in its map; `None` for items of lists and for the document.
    pub(crate) key: Option<&'a str>,
    pub(crate) value: &'a Value,
}

/// Returns how many values a document has, itself included.
pub(crate) fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(map) => map.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}

/// Returns the value at a position.
pub(crate) fn get(document: &Value, position: usize) -> Option<Node<'_>> {
    let mut left = position;
    find(Node { key: None, value: document }, &mut left)
}

fn find<'a>(node: Node<'a>, left: &mut usize) -> Option<Node<'a>> {
    if *left == 0 {
        return Some(node);
    }
    *left -= 1;
    match node.value {
        Value::Object(map) => map.iter().find_map(|(key, value)| find(Node { key: Some(key), value }, left)),
        Value::Array(items) => items.iter().find_map(|value| find(Node { key: None, value }, left)),
        _ => None,
    }
}

/// Returns the value at a position, to be changed.
pub(crate) fn at(document: &mut Value, position: usize) -> Option<&mut Value> {
    let mut left = position;
    find_mut(document, &mut left)
}

fn find_mut<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Object(map) => map.values_mut().find_map(|inner| find_mut(inner, left)),
        Value::Array(items) => items.iter_mut().find_map(|inner| find_mut(inner, left)),
        _ => None,
    }
}

/// Returns the JSON pointers, as references have them, of what a document names: its components
/// and its paths. Of a spec, the names of its files.
pub(crate) fn named(document: &Value) -> Vec<String> {
    let mut pointers = vec!["#".to_owned()];
    let components = document.get("components").and_then(Value::as_object).into_iter().flatten();
    for (kind, named) in components {
        let names = named.as_object().into_iter().flat_map(|named| named.keys());
        pointers.extend(names.map(|name| format!("#/components/{kind}/{}", step(name))));
    }
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flat_map(|paths| paths.keys());
    pointers.extend(paths.map(|path| format!("#/paths/{}", step(path))));
    pointers
}

fn step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
