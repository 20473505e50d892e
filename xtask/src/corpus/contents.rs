//! Contents: the schemas that a document writes in its operations → the types that they became.
//!
//! Bodies, answers and parameters in JSON get a type each, which code calls after the operation. The document and the API
//! are brought together by method and path alone. What has no type that could be tried is counted with the reason.

use std::collections::{BTreeMap, HashMap, HashSet};

use bindery::model::{Api, Content, Form, Media, Operation, ParamPlace, Status, Type, is_json};
use bindery::target::rust;
use serde_json::Value;

use crate::document::{Document, METHODS, step};

/// Stands for the module of the types of the crate.
pub(super) const TYPES: char = '@';

/// A schema that is written in an operation.
#[derive(Debug)]
pub(super) struct Written<'a> {
    /// What people call it.
    pub(super) name: String,
    /// Where it is, as a JSON pointer.
    pub(super) place: String,
    pub(super) schema: &'a Value,
    /// The type of Rust.
    pub(super) ty: String,
}

/// The types of the contents of operations, by method and path.
#[derive(Debug, Default)]
pub(super) struct ContentTypes(HashMap<(String, String), Contents>);

#[derive(Debug, Default)]
struct Contents {
    body: Option<String>,
    replies: HashMap<String, Option<String>>,
    /// Those of the parameters that are written as JSON, by place and name.
    params: HashMap<(&'static str, String), Option<String>>,
}

impl ContentTypes {
    pub(super) fn of(api: &Api) -> Self {
        let of = |operation: &Operation| {
            let key = (operation.method.as_str().to_owned(), anonymous(&operation.path.to_string()));
            let body = operation.body.as_ref().filter(|body| body.media == Media::Json);
            let replies = operation.replies().map(|reply| match &reply.content {
                Content::Json(ty) => (reply.status.to_string(), text(api, ty)),
                _ => (reply.status.to_string(), None),
            });
            let params =
                operation.params.iter().filter(|param| param.style.form == Form::Json).map(|param| {
                    let name = param.field.name.wire().to_ascii_lowercase();
                    ((word(param.place), name), text(api, &param.field.ty))
                });
            let body = body.and_then(|body| text(api, &body.ty));
            (key, Contents { body, replies: replies.collect(), params: params.collect() })
        };
        Self(api.operations.iter().map(of).collect())
    }

    /// The schemas that are written in operations and became types; the others are counted.
    pub(super) fn written<'a>(
        &self,
        source: &'a Document,
        skipped: &mut BTreeMap<String, usize>,
    ) -> Vec<Written<'a>> {
        let mut written = Vec::new();
        // What several operations share is tried once.
        let mut known = HashSet::new();
        for (path, item) in source.root["paths"].as_object().into_iter().flatten() {
            let at = format!("/paths/{}", step(path));
            let (item, at) = followed(source, item, at);
            for method in METHODS.iter().filter(|method| item.get(**method).is_some()) {
                let operation = &item[*method];
                let title = format!("{} {path}", method.to_uppercase());
                let Some(types) = self.0.get(&(method.to_uppercase(), anonymous(path))) else {
                    *skipped.entry("operations that are told by another path".to_owned()).or_default() += 1;
                    continue;
                };
                let at_item = at.as_str();
                let at = format!("{at}/{method}");
                let params = parameters(source, item, at_item, types);
                for (name, schema, place, ty) in
                    contents(source, operation, &at, types).into_iter().chain(params)
                {
                    let reason = match ty {
                        Ok(ty) if known.insert((ty.clone(), schema.to_string())) => {
                            written.push(Written { name: format!("{title} {name}"), place, schema, ty });
                            continue;
                        }
                        Ok(_) => "contents that equal others",
                        Err(reason) => reason,
                    };
                    *skipped.entry(reason.to_owned()).or_default() += 1;
                }
            }
        }
        written
    }
}

type Found<'a> = (String, &'a Value, String, Result<String, &'static str>);

