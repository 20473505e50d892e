//! Views of clients: the client, its builder, and how its options become server, headers and credentials.

use serde::Serialize;

use super::arguments::option_field;
use super::docs::{Docs, code};
use super::names::{self, Ident};
use super::option_view::{Held, OptionView, enum_view, field_links, is_auth_method, is_enum, option_view};
use super::scheme_view::{
    CredentialView, OwnSchemeView, SchemeView, credentials, own_scheme_view, scheme_view,
};
use super::type_view::EnumView;
use super::{doc, layout, literal};
use crate::model::{Api, Client, ClientId, ClientOption, Server, TypeKind};

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
                    "    #[allow(\n        dead_code,\n        reason = \"calls read it, and the groups of some may be left out\"\n    )]\n    pub(crate) {}: Option<std::sync::Arc<str>>,",
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
