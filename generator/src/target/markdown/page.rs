//! The page of an operation, in the order in which the source page tells things.

use serde::Serialize;

use super::escape::{code, comment, destination, fence, front_matter, heading, literal, plain, prose};
use super::labels::{Headings, fill};
use super::parameters::{ParametersView, body_fields, further_fields, parameters};
use super::samples::{SampleView, samples};
use super::scene::Scene;
use super::table::{Columns, fields};
use super::ty::{type_name, type_text};
use super::types::{TypeView, sections};
use super::{auth, errors, replies, translation};
use crate::model::{Answer, Direction, Field, Operation, Pagination, Turn, Type, TypeId, ValuePath};

/// What an operation has to say in every locale alike.
pub(super) struct Shared {
    /// The example result, as JSON.
    pub(super) example: Option<String>,
    /// The Rust sample.
    pub(super) rust: String,
}

/// The page of an operation.
#[derive(Debug, Serialize)]
pub(super) struct PageView<'a> {
    front_matter: FrontMatterView,
    /// The summary, escaped for a heading.
    title: String,
    /// Who made the page, safe inside a comment.
    notice: String,
    /// Whether the operation is deprecated.
    has_deprecation: bool,
    /// That it is, and since when.
    deprecation_title: String,
    /// What to use instead, as blocks; empty when nobody said.
    deprecation_text: String,
    /// Both as a block quote, for systems without callouts.
    deprecation_quote: String,
    /// Whether some texts of the page are not in its locale.
    has_untranslated: bool,
    /// That it is so, a sentence.
    untranslated: &'a str,
    /// Whether there is a description.
    has_description: bool,
    /// The description, as blocks.
    description: String,
    /// The headings of the page.
    headings: &'a Headings,
    /// The colon after a label, without a space.
    colon: &'a str,
    /// Client and method, as code.
    method: String,
    /// HTTP method and path, as code.
    http: String,
    /// The authentication, as blocks.
    auth: String,
    /// The parameters by place; at least one element.
    parameters: Vec<ParametersView>,
    /// The samples; at least one.
    samples: Vec<SampleView>,
    response: ResponseView,
    /// What there is to know about failures, as blocks.
    errors: String,
    /// Whether the page refers to any type.
    has_types: bool,
    /// What stands in their place when it refers to none.
    no_types: &'a str,
    /// The types that the page refers to.
    types: Vec<&'a TypeView>,
    /// Whether it is known where the description of the operation can be read.
    has_source: bool,
    /// A link to that file.
    source: String,
}

/// The front matter of a page; strings with their quotes.
#[derive(Debug, Serialize)]
pub(super) struct FrontMatterView {
    title: String,
    description: String,
}

impl FrontMatterView {
    pub(super) fn new(title: &str, description: &str) -> Self {
        Self { title: front_matter(title), description: front_matter(&plain(description)) }
    }
}

/// What a success answers.
#[derive(Debug, Serialize)]
struct ResponseView {
    /// The type, and how results come in pages, as blocks.
    text: String,
    /// Whether there is a table.
    has_table: bool,
    /// The fields of the answer.
    table: String,
    /// Whether there is an example.
    has_example: bool,
    /// The example result, as a fenced block.
    example: String,
}

/// Builds the page of an operation.
pub(super) fn page<'a>(scene: Scene<'a>, index: usize, shared: &Shared) -> PageView<'a> {
    let operation = &scene.api.operations[index];
    let summary = scene.text(&operation.summary);
    let description = scene.maybe(operation.description.as_ref());
    let text = prose(description);
    let types = types(scene, operation);
    let deprecation = operation.deprecation.as_ref();
    let deprecation_title = deprecation.map(|known| scene.deprecated(known)).unwrap_or_default();
    let deprecation_text =
        deprecation.map(|known| prose(scene.maybe(known.instead.as_ref()))).unwrap_or_default();
    let client = &scene.api[operation.client].name.spelling;
    PageView {
        front_matter: FrontMatterView::new(summary, description),
        title: heading(summary),
        notice: notice(scene, operation),
        has_deprecation: deprecation.is_some(),
        deprecation_quote: quote(&deprecation_title, &deprecation_text),
        deprecation_title,
        deprecation_text,
        has_untranslated: translation::is_missing(scene, operation, &types),
        untranslated: &scene.labels.sentences.untranslated,
        has_description: !text.is_empty(),
        description: text,
        headings: &scene.labels.headings,
        colon: scene.colon(),
        method: code(&format!("{client}.{}", operation.name.spelling)),
        http: code(&http(operation)),
        auth: auth::text(scene, operation),
        parameters: parameters(scene, operation),
        samples: samples(scene, index, &shared.rust),
        response: response(scene, operation, shared.example.as_deref()),
        errors: errors::text(scene, operation),
        has_types: !types.is_empty(),
        no_types: &scene.labels.sentences.no_types,
        types,
        has_source: scene.api.markdown.source.is_some(),
        source: source(scene, operation),
    }
}

/// A link to the file that describes the operation; empty where it is not known where that can be read.
fn source(scene: Scene<'_>, operation: &Operation) -> String {
    let Some(url) = &scene.api.markdown.source else { return String::new() };
    let path: Vec<String> = operation.written_in.split('/').map(part_of_url).collect();
    let url = destination(&url.replace("{file}", &path.join("/")));
    format!("[{}]({url})", literal(&scene.labels.words.source))
}

/// A part of a path in a URL.
fn part_of_url(part: &str) -> String {
    // What is left to encode, a destination encodes.
    part.replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}

/// The method and the path, behind the server where the operation has one of its own.
fn http(operation: &Operation) -> String {
    let server = operation.server.as_deref().unwrap_or_default();
    format!("{} {server}{}", operation.method.as_str(), operation.path)
}

