//! Views of clients: the client, its builder, and how its options become server, headers and credentials.

use serde::Serialize;

use super::docs::{Docs, code};
use super::names::{self, Ident};
use super::operation_view::option_field;
use super::type_view::{EnumView, SetterView, VariantView, setter};
use super::{doc, layout, literal};
use crate::model::{
    Api, Client, ClientId, ClientOption, KeyPlace, Scheme, SchemeKind, Server, TokenFields, TokenRequest,
    TypeKind,
};

/// A client.
#[derive(Debug, Serialize)]
pub(super) struct ClientView {
    /// The doc comment.
    pub(super) doc: String,
    /// The name.
    pub(super) ident: Ident,
    /// The name of the builder.
    pub(super) builder: String,
    /// Options that calls are filled in from: fields of the client, each a line.
    pub(super) kept_fields: Vec<String>,
    /// Statements of `build` that take them out of the builder.
    pub(super) kept_statements: Vec<String>,
    /// The statement that makes the client of its core.
    pub(super) literal: String,
    /// The methods that give a client with another credential.
    pub(super) credentials: Vec<CredentialView>,
    /// The options: fields of the builder.
    pub(super) options: Vec<OptionView>,
    /// The types of options with listed values.
    pub(super) enums: Vec<EnumView>,
    /// Statements that set up what every client of this kind has.
    pub(super) defaults: Vec<String>,
    /// Statements that turn the options into settings.
    pub(super) settling: Vec<String>,
    /// The signature of `build_blocking`.
    pub(super) blocking_signature: String,
    /// The schemes that are made from options.
    pub(super) schemes: Vec<SchemeView>,
    /// The methods that put a scheme of the app's own in the place of one.
    pub(super) own_schemes: Vec<OwnSchemeView>,
}

/// A method that takes a scheme of the app's own.
#[derive(Debug, Serialize)]
pub(super) struct OwnSchemeView {
    /// The doc comment.
    pub(super) doc: String,
    /// The signature up to its brace, with its indent.
    pub(super) signature: String,
    /// The slot.
    pub(super) slot: usize,
}

/// A method that gives a client with another credential.
#[derive(Debug, Serialize)]
pub(super) struct CredentialView {
    /// The doc comment.
    pub(super) doc: String,
    /// The method.
    pub(super) ident: String,
    /// The statement that makes the core.
    pub(super) statement: String,
    /// What the method gives back.
    pub(super) value: String,
}

/// An option of a client.
#[derive(Debug, Serialize)]
pub(super) struct OptionView {
    /// The declaration of the field.
    pub(super) declaration: String,
    /// The field in the builder's `new`.
    pub(super) initial: String,
    /// The method that sets it.
    pub(super) setter: SetterView,
}

/// A scheme and the method that makes it.
#[derive(Debug, Serialize)]
pub(super) struct SchemeView {
    /// The method.
    pub(super) method: String,
    /// The type of the scheme.
    pub(super) ty: &'static str,
    /// The statements and the value of the method, with their indent.
    pub(super) body: Vec<String>,
}

/// The view of a client.
pub(super) fn client_view(api: &Api, docs: &Docs, id: ClientId) -> ClientView {
    let client = &api[id];
    let ident = names::ty(&client.name);
    let kept: Vec<&ClientOption> =
        client.options.iter().filter(|option| is_kept(api, id, option.name.wire())).collect();
    let fallback = format!("Calls the API as `{}`.", code(&client.name.spelling));
    let description = client.description.as_ref().map_or(fallback.as_str(), |text| docs.text(text));
    let servers = known_servers(docs, client);
    ClientView {
        doc: doc::lines(&[description], doc::ITEM) + &servers,
        builder: format!("{ident}Builder"),
        kept_fields: kept
            .iter()
            .map(|option| {
                format!(
                    "    #[allow(dead_code)]\n    pub(crate) {}: Option<std::sync::Arc<str>>,",
                    option_field(option.name.wire())
                )
            })
            .collect(),
        kept_statements: kept.iter().map(|option| kept_statement(api, client, option)).collect(),
        literal: literal_statement(&ident, &kept),
        credentials: credentials(api, client, !kept.is_empty()),
        options: client.options.iter().map(|option| option_view(docs, client, option, &ident, api)).collect(),
        enums: client
            .options
            .iter()
            .filter(|option| is_enum(api, client, option))
            .map(|option| enum_view(option, &ident))
            .collect(),
        blocking_signature: layout::signature(
            4,
            "pub fn build_blocking",
            &["self".to_owned()],
            &format!("runtime::Result<{ident}<runtime::Blocking>>"),
        ),
        defaults: defaults(api, client),
        settling: settling(api, client),
        schemes: client
            .schemes
            .iter()
            .enumerate()
            .map(|(slot, scheme)| scheme_view(api, client, slot, &api[*scheme]))
            .collect(),
        own_schemes: client
            .schemes
            .iter()
            .enumerate()
            .map(|(slot, scheme)| own_scheme_view(client, slot, &api[*scheme]))
            .collect(),
        ident,
    }
}

