//! Operations: paths and their parameters, options, pagination, examples of answers.

use std::collections::{HashMap, HashSet};

use super::client::unknown_option;
use super::{reply, types, value};
use crate::model::{
    Api, EnumValue, Field, Form, Limits, Operation, ParamPlace, PathSegment, Scalar, Turn, Type, TypeKind,
    ValuePath,
};
use crate::problem::{Place, Problem, Problems};

pub(super) fn check(api: &Api, problems: &mut Problems) {
    routes(api, problems);
    for operation in &api.operations {
        path_params(operation, problems);
        empty_path_params(api, operation, problems);
        for param in &operation.params {
            types::check_field(api, &param.field, problems);
            from_option(api, operation, &param.field, problems);
        }
        body_options(api, operation, problems);
        answer_example(api, operation, problems);
        body_examples(api, operation, problems);
        reply::check(api, operation, problems);
        pagination(api, operation, problems);
    }
}

/// One client cannot have two endpoints with the same method and path: they could not be told apart.
fn routes(api: &Api, problems: &mut Problems) {
    let mut seen = HashMap::new();
    for operation in &api.operations {
        let path: String = operation
            .path
            .0
            .iter()
            .map(|segment| match segment {
                PathSegment::Literal(text) => text.as_str(),
                PathSegment::Param(_) => "{}",
            })
            .collect();
        let route = (operation.client, &operation.method, path);
        if let Some(other) = seen.insert(route, &operation.name.spelling) {
            problems.push(
                Problem::error(
                    &operation.place.key("http"),
                    format!("`{other}` already has {} {}", operation.method.as_str(), operation.path),
                )
                .help("an endpoint is told by its method and path; change or remove one of them"),
            );
        }
    }
}

/// Every name in braces needs a parameter, and every path parameter a place in braces.
fn path_params(operation: &Operation, problems: &mut Problems) {
    let declared: Vec<&Field> = operation
        .params
        .iter()
        .filter(|param| param.place == ParamPlace::Path)
        .map(|param| &param.field)
        .collect();
    let mut placed = HashSet::new();
    for name in operation.path.params() {
        let http = operation.place.key("http");
        if !placed.insert(name) {
            problems.push(Problem::error(&http, format!("the path has `{{{name}}}` twice")));
        }
        if !declared.iter().any(|field| field.name.wire() == name) {
            problems.push(
                Problem::error(
                    &http,
                    format!("the path has `{{{name}}}`, and there is no such path parameter"),
                )
                .help(format!("describe `{name}` under `path`")),
            );
        }
    }
    for field in declared.iter().filter(|field| !placed.contains(field.name.wire())) {
        let name = field.name.wire();
        problems.push(
            Problem::error(&field.place, format!("the path parameter `{name}` has no place in the path"))
                .at_key()
                .help(format!("write `{{{name}}}` into the path {}", operation.path)),
        );
    }
}

/// Warns of path parameters whose only value is the empty string: a client refuses to send an empty segment, so every
/// call fails. The style `matrix` writes the name even then.
fn empty_path_params(api: &Api, operation: &Operation, problems: &mut Problems) {
    let in_path = operation.params.iter().filter(|param| param.place == ParamPlace::Path);
    for param in
        in_path.filter(|param| param.style.form != Form::Matrix && is_always_empty(api, &param.field))
    {
        let field = &param.field;
        let message = format!("the only value of the path parameter `{}` is empty", field.name.wire());
        problems.push(
            Problem::error(&field.place, message)
                .warning()
                .help("take the parameter out of the path, or list a value that can be sent"),
        );
    }
}

fn is_always_empty(api: &Api, field: &Field) -> bool {
    let is_empty = |value: &EnumValue| value.value == Scalar::String(String::new());
    match api.plain(&field.ty) {
        Type::String => field.limits.max_length == Some(0),
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Enum(values) => values.values.iter().all(is_empty),
            _ => false,
        },
        _ => false,
    }
}

fn from_option(api: &Api, operation: &Operation, field: &Field, problems: &mut Problems) {
    let client = &api[operation.client];
    if let Some(option) = &field.from_option
        && client.option(option).is_none()
    {
        problems.push(unknown_option(client, option, &field.place.key("fromOption")));
    }
}

fn body_options(api: &Api, operation: &Operation, problems: &mut Problems) {
    let Some(Type::Named(id)) = operation.body.as_ref().map(|body| &body.ty) else { return };
    if let TypeKind::Object(object) = &api[*id].kind {
        object.fields.iter().for_each(|field| from_option(api, operation, field, problems));
    }
}

