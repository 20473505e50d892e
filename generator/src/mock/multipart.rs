//! Multipart bodies: parts, read as strictly as servers do, and the value that they make together.

use serde_json::{Map, Value};

use super::accept::is_within;
use super::refusal::Refusal;
use super::request::Request;
use super::wire::{object, scalar};
use crate::model::{Api, Field, Type, essence, is_json};

/// A part as it came.
struct Part<'a> {
    name: String,
    has_file_name: bool,
    media_type: Option<&'a str>,
    content: &'a [u8],
}

/// The value of a body: a field for each name, lists for names that come again.
pub(super) fn value(api: &Api, ty: &Type, request: &Request) -> Result<Value, Refusal> {
    let malformed = |what: &str| Refusal::of("body", format!("it is no multipart body: {what}"));
    let boundary = boundary(request).ok_or_else(|| malformed("its media type has no boundary"))?;
    let parts = parts(&request.body, &boundary).ok_or_else(|| malformed("a part is not as it should be"))?;
    let fields = object(api, ty).map_or(&[][..], |object| &object.fields);
    let (mut value, mut refusals) = (Map::new(), Vec::new());
    for part in parts {
        let field = fields.iter().find(|field| field.name.wire() == part.name);
        refusals.extend(field.and_then(|field| wrong_media_type(field, &part)));
        let declared = field.map(|field| &field.ty);
        match declared.map(|ty| api.plain(ty)) {
            Some(Type::Array(inner) | Type::Set(inner)) => {
                let item = content(api, Some(inner), &part)?;
                let list = value.entry(part.name).or_insert_with(|| Value::Array(Vec::new()));
                list.as_array_mut().into_iter().for_each(|list| list.push(item.clone()));
            }
            ty => {
                let content = content(api, ty, &part)?;
                value.insert(part.name, content);
            }
        }
    }
    Refusal::all(refusals).map_or(Ok(Value::Object(value)), Err)
}

/// Refuses a part of another media type than its field has; a part may leave it to the server.
fn wrong_media_type(field: &Field, part: &Part<'_>) -> Option<Refusal> {
    let (wanted, found) = (field.content_type.as_ref()?, essence(part.media_type?));
    let fits = wanted.split(',').any(|range| is_within(&found, &essence(range)));
    let message = format!("the part is to be {wanted}, and it is {found}");
    (!fits).then(|| Refusal::with_status(415, format!("body.{}", part.name), message))
}

fn content(api: &Api, ty: Option<&Type>, part: &Part<'_>) -> Result<Value, Refusal> {
    let place = || format!("body.{}", part.name);
    if part.media_type.is_some_and(is_json) {
        let read = serde_json::from_slice(part.content);
        return read.map_err(|error| Refusal::of(place(), format!("it is no JSON: {error}")));
    }
    let text = String::from_utf8_lossy(part.content);
    match ty.map(|ty| api.plain(ty)) {
        Some(Type::Binary) if !part.has_file_name => {
            Err(Refusal::of(place(), "it is a file, and the part has no file name"))
        }
        Some(ty) => Ok(scalar(api, ty, &text)),
        None => Ok(Value::from(text)),
    }
}

fn boundary(request: &Request) -> Option<String> {
    let header = request.header("content-type")?;
    let parameter = |text: &str| {
        let (name, value) = text.trim().split_once('=')?;
        name.eq_ignore_ascii_case("boundary").then(|| value.trim_matches('"').to_owned())
    };
    header.split(';').skip(1).find_map(parameter).filter(|boundary| !boundary.is_empty())
}

fn parts<'a>(body: &'a [u8], boundary: &str) -> Option<Vec<Part<'a>>> {
    let delimiter = format!("--{boundary}");
    let mut rest = body.strip_prefix(delimiter.as_bytes())?;
    let mut parts = Vec::new();
    let end = format!("\r\n{delimiter}");
    while !rest.starts_with(b"--") {
        rest = rest.strip_prefix(b"\r\n")?;
        let (whole, after) = split(rest, end.as_bytes())?;
        let (head, content) = split(whole, b"\r\n\r\n")?;
        parts.push(part(std::str::from_utf8(head).ok()?, content)?);
        rest = after;
    }
    Some(parts)
}

fn part<'a>(head: &'a str, content: &'a [u8]) -> Option<Part<'a>> {
    let header = |name: &str| {
        let lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    };
    let disposition = header("content-disposition")?.strip_prefix("form-data")?;
    Some(Part {
        name: quoted(disposition, "name")?,
        has_file_name: quoted(disposition, "filename").is_some(),
        media_type: header("content-type"),
        content,
    })
}

/// A parameter of a disposition, unescaped as browsers escape it.
fn quoted(disposition: &str, name: &str) -> Option<String> {
    let (_, after) = disposition.split_once(&format!("; {name}=\""))?;
    let text = after.split('"').next()?;
    Some(text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
}

fn split<'a>(bytes: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let start = bytes.windows(at.len()).position(|window| window == at)?;
    Some((&bytes[..start], &bytes[start + at.len()..]))
}
