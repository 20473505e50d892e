//! Views of the schemes of clients: how options become credentials, and what an app puts in their place.

use serde::Serialize;

use super::arguments::option_field;
use super::docs::code;
use super::names::{self, Ident};
use super::option_view::Held;
use super::{doc, layout, literal};
use crate::model::{Api, Client, KeyPlace, Scheme, SchemeKind, TokenFields, TokenRequest};

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

pub(super) fn own_scheme_view(client: &Client, slot: usize, scheme: &Scheme) -> OwnSchemeView {
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

/// The method of a client that gives one with another value of an option.
fn credential_method(option: &str) -> String {
    format!("with_{}", option_field(option).as_str().trim_start_matches("r#"))
}

/// The methods that a client has for its credentials.
pub(super) fn credential_methods(api: &Api, client: &Client) -> Vec<String> {
    let kinds = client.schemes.iter().map(|scheme| &api[*scheme].kind);
    kinds
        .filter_map(|kind| match kind {
            SchemeKind::Bearer { option } => Some(credential_method(option)),
            _ => None,
        })
        .collect()
}

pub(super) fn credentials(api: &Api, client: &Client, has_kept: bool) -> Vec<CredentialView> {
    let mut views = Vec::new();
    for (slot, scheme) in client.schemes.iter().enumerate() {
        let SchemeKind::Bearer { option } = &api[*scheme].kind else { continue };
        let Some(described) = client.option(option) else { continue };
        let ident = credential_method(option);
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
            ident,
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

pub(super) fn scheme_view(api: &Api, client: &Client, slot: usize, scheme: &Scheme) -> SchemeView {
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
pub(super) fn taken(api: &Api, client: &Client, name: &str, option: &str) -> String {
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
