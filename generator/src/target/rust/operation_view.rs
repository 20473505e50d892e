//! Views of operations: a static, a method of a client and a request builder for each.

use serde::Serialize;

use super::docs::{Docs, code};
use super::names::{self, Ident};
use super::paging_view::{PagingView, paging_view};
use super::reply_view;
use super::send_view::{SendView, send_views};
use super::type_view::{SetterView, null_setter, present, setter};
use super::types::{Kind, Scope, Types, is_secret};
use super::{doc, layout, literal, sample};
use crate::model::{
    Api, Body, ClientId, Direction, Field, Form, GroupId, Media, Method, Name, Object, Operation, Param,
    ParamPlace, Style, Type, TypeId, TypeKind,
};

/// The operations of a group.
#[derive(Debug, Serialize)]
pub(super) struct OperationsView {
    /// The doc comment of the module, with `//!`.
    pub(super) module_doc: String,
    /// The clients that are used, as the inside of `use crate::clients::{…}`.
    pub(super) clients_used: String,
    /// The rooms that are used, as the inside of `use crate::…`.
    pub(super) rooms_used: &'static str,
    /// The clients with operations in the group.
    pub(super) clients: Vec<ClientMethodsView>,
    /// The operations.
    pub(super) operations: Vec<OperationView>,
}

/// The methods that a client has in a group.
#[derive(Debug, Serialize)]
pub(super) struct ClientMethodsView {
    /// The client.
    pub(super) ident: Ident,
    /// The methods.
    pub(super) methods: Vec<MethodView>,
}

/// A method of a client.
#[derive(Debug, Serialize)]
pub(super) struct MethodView {
    /// The doc comment, with its example, and `#[deprecated]`.
    pub(super) doc: String,
    /// The signature up to its brace.
    pub(super) signature: String,
    /// The statements, each ending in a line feed.
    pub(super) statements: String,
    /// What it gives back.
    pub(super) value: String,
}

/// An operation: its static and its request builder.
#[derive(Debug, Serialize)]
pub(super) struct OperationView {
    /// The static that says how the operation is called.
    pub(super) statics: String,
    /// The doc comment of the builder.
    pub(super) doc: String,
    /// The name of the builder.
    pub(super) ident: Ident,
    /// The first lines of what is declared for the builder.
    pub(super) heads: HeadsView,
    /// The fields of the builder besides `call`, each a line with its comma.
    pub(super) fields: Vec<String>,
    /// The methods that set optional parameters.
    pub(super) setters: Vec<SetterView>,
    /// The type of the answer's body.
    pub(super) answer: String,
    /// The ways to send it.
    pub(super) sends: Vec<SendView>,
    /// The types of its answers, refusals and headers, where it has some of its own.
    pub(super) replies: Vec<String>,
    /// Whether results come in pages.
    pub(super) is_paged: bool,
    /// How they do; null when they do not.
    pub(super) paging: Option<PagingView>,
}

/// The first lines of what is declared for a builder, each with its brace.
#[derive(Debug, Serialize)]
pub(super) struct HeadsView {
    /// The builder itself.
    pub(super) builder: String,
    /// What it does in both modes.
    pub(super) common: String,
    /// What it does in async code.
    pub(super) plain: String,
    /// What it does in other code.
    pub(super) blocking: String,
    /// How it gives pages.
    pub(super) paged: String,
}

impl HeadsView {
    fn of(ident: &Ident) -> Self {
        let parameters = "<M: runtime::Mode>";
        Self {
            builder: layout::item::generic(&format!("pub struct {ident}"), "M = runtime::Async"),
            common: layout::item::inherent(parameters, &format!("{ident}<M>")),
            plain: layout::item::inherent("", ident.as_str()),
            blocking: layout::item::inherent("", &format!("{ident}<runtime::Blocking>")),
            paged: layout::item::implementation(parameters, "runtime::Paged", &format!("{ident}<M>")),
        }
    }
}

/// What the views of one API have in common.
pub(super) struct Scene<'a> {
    pub(super) api: &'a Api,
    pub(super) types: &'a Types<'a>,
    pub(super) docs: &'a Docs,
}

