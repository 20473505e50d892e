//! Answers and errors of an endpoint → replies by status.
//!
//! The short form `answer` becomes a reply with status 200. A body that is no JSON is told by its media type: text,
//! bytes or a stream. What is described in place becomes a type that is called after the endpoint and the status.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Context, type_case};
use crate::model::{self, Content, Status, Type};
use crate::problem::{Place, Problem};
use crate::schema::{Reply, Shape, StreamKind, Streamed, TypeOrReply, TypeOrShape};

/// What an endpoint says about its answers.
pub(super) struct Replies {
    pub(super) answer: Option<TypeOrShape>,
    pub(super) answer_example: Option<Value>,
    pub(super) answers: IndexMap<String, TypeOrReply>,
    pub(super) errors: IndexMap<String, TypeOrReply>,
    pub(super) streamed: Option<Streamed>,
}

/// The same, lowered.
pub(super) struct Lowered {
    pub(super) answer: Option<model::Answer>,
    pub(super) answers: Vec<model::Reply>,
    pub(super) errors: Vec<model::Reply>,
    pub(super) streamed: Option<model::Streamed>,
}

/// Which of the two lists a reply is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Answers,
    Errors,
}

impl Context<'_> {
    /// Lowers what an endpoint says about its answers.
    pub(super) fn replies(&mut self, replies: Replies, owner: &str, place: &Place) -> Lowered {
        let Replies { answer, answer_example, answers, errors, streamed } = replies;
        if answer.is_some() && !answers.is_empty() {
            self.problems.push(
                Problem::error(&place.key("answers"), "`answer` says already what successful calls answer")
                    .at_key()
                    .help("keep `answer`, or put it under `answers` with its status"),
            );
        }
        if answer.is_none() && answer_example.is_some() {
            self.problems.push(
                Problem::error(&place.key("answerExample"), "`answerExample` goes with `answer`")
                    .at_key()
                    .help("write `example` beside the type of the answer"),
            );
        }
        let (lowered_answer, lowered) = match answer {
            Some(answer) => self.short_answer(answer, answer_example, owner, place),
            None => {
                let lowered = self.by_status(answers, List::Answers, owner, &place.key("answers"));
                (only_json(&lowered), lowered)
            }
        };
        Lowered {
            answer: lowered_answer,
            answers: lowered,
            errors: self.by_status(errors, List::Errors, owner, &place.key("errors")),
            streamed: streamed.and_then(|streamed| self.streamed(streamed, &place.key("streamed"))),
        }
    }

    fn short_answer(
        &mut self,
        answer: TypeOrShape,
        example: Option<Value>,
        owner: &str,
        place: &Place,
    ) -> (Option<model::Answer>, Vec<model::Reply>) {
        let place = place.key("answer");
        let ty = match answer {
            TypeOrShape::Type(ty) => self.type_expression(&ty, &place),
            TypeOrShape::Shape(shape) => {
                let name = self.answer_name.replace("{}", owner);
                self.in_place(*shape, &name, &place)
            }
        };
        let reply = model::Reply {
            status: Status::Exactly(200),
            description: None,
            content: Content::Json(ty.clone()),
            media: Some(JSON.to_owned()),
            headers: Vec::new(),
            // It is checked where the author wrote it, which is not here.
            example: None,
            examples: Vec::new(),
            place: place.clone(),
        };
        (Some(model::Answer { ty, example, place }), vec![reply])
    }

    fn in_place(&mut self, shape: Shape, name: &str, place: &Place) -> Type {
        self.standing(shape, "", name, place.clone())
    }

    fn by_status(
        &mut self,
        replies: IndexMap<String, TypeOrReply>,
        list: List,
        owner: &str,
        place: &Place,
    ) -> Vec<model::Reply> {
        let is_only = replies.len() == 1;
        let mut lowered: Vec<model::Reply> = Vec::with_capacity(replies.len());
        for (key, reply) in replies {
            let place = place.key(&key);
            let Some(status) = self.status(&key, list, &place) else { continue };
            if lowered.iter().any(|known| known.status == status) {
                self.problems
                    .push(Problem::error(&place, format!("the status {status} is there twice")).at_key());
                continue;
            }
            let part = format!("{owner}{}", type_case(&status.words()));
            let name = match list {
                List::Answers if is_only => self.answer_name.replace("{}", owner),
                List::Answers => self.answer_name.replace("{}", &part),
                List::Errors => part,
            };
            self.replies_of(status, reply, &name, place, &mut lowered);
        }
        // What is said of one status wins over what is said of a hundred.
        lowered.sort_by_key(|reply| reply.status);
        lowered
    }

    fn status(&mut self, key: &str, list: List, place: &Place) -> Option<Status> {
        let status = Status::parse(key);
        let help = match (status.map(|status| status.class()), list) {
            (None, _) => "write it like `200`, `404`, `4XX` or, among errors, `default`",
            (Some(Some(2 | 3)), List::Answers) => return status,
            (Some(None | Some(3..)), List::Errors) => return status,
            (Some(_), List::Answers) => {
                "successes are 2XX, or 3XX where the redirect is what the caller wants"
            }
            (Some(_), List::Errors) => "what a successful call answers goes under `answers`",
        };
        let what = if list == List::Answers { "an answer" } else { "an error" };
        self.problems
            .push(Problem::error(place, format!("`{key}` is no HTTP status of {what}")).at_key().help(help));
        None
    }

    /// What is answered with a status: a reply for each body that it may have, the preferred one first.
    fn replies_of(
        &mut self,
        status: Status,
        reply: TypeOrReply,
        name: &str,
        place: Place,
        lowered: &mut Vec<model::Reply>,
    ) {
        let mut reply = match reply {
            TypeOrReply::Type(ty) => Reply { ty: Some(ty), ..Reply::default() },
            TypeOrReply::Reply(reply) => *reply,
        };
        let others = std::mem::take(&mut reply.or);
        let known = lowered.len();
        lowered.push(self.reply(status, reply, name, place.clone()));
        for (index, other) in others.into_iter().enumerate() {
            let place = place.key("or").index(index);
            let name = format!("{name}{}", type_case(&model::words_of_media(other.content_type.as_deref())));
            if other.description.is_some() || !other.headers.is_empty() {
                self.error(
                    &place,
                    "`description` and `headers` are those of the status: write them one level above",
                );
            }
            let mut other = self.reply(status, other, &name, place.clone());
            if is_rest(&lowered[known..], &other) {
                other.content = Content::Text;
            }
            self.review_other(&lowered[known..], &other, &place);
            lowered.push(other);
        }
    }

    /// What a server may answer instead has a body, and a media type that tells it from the others.
    fn review_other(&mut self, known: &[model::Reply], other: &model::Reply, place: &Place) {
        let is_parted =
            |reply: &model::Reply| matches!(reply.content, Content::Events { .. } | Content::JsonLines(_));
        if is_parted(other) || known.iter().any(is_parted) {
            self.problems.push(
                Problem::error(place, "a stream is not told from another answer by its media type alone")
                    .help("write it under `streamed`, for a call that asks for it"),
            );
        } else if other.content == Content::Empty || known.iter().any(|known| known.content == Content::Empty)
        {
            self.error(
                place,
                "only bodies are told apart by their media types, so each needs a `type` or a `shape`",
            );
        } else if known.iter().any(|known| share_media(known, other)) {
            self.problems.push(
                Problem::error(place, "another answer with this status has the same media type")
                    .help("tell them apart by `contentType`, or describe one body that is either"),
            );
        }
    }

    fn reply(&mut self, status: Status, reply: Reply, name: &str, place: Place) -> model::Reply {
        let Reply { ty, shape, description, content_type, headers, stream, until, example, examples, or } =
            reply;
        if !or.is_empty() {
            self.error(
                &place.key("or"),
                "what may be answered instead is one list: write these one level above",
            );
        }
        let is_binary = ty.as_deref() == Some(BINARY);
        for media in content_type.iter().flat_map(|media| one_or_more(media, is_binary && stream.is_none())) {
            self.media_type(media, &place.key("contentType"));
        }
        if ty.is_some() && shape.is_some() {
            self.error(&place.key("shape"), "only one of `type` and `shape` can tell what the body is");
        }
        let ty = match (ty, shape) {
            (Some(_), _) if is_binary => None,
            (Some(ty), _) => Some(self.type_expression(&ty, &place.key("type"))),
            (None, Some(shape)) => Some(self.in_place(*shape, name, &place.key("shape"))),
            (None, None) => None,
        };
        let content = match (stream, ty) {
            (Some(kind), ty) => {
                if ty.is_none() {
                    self.error(&place.key("stream"), "a stream needs the `type` of its parts");
                }
                stream_of(kind, ty.unwrap_or(Type::Any), until.clone())
            }
            (None, None) if is_binary => Content::Bytes,
            (None, None) => Content::Empty,
            (None, Some(ty)) if content_type.as_deref().is_none_or(is_json) => Content::Json(ty),
            (None, Some(Type::String)) => Content::Text,
            // Nothing but JSON can be read as a type where the server chooses.
            (None, Some(ty))
                if content_type.as_deref().map(model::essence).as_deref() == Some("application/*") =>
            {
                Content::Json(ty)
            }
            (None, Some(ty)) => {
                self.problems.push(
                    Problem::error(
                        &place.key("contentType"),
                        "the type of what is no JSON is `string` or `binary`",
                    )
                    .help("take out `contentType` where the body is JSON"),
                );
                Content::Json(ty)
            }
        };
        let (example, examples) = self.examples(example, examples, ("example", "examples"), &place);
        self.review(&content, until.is_some(), example.is_some(), &place);
        model::Reply {
            status,
            description: self.text_at(description, &place, "description"),
            media: content_type.or_else(|| media_of(&content).map(str::to_owned)),
            headers: self.headers(headers, name, &place.key("headers")),
            content,
            example,
            examples,
            place,
        }
    }

    /// The example that stands for all of them, and those with names. `keys` are the keywords of both.
    pub(super) fn examples(
        &mut self,
        example: Option<Value>,
        examples: IndexMap<String, Value>,
        keys: (&str, &str),
        place: &Place,
    ) -> (Option<Value>, Vec<(String, Value)>) {
        if example.is_some() && !examples.is_empty() {
            self.problems.push(
                Problem::error(&place.key(keys.1), format!("`{}` is given already", keys.0))
                    .at_key()
                    .help(format!("keep `{}` or `{}`", keys.0, keys.1)),
            );
        }
        let examples: Vec<(String, Value)> = examples.into_iter().collect();
        let first = || examples.first().map(|(_, value)| value.clone());
        (example.or_else(first), examples)
    }

    /// Keywords that have no meaning for this kind of body.
    fn review(&mut self, content: &Content, has_until: bool, has_example: bool, place: &Place) {
        if has_until && !matches!(content, Content::Events { .. }) {
            self.error(&place.key("until"), "`until` goes with `stream: events`");
        }
        if has_example && !matches!(content, Content::Json(_) | Content::Text) {
            self.error(&place.key("example"), "`example` goes with a body that is JSON or text");
        }
    }

    fn headers(&mut self, headers: IndexMap<String, Shape>, owner: &str, place: &Place) -> Vec<model::Field> {
        let mut lowered: Vec<model::Field> = Vec::with_capacity(headers.len());
        for (name, shape) in headers {
            let place = place.key(&name);
            if !model::is_token(&name) {
                self.problems
                    .push(Problem::error(&place, format!("`{name}` is no name of a header")).at_key());
            } else if lowered.iter().any(|known| known.name.wire().eq_ignore_ascii_case(&name)) {
                self.problems
                    .push(Problem::error(&place, format!("the header `{name}` is there twice")).at_key());
            } else {
                lowered.push(self.field(name, shape, owner, place));
            }
        }
        lowered
    }

    fn streamed(&mut self, streamed: Streamed, place: &Place) -> Option<model::Streamed> {
        let Streamed { ty, stream, content_type, until, with } = streamed;
        if let Some(media) = &content_type {
            self.media_type(media, &place.key("contentType"));
        }
        let ty = self.type_expression(&ty, &place.key("type"));
        let has_until = until.is_some();
        let content = stream_of(stream, ty, until);
        self.review(&content, has_until, false, place);
        Some(model::Streamed {
            media: content_type.or_else(|| media_of(&content).map(str::to_owned))?,
            content,
            with: with.into_iter().collect(),
            place: place.clone(),
        })
    }

    /// A media type as HTTP has it, or a range of them; parameters may follow.
    fn media_type(&mut self, media: &str, place: &Place) {
        if !model::is_media_type(media) {
            self.problems.push(
                Problem::error(place, format!("`{media}` is no media type"))
                    .help("write it like `application/pdf`"),
            );
        }
    }
}

