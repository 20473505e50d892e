//! Bodies: media types that fit what is sent, and raw bytes only where there is room for them.

use std::collections::HashSet;

use crate::model::{self, Api, Body, Field, Media, Object, Operation, Type, TypeId, TypeKind};
use crate::problem::{Place, Problem, Problems};

pub(super) fn check(api: &Api, problems: &mut Problems) {
    for operation in &api.operations {
        if let Some(body) = &operation.body {
            content_type(body, &operation.place.key("contentType"), problems);
            others(body, &operation.place.key("otherContentTypes"), problems);
            kind(api, body, problems);
        }
        for param in &operation.params {
            refuse_binary(&param.field.ty, &param.field.place, problems);
            refuse_content_type(&param.field, problems);
        }
    }
    binary_in_types(api, problems);
}

/// The object that a multipart body consists of, by way of names that stand for it.
fn object_of<'a>(api: &'a Api, ty: &Type) -> Option<(TypeId, &'a Object)> {
    let Type::Named(id) = ty else { return None };
    match &api[*id].kind {
        TypeKind::Object(object) => Some((*id, object)),
        TypeKind::Alias(inner, _) => object_of(api, inner),
        TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) => None,
    }
}

/// The types whose values are the parts of multipart bodies.
pub(crate) fn multipart_types(api: &Api) -> HashSet<TypeId> {
    let bodies = api.operations.iter().filter_map(|operation| operation.body.as_ref());
    let multipart = bodies.filter(|body| body.media == Media::Multipart);
    multipart.filter_map(|body| object_of(api, &body.ty)).map(|(id, _)| id).collect()
}

fn content_type(body: &Body, place: &Place, problems: &mut Problems) {
    let text = &body.content_type;
    if *text == body.media.usual() {
        return;
    }
    let ranges: Vec<&str> = text.split(',').map(str::trim).collect();
    if !ranges.iter().all(|range| model::is_media_type(range)) {
        problems.push(
            Problem::error(place, format!("`{}` is no media type", text.escape_debug()))
                .help("write it like `text/plain`"),
        );
        return;
    }
    let is_pattern = ranges.len() > 1 || text.contains('*');
    let essence = model::essence(text);
    match body.media {
        Media::Form => problems.push(
            Problem::error(place, "a form has a media type of its own")
                .at_key()
                .help("take out `contentType`"),
        ),
        Media::Multipart if !essence.starts_with("multipart/") => {
            problems.push(Problem::error(place, format!("`{text}` is no media type of a multipart body")));
        }
        Media::Json | Media::Text | Media::Multipart if is_pattern => problems.push(
            Problem::error(place, format!("`{text}` leaves open what is sent"))
                .help("only for `body: binary` does the caller choose the media type"),
        ),
        _ => {}
    }
}

/// The other media types of a body: what is the same value in them has to be JSON or a form here as well.
fn others(body: &Body, place: &Place, problems: &mut Problems) {
    for other in &body.others {
        let place = place.key(&other.content_type);
        let essence = model::essence(&other.content_type);
        let is_written = model::is_json(&other.content_type) || essence == Media::Form.usual();
        if !model::is_media_type(&other.content_type) {
            let message = format!("`{}` is no media type", other.content_type.escape_debug());
            problems.push(Problem::error(&place, message).at_key().help("write it like `text/plain`"));
        } else if essence == model::essence(&body.content_type) {
            let message = "the body has this media type already";
            problems.push(Problem::error(&place, message).at_key().help("take it out"));
        } else if other.same && !(is_written && matches!(body.media, Media::Json | Media::Form)) {
            let message = "only JSON and forms are written of the same value";
            problems.push(Problem::error(&place, message).help("write `own`: callers write the body"));
        }
    }
}

fn kind(api: &Api, body: &Body, problems: &mut Problems) {
    match body.media {
        Media::Multipart if object_of(api, &body.ty).is_none() => problems.push(
            Problem::error(&body.place, "a multipart body is an object: its fields are the parts")
                .help("list the fields, or name a type that has some"),
        ),
        Media::Text if !is_text(api, &body.ty) => problems.push(
            Problem::error(
                &body.place,
                format!("a body of `{}` is a text, and this is none", body.content_type),
            )
            .help("use `string`, or `binary` for bytes; objects and arrays are sent as JSON"),
        ),
        Media::Form if matches!(body.ty, Type::Nullable(_)) => problems.push(
            Problem::error(&body.place, "a form cannot be null")
                .help("write `bodyOptional: true` if a call may go without it"),
        ),
        Media::Json | Media::Form | Media::Text => refuse_binary(&body.ty, &body.place, problems),
        Media::Multipart | Media::Bytes => {}
    }
}