/// The servers that are known, where there are several.
fn known_servers(docs: &Docs, client: &Client) -> String {
    let mut text = String::new();
    let default = match &client.server {
        Server::Fixed(url) | Server::Option(_, Some(url)) => Some(url),
        Server::Option(_, None) => None,
    };
    if client.servers.is_empty() {
        return text;
    }
    let mut items: Vec<String> = default.iter().map(|url| format!("- `{}`", code(url))).collect();
    items.extend(client.servers.iter().map(|server| {
        let about = server.description.as_ref().map(|text| doc::inline(docs.text(text)));
        let about =
            about.filter(|about| !about.is_empty()).map_or(String::new(), |about| format!(": {about}"));
        format!("- `{}`{about}", code(&server.url))
    }));
    doc::gap(doc::ITEM, &mut text);
    doc::raw(&format!("# Servers\n\n{}", items.join("\n")), doc::ITEM, &mut text);
    text
}

fn own_scheme_view(client: &Client, slot: usize, scheme: &Scheme) -> OwnSchemeView {
    let method = |spelling: &str| names::option(&crate::model::Name::new(spelling));
    let is_taken = |ident: &Ident| client.options.iter().any(|option| names::option(&option.name) == *ident);
    let mut spelling = format!("{}_scheme", scheme.name.spelling);
    while is_taken(&method(&spelling)) {
        spelling.push_str("_itself");
    }
    let mut text = String::new();
    let name = code(&scheme.name.spelling);
    let about =
        format!("Authenticates calls that need `{name}` in a way of your own, whatever the options say.");
    doc::raw(&about, doc::MEMBER, &mut text);
    let params = ["mut self".to_owned(), "scheme: impl runtime::Authenticate".to_owned()];
    let signature = layout::signature(4, &format!("pub fn {}", method(&spelling)), &params, "Self");
    OwnSchemeView { doc: text, signature, slot }
}

/// Whether calls are filled in from an option.
fn is_kept(api: &Api, client: ClientId, option: &str) -> bool {
    let mut own = api.operations.iter().filter(|operation| operation.client == client);
    own.any(|operation| {
        let params = operation.params.iter().map(|param| &param.field);
        let body = operation.body.iter().filter_map(|body| match &api[body.ty.innermost_named()?].kind {
            TypeKind::Object(object) => Some(&object.fields),
            TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => None,
        });
        params.chain(body.flatten()).any(|field| field.from_option.as_deref() == Some(option))
    })
}

fn kept_statement(api: &Api, client: &Client, option: &ClientOption) -> String {
    let ident = option_field(option.name.wire());
    let mut links = vec!["self".to_owned(), format!(".{ident}")];
    links.extend(
        match Held::of(api, client, option) {
            Held::Secret => [".as_ref()", ".map(|secret| secret.expose().into())"],
            Held::Enum => [".as_ref()", ".map(|value| value.as_str().into())"],
            Held::Text => [".as_deref()", ".map(Into::into)"],
        }
        .map(str::to_owned),
    );
    layout::chain(8, &format!("let {ident} = "), &links, ";")
}

fn literal_statement(ident: &Ident, kept: &[&ClientOption]) -> String {
    let kept = kept.iter().map(|option| option_field(option.name.wire()).to_string());
    let fields: Vec<String> = std::iter::once("core".to_owned()).chain(kept).collect();
    let literal = layout::struct_literal(8, ident.as_str(), &fields);
    format!("        Ok({})", literal.trim_start())
}

/// How a builder holds an option.
enum Held {
    Text,
    Secret,
    Enum,
}

impl Held {
    fn of(api: &Api, client: &Client, option: &ClientOption) -> Self {
        if is_enum(api, client, option) {
            Self::Enum
        } else if option.secret {
            Self::Secret
        } else {
            Self::Text
        }
    }

