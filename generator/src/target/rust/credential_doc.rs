//! Documentation of credentials: how what an app sets is sent, and which credentials a call takes.

use super::docs::{Docs, code};
use super::names;
use super::option_view::is_auth_method;
use crate::model::{Api, Client, ClientOption, KeyPlace, Operation, SchemeId, SchemeKind};

/// What the schemes of a client do with an option, and what they are: a paragraph each.
pub(super) fn of_option(docs: &Docs, api: &Api, client: &Client, option: &ClientOption) -> Vec<String> {
    let wire = option.name.wire();
    let mut sentences: Vec<String> = Vec::new();
    let mut paragraphs: Vec<String> = Vec::new();
    for scheme in client.schemes.iter().map(|id| &api[*id]) {
        if !scheme.kind.options().contains(&wire) {
            continue;
        }
        let sentence = use_of(&scheme.kind, wire);
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
        let about = scheme.description.as_ref().map(|text| docs.text(text).trim()).unwrap_or_default();
        let is_told = option.description.as_ref().is_some_and(|text| docs.text(text).trim() == about);
        if !about.is_empty() && !is_told && !paragraphs.iter().any(|known| known == about) {
            paragraphs.push(about.to_owned());
        }
    }
    if !sentences.is_empty() {
        paragraphs.insert(0, sentences.join(" "));
    }
    paragraphs
}

/// What a scheme does with one of its options: a sentence.
fn use_of(kind: &SchemeKind, option: &str) -> String {
    match kind {
        SchemeKind::ApiKey { place, name, option: _ } => {
            let name = code(name);
            match place {
                KeyPlace::Header => format!("Sent in the header `{name}`."),
                KeyPlace::Query => format!("Sent in the query as `{name}`."),
                KeyPlace::Cookie => format!("Sent in the cookie `{name}`."),
            }
        }
        SchemeKind::Bearer { option: _ } => {
            "Sent as `Authorization: Bearer <value>`: the token alone, without the scheme.".to_owned()
        }
        SchemeKind::Http { scheme, option: _ } => {
            let scheme = code(scheme);
            format!("Sent as `Authorization: {scheme} <value>`: the value alone, without the scheme.")
        }
        SchemeKind::Basic { username, password: _ } => {
            let what = if username == option { "user name" } else { "password" };
            format!("The {what}, sent by HTTP Basic.")
        }
        SchemeKind::OauthClient { id, secret, method: _ } => {
            format!("{}, sent as OAuth 2 has it.", part_of_client(option, id, secret))
        }
        SchemeKind::ClientCredentials { scope: Some(scope), .. } if scope == option => {
            "The scopes that a token is asked for, with spaces between them.".to_owned()
        }
        SchemeKind::ClientCredentials { address, id, secret, .. } => {
            let what = part_of_client(option, id, secret);
            format!("{what}, for a token that is fetched from `{}`.", code(address))
        }
        SchemeKind::TokenRequest(request) => {
            let sent = request.fields.pairs().iter().find(|(_, from)| from == option);
            let name = sent.map(|(name, _)| code(name)).unwrap_or_default();
            format!("Sent to `{}` as `{name}`, for a token.", code(&request.path))
        }
        SchemeKind::MutualTls => String::new(),
    }
}

fn part_of_client(option: &str, id: &str, secret: &str) -> &'static str {
    if option == id {
        "The id of the client"
    } else if option == secret {
        "The secret of the client"
    } else {
        "How the client says who it is"
    }
}

/// Which credentials an operation takes, where it takes one of several; `None` where there is nothing to choose.
pub(super) fn of_operation(api: &Api, operation: &Operation) -> Option<String> {
    if operation.auth.len() < 2 {
        return None;
    }
    let client = &api[operation.client];
    let all: Vec<String> = operation.auth.iter().map(|schemes| combination(api, client, schemes)).collect();
    Some(format!("Credentials, of which the first that the client has are sent: {}.", all.join("; or ")))
}

/// The options that schemes take together, with links to what sets them.
fn combination(api: &Api, client: &Client, schemes: &[SchemeId]) -> String {
    let builder = format!("crate::clients::{}Builder", names::ty(&client.name));
    let mut parts: Vec<String> = Vec::new();
    for kind in schemes.iter().map(|id| &api[*id].kind) {
        let options = kind.options().into_iter().filter(|option| is_credential(api, client, kind, option));
        let options = options.filter_map(|option| client.option(option)).map(|option| {
            let ident = names::option(&option.name);
            format!("[`{ident}`]({builder}::{})", ident.linked())
        });
        parts.extend(options);
        parts.extend(matches!(kind, SchemeKind::MutualTls).then(|| "a certificate".to_owned()));
    }
    if parts.is_empty() { "none".to_owned() } else { parts.join(" and ") }
}

/// Whether an option says who calls, and not only how that is said or what is asked for.
fn is_credential(api: &Api, client: &Client, kind: &SchemeKind, option: &str) -> bool {
    let is_scope =
        matches!(kind, SchemeKind::ClientCredentials { scope: Some(scope), .. } if scope == option);
    !is_scope && !is_auth_method(api, client, option)
}
