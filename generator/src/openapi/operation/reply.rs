//! Responses → answers and errors by status.
//!
//! What a success answers is under 2XX, or under 3XX where the document has no success besides: then the redirect is
//! what the caller wants. Every other redirect is followed, so it is listed with the errors, as is 304, which only ever
//! answers a conditional request. `default` is for everything that no other response is about. Where a response has
//! several media types, JSON is taken first; a stream beside it, or beside another whole body, becomes `streamed`, and other
//! bodies become what the server may answer instead.

use indexmap::IndexMap;
use serde_json::Value;

use super::example::Examples;
use super::media::{Family, family};
use crate::model::{Status, essence, is_media_type, is_token};
use crate::openapi::Import;
use crate::openapi::node::{Node, Step};
use crate::openapi::report::Kind;
use crate::openapi::shape::{expression, of_type, text_of};
use crate::schema::{Reply, Shape, StreamKind, Streamed, Text, TypeOrReply, TypeOrShape};

/// What an operation answers.
#[derive(Debug, Default)]
pub(super) struct Replies {
    pub(super) answer: Option<TypeOrShape>,
    pub(super) answer_example: Option<Value>,
    pub(super) answers: IndexMap<String, TypeOrReply>,
    pub(super) errors: IndexMap<String, TypeOrReply>,
    pub(super) streamed: Option<Streamed>,
}

