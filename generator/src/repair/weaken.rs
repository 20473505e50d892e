//! Weakening: a path and its error → the changes to try, from the smallest to the largest.

use serde_json::Value;

use super::edit::{Edit, LIMITS, USE_SITE, VALUES};
use super::node::{self, Node};
use crate::problem::{Problem, Segment, Target};
use crate::schema::FileKind;

/// Returns the changes of the node at a path, then those of each node around it.
pub(super) fn steps(
    value: &Value,
    path: &[Segment],
    problem: &Problem,
    file: FileKind,
) -> Vec<(Vec<Segment>, Edit)> {
    let mut steps = Vec::new();
    for end in (1..=path.len()).rev() {
        let at = &path[..end];
        let Some(found) = node::get(value, at) else { continue };
        let parent = node::kind(file, &at[..end - 1]);
        let is_named = end == path.len() && problem.target == Target::Name;
        let is_last = parent == Node::AtLeastOne
            && node::get(value, &at[..end - 1]).is_some_and(|around| node::len(around) < 2);
        for edit in edits(node::kind(file, at), parent, found, is_named) {
            if !(is_last && edit == Edit::Remove) {
                steps.push((at.to_vec(), edit));
            }
        }
    }
    if file != FileKind::Api {
        steps.push((Vec::new(), Edit::LeaveOutFile));
    }
    steps
}

/// Returns the weaker forms of a node.
fn edits(node: Node, parent: Node, value: &Value, is_named: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    let has_name = matches!(parent, Node::Shapes | Node::Content | Node::Types | Node::Groups);
    if is_named && (has_name || matches!(node, Node::EnumValue | Node::Variant | Node::EndpointId)) {
        edits.push(Edit::Rename);
    }
    let has = |keys: &[&str]| keys.iter().any(|key| value.get(key).is_some());
    match node {
        Node::Shape | Node::Reply | Node::Content if value.is_string() => edits.push(Edit::FreeForm),
        Node::TypeName | Node::Server => edits.push(Edit::FreeForm),
        Node::Text if value.is_object() => edits.push(Edit::FreeForm),
        Node::Shape => {
            if has(LIMITS) {
                edits.push(Edit::WithoutLimits);
            }
            if has(VALUES) {
                edits.push(Edit::WithoutValues);
            }
            let is_free = value.as_object().is_some_and(|map| {
                map.iter().all(|(key, value)| USE_SITE.contains(&key.as_str()) || value == "any")
            });
            if !is_free {
                edits.push(Edit::FreeForm);
            }
        }
        _ => {}
    }
    let is_needed = matches!(node, Node::EndpointId | Node::Types | Node::AtLeastOne | Node::Server)
        || (node == Node::TypeName && value == "any");
    if !is_needed {
        edits.push(Edit::Remove);
    }
    edits
}
