//! A request in the making.
//!
//! Collects what the setters of a generated request builder are given, and turns it into a [`Plan`] when the call is sent. It knows
//! where each value belongs, not its type. Invariant: setting a name again replaces it, and a request that cannot be built is an
//! error before anything is sent.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use reqwest::Url;
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue};
use tokio::time::Instant;

use super::client::Shared;
use super::encode::{self, QueryStyle};
use super::error::{Error, Result};
use super::exchange::Plan;
use super::headers;
use super::operation::Operation;
use super::options::CallOptions;
use super::param::Param;
use super::transport::Request;

/// The name of a parameter, as the spec or the caller spells it.
pub(super) type Name = Cow<'static, str>;

#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) operation: &'static Operation,
    path: Vec<(Name, Param)>,
    query: Vec<(Name, (Param, QueryStyle))>,
    headers: Vec<(Name, Param)>,
    cookies: Vec<(Name, Param)>,
    body: Option<(&'static str, std::result::Result<Bytes, String>)>,
    pub(super) options: CallOptions,
}

impl Draft {
    pub(super) fn new(operation: &'static Operation) -> Self {
        let options = CallOptions::default();
        Self {
            operation,
            path: vec![],
            query: vec![],
            headers: vec![],
            cookies: vec![],
            body: None,
            options,
        }
    }

    pub(super) fn path(&mut self, name: Name, value: Param) {
        replace(&mut self.path, name, value);
    }

    pub(super) fn query(&mut self, name: Name, value: Param, style: QueryStyle) {
        replace(&mut self.query, name, (value, style));
    }

    pub(super) fn header(&mut self, name: Name, value: Param) {
        replace(&mut self.headers, name, value);
    }

    pub(super) fn cookie(&mut self, name: Name, value: Param) {
        replace(&mut self.cookies, name, value);
    }

    /// Takes an encoded body. A fault of the encoding waits until the call is sent, where there is somebody to report it to.
    pub(super) fn body(&mut self, content_type: &'static str, encoded: serde_json::Result<Bytes>) {
        self.body = Some((
            content_type,
            encoded.map_err(|error| super::json_path::without_values(&error.to_string())),
        ));
    }

    /// The longest time for the call.
    pub(super) fn limit(&self, shared: &Shared) -> Duration {
        self.options.timeout.unwrap_or(shared.timeout)
    }

    pub(super) fn assemble(self, shared: &Shared) -> Result<Plan> {
        self.check_params()?;
        let mut request = Request::new(self.operation.method.to_http(), self.url(shared)?);
        request.headers = self.own_headers(shared)?;
        let deadline = Instant::now().checked_add(self.limit(shared));
        if let Some((content_type, encoded)) = self.body {
            request
                .headers
                .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
            request.body =
                Some(encoded.map_err(|error| {
                    Error::build("the body could not be written").caused_by(error)
                })?);
        }
        let mut overrides = HeaderMap::new();
        for (name, value) in &self.options.headers {
            // Nothing tells whether the caller's header is a credential, so each is treated as one.
            headers::set_secret(&mut overrides, headers::name(name)?, value)?;
        }
        Ok(Plan {
            name: Cow::Borrowed(self.operation.name),
            request,
            overrides,
            schemes: shared.schemes(self.operation.auth)?,
            envelope: self.operation.envelope,
            answers: self.operation.answers,
            repeatable: self.operation.repeatable,
            retry: self.options.retry.unwrap_or_else(|| shared.retry.clone()),
            deadline,
        })
    }

    /// Refuses a call with a parameter that could not be written: sent without it, the call would mean something else.
    fn check_params(&self) -> Result<()> {
        let plain = self
            .path
            .iter()
            .chain(&self.headers)
            .chain(&self.cookies)
            .map(|(name, value)| (name, value));
        let query = self.query.iter().map(|(name, (value, _))| (name, value));
        for (name, value) in plain.chain(query) {
            if let Param::Unwritable(reason) = value {
                let message = format!("the parameter `{name}` could not be written");
                return Err(Error::build(message).caused_by(reason.clone()));
            }
        }
        Ok(())
    }

