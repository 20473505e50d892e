//! The page of an operation: what is the same in every language, and the view of one.

use std::borrow::Cow;

use serde::Serialize;

use super::inert::{in_attribute, inert, inert_blocks};
use super::names::{Language, USER_CLIENT};
use super::order::{required_first, sorted_in_place};
use super::{facts, json, rows, walk};
use crate::model::{
    Api, Body, Content, Field, Media, Operation, Param, ParamPlace, Reply, Status, Type, TypeId,
};
use crate::target::markdown::escape::longest_run;

/// What the pages of an operation have in common.
pub(super) struct Facts<'a> {
    api: &'a Api,
    operation: &'a Operation,
    title: Cow<'a, str>,
    description: Cow<'a, str>,
    body_rows: String,
    answer: Cow<'a, str>,
    answer_rows: String,
    example: String,
    models: Vec<ModelView>,
}

/// The page of an operation in a language.
#[derive(Debug, Serialize)]
pub(super) struct PageView<'a> {
    /// The summary.
    title: &'a str,
    /// The description, line feeds at its ends included.
    description: &'a str,
    /// The client.
    client: Cow<'a, str>,
    /// The method, as the language spells it.
    method: String,
    /// Whether the table has the head of the client that acts for a user.
    has_user_head: bool,
    /// The rows of the parameters, each with a line feed.
    parameters: String,
    /// Whether there is a sample in the language.
    has_sample: bool,
    /// The fence before the sample.
    open: String,
    /// The sample.
    sample: &'a str,
    /// The fence behind the sample, with its line feed; in PHP without.
    close: String,
    /// The type of the answer.
    answer: &'a str,
    /// The rows of the answer, each with a line feed.
    answer_rows: &'a str,
    /// The example result.
    example: &'a str,
    /// The types that body and answer refer to.
    models: &'a [ModelView],
}

/// A type.
#[derive(Debug, Serialize)]
struct ModelView {
    /// Its name, safe in an attribute too.
    name: String,
    /// Its rows, each with a line feed.
    rows: String,
}

impl<'a> Facts<'a> {
    /// What there is to say about an operation, or why the family says nothing about it.
    pub(super) fn of(api: &'a Api, operation: &'a Operation) -> Result<Self, String> {
        let description = text(operation.origin.description.as_deref(), operation.description.as_ref());
        if description.is_empty() {
            return Err("it has no description".to_owned());
        }
        let body = operation.body.as_ref().map(|body| body_type(api, body)).transpose()?;
        let answer = answer_type(api, operation)?;
        let mut models = match body {
            Some(body) => walk::models(api, body)?,
            None => Vec::new(),
        };
        models.extend(walk::models(api, answer)?);
        Ok(Self {
            api,
            operation,
            title: inert(text(operation.origin.summary.as_deref(), Some(&operation.summary))),
            description: inert_blocks(description),
            body_rows: body_rows(api, body),
            answer: inert(facts::name(api, answer)),
            answer_rows: fields(api, answer).iter().map(|field| rows::answer(api, field)).collect(),
            example: json::pretty(&walk::example(api, answer)?),
            models: models.into_iter().map(|id| model(api, id)).collect(),
        })
    }

    /// The view of a language, by its place in the list.
    pub(super) fn view(&self, language: &Language, index: usize) -> PageView<'_> {
        // Longer than any run of backticks in the code, which would end it.
        let fence = |code: &str| "`".repeat(longest_run(code).max(2) + 1);
        let sample = self.operation.samples.iter().find(|(word, _)| word == language.name);
        let code = sample.map_or("", |(_, code)| code.as_str());
        let client = &self.api[self.operation.client].name.spelling;
        PageView {
            title: &self.title,
            description: &self.description,
            client: inert(client),
            method: language.method(self.operation),
            has_user_head: client == USER_CLIENT,
            parameters: self.parameters(index),
            has_sample: sample.is_some(),
            open: format!("{}{}", fence(code), language.fence),
            sample: code,
            close: format!("{}{}", fence(code), if language.name == "php" { "" } else { "\n" }),
            answer: &self.answer,
            answer_rows: &self.answer_rows,
            example: &self.example,
            models: &self.models,
        }
    }

    fn parameters(&self, language: usize) -> String {
        let is_query = |param: &&Param| param.place == ParamPlace::Query;
        let query: Vec<&Field> =
            self.operation.params.iter().filter(is_query).map(|param| &param.field).collect();
        let sorted = sorted_in_place(query, language, |field| field.is_required());
        let mut text: String = sorted.into_iter().map(|field| rows::query(self.api, field)).collect();
        text.push_str(&self.body_rows);
        text
    }
}

/// What the document says, or else what the spec says.
fn text<'a>(origin: Option<&'a str>, own: Option<&'a crate::model::Text>) -> &'a str {
    origin.or(own.map(|text| text.get(0))).unwrap_or_default()
}

fn body_type(api: &Api, body: &Body) -> Result<TypeId, String> {
    if body.media != Media::Json {
        return Err(format!("its body is `{}`, not JSON", body.content_type));
    }
    walk::object(api, &body.ty).ok_or_else(|| "its body is no object".to_owned())
}

fn body_rows(api: &Api, body: Option<TypeId>) -> String {
    let fields: Vec<&Field> = body.map(|body| fields(api, body)).unwrap_or_default().iter().collect();
    required_first(fields, |field| field.is_required())
        .into_iter()
        .map(|field| rows::body(api, field))
        .collect()
}

/// The type that is answered with status 200.
fn answer_type(api: &Api, operation: &Operation) -> Result<TypeId, String> {
    let is_ok = |reply: &&Reply| matches!(reply.status, Status::Exactly(200) | Status::Class(2));
    let ty: Option<&Type> = match operation.answers.iter().find(is_ok).map(|reply| &reply.content) {
        Some(Content::Json(ty)) => Some(ty),
        _ => None,
    };
    let ty = ty.ok_or("it has no JSON answer with status 200")?;
    walk::object(api, ty).ok_or_else(|| "its answer has no type by name".to_owned())
}

fn fields(api: &Api, id: TypeId) -> &[Field] {
    walk::fields(api, id).unwrap_or_default()
}

fn model(api: &Api, id: TypeId) -> ModelView {
    let rows = fields(api, id).iter().map(|field| rows::model(api, field)).collect();
    ModelView { name: in_attribute(facts::name(api, id)), rows }
}