/// The view of a group's operations.
pub(super) fn operations_view(scene: &Scene<'_>, group: GroupId, module_doc: String) -> OperationsView {
    let api = scene.api;
    let own: Vec<&Operation> = api.operations.iter().filter(|operation| operation.group == group).collect();
    let builders: Vec<Ident> = own.iter().map(|operation| names::call_type(&operation.name)).collect();
    let mut clients = Vec::new();
    for client in (0..api.clients.len()).map(ClientId) {
        let methods: Vec<MethodView> = own
            .iter()
            .filter(|operation| operation.client == client)
            .map(|operation| method_view(scene, operation, &builders))
            .collect();
        if !methods.is_empty() {
            clients.push(ClientMethodsView { ident: names::ty(&api[client].name), methods });
        }
    }
    let mut used: Vec<&str> = clients.iter().map(|client| client.ident.as_str()).collect();
    used.sort_unstable();
    let uses_types = own.iter().any(|operation| uses_types(operation));
    OperationsView {
        module_doc,
        clients_used: if used.len() == 1 { used.join("") } else { format!("{{{}}}", used.join(", ")) },
        rooms_used: if uses_types { "{runtime, types}" } else { "runtime" },
        operations: own.iter().map(|operation| operation_view(scene, operation, &builders)).collect(),
        clients,
    }
}

fn uses_types(operation: &Operation) -> bool {
    let params = operation.params.iter().map(|param| &param.field.ty);
    let body = operation.body.iter().map(|body| &body.ty);
    params.chain(body).chain(operation.answer_types()).any(|ty| ty.innermost_named().is_some())
}

/// The object of a body whose fields are parameters of the call.
pub(super) fn inline_body<'a>(
    api: &'a Api,
    operation: &'a Operation,
) -> Option<(TypeId, &'a Body, &'a Object)> {
    let body = operation.body.as_ref().filter(|body| body.inline)?;
    let Type::Named(id) = body.ty else { return None };
    match &api[id].kind {
        // Arguments have to be given, so a body that may be left out has none.
        TypeKind::Object(object) if body.optional && object.fields.iter().any(is_needed) => None,
        TypeKind::Object(object) => Some((id, body, object)),
        TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => None,
    }
}

fn is_needed(field: &Field) -> bool {
    Kind::of(field) == Kind::Required
}

/// Whether the builder may have no body. One with the page number in it always has one, and so has one that asks for a
/// stream.
pub(super) fn is_optional(operation: &Operation) -> bool {
    let is_there = page_param(operation).is_none()
        && operation.pagination.as_ref().is_some_and(|pages| pages.position.is_some());
    operation.body.as_ref().is_some_and(|body| body.optional) && !is_there && operation.streamed.is_none()
}

/// What gives a call its body.
pub(super) fn body_link(operation: &Operation) -> Option<String> {
    let body = operation.body.as_ref()?;
    let method = match body.media {
        Media::Json => "json",
        Media::Form => "form",
        Media::Multipart => "multipart",
        Media::Text => "text",
        Media::Bytes => "upload",
    };
    Some(if is_optional(operation) {
        format!(".maybe(&self.body, runtime::Call::{method})")
    } else {
        format!(".{method}(&self.body)")
    })
}

/// Whether the body of an operation is an argument of its method, and not its fields or a setter.
fn is_body_argument(api: &Api, operation: &Operation) -> bool {
    operation.body.is_some() && inline_body(api, operation).is_none() && !is_optional(operation)
}

/// The type of a body as an argument, and what makes the body of it.
fn body_argument(types: &Types<'_>, body: &Body) -> (String, &'static str) {
    let text = types.text(&body.ty, Scope::Crate);
    if types.is_converted(&body.ty) { (format!("impl Into<{text}>"), ".into()") } else { (text, "") }
}

/// The fields of a body that a call can set: not those that only answers have.
pub(super) fn request_fields(object: &Object) -> impl Iterator<Item = &Field> {
    object.fields.iter().filter(|field| field.access.is_in(Direction::Request))
}

