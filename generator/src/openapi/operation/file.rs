//! Files: whether a schema is bytes as they are, wherever in it that is said.
//!
//! Documents say so with `format: binary`, or with `contentMediaType` and no encoding that makes text of the bytes, and
//! put it behind references, into `allOf`, beside `null` and into lists. All of these are one file or a list of files: an
//! alternative that is anything else can be sent as a file too, and a list of files holds a single one. `null` is not a
//! part of its own, so elements that can be null are reported.

use crate::model::is_media_type;
use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::shape::is_null;

/// How many schemas are looked at for one file.
const MOST_STEPS: usize = 200;

/// Values of `contentEncoding` that leave bytes as they are (RFC 2045, section 6.2).
const IDENTITY: [&str; 3] = ["7bit", "8bit", "binary"];

/// A schema of one file or of several.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct File<'d> {
    /// Whether there may be several.
    pub(super) is_list: bool,
    /// The array that limits their number.
    pub(super) limits: Option<Node<'d>>,
    /// Whether `null` is a value of the whole.
    pub(super) nullable: bool,
    /// The media type that the schema gives.
    pub(super) media: Option<&'d str>,
    /// An alternative that is not a file.
    pub(super) other: Option<Node<'d>>,
    /// The elements of a list that can be null, which no part is.
    pub(super) null_elements: Option<Node<'d>>,
    /// The alternative that tells a list from a single file, of which only a list is left.
    pub(super) single: Option<Node<'d>>,
}

impl<'d> Import<'d, '_> {
    /// The file, or the list of files, that a schema describes.
    pub(super) fn file_of(&mut self, schema: Node<'d>) -> Option<File<'d>> {
        self.file_within(schema, &mut { MOST_STEPS })
    }

    /// Whether a schema is bytes as they are.
    pub(super) fn is_file(&mut self, schema: Node<'d>) -> bool {
        self.file_of(schema).is_some_and(|file| !file.is_list)
    }

    fn file_within(&mut self, schema: Node<'d>, steps: &mut usize) -> Option<File<'d>> {
        *steps = steps.checked_sub(1)?;
        let schema = self.follow(schema)?;
        let found = self
            .bytes_of(schema)
            .or_else(|| self.list_of_files(schema, steps))
            .or_else(|| schema.list("allOf").find_map(|part| self.file_within(part, steps)))
            .or_else(|| self.file_among(schema, steps))?;
        let nullable = found.nullable || schema.flag("nullable") || schema.flag("x-nullable");
        Some(File { nullable, ..found })
    }

    fn bytes_of(&mut self, schema: Node<'d>) -> Option<File<'d>> {
        let is_file = schema.text("type") == Some("file");
        let media = schema.text("contentMediaType");
        let is_encoded = schema
            .text("contentEncoding")
            .is_some_and(|encoding| !IDENTITY.iter().any(|known| encoding.eq_ignore_ascii_case(known)));
        if !is_file && schema.text("format") != Some("binary") && (media.is_none() || is_encoded) {
            return None;
        }
        let (types, nullable) = self.types_of(schema);
        let media = media.filter(|media| is_media_type(media));
        let is_text = matches!(types.as_slice(), [] | ["string"]);
        (is_file || is_text).then_some(File { nullable, media, ..File::default() })
    }

    fn list_of_files(&mut self, schema: Node<'d>, steps: &mut usize) -> Option<File<'d>> {
        let items = schema.get("items")?;
        let (types, nullable) = self.types_of(schema);
        if types != ["array"] {
            return None;
        }
        let file = self.file_within(items, steps).filter(|file| !file.is_list)?;
        let null_elements = file.nullable.then_some(items).or(file.null_elements);
        Some(File { is_list: true, limits: Some(schema), nullable, null_elements, ..file })
    }

    /// The file among alternatives; a list of them where one of the alternatives is.
    fn file_among(&mut self, schema: Node<'d>, steps: &mut usize) -> Option<File<'d>> {
        let mut found: Option<File<'d>> = None;
        let (mut nullable, mut other) = (false, None);
        for alternative in schema.list("oneOf").chain(schema.list("anyOf")) {
            match self.file_within(alternative, steps) {
                Some(file) => {
                    nullable |= file.nullable;
                    other = other.or(file.other);
                    let known = found.get_or_insert(file);
                    // A list that can be a file alone has any number of them.
                    if file.is_list != known.is_list {
                        (known.limits, known.single) = (None, Some(alternative));
                    }
                    known.null_elements = known.null_elements.or(file.null_elements);
                    known.is_list |= file.is_list;
                    known.media = known.media.filter(|media| file.media == Some(media));
                }
                None if is_null(alternative) => nullable = true,
                None => other = other.or(Some(alternative)),
            }
        }
        found.map(|file| File { nullable, other, ..file })
    }
}
