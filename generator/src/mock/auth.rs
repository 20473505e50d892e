//! Credentials: whether those of one alternative are there, in the right place and of the right form.
//!
//! Whether they are valid is not asked, since a spec does not say which ones are.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::body;
use super::refusal::Refusal;
use super::request::Request;
use crate::model::{Api, Client, KeyPlace, Operation, SchemeKind};

/// Refuses a request that has the credentials of no alternative.
pub(super) fn check(api: &Api, operation: &Operation, request: &Request) -> Result<(), Refusal> {
    let client = &api[operation.client];
    let mut lacks = Vec::new();
    let mut challenge = None;
    for alternative in &operation.auth {
        let lacking = alternative.iter().map(|id| &api[*id].kind).find_map(|kind| {
            let lack = lack(kind, client, request)?;
            Some((kind, lack))
        });
        let Some((kind, lack)) = lacking else { return Ok(()) };
        challenge = challenge.or(challenge_of(kind));
        lacks.push(lack);
    }
    if lacks.is_empty() {
        return Ok(());
    }
    let refusal = Refusal::new(401, format!("the call is not authenticated: {}", lacks.join(", or ")));
    Err(match challenge {
        Some(challenge) => refusal.with("www-authenticate", challenge),
        None => refusal,
    })
}

/// What the header `WWW-Authenticate` says, for the schemes that HTTP itself knows.
fn challenge_of(kind: &SchemeKind) -> Option<&'static str> {
    match kind {
        SchemeKind::ApiKey { .. } | SchemeKind::Http { .. } | SchemeKind::MutualTls => None,
        SchemeKind::Bearer { .. } | SchemeKind::TokenRequest(_) | SchemeKind::ClientCredentials { .. } => {
            Some("Bearer")
        }
        SchemeKind::Basic { .. } | SchemeKind::OauthClient { .. } => Some("Basic realm=\"mock\""),
    }
}

/// What is missing for a scheme; `None` when it is all there.
fn lack(kind: &SchemeKind, client: &Client, request: &Request) -> Option<String> {
    match kind {
        SchemeKind::ApiKey { place, name, .. } => (!has_key(*place, name, request))
            .then(|| format!("there is no API key in {}", spot(*place, name))),
        SchemeKind::Http { scheme, .. } => authorization(request, scheme)
            .is_none()
            .then(|| format!("the header `authorization` has nothing for the scheme `{scheme}`")),
        // A mock speaks plain HTTP, which knows no certificates.
        SchemeKind::MutualTls => None,
        SchemeKind::Bearer { .. } | SchemeKind::TokenRequest(_) | SchemeKind::ClientCredentials { .. } => {
            let is_there = authorization(request, "bearer").is_some() || is_bare_token(request);
            (!is_there).then(|| "the header `authorization` has no bearer token".to_owned())
        }
        SchemeKind::Basic { .. } => basic(request)
            .is_none()
            .then(|| "the header `authorization` has no user name and password".to_owned()),
        SchemeKind::OauthClient { method, .. } => (!has_client(client, method, request)).then(|| {
            "`client_id` and `client_secret` are neither in the body nor in the header `authorization`"
                .to_owned()
        }),
    }
}

fn spot(place: KeyPlace, name: &str) -> String {
    match place {
        KeyPlace::Header => format!("the header `{name}`"),
        KeyPlace::Query => format!("the query parameter `{name}`"),
        KeyPlace::Cookie => format!("the cookie `{name}`"),
    }
}

fn has_key(place: KeyPlace, name: &str, request: &Request) -> bool {
    let among =
        |pairs: Vec<(String, String)>| pairs.iter().any(|(key, value)| key == name && !value.is_empty());
    match place {
        KeyPlace::Header => request.header(name).is_some_and(|value| !value.is_empty()),
        KeyPlace::Query => among(request.query_pairs()),
        KeyPlace::Cookie => among(request.cookies()),
    }
}

/// The credentials of the header `Authorization`, where it has them for this scheme.
fn authorization<'a>(request: &'a Request, scheme: &str) -> Option<&'a str> {
    let (found, credentials) = request.header("authorization")?.split_once(' ')?;
    let credentials = credentials.trim();
    (found.eq_ignore_ascii_case(scheme) && !credentials.is_empty()).then_some(credentials)
}

/// Whether the header `Authorization` is a token and nothing else (`token68` of RFC 9110, section 11.2). It lacks the word
/// `Bearer` then, but clients send tokens like that, and servers take them.
fn is_bare_token(request: &Request) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~+/".contains(c);
    request.header("authorization").is_some_and(|value| {
        let token = value.trim_end_matches('=');
        !token.is_empty() && token.chars().all(is_part) && !value.eq_ignore_ascii_case("bearer")
    })
}

/// User name and password (RFC 7617).
fn basic(request: &Request) -> Option<(String, String)> {
    let bytes = STANDARD.decode(authorization(request, "basic")?).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    text.split_once(':').map(|(name, password)| (name.to_owned(), password.to_owned()))
}

/// The id and the secret of a client (RFC 6749, section 2.3.1); the id alone where the client may have no secret.
fn has_client(client: &Client, method: &str, request: &Request) -> bool {
    let is_sent = |name| body::field(request, name).is_some_and(|value| !value.is_empty());
    let may_be_public =
        client.option(method).is_some_and(|option| option.values.iter().any(|value| value == "none"));
    basic(request).is_some_and(|(id, _)| !id.is_empty())
        || (is_sent("client_id") && (may_be_public || is_sent("client_secret")))
}
