//! Preferences: the header `prefer` (RFC 7240), with which a request chooses its response.
//!
//! `Prefer: code=404` asks for a status, `Prefer: example=name` for a named example. A preference that cannot be
//! honoured is ignored; the header `preference-applied` of the response lists those that were.

use super::request::Request;

/// What a request prefers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Preferences {
    /// The status of the response.
    pub(super) code: Option<u16>,
    /// The name of the example.
    pub(super) example: Option<String>,
}

impl Preferences {
    /// Reads the preferences of a request. Of two values for one preference the first counts.
    pub(super) fn of(request: &Request) -> Self {
        let mut preferences = Self::default();
        let fields = request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("prefer"));
        for preference in fields.flat_map(|(_, value)| split(value, ',')) {
            let preference = split(&preference, ';').into_iter().next().unwrap_or_default();
            let Some((name, value)) = preference.split_once('=') else { continue };
            let value = unquoted(value.trim());
            match name.trim().to_ascii_lowercase().as_str() {
                "code" if preferences.code.is_none() => {
                    preferences.code = super::manner::status(&value).ok();
                }
                "example" if preferences.example.is_none() => preferences.example = Some(value),
                _ => {}
            }
        }
        preferences
    }
}

/// Splits a header at a separator outside of quoted strings.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut is_quoted, mut is_escaped) = (false, false);
    for c in text.chars() {
        if c == separator && !is_quoted {
            parts.push(String::new());
            continue;
        }
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = is_quoted,
            '"' => is_quoted = !is_quoted,
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

/// A token, or a quoted string without its quotes (RFC 9110, section 5.6.4).
fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) else {
        return value.to_owned();
    };
    let mut text = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        text.push(if c == '\\' { chars.next().unwrap_or('\\') } else { c });
    }
    text
}

/// A value of the header `preference-applied`: a token as it is, anything else in quotes.
pub(super) fn quoted(value: &str) -> String {
    if crate::model::is_token(value) {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::{Preferences, Request};

    #[test]
    fn preferences_are_read() {
        let of = |value: &str| {
            let headers = vec![("prefer".to_owned(), value.to_owned())];
            let Preferences { code, example } = Preferences::of(&Request { headers, ..Request::default() });
            (code, example)
        };
        let named = |name: &str| Some(name.to_owned());
        assert_eq!(of("code=404"), (Some(404), None));
        assert_eq!(
            of("respond-async, code=404; foo, Example=\"a, \\\"b\\\"\""),
            (Some(404), named("a, \"b\""))
        );
        assert_eq!(of("example=one, example=two"), (None, named("one")));
        assert_eq!(of("code=many, wait=10"), (None, None));
    }
}