fn notice(scene: Scene<'_>, operation: &Operation) -> String {
    let text = &scene.labels.notice;
    comment(&text.replace("{file}", &operation.written_in).replace("{api}", &scene.api.name.spelling))
}

/// The types that the page refers to. What it shows in full already, the fields of body and answer, needs no section
/// unless something refers to it.
fn types<'a>(scene: Scene<'a>, operation: &Operation) -> Vec<&'a TypeView> {
    let body = operation.body.iter().map(|body| &body.ty);
    let answer = operation.answer.iter().map(|answer| &answer.ty);
    let shown: Vec<TypeId> = body
        .chain(answer)
        .filter(|ty| body_fields(scene, ty).is_some_and(|fields| !fields.is_empty()))
        .filter_map(Type::innermost_named)
        // What has a page of its own has no section here, and the page shows its fields all the same.
        .filter(|id| scene.apart.contains(*id) || !replies::linked(operation).any(|linked| linked == *id))
        .collect();
    sections(scene, &roots(operation), &shown)
}

/// The types of everything that an operation takes and answers.
pub(super) fn roots(operation: &Operation) -> Vec<&Type> {
    let params = operation.params.iter().map(|param| &param.field.ty);
    let body = operation.body.iter().map(|body| &body.ty);
    params.chain(body).chain(operation.answer_types()).collect()
}

fn response(scene: Scene<'_>, operation: &Operation, example: Option<&str>) -> ResponseView {
    let Some(answer) = &operation.answer else {
        let text = match operation.answers.as_slice() {
            [] => scene.labels.sentences.no_answer.clone(),
            _ => replies::answers(scene, operation),
        };
        return ResponseView {
            text,
            has_table: false,
            table: String::new(),
            has_example: false,
            example: String::new(),
        };
    };
    let shown = body_fields(scene, &answer.ty).filter(|fields| !fields.is_empty());
    let received = |of: &'_ Vec<Field>| {
        fields(
            scene,
            Columns::Response,
            "response",
            of.iter().filter(|field| field.access.is_in(Direction::Answer)),
        )
    };
    let table = shown.map(received).unwrap_or_default();
    let mut text = if replies::is_plain(operation) {
        type_line(scene, answer, table.is_empty())
    } else {
        replies::answers(scene, operation)
    };
    text.push_str(&further_fields(scene, &answer.ty, &table));
    if let Some(pagination) = &operation.pagination {
        text.push_str("\n\n");
        text.push_str(&paged(scene, pagination));
    }
    if let Some(streamed) = replies::streamed(scene, operation) {
        text.push_str("\n\n");
        text.push_str(&streamed);
    }
    ResponseView {
        text,
        has_table: !table.is_empty(),
        table,
        has_example: example.is_some(),
        example: example.map(|json| fence("json", json)).unwrap_or_default(),
    }
}

/// The type of the answer: as code, or linked where the page has no table of its fields.
fn type_line(scene: Scene<'_>, answer: &Answer, linked: bool) -> String {
    let ty = if linked { type_text(scene, &answer.ty) } else { code(&type_name(scene, &answer.ty)) };
    format!("{}{} {ty}", scene.labels.words.r#type, scene.colon())
}

fn paged(scene: Scene<'_>, pagination: &Pagination) -> String {
    let sentences = &scene.labels.sentences;
    let place =
        |path: &Option<ValuePath>| path.as_ref().map_or(String::new(), |path| code(&path.to_string()));
    let (position, limit, next) =
        (place(&pagination.position), place(&pagination.limit), place(&pagination.next));
    let items =
        if pagination.items.0.is_empty() { String::new() } else { code(&pagination.items.to_string()) };
    let first = code(if pagination.turn == Turn::Index { "0" } else { "1" });
    let is_usual = matches!(pagination.turn, Turn::Page | Turn::Index) && !items.is_empty();
    let how = match pagination.turn {
        Turn::Page | Turn::Index if is_usual => fill(&sentences.paged, &[&position, &first, &limit, &items]),
        Turn::Page | Turn::Index => fill(&sentences.paged_by_number, &[&position, &first]),
        Turn::Offset => fill(&sentences.paged_by_offset, &[&position]),
        Turn::Cursor => fill(&sentences.paged_by_cursor, &[&next, &position]),
        Turn::Link => fill(&sentences.paged_by_link, &[&next]),
        Turn::LinkHeader => fill(&sentences.paged_by_header, &[&code("Link")]),
    };
    let mut details = vec![(&sentences.paged_total, place(&pagination.total))];
    if !is_usual {
        details.splice(0..0, [(&sentences.paged_limit, limit), (&sentences.paged_items, items)]);
    }
    let details = details.iter().filter(|(_, place)| !place.is_empty());
    let gap = if scene.labels.stop.ends_with(' ') { " " } else { "" };
    details.fold(how, |text, (sentence, place)| format!("{text}{gap}{}", fill(sentence, &[place])))
}

/// The title of an operation where others link to it, escaped.
pub(super) fn link_title(scene: Scene<'_>, operation: &Operation) -> String {
    let title = literal(scene.text(&operation.summary));
    if title.is_empty() { literal(&operation.name.spelling) } else { title }
}

/// A title and blocks as a block quote; there is none without a title.
fn quote(title: &str, blocks: &str) -> String {
    if title.is_empty() {
        return String::new();
    }
    let mut lines = vec![format!("> **{title}**")];
    if !blocks.is_empty() {
        lines.push(">".to_owned());
    }
    let quoted = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    lines.extend(blocks.lines().map(quoted));
    lines.join("\n")
}