    /// The links that make an `Option<&str>` of it.
    fn borrowed(&self) -> &'static [&'static str] {
        match self {
            Self::Text => &[".as_deref()"],
            Self::Secret => &[".as_ref()", ".map(runtime::Secret::expose)"],
            Self::Enum => &[".as_ref()", ".map(|value| value.as_str())"],
        }
    }

    /// The links that make an `Option<String>` of it.
    fn owned(&self) -> &'static [&'static str] {
        match self {
            Self::Text => &[".clone()"],
            Self::Secret => &[".as_ref()", ".map(|secret| secret.expose().to_owned())"],
            Self::Enum => &[".as_ref()", ".map(ToString::to_string)"],
        }
    }
}

/// The field of an option in its builder, and links after it.
fn field_links(ident: &Ident, links: &[&str]) -> Vec<String> {
    let field = ["self".to_owned(), format!(".{ident}")];
    field.into_iter().chain(links.iter().map(|link| (*link).to_owned())).collect()
}

/// A call with an argument that is made of an option, which gets a name first where its chain would be broken.
fn with_option(callee: &str, mut args: Vec<String>, at: usize, links: &[String]) -> String {
    let value = links.concat();
    if layout::width(&value) <= layout::CALL_WIDTH {
        args.insert(at, value);
        return layout::call(8, "", callee, &args, ";");
    }
    args.insert(at, "value".to_owned());
    let named = layout::chain(8, "let value = ", links, ";");
    format!("{named}\n{}", layout::call(8, "", callee, &args, ";"))
}

/// Whether an option gets an enum of its own: its values are listed, and no scheme knows them by a type of its own.
fn is_enum(api: &Api, client: &Client, option: &ClientOption) -> bool {
    !option.values.is_empty() && !is_auth_method(api, client, option.name.wire())
}

fn is_auth_method(api: &Api, client: &Client, option: &str) -> bool {
    client.schemes.iter().any(|scheme| api[*scheme].kind.method() == Some(option))
}

fn enum_ident(option: &ClientOption, client: &Ident) -> String {
    format!("{client}{}", names::ty(&option.name))
}

fn enum_view(option: &ClientOption, client: &Ident) -> EnumView {
    let variants: Vec<VariantView> = option
        .values
        .iter()
        .map(|value| VariantView {
            doc: format!("    /// `{}`\n", code(value)),
            ident: names::variant(&crate::model::Name::new(value.as_str())),
            wire: literal::string(value),
        })
        .collect();
    let unknown = names::unknown_variant(variants.iter().map(|variant| &variant.ident));
    let builder = names::option(&option.name);
    let ident = names::ty(&crate::model::Name::new(enum_ident(option, client)));
    EnumView {
        doc: format!("/// The values of [`{client}Builder::{}`].\n", builder.linked()),
        head: layout::item::declaration(&format!("pub enum {ident}")),
        ident,
        macro_name: "text_enum",
        derives: "Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash",
        variants,
        open: true,
        unknown: unknown.to_string(),
        unknown_type: "String",
    }
}

fn option_view(
    docs: &Docs,
    client: &Client,
    option: &ClientOption,
    client_ident: &Ident,
    api: &Api,
) -> OptionView {
    let ident = option_field(option.name.wire());
    let (plain, ty, value) = if is_auth_method(api, client, option.name.wire()) {
        (
            "crate::runtime::ClientAuthMethod".to_owned(),
            "crate::runtime::ClientAuthMethod".to_owned(),
            "Some(value)",
        )
    } else if is_enum(api, client, option) {
        let ty = names::ty(&crate::model::Name::new(enum_ident(option, client_ident))).to_string();
        (ty.clone(), ty, "Some(value)")
    } else if option.secret {
        ("runtime::Secret".to_owned(), "impl Into<runtime::Secret>".to_owned(), "Some(value.into())")
    } else {
        ("String".to_owned(), "impl Into<String>".to_owned(), "Some(value.into())")
    };
    let plain = plain.replace("crate::runtime", "runtime");
    OptionView {
        declaration: layout::assigned(4, &format!("{ident}:"), &format!("Option<{plain}>"), ","),
        initial: format!("            {ident}: {},", initial(api, client, option, client_ident)),
        setter: setter(
            option_doc(docs, option),
            &names::option(&option.name),
            ty.replace("crate::runtime", "runtime"),
            &format!("self.{ident} ="),
            value,
        ),
    }
}

