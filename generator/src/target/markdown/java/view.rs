//! The view of a Java sample: options, client, request, call, print.

use heck::ToShoutySnakeCase as _;
use serde::Serialize;

use super::super::options;
use super::names::{Names, accessors, outside_body, package};
use super::value::{Writer, string};
use crate::model::{Api, Client, Field, Operation};

/// A Java sample.
#[derive(Debug, Serialize)]
pub(in super::super) struct JavaView {
    /// The package, as in `test.authentication`.
    package: String,
    /// The imports, a line each.
    imports: String,
    /// The class of the sample.
    class: String,
    /// The options that are set, as constants.
    constants: Vec<ConstantView>,
    /// The class of the client's options.
    options_class: String,
    /// The class of the client.
    client_class: String,
    /// The statements that build the request, send it and print the answer.
    statements: Vec<String>,
}

/// A client option as a constant.
#[derive(Debug, Serialize)]
struct ConstantView {
    /// What to put there, safe in a line comment.
    comment: String,
    /// The name of the constant.
    name: String,
    /// Its value, a string literal.
    value: String,
    /// The setter of the option.
    setter: String,
}

/// Builds the sample of an operation; `replace` is the label of the comments on constants.
pub(in super::super) fn view(api: &Api, names: &Names, index: usize, replace: &str) -> JavaView {
    let operation = &api.operations[index];
    let client = &api[operation.client];
    let client_class = names.client(operation.client).to_owned();
    let options_class = format!("{client_class}Options");
    let mut writer = Writer::new(api, names);
    writer.import(&format!("{}.client", names.package), &client_class);
    writer.import(&format!("{}.model", names.package), &options_class);
    call(api, names, index, &mut writer);
    let imports: Vec<String> = writer.imports.iter().map(|class| format!("import {class};")).collect();
    let area = client_class.trim_end_matches("Client").to_lowercase();
    JavaView {
        package: package(&format!("test.{area}")),
        imports: imports.join("\n"),
        class: names.sample(index).to_owned(),
        constants: constants(api, client, operation, replace),
        options_class,
        client_class,
        statements: writer.statements,
    }
}

/// The request, the call and what prints its answer.
fn call(api: &Api, names: &Names, index: usize, writer: &mut Writer<'_>) {
    let operation = &api.operations[index];
    let mut arguments = Vec::new();
    let params = outside_body(operation);
    if !params.is_empty() {
        let class = writer.dto(names.params(index));
        arguments.push(request(writer, &class, "reqDto", &params));
    }
    if let Some(body) = &operation.body {
        let variable = if arguments.is_empty() { "reqDto" } else { "body" };
        arguments.push(match api.object(&body.ty) {
            Some((_, object)) => {
                let fields: Vec<&Field> = object.fields.iter().collect();
                let class = writer.class(&body.ty);
                request(writer, &class, variable, &fields)
            }
            None => writer.least(&body.ty),
        });
    }
    let call = format!("client.{}({})", names.method(index), arguments.join(", "));
    match &operation.answer {
        Some(answer) => {
            let class = writer.class(&answer.ty);
            let json = writer.import(&format!("{}.util", names.package), "JsonUtils");
            writer.statements.push(format!("{class} response = {call};"));
            writer.statements.push(format!("System.out.println({json}.serialize(response));"));
        }
        None => writer.statements.push(format!("{call};")),
    }
}

/// A request object: a variable where something is set on it, else made on the spot.
fn request(writer: &mut Writer<'_>, class: &str, variable: &str, fields: &[&Field]) -> String {
    let position = writer.statements.len();
    if !writer.set_required(variable, fields) {
        return format!("new {class}()");
    }
    // The object comes first, before the values that were prepared for it.
    writer.statements.insert(position, format!("{class} {variable} = new {class}();"));
    variable.to_owned()
}

/// The constants of a sample, one for each client option that it sets.
fn constants(api: &Api, client: &Client, operation: &Operation, replace: &str) -> Vec<ConstantView> {
    let accessors = accessors(client.options.iter().map(|option| option.name.spelling.as_str()));
    options::set(api, client, operation)
        .map(|index| {
            let option = &client.options[index];
            ConstantView {
                comment: options::comment(api, option, replace),
                name: constant(&option.name.spelling),
                value: string(&options::placeholder(api, option)),
                setter: format!("set{}", accessors[index]),
            }
        })
        .collect()
}

fn constant(option: &str) -> String {
    let name = option.to_shouty_snake_case();
    if name.starts_with(|c: char| c.is_alphabetic()) { name } else { format!("OPTION_{name}") }
}
