//! The header `Link` (RFC 8288).
//!
//! Knows the grammar of the header and nothing of listings. Invariant: text that does not follow the grammar is skipped and never taken
//! for an address.

use reqwest::header::{HeaderMap, LINK};

/// The address of the next page, from the header `Link`.
pub fn next_link(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(LINK).iter();
    let texts = lines.filter_map(|line| std::str::from_utf8(line.as_bytes()).ok());
    texts.into_iter().find_map(next_in)
}

/// The address of the first link whose relation is `next`.
fn next_in(mut text: &str) -> Option<&str> {
    loop {
        let (_, rest) = text.split_once('<')?;
        let (target, rest) = rest.split_once('>')?;
        let (is_next, rest) = params(rest);
        if is_next {
            return Some(target.trim());
        }
        text = rest;
    }
}

/// Reads the parameters of one link: whether its relation is `next`, and what follows it.
fn params(mut text: &str) -> (bool, &str) {
    let mut relation = None;
    while let Some(rest) = text.trim_start().strip_prefix(';') {
        let end = rest.find(['=', ';', ',']).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        let (value, rest) = match rest.strip_prefix('=') {
            Some(rest) => value(rest.trim_start()),
            None => ("", rest),
        };
        // Of several relations the first counts (RFC 8288, section 3.3).
        if name.trim().eq_ignore_ascii_case("rel") && relation.is_none() {
            relation = Some(value);
        }
        text = rest;
    }
    let mut words = relation.unwrap_or_default().split_ascii_whitespace();
    (words.any(|word| word.eq_ignore_ascii_case("next")), text)
}

/// A value, quoted or not, and what follows it.
fn value(text: &str) -> (&str, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (value, rest) = text.split_at(end);
        return (value.trim(), rest);
    };
    let mut is_escaped = false;
    let end = quoted.find(|c| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    });
    let (value, rest) = quoted.split_at(end.unwrap_or(quoted.len()));
    (value, rest.strip_prefix('"').unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn next(lines: &[&'static str]) -> Option<String> {
        let values = lines.iter().map(|line| HeaderValue::from_static(line));
        let mut headers = HeaderMap::new();
        values.for_each(|value| {
            headers.append(LINK, value);
        });
        next_link(&headers).map(str::to_owned)
    }

    #[test]
    fn the_next_page_is_found() {
        for lines in [
            &["</b?page=2>; rel=next"][..],
            &["</a>; rel=\"prev\", </b?page=2>; rel=\"next\""],
            &[
                "</a>;rel=last",
                "</b?page=2>;title=\"a, \\\"<b>; rel=x\" ; REL = \"last NEXT\"",
            ],
            &["</a>; rel=first; rel=next, </b?page=2>; foo; rel=next, </c>; rel=next"],
        ] {
            assert_eq!(next(lines).as_deref(), Some("/b?page=2"), "{lines:?}");
        }
    }

    #[test]
    fn what_is_no_link_to_the_next_page_is_none() {
        for line in [
            "",
            "/b; rel=next",
            "</b",
            "</b>",
            "</b>; rel=nextish",
            "</b>; rel=\"",
            "<>x; rel=next",
        ] {
            assert_eq!(next(&[line]), None, "{line}");
        }
    }
}