fn option_doc(docs: &Docs, option: &ClientOption) -> String {
    let fallback = format!("`{}`.", code(option.name.wire()));
    let description = option.description.as_ref().map_or(fallback.as_str(), |text| docs.text(text));
    let mut out = doc::lines(&[description], doc::MEMBER);
    let mut facts = Vec::new();
    if option.required {
        facts.push("- Required".to_owned());
    }
    if let Some(default) = &option.default {
        facts.push(format!("- Default: `{}`", code(default)));
    }
    if !facts.is_empty() {
        doc::gap(doc::MEMBER, &mut out);
        doc::raw(&facts.join("\n"), doc::MEMBER, &mut out);
    }
    out
}

fn initial(api: &Api, client: &Client, option: &ClientOption, client_ident: &Ident) -> String {
    let Some(default) = &option.default else { return "None".to_owned() };
    if is_auth_method(api, client, option.name.wire()) {
        return format!("Some(runtime::ClientAuthMethod::{})", auth_method(default));
    }
    if is_enum(api, client, option) {
        let ty = names::ty(&crate::model::Name::new(enum_ident(option, client_ident)));
        return format!("Some({ty}::{})", names::variant(&crate::model::Name::new(default.as_str())));
    }
    format!("Some({}.into())", literal::string(default))
}

fn auth_method(name: &str) -> &'static str {
    match name {
        "client_secret_basic" => "ClientSecretBasic",
        "none" => "None",
        _ => "ClientSecretPost",
    }
}

fn defaults(api: &Api, client: &Client) -> Vec<String> {
    let millis = client.timeout.as_millis();
    let mut lines = vec![format!("        settings.timeout(Duration::from_millis({millis}));")];
    let crate::model::Retry { attempts, base_delay, max_delay } = api.retry;
    lines.push("        let retry = runtime::RetryPolicy::default();".to_owned());
    lines.push(format!("        let retry = retry.max_attempts({attempts});"));
    lines.push(format!(
        "        let retry = retry.base_delay(Duration::from_millis({}));",
        base_delay.as_millis()
    ));
    lines.push(format!(
        "        let retry = retry.max_delay(Duration::from_millis({}));",
        max_delay.as_millis()
    ));
    lines.push("        settings.retry(retry);".to_owned());
    for (name, value) in &api.headers {
        let args = [literal::string(name), literal::string(value)];
        lines.push(layout::call(8, "", "settings.header", &args, ";"));
    }
    lines
}

fn settling(api: &Api, client: &Client) -> Vec<String> {
    let mut lines = Vec::new();
    for option in &client.options {
        let ident = option_field(option.name.wire());
        let is_server =
            matches!(&client.server, Server::Option(server, None) if server == option.name.wire());
        let shown = literal::string(names::option(&option.name).as_str());
        if option.required || is_server {
            // The parts of an address are not needed when an app says the whole of it.
            let whole = match &client.server {
                Server::Option(server, Some(_))
                    if client.server_variables.contains(&option.name.wire().to_owned()) =>
                {
                    format!(" || self.{}.is_some()", option_field(server))
                }
                _ => String::new(),
            };
            let args = [shown.clone(), format!("self.{ident}.is_some(){whole}")];
            lines.push(layout::call(8, "", "settings.require", &args, ";"));
        }
        if !option.must_contain.is_empty() {
            let words: Vec<String> = option.must_contain.iter().map(|word| literal::string(word)).collect();
            let args = vec![shown, format!("&[{}]", words.join(", "))];
            let links = field_links(&ident, Held::of(api, client, option).borrowed());
            lines.push(with_option("settings.must_contain", args, 1, &links));
        }
    }
    lines.push(server_statement(api, client));
    if let Server::Option(option, _) = &client.server
        && has_own_servers(api, client)
    {
        let args = [format!("self.{}.is_some()", option_field(option))];
        lines.push(layout::call(8, "", "settings.choose_server", &args, ";"));
    }
    for option in client.server_variables.iter().filter_map(|name| client.option(name)) {
        let known: Vec<String> = option.values.iter().map(|value| literal::string(value)).collect();
        let args = vec![literal::string(option.name.wire()), format!("&[{}]", known.join(", "))];
        let links = field_links(&option_field(option.name.wire()), Held::of(api, client, option).owned());
        lines.push(with_option("settings.server_variable", args, 1, &links));
    }
    for option in &client.options {
        let Some(header) = &option.header else { continue };
        let ident = option_field(option.name.wire());
        let links = field_links(&ident, Held::of(api, client, option).owned());
        lines.push(with_option("settings.header_if", vec![literal::string(header)], 1, &links));
    }
    for (slot, scheme) in client.schemes.iter().enumerate() {
        let options = api[*scheme].kind.options();
        let shown: Vec<String> = options
            .iter()
            .filter(|option| !is_auth_method(api, client, option))
            .map(|option| option_field(option).to_string())
            .collect();
        let args =
            [slot.to_string(), literal::string(&shown.join(" with ")), format!("self.scheme_{slot}()")];
        lines.push(layout::call(8, "", "settings.scheme", &args, ";"));
    }
    lines
}

