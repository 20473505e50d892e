//! API keys: one secret in a header, the query or a cookie.
//!
//! Knows where the key goes and what may stand there. Invariant: the key is encoded for its place and never shown.

use reqwest::header::COOKIE;

use super::super::encode;
use super::super::error::Result;
use super::super::headers;
use super::super::param::Param;
use super::super::place;
use super::super::secret::Secret;
use super::super::style::Style;
use super::super::transport::{BoxFuture, Request};
use super::{AuthContext, Authenticate, ready};

/// An API key.
#[derive(Debug, Clone)]
pub struct ApiKey {
    place: Place,
    name: &'static str,
    key: Secret,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Header,
    Query,
    Cookie,
}

impl ApiKey {
    /// A key in the header `name`.
    pub fn header(name: &'static str, key: impl Into<Secret>) -> Self {
        Self {
            place: Place::Header,
            name,
            key: key.into(),
        }
    }

    /// A key in the query parameter `name`.
    pub fn query(name: &'static str, key: impl Into<Secret>) -> Self {
        Self {
            place: Place::Query,
            name,
            key: key.into(),
        }
    }

    /// A key in the cookie `name`.
    pub fn cookie(name: &'static str, key: impl Into<Secret>) -> Self {
        Self {
            place: Place::Cookie,
            name,
            key: key.into(),
        }
    }

    fn put(&self, request: &mut Request) -> Result<()> {
        request.hide(self.key.clone());
        match self.place {
            Place::Header => headers::set_secret(
                &mut request.headers,
                headers::name(self.name)?,
                self.key.expose(),
            ),
            Place::Query => {
                let mut query = request.url.query().unwrap_or_default().to_owned();
                place::push_query(
                    &mut query,
                    self.name,
                    &Param::Text(self.key.expose().to_owned()),
                    Style::FORM,
                );
                request.url.set_query(Some(&query));
                Ok(())
            }
            Place::Cookie => {
                let pair = format!("{}={}", self.name, encode::component(self.key.expose()));
                let before = request
                    .headers
                    .get(COOKIE)
                    .and_then(|value| value.to_str().ok());
                let cookies =
                    before.map_or_else(|| pair.clone(), |before| format!("{before}; {pair}"));
                headers::set_secret(&mut request.headers, COOKIE, &cookies)
            }
        }
    }
}

impl Authenticate for ApiKey {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        _: &'a AuthContext<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        ready(self.put(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::{Method, Url};

    fn with(key: ApiKey) -> Request {
        let mut request = Request::new(Method::GET, Url::parse("https://a.example/b?c=d").unwrap());
        key.put(&mut request).unwrap();
        key.put(&mut request).unwrap();
        request
    }

    #[test]
    fn each_place_is_encoded_for_itself() {
        assert_eq!(with(ApiKey::header("x-key", "k k")).headers["x-key"], "k k");
        assert!(with(ApiKey::header("x-key", "k")).headers["x-key"].is_sensitive());
        assert_eq!(
            with(ApiKey::query("key", "k&k")).url.query(),
            Some("c=d&key=k%26k&key=k%26k")
        );
        assert_eq!(
            with(ApiKey::cookie("key", "k;k")).headers["cookie"],
            "key=k%3Bk; key=k%3Bk"
        );
        assert!(!format!("{:?}", ApiKey::cookie("key", "hunter2")).contains("hunter2"));
    }
}