/// Whether values of a type are written as one text.
fn is_text(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Any | Type::Array(_) | Type::Set(_) | Type::Map(_) | Type::Binary | Type::Nullable(_) => false,
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Enum(_) => true,
            TypeKind::Alias(inner, _) => is_text(api, inner),
            TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Tuple(_) => false,
        },
        _ => true,
    }
}

/// Raw bytes can be a part of a multipart body; everything else in a type becomes JSON, which has no place for them.
fn binary_in_types(api: &Api, problems: &mut Problems) {
    let multipart = multipart_types(api);
    let in_json = in_json(api);
    for (index, def) in api.types.iter().enumerate() {
        let has_parts = multipart.contains(&TypeId(index)) && !in_json[index];
        match &def.kind {
            TypeKind::Object(object) => {
                for field in &object.fields {
                    if !(has_parts && is_file(&field.ty)) {
                        refuse_binary(&field.ty, &field.place, problems);
                    }
                    match &field.content_type {
                        Some(text) if !text.split(',').all(|range| model::is_media_type(range.trim())) => {
                            problems.push(
                                Problem::error(
                                    &field.place.key("contentType"),
                                    format!("`{}` is no media type", text.escape_debug()),
                                )
                                .help("write it like `text/plain`"),
                            )
                        }
                        _ if multipart.contains(&TypeId(index)) => {}
                        _ => refuse_content_type(field, problems),
                    }
                }
                object.extra.iter().for_each(|extra| refuse_binary(extra, &def.place, problems));
            }
            TypeKind::Tuple(tuple) => {
                for element in &tuple.elements {
                    refuse_binary(&element.ty, &element.place, problems);
                }
                tuple.rest.iter().for_each(|rest| refuse_binary(rest, &def.place, problems));
            }
            TypeKind::Alias(ty, _) => refuse_binary(ty, &def.place, problems),
            TypeKind::Union(union) => {
                union
                    .variants
                    .iter()
                    .for_each(|variant| refuse_binary(&variant.ty, &variant.place, problems));
            }
            TypeKind::Enum(_) => {}
        }
    }
}

/// Whether a part is a file, or several files.
fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Array(inner) | Type::Set(inner) => **inner == Type::Binary,
        ty => *ty == Type::Binary,
    }
}

/// For each type, whether values of it are written as JSON somewhere: in an answer, in a body, or inside another type.
fn in_json(api: &Api) -> Vec<bool> {
    let mut found = vec![false; api.types.len()];
    let answers = api.operations.iter().flat_map(Operation::answer_types);
    let bodies = api.operations.iter().filter_map(|operation| operation.body.as_ref());
    let bodies = bodies.filter(|body| body.media != Media::Multipart).map(|body| &body.ty);
    let inside = api.types.iter().flat_map(|def| match &def.kind {
        TypeKind::Object(object) => {
            object.fields.iter().map(|field| &field.ty).chain(&object.extra).collect()
        }
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Tuple(tuple) => {
            tuple.elements.iter().map(|element| &element.ty).chain(&tuple.rest).collect()
        }
        TypeKind::Alias(..) | TypeKind::Enum(_) => Vec::new(),
    });
    for id in answers.chain(bodies).chain(inside).filter_map(Type::innermost_named) {
        found[id.0] = true;
    }
    found
}

fn refuse_binary(ty: &Type, place: &Place, problems: &mut Problems) {
    let mut innermost = ty;
    while let Some(inner) = innermost.element() {
        innermost = inner;
    }
    if *innermost == Type::Binary {
        problems.push(
            Problem::error(place, "`binary` is a whole body or a field of `multipart`, and this is neither")
                .help("in JSON, bytes are `bytes`: a text in base64"),
        );
    }
}

fn refuse_content_type(field: &Field, problems: &mut Problems) {
    if field.content_type.is_some() {
        problems.push(
            Problem::error(&field.place.key("contentType"), "`contentType` goes with a field of `multipart`")
                .at_key(),
        );
    }
}
