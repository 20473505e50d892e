//! Schemes that fetch a token, keep it and renew it.
//!
//! One [`TokenRequest`] serves OAuth 2 client credentials and the token endpoints that APIs invent: it knows what to send and where
//! the token lies in the answer; `token_cache` shares the result. Invariants: the token and the fields it is bought with are never
//! shown, and a token that lives long enough is renewed before it expires.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};

use super::super::body::RequestBody;
use super::super::error::{Error, ErrorKind, Result};
use super::super::operation::{Envelope, Method};
use super::super::platform::Instant;
use super::super::secret::Secret;
use super::super::transport::{BoxFuture, Request};
use super::super::{headers, json};
use super::client_auth::{self, ClientAuthentication};
use super::token_cache::{Token, TokenCache};
use super::{AuthContext, Authenticate, http_auth, jwt};

/// Fetches a bearer token with a `POST`, shares it among all calls, and renews it shortly before it expires or once it is refused.
pub struct TokenRequest {
    name: &'static str,
    address: String,
    media_type: &'static str,
    fields: Vec<(&'static str, Secret)>,
    client: Option<ClientAuthentication>,
    envelope: Option<&'static Envelope>,
    token_at: &'static str,
    lifetime_at: &'static str,
    claim_headers: Vec<(&'static str, &'static str)>,
    refused_codes: &'static [&'static str],
    margin: Duration,
    cache: TokenCache,
}

impl TokenRequest {
    /// A request with a JSON body. `name` is what its errors are reported under; `address` is a path on the client's server or a
    /// whole URL. The answer is read as RFC 6749 has it (`access_token`, `expires_in`) unless told otherwise.
    pub fn json(name: &'static str, address: impl Into<String>) -> Self {
        Self {
            name,
            address: address.into(),
            media_type: "application/json",
            fields: Vec::new(),
            client: None,
            envelope: None,
            token_at: "access_token",
            lifetime_at: "expires_in",
            claim_headers: Vec::new(),
            refused_codes: &[],
            margin: Duration::from_secs(60),
            cache: TokenCache::default(),
        }
    }

    /// A request with a form body.
    pub fn form(name: &'static str, address: impl Into<String>) -> Self {
        Self {
            media_type: "application/x-www-form-urlencoded",
            ..Self::json(name, address)
        }
    }

    /// OAuth 2 client credentials (RFC 6749, section 4.4).
    pub fn client_credentials(address: impl Into<String>, client: ClientAuthentication) -> Self {
        Self::form("client credentials", address)
            .field("grant_type", "client_credentials")
            .client(client)
    }

    /// A field of the body.
    pub fn field(mut self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.fields.push((name, value.into()));
        self
    }

    /// A field of the body, when its option was given.
    pub fn field_if(self, name: &'static str, value: Option<impl Into<Secret>>) -> Self {
        match value {
            Some(value) => self.field(name, value),
            None => self,
        }
    }

    /// How the client proves itself to the token endpoint, besides the fields.
    pub fn client(mut self, client: ClientAuthentication) -> Self {
        self.client = Some(client);
        self
    }

    /// The envelope of the answer.
    pub fn envelope(mut self, envelope: &'static Envelope) -> Self {
        self.envelope = Some(envelope);
        self
    }

    /// The places of the token and of its lifetime in seconds; dots lead into nested objects.
    pub fn places(mut self, token: &'static str, lifetime: &'static str) -> Self {
        self.token_at = token;
        self.lifetime_at = lifetime;
        self
    }

    /// Sends a claim of the token, when it is a JSON Web Token that has it, in a header beside the token.
    pub fn claim_header(mut self, header: &'static str, claim: &'static str) -> Self {
        self.claim_headers.push((header, claim));
        self
    }

