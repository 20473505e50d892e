//! Answers and refusals by HTTP status, and the headers that belong to them.

use super::below::Below;
use super::escape::{code, literal};
use super::facts::described;
use super::labels::fill;
use super::scene::Scene;
use super::table::lines;
use super::ty::type_text;
use crate::model::{Content, Operation, Reply, Status, Type, TypeId};

/// Whether the short form says everything: one JSON answer with status 200.
pub(super) fn is_plain(operation: &Operation) -> bool {
    match operation.answers.as_slice() {
        [] => true,
        [only] => {
            let Reply { status, description, content, media, headers, example: _, examples: _, place: _ } =
                only;
            *status == Status::Exactly(200)
                && description.is_none()
                && headers.is_empty()
                && matches!(content, Content::Json(_))
                && media.as_deref() == Some("application/json")
        }
        _ => false,
    }
}

/// The types that the tables and sentences here link to.
pub(super) fn linked(operation: &Operation) -> impl Iterator<Item = TypeId> {
    let answers = if is_plain(operation) { &[] } else { operation.answers.as_slice() };
    let replies = answers.iter().chain(&operation.errors).map(|reply| &reply.content);
    let streamed = operation.streamed.iter().map(|streamed| &streamed.content);
    replies.chain(streamed).filter_map(Content::ty).filter_map(Type::innermost_named)
}

/// What successes answer by status, as blocks.
pub(super) fn answers(scene: Scene<'_>, operation: &Operation) -> String {
    let mut blocks = vec![table(scene, "answers", &operation.answers)];
    blocks.extend(headers(scene, "answer-headers", &operation.answers));
    blocks.join("\n\n")
}

/// What refusals answer by status, as blocks; `None` when the spec says nothing about them.
pub(super) fn errors(scene: Scene<'_>, operation: &Operation) -> Option<String> {
    if operation.errors.is_empty() {
        return None;
    }
    let sentence = fill(&scene.labels.sentences.errors_by_status, &["`error.refusal()`"]);
    let mut blocks = vec![sentence, table(scene, "errors", &operation.errors)];
    blocks.extend(headers(scene, "error-headers", &operation.errors));
    Some(blocks.join("\n\n"))
}

/// That the answer can be had as a stream, as a block.
pub(super) fn streamed(scene: Scene<'_>, operation: &Operation) -> Option<String> {
    let streamed = operation.streamed.as_ref()?;
    let content = content(scene, &streamed.content, Some(&streamed.media));
    Some(fill(&scene.labels.sentences.streamed, &["`send_stream()`", &content]))
}

fn table(scene: Scene<'_>, owner: &str, replies: &[Reply]) -> String {
    let mut below = Below::new(scene, owner);
    let labels = &scene.labels.columns;
    let mut table = lines(&[&labels.status, &labels.ty, &labels.description]);
    for reply in replies {
        let content = content(scene, &reply.content, reply.media.as_deref());
        let status = reply.status.to_string();
        let description = below.cell(&status, scene.maybe(reply.description.as_ref()));
        table.push_str(&format!("\n| {} | {content} | {description} |", code(&status)));
    }
    below.after(table)
}

/// The headers of some replies, each with the statuses that it comes with.
fn headers(scene: Scene<'_>, owner: &str, replies: &[Reply]) -> Option<String> {
    let mut below = Below::new(scene, owner);
    let labels = &scene.labels.columns;
    let mut table = lines(&[&labels.header, &labels.status, &labels.ty, &labels.description]);
    let mut is_empty = true;
    for reply in replies {
        for header in &reply.headers {
            is_empty = false;
            let name = literal(header.name.wire());
            let ty = type_text(scene, &header.ty);
            let status = code(&reply.status.to_string());
            let description = described(scene, header, None, &mut below);
            table.push_str(&format!("\n| {name} | {status} | {ty} | {description} |"));
        }
    }
    (!is_empty).then(|| below.after(table))
}

/// A body in a cell: its type, and its media type where that is not JSON's.
fn content(scene: Scene<'_>, content: &Content, media: Option<&str>) -> String {
    let words = &scene.labels.contents;
    let ty = |ty: &Type| type_text(scene, ty);
    let text = match content {
        Content::Empty => return words.empty.clone(),
        Content::Json(inner) => ty(inner),
        Content::Text => words.text.clone(),
        Content::Bytes => words.bytes.clone(),
        Content::Events { ty: inner, until: None } => fill(&words.events, &[&ty(inner)]),
        Content::Events { ty: inner, until: Some(until) } => {
            fill(&words.events_until, &[&ty(inner), &code(until)])
        }
        Content::JsonLines(inner) => fill(&words.json_lines, &[&ty(inner)]),
    };
    match media.filter(|media| *media != "application/json") {
        Some(media) => format!("{text} ({})", code(media)),
        None => text,
    }
}
