//! How an OAuth client proves itself to the token endpoint (RFC 6749, section 2.3.1).
//!
//! Knows forms and JSON objects as bodies to add fields to. Invariant: fields that the caller has set already are left alone, and a
//! body is otherwise passed on byte for byte.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::de::IgnoredAny;

use super::super::body::RequestBody;
use super::super::encode;
use super::super::error::{Error, Result};
use super::super::secret::Secret;
use super::super::transport::{BoxFuture, Request};
use super::{AuthContext, Authenticate, http_auth, ready};

const FORM: &str = "application/x-www-form-urlencoded";

/// Where the id and the secret of a client travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ClientAuthMethod {
    /// `client_secret_post`: both in the body.
    #[default]
    ClientSecretPost,
    /// `client_secret_basic`: both in the `Authorization` header.
    ClientSecretBasic,
    /// `none`: the id in the body, and no secret.
    None,
}

/// The credentials of an OAuth client.
#[derive(Debug, Clone)]
pub struct ClientAuthentication {
    method: ClientAuthMethod,
    id: String,
    secret: Secret,
}

impl ClientAuthentication {
    /// Sends `id` and, unless the method is [`ClientAuthMethod::None`], `secret`.
    pub fn new(method: ClientAuthMethod, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            method,
            id: id.into(),
            secret: secret.into(),
        }
    }

    /// The credentials that options give, or `None` while one that the method needs is missing.
    pub fn from_options(
        method: ClientAuthMethod,
        id: Option<String>,
        secret: Option<Secret>,
    ) -> Option<Self> {
        let secret = secret.or((method == ClientAuthMethod::None).then(|| Secret::new("")))?;
        Some(Self::new(method, id?, secret))
    }

    pub(super) fn put(&self, request: &mut Request) -> Result<()> {
        request.hide(self.secret.clone());
        match self.method {
            ClientAuthMethod::ClientSecretBasic => http_auth::put(request, "Basic", &self.basic()),
            ClientAuthMethod::ClientSecretPost => add_fields(
                request,
                &[
                    ("client_id", &self.id),
                    ("client_secret", self.secret.expose()),
                ],
            ),
            ClientAuthMethod::None => add_fields(request, &[("client_id", &self.id)]),
        }
    }

    /// Id and secret are form-encoded first, so that a colon in the id does no harm.
    fn basic(&self) -> String {
        STANDARD.encode(format!(
            "{}:{}",
            encode::form_component(&self.id),
            encode::form_component(self.secret.expose())
        ))
    }
}

impl Authenticate for ClientAuthentication {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        _: &'a AuthContext<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        ready(self.put(request))
    }

    fn is_fixed(&self) -> bool {
        true
    }
}

/// Adds fields to a form or JSON body; a request without a body gets a form.
pub(super) fn add_fields(request: &mut Request, fields: &[(&str, &str)]) -> Result<()> {
    let body = request
        .body
        .as_ref()
        .map_or(Some(&[][..]), RequestBody::as_bytes);
    let media_type = request
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or(FORM);
    let extended = match media_type.split(';').next().unwrap_or_default().trim() {
        FORM => body.and_then(|body| add_to_form(body, fields)),
        "application/json" => body.and_then(|body| add_to_json(body, fields)),
        _ => None,
    };
    let extended = extended.ok_or_else(|| {
        Error::build("client credentials can be added to a form or a JSON object only")
    })?;
    request.body = Some(extended.into());
    request
        .headers
        .entry(CONTENT_TYPE)
        .or_insert(HeaderValue::from_static(FORM));
    Ok(())
}

fn add_to_form(body: &[u8], fields: &[(&str, &str)]) -> Option<String> {
    let mut form = String::from_utf8(body.to_vec()).ok()?;
    for (name, value) in fields {
        if !encode::form_has(&form, name) {
            encode::push_form(&mut form, name, value);
        }
    }
    Some(form)
}

/// Writes the fields before the closing brace. Reading the body into a tree and writing it again could change its numbers.
fn add_to_json(body: &[u8], fields: &[(&str, &str)]) -> Option<String> {
    let known: BTreeMap<String, IgnoredAny> = serde_json::from_slice(body).ok()?;
    let text = std::str::from_utf8(body).ok()?;
    let mut json = text.trim_end().strip_suffix('}')?.to_owned();
    let mut is_empty = known.is_empty();
    for (name, value) in fields.iter().filter(|(name, _)| !known.contains_key(*name)) {
        let comma = if is_empty { "" } else { "," };
        json.push_str(&format!("{comma}{}:{}", quoted(name)?, quoted(value)?));
        is_empty = false;
    }
    json.push('}');
    Some(json)
}

fn quoted(text: &str) -> Option<String> {
    serde_json::to_string(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::AUTHORIZATION;
    use reqwest::{Method, Url};

    fn send(
        method: ClientAuthMethod,
        media_type: Option<&'static str>,
        body: Option<&'static str>,
    ) -> Result<Request> {
        let mut request =
            Request::new(Method::POST, Url::parse("https://a.example/token").unwrap());
        request.body = body.map(Into::into);
        request
            .headers
            .extend(media_type.map(|text| (CONTENT_TYPE, HeaderValue::from_static(text))));
        ClientAuthentication::new(method, "i:d", "s&\"")
            .put(&mut request)
            .map(|()| request)
    }

    fn body(media_type: Option<&'static str>, body: Option<&'static str>) -> String {
        let request = send(ClientAuthMethod::ClientSecretPost, media_type, body).unwrap();
        let body = request.body.unwrap();
        String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap()
    }

    #[test]
    fn post_adds_to_the_body() {
        assert_eq!(body(None, None), "client_id=i%3Ad&client_secret=s%26%22");
        assert_eq!(
            body(Some(FORM), Some("code=1&client_id=me")),
            "code=1&client_id=me&client_secret=s%26%22"
        );
        assert_eq!(
            body(Some("application/json; charset=utf-8"), Some("{ } ")),
            r#"{ "client_id":"i:d","client_secret":"s&\""}"#
        );
        assert_eq!(
            body(
                Some("application/json"),
                Some(r#"{"n":1.10,"client_id":"me"}"#)
            ),
            r#"{"n":1.10,"client_id":"me","client_secret":"s&\""}"#
        );
        assert!(
            send(ClientAuthMethod::None, Some("application/json"), Some("[]"))
                .unwrap_err()
                .is_build()
        );
    }

    #[test]
    fn basic_goes_into_the_header() {
        let request = send(ClientAuthMethod::ClientSecretBasic, Some(FORM), Some("a=1")).unwrap();
        assert_eq!(
            request.headers[AUTHORIZATION],
            format!("Basic {}", STANDARD.encode("i%3Ad:s%26%22"))
        );
        assert_eq!(request.body.unwrap().as_bytes(), Some(&b"a=1"[..]));
    }

    #[test]
    fn options_are_complete_or_nothing() {
        let id = || Some("id".to_owned());
        assert!(
            ClientAuthentication::from_options(ClientAuthMethod::ClientSecretPost, id(), None)
                .is_none()
        );
        assert!(ClientAuthentication::from_options(ClientAuthMethod::None, id(), None).is_some());
        assert!(
            ClientAuthentication::from_options(ClientAuthMethod::None, None, Some("s".into()))
                .is_none()
        );
    }
}
