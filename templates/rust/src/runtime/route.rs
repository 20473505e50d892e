//! Routes: path templates and what is filled into them.
//!
//! Knows the braces of a template and what a URL makes of a path; how a value is written it asks `place`. Invariant: a path that
//! is filled has the segments of its template, unless a parameter may bring some of its own, and none that a URL would resolve.

use std::borrow::Cow;

use super::draft::Name;
use super::error::{Error, Result};
use super::param::Param;
use super::place;
use super::style::Style;

/// Fills the `{name}` places of a path template.
pub(super) fn expand<'a>(
    route: &'a str,
    values: &[(Name, (Param, Style))],
) -> Result<Cow<'a, str>> {
    if !route.contains('{') {
        return Ok(Cow::Borrowed(route));
    }
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
            .and_then(|(name, (value, style))| place::path(name, value, *style))
            .filter(|value| !value.is_empty());
        let Some(value) = value else {
            return Err(Error::build(format!(
                "the path parameter `{name}` has no value"
            )));
        };
        path.push_str(&value);
        rest = after;
    }
    path.push_str(rest);
    // URL parsers resolve these segments, so such a value would call another endpoint.
    let end = path.find(['?', '#']).unwrap_or(path.len());
    if path[..end]
        .split('/')
        .any(|segment| matches!(segment, "." | ".."))
    {
        return Err(Error::build("a path parameter may not be `.` or `..`"));
    }
    Ok(path.into())
}

#[cfg(test)]
mod tests {
    use super::super::param::ToParam;
    use super::super::request_context::RequestContext;
    use super::*;

    fn fill(route: &str, value: &str) -> Result<String> {
        fill_as(route, value, Style::SIMPLE)
    }

    fn fill_as(route: &str, value: &str, style: Style) -> Result<String> {
        let path = expand(
            route,
            &[(
                "id".into(),
                (value.to_param(&RequestContext::default()), style),
            )],
        )?;
        Ok(path.into_owned())
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

    #[test]
    fn styles_bring_their_own_separators() {
        let labelled = |value| fill_as("/a{id}", value, Style::LABEL);
        assert_eq!(labelled("json").unwrap(), "/a.json");
        let matrix = |value| fill_as("/a/{id}", value, Style::MATRIX);
        assert_eq!(matrix("").unwrap(), "/a/;id");
        assert_eq!(matrix("..").unwrap(), "/a/;id=..");
        let label = |value| fill_as("/a/{id}", value, Style::LABEL);
        assert!(label("").is_err() && label(".").is_err());
    }

    #[test]
    fn a_parameter_that_brings_segments_cannot_climb() {
        let open = |value| fill_as("/a/{id}", value, Style::SIMPLE.reserved());
        assert_eq!(open("b/c?d").unwrap(), "/a/b/c%3Fd");
        assert_eq!(open("b/%2e%2e/c").unwrap(), "/a/b/%252e%252e/c");
        assert!(open("b/../c").is_err() && open("..").is_err());
    }
}
