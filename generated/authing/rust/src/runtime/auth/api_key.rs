//! API keys: one secret in a header, the query or a cookie.
//!
//! Knows where the key goes and what may stand there. Invariant: the key is encoded for its place and never shown.

use reqwest::header::{COOKIE, HeaderName, HeaderValue};

use super::super::address;
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
    /// The header, ready to be sent with each call. Absent where it is none: that is told when a call is made.
    header: Option<(HeaderName, HeaderValue)>,
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
        let key = Self::new(Place::Header, name, key.into());
        let name = headers::name(name).ok();
        let header = name.and_then(|name| {
            let value = headers::secret_value(&name, key.key.expose()).ok()?;
            Some((name, value))
        });
        Self { header, ..key }
    }

    /// A key in the query parameter `name`.
    pub fn query(name: &'static str, key: impl Into<Secret>) -> Self {
        Self::new(Place::Query, name, key.into())
    }

    /// A key in the cookie `name`.
    pub fn cookie(name: &'static str, key: impl Into<Secret>) -> Self {
        Self::new(Place::Cookie, name, key.into())
    }

    fn new(place: Place, name: &'static str, key: Secret) -> Self {
        Self {
            place,
            name,
            key,
            header: None,
        }
    }

    fn put(&self, request: &mut Request) -> Result<()> {
        if let Some((name, value)) = &self.header {
            request.headers.insert(name.clone(), value.clone());
            return Ok(());
        }
        request.hide(self.key.clone());
        match self.place {
            Place::Header => headers::set_secret(
                &mut request.headers,
                headers::name(self.name)?,
                self.key.expose(),
            ),
            Place::Query => {
                let (mut pair, key) = (String::new(), self.key.expose().to_owned());
                place::push_query(&mut pair, self.name, &Param::Text(key), Style::FORM);
                address::lay_over(&mut request.url, &pair);
                Ok(())
            }
            Place::Cookie => {
                let pair = format!("{}={}", self.name, encode::component(self.key.expose()));
                let before = request.headers.get(COOKIE);
                let before = before.and_then(|value| value.to_str().ok());
                let others = before.into_iter().flat_map(|before| before.split("; "));
                let others = others.filter(|other| other.split('=').next() != Some(self.name));
                let cookies: Vec<&str> = others.chain([pair.as_str()]).collect();
                let cookies = cookies.join("; ");
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

    fn is_fixed(&self) -> bool {
        true
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
    fn each_place_is_encoded_for_itself_and_taken_once() {
        assert_eq!(with(ApiKey::header("x-key", "k k")).headers["x-key"], "k k");
        assert!(with(ApiKey::header("x-key", "k")).headers["x-key"].is_sensitive());
        assert_eq!(
            with(ApiKey::query("key", "k&k")).url.query(),
            Some("c=d&key=k%26k")
        );
        assert_eq!(
            with(ApiKey::cookie("key", "k;k")).headers["cookie"],
            "key=k%3Bk"
        );
        assert!(!format!("{:?}", ApiKey::cookie("key", "hunter2")).contains("hunter2"));
    }
}