/// Whether a string is what has none of the media types beside it. Where one of those is JSON, the string is not.
fn is_rest(known: &[model::Reply], other: &model::Reply) -> bool {
    let is_json = |reply: &model::Reply| reply.medias().any(|media| model::essence(media) == JSON);
    other.content == Content::Json(Type::String)
        && other.medias().any(|media| media == "*/*")
        && known.iter().any(is_json)
}

/// Whether some media type stands for either of two bodies.
fn share_media(one: &model::Reply, other: &model::Reply) -> bool {
    let known: Vec<String> = one.medias().map(model::essence).collect();
    other.medias().map(model::essence).any(|media| known.contains(&media))
}

/// The media types that a text lists, where there may be several.
fn one_or_more(text: &str, may_be_more: bool) -> Vec<&str> {
    if may_be_more { text.split(',').map(str::trim).collect() } else { vec![text] }
}

const JSON: &str = "application/json";

/// What stands in the place of a type for bytes as they are.
const BINARY: &str = "binary";

fn stream_of(kind: StreamKind, ty: Type, until: Option<String>) -> Content {
    match kind {
        StreamKind::Events => Content::Events { ty, until },
        StreamKind::JsonLines => Content::JsonLines(ty),
    }
}

/// The media type of a body that does not say it.
fn media_of(content: &Content) -> Option<&'static str> {
    match content {
        Content::Empty => None,
        Content::Json(_) => Some(JSON),
        Content::Text => Some("text/plain"),
        Content::Bytes => Some("application/octet-stream"),
        Content::Events { .. } => Some("text/event-stream"),
        Content::JsonLines(_) => Some("application/jsonl"),
    }
}

/// The JSON that every success answers, where that is so.
fn only_json(replies: &[model::Reply]) -> Option<model::Answer> {
    let (first, rest) = replies.split_first()?;
    let Content::Json(ty) = &first.content else { return None };
    rest.iter().all(|reply| reply.content == first.content).then(|| model::Answer {
        ty: ty.clone(),
        example: replies.iter().find_map(|reply| reply.example.clone()),
        place: first.place.clone(),
    })
}

/// Whether an answer of a media type is JSON; one of any type is taken for it.
fn is_json(media: &str) -> bool {
    model::is_json(media) || model::essence(media) == "*/*"
}
