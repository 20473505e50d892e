//! Views of operations: a static, a method of a client and a request builder for each.

use serde::Serialize;

use super::arguments::{
    body_argument, free_setter, inline_body, is_argument, is_body_argument, is_needed, is_open, is_optional,
    is_retractable, page_param, request_fields, required_params,
};
use super::docs::{Docs, code};
use super::names::{self, Ident};
use super::paging_view::{PagingView, paging_view};
use super::reply_view;
use super::scheme_view;
use super::send_view::{SendView, send_views};
use super::statement_view::{argument_statement, body_local, builder_fields, local, statements, style_text};
use super::type_view::{SetterView, null_setter, present, setter};
use super::types::{Scope, Types};
use super::{credential_doc, doc, layout, literal, sample};
use crate::model::{Api, ClientId, Field, GroupId, Method, Name, Operation, Param};

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
    /// Whether the call can go without the body that it was given.
    pub(super) leaves_body_out: bool,
    /// The other media types in which the same body can be sent, for its doc comment; empty where there is none.
    pub(super) same_media: String,
    /// Those in which the caller writes the body.
    pub(super) own_media: String,
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

impl Scene<'_> {
    /// The method that makes an operation's call.
    pub(super) fn method(&self, operation: &Operation) -> Ident {
        let own = scheme_view::credential_methods(self.api, &self.api[operation.client]);
        names::operation(&operation.name, &own)
    }
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

fn method_view(scene: &Scene<'_>, operation: &Operation, builders: &[Ident]) -> MethodView {
    let Scene { api, types, docs } = scene;
    let mut params = vec!["&self".to_owned()];
    for param in required_params(api, operation) {
        let argument = types.argument(&param.field, None, Scope::Crate);
        params.push(format!("{}: {}", names::field(&param.field.name), argument.ty));
    }
    let body = inline_body(api, operation);
    if let Some((_, _, object)) = body {
        for field in object.fields.iter().filter(|field| is_needed(api, field)) {
            let argument = types.argument(field, None, Scope::Crate);
            params.push(format!("{}: {}", names::field(&field.name), argument.ty));
        }
    } else if let Some(body) = operation.body.as_ref().filter(|_| is_body_argument(api, operation)) {
        params.push(format!("{}: {}", body_local(api, operation), body_argument(types, body).ty));
    }
    let taken: Vec<&str> =
        params.iter().filter_map(|param| param.split_once(": ")).map(|(name, _)| name).collect();
    let call = local("call", &taken);
    let ident = names::call_type(&operation.name);
    let statements = statements(scene, operation, &call);
    let head = format!("pub fn {}", scene.method(operation));
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
    let method = scene.method(operation);
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
        leaves_body_out: is_retractable(operation),
        same_media: media_list(operation, true),
        own_media: media_list(operation, false),
        paging,
    }
}

fn media_list(operation: &Operation, same: bool) -> String {
    let others = operation.body.iter().flat_map(|body| &body.others).filter(|other| other.same == same);
    others.map(|other| format!("`{}`", code(&other.content_type))).collect::<Vec<_>>().join(", ")
}

fn constant_fields(scene: &Scene<'_>, operation: &Operation) -> Vec<String> {
    let client = &scene.api[operation.client];
    let mut fields = vec![format!("    name: {},", literal::string(operation.name.wire()))];
    if operation.method != Method::Get {
        let method = match &operation.method {
            Method::Other(name) => format!("Other({})", literal::string(name)),
            known => format!("{known:?}"),
        };
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
    let is_chosen = |field: &Field| !is_argument(api, field) && is_open(api, field);
    for param in operation.params.iter().filter(|param| is_chosen(&param.field)) {
        setters.push(param_setter(types, docs, operation, param));
    }
    if let Some((id, _, object)) = inline_body(api, operation) {
        let optional = request_fields(object).filter(|field| !is_needed(api, field) && is_open(api, field));
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
        let argument = body_argument(types, body);
        let value = format!("Some({})", argument.conversion.replace("{}", "value"));
        let ident = free_setter(operation);
        setters.push(setter(
            "    /// Sets the body.\n".to_owned(),
            &ident,
            argument.ty,
            "self.body =",
            &value,
        ));
    }
    setters
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
    let credentials = credential_doc::of_operation(scene.api, operation);
    let arguments = argument_list(scene, operation);
    for note in [credentials, reply_view::note(operation, builders), arguments].into_iter().flatten() {
        doc::raw(&note, doc::MEMBER, &mut text);
        doc::gap(doc::MEMBER, &mut text);
    }
    doc::raw("# Examples", doc::MEMBER, &mut text);
    doc::gap(doc::MEMBER, &mut text);
    doc::raw(&sample::doc_example(scene, operation), doc::MEMBER, &mut text);
    text
}

/// What there is to tell of the arguments of a method, with its heading.
fn argument_list(scene: &Scene<'_>, operation: &Operation) -> Option<String> {
    let params = required_params(scene.api, operation).map(|param| &param.field);
    let body = inline_body(scene.api, operation).into_iter().flat_map(|(_, _, object)| &object.fields);
    let fields = params.chain(body.filter(|field| is_needed(scene.api, field)));
    let items: Vec<String> = fields
        .filter_map(|field| {
            let about = scene.docs.of_argument(field)?;
            Some(format!("- `{}` — {about}", names::field(&field.name)))
        })
        .collect();
    (!items.is_empty()).then(|| format!("# Arguments\n\n{}", items.join("\n")))
}
