//! Statements of methods and setters: how arguments get into a call and into its body.

use super::arguments::{
    body_argument, inline_body, is_argument, is_body_argument, is_needed, is_optional, option_field,
    page_param, required_params,
};
use super::names::{self, Ident};
use super::operation_view::Scene;
use super::types::{Kind, Scope, Types, is_secret};
use super::{layout, literal};
use crate::model::{Api, Field, Form, Operation, Param, ParamPlace, Style, Type};

/// A name for a local variable that no parameter has.
pub(super) fn local(name: &str, taken: &[&str]) -> String {
    let mut name = name.to_owned();
    while taken.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// What a method calls its body: `body`, unless a parameter outside it is called so.
pub(super) fn body_local(api: &Api, operation: &Operation) -> String {
    let params: Vec<Ident> =
        required_params(api, operation).map(|param| names::field(&param.field.name)).collect();
    let taken: Vec<&str> = params.iter().map(Ident::as_str).collect();
    local("body", &taken)
}

pub(super) fn statements(scene: &Scene<'_>, operation: &Operation, call: &str) -> String {
    let Scene { api, types, .. } = scene;
    let mut lines = Vec::new();
    let filled = operation.params.iter().filter(|param| param.field.from_option.is_some());
    let fixed = operation.params.iter().filter(|param| api.only_value(&param.field).is_some());
    let set = required_params(api, operation).chain(fixed.clone()).chain(filled.clone());
    let needs_mut = set.count() > 0;
    let binding = if needs_mut { format!("let mut {call} = ") } else { format!("let {call} = ") };
    let constant = names::constant(&operation.name);
    let args = ["&self.core".to_owned(), format!("&{constant}")];
    lines.push(layout::call(8, &binding, "runtime::Call::new", &args, ";"));
    for param in required_params(api, operation) {
        lines.push(argument_statement(types, call, param, names::field(&param.field.name).as_str()));
    }
    for param in fixed {
        let only = format!("{}::default()", types.text(&param.field.ty, Scope::Crate));
        lines.push(param_statement(call, param, param_value(types, param, &only)));
    }
    for param in filled {
        let option = param.field.from_option.as_deref().unwrap_or_default();
        let json = if param.style.form == Form::Json { ".map(runtime::AsJson)" } else { "" };
        let value = format!("self.{}.as_deref(){json}", option_field(option));
        lines.push(param_statement(call, param, value));
    }
    if let Some((id, _, object)) = inline_body(api, operation)
        && body_statement(api, operation)
    {
        let required: Vec<&Field> = object.fields.iter().filter(|field| is_needed(api, field)).collect();
        let args: Vec<String> = required.iter().map(|field| names::field(&field.name).to_string()).collect();
        // What is required is an argument, so the caller always gives it.
        let filled: Vec<&Field> = object.fields.iter().filter(is_filled).collect();
        let binding = if filled.is_empty() { "let body = " } else { "let mut body = " };
        let callee = format!("types::{}::new", types.ident(id));
        lines.push(layout::call(8, binding, &callee, &args, ";"));
        for field in filled {
            let option = field.from_option.as_deref().unwrap_or_default();
            let target = format!("body.{} =", names::field(&field.name));
            let convert = match Kind::of(field) {
                Kind::Patch => ".map(|value| Some(value.into()))",
                _ => ".map(Into::into)",
            };
            let links =
                ["self", &format!(".{}", option_field(option)), ".as_deref()", convert].map(str::to_owned);
            lines.push(layout::chain(8, &format!("{target} "), &links, ";"));
        }
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

fn is_filled(field: &&Field) -> bool {
    field.from_option.is_some() && Kind::of(field) != Kind::Required
}

/// Whether a method makes the body that a call begins with. One that may be left out is made by the first setter, unless
/// options of the client fill in some of it.
fn body_statement(api: &Api, operation: &Operation) -> bool {
    inline_body(api, operation).is_some_and(|(_, _, object)| {
        !is_optional(operation) || object.fields.iter().any(|field| is_filled(&field))
    })
}

pub(super) fn builder_fields(scene: &Scene<'_>, operation: &Operation, call: &str) -> Vec<String> {
    let mut fields = vec![if call == "call" { call.to_owned() } else { format!("call: {call}") }];
    if let Some(body) = &operation.body {
        let is_argument = is_body_argument(scene.api, operation);
        let local = body_local(scene.api, operation);
        let converted = body_argument(scene.types, body).conversion.replace("{}", &local);
        fields.push(match body_statement(scene.api, operation) {
            _ if is_argument && converted != "body" => format!("body: {converted}"),
            false if is_optional(operation) => "body: None".to_owned(),
            true if is_optional(operation) => "body: Some(body)".to_owned(),
            _ => "body".to_owned(),
        });
    }
    if let Some(page) = page_param(operation) {
        let given = is_argument(scene.api, page).then(|| format!("page: Some({})", names::field(&page.name)));
        fields.push(given.unwrap_or_else(|| "page: None".to_owned()));
    }
    fields
}

/// The statement that writes a parameter into the call.
fn param_statement(call: &str, param: &Param, value: String) -> String {
    let method = match param.place {
        ParamPlace::Path => "path",
        ParamPlace::Query => "query",
        ParamPlace::Header => "header",
        ParamPlace::Cookie => "cookie",
    };
    let mut args = vec![literal::string(param.field.name.wire()), value];
    let style = style(param);
    let suffix = if style.is_some() { "_as" } else { "" };
    args.extend(style);
    layout::call(8, "", &format!("{call}.{method}{suffix}"), &args, ";")
}

/// The style of a parameter that is not written as its place has it; a JSON text is one value in any style.
pub(super) fn style(param: &Param) -> Option<String> {
    let usual = Style::usual(param.place);
    let Style { form, explode, reserved } = match param.style.form {
        Form::Json => Style { reserved: param.style.reserved, ..usual },
        _ => param.style,
    };
    let style = Style { form, explode, reserved };
    (style != usual).then(|| style_text(style))
}

/// The expression that makes a style.
pub(super) fn style_text(style: Style) -> String {
    let Style { form, explode, reserved } = style;
    let constant = match form {
        Form::Form => "FORM",
        Form::Json => "JSON",
        Form::SpaceDelimited => "SPACE_DELIMITED",
        Form::PipeDelimited => "PIPE_DELIMITED",
        Form::DeepObject => "DEEP_OBJECT",
        Form::Simple => "SIMPLE",
        Form::Label => "LABEL",
        Form::Matrix => "MATRIX",
    };
    let explode = match (explode, Style::of(form).explode) {
        (true, false) => ".exploded()",
        (false, true) => ".joined()",
        _ => "",
    };
    let reserved = if reserved { ".reserved()" } else { "" };
    format!("runtime::Style::{constant}{explode}{reserved}")
}

/// The statement that sends an argument. A list or map whose conversion is too long for a line is converted in one of its own.
pub(super) fn argument_statement(types: &Types<'_>, call: &str, param: &Param, argument: &str) -> String {
    let whole = converted(types, &param.field, argument);
    let value = param_value(types, param, &whole);
    let (ty, function) = match param.field.ty {
        Type::Array(_) | Type::Set(_) => (format!("Vec<{}>", item_text(types, &param.field)), "collect"),
        Type::Map(_) => (types.text(&param.field.ty, Scope::Crate), "entries"),
        _ => return param_statement(call, param, value),
    };
    // A conversion inside another call is broken as the argument of that one, which is shorter than a line.
    let is_inside = value != whole;
    let is_long = is_inside && whole.chars().count() + "&".len() > layout::CALL_WIDTH;
    if !layout::is_too_wide(12, &value) && !is_long {
        return param_statement(call, param, value);
    }
    let list = layout::declared(8, argument, &ty, &format!("runtime::{function}({argument})"));
    format!("{list}\n{}", param_statement(call, param, param_value(types, param, argument)))
}

/// The expression that a call makes the value of a parameter of. What has fields is written as JSON first, which costs types
/// that are no parameters nothing; the call does it, so that no secret and no read-only field is written behind its back.
fn param_value(types: &Types<'_>, param: &Param, value: &str) -> String {
    if param.style.form == Form::Json {
        format!("runtime::AsJson(&{value})")
    } else if types.has_fields(&param.field.ty) {
        format!("runtime::AsFields(&{value})")
    } else {
        value.to_owned()
    }
}

/// The type of the elements of a list, or of the values of a map.
fn item_text(types: &Types<'_>, field: &Field) -> String {
    match &field.ty {
        _ if is_secret(field) => "runtime::Secret".to_owned(),
        Type::Array(inner) | Type::Set(inner) | Type::Map(inner) => types.text(inner, Scope::Crate),
        ty => types.text(ty, Scope::Crate),
    }
}

fn converted(types: &Types<'_>, field: &Field, argument: &str) -> String {
    let text = item_text(types, field);
    match &field.ty {
        Type::Array(_) | Type::Set(_) => format!("runtime::collect::<{text}, Vec<_>>({argument})"),
        Type::Map(_) => format!("runtime::entries::<{text}>({argument})"),
        ty if types.is_converted(ty) || is_secret(field) => format!("Into::<{text}>::into({argument})"),
        _ => argument.to_owned(),
    }
}
