//! Escaping, and the pairs that forms are made of.
//!
//! A URL's component follows RFC 3986, a form body the URL standard. This file knows those rules and nothing of calls. Invariant: all
//! but unreserved characters are escaped, so no text can be taken for more than itself.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::param::Param;

/// All but the unreserved characters of RFC 3986.
pub(super) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
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

pub(super) fn component(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, RESERVED).into()
}

pub(super) fn form_component(text: &str) -> String {
    utf8_percent_encode(text, FORM)
        .collect::<String>()
        .replace(' ', "+")
}

/// Hands each leaf of `value` to `push` under its bracketed name.
pub(super) fn push_deep(push: &mut dyn FnMut(&str, &str), name: &str, value: &Param) {
    match value {
        Param::Absent | Param::Unwritable(_) => {}
        Param::Text(text) => push(name, text),
        Param::List(items) => items.iter().for_each(|item| push_deep(push, name, item)),
        Param::Fields(fields) => fields
            .iter()
            .for_each(|(field, value)| push_deep(push, &format!("{name}[{field}]"), value)),
    }
}

/// Appends one field to a form body.
pub(super) fn push_form(form: &mut String, name: &str, value: &str) {
    push_pair(form, &form_component(name), &form_component(value));
}

/// Appends a pair whose parts are escaped already.
pub(super) fn push_pair(pairs: &mut String, name: &str, value: &str) {
    push_separator(pairs);
    pairs.push_str(name);
    pairs.push('=');
    pairs.push_str(value);
}

/// Begins another pair.
pub(super) fn push_separator(pairs: &mut String) {
    if !pairs.is_empty() {
        pairs.push('&');
    }
}

/// Whether a form body has a field of this name.
pub(super) fn form_has(form: &str, name: &str) -> bool {
    let name = form_component(name);
    form.split('&')
        .any(|pair| pair.split('=').next() == Some(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_the_url_standard() {
        let mut form = String::new();
        push_form(&mut form, "a b", "b+c&d");
        push_form(&mut form, "client_id", "x");
        assert_eq!(form, "a+b=b%2Bc%26d&client_id=x");
        assert!(form_has(&form, "client_id"));
        assert!(!form_has("client_idx=x", "client_id"));
    }
}
