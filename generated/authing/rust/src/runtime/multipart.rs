//! Multipart bodies (RFC 7578): fields and files, one after the other.
//!
//! Generated types hand their fields to [`Parts`] one by one, by the macro `multipart!`; what comes out is a body and the boundary in
//! its media type. It knows nothing of calls. Invariant: no name, file name or media type can leave its header line, and files are
//! not read before they are sent.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem;

use reqwest::header::HeaderValue;
use serde::Serialize;

use super::body::{Piece, RequestBody};
use super::random;
use super::request_context::RequestContext;
use super::secret::Secret;
use super::upload::Upload;

/// Something whose fields are the parts of a multipart body.
pub trait ToParts {
    /// Adds the parts, in order.
    fn to_parts(&self, parts: &mut Parts);
}

/// The parts of a multipart body.
#[derive(Debug)]
pub struct Parts {
    boundary: String,
    body: RequestBody,
    /// Text that stands before the next file.
    text: Vec<u8>,
    /// The first thing that could not be written.
    fault: Option<String>,
    context: RequestContext,
}

impl Parts {
    pub(super) fn new() -> Self {
        Self {
            boundary: boundary(),
            body: RequestBody::default(),
            text: Vec::new(),
            fault: None,
            context: RequestContext::default(),
        }
    }

    /// Returns the secrets among the parts, once.
    pub(super) fn take_secrets(&mut self) -> Vec<Secret> {
        mem::take(&mut self.context).into_secrets()
    }

    /// Adds a value: text as it is, objects and arrays as JSON. `media` is what the spec says about its media type, which may be
    /// nothing. A null is no part.
    pub fn one<T: Serialize + ?Sized>(&mut self, name: &str, media: &str, value: &T) {
        let json = match super::json_text::to_vec(value, &self.context) {
            Ok(json) => json,
            Err(error) => {
                let error = super::json_path::without_values(&error.to_string());
                return self.fail(format!("{error} (in the part {})", name.escape_debug()));
            }
        };
        let is_structure = matches!(json.first(), Some(b'{' | b'['));
        let is_json = is_json(media) || (media.is_empty() && is_structure);
        let media = if is_json && media.is_empty() {
            "application/json"
        } else {
            media
        };
        let content = match json.first() {
            Some(b'n') => return,
            Some(b'"') if !is_json => match serde_json::from_slice::<String>(&json) {
                Ok(text) => text.into_bytes(),
                Err(_) => json,
            },
            _ => json,
        };
        self.head(name, None, media);
        self.text.extend(content);
        self.text.extend(b"\r\n");
    }

    /// Adds each element of a list under the same name.
    pub fn each<'a, T: Serialize + 'a>(
        &mut self,
        name: &str,
        media: &str,
        values: impl IntoIterator<Item = &'a T>,
    ) {
        for value in values {
            self.one(name, media, value);
        }
    }

    /// Adds a file.
    pub fn file(&mut self, name: &str, media: &str, file: &Upload) {
        // Servers tell files from other fields by the presence of a file name.
        let file_name = file.file_name().unwrap_or(name);
        self.head(name, Some(file_name), file.media(media));
        self.flush();
        self.body.append(file.body());
        self.text.extend(b"\r\n");
    }

    /// Adds files under the same name.
    pub fn files<'a>(
        &mut self,
        name: &str,
        media: &str,
        files: impl IntoIterator<Item = &'a Upload>,
    ) {
        for file in files {
            self.file(name, media, file);
        }
    }

    /// Adds further fields. Of two fields with one name the declared one wins; `declared` says which of these were added.
    pub fn extra<T: Serialize>(&mut self, fields: &BTreeMap<String, T>, declared: &[(&str, bool)]) {
        for (name, value) in fields {
            if !declared.contains(&(name.as_str(), true)) {
                self.one(name, "", value);
            }
        }
    }

    fn head(&mut self, name: &str, file_name: Option<&str>, media: &str) {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            escaped(name)
        );
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", escaped(file_name)));
        }
        head.push_str("\r\n");
        if !media.is_empty() {
            if HeaderValue::from_str(media).is_err() {
                self.fail(format!("the media type of the part `{name}` is none"));
            }
            head.push_str(&format!("Content-Type: {media}\r\n"));
        }
        self.text.extend(head.into_bytes());
        self.text.extend(b"\r\n");
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            self.body.push(Piece::Bytes(text.into()));
        }
    }

    fn fail(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    /// The media type with the boundary, and the body.
    pub(super) fn finish(mut self, media: &str) -> Result<(String, RequestBody), String> {
        self.text
            .extend(format!("--{}--\r\n", self.boundary).into_bytes());
        self.flush();
        let media = format!("{media}; boundary={}", self.boundary);
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok((media, self.body)),
        }
    }
}

