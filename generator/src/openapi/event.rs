//! Events: `itemSchema` of a stream of server-sent events describes the events, since OpenAPI 3.2.
//!
//! Callers want the data of an event. Where each kind of event has data of its own, the alternatives of the events become
//! those of their data, before anything is looked at, so that the rest of the import knows one form of it: an event with
//! `contentSchema` for its data. Data that is a constant text, such as the mark of the end, is no alternative. Where some
//! kinds have text and others JSON, nothing in the data tells which it is, so all of it is text.

use serde_json::{Value, json};

use crate::model::is_json;

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
        _ if are_mixed(item) => json!({ "type": "string" }),
        1 => schemas.remove(0),
        _ => json!({ "oneOf": schemas }),
    };
    let Some(item) = item.as_object_mut() else { return };
    let properties = item.entry("properties").or_insert_with(|| json!({}));
    if let Some(properties) = properties.as_object_mut() {
        properties.insert("data".to_owned(), json!({ "type": "string", "contentSchema": joined }));
    }
}

/// Whether some kinds of events have data of text, and others have JSON.
pub(super) fn are_mixed(item: &Value) -> bool {
    let kinds = ["oneOf", "anyOf"].into_iter().find_map(|list| item.get(list)?.as_array());
    let data = kinds.into_iter().flatten().filter_map(|kind| kind.pointer("/properties/data"));
    let described = data.filter(|data| data.get("contentSchema").is_some());
    let (json, other): (Vec<_>, Vec<_>) =
        described.partition(|data| data.get("contentMediaType").and_then(Value::as_str).is_none_or(is_json));
    !json.is_empty() && !other.is_empty()
}