    fn url(&self, shared: &Shared) -> Result<Url> {
        let path = expand(self.operation.route, &self.path)?;
        let whole = format!("{}{}", shared.server.as_str().trim_end_matches('/'), path);
        let mut url = Url::parse(&whole)
            .map_err(|error| Error::build("the path makes no URL").caused_by(error))?;
        let mut query = url.query().unwrap_or_default().to_owned();
        for (name, (value, style)) in &self.query {
            encode::push_query(&mut query, name, value, *style);
        }
        for (name, value) in &self.options.query {
            encode::push_query(&mut query, name, value, QueryStyle::Repeat);
        }
        url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
        url.set_fragment(None);
        Ok(url)
    }

    fn own_headers(&self, shared: &Shared) -> Result<HeaderMap> {
        let mut own = shared.headers.clone();
        own.insert(ACCEPT, HeaderValue::from_static(self.operation.accept));
        for (name, value) in self
            .headers
            .iter()
            .filter(|(_, value)| *value != Param::Absent)
        {
            headers::set(&mut own, name, &value.joined())?;
        }
        let pairs: Vec<_> = self
            .cookies
            .iter()
            .filter(|(_, value)| *value != Param::Absent)
            .map(cookie_pair)
            .collect();
        if !pairs.is_empty() {
            headers::set_secret(&mut own, COOKIE, &pairs.join("; "))?;
        }
        Ok(own)
    }
}

fn cookie_pair((name, value): &(Name, Param)) -> String {
    format!("{name}={}", encode::component(&value.joined()))
}

fn replace<T>(entries: &mut Vec<(Name, T)>, name: Name, value: T) {
    match entries.iter_mut().find(|(known, _)| *known == name) {
        Some((_, old)) => *old = value,
        None => entries.push((name, value)),
    }
}

/// Fills the `{name}` places of a path template.
fn expand(route: &str, values: &[(Name, Param)]) -> Result<String> {
    let mut path = String::with_capacity(route.len() + 16);
    let mut rest = route;
    while let Some((before, after)) = rest.split_once('{') {
        path.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            path.push('{');
            rest = after;
            continue;
        };
        let value = values
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| encode::path_value(value))
            .unwrap_or_default();
        if value.is_empty() {
            return Err(Error::build(format!(
                "the path parameter `{name}` has no value"
            )));
        }
        path.push_str(&value);
        rest = after;
    }
    path.push_str(rest);
    // URL parsers resolve these segments, so such a value would call another endpoint.
    if path
        .split(['/', '?'])
        .any(|segment| matches!(segment, "." | ".."))
    {
        return Err(Error::build("a path parameter may not be `.` or `..`"));
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::super::param::ToParam;
    use super::*;

    fn fill(route: &str, value: &str) -> Result<String> {
        expand(route, &[("id".into(), value.to_param())])
    }

    #[test]
    fn templates_are_filled_and_escaped() {
        assert_eq!(fill("/a/{id}/b", "x/y?").unwrap(), "/a/x%2Fy%3F/b");
        assert_eq!(
            fill("/a/{id}.{id}", "{id}").unwrap(),
            "/a/%7Bid%7D.%7Bid%7D"
        );
        assert_eq!(fill("/a/{b", "x").unwrap(), "/a/{b");
    }

    #[test]
    fn values_that_would_leave_the_path_are_refused() {
        for (route, value) in [
            ("/a/{id}", ""),
            ("/a/{id}", ".."),
            ("/a/{id}/b", "."),
            ("/a/.{id}", "."),
            ("/a/{other}", "x"),
        ] {
            assert!(
                fill(route, value).unwrap_err().is_build(),
                "{route} {value}"
            );
        }
    }
}
