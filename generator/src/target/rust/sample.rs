//! Samples: a whole program for a page, and the example of a method's documentation.
//!
//! Both show one call with the examples of the spec. Pages and documentation take them from here, and the tests compile
//! and run them.

use serde_json::Value;

use super::arguments::{
    free_setter, inline_body, is_argument, is_needed, is_optional, request_fields, required_params,
};
use super::docs::Docs;
use super::literal;
use super::names;
use super::operation_view::Scene;
use super::option_view::is_enum;
use super::types::Types;
use super::value::{self, expression, owned};
use crate::example;
use crate::model::{Api, Body, Client, ClientOption, Direction, Field, Media, Operation, Server, TypeId};

/// The samples of an API. Names and documentation are settled once for all of them.
pub struct Samples<'a> {
    types: Types<'a>,
    docs: Docs,
}

impl<'a> Samples<'a> {
    /// Settles what the samples have in common.
    #[must_use]
    pub fn of(api: &'a Api) -> Self {
        Self { types: Types::new(api, Vec::new()), docs: Docs::of(api) }
    }

    /// A program that makes the call: set-up, call, print.
    #[must_use]
    pub fn program(&self, operation: &Operation) -> String {
        program(&Scene { api: self.types.api, types: &self.types, docs: &self.docs }, operation)
    }
}

pub(super) fn program(scene: &Scene<'_>, operation: &Operation) -> String {
    let api = scene.api;
    let client = &api[operation.client];
    let krate = names::krate(&api.rust.krate);
    let ident = names::ty(&client.name);
    let call = call(scene, operation, 8);
    let mut used = vec![ident.to_string()];
    if call.contains("types::") {
        used.push("types".to_owned());
    }
    let imports = if used.len() == 1 { used.join("") } else { format!("{{{}}}", used.join(", ")) };
    let setup: String = setup_options(api, client, operation)
        .into_iter()
        .map(|(option, value)| format!("        .{option}({value})\n"))
        .collect();
    format!(
        "use {krate}::{imports};\n\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let client = {ident}::builder()\n{setup}        .build()?;\n\n    let response = client\n{call}        \
         .send()\n        .await?;\n    println!(\"{{response:#?}}\");\n    Ok(())\n}}\n"
    )
}

/// The example in the documentation of a method, fence and all.
pub(super) fn doc_example(scene: &Scene<'_>, operation: &Operation) -> String {
    let krate = names::krate(&scene.api.rust.krate);
    let client = names::ty(&scene.api[operation.client].name);
    let call = call(scene, operation, 4);
    let types = if call.contains("types::") { format!("# use {krate}::types;\n") } else { String::new() };
    format!(
        "```no_run\n{types}# async fn example(client: {krate}::{client}) -> {krate}::Result<()> {{\nlet response = \
         client\n{call}    .send()\n    .await?;\nprintln!(\"{{response:?}}\");\n# Ok(())\n# }}\n```"
    )
}

/// The options that a sample sets, with expressions of their values: what a client cannot do without, where the server is, and
/// what the operation's authentication takes. The first of listed values does; others are in environment variables.
fn setup_options(api: &Api, client: &Client, operation: &Operation) -> Vec<(names::Ident, String)> {
    let schemes = operation.auth.first().map_or(&[][..], Vec::as_slice);
    let mut needed: Vec<&str> = schemes.iter().flat_map(|scheme| api[*scheme].kind.options()).collect();
    // What fills the address of the server would be passed over beside the whole of it.
    let has_places = client.server_variables.iter().filter_map(|name| client.option(name)).any(is_unset);
    if let Server::Option(option, _) = &client.server
        && !has_places
    {
        needed.push(option);
    }
    client
        .options
        .iter()
        .filter(|option| option.required || needed.contains(&option.name.wire()))
        .filter(|option| option.values.is_empty() || is_unset(option) && is_enum(api, client, option))
        .map(|option| {
            let value = match option.values.first() {
                Some(first) => literal::string(first),
                None => format!("std::env::var({:?})?", names::environment(&api.name, &option.name)),
            };
            (names::option(&option.name), value)
        })
        .collect()
}

/// Whether an app has to set an option.
fn is_unset(option: &ClientOption) -> bool {
    option.required && option.default.is_none()
}

/// How many optional parameters a sample shows: enough to see how it is done, few enough to be read.
pub(super) const MOST_SETTERS: usize = 8;

/// The call and its setters, each a line.
fn call(scene: &Scene<'_>, operation: &Operation, indent: usize) -> String {
    let pad = " ".repeat(indent);
    let mut arguments: Vec<String> = required_params(scene.api, operation)
        .map(|param| argument(scene, &param.field, None, indent))
        .collect();
    let mut optional: Vec<(&Field, Option<TypeId>)> = Vec::new();
    let mut whole = String::new();
    if let Some((id, _, object)) = inline_body(scene.api, operation) {
        for field in request_fields(object) {
            if is_needed(scene.api, field) {
                arguments.push(argument(scene, field, Some(id), indent));
            } else {
                optional.push((field, Some(id)));
            }
        }
    } else if let Some(body) = &operation.body {
        let value = example::body(scene.api, operation).unwrap_or(Value::Null);
        let value = if let Some(media) = sample_media(body) {
            let value = owned(scene, &body.ty, &value, indent);
            format!("{value}.content_type({media:?})")
        } else {
            expression(scene, &body.ty, false, &value, indent)
        };
        if is_optional(operation) {
            whole = format!("{pad}.{}({value})\n", free_setter(operation));
        } else {
            arguments.push(value);
        }
    }
    let params = operation.params.iter().map(|param| &param.field);
    optional.extend(params.filter(|field| !is_argument(scene.api, field)).map(|field| (field, None)));
    let setters: String = optional
        .into_iter()
        .filter(|(field, _)| scene.api.only_value(field).is_none() && scene.api.tag_of(field).is_none())
        .filter_map(|(field, owner)| optional_example(field).map(|example| (field, owner, example)))
        .take(MOST_SETTERS)
        .map(|(field, owner, example)| {
            let value = value::argument(scene, field, owner, &example, indent);
            format!("{pad}.{}({value})\n", names::call_setter(&field.name))
        })
        .collect();
    format!("{pad}.{}({})\n{whole}{setters}", scene.method(operation), arguments.join(", "))
}

/// The media type that a sample sends where the spec leaves it open and the usual one is none of those.
fn sample_media(body: &Body) -> Option<&str> {
    let ranges: Vec<&str> = body.content_type.split(',').map(str::trim).collect();
    let is_open = body.media == Media::Bytes && body.content_type.contains(['*', ',']);
    let usual = Media::Bytes.usual();
    if !is_open || ranges.iter().any(|range| matches!(*range, "*/*" | "application/*") || *range == usual) {
        return None;
    }
    let concrete = ranges.iter().copied().find(|range| !range.contains('*'));
    Some(concrete.unwrap_or_else(|| match ranges[0] {
        "audio/*" => "audio/mpeg",
        "image/*" => "image/png",
        "text/*" => "text/plain",
        "video/*" => "video/mp4",
        other => other,
    }))
}

fn argument(scene: &Scene<'_>, field: &Field, owner: Option<TypeId>, indent: usize) -> String {
    let example = example::value_of(scene.api, field, Direction::Request);
    value::argument(scene, field, owner, &example, indent)
}

/// An optional parameter is shown when the author gave an example of it, or one can be told from its fields.
fn optional_example(field: &Field) -> Option<Value> {
    let example = field.example.as_ref()?;
    (field.deprecation.is_none() && !example.is_null()).then(|| example.clone())
}
