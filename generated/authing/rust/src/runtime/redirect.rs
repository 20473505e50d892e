//! Which redirects are followed, and with what.
//!
//! Consulted by `exchange` before a body is read. It knows the request and the answer's headers. Invariant: a request to another
//! origin carries nothing of the client: no credential, no header of the app, no body.

use reqwest::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{Method, StatusCode, Url};

use super::operation::lists;
use super::transport::{Incoming, Request};

/// How many redirects one attempt follows.
pub(super) const MOST_REDIRECTS: usize = 10;

/// Which redirects are followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Followed<'a> {
    /// The statuses that the operation declares as answers, which are none.
    pub(super) declared: &'a [u16],
    /// Whether 300 is one where it has a location (RFC 9110, section 15.4.1).
    pub(super) multiple_choices: bool,
}

/// Whether an answer may be a redirect to be followed.
pub(super) fn leads_on(method: &Method, status: StatusCode, followed: Followed<'_>) -> bool {
    method_after(status, method, followed).is_some()
}

/// The request that follows a redirect, or `None` when the answer is to be taken as it is: it is no redirect, the operation
/// declares it as an answer, or following it would carry a body to another origin or send one again that
/// can be read only once.
pub(super) fn target(
    request: &Request,
    incoming: &Incoming,
    followed: Followed<'_>,
) -> Option<Request> {
    let method = method_after(incoming.status, &request.method, followed)?;
    let url = location(&request.url, &incoming.headers)?;
    let mut next = Request {
        url,
        ..request.clone()
    };
    if next.method == method && next.body.as_ref().is_some_and(|body| !body.is_repeatable()) {
        return None;
    }
    if next.method != method {
        next.method = method;
        drop_body(&mut next);
    }
    if next.url.origin() != request.url.origin() {
        if next.body.is_some() || !matches!(next.method, Method::GET | Method::HEAD) {
            return None;
        }
        bare(&mut next.headers);
    }
    Some(next)
}

/// The method that a redirect leads on with, as browsers do it; `None` for other statuses.
fn method_after(status: StatusCode, method: &Method, followed: Followed<'_>) -> Option<Method> {
    match status {
        _ if lists(followed.declared, status.as_u16()) => None,
        StatusCode::MULTIPLE_CHOICES => {
            let is_read = matches!(*method, Method::GET | Method::HEAD);
            (followed.multiple_choices && is_read).then(|| method.clone())
        }
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND if *method == Method::POST => {
            Some(Method::GET)
        }
        StatusCode::SEE_OTHER if *method != Method::HEAD => Some(Method::GET),
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::FOUND
        | StatusCode::SEE_OTHER
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => Some(method.clone()),
        _ => None,
    }
}

fn location(base: &Url, headers: &HeaderMap) -> Option<Url> {
    let text = std::str::from_utf8(headers.get(LOCATION)?.as_bytes()).ok()?;
    let mut url = base
        .join(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))?;
    // The HTTP library would turn a user name in a URL into a credential.
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url)
}

fn drop_body(request: &mut Request) {
    request.body = None;
    request.headers.remove(CONTENT_TYPE);
    request.headers.remove(CONTENT_LENGTH);
}

/// Forgets every header but the media types that are understood.
fn bare(headers: &mut HeaderMap) {
    let accept = headers.remove(ACCEPT);
    headers.clear();
    headers.extend(accept.map(|accept| (ACCEPT, accept)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{AUTHORIZATION, HeaderValue};

    fn follow(method: Method, status: u16, to: &'static str) -> Option<Request> {
        let mut request = Request::new(
            method.clone(),
            Url::parse("https://api.example/v1/a?key=s").unwrap(),
        );
        request
            .headers
            .insert(AUTHORIZATION, HeaderValue::from_static("Bearer s"));
        request
            .headers
            .insert(ACCEPT, HeaderValue::from_static("application/json"));
        request.body = (method == Method::POST).then(|| "{}".into());
        let headers = HeaderMap::from_iter([(LOCATION, HeaderValue::from_static(to))]);
        target(
            &request,
            &Incoming::whole(StatusCode::from_u16(status).unwrap(), headers, ""),
            Followed {
                declared: &[304],
                multiple_choices: true,
            },
        )
    }

    #[test]
    fn one_of_several_choices_is_read_where_the_app_wants_it() {
        let next = follow(Method::GET, 300, "/v1/b").unwrap();
        assert_eq!(next.url.as_str(), "https://api.example/v1/b");
        assert!(follow(Method::POST, 300, "/v1/b").is_none());
        let followed = Followed {
            declared: &[],
            multiple_choices: false,
        };
        assert!(!leads_on(
            &Method::GET,
            StatusCode::MULTIPLE_CHOICES,
            followed
        ));
    }

    #[test]
    fn the_same_origin_gets_everything() {
        let next = follow(Method::POST, 307, "/v1/b").unwrap();
        assert_eq!(
            (next.url.as_str(), next.method),
            ("https://api.example/v1/b", Method::POST)
        );
        assert!(next.body.is_some() && next.headers.contains_key(AUTHORIZATION));
        let next = follow(Method::POST, 303, "b").unwrap();
        assert!(next.method == Method::GET && next.body.is_none());
    }

    #[test]
    fn another_origin_gets_nothing() {
        for to in [
            "https://evil.example/",
            "http://api.example/v1/a",
            "https://api.example:444/",
            "https://u:p@evil.example/",
        ] {
            let next = follow(Method::GET, 302, to).unwrap();
            assert!(next.headers.keys().eq([ACCEPT]), "{to}");
            assert!(next.url.username().is_empty() && next.url.query().is_none());
            assert!(follow(Method::POST, 307, to).is_none(), "{to}");
        }
    }

    #[test]
    fn what_leads_nowhere_is_taken_as_it_is() {
        assert!(follow(Method::GET, 200, "/b").is_none());
        assert!(follow(Method::GET, 304, "/b").is_none());
        assert!(follow(Method::GET, 302, "ftp://a/").is_none());
    }
}
