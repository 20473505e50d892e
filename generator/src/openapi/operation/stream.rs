//! Streams: the parts of an answer that is a stream, and a stream that an operation gives beside JSON.
//!
//! What the parts are is said by a schema of the media type, which some documents mean for a part and some for the whole.
//! Beside JSON only the name of a type can be said, so a type that is described in place gets one.

use serde_json::Value;

use super::media::{Family, family};
use crate::openapi::Import;
use crate::openapi::document::DONE;
use crate::openapi::event::are_mixed;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::openapi::shape::expression;
use crate::schema::{Reply, StreamKind, Streamed};

/// How often a chain of `allOf` is followed to a field of a body.
const MOST_STEPS: usize = 16;

impl<'d> Import<'d, '_> {
    /// The type of the parts of a stream; OpenAPI 3.2 has `itemSchema` for it.
    pub(super) fn json_part(&mut self, media: Node<'d>, kind: StreamKind) -> Reply {
        if let Some(example) = self.example_of(media) {
            self.report.count("examples of streams", example);
        }
        let Some(schema) = part_schema(media, kind) else {
            return Reply { ty: Some("any".to_owned()), ..Reply::default() };
        };
        let events = media.get("itemSchema").filter(|_| kind == StreamKind::Events);
        if let Some(item) = events.filter(|item| are_mixed(item.value)) {
            let message = "some events have text and others JSON, so all of them are handed on as text";
            self.report.problem(Kind::Answer, item, message);
        }
        let mut shape = self.shape(schema);
        (shape.default, shape.example, shape.read_only, shape.write_only) = (None, None, false, false);
        match expression(&mut shape) {
            Some(ty) => Reply { ty: Some(ty), ..Reply::default() },
            None => Reply { shape: Some(Box::new(shape)), ..Reply::default() },
        }
    }

    /// The type of the lines of a stream. A document that calls the whole stream a text says nothing about its lines.
    pub(super) fn json_line(&mut self, media: Node<'d>) -> Reply {
        let part = self.json_part(media, StreamKind::JsonLines);
        let is_whole = part.ty.as_deref() == Some("string") && !media.has("itemSchema") && !media.is_own();
        if is_whole { Reply { ty: Some("any".to_owned()), ..part } } else { part }
    }

    /// A stream that a success gives besides JSON.
    pub(super) fn streamed_beside(
        &mut self,
        operation: Node<'d>,
        response: Node<'d>,
        streamed: &mut Option<Streamed>,
    ) {
        let medias = self.medias_of_reply(response);
        if streamed.is_some() || !medias.iter().any(|(media, _)| !family(media).is_stream()) {
            return;
        }
        let stream = |(media, node): &(&'d str, Node<'d>)| match family(media) {
            Family::Events => Some((*media, *node, StreamKind::Events)),
            Family::JsonLines => Some((*media, *node, StreamKind::JsonLines)),
            _ => None,
        };
        let Some((media, node, kind)) = medias.iter().find_map(stream) else { return };
        let part =
            if kind == StreamKind::JsonLines { self.json_line(node) } else { self.json_part(node, kind) };
        let ty = match (part.ty, part_schema(node, kind)) {
            (Some(ty), _) => ty,
            (None, Some(schema)) => self.named_part(operation, schema, kind),
            (None, None) => "any".to_owned(),
        };
        let body = self.json_body(operation);
        let usual = if kind == StreamKind::Events { "text/event-stream" } else { "application/jsonl" };
        let asks = body.is_some_and(|body| self.has_flag(body, "stream"));
        let until = self.end_of_events(Some(&ty)).filter(|_| kind == StreamKind::Events);
        *streamed = Some(Streamed {
            ty,
            stream: kind,
            content_type: (media != usual).then(|| media.to_owned()),
            until,
            with: asks.then(|| ("stream".to_owned(), Value::Bool(true))).into_iter().collect(),
        });
    }

    /// A type for the parts of a stream that are described in place, where only the name of a type can be said.
    fn named_part(&mut self, operation: Node<'d>, schema: Node<'d>, kind: StreamKind) -> String {
        let is_plain = schema.text("type") == Some("string") && !schema.has("enum") && !schema.has("const");
        if is_plain && kind == StreamKind::Events {
            // The data of such events are texts as they are, which only this word says.
            self.report.count("descriptions of parts of streams", schema);
            return "string".to_owned();
        }
        let name = format!("{} part", operation.text("operationId").unwrap_or("stream"));
        let id = self.types.add_named(schema, &name);
        self.types.name(id)
    }

    /// The data that ends a stream of events, where the document speaks of it anywhere: OpenAPI has no other way to say so.
    /// No JSON reads so, so an event with JSON cannot be taken for it.
    pub(super) fn end_of_events(&self, ty: Option<&str>) -> Option<String> {
        (ty != Some("string") && self.documents.mention_done()).then(|| DONE.to_owned())
    }

    /// The schema of the JSON body, references followed.
    fn json_body(&mut self, operation: Node<'d>) -> Option<Node<'d>> {
        let body = operation.get("requestBody").and_then(|body| self.follow(body))?;
        let medias: Vec<(&'d str, Node<'d>)> =
            body.get("content").into_iter().flat_map(Node::entries).collect();
        let (_, media) = medias.into_iter().find(|(media, _)| family(media) == Family::Json)?;
        media.get("schema").and_then(|schema| self.follow(schema))
    }

    /// Whether an object has a field that is true or false, in itself or in what it is composed of.
    fn has_flag(&mut self, schema: Node<'d>, name: &str) -> bool {
        let mut open = vec![schema];
        for _ in 0..MOST_STEPS {
            let Some(schema) = open.pop().and_then(|schema| self.follow(schema)) else { return false };
            let field = schema.get("properties").and_then(|fields| fields.get(name));
            if let Some(field) = field.and_then(|field| self.follow(field)) {
                let types = field.get("type").map(|ty| ty.value.to_string()).unwrap_or_default();
                let inner = ["anyOf", "oneOf", "allOf"].iter().flat_map(|key| field.list(key));
                let is_nested = inner.into_iter().any(|one| one.text("type") == Some("boolean"));
                return types.contains("boolean") || is_nested;
            }
            open.extend(schema.list("allOf"));
        }
        false
    }
}

/// The schema of one part of a stream. That of an event describes the event, of which the data is wanted.
fn part_schema(media: Node<'_>, kind: StreamKind) -> Option<Node<'_>> {
    let Some(item) = media.get("itemSchema") else { return media.get("schema") };
    if kind != StreamKind::Events {
        return Some(item);
    }
    let data = item.get("properties").and_then(|fields| fields.get("data"));
    Some(data.map_or(item, |data| data.get("contentSchema").unwrap_or(data)))
}
