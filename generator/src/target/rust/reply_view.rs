//! Views of what the server answers by status: an enum of answers where they differ, an enum of refusals, a struct of
//! headers; and the part of an operation's static that is about answers.

use super::docs::code;
use super::names::{self, Ident};
use super::operation_view::Scene;
use super::types::Scope;
use super::{doc, layout, literal, media_guard};
use crate::model::{Content, Field, Name, Operation, Reply, Status, Type, TypeKind, words_of_media};

/// The enum of what successes answer, where they answer different things.
pub(super) fn answer_ident(operation: &Operation, builders: &[Ident]) -> Ident {
    names::beside_call(&operation.name, "Answer", builders)
}

fn refusal_ident(operation: &Operation, builders: &[Ident]) -> Ident {
    names::beside_call(&operation.name, "Refusal", builders)
}

fn headers_ident(operation: &Operation, builders: &[Ident]) -> Ident {
    names::beside_call(&operation.name, "Headers", builders)
}

/// The types that an operation has for its answers.
pub(super) fn items(scene: &Scene<'_>, operation: &Operation, builders: &[Ident]) -> Vec<String> {
    let mut items = Vec::new();
    let call = names::call_type(&operation.name);
    if operation.only_content().is_none() {
        let doc = format!("/// What [`{call}`] answers, by HTTP status.\n");
        let is_streamed = operation.answers.iter().any(|reply| reply.content.is_streamed());
        let generic = if is_streamed { "<M>" } else { "" };
        let head = format!("pub enum {}{generic}", answer_ident(operation, builders));
        items.push(by_status(scene, &doc, &head, &operation.answers, answered));
    }
    if !operation.errors.is_empty() {
        let doc = format!(
            "/// What the API says when it refuses [`{call}`], by HTTP status; \
             [`Error::refusal`](runtime::Error::refusal) gives it.\n"
        );
        let head = format!("pub enum {}", refusal_ident(operation, builders));
        items.push(by_status(scene, &doc, &head, &operation.errors, refused));
    }
    let headers = headers(operation);
    if !headers.is_empty() {
        items.push(headers_item(scene, &call, &headers_ident(operation, builders), &headers));
    }
    items
}

