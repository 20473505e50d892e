//! The view of a Java sample: options, client, request, call, print.

use heck::{ToShoutySnakeCase, ToTitleCase};
use serde::Serialize;

use super::super::labels::fill;
use super::names::{Names, accessors, outside_body, package};
use super::value::{Writer, string};
use crate::model::{Api, Client, ClientOption, Field, Operation, Server, Type, TypeKind};

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
        arguments.push(match object_fields(api, &body.ty) {
            Some(fields) => {
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

fn object_fields<'a>(api: &'a Api, ty: &'a Type) -> Option<Vec<&'a Field>> {
    let mut ty = ty;
    // As many steps as there are types: aliases that go in a circle end here too.
    for _ in &api.types {
        let Type::Named(id) = ty else { return None };
        match &api[*id].kind {
            TypeKind::Object(object) => return Some(object.fields.iter().collect()),
            TypeKind::Alias(inner, _) => ty = inner,
            TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) => return None,
        }
    }
    None
}

fn constants(api: &Api, client: &Client, operation: &Operation, replace: &str) -> Vec<ConstantView> {
    let accessors = accessors(client.options.iter().map(|option| option.name.spelling.as_str()));
    let api_name = &api.name.spelling;
    client
        .options
        .iter()
        .zip(accessors)
        .filter(|(option, _)| is_set(api, client, operation, option))
        .map(|(option, accessor)| {
            let option = &option.name.spelling;
            ConstantView {
                comment: fill(replace, &[&title(&format!("{api_name} {option}"))]),
                name: constant(option),
                value: string(&format!(
                    "{}_{}",
                    api_name.to_shouty_snake_case(),
                    option.to_shouty_snake_case()
                )),
                setter: format!("set{accessor}"),
            }
        })
        .collect()
}

fn constant(option: &str) -> String {
    let name = option.to_shouty_snake_case();
    if name.starts_with(|c: char| c.is_alphabetic()) { name } else { format!("OPTION_{name}") }
}

/// Whether a sample sets an option: a call would fail without it.
fn is_set(api: &Api, client: &Client, operation: &Operation, option: &ClientOption) -> bool {
    let name = option.name.wire();
    let is_server = matches!(&client.server, Server::Option(server, None) if server == name);
    // One combination is enough; the shortest asks least of the reader.
    let authenticates = operation
        .auth
        .iter()
        .min_by_key(|all| all.len())
        .into_iter()
        .flatten()
        .any(|scheme| api[*scheme].kind.options().contains(&name));
    option.required || ((is_server || authenticates) && option.default.is_none())
}

/// `authing appId` → `Authing App ID`.
fn title(name: &str) -> String {
    let words = name.to_title_case();
    let words = words.split(' ').map(|word| match word {
        "Api" | "Id" | "Ip" | "Jwt" | "Sms" | "Uri" | "Url" => word.to_uppercase(),
        other => other.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}