/// The parameters outside the body that have to be given, in order.
pub(super) fn required_params(operation: &Operation) -> impl Iterator<Item = &Param> {
    operation.params.iter().filter(|param| is_argument(&param.field))
}

/// Whether a parameter is an argument of the method: it has to be given, and nothing else gives it.
pub(super) fn is_argument(field: &Field) -> bool {
    Kind::of(field) == Kind::Required && field.from_option.is_none()
}

fn method_view(scene: &Scene<'_>, operation: &Operation, builders: &[Ident]) -> MethodView {
    let Scene { api, types, docs } = scene;
    let mut params = vec!["&self".to_owned()];
    for param in required_params(operation) {
        let argument = types.argument(&param.field, None, Scope::Crate);
        params.push(format!("{}: {}", names::field(&param.field.name), argument.ty));
    }
    let body = inline_body(api, operation);
    if let Some((_, _, object)) = body {
        for field in object.fields.iter().filter(|field| Kind::of(field) == Kind::Required) {
            let argument = types.argument(field, None, Scope::Crate);
            params.push(format!("{}: {}", names::field(&field.name), argument.ty));
        }
    } else if let Some(body) = operation.body.as_ref().filter(|_| is_body_argument(api, operation)) {
        params.push(format!("{}: {}", body_local(operation), body_argument(types, body).0));
    }
    let taken: Vec<&str> =
        params.iter().filter_map(|param| param.split_once(": ")).map(|(name, _)| name).collect();
    let call = local("call", &taken);
    let ident = names::call_type(&operation.name);
    let statements = statements(scene, operation, &call);
    let head = format!("pub fn {}", names::operation(&operation.name));
    MethodView {
        doc: method_doc(scene, operation, builders),
        signature: layout::signature(4, &head, &params, &format!("{ident}<M>")),
        statements,
        value: layout::struct_literal(8, ident.as_str(), &builder_fields(scene, operation, &call)),
    }
    .with_deprecation(docs, operation)
}

impl MethodView {
    fn with_deprecation(mut self, docs: &Docs, operation: &Operation) -> Self {
        if let Some(deprecation) = &operation.deprecation {
            self.doc.push_str(&docs.attribute(deprecation));
        }
        self
    }
}