/// Whether some operations of a client have a server of their own.
fn has_own_servers(api: &Api, client: &Client) -> bool {
    let mut own = api.operations.iter().filter(|operation| std::ptr::eq(&api[operation.client], client));
    own.any(|operation| operation.server.is_some())
}

fn server_statement(api: &Api, client: &Client) -> String {
    let statement = match &client.server {
        Server::Fixed(url) => layout::assigned(8, "let server =", &literal::string(url), ";"),
        Server::Option(option, default) => {
            let default = literal::string(default.as_deref().unwrap_or_default());
            let held = client.option(option).map_or(Held::Text, |option| Held::of(api, client, option));
            let callee = field_links(&option_field(option), held.borrowed()).concat() + ".unwrap_or";
            layout::call(8, "let server = ", &callee, &[default], ";")
        }
    };
    format!("{statement}\n        settings.server(server);")
}

fn credentials(api: &Api, client: &Client, has_kept: bool) -> Vec<CredentialView> {
    let mut views = Vec::new();
    for (slot, scheme) in client.schemes.iter().enumerate() {
        let SchemeKind::Bearer { option } = &api[*scheme].kind else { continue };
        let Some(described) = client.option(option) else { continue };
        let option = option_field(option);
        let mut doc = String::new();
        let text = format!(
            "The same client with another `{option}`; everything else is shared. See [`{}Builder::{}`].",
            names::ty(&client.name),
            names::option(&described.name).linked()
        );
        doc::raw(&text, doc::MEMBER, &mut doc);
        let args = [slot.to_string(), "runtime::Bearer::new(value)".to_owned()];
        views.push(CredentialView {
            doc,
            ident: format!("with_{}", option.as_str().trim_start_matches("r#")),
            statement: layout::call(8, "let core = ", "self.core.with_scheme", &args, ";"),
            value: if has_kept {
                layout::struct_literal(8, "Self", &["core".to_owned(), "..self.clone()".to_owned()])
            } else {
                layout::struct_literal(8, "Self", &["core".to_owned()])
            },
        });
    }
    views
}

