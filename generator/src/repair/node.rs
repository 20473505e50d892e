//! Nodes: what a path inside a file of a spec leads to.

use serde_json::{Map, Value};

use crate::problem::Segment;
use crate::schema::FileKind;

/// What a node of a file is, as far as that decides which weaker forms it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    /// A whole file.
    File(FileKind),
    /// A map of shapes by name: fields or parameters.
    Shapes,
    /// The map of named types.
    Types,
    /// A shape, or the name of a type in its stead.
    Shape,
    /// A list of shapes: the elements of a tuple.
    ShapeList,
    /// A string that names a type.
    TypeName,
    /// The name of a type, or the fields of an object.
    Content,
    /// Responses by status.
    Replies,
    /// A response, or the name of its type.
    Reply,
    /// Further responses of one status.
    ReplyList,
    /// The alternatives of a union.
    Variants,
    /// An alternative.
    Variant,
    /// The values of an enum.
    Values,
    /// A value of an enum.
    EnumValue,
    /// The groups of an API.
    Groups,
    /// A group.
    Group,
    /// The id of an endpoint.
    EndpointId,
    /// The clients, or the locales: there is at least one.
    AtLeastOne,
    /// A client, or a locale.
    Client,
    /// The server of a client.
    Server,
    /// Text in several locales, or in one for all of them.
    Text,
    /// Anything else.
    Other,
}

/// Returns what a path leads to.
pub(super) fn kind(file: FileKind, path: &[Segment]) -> Node {
    path.iter().fold(Node::File(file), |node, segment| match segment {
        Segment::Key(key) => below(node, key),
        Segment::Index(_) => match node {
            Node::AtLeastOne => Node::Client,
            Node::Variants => Node::Variant,
            Node::Values => Node::EnumValue,
            Node::ShapeList => Node::Shape,
            Node::ReplyList => Node::Reply,
            _ => Node::Other,
        },
    })
}

fn below(node: Node, key: &str) -> Node {
    match (node, key) {
        (Node::File(FileKind::Types), "types") => Node::Types,
        (Node::File(FileKind::Api), "groups") => Node::Groups,
        (Node::File(FileKind::Api), "clients" | "locales") => Node::AtLeastOne,
        (Node::AtLeastOne, _) => Node::Client,
        (Node::Client, "server") => Node::Server,
        (Node::File(FileKind::Endpoint), "endpoint") => Node::EndpointId,
        (Node::File(FileKind::Endpoint), "path" | "query" | "header" | "cookie") => Node::Shapes,
        (Node::File(FileKind::Endpoint), "body" | "form" | "multipart") => Node::Content,
        (Node::File(FileKind::Endpoint), "answer") => Node::Shape,
        (Node::File(FileKind::Endpoint), "answers" | "errors") => Node::Replies,
        (Node::Types | Node::Shapes | Node::Content, _) => Node::Shape,
        (Node::Groups, _) => Node::Group,
        (Node::Replies, _) => Node::Reply,
        (Node::Reply, "shape") | (Node::Shape, "items" | "extra") | (Node::Variant, "shape") => Node::Shape,
        (Node::Reply, "headers") | (Node::Shape, "fields") => Node::Shapes,
        (Node::Reply, "or") => Node::ReplyList,
        (Node::Reply | Node::Shape, "type") => Node::TypeName,
        (Node::Shape, "tuple") => Node::ShapeList,
        (Node::Shape, "oneOf") => Node::Variants,
        (Node::Shape, "enum") => Node::Values,
        (_, "title" | "summary" | "description" | "instead") => Node::Text,
        _ => Node::Other,
    }
}

/// Returns the value at a path.
pub(super) fn get<'v>(value: &'v Value, path: &[Segment]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, segment| match segment {
        Segment::Key(key) => value.get(&**key),
        Segment::Index(index) => value.get(index),
    })
}

/// Returns the value at a path, to be changed.
pub(super) fn get_mut<'v>(value: &'v mut Value, path: &[Segment]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, segment| match segment {
        Segment::Key(key) => value.get_mut(&**key),
        Segment::Index(index) => value.get_mut(index),
    })
}

/// Returns how many values a map or a list holds.
pub(super) fn len(value: &Value) -> usize {
    value.as_array().map(Vec::len).or(value.as_object().map(Map::len)).unwrap_or_default()
}

/// Shortens a path to the part of it that exists: an error may name a key that is missing.
pub(super) fn existing(value: &Value, mut path: Vec<Segment>) -> Vec<Segment> {
    let mut at = value;
    let mut length = 0;
    for segment in &path {
        let next = match segment {
            Segment::Key(key) => at.get(&**key),
            Segment::Index(index) => at.get(index),
        };
        let Some(next) = next else { break };
        at = next;
        length += 1;
    }
    path.truncate(length);
    path
}