/// Random enough that no content holds it by chance, and nobody can foresee it.
fn boundary() -> String {
    format!("form-{}{}", random::digits(), random::digits())
}

fn is_json(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
        || essence.to_ascii_lowercase().ends_with("+json")
}

/// A name inside the quotes of a header, as browsers write it (HTML Standard, multipart form data).
fn escaped(name: &str) -> Cow<'_, str> {
    if !name.contains(['"', '\r', '\n']) {
        return Cow::Borrowed(name);
    }
    let text = name
        .replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    Cow::Owned(text)
}

/// Lets a struct be a multipart body. Each field names its part, how it may be absent (as in `object!`), how it is written (`one`,
/// `each`, `file`, `files`) and the media type that the spec says. The field after `else` is a map of further parts.
#[allow(unused_macros, reason = "not every crate has types of this kind")]
macro_rules! multipart {
    ($ty:ident { $($name:ident: $wire:literal $kind:ident $how:ident $media:literal,)* } $(else $extra:ident)?) => {
        impl $crate::runtime::ToParts for $ty {
            #[allow(unused_variables, reason = "some types have no field")]
            fn to_parts(&self, parts: &mut $crate::runtime::Parts) {
                $($crate::runtime::multipart!(@$kind self.$name, parts $how $wire $media);)*
                $crate::runtime::object!(@extra parts [$($kind $wire self.$name,)*] $(self.$extra)?);
            }
        }
    };
    (@required $value:expr, $parts:ident $how:ident $wire:literal $media:literal) => {
        $parts.$how($wire, $media, &$value)
    };
    (@patch $value:expr, $parts:ident $how:ident $wire:literal $media:literal) => {
        if let Some(Some(value)) = &$value {
            $parts.$how($wire, $media, value)
        }
    };
    (@$kind:ident $value:expr, $parts:ident $how:ident $wire:literal $media:literal) => {
        if let Some(value) = &$value {
            $parts.$how($wire, $media, value)
        }
    };
}
#[allow(unused_imports, reason = "not every crate has types of this kind")]
pub(crate) use multipart;

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn written(parts: Parts) -> String {
        let boundary = parts.boundary.clone();
        let (media, body) = parts.finish("multipart/form-data").unwrap();
        assert_eq!(media, format!("multipart/form-data; boundary={boundary}"));
        let text = String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap();
        text.replace(&boundary, "B")
    }

    #[test]
    fn values_are_text_or_json() {
        let mut parts = Parts::new();
        parts.one("a", "", "x\n\"y\"");
        parts.one("n", "", &7);
        parts.one("none", "", &None::<i32>);
        parts.one("o", "", &json!({"k": 1}));
        parts.one("j", "application/json", "t");
        parts.each("l", "", &["x", "y"]);
        let part = |head: &str, content: &str| {
            format!("--B\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
        };
        let json = |name: &str| format!("name=\"{name}\"\r\nContent-Type: application/json");
        let expected = [
            part("name=\"a\"", "x\n\"y\""),
            part("name=\"n\"", "7"),
            part(&json("o"), "{\"k\":1}"),
            part(&json("j"), "\"t\""),
            part("name=\"l\"", "x"),
            part("name=\"l\"", "y"),
        ];
        assert_eq!(written(parts), expected.concat() + "--B--\r\n");
    }

    #[test]
    fn names_stay_in_their_quotes() {
        assert_eq!(escaped("a\"b\r\nc\\é"), "a%22b%0D%0Ac\\é");
        let mut parts = Parts::new();
        parts.file("f", "", &Upload::from("x").content_type("a\r\nb: c"));
        assert!(parts.finish("multipart/form-data").is_err());
    }

    #[test]
    fn boundaries_differ() {
        assert_ne!(boundary(), boundary());
    }
}