/// What the documentation of the method says about these types.
pub(super) fn note(operation: &Operation, builders: &[Ident]) -> Option<String> {
    let mut sentences = Vec::new();
    if !operation.errors.is_empty() {
        let refusal = refusal_ident(operation, builders);
        sentences.push(format!(
            "When the API refuses the call, [`Error::refusal`](runtime::Error::refusal) gives a [`{refusal}`]."
        ));
    }
    if !headers(operation).is_empty() {
        let headers = headers_ident(operation, builders);
        sentences.push(format!("[`{headers}`] reads the headers of an answer."));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// How a variant is read, and its type; `None` for one without a body.
type Reading = Option<(&'static str, String)>;

fn answered(scene: &Scene<'_>, content: &Content) -> Reading {
    let text = |ty: &Type| scene.types.text(ty, Scope::Crate);
    Some(match content {
        Content::Empty => return None,
        Content::Json(ty) => ("json", text(ty)),
        Content::Text => ("text", "String".to_owned()),
        Content::Bytes => ("download", "runtime::Download<M>".to_owned()),
        Content::Events { ty, .. } => {
            let how = if *ty == Type::String { "text_events" } else { "events" };
            (how, format!("runtime::Events<{}, M>", text(ty)))
        }
        Content::JsonLines(ty) => ("json_lines", format!("runtime::JsonLines<{}, M>", text(ty))),
    })
}

/// The body of a refusal is there as a whole, whatever it is.
fn refused(scene: &Scene<'_>, content: &Content) -> Reading {
    Some(match content {
        Content::Empty => return None,
        Content::Json(ty) => ("json", scene.types.text(ty, Scope::Crate)),
        Content::Text | Content::Events { .. } | Content::JsonLines(_) => ("text", "String".to_owned()),
        Content::Bytes => ("bytes", "runtime::Bytes".to_owned()),
    })
}

fn by_status(
    scene: &Scene<'_>,
    doc: &str,
    head: &str,
    replies: &[Reply],
    reading: impl Fn(&Scene<'_>, &Content) -> Reading,
) -> String {
    let mut lines = String::new();
    for line in doc.lines() {
        lines.push_str(&format!("    {line}\n"));
    }
    let mut variants = String::new();
    // Media types that differ by a sign that no name has.
    let mut known: Vec<Ident> = Vec::new();
    for variant in variants_of(replies) {
        let Variant { reply, is_preferred, is_alone: _ } = variant;
        variants.push_str(&variant_doc(scene, &variant));
        let mut words = reply.status.words();
        if !is_preferred {
            words = format!("{words} {}", words_of_media(reply.media.as_deref()));
        }
        let mut ident = names::variant(&Name::new(words.clone()));
        let mut turn = 1;
        while known.contains(&ident) {
            turn += 1;
            ident = names::variant(&Name::new(format!("{words} {turn}")));
        }
        known.push(ident.clone());
        let body = reading(scene, &reply.content);
        let body = body.map(|(how, ty)| format!("({how}: {ty})")).unwrap_or_default();
        let medias = (!is_preferred).then(|| media_guard::guard(reply, replies));
        let guard =
            medias.map(|medias| format!(" if {}", literal::string(&code(&medias)))).unwrap_or_default();
        variants.push_str(&format!("        {}{guard} => {ident}{body},\n", pattern(reply.status)));
    }
    format!("runtime::by_status! {{\n{lines}    {head} {{\n{variants}    }}\n}}")
}

/// A reply as a variant of its enum.
#[derive(Clone, Copy)]
struct Variant<'a> {
    reply: &'a Reply,
    /// Whether it stands for whatever other media types of its status do not.
    is_preferred: bool,
    /// Whether its status has no other body.
    is_alone: bool,
}

/// The variants in the order in which they are tried: of each status the one that is preferred comes last.
fn variants_of(replies: &[Reply]) -> Vec<Variant<'_>> {
    let chunks = replies.chunk_by(|one, next| one.status == next.status);
    chunks
        .flat_map(|chunk| {
            let is_alone = chunk.len() == 1;
            let others = chunk.iter().skip(1).map(move |reply| (reply, false));
            let all = others.chain(chunk.first().map(|first| (first, true)));
            all.map(move |(reply, is_preferred)| Variant { reply, is_preferred, is_alone })
        })
        .collect()
}

fn pattern(status: Status) -> String {
    match status {
        Status::Exactly(status) => status.to_string(),
        Status::Class(class) => format!("{class}00..={class}99"),
        Status::Rest => "_".to_owned(),
    }
}

/// The prefix of the documentation of what is inside a macro.
const INNER: &str = "        ///";

fn variant_doc(scene: &Scene<'_>, variant: &Variant<'_>) -> String {
    let reply = variant.reply;
    let description = reply.description.as_ref().map_or("", |text| scene.docs.text(text));
    let mut text = doc::lines(&[description], INNER);
    if !text.is_empty() {
        doc::gap(INNER, &mut text);
    }
    let media = reply.media.as_deref().filter(|_| !variant.is_alone);
    let media = media.map(|media| format!(", as `{}`", code(media))).unwrap_or_default();
    let status = match reply.status {
        Status::Exactly(status) => format!("HTTP status {status}{media}."),
        Status::Class(class) => format!("Any other HTTP status from {class}00 to {class}99{media}."),
        Status::Rest => format!("Any other HTTP status{media}."),
    };
    doc::raw(&status, INNER, &mut text);
    text
}

/// The headers of all answers, each once; where they differ the first counts.
fn headers(operation: &Operation) -> Vec<&Field> {
    let mut found: Vec<&Field> = Vec::new();
    for header in operation.replies().flat_map(|reply| &reply.headers) {
        let ident = names::field(&header.name);
        let is_new = |known: &&Field| {
            !known.name.wire().eq_ignore_ascii_case(header.name.wire()) && names::field(&known.name) != ident
        };
        if found.iter().all(is_new) {
            found.push(header);
        }
    }
    found
}

fn headers_item(scene: &Scene<'_>, call: &Ident, ident: &Ident, headers: &[&Field]) -> String {
    let mut fields = String::new();
    for header in headers {
        fields.push_str(&scene.docs.of_field(header, INNER));
        let name = names::field(&header.name);
        let wire = literal::string(header.name.wire());
        let how = match header.ty {
            Type::Array(_) | Type::Set(_) => "header_list",
            _ => "header",
        };
        let ty = match &header.ty {
            // A list of a header has its order.
            Type::Array(inner) | Type::Set(inner) => {
                format!("Vec<{}>", scene.types.text(inner, Scope::Crate))
            }
            ty => scene.types.text(ty, Scope::Crate),
        };
        fields.push_str(&format!("        {name}: {how} {wire} => {ty},\n"));
    }
    format!(
        "runtime::answer_headers! {{\n    /// The headers of what [`{call}`] answers; those that are missing or cannot \
         be read as their type are `None`.\n    ///\n    /// Dates and other texts with a meaning are taken \
         unchecked.\n    pub struct {ident} {{\n{fields}    }}\n}}"
    )
}

/// The fields of the static that are about answers.
pub(super) fn constant_fields(scene: &Scene<'_>, operation: &Operation) -> Vec<String> {
    let mut fields = Vec::new();
    let accept = accept(operation);
    if accept != "application/json" {
        fields.push(layout::assigned(4, "accept:", &literal::string(&accept), ","));
    }
    let redirects: Vec<String> = statuses(operation, |reply| reply.status.class() == Some(3));
    if !redirects.is_empty() {
        fields.push(format!("    answers: &[{}],", redirects.join(", ")));
    }
    let streams = statuses(operation, |reply| reply.content.is_streamed());
    if !streams.is_empty() && operation.only_content().is_none() {
        fields.push(format!("    streams: &[{}],", streams.join(", ")));
        let medias = streamed_medias(operation);
        if !medias.is_empty() {
            let medias: Vec<String> = medias.iter().map(|media| literal::string(media)).collect();
            fields.push(format!("    streamed_as: &[{}],", medias.join(", ")));
        }
    }
    if let Some(until) = until(operation) {
        fields.push(layout::assigned(4, "until:", &format!("Some({})", literal::string(until)), ","));
    }
    if !(operation.envelope && scene.api.envelope.is_some()) {
        for (name, places) in [("code", CODES), ("message", MESSAGES)] {
            if let Some(place) = places.iter().find(|place| says(scene, operation, place)) {
                fields.push(layout::assigned(4, &format!("{name}:"), &format!("Some({place:?})"), ","));
            }
        }
    }
    fields
}

/// Where the types of refusals that an API declares have their code and their sentence.
const CODES: &[&str] = &["code", "error.code"];
const MESSAGES: &[&str] = &["message", "error.message"];

/// Whether a declared refusal has a text or a number at a place.
fn says(scene: &Scene<'_>, operation: &Operation, place: &str) -> bool {
    operation.errors.iter().filter_map(|reply| reply.content.ty()).any(|ty| {
        let inner = place.split('.').try_fold(ty, |ty, name| field_of(scene, ty, name));
        inner.is_some_and(|ty| is_scalar(scene, ty))
    })
}

fn field_of<'a>(scene: &Scene<'a>, ty: &'a Type, name: &str) -> Option<&'a Type> {
    match plain(scene, ty)? {
        TypeKind::Object(object) => {
            object.fields.iter().find(|field| field.name.wire() == name).map(|field| &field.ty)
        }
        _ => None,
    }
}

/// What a named type is, aliases followed; `None` for what has no name and for aliases that lead too far.
fn plain<'a>(scene: &Scene<'a>, ty: &'a Type) -> Option<&'a TypeKind> {
    let mut ty = ty;
    for _ in 0..MOST_ALIASES {
        let Type::Named(id) = ty else { return None };
        match &scene.api[*id].kind {
            TypeKind::Alias(inner, _) => ty = inner,
            kind => return Some(kind),
        }
    }
    None
}

const MOST_ALIASES: usize = 16;

fn is_scalar(scene: &Scene<'_>, ty: &Type) -> bool {
    match ty {
        Type::Array(_) | Type::Set(_) | Type::Map(_) | Type::Any => false,
        Type::Named(_) => {
            let kind = plain(scene, ty);
            !matches!(kind, Some(TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Tuple(_)))
        }
        _ => true,
    }
}

fn statuses(operation: &Operation, is_one: impl Fn(&Reply) -> bool) -> Vec<String> {
    let statuses = operation.answers.iter().filter(|reply| is_one(reply)).map(|reply| reply.status);
    statuses
        .filter_map(|status| match status {
            Status::Exactly(status) => Some(status.to_string()),
            Status::Class(class) => Some(class.to_string()),
            Status::Rest => None,
        })
        .collect()
}

/// The media types of bodies that are handed on as they come, where a status has others besides.
fn streamed_medias(operation: &Operation) -> Vec<String> {
    let mixed = operation.answers.chunk_by(|one, next| one.status == next.status).any(|chunk| {
        let streamed = chunk.iter().filter(|reply| reply.content.is_streamed()).count();
        streamed > 0 && streamed < chunk.len()
    });
    let streamed = operation.answers.iter().filter(|reply| mixed && reply.content.is_streamed());
    streamed.map(|reply| code(&media_guard::guard(reply, &operation.answers))).collect()
}

fn until(operation: &Operation) -> Option<&str> {
    let streamed = operation.streamed.iter().map(|streamed| &streamed.content);
    streamed.chain(operation.answers.iter().map(|reply| &reply.content)).find_map(|content| match content {
        Content::Events { until, .. } => until.as_deref(),
        _ => None,
    })
}

/// The media types that successes have, in the order of the spec.
fn accept(operation: &Operation) -> String {
    let mut medias: Vec<String> = Vec::new();
    for media in operation.answers.iter().filter_map(|reply| reply.media.as_deref()) {
        let media = code(media);
        if !medias.contains(&media) {
            medias.push(media);
        }
    }
    if medias.is_empty() { "application/json".to_owned() } else { medias.join(", ") }
}
