//! Events: `itemSchema` of a stream of server-sent events describes the events, since OpenAPI 3.2.
//!
//! Callers want the data of an event. Where each kind of event has data of its own, the alternatives of the events become
//! those of their data, before anything is looked at, so that the rest of the import knows one form of it: an event with
//! `contentSchema` for its data. Data that is a constant text, such as the mark of the end, is no alternative.

use serde_json::{Value, json};

/// How deep media types lie in a document, at most.
const MOST_LEVELS: usize = 32;

/// Gives the data of events that have several kinds one schema.
pub(super) fn complete(document: &mut Value) {
    walk(document, 0);
}

fn walk(value: &mut Value, level: usize) {
    if level > MOST_LEVELS {
        return;
    }
    match value {
        Value::Object(map) => {
            if let Some(item) = map.get_mut("text/event-stream").and_then(|media| media.get_mut("itemSchema"))
            {
                join(item);
            }
            map.values_mut().for_each(|value| walk(value, level + 1));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| walk(value, level + 1)),
        _ => {}
    }
}

/// Writes the schemas of the data of all kinds of events into the place of one.
fn join(item: &mut Value) {
    let kinds = ["oneOf", "anyOf"].into_iter().find_map(|list| item.get(list)?.as_array());
    let Some(kinds) = kinds else { return };
    let data = |kind: &Value| kind.pointer("/properties/data/contentSchema").cloned();
    let mut schemas: Vec<Value> = Vec::new();
    for schema in kinds.iter().filter_map(data) {
        if !schemas.contains(&schema) {
            schemas.push(schema);
        }
    }
    let joined = match schemas.len() {
        0 => return,
        1 => schemas.remove(0),
        _ => json!({ "oneOf": schemas }),
    };
    let Some(item) = item.as_object_mut() else { return };
    let properties = item.entry("properties").or_insert_with(|| json!({}));
    if let Some(properties) = properties.as_object_mut() {
        properties.insert("data".to_owned(), json!({ "type": "string", "contentSchema": joined }));
    }
}
