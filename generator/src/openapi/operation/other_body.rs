//! Other media types of request bodies: what a body is in those that are not the preferred one.

use super::body::{Body, Choice};
use crate::model::{Media, essence, is_json};
use crate::openapi::Import;
use crate::schema::{OtherBody, TypeOrFields};

impl<'d> Import<'d, '_> {
    /// Adds another media type of the body. In JSON and in a form the same value is written, everything else callers write.
    pub(super) fn other_media(&mut self, chosen: &Choice<'d>, other: &Choice<'d>, found: &mut Body) {
        let schema = |choice: &Choice<'d>| choice.node.get("schema").map(|schema| schema.value);
        let is_written = |choice: &Choice<'d>| match choice.media {
            Media::Json => is_json(choice.name),
            Media::Form => true,
            Media::Multipart | Media::Text | Media::Bytes => false,
        };
        let is_typed = found.body != Some(TypeOrFields::Type("binary".to_owned()));
        let is_same = is_typed
            && matches!(chosen.media, Media::Json | Media::Form)
            && is_written(other)
            && (schema(chosen) == schema(other) || schema(other).is_none() && !other.node.is_own());
        if matches!(essence(other.name).as_str(), "*/*" | "application/*") || other.name.contains(',') {
            self.report.count("ranges beside other media types of bodies", other.node);
            return;
        }
        if !is_same && schema(other).is_some_and(|schema| schema.get("type") != Some(&"string".into())) {
            self.report.count("schemas of bodies that callers write", other.node);
        }
        let body = if is_same { OtherBody::Same } else { OtherBody::Own };
        let name = |known: &String| essence(known) == essence(other.name);
        if essence(other.name) != essence(chosen.name) && !found.others.keys().any(name) {
            found.others.insert(other.name.to_owned(), body);
        }
    }
}