fn scheme_view(api: &Api, client: &Client, slot: usize, scheme: &Scheme) -> SchemeView {
    let take = |name: &str, option: &str| taken(api, client, name, option);
    let (ty, body) = match &scheme.kind {
        SchemeKind::ApiKey { place, name, option } => {
            let constructor = match place {
                KeyPlace::Header => "header",
                KeyPlace::Query => "query",
                KeyPlace::Cookie => "cookie",
            };
            let args = [literal::string(name), "key".to_owned()];
            let callee = format!("runtime::ApiKey::{constructor}");
            let scheme = layout::call(8, "let scheme = ", &callee, &args, ";");
            ("runtime::ApiKey", vec![take("key", option), scheme, "        Some(scheme)".to_owned()])
        }
        SchemeKind::Bearer { option } => (
            "runtime::Bearer",
            vec![take("token", option), "        Some(runtime::Bearer::new(token))".to_owned()],
        ),
        SchemeKind::Basic { username, password } => (
            "runtime::Basic",
            vec![
                take("user", username),
                take("password", password),
                "        Some(runtime::Basic::new(user, password))".to_owned(),
            ],
        ),
        SchemeKind::OauthClient { id, secret, method } => (
            "runtime::ClientAuthentication",
            vec![
                format!("        let method = self.{}.unwrap_or_default();", option_field(method)),
                format!("        let id = self.{}{};", option_field(id), as_text(client, id)),
                format!("        let secret = self.{}{};", option_field(secret), as_secret(client, secret)),
                "        runtime::ClientAuthentication::from_options(method, id, secret)".to_owned(),
            ],
        ),
        SchemeKind::TokenRequest(request) => {
            ("runtime::TokenRequest", token_request(api, client, scheme, request))
        }
        SchemeKind::Http { scheme, option } => {
            let args = [literal::string(scheme), "credential".to_owned()];
            let scheme = layout::call(8, "let scheme = ", "runtime::HttpScheme::new", &args, ";");
            (
                "runtime::HttpScheme",
                vec![take("credential", option), scheme, "        Some(scheme)".to_owned()],
            )
        }
        SchemeKind::ClientCredentials { address, id, secret, method, scope } => {
            let how = match method {
                Some(method) => format!("self.{}.unwrap_or_default()", option_field(method)),
                None => "runtime::ClientAuthMethod::ClientSecretBasic".to_owned(),
            };
            let make = "runtime::ClientAuthentication::from_options";
            let args = ["method", "id", "secret"].map(str::to_owned);
            let mut body = vec![
                format!("        let method = {how};"),
                format!("        let id = self.{}{};", option_field(id), as_text(client, id)),
                format!("        let secret = self.{}{};", option_field(secret), as_secret(client, secret)),
                layout::call(8, "let client = ", make, &args, "?;"),
                layout::assigned(8, "let address =", &literal::string(address), ";"),
            ];
            let request = "runtime::TokenRequest::client_credentials(address, client)";
            match scope {
                Some(scope) => {
                    body.push(layout::assigned(8, "let request =", request, ";"));
                    body.push(format!(
                        "        let scope = self.{}{};",
                        option_field(scope),
                        as_text(client, scope)
                    ));
                    body.push("        Some(request.field_if(\"scope\", scope))".to_owned());
                }
                None => {
                    body.push(layout::assigned(8, "let request =", request, ";"));
                    body.push("        Some(request)".to_owned());
                }
            }
            ("runtime::TokenRequest", body)
        }
        // Requests carry nothing, so clients have no slot for it.
        SchemeKind::MutualTls => ("runtime::Bearer", vec!["        None".to_owned()]),
    };
    SchemeView { method: format!("scheme_{slot}"), ty, body }
}

/// The statement that takes what a scheme needs out of the builder.
fn taken(api: &Api, client: &Client, name: &str, option: &str) -> String {
    let held = client.option(option).map_or(Held::Text, |option| Held::of(api, client, option));
    let value = match held {
        Held::Enum => ".as_ref()?.to_string()",
        Held::Text | Held::Secret => ".clone()?",
    };
    format!("        let {name} = self.{}{value};", option_field(option))
}

/// What makes an `Option<String>` of an option.
fn as_text(client: &Client, option: &str) -> &'static str {
    match client.option(option) {
        Some(option) if option.secret => ".as_ref().map(|secret| secret.expose().to_owned())",
        _ => ".clone()",
    }
}

/// What makes an `Option<Secret>` of an option.
fn as_secret(client: &Client, option: &str) -> &'static str {
    match client.option(option) {
        Some(option) if option.secret => ".clone()",
        _ => ".clone().map(runtime::Secret::from)",
    }
}

fn token_request(api: &Api, client: &Client, scheme: &Scheme, request: &TokenRequest) -> Vec<String> {
    let TokenRequest { method: _, path, fields, token, expires_in, claim_headers, expired } = request;
    let constructor = match fields {
        TokenFields::Json(_) => "runtime::TokenRequest::json",
        TokenFields::Form(_) => "runtime::TokenRequest::form",
    };
    let step = |method: &str, args: &[String]| {
        layout::call(8, "let request = ", &format!("request.{method}"), args, ";")
    };
    let args = [literal::string(scheme.name.wire()), literal::string(path)];
    let mut lines = vec![layout::call(8, "let request = ", constructor, &args, ";")];
    for (field, option) in fields.pairs() {
        lines.push(taken(api, client, "value", option));
        lines.push(step("field", &[literal::string(field), "value".to_owned()]));
    }
    if api.envelope.is_some() {
        lines.push(step("envelope", &["&crate::ENVELOPE".to_owned()]));
    }
    let lifetime = literal::string(&expires_in.as_ref().map(ToString::to_string).unwrap_or_default());
    lines.push(step("places", &[literal::string(&token.to_string()), lifetime]));
    for (header, claim) in claim_headers {
        lines.push(step("claim_header", &[literal::string(header), literal::string(claim)]));
    }
    if !expired.is_empty() {
        let codes: Vec<String> = expired.iter().map(|code| literal::string(&code.to_string())).collect();
        lines.push(step("refused_codes", &[format!("&[{}]", codes.join(", "))]));
    }
    lines.push("        Some(request)".to_owned());
    lines
}