/// A name for a local variable that no parameter has.
fn local(name: &str, taken: &[&str]) -> String {
    let mut name = name.to_owned();
    while taken.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// What a method calls its body: `body`, unless a parameter outside it is called so.
fn body_local(operation: &Operation) -> String {
    let params: Vec<Ident> =
        required_params(operation).map(|param| names::field(&param.field.name)).collect();
    let taken: Vec<&str> = params.iter().map(Ident::as_str).collect();
    local("body", &taken)
}

fn statements(scene: &Scene<'_>, operation: &Operation, call: &str) -> String {
    let Scene { api, types, .. } = scene;
    let mut lines = Vec::new();
    let filled = operation.params.iter().filter(|param| param.field.from_option.is_some());
    let needs_mut = required_params(operation).next().is_some() || filled.clone().next().is_some();
    let binding = if needs_mut { format!("let mut {call} = ") } else { format!("let {call} = ") };
    let constant = names::constant(&operation.name);
    let args = ["&self.core".to_owned(), format!("&{constant}")];
    lines.push(layout::call(8, &binding, "runtime::Call::new", &args, ";"));
    for param in required_params(operation) {
        lines.push(argument_statement(types, call, param, names::field(&param.field.name).as_str()));
    }
    for param in filled {
        let option = param.field.from_option.as_deref().unwrap_or_default();
        let json = if param.style.form == Form::Json { ".map(runtime::Param::json)" } else { "" };
        let value = format!("self.{}.as_deref(){json}", option_field(option));
        lines.push(param_statement(call, param, value));
    }
    if let Some((id, _, object)) = inline_body(api, operation)
        && body_statement(api, operation)
    {
        let required: Vec<&Field> =
            object.fields.iter().filter(|field| Kind::of(field) == Kind::Required).collect();
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

/// The field of a client that keeps an option for the calls that it fills in.
pub(super) fn option_field(option: &str) -> Ident {
    names::field(&crate::model::Name::new(option))
}

fn builder_fields(scene: &Scene<'_>, operation: &Operation, call: &str) -> Vec<String> {
    let mut fields = vec![if call == "call" { call.to_owned() } else { format!("call: {call}") }];
    if let Some(body) = &operation.body {
        let is_argument = is_body_argument(scene.api, operation);
        let conversion = if is_argument { body_argument(scene.types, body).1 } else { "" };
        let local = body_local(operation);
        fields.push(match body_statement(scene.api, operation) {
            _ if is_argument && (local != "body" || !conversion.is_empty()) => {
                format!("body: {local}{conversion}")
            }
            false if is_optional(operation) => "body: None".to_owned(),
            true if is_optional(operation) => "body: Some(body)".to_owned(),
            _ => "body".to_owned(),
        });
    }
    if let Some(page) = page_param(operation) {
        let given = is_argument(page).then(|| format!("page: Some({})", names::field(&page.name)));
        fields.push(given.unwrap_or_else(|| "page: None".to_owned()));
    }
    fields
}

/// The query parameter that says which page, where one does.
pub(super) fn page_param(operation: &Operation) -> Option<&Field> {
    let pages = operation.pagination.as_ref()?;
    let [name] = pages.position.as_ref()?.0.as_slice() else { return None };
    operation
        .params
        .iter()
        .find(|param| param.place == ParamPlace::Query && param.field.name.wire() == name)
        .map(|param| &param.field)
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
fn style(param: &Param) -> Option<String> {
    let usual = Style::usual(param.place);
    let Style { form, explode, reserved } = match param.style.form {
        Form::Json => Style { reserved: param.style.reserved, ..usual },
        _ => param.style,
    };
    let style = Style { form, explode, reserved };
    (style != usual).then(|| style_text(style))
}

/// The expression that makes a style.
fn style_text(style: Style) -> String {
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

/// The statement that sends an argument. A list whose conversion is too long for a line is converted in one of its own.
fn argument_statement(types: &Types<'_>, call: &str, param: &Param, argument: &str) -> String {
    let whole = converted(types, &param.field, argument);
    let value = param_value(types, param, &whole);
    if !layout::is_too_wide(12, &value) || !matches!(param.field.ty, Type::Array(_) | Type::Set(_)) {
        return param_statement(call, param, value);
    }
    let ty = format!("Vec<{}>", item_text(types, &param.field));
    let list = layout::declared(8, argument, &ty, &format!("runtime::collect({argument})"));
    format!("{list}\n{}", param_statement(call, param, param_value(types, param, argument)))
}

/// The expression that turns a converted argument into the value of a parameter. What has fields is written as JSON first, which
/// costs types that are no parameters nothing.
fn param_value(types: &Types<'_>, param: &Param, value: &str) -> String {
    if param.style.form == Form::Json {
        format!("runtime::Param::json(&{value})")
    } else if types.has_fields(&param.field.ty) {
        format!("runtime::Param::of(&{value})")
    } else {
        value.to_owned()
    }
}

/// The type of the elements of a list.
fn item_text(types: &Types<'_>, field: &Field) -> String {
    match &field.ty {
        _ if is_secret(field) => "runtime::Secret".to_owned(),
        Type::Array(inner) | Type::Set(inner) => types.text(inner, Scope::Crate),
        ty => types.text(ty, Scope::Crate),
    }
}

fn converted(types: &Types<'_>, field: &Field, argument: &str) -> String {
    let text = item_text(types, field);
    match &field.ty {
        Type::Array(_) | Type::Set(_) => format!("runtime::collect::<{text}, Vec<_>>({argument})"),
        ty if types.is_converted(ty) || is_secret(field) => format!("Into::<{text}>::into({argument})"),
        _ => argument.to_owned(),
    }
}

fn operation_view(scene: &Scene<'_>, operation: &Operation, builders: &[Ident]) -> OperationView {
    let Scene { types, docs, .. } = scene;
    let mut fields = Vec::new();
    if let Some(body) = &operation.body {
        let ty = types.text(&body.ty, Scope::Crate);
        let ty = if is_optional(operation) { format!("Option<{ty}>") } else { ty };
        fields.push(layout::assigned(4, "body:", &ty, ","));
    }
    if let Some(page) = page_param(operation) {
        fields.push(format!("    page: Option<{}>,", types.text(&page.ty, Scope::Crate)));
    }
    let ident = names::call_type(&operation.name);
    let paging = paging_view(scene, operation);
    let mut text = docs.of_operation(operation, doc::ITEM);
    doc::gap(doc::ITEM, &mut text);
    let method = names::operation(&operation.name);
    let client = names::ty(&scene.api[operation.client].name);
    doc::raw(&format!("Made by [`{client}::{}`].", method.linked()), doc::ITEM, &mut text);
    let answer =
        operation.answer.as_ref().map_or("()".to_owned(), |answer| types.text(&answer.ty, Scope::Crate));
    OperationView {
        statics: layout::item::statics(
            names::constant(&operation.name).as_str(),
            "runtime::Operation",
            &constant_fields(scene, operation),
        ),
        doc: text,
        heads: HeadsView::of(&ident),
        ident,
        fields,
        setters: setters(scene, operation),
        answer,
        sends: send_views(scene, operation, builders),
        replies: reply_view::items(scene, operation, builders),
        is_paged: paging.is_some(),
        paging,
    }
}

fn constant_fields(scene: &Scene<'_>, operation: &Operation) -> Vec<String> {
    let client = &scene.api[operation.client];
    let mut fields = vec![format!("    name: {},", literal::string(operation.name.wire()))];
    if operation.method != Method::Get {
        let method = format!("{:?}", operation.method);
        fields.push(format!("    method: runtime::Method::{method},"));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.content_type != body.media.usual()) {
        fields.push(format!("    content_type: {},", literal::string(&body.content_type)));
    }
    let styles = operation.body.iter().flat_map(|body| &body.styles);
    let styles: Vec<(String, String)> =
        styles.map(|(name, style)| (literal::string(name), style_text(*style))).collect();
    if !styles.is_empty() {
        fields.push(layout::item::pairs(4, "form:", &styles));
    }
    fields.push(format!("    route: {},", literal::string(&operation.path.to_string())));
    if let Some(server) = &operation.server {
        fields.push(format!("    server: Some({}),", literal::string(server)));
    }
    if !operation.auth.is_empty() {
        // A scheme without a slot puts nothing on a request.
        let slot = |scheme| client.schemes.iter().position(|own| own == scheme).map(|slot| slot.to_string());
        let combinations: Vec<String> = operation
            .auth
            .iter()
            .map(|schemes| format!("&[{}]", schemes.iter().filter_map(slot).collect::<Vec<_>>().join(", ")))
            .collect();
        fields.push(layout::item::list(4, "auth:", &combinations));
    }
    if operation.envelope && scene.api.envelope.is_some() {
        fields.push("    envelope: Some(&crate::ENVELOPE),".to_owned());
    }
    if !operation.repeatable {
        fields.push("    repeatable: false,".to_owned());
    }
    if let Some(name) = &operation.idempotency_key {
        fields.push(format!("    idempotency_key: Some({}),", literal::string(name)));
    }
    fields.extend(reply_view::constant_fields(scene, operation));
    fields.push("    ..runtime::Operation::DEFAULT".to_owned());
    fields
}

fn setters(scene: &Scene<'_>, operation: &Operation) -> Vec<SetterView> {
    let Scene { api, types, docs } = scene;
    let mut setters = Vec::new();
    for param in operation.params.iter().filter(|param| !is_argument(&param.field)) {
        setters.push(param_setter(types, docs, operation, param));
    }
    if let Some((id, _, object)) = inline_body(api, operation) {
        let optional = request_fields(object).filter(|field| Kind::of(field) != Kind::Required);
        let params = operation.params.iter().map(|param| &param.field);
        let taken: Vec<Ident> =
            params.chain(&object.fields).map(|field| names::call_setter(&field.name)).collect();
        for field in optional {
            let argument = types.argument(field, Some(id), Scope::Crate);
            let value = present(field, &argument.conversion.replace("{}", "value"));
            let target = names::field(&field.name);
            let owner = if is_optional(operation) { "body" } else { "self.body" };
            let made = if is_optional(operation) {
                "        let body = self.body.get_or_insert_default();\n"
            } else {
                ""
            };
            let statement = format!("{made}{}", layout::set(8, owner, target.as_str(), &value));
            let doc = docs.of_setter(field);
            setters.push(SetterView {
                statement,
                ..setter(doc, &names::call_setter(&field.name), argument.ty, "", &value)
            });
            let name = |spelling: String| names::call_setter(&Name::new(spelling));
            let null = null_setter(field, owner, name, &taken);
            setters.extend(
                null.map(|null| SetterView { statement: format!("{made}{}", null.statement), ..null }),
            );
        }
    } else if let Some(body) = operation.body.as_ref().filter(|_| is_optional(operation)) {
        let (ty, conversion) = body_argument(types, body);
        let value = format!("Some(value{conversion})");
        let ident = free_setter(operation);
        setters.push(setter("    /// Sets the body.\n".to_owned(), &ident, ty, "self.body =", &value));
    }
    setters
}

/// The setter of a whole body: `body`, unless a parameter is called so.
pub(super) fn free_setter(operation: &Operation) -> Ident {
    let mut name = crate::model::Name::new("body");
    while operation
        .params
        .iter()
        .any(|param| names::call_setter(&param.field.name) == names::call_setter(&name))
    {
        name.spelling.push_str("_content");
    }
    names::call_setter(&name)
}

fn param_setter(types: &Types<'_>, docs: &Docs, operation: &Operation, param: &Param) -> SetterView {
    let field = &param.field;
    let argument = types.argument(field, None, Scope::Crate);
    let ident = names::call_setter(&field.name);
    let doc = docs.of_param(field);
    if page_param(operation).is_some_and(|page| std::ptr::eq(page, field)) {
        let value = format!("Some({})", argument.conversion.replace("{}", "value"));
        return setter(doc, &ident, argument.ty, "self.page =", &value);
    }
    let params = ["mut self".to_owned(), format!("value: {}", argument.ty)];
    SetterView {
        doc,
        signature: layout::signature(4, &format!("pub fn {ident}"), &params, "Self"),
        statement: argument_statement(types, "self.call", param, "value"),
    }
}

fn method_doc(scene: &Scene<'_>, operation: &Operation, builders: &[Ident]) -> String {
    let mut text = scene.docs.of_operation(operation, doc::MEMBER);
    let server = operation.server.as_deref().unwrap_or_default();
    let route = format!("{} {server}{}", operation.method.as_str(), operation.path);
    doc::gap(doc::MEMBER, &mut text);
    doc::raw(&format!("`{}`", code(&route)), doc::MEMBER, &mut text);
    for (scheme, scopes) in &operation.scopes {
        let scopes: Vec<String> = scopes.iter().map(|scope| format!("`{}`", code(scope))).collect();
        let name = code(&scene.api[*scheme].name.spelling);
        doc::gap(doc::MEMBER, &mut text);
        doc::raw(&format!("Scopes of `{name}`: {}.", scopes.join(", ")), doc::MEMBER, &mut text);
    }
    doc::gap(doc::MEMBER, &mut text);
    if let Some(note) = reply_view::note(operation, builders) {
        doc::raw(&note, doc::MEMBER, &mut text);
        doc::gap(doc::MEMBER, &mut text);
    }
    doc::raw("# Examples", doc::MEMBER, &mut text);
    doc::gap(doc::MEMBER, &mut text);
    doc::raw(&sample::doc_example(scene, operation), doc::MEMBER, &mut text);
    text
}
