//! Endpoints → operations, under their paths.
//!
//! OpenAPI has one operation for a path and a method. Where two clients of a spec have the same, the second is told
//! apart by a fragment with the id of the endpoint, which is never sent.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::Export;
use super::document::Tags;
use super::responses::add_examples;
use super::shape::{is_deprecated, named};
use super::sites::{At, joined};
use super::ty::object;
use crate::model::{Media, Method};
use crate::schema::{Api, BodyOptional, Endpoint, OtherBody, Shape, Spec, Style, TypeOrFields};

/// The media type of JSON.
const JSON: &str = "application/json";

impl Export<'_> {
    /// The paths with all their operations.
    pub(super) fn paths(
        &mut self,
        spec: &Spec,
        api: &Api,
        tags: &Tags<'_>,
        schemes: &HashMap<&str, String>,
    ) -> Map<String, Value> {
        let mut paths: Map<String, Value> = Map::new();
        for file in &spec.endpoints {
            let endpoint = &file.value.endpoint;
            let (method, path) = endpoint.http.trim().split_once(char::is_whitespace).unwrap_or_default();
            let (keys, path) = (keys(method), path.trim());
            let is_taken = |item: &Value| item.pointer(&below("", &keys)).is_some();
            let is_taken = paths.get(path).is_some_and(is_taken);
            let path = if is_taken { format!("{path}#{}", endpoint.endpoint) } else { path.to_owned() };
            let spec = joined("/endpoints", &[&endpoint.endpoint]);
            let at = At::new(spec, below(&joined("/paths", &[&path]), &keys));
            let mut operation = self.operation(endpoint, &at);
            if let Some(tag) = tags.get(file.value.group.as_str()) {
                operation.insert("tags".to_owned(), json!([tag]));
            }
            let client = endpoint.client.as_ref().and_then(|name| api.clients.get(name));
            let first = api.clients.values().next();
            let of_client = client.or(first).and_then(|client| client.auth.as_ref());
            let usual = first.and_then(|client| client.auth.as_ref());
            let auth = endpoint.auth.as_ref().or(of_client);
            let has_own = auth != usual || !endpoint.scopes.is_empty();
            if let Some(auth) = auth.filter(|_| has_own) {
                let requirements = super::security::requirements(auth, schemes, &endpoint.scopes);
                operation.insert("security".to_owned(), requirements);
            }
            if !file.value.samples.is_empty() {
                let samples = file.value.samples.iter();
                let samples = samples.map(|(language, code)| json!({ "lang": language, "source": code }));
                operation.insert("x-codeSamples".to_owned(), samples.collect());
            }
            if let Some(url) = &endpoint.server {
                operation.insert("servers".to_owned(), json!([{ "url": url }]));
            }
            let item = paths.entry(path).or_insert_with(|| Value::Object(Map::new()));
            insert(item, &keys, Value::Object(operation));
        }
        paths
    }

    fn operation(&mut self, endpoint: &Endpoint, at: &At) -> Map<String, Value> {
        // Path, client, server and authentication are said by the caller, answers by `responses`; what else is bound to
        // `_` has no standard word.
        let Endpoint {
            endpoint: id,
            client: _,
            http: _,
            server: _,
            auth: _,
            scopes: _,
            summary,
            description,
            path,
            query,
            header,
            cookie,
            body,
            form,
            multipart,
            content_type,
            other_content_types,
            body_closed,
            body_optional,
            body_example,
            body_examples,
            answer: _,
            answer_example: _,
            answers: _,
            errors: _,
            streamed: _,
            envelope: _,
            pagination: _,
            idempotent: _,
            idempotency_key: _,
            deprecated,
            hidden,
            origin: _,
        } = endpoint;
        self.sites.add(at);
        let mut operation = object(json!({ "operationId": id, "summary": self.text(summary) }));
        if let Some(description) = description {
            operation.insert("description".to_owned(), Value::String(self.text(description)));
        }
        if is_deprecated(deprecated.as_ref()) {
            operation.insert("deprecated".to_owned(), Value::Bool(true));
        }
        if *hidden {
            operation.insert("x-internal".to_owned(), Value::Bool(true));
        }
        let mut params = Vec::new();
        for (place, shapes) in [("path", path), ("query", query), ("header", header), ("cookie", cookie)] {
            self.params(place, shapes, at, &mut params);
        }
        if !params.is_empty() {
            operation.insert("parameters".to_owned(), Value::Array(params));
        }
        let bodies = [
            ("body", usual(body.as_ref()), body),
            ("form", Media::Form, form),
            ("multipart", Media::Multipart, multipart),
        ];
        for (key, media, content) in bodies {
            if let Some(content) = content {
                let media = content_type.as_deref().unwrap_or(media.usual());
                let mut schema = self.body(content, &body_at(at, key, media));
                if *body_closed {
                    schema.insert("additionalProperties".to_owned(), Value::Bool(false));
                }
                let mut described = object(json!({ "schema": schema }));
                described.extend(
                    encoding(content, key == "form").map(|encoding| ("encoding".to_owned(), encoding)),
                );
                add_examples(&mut described, body_example.as_ref(), body_examples);
                let same = json!({ "schema": described.get("schema") });
                let mut content = object(json!({ media: described }));
                for (media, body) in other_content_types {
                    let described = match body {
                        OtherBody::Same => same.clone(),
                        OtherBody::Own => json!({}),
                    };
                    content.insert(media.clone(), described);
                }
                let mut request_body = object(json!({ "content": content }));
                match body_optional {
                    BodyOptional::No => request_body.insert("required".to_owned(), Value::Bool(true)),
                    BodyOptional::Yes => request_body.insert("required".to_owned(), Value::Bool(false)),
                    BodyOptional::Expected => None,
                };
                operation.insert("requestBody".to_owned(), Value::Object(request_body));
            }
        }
        let responses = self.responses(endpoint, at);
        operation.insert("responses".to_owned(), Value::Object(responses));
        operation
    }

    fn params(&mut self, place: &str, shapes: &IndexMap<String, Shape>, at: &At, params: &mut Vec<Value>) {
        for (name, shape) in shapes {
            let index = params.len().to_string();
            let at = at.below(&[place, name], &["parameters", &index]);
            let is_json = shape.style == Some(Style::Json);
            let keys: &[&str] = if is_json { &["content", JSON, "schema"] } else { &["schema"] };
            let mut schema = self.shape(shape, &at.below(&[], keys));
            // What is said about the parameter is said there, extensions included.
            self.sites.add(&at);
            let wire = shape.wire.as_ref().unwrap_or(name);
            let mut param = object(json!({ "name": wire, "in": place }));
            if shape.required || place == "path" {
                param.insert("required".to_owned(), Value::Bool(true));
            }
            for key in ["description", "deprecated"] {
                if let Some(value) = schema.shift_remove(key) {
                    param.insert(key.to_owned(), value);
                }
            }
            if is_json {
                param.insert("content".to_owned(), json!({ JSON: { "schema": schema } }));
            } else {
                style(&mut param, shape);
                param.insert("schema".to_owned(), Value::Object(schema));
            }
            named(&mut param, name, wire);
            params.push(Value::Object(param));
        }
    }

    fn body(&mut self, content: &TypeOrFields, at: &At) -> Map<String, Value> {
        match content {
            TypeOrFields::Type(ty) => self.expression(ty),
            TypeOrFields::Fields(fields) => {
                let (properties, required) = self.properties(fields, &at.below(&[], &["properties"]));
                let mut schema = object(json!({ "type": "object", "properties": properties }));
                if !required.is_empty() {
                    schema.insert("required".to_owned(), Value::Array(required));
                }
                schema
            }
        }
    }
}

