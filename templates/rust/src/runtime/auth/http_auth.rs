//! The schemes of HTTP itself: bearer (RFC 6750), basic (RFC 7617) and whatever else an app can make the credential of.
//!
//! Knows the `Authorization` header. Invariant: its value is marked as sensitive and never shown.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{AUTHORIZATION, HeaderValue};

use super::super::error::Result;
use super::super::headers;
use super::super::secret::Secret;
use super::super::transport::{BoxFuture, Request};
use super::{AuthContext, Authenticate, ready};

/// A token that the app has obtained itself.
#[derive(Debug, Clone)]
pub struct Bearer(Authorization);

impl Bearer {
    /// Sends `token` as a bearer token.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self(Authorization::new("Bearer", token.into()))
    }
}

impl Authenticate for Bearer {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        _: &'a AuthContext<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        ready(self.0.put(request))
    }

    fn is_fixed(&self) -> bool {
        true
    }
}

/// A user name and a password.
#[derive(Debug, Clone)]
pub struct Basic(Authorization);

impl Basic {
    /// Sends `user` and `password` as basic credentials.
    pub fn new(user: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        let pair = format!("{}:{}", user.into().expose(), password.into().expose());
        Self(Authorization::new("Basic", STANDARD.encode(pair).into()))
    }
}

impl Authenticate for Basic {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        _: &'a AuthContext<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        ready(self.0.put(request))
    }

    fn is_fixed(&self) -> bool {
        true
    }
}

/// Another scheme of HTTP, with a credential that the app has made itself.
#[derive(Debug, Clone)]
pub struct HttpScheme(Authorization);

impl HttpScheme {
    /// Sends `credential` behind the name of the scheme.
    pub fn new(scheme: &'static str, credential: impl Into<Secret>) -> Self {
        Self(Authorization::new(scheme, credential.into()))
    }
}

impl Authenticate for HttpScheme {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        _: &'a AuthContext<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        ready(self.0.put(request))
    }

    fn is_fixed(&self) -> bool {
        true
    }
}

/// The header, ready to be sent with each call.
#[derive(Debug, Clone)]
struct Authorization {
    scheme: &'static str,
    credential: Secret,
    /// Absent where it is none: that is told when a call is made.
    value: Option<HeaderValue>,
}

impl Authorization {
    fn new(scheme: &'static str, credential: Secret) -> Self {
        let text = format!("{scheme} {}", credential.expose());
        Self {
            scheme,
            credential,
            value: headers::secret_value(&AUTHORIZATION, &text).ok(),
        }
    }

    fn put(&self, request: &mut Request) -> Result<()> {
        match &self.value {
            Some(value) => {
                request.headers.insert(AUTHORIZATION, value.clone());
                Ok(())
            }
            None => put(request, self.scheme, self.credential.expose()),
        }
    }
}

pub(super) fn put(request: &mut Request, scheme: &str, credential: &str) -> Result<()> {
    request.hide(credential);
    headers::set_secret(
        &mut request.headers,
        AUTHORIZATION,
        &format!("{scheme} {credential}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_joins_and_encodes() {
        assert_eq!(
            Basic::new("Aladdin", "open sesame").0.credential.expose(),
            "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
        );
        assert!(!format!("{:?}", Bearer::new("hunter2")).contains("hunter2"));
        assert!(!format!("{:?}", HttpScheme::new("Digest", "hunter2")).contains("hunter2"));
    }
}
