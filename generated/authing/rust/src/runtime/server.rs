//! The address of the server: a template, and what an app fills in.
//!
//! Knows the parts of a URL, and what may stand in each. Invariant: a value stays in the part that its place is in, so a name for a
//! region cannot become a path, and none of them another server.

use super::encode;
use super::error::{Error, Result};

/// The part of an address that a place is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The whole of it, as far as is known.
    Whole,
    Scheme,
    Host,
    Path,
}

/// Fills the `{name}` places of an address.
pub(super) fn fill(address: &str, values: &[(&'static str, String)]) -> Result<String> {
    let mut filled = String::with_capacity(address.len());
    let mut rest = address;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            return Err(Error::build(
                "the address of the server has a brace without its partner",
            ));
        };
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else {
            return Err(Error::build(format!(
                "the address of the server has the place `{{{name}}}`, and nothing fills it"
            )));
        };
        let part = part(&filled, after);
        let Some(text) = fit(value, part) else {
            return Err(Error::build(format!(
                "`{name}` cannot stand in the address of the server as it is"
            )));
        };
        filled.push_str(&text);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// The part that begins where `before` ends.
fn part(before: &str, after: &str) -> Part {
    match before.split_once("://") {
        Some((_, rest)) if rest.contains('/') => Part::Path,
        Some(_) => Part::Host,
        None if after.contains("://") => Part::Scheme,
        None if before.is_empty() => Part::Whole,
        None if before.contains('/') => Part::Path,
        None => Part::Host,
    }
}

/// A value as it stands in its part; `None` where it cannot.
fn fit(value: &str, part: Part) -> Option<String> {
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | ':' | '[' | ']');
    match part {
        Part::Whole => {
            // Without a host, what follows would be taken for one.
            let whole = value.trim().trim_end_matches('/');
            (!whole.is_empty() && !whole.ends_with(':')).then(|| whole.to_owned())
        }
        Part::Scheme => value
            .chars()
            .all(|c| c.is_ascii_alphanumeric())
            .then(|| value.to_owned()),
        Part::Host => (!value.is_empty() && value.chars().all(is_host)).then(|| value.to_owned()),
        Part::Path => {
            let segments: Vec<_> = value.trim_matches('/').split('/').collect();
            let climbs = segments.iter().any(|part| matches!(*part, "." | ".."));
            (!climbs).then(|| {
                let segments = segments.into_iter().map(encode::component);
                segments.collect::<Vec<_>>().join("/")
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(address: &str, value: &str) -> Option<String> {
        fill(address, &[("a", value.to_owned())]).ok()
    }

    #[test]
    fn values_stay_in_their_part() {
        for (address, value, expected) in [
            (
                "https://{a}.x.example",
                "eu-1",
                Some("https://eu-1.x.example"),
            ),
            (
                "https://x.example:{a}/v1",
                "8443",
                Some("https://x.example:8443/v1"),
            ),
            ("{a}://x.example", "http", Some("http://x.example")),
            (
                "https://x.example/{a}",
                "v1/b c",
                Some("https://x.example/v1/b%20c"),
            ),
            ("https://x.example/{a}", "", Some("https://x.example/")),
            (
                "{a}/v1",
                "http://localhost:1/",
                Some("http://localhost:1/v1"),
            ),
            ("{a}/v1", "", None),
            ("{a}/v1", "https://", None),
            ("x.example/{a}", "v?", Some("x.example/v%3F")),
            ("https://{a}.x.example", "evil.example/", None),
            ("https://{a}.x.example", "u:p@evil.example", None),
            ("https://{a}.x.example", "", None),
            ("{a}://x.example", "https://evil.example/?", None),
            ("https://x.example/{a}", "../admin", None),
            ("https://x.example/{b}", "v1", None),
            ("https://x.example/{a", "v1", None),
        ] {
            assert_eq!(
                filled(address, value).as_deref(),
                expected,
                "{address} {value}"
            );
        }
    }
}