/// The keys of an operation below its path. OpenAPI 3.1 has no word for other methods.
fn keys(method: &str) -> Vec<String> {
    let lower = method.to_ascii_lowercase();
    let known = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    if known.contains(&lower.as_str()) {
        return vec![lower];
    }
    let query = Method::Query.as_str();
    let name = if method.eq_ignore_ascii_case(query) { query } else { method };
    vec!["x-bindery-operations".to_owned(), name.to_owned()]
}

fn below(pointer: &str, keys: &[String]) -> String {
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    joined(pointer, &keys)
}

/// Puts a value below an object, in objects that are made where there are none.
fn insert(item: &mut Value, keys: &[String], value: Value) {
    let mut at = item;
    for key in keys {
        let Value::Object(map) = at else { return };
        at = map.entry(key).or_insert_with(|| Value::Object(Map::new()));
    }
    *at = value;
}

/// Says how a parameter is written, where that is not the usual way.
fn style(param: &mut Map<String, Value>, shape: &Shape) {
    written(param, shape);
    // OpenAPI 3.1 has the word for the query only.
    if shape.allow_reserved && param.get("in").is_some_and(|place| place == "query") {
        param.insert("allowReserved".to_owned(), Value::Bool(true));
    }
}

fn written(param: &mut Map<String, Value>, shape: &Shape) {
    if let Some(Ok(style)) = shape.style.map(serde_json::to_value) {
        param.insert("style".to_owned(), style);
    }
    if let Some(explode) = shape.explode {
        param.insert("explode".to_owned(), Value::Bool(explode));
    }
}

/// How a body is written where nothing else is said.
fn usual(body: Option<&TypeOrFields>) -> Media {
    match body {
        Some(TypeOrFields::Type(ty)) if ty == "binary" => Media::Bytes,
        _ => Media::Json,
    }
}

/// The media types of parts, and the styles of a form's fields.
fn encoding(content: &TypeOrFields, is_form: bool) -> Option<Value> {
    let TypeOrFields::Fields(fields) = content else { return None };
    let mut encoding = Map::new();
    for (name, shape) in fields {
        let mut own = Map::new();
        own.extend(shape.content_type.as_ref().map(|media| ("contentType".to_owned(), json!(media))));
        if is_form {
            own.extend(style_in_form(shape));
        }
        if !own.is_empty() {
            encoding.insert(shape.wire.as_ref().unwrap_or(name).clone(), Value::Object(own));
        }
    }
    (!encoding.is_empty()).then_some(Value::Object(encoding))
}

/// How a field of a form is written. What has fields goes into brackets with us where nothing is said, and with others
/// only where that is said.
fn style_in_form(shape: &Shape) -> Map<String, Value> {
    let is_map = |ty: &str| ty == "object" || ty.starts_with("map<");
    let has_fields = shape.is_object() || shape.ty.as_deref().is_some_and(is_map);
    let mut own = match shape.style {
        // Elements that are objects are JSON anyway.
        Some(Style::Json) if shape.explode == Some(true) => Map::new(),
        Some(Style::Json) => object(json!({ "contentType": JSON })),
        Some(_) => Map::new(),
        None if has_fields => object(json!({ "style": "deepObject", "explode": true })),
        None => Map::new(),
    };
    if shape.style != Some(Style::Json) {
        written(&mut own, shape);
    }
    if shape.allow_reserved {
        own.insert("allowReserved".to_owned(), Value::Bool(true));
    }
    own
}

fn body_at(at: &At, key: &str, media: &str) -> At {
    at.below(&[key], &["requestBody", "content", media, "schema"])
}