    /// Statuses or codes in an envelope that tell, like HTTP status 401, that the token is not accepted any more.
    pub fn refused_codes(mut self, codes: &'static [&'static str]) -> Self {
        self.refused_codes = codes;
        self
    }

    /// How long before its expiry a token is renewed, 60 s unless told; never more than half of its life.
    pub fn margin(mut self, margin: Duration) -> Self {
        self.margin = margin;
        self
    }

    async fn fetch(&self, context: &AuthContext<'_>) -> Result<Token> {
        let mut request = context.request(Method::Post, &self.address)?;
        request
            .headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        request.body = Some(RequestBody::from(
            if self.media_type == "application/json" {
                "{}"
            } else {
                ""
            },
        ));
        let fields: Vec<_> = self
            .fields
            .iter()
            .map(|(name, value)| (*name, value.expose()))
            .collect();
        client_auth::add_fields(&mut request, &fields)?;
        self.fields
            .iter()
            .for_each(|(_, value)| request.hide(value.clone()));
        if let Some(client) = &self.client {
            client.put(&mut request)?;
        }
        let asked_at = Instant::now();
        let answer = context.send(self.name, request, self.envelope).await?;
        self.read(answer.bytes(), asked_at)
    }

    fn read(&self, body: &[u8], asked_at: Instant) -> Result<Token> {
        let [bearer, lifetime] = json::pick(body, [Some(self.token_at), Some(self.lifetime_at)]);
        let Some(bearer) = bearer.filter(|bearer| !bearer.is_empty()) else {
            let text = format!("the answer has no token at `{}`", self.token_at);
            return Err(Error::new(ErrorKind::Decode, text).during(self.name));
        };
        let claims = self.claim_headers.iter();
        let headers = claims
            .filter_map(|(header, claim)| Some((*header, jwt::claim(&bearer, claim)?)))
            .collect();
        let lifetime = lifetime
            .and_then(|text| text.parse::<f64>().ok())
            .and_then(|s| Duration::try_from_secs_f64(s.max(0.0)).ok());
        let stale_at =
            lifetime.and_then(|life| asked_at.checked_add(life - self.margin.min(life / 2)));
        Ok(Token {
            bearer: bearer.into(),
            headers,
            stale_at,
        })
    }

    fn put(&self, token: &Token, request: &mut Request) -> Result<()> {
        for (name, value) in &token.headers {
            headers::set_secret(&mut request.headers, headers::name(name)?, value)?;
        }
        http_auth::put(request, "Bearer", token.bearer.expose())
    }

    fn is_refusal(&self, error: &Error) -> bool {
        let said = [error.business_status(), error.code()];
        error.status() == Some(reqwest::StatusCode::UNAUTHORIZED)
            || said
                .iter()
                .flatten()
                .any(|value| self.refused_codes.contains(value))
    }
}

impl Authenticate for TokenRequest {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        context: &'a AuthContext<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let token = self.cache.get(self.fetch(context)).await?;
            self.put(&token, request)
        })
    }

    fn renew(&self, request: &Request, error: &Error) -> bool {
        if !error.is_api() || !self.is_refusal(error) {
            return false;
        }
        let sent = request
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        self.cache
            .forget(|token| sent.strip_prefix("Bearer ") == Some(token.bearer.expose()));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lifetime(body: &str) -> Option<Duration> {
        let now = Instant::now();
        let request = TokenRequest::json("t", "/t").places("data.token", "data.life");
        request
            .read(body.as_bytes(), now)
            .unwrap()
            .stale_at
            .map(|instant| instant - now)
    }

    #[test]
    fn tokens_are_renewed_before_they_expire() {
        assert_eq!(
            lifetime(r#"{"data":{"token":"t","life":7200}}"#),
            Some(Duration::from_secs(7_140))
        );
        assert_eq!(
            lifetime(r#"{"data":{"token":"t","life":"10"}}"#),
            Some(Duration::from_secs(5))
        );
        assert_eq!(
            lifetime(r#"{"data":{"token":"t","life":-1}}"#),
            Some(Duration::ZERO)
        );
        assert_eq!(lifetime(r#"{"data":{"token":"t"}}"#), None);
        assert_eq!(lifetime(r#"{"data":{"token":"t","life":1e300}}"#), None);
    }

    #[test]
    fn an_answer_without_token_is_an_error_without_its_body() {
        let error = TokenRequest::json("t", "/t")
            .read(b"{\"token\":\"hunter2\"}", Instant::now())
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "t: the answer has no token at `access_token`"
        );
    }
}
