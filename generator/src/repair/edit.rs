//! Edits: the changes of a node that weaken it, each of them on the JSON form of a file.

use heck::ToSnakeCase as _;
use serde_json::{Map, Value, json};

use super::node::{self, Node};
use crate::problem::Segment;
use crate::schema::FileKind;

/// Keywords of a shape that limit its values.
pub(super) const LIMITS: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "minFields",
    "maxFields",
    "unique",
];

/// Keywords of a shape that hold a value of it.
pub(super) const VALUES: &[&str] = &["default", "example"];

/// Keywords of a shape that stay if any value becomes valid.
pub(super) const USE_SITE: &[&str] =
    &["wire", "description", "required", "readOnly", "writeOnly", "deprecated", "origin"];

/// The URL of a client whose server is not known; an app gives its own (RFC 2606, section 2).
const UNKNOWN_SERVER: &str = "https://api.invalid";

/// A change of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Edit {
    /// Gives it a name of its own; requests and responses keep the name they have.
    Rename,
    /// Takes the limits out of a shape.
    WithoutLimits,
    /// Takes the default and the example out of a shape.
    WithoutValues,
    /// Makes it accept any value, any URL or any locale.
    FreeForm,
    /// Takes it out.
    Remove,
    /// Takes out the whole file: a type or an endpoint.
    LeaveOutFile,
}

impl Edit {
    /// Returns what was done, as the end of a message.
    pub(super) fn outcome(self, what: &str, file: FileKind) -> String {
        match (self, file) {
            (Self::Rename, _) => format!("{what} gets another name in code"),
            (Self::WithoutLimits, _) => format!("the limits of {what} are left out"),
            (Self::WithoutValues, _) => format!("the default and the example of {what} are left out"),
            (Self::FreeForm, FileKind::Api) => format!("a weaker form replaces {what}"),
            (Self::FreeForm, _) => format!("{what} accepts any value"),
            (Self::Remove, _) => format!("{what} is left out"),
            (Self::LeaveOutFile, FileKind::Types) => "the type is left out".to_owned(),
            (Self::LeaveOutFile, _) => "the operation is left out".to_owned(),
        }
    }
}

/// Applies a change that stays within the node; returns whether it changed anything.
pub(super) fn apply(value: &mut Value, at: &[Segment], edit: Edit, node: Node) -> bool {
    match edit {
        Edit::WithoutLimits => take_out(value, at, LIMITS),
        Edit::WithoutValues => take_out(value, at, VALUES),
        Edit::FreeForm if node == Node::Server => replace(value, at, json!({ "url": UNKNOWN_SERVER })),
        Edit::FreeForm if node == Node::Text => one_text(value, at),
        Edit::FreeForm => free_form(value, at),
        Edit::Remove => remove(value, at),
        Edit::Rename if matches!(node, Node::EnumValue | Node::Variant) => name_element(value, at, node),
        Edit::Rename | Edit::LeaveOutFile => false,
    }
}

fn take_out(value: &mut Value, at: &[Segment], keys: &[&str]) -> bool {
    let Some(Value::Object(map)) = node::get_mut(value, at) else { return false };
    let before = map.len();
    map.retain(|key, _| !keys.contains(&key.as_str()));
    map.len() < before
}

fn replace(value: &mut Value, at: &[Segment], new: Value) -> bool {
    let Some(found) = node::get_mut(value, at) else { return false };
    *found = new;
    true
}

/// Lets the text of the first locale serve every locale.
fn one_text(value: &mut Value, at: &[Segment]) -> bool {
    let Some(Value::Object(texts)) = node::get_mut(value, at) else { return false };
    let first = texts.values().find(|text| text.is_string()).cloned();
    replace(value, at, first.unwrap_or_else(|| json!("")))
}

fn free_form(value: &mut Value, at: &[Segment]) -> bool {
    let Some(found) = node::get_mut(value, at) else { return false };
    match found {
        Value::Object(map) => {
            map.retain(|key, _| USE_SITE.contains(&key.as_str()));
            map.insert("type".to_owned(), json!("any"));
        }
        other => *other = json!("any"),
    }
    true
}

fn remove(value: &mut Value, at: &[Segment]) -> bool {
    let Some((last, parent)) = at.split_last() else { return false };
    match (node::get_mut(value, parent), last) {
        (Some(Value::Object(map)), Segment::Key(key)) => map.shift_remove(&**key).is_some(),
        (Some(Value::Array(items)), Segment::Index(index)) if *index < items.len() => {
            items.remove(*index);
            true
        }
        _ => false,
    }
}

/// Gives a value of an enum or an alternative of a union a name by its position.
fn name_element(value: &mut Value, at: &[Segment], node: Node) -> bool {
    let Some(Segment::Index(index)) = at.last() else { return false };
    let (name, key) = match node {
        Node::EnumValue => (format!("value_no_{}", index + 1), "value"),
        _ => (format!("alternative_no_{}", index + 1), "shape"),
    };
    let Some(found) = node::get_mut(value, at) else { return false };
    match found {
        Value::Object(map) => {
            map.insert("name".to_owned(), json!(name));
        }
        Value::String(_) if node == Node::Variant => {
            let ty = std::mem::take(found);
            *found = json!({ "name": name, "shape": { "type": ty } });
        }
        bare => {
            let inner = std::mem::take(bare);
            *bare = json!({ "name": name, key: inner });
        }
    }
    true
}

/// Renames a key of a map and keeps its position. A shape keeps its name on the wire.
pub(super) fn rename_key(map: &mut Map<String, Value>, key: &str, name: &str, keeps_wire: bool) {
    let entries = std::mem::take(map);
    for (known, mut value) in entries {
        if known != key {
            map.insert(known, value);
            continue;
        }
        if let (true, Value::Object(shape)) = (keeps_wire, &mut value) {
            shape.entry("wire").or_insert_with(|| json!(key));
        }
        map.insert(name.to_owned(), value);
    }
}

/// Returns a name with a number; one without letters and digits becomes what it names.
pub(super) fn numbered(name: &str, what: &str, number: usize) -> String {
    let base = if name.to_snake_case().is_empty() { what } else { name };
    format!("{base}_{number}")
}