/// The schemas of parameters that are contents, of a path item or of an operation.
fn parameters<'a>(source: &'a Document, node: &'a Value, at: &str, types: &Contents) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for (index, param) in node["parameters"].as_array().into_iter().flatten().enumerate() {
        let (param, place) = followed(source, param, format!("{at}/parameters/{index}"));
        let (Some(name), Some(word)) = (param["name"].as_str(), param["in"].as_str()) else { continue };
        let known =
            types.params.iter().find(|((place, own), _)| *place == word && *own == name.to_ascii_lowercase());
        let ty = known.and_then(|(_, ty)| ty.as_ref());
        add(param, &place, &format!("{word} parameter {name}"), ty, &mut found);
    }
    found
}

/// The word of a document for the place of a parameter.
fn word(place: ParamPlace) -> &'static str {
    match place {
        ParamPlace::Path => "path",
        ParamPlace::Query => "query",
        ParamPlace::Header => "header",
        ParamPlace::Cookie => "cookie",
    }
}

/// The schemas that are written in an operation.
fn contents<'a>(source: &'a Document, operation: &'a Value, at: &str, types: &Contents) -> Vec<Found<'a>> {
    let mut found = parameters(source, operation, at, types);
    let (body, place) = followed(source, &operation["requestBody"], format!("{at}/requestBody"));
    add(body, &place, "body", types.body.as_ref(), &mut found);
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let (response, place) = followed(source, response, format!("{at}/responses/{}", step(status)));
        let normal = Status::parse(status).map(|status| status.to_string()).unwrap_or_default();
        let ty = types.replies.get(&normal).and_then(Option::as_ref);
        add(response, &place, &format!("answer {status}"), ty, &mut found);
    }
    found
}

/// The schemas of the media types of a body or an answer. Those of a name are tried under their name.
fn add<'a>(node: &'a Value, at: &str, name: &str, ty: Option<&String>, found: &mut Vec<Found<'a>>) {
    let content = node["content"].as_object().into_iter().flatten();
    let json: Vec<_> = content.clone().filter(|(media, _)| is_json(media)).collect();
    for (media, value) in content {
        let Some(schema) = value.get("schema").filter(|schema| schema.get("$ref").is_none()) else {
            continue;
        };
        let ty = match ty {
            _ if !is_json(media) => Err("contents that are not JSON"),
            _ if json.len() > 1 => Err("contents in several media types of JSON"),
            Some(ty) => Ok(ty.clone()),
            None => Err("contents without a type that could be tried"),
        };
        let place = format!("{at}/content/{}/schema", step(media));
        found.push((name.to_owned(), schema, place, ty));
    }
}

/// What a node is or refers to, and where that is.
fn followed<'a>(source: &'a Document, node: &'a Value, mut place: String) -> (&'a Value, String) {
    let mut node = node;
    for _ in 0..32 {
        let Some(reference) = node.get("$ref").and_then(Value::as_str) else { break };
        let Some(target) = source.target(reference) else { break };
        place = percent_encoding::percent_decode_str(reference.trim_start_matches('#'))
            .decode_utf8_lossy()
            .into_owned();
        node = target;
    }
    (node, place)
}

/// A path without the names of its parameters.
fn anonymous(path: &str) -> String {
    let mut text = String::new();
    let mut is_name = false;
    for c in path.chars() {
        is_name &= c != '}';
        if !is_name {
            text.push(c);
        }
        is_name |= c == '{';
    }
    text
}

/// A type as the program writes it; `None` for a scalar of the runtime's own.
fn text(api: &Api, ty: &Type) -> Option<String> {
    Some(match ty {
        Type::Boolean => "bool".to_owned(),
        Type::Int64 => "i64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Any => "serde_json::Value".to_owned(),
        Type::Array(inner) | Type::Set(inner) => format!("Vec<{}>", text(api, inner)?),
        Type::Map(inner) => format!("std::collections::BTreeMap<String, {}>", text(api, inner)?),
        Type::Nullable(inner) => format!("Option<{}>", text(api, inner)?),
        Type::Named(id) => format!("{TYPES}{}", rust::type_name(&api[*id].name.spelling)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::anonymous;

    #[test]
    fn paths_are_compared_without_names() {
        assert_eq!(anonymous("/a/{b}/c{d}"), "/a/{}/c{}");
        assert_eq!(anonymous("/a/{b"), "/a/{");
    }
}
