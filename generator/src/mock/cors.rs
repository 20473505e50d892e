//! CORS: pages of any origin may call the mock, which has nothing to protect (Fetch, section 3.2).

use super::play::Reply;
use super::request::Request;

/// How long a browser keeps the result of a preflight, in seconds.
const MAX_AGE: &str = "600";

/// Whether a request is a preflight, which no operation ever gets.
pub(super) fn is_preflight(request: &Request) -> bool {
    request.method == "OPTIONS"
        && request.header("origin").is_some()
        && request.header("access-control-request-method").is_some()
}

/// The response to a preflight: what is asked for is allowed, of the methods those that the path has.
pub(super) fn preflight(request: &Request, methods: &[&str]) -> Reply {
    let asked = request.header("access-control-request-headers").unwrap_or_default();
    let mut headers = vec![
        ("access-control-allow-methods".to_owned(), methods.join(", ")),
        ("access-control-max-age".to_owned(), MAX_AGE.to_owned()),
    ];
    if !asked.is_empty() {
        headers.push(("access-control-allow-headers".to_owned(), asked.to_owned()));
    }
    if request.header("access-control-request-private-network").is_some() {
        headers.push(("access-control-allow-private-network".to_owned(), "true".to_owned()));
    }
    Reply { status: 204, headers, ..Reply::default() }
}

/// Adds the headers that let a page read the response. With credentials a browser takes no asterisk, so the origin is
/// repeated and all headers are listed.
pub(super) fn allow(request: &Request, reply: &mut Reply) {
    let Some(origin) = request.header("origin") else {
        reply.headers.push(("access-control-allow-origin".to_owned(), "*".to_owned()));
        return;
    };
    let mut names: Vec<String> = reply.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.retain(|name| !name.starts_with("access-control-"));
    names.extend(["content-length".to_owned(), "content-type".to_owned()]);
    names.sort_unstable();
    names.dedup();
    for (name, value) in [
        ("access-control-allow-origin", origin.to_owned()),
        ("access-control-allow-credentials", "true".to_owned()),
        ("access-control-expose-headers", names.join(", ")),
        ("vary", "origin".to_owned()),
    ] {
        reply.headers.push((name.to_owned(), value));
    }
}
