//! The address of a call.
//!
//! Puts server, path and query together, and follows the link to another page. It knows what may stand in a URL, and of credentials
//! only that they must stay with their server. Invariant: a parameter that is laid over an address replaces those of its name, so
//! neither a link nor a second attempt doubles it.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use reqwest::Url;

use super::error::{Error, Result};

/// The address of a server.
pub(super) fn parse(server: &str) -> Result<Url> {
    Url::parse(server)
        .map_err(|error| Error::build("the address of the server is no URL").caused_by(error))
}

/// The address of a path on a server, with a query of pairs that are escaped already. The server is not parsed again, which would
/// take longer than anything else that is done for a call.
pub(super) fn of(mut server: Url, path: &str, query: &str) -> Url {
    // What follows a number sign is no part of what is sent.
    let path = path.split('#').next().unwrap_or_default();
    let (path, fixed) = path.split_once('?').unwrap_or((path, ""));
    match server.path().trim_end_matches('/') {
        "" => server.set_path(path),
        base => {
            let whole = format!("{base}{path}");
            server.set_path(&whole);
        }
    }
    match (fixed, query) {
        ("", "") => {}
        ("", query) => server.set_query(Some(query)),
        (fixed, "") => server.set_query(Some(fixed)),
        (fixed, query) => {
            let between = if fixed.ends_with('&') { "" } else { "&" };
            server.set_query(Some(&format!("{fixed}{between}{query}")));
        }
    }
    server
}

/// The address that a link leads to. Credentials go along, so it has to stay on the server.
pub(super) fn follow(from: &Url, link: &str) -> Result<Url> {
    let mut to = from
        .join(link)
        .map_err(|error| Error::build("the link to the next page is no URL").caused_by(error))?;
    let is_bare = to.username().is_empty() && to.password().is_none();
    if to.origin() != from.origin() || !is_bare {
        return Err(Error::build(
            "the link to the next page leads to another server",
        ));
    }
    to.set_fragment(None);
    Ok(to)
}

/// Lays pairs that are escaped already over the query of an address: those that were there under their names go.
pub(super) fn lay_over(url: &mut Url, pairs: &str) {
    if pairs.is_empty() {
        return;
    }
    let names: Vec<_> = pairs.split('&').map(name_of).collect();
    let before = url.query().filter(|query| !query.is_empty());
    let kept = before.into_iter().flat_map(|query| query.split('&'));
    let kept = kept.filter(|pair| !names.contains(&name_of(pair)));
    let query: Vec<&str> = kept.chain([pairs]).collect();
    url.set_query(Some(&query.join("&")));
}

/// The name of a pair, as a server reads it.
fn name_of(pair: &str) -> Cow<'_, str> {
    let name = pair.split('=').next().unwrap_or_default();
    if name.contains('+') {
        let spaced = name.replace('+', " ");
        return percent_decode_str(&spaced)
            .decode_utf8_lossy()
            .into_owned()
            .into();
    }
    percent_decode_str(name).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_paths_and_queries_are_put_together() {
        for (server, path, query, whole) in [
            ("http://a/", "/b", "", "http://a/b"),
            ("http://a/v1/", "/b", "c=d", "http://a/v1/b?c=d"),
            ("http://a", "/b?e", "c=d", "http://a/b?e&c=d"),
            ("http://a", "/b?", "c=d", "http://a/b?c=d"),
            ("http://a", "/b#e?f", "c=d", "http://a/b?c=d"),
        ] {
            assert_eq!(of(parse(server).unwrap(), path, query).as_str(), whole);
        }
        assert!(parse("http://").is_err());
    }

    #[test]
    fn links_stay_on_their_server() {
        let from = Url::parse("http://a/b?c=d").unwrap();
        let to = |link| follow(&from, link).map(String::from);
        assert_eq!(to("?page=2#top").unwrap(), "http://a/b?page=2");
        assert_eq!(to("http://a/e").unwrap(), "http://a/e");
        for link in [
            "http://b/",
            "https://a/",
            "//u@a/",
            "http://a:1/",
            "http://[",
        ] {
            assert!(to(link).is_err(), "{link}");
        }
    }

    #[test]
    fn what_is_laid_over_replaces_its_name() {
        for (before, after) in [
            ("http://a/b", "http://a/b?k%20y=1&k%20y=2"),
            ("http://a/b?", "http://a/b?k%20y=1&k%20y=2"),
            (
                "http://a/b?c&&k+y=3&%6b%20y",
                "http://a/b?c&&k%20y=1&k%20y=2",
            ),
        ] {
            let mut url = Url::parse(before).unwrap();
            lay_over(&mut url, "k%20y=1&k%20y=2");
            lay_over(&mut url, "");
            assert_eq!(url.as_str(), after);
        }
    }
}
