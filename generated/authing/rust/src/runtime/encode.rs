//! Writing parameters onto the wire.
//!
//! Each place has its own rules: a path segment and a query follow RFC 3986, a form body follows the URL standard, a cookie RFC
//! 6265. This file knows those rules and nothing of calls. Invariant: no value can leave its place, since all but unreserved
//! characters are escaped and only the separators that a style asks for are written bare.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::param::Param;

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What a form escapes; its spaces become plus signs.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'*')
    .remove(b' ');

/// How a list or an object stands in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum QueryStyle {
    /// The name again for each item; each field of an object under its own name.
    #[default]
    Repeat,
    /// One value, items joined by commas.
    Comma,
    /// One value, items joined by spaces.
    Space,
    /// One value, items joined by vertical bars.
    Pipe,
    /// `name[field]=value` for each field of an object, at any depth.
    DeepObject,
}

pub(super) fn component(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, RESERVED).into()
}

pub(super) fn form_component(text: &str) -> String {
    utf8_percent_encode(text, FORM)
        .collect::<String>()
        .replace(' ', "+")
}

/// The value of a path parameter in the `simple` style: items escaped one by one, joined by commas.
pub(super) fn path_value(value: &Param) -> String {
    let mut parts = Vec::new();
    value.flatten(&mut parts);
    parts
        .into_iter()
        .map(component)
        .collect::<Vec<_>>()
        .join(",")
}

/// Appends one parameter to a query string that has no leading question mark.
pub(super) fn push_query(query: &mut String, name: &str, value: &Param, style: QueryStyle) {
    let separator = match style {
        QueryStyle::Repeat => return push_repeated(query, name, value),
        QueryStyle::DeepObject => {
            return push_deep(
                &mut |n, v| push_pair(query, &component(n), &component(v)),
                name,
                value,
            );
        }
        QueryStyle::Comma => ",",
        QueryStyle::Space => "%20",
        QueryStyle::Pipe => "%7C",
    };
    let mut parts = Vec::new();
    value.flatten(&mut parts);
    if !parts.is_empty() {
        let joined = parts
            .into_iter()
            .map(component)
            .collect::<Vec<_>>()
            .join(separator);
        push_pair(query, &component(name), &joined);
    }
}

fn push_repeated(query: &mut String, name: &str, value: &Param) {
    match value {
        Param::Absent | Param::Unwritable(_) => {}
        Param::Text(text) => push_pair(query, &component(name), &component(text)),
        Param::List(items) => items
            .iter()
            .filter(|item| **item != Param::Absent)
            .for_each(|item| {
                push_pair(query, &component(name), &component(&item.joined()));
            }),
        // What an object holds inside is told apart by brackets, as in a form: RFC 6570 has no form for it.
        Param::Fields(fields) => fields.iter().for_each(|(field, value)| {
            push_deep(
                &mut |n, v| push_pair(query, &component(n), &component(v)),
                field,
                value,
            );
        }),
    }
}

/// Hands each leaf of `value` to `push` under its bracketed name.
fn push_deep(push: &mut dyn FnMut(&str, &str), name: &str, value: &Param) {
    match value {
        Param::Absent | Param::Unwritable(_) => {}
        Param::Text(text) => push(name, text),
        Param::List(items) => items.iter().for_each(|item| push_deep(push, name, item)),
        Param::Fields(fields) => fields
            .iter()
            .for_each(|(field, value)| push_deep(push, &format!("{name}[{field}]"), value)),
    }
}

/// A whole form body. Lists repeat their name, objects use bracketed names; a body that is no object has no fields to send.
pub(super) fn form(body: &Param) -> String {
    let mut form = String::new();
    if let Param::Fields(fields) = body {
        for (name, value) in fields {
            push_deep(&mut |n, v| push_form(&mut form, n, v), name, value);
        }
    }
    form
}

/// Appends one field to a form body.
pub(super) fn push_form(form: &mut String, name: &str, value: &str) {
    push_pair(form, &form_component(name), &form_component(value));
}

fn push_pair(pairs: &mut String, name: &str, value: &str) {
    if !pairs.is_empty() {
        pairs.push('&');
    }
    pairs.push_str(name);
    pairs.push('=');
    pairs.push_str(value);
}

/// Whether a form body has a field of this name.
pub(super) fn form_has(form: &str, name: &str) -> bool {
    let name = form_component(name);
    form.split('&')
        .any(|pair| pair.split('=').next() == Some(&name))
}

#[cfg(test)]
mod tests {
    use super::super::param::ToParam;
    use super::*;

    fn query(value: impl ToParam, style: QueryStyle) -> String {
        let mut query = String::new();
        push_query(&mut query, "a b", &value.to_param(), style);
        query
    }

    #[test]
    fn lists_follow_their_style() {
        let list = vec!["x,y", "é&="];
        assert_eq!(
            query(&list, QueryStyle::Repeat),
            "a%20b=x%2Cy&a%20b=%C3%A9%26%3D"
        );
        assert_eq!(query(&list, QueryStyle::Comma), "a%20b=x%2Cy,%C3%A9%26%3D");
        assert_eq!(
            query(&list, QueryStyle::Space),
            "a%20b=x%2Cy%20%C3%A9%26%3D"
        );
        assert_eq!(query(&list, QueryStyle::Pipe), "a%20b=x%2Cy%7C%C3%A9%26%3D");
        assert_eq!(query(Vec::<i32>::new(), QueryStyle::Comma), "");
        assert_eq!(query("", QueryStyle::Comma), "a%20b=");
    }

    #[test]
    fn objects_follow_their_style() {
        let value = serde_json::json!({"r": 1, "s": {"t": ["x", "y"]}});
        assert_eq!(
            query(&value, QueryStyle::DeepObject),
            "a%20b%5Br%5D=1&a%20b%5Bs%5D%5Bt%5D=x&a%20b%5Bs%5D%5Bt%5D=y"
        );
        assert_eq!(
            query(
                serde_json::json!({"r": [1, 2], "g": {"h": "2"}}),
                QueryStyle::Repeat
            ),
            "g%5Bh%5D=2&r=1&r=2"
        );
    }

    #[test]
    fn path_values_cannot_leave_their_segment() {
        assert_eq!(path_value(&"a/b?c#d%2e".to_param()), "a%2Fb%3Fc%23d%252e");
        assert_eq!(path_value(&vec!["a,b", "c"].to_param()), "a%2Cb,c");
    }

    #[test]
    fn forms_follow_the_url_standard() {
        let body = Param::from_serialize(
            &serde_json::json!({"z": "a b+c&d", "n": null, "o": {"k": 1}, "l": [1, 2]}),
        )
        .unwrap();
        assert_eq!(form(&body), "l=1&l=2&o%5Bk%5D=1&z=a+b%2Bc%26d");
        assert!(form_has("client_id=x&b=", "client_id"));
        assert!(!form_has("client_idx=x", "client_id"));
    }
}
