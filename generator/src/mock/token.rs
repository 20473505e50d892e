//! Token requests that are no operation of the API: clients send them by themselves, so somebody has to answer.
//!
//! A spec says where the token is in the answer and no more, so the answer has that and no more.

use serde_json::{Map, Value};

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
    let mut requests = kinds.filter_map(|kind| match kind {
        SchemeKind::TokenRequest(token) => Some(token),
        _ => None,
    });
    let token = requests.find(|it| it.method.as_str() == request.method && it.path == request.path)?;
    Some(check(token, request).map(|()| grant(api, token)))
}

fn check(token: &TokenRequest, request: &Request) -> Result<(), Refusal> {
    let mut names = token.fields.pairs().iter().map(|(name, _)| name);
    match names.find(|name| body::field(request, name).is_none()) {
        Some(name) => Err(Refusal::of(format!("body.{name}"), REQUIRED)),
        None => Ok(()),
    }
}

fn grant(api: &Api, token: &TokenRequest) -> Value {
    let mut answer = Value::Object(Map::new());
    put(&mut answer, &token.token.0, TOKEN.into());
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
