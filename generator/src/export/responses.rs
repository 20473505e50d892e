//! Answers and errors → responses.
//!
//! A response has a status, which `answer` has not: it goes under 200. Without any answer there is a response all the
//! same, since OpenAPI asks for one.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::Export;
use super::shape::is_deprecated;
use super::sites::At;
use super::ty::object;
use crate::model::Status;
use crate::schema::{Endpoint, Reply, Shape, StreamKind, Streamed, TypeOrReply, TypeOrShape};

impl Export<'_> {
    /// The responses of an operation.
    pub(super) fn responses(&mut self, endpoint: &Endpoint, at: &At) -> Map<String, Value> {
        let mut responses = Map::new();
        if let Some(answer) = &endpoint.answer {
            let response = self.answer(answer, endpoint.answer_example.as_ref(), at);
            responses.insert("200".to_owned(), Value::Object(response));
        }
        for (key, replies) in [("answers", &endpoint.answers), ("errors", &endpoint.errors)] {
            for (status, reply) in replies {
                let at = at.below(&[key, status], &["responses", status]);
                let response = self.reply(status, reply, &at);
                responses.insert(status.clone(), Value::Object(response));
            }
        }
        if endpoint.answer.is_none() && endpoint.answers.is_empty() {
            let response = json!({ "description": words("200") });
            responses.shift_insert(0, "200".to_owned(), response);
        }
        if let Some(streamed) = &endpoint.streamed {
            self.streamed(streamed, &mut responses);
        }
        responses
    }

    fn answer(&mut self, answer: &TypeOrShape, example: Option<&Value>, at: &At) -> Map<String, Value> {
        let keys = ["responses", "200", "content", "application/json", "schema"];
        let schema = match answer {
            TypeOrShape::Type(ty) => self.expression(ty),
            TypeOrShape::Shape(shape) => self.shape(shape, &at.below(&["answer"], &keys)),
        };
        let mut media = object(json!({ "schema": schema }));
        add_examples(&mut media, example, &IndexMap::new());
        object(json!({ "description": words("200"), "content": { "application/json": media } }))
    }

    fn reply(&mut self, status: &str, reply: &TypeOrReply, at: &At) -> Map<String, Value> {
        let reply = match reply {
            TypeOrReply::Type(ty) => Reply { ty: Some(ty.clone()), ..Reply::default() },
            TypeOrReply::Reply(reply) => {
                self.sites.add(at);
                reply.as_ref().clone()
            }
        };
        let description = reply.description.as_ref().map_or_else(|| words(status), |text| self.text(text));
        let mut response = object(json!({ "description": description }));
        let headers = self.headers(&reply.headers, at);
        if !headers.is_empty() {
            response.insert("headers".to_owned(), Value::Object(headers));
        }
        let mut contents = self.contents(&reply, at);
        for (index, other) in reply.or.iter().enumerate() {
            contents.extend(self.contents(other, &at.below(&["or", &index.to_string()], &[])));
        }
        if !contents.is_empty() {
            response.insert("content".to_owned(), Value::Object(contents));
        }
        response
    }

    /// The media types of a body.
    fn contents(&mut self, reply: &Reply, at: &At) -> Map<String, Value> {
        // What is bound to `_` has no standard word, or stands beside the media types.
        let Reply {
            ty,
            shape,
            description: _,
            content_type,
            headers: _,
            stream,
            until: _,
            example,
            examples,
            or: _,
        } = reply;
        let is_binary = ty.as_deref() == Some("binary");
        let media = content_type.clone().unwrap_or_else(|| usual_media(*stream, is_binary).to_owned());
        let schema = match (ty, shape) {
            (_, Some(shape)) => {
                Some(self.shape(shape, &at.below(&["shape"], &["content", &media, "schema"])))
            }
            (Some(_), None) if is_binary => Some(Map::new()),
            (Some(ty), None) => Some(self.expression(ty)),
            (None, None) => None,
        };
        let Some(schema) = schema else { return Map::new() };
        let mut content = object(json!({ "schema": schema }));
        add_examples(&mut content, example.as_ref(), examples);
        // Bytes may be of several media types.
        let medias = if is_binary { media.split(',').map(str::trim).collect() } else { vec![media.as_str()] };
        medias.into_iter().map(|media| (media.to_owned(), Value::Object(content.clone()))).collect()
    }

    fn headers(&mut self, headers: &IndexMap<String, Shape>, at: &At) -> Map<String, Value> {
        let mut found = Map::new();
        for (name, shape) in headers {
            let at = at.below(&["headers", name], &["headers", name]);
            let schema = self.shape(shape, &at.below(&[], &["schema"]));
            // What is said about the header is said there, extensions included.
            self.sites.add(&at);
            let mut header = object(json!({ "schema": schema }));
            if shape.required {
                header.insert("required".to_owned(), Value::Bool(true));
            }
            if is_deprecated(shape.deprecated.as_ref()) {
                header.insert("deprecated".to_owned(), Value::Bool(true));
            }
            found.insert(name.clone(), Value::Object(header));
        }
        found
    }

    /// Adds the stream to the media types of the first answer.
    fn streamed(&self, streamed: &Streamed, responses: &mut Map<String, Value>) {
        let Streamed { ty, stream, content_type, until: _, with: _ } = streamed;
        let media = content_type.clone().unwrap_or_else(|| usual_media(Some(*stream), false).to_owned());
        let content = json!({ "schema": self.expression(ty) });
        let first = responses.values_mut().next().and_then(Value::as_object_mut);
        if let Some(first) = first {
            let medias = first.entry("content").or_insert_with(|| json!({}));
            if let Value::Object(medias) = medias {
                medias.insert(media, content);
            }
        }
    }
}

/// Adds the examples of a body to its media type.
pub(super) fn add_examples(
    media: &mut Map<String, Value>,
    example: Option<&Value>,
    examples: &IndexMap<String, Value>,
) {
    if let Some(example) = example {
        media.insert("example".to_owned(), example.clone());
    }
    if !examples.is_empty() {
        let named = examples.iter().map(|(name, value)| (name.clone(), json!({ "value": value })));
        media.insert("examples".to_owned(), Value::Object(named.collect()));
    }
}

fn usual_media(stream: Option<StreamKind>, is_binary: bool) -> &'static str {
    match stream {
        Some(StreamKind::Events) => "text/event-stream",
        Some(StreamKind::JsonLines) => "application/jsonl",
        None if is_binary => "application/octet-stream",
        None => "application/json",
    }
}

/// What a status means, where the spec says nothing about it.
fn words(status: &str) -> String {
    Status::parse(status).map_or_else(|| status.to_owned(), Status::words)
}
