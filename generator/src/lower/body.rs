//! Bodies of requests: which of the keywords is there, and what its media type makes of it.

use indexmap::IndexMap;
use serde_json::Value;

use super::Context;
use crate::model::{self, Body, BodyPresence, Media, OtherMedia, Type, TypeKind};
use crate::problem::{Place, Problem};
use crate::schema::{BodyOptional, OtherBody, TypeOrFields};

/// What an endpoint says about its body.
pub(super) struct Written {
    pub(super) body: Option<TypeOrFields>,
    pub(super) form: Option<TypeOrFields>,
    pub(super) multipart: Option<TypeOrFields>,
    pub(super) content_type: Option<String>,
    pub(super) others: IndexMap<String, OtherBody>,
    pub(super) closed: bool,
    pub(super) optional: BodyOptional,
    pub(super) example: Option<Value>,
    pub(super) examples: IndexMap<String, Value>,
}

impl Context<'_> {
    /// Lowers the body of an endpoint that is called `owner`.
    pub(super) fn body(&mut self, written: Written, owner: &str, place: &Place) -> Option<Body> {
        let Written { body, form, multipart, content_type, others, closed, optional, example, examples } =
            written;
        let mut kinds = [("body", body, None), ("form", form, Some(Media::Form))]
            .into_iter()
            .chain([("multipart", multipart, Some(Media::Multipart))])
            .filter_map(|(key, content, media)| Some((key, content?, media)));
        let Some((key, mut content, media)) = kinds.next() else {
            for (key, is_there) in [
                ("contentType", content_type.is_some()),
                ("otherContentTypes", !others.is_empty()),
                ("bodyClosed", closed),
                ("bodyOptional", optional != BodyOptional::No),
                ("bodyExample", example.is_some()),
                ("bodyExamples", !examples.is_empty()),
            ] {
                if is_there {
                    self.problems
                        .push(Problem::error(&place.key(key), format!("`{key}` goes with a body")).at_key());
                }
            }
            return None;
        };
        for (other, _, _) in kinds {
            self.problems.push(
                Problem::error(&place.key(other), "a request has one body, and this has two")
                    .at_key()
                    .help(format!("keep `{key}` or `{other}`")),
            );
        }
        let (example, examples) = self.examples(example, examples, ("bodyExample", "bodyExamples"), place);
        let parent = place;
        let place = place.key(key);
        let inline = matches!(content, TypeOrFields::Fields(_));
        if closed && !inline {
            self.problems.push(
                Problem::error(
                    &parent.key("bodyClosed"),
                    "`bodyClosed` goes with fields that are listed here",
                )
                .at_key()
                .help("write `closed: true` at the type"),
            );
        }
        let styles = match &mut content {
            TypeOrFields::Fields(fields) if media == Some(Media::Form) => self.styles_of_form(fields, &place),
            _ => Vec::new(),
        };
        let ty = match content {
            TypeOrFields::Type(ty) => self.type_expression(&ty, &place),
            TypeOrFields::Fields(fields) => {
                let name = self.body_name.replace("{}", owner);
                self.lift(&name, &place, |context, name| {
                    let fields = context.fields(fields, name, &place);
                    TypeKind::Object(model::Object { fields, extends: Vec::new(), extra: None, closed })
                })
            }
        };
        let media = media.unwrap_or_else(|| media_of(content_type.as_deref(), &ty));
        let content_type = content_type.unwrap_or_else(|| media.usual().to_owned());
        let presence = match optional {
            BodyOptional::No => BodyPresence::Required,
            BodyOptional::Expected => BodyPresence::Expected,
            BodyOptional::Yes => BodyPresence::Optional,
        };
        let others = others
            .into_iter()
            .map(|(content_type, body)| OtherMedia { content_type, same: body == OtherBody::Same });
        let others = others.collect();
        Some(Body { media, content_type, others, ty, styles, inline, presence, example, examples, place })
    }
}

/// How a `body` is written: bytes as they are, and what is not JSON as text.
fn media_of(content_type: Option<&str>, ty: &Type) -> Media {
    match content_type {
        _ if *ty == Type::Binary => Media::Bytes,
        None => Media::Json,
        Some(content_type) if model::is_json(content_type) => Media::Json,
        Some(_) => Media::Text,
    }
}