fn body_examples(api: &Api, operation: &Operation, problems: &mut Problems) {
    let Some(body) = &operation.body else { return };
    let keys = ("bodyExample", "bodyExamples");
    reply::examples(api, &body.ty, (&body.example, &body.examples), keys, &operation.place, problems);
}

fn answer_example(api: &Api, operation: &Operation, problems: &mut Problems) {
    let Some(answer) = &operation.answer else { return };
    let Some(example) = &answer.example else { return };
    if let Some(misfit) = value::misfit(api, &answer.ty, &Limits::default(), example) {
        let place = operation.place.key("answerExample");
        let place = misfit.path.iter().fold(place, |place, step| step.below(&place));
        problems.push(
            Problem::error(&place, format!("the example does not fit: {}", misfit.message))
                .maybe_help(misfit.help),
        );
    }
}

fn pagination(api: &Api, operation: &Operation, problems: &mut Problems) {
    let Some(pages) = &operation.pagination else { return };
    let place = operation.place.key("pagination");
    let is_cursor = pages.turn == Turn::Cursor;
    for path in pages.position.iter().filter(|_| is_cursor) {
        if let Some(problem) = cursor_problem(api, operation, path, &place) {
            problems.push(problem);
        }
    }
    for path in pages.position.iter().filter(|_| !is_cursor).chain(&pages.limit) {
        let ty = param_type(api, operation, path);
        if !ty.is_some_and(counts) {
            let message = match ty {
                None => no_param(path),
                Some(_) => format!("the parameter `{path}` is no number"),
            };
            problems.push(Problem::error(&place, message));
        }
    }
    let Some(answer) = &operation.answer else {
        problems.push(Problem::error(&place, "results come in pages, and there is no `answer`"));
        return;
    };
    if !matches!(type_at(api, &answer.ty, &pages.items), Some(Type::Array(_))) {
        problems.push(not_in_answer(&place, &pages.items, "array"));
    }
    if let Some(total) = &pages.total
        && !type_at(api, &answer.ty, total).is_some_and(counts)
    {
        problems.push(not_in_answer(&place, total, "number"));
    }
    if let Some(next) = &pages.next
        && !matches!(type_at(api, &answer.ty, next), Some(Type::String | Type::Uri))
    {
        problems.push(not_in_answer(&place, next, "text"));
    }
}

/// Whether pages and items can be counted in values of a type: in whole numbers, and in what is a number and nothing more.
fn counts(ty: &Type) -> bool {
    matches!(ty, Type::Int32 | Type::Int64 | Type::UInt64 | Type::Float | Type::Double)
}

/// The first page has no cursor, so a call has to do without one.
fn cursor_problem(api: &Api, operation: &Operation, path: &ValuePath, place: &Place) -> Option<Problem> {
    let message = match param_type(api, operation, path) {
        None => no_param(path),
        Some(Type::String) if param_in_query(operation, path).is_none_or(|field| !field.is_required()) => {
            return None;
        }
        Some(Type::String) => format!("the parameter `{path}` is required, and the first page has no cursor"),
        Some(_) => format!("the parameter `{path}` is no text"),
    };
    Some(Problem::error(place, message))
}

fn no_param(path: &ValuePath) -> String {
    format!("there is no parameter `{path}` in the query or in the body")
}

fn not_in_answer(place: &Place, path: &ValuePath, what: &str) -> Problem {
    if path.0.is_empty() {
        return Problem::error(place, format!("the answer is no {what}"))
            .help("say where it is with `items`");
    }
    Problem::error(place, format!("the answer has no {what} at `{path}`"))
}

/// The type of a query parameter or of a place in the body.
fn param_type<'a>(api: &'a Api, operation: &'a Operation, path: &ValuePath) -> Option<&'a Type> {
    let in_query = param_in_query(operation, path).map(|field| &field.ty);
    in_query.or_else(|| type_at(api, &operation.body.as_ref()?.ty, path))
}

fn param_in_query<'a>(operation: &'a Operation, path: &ValuePath) -> Option<&'a Field> {
    let [name] = path.0.as_slice() else { return None };
    let in_query = operation.params.iter().filter(|param| param.place == ParamPlace::Query);
    in_query.map(|param| &param.field).find(|field| field.name.wire() == name)
}

/// The type at a place inside a type.
fn type_at<'a>(api: &'a Api, ty: &'a Type, path: &ValuePath) -> Option<&'a Type> {
    path.0.iter().try_fold(ty, |ty, name| {
        let Type::Named(id) = ty else { return None };
        let TypeKind::Object(object) = &api[*id].kind else { return None };
        object.fields.iter().find(|field| field.name.wire() == name).map(|field| &field.ty)
    })
}
