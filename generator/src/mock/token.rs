//! Token requests that are no operation of the API: clients send them by themselves, so somebody has to answer.
//!
//! A spec says where the token is in the answer and no more, so the answer has that and no more.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::body;
use super::known::REQUIRED;
use super::paging::put;
use super::refusal::Refusal;
use super::request::Request;
use crate::model::{Api, SchemeKind, TokenRequest};

/// What a token is called that nobody gave an example of.
const TOKEN: &str = "mock-token";

/// How long it is said to hold, in seconds.
const LIFETIME: u64 = 3600;

/// The answer to a token request; `None` when the request is none.
pub(super) fn answer(api: &Api, request: &Request) -> Option<Result<Value, Refusal>> {
    let kinds = api.schemes.iter().map(|scheme| &scheme.kind);
    if kinds.clone().any(|kind| is_client_credentials(kind, request)) {
        return Some(client_credentials(request));
    }
    let mut requests = kinds.filter_map(|kind| match kind {
        SchemeKind::TokenRequest(token) => Some(token),
        _ => None,
    });
    let token = requests.find(|it| it.method.as_str() == request.method && it.path == request.path)?;
    Some(check(token, request).map(|()| grant(api, token)))
}

/// Whether a request is for the token endpoint of OAuth 2. One that lies on another server is not the mock's.
fn is_client_credentials(kind: &SchemeKind, request: &Request) -> bool {
    matches!(kind, SchemeKind::ClientCredentials { address, .. } if request.method == "POST" && *address == request.path)
}

/// A token as RFC 6749 has it, sections 4.4.2 and 4.4.3.
fn client_credentials(request: &Request) -> Result<Value, Refusal> {
    match body::field(request, "grant_type").as_deref() {
        Some("client_credentials") => {
            Ok(json!({ "access_token": TOKEN, "token_type": "Bearer", "expires_in": LIFETIME }))
        }
        _ => Err(Refusal::of("body.grant_type", "it is to be `client_credentials`")),
    }
}

fn check(token: &TokenRequest, request: &Request) -> Result<(), Refusal> {
    let mut names = token.fields.pairs().iter().map(|(name, _)| name);
    match names.find(|name| body::field(request, name).is_none()) {
        Some(name) => Err(Refusal::of(format!("body.{name}"), REQUIRED)),
        None => Ok(()),
    }
}

/// Makes the answer of an operation that is a token request as well one that its clients can use: where they take headers
/// from claims of the token, it has those claims.
pub(super) fn complete(api: &Api, request: &Request, answer: &mut Value) {
    let requests = api.schemes.iter().filter_map(|scheme| match &scheme.kind {
        SchemeKind::TokenRequest(token) => Some(token),
        _ => None,
    });
    let is_meant =
        |token: &&TokenRequest| token.method.as_str() == request.method && token.path == request.path;
    let Some(token) = requests.filter(|token| !token.claim_headers.is_empty()).find(is_meant) else { return };
    put(answer, &token.token.0, name_of(token).into());
}

/// A token: a word, or a JWT without a signature (RFC 7519, section 6) where clients read claims of it.
fn name_of(token: &TokenRequest) -> String {
    if token.claim_headers.is_empty() {
        return TOKEN.to_owned();
    }
    let claims: Map<String, Value> = token
        .claim_headers
        .iter()
        .map(|(_, claim)| (claim.clone(), format!("mock-{claim}").into()))
        .collect();
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{TOKEN}", part(json!({ "alg": "none", "typ": "JWT" })), part(Value::Object(claims)))
}

fn grant(api: &Api, token: &TokenRequest) -> Value {
    let mut answer = Value::Object(Map::new());
    put(&mut answer, &token.token.0, name_of(token).into());
    if let Some(expires_in) = &token.expires_in {
        put(&mut answer, &expires_in.0, LIFETIME.into());
    }
    if let Some(envelope) = &api.envelope
        && let Some(success) = envelope.success.first()
        && let Some(fields) = answer.as_object_mut()
    {
        fields.entry(envelope.status.as_str()).or_insert_with(|| (*success).into());
    }
    answer
}