impl<'d> Import<'d, '_> {
    /// What an operation answers.
    pub(super) fn replies(&mut self, node: Node<'d>, method: &str) -> Replies {
        let mut replies = Replies::default();
        let responses = self.responses(node);
        let is_success = |status: &Status| status.class() == Some(2);
        let has_success = responses.iter().any(|(status, _)| is_success(status));
        let is_redirect =
            |status: &Status| status.class() == Some(3) && *status != Status::Exactly(304) && !has_success;
        let has_answer = responses.iter().any(|(status, _)| is_success(status) || is_redirect(status));
        for (status, response) in responses {
            let reply = self.reply(method, status, response);
            if status == Status::Rest && !has_answer {
                replies.answers.insert(Status::Class(2).to_string(), short(reply.clone()));
            }
            if is_success(&status) || is_redirect(&status) {
                if has_body(method, status) {
                    self.streamed_beside(node, response, &mut replies.streamed);
                }
                replies.answers.insert(status.to_string(), short(reply));
            } else {
                replies.errors.insert(status.to_string(), short(reply));
            }
        }
        shorten(&mut replies);
        replies
    }

    /// The responses with their statuses, references followed.
    fn responses(&mut self, node: Node<'d>) -> Vec<(Status, Node<'d>)> {
        let mut found: Vec<(Status, Node<'d>)> = Vec::new();
        for (key, response) in node.get("responses").into_iter().flat_map(Node::entries) {
            if key.starts_with("x-") {
                continue;
            }
            let status = Status::parse(key).filter(|status| status.class() != Some(1));
            let known = status.is_some_and(|status| found.iter().any(|(known, _)| *known == status));
            match status {
                Some(status) if !known => {
                    found.extend(self.follow(response).map(|response| (status, response)))
                }
                Some(status) => {
                    let message = format!("the status {status} is there twice; the first counts");
                    self.report.problem(Kind::Answer, response, message);
                }
                None => {
                    let message = format!("`{key}` is no status that a call ends with, so it is left out");
                    self.report.problem(Kind::Answer, response, message);
                }
            }
        }
        found
    }

    fn reply(&mut self, method: &str, status: Status, response: Node<'d>) -> Reply {
        if let Some(links) = response.map("links") {
            self.report.count("links of responses", links);
        }
        let mut reply = self.body_of_reply(method, status, response);
        reply.description = text_of(response, "description").filter(|text| says_more(text, status));
        for (name, header) in response.get("headers").into_iter().flat_map(Node::entries) {
            if let Some(header) = self.follow(header) {
                self.reply_header(name, header, &mut reply.headers);
            }
        }
        self.reply_of_own(response, reply)
    }

    fn reply_header(&mut self, name: &str, header: Node<'d>, headers: &mut IndexMap<String, Shape>) {
        let is_known = headers.keys().any(|known| known.eq_ignore_ascii_case(name));
        if !is_token(name) || is_known {
            let message = format!("`{name}` is no name of a header, or is there twice; it is left out");
            self.report.problem(Kind::Answer, header, message);
            return;
        }
        // OpenAPI has another place for it, and ignores it here.
        if name.eq_ignore_ascii_case("content-type") {
            return;
        }
        let content = header.map("content").and_then(|content| content.entries().next());
        let schema = header.get("schema").or_else(|| content.and_then(|(_, media)| media.get("schema")));
        let mut shape = schema.map_or_else(|| of_type("string"), |schema| self.shape(schema));
        self.annotate(header, &mut shape);
        shape.required = header.flag("required");
        (shape.read_only, shape.write_only) = (false, false);
        if shape.required {
            shape.default = None;
        }
        self.add_own(header, &mut shape);
        headers.insert(name.to_owned(), shape);
    }

    /// The media types of a response; what is none is reported.
    pub(super) fn medias_of_reply(&mut self, response: Node<'d>) -> Vec<(&'d str, Node<'d>)> {
        let all = response.get("content").into_iter().flat_map(Node::entries);
        let (medias, others): (Vec<_>, Vec<_>) = all.partition(|(name, _)| is_media_type(name));
        for (name, node) in others {
            let message = format!("`{name}` is no media type, and is left out");
            self.report.problem(Kind::Answer, node, message);
        }
        medias
    }

    /// The body of a response: the media type that is preferred.
    fn body_of_reply(&mut self, method: &str, status: Status, response: Node<'d>) -> Reply {
        let mut medias = self.medias_of_reply(response);
        if !response.is_own() {
            medias.sort_by_key(|(media, _)| family(media));
        }
        let Some(((media, chosen), others)) = medias.split_first() else { return Reply::default() };
        if !has_body(method, status) {
            let message = if status.is_bodiless() {
                format!("a response with status {status} has no body, so this one is left out")
            } else {
                "a response to HEAD has no body, so this one is left out".to_owned()
            };
            self.report.problem(Kind::Answer, *chosen, message);
            return Reply::default();
        }
        let alike = self.alike_replies(&medias);
        let mut reply = self.content(media, *chosen);
        if alike.len() > 1 {
            reply.content_type = Some(alike.join(", "));
        }
        for (other, node) in others.iter().filter(|(other, _)| !alike.contains(other)) {
            let is_streamed = family(other).is_stream() && !family(media).is_stream();
            if is_streamed && status.class() == Some(2) {
                continue;
            }
            match self.other_content(&reply, (*media, *chosen), (*other, *node)) {
                Some(other) => add_other(&mut reply.or, other),
                None => self.report_other_media(Kind::Answer, media, *chosen, *node),
            }
        }
        reply
    }

    /// What the server may answer instead, told by its media type; `None` where that tells nothing, or where it is the same in
    /// another form.
    fn other_content(
        &mut self,
        reply: &Reply,
        (media, chosen): (&str, Node<'d>),
        (other, node): (&str, Node<'d>),
    ) -> Option<Reply> {
        let schema = |node: Node<'d>| node.get("schema").map(|schema| schema.value);
        let is_same = schema(node).is_none() && family(other) != Family::Bytes
            || schema(chosen) == schema(node) && !self.is_other_text(media, (other, node));
        let tells = |known: &str| essence(known) != essence(other);
        let is_told = reply.and_others().all(|known| known.content_type.as_deref().is_none_or(tells));
        if is_same || !is_told || !tells(media) || other.contains(',') || family(other).is_stream() {
            return None;
        }
        let other_reply = self.content(other, node);
        Some(Reply { content_type: Some(other.to_owned()), ..other_reply })
    }

    /// Whether a string is text as it is in one media type, and JSON in the preferred one.
    fn is_other_text(&mut self, media: &str, (other, node): (&str, Node<'d>)) -> bool {
        let schema = node.get("schema").and_then(|schema| self.follow(schema));
        family(other) == Family::Text
            && matches!(family(media), Family::Json | Family::JsonLike)
            && schema.is_some_and(|schema| self.types_of(schema).0 == ["string"])
    }

    /// The media types of an answer of bytes, among which the caller chooses with `accept`; empty for any other answer.
    fn alike_replies(&mut self, medias: &[(&'d str, Node<'d>)]) -> Vec<&'d str> {
        let is_known = |media: &str| !media.contains(',');
        let mut alike = Vec::new();
        for (media, node) in medias {
            match self.is_binary(*node, family(media)) {
                true if is_known(media) => alike.push(*media),
                true => {}
                // What is preferred comes first.
                false if alike.is_empty() => return alike,
                false => {}
            }
        }
        alike
    }

    fn content(&mut self, media: &str, node: Node<'d>) -> Reply {
        let family = family(media);
        let is_binary = self.is_binary(node, family);
        // Whatever may come is asked for as such, where it is not read as JSON.
        let is_usual = !is_binary && matches!(media, "application/json" | "*/*");
        let content_type = (!is_usual).then(|| media.to_owned());
        let binary = || Reply { ty: Some("binary".to_owned()), ..Reply::default() };
        if family == Family::Bytes
            && let Some(schema) = node.get("schema").and_then(|schema| self.follow(schema))
            && !matches!(self.types_of(schema).0.as_slice(), [] | ["string"])
        {
            let message = format!("a response of `{media}` is handed on as bytes, whatever its schema says");
            self.report.problem(Kind::Answer, node, message);
        }
        if let Some(items) = node.get("itemSchema").filter(|_| !family.is_stream()) {
            let message = format!("a response of `{media}` is not read item by item");
            self.report.problem(Kind::Answer, items, message);
        }
        let mut reply = match family {
            _ if is_binary => binary(),
            Family::Json | Family::JsonLike => self.json(node),
            Family::Events => {
                Reply { stream: Some(StreamKind::Events), ..self.json_part(node, StreamKind::Events) }
            }
            Family::JsonLines => Reply { stream: Some(StreamKind::JsonLines), ..self.json_line(node) },
            Family::Text | Family::Other | Family::Bytes => self.text(media, node),
        };
        if reply.stream == Some(StreamKind::Events) {
            reply.until = self.end_of_events(reply.ty.as_deref());
        }
        reply.content_type = match (family, content_type.as_deref()) {
            // What is the usual media type of such a body need not be said.
            (Family::Events, Some("text/event-stream")) | (Family::JsonLines, Some("application/jsonl")) => {
                None
            }
            _ => content_type,
        };
        reply
    }

    /// Whether a body is bytes as they are.
    fn is_binary(&mut self, media: Node<'d>, family: Family) -> bool {
        if matches!(family, Family::Bytes) {
            return true;
        }
        let Some(schema) = media.get("schema") else { return family == Family::Other };
        let is_bytes = if family == Family::Json { self.is_raw_json(media) } else { self.is_file(schema) };
        if is_bytes {
            return true;
        }
        let says_nothing = |schema: Node<'d>| schema.value.as_object().is_some_and(serde_json::Map::is_empty);
        family == Family::Other && self.follow(schema).is_some_and(says_nothing)
    }

    fn json(&mut self, media: Node<'d>) -> Reply {
        let Examples { unnamed: example, named: examples } = self.examples_of_media(media);
        let Some(schema) = media.get("schema") else {
            return Reply { ty: Some("any".to_owned()), example, examples, ..Reply::default() };
        };
        let mut shape = self.shape(schema);
        if let Some(name) = shared_name(schema).filter(|_| shape.ty.is_none() && !shape.nullable) {
            let id = self.types.add_named(schema, name);
            return Reply { ty: Some(self.types.name(id)), example, examples, ..Reply::default() };
        }
        let own = shape.example.take();
        (shape.default, shape.read_only, shape.write_only) = (None, false, false);
        let example = example.or_else(|| own.filter(|_| examples.is_empty()));
        match expression(&mut shape) {
            Some(ty) => Reply { ty: Some(ty), example, examples, ..Reply::default() },
            None => Reply { shape: Some(Box::new(shape)), example, examples, ..Reply::default() },
        }
    }

    /// A body that is handed on as text.
    fn text(&mut self, media: &str, node: Node<'d>) -> Reply {
        let schema = node.get("schema").and_then(|schema| self.follow(schema));
        let is_text = schema.is_none_or(|schema| {
            matches!(schema.text("type"), None | Some("string")) && !schema.has("properties")
        });
        if !is_text {
            let message = format!("an answer of `{media}` is handed on as text, whatever its schema says");
            self.report.problem(Kind::Answer, node, message);
        }
        let Examples { unnamed: example, named: examples } =
            if is_text { self.examples_of_media(node) } else { Examples::default() };
        Reply { ty: Some("string".to_owned()), example, examples, ..Reply::default() }
    }
}

/// Whether a response can have a body: not one to HEAD, whatever its status (RFC 9110, section 9.3.2).
fn has_body(method: &str, status: Status) -> bool {
    method != "head" && !status.is_bodiless()
}

/// Adds what may be answered instead; bytes are bytes, whatever their media type.
fn add_other(others: &mut Vec<Reply>, other: Reply) {
    let is_binary = |reply: &Reply| reply.ty.as_deref() == Some("binary");
    let alike = others.iter_mut().find(|known| is_binary(known) && is_binary(&other));
    match (alike.and_then(|known| known.content_type.as_mut()), &other.content_type) {
        (Some(known), Some(media)) => {
            known.push_str(", ");
            known.push_str(media);
        }
        _ => others.push(other),
    }
}

/// The name of a response that several operations may share, where its body is described in place: without a name it
/// would be another type in each of them.
fn shared_name(schema: Node<'_>) -> Option<&str> {
    match schema.steps().as_slice() {
        [Step::Key("components"), Step::Key("responses"), Step::Key(name), ..] if !schema.has("$ref") => {
            Some(name)
        }
        _ => None,
    }
}

/// Whether a description says more than the status does.
fn says_more(text: &Text, status: Status) -> bool {
    match text {
        Text::One(text) => !text.trim_end_matches('.').eq_ignore_ascii_case(&status.words()),
        Text::Localized(_) => true,
    }
}

/// A reply that is nothing but its type, as that.
fn short(reply: Reply) -> TypeOrReply {
    match &reply {
        Reply { ty: Some(ty), .. } if reply == (Reply { ty: Some(ty.clone()), ..Reply::default() }) => {
            TypeOrReply::Type(ty.clone())
        }
        _ => TypeOrReply::Reply(Box::new(reply)),
    }
}

/// One JSON answer with status 200 has a short form.
fn shorten(replies: &mut Replies) {
    let Some((status, reply)) = replies.answers.first().filter(|_| replies.answers.len() == 1) else {
        return;
    };
    let reply = match reply {
        TypeOrReply::Type(ty) => Reply { ty: Some(ty.clone()), ..Reply::default() },
        TypeOrReply::Reply(reply) => (**reply).clone(),
    };
    let Reply {
        ty,
        shape,
        description: None,
        content_type: None,
        headers,
        stream: None,
        until: None,
        example,
        examples,
        or,
    } = reply
    else {
        return;
    };
    if status != "200"
        || !headers.is_empty()
        || !or.is_empty()
        || !examples.is_empty()
        || ty.as_deref() == Some("binary")
    {
        return;
    }
    let answer = match (ty, shape) {
        (Some(ty), _) => TypeOrShape::Type(ty),
        (None, Some(shape)) => TypeOrShape::Shape(shape),
        (None, None) => {
            replies.answers.clear();
            return;
        }
    };
    replies.answers.clear();
    (replies.answer, replies.answer_example) = (Some(answer), example);
}
