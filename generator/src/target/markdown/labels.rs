//! Labels: the words of the pages that do not come from the spec, one file for each locale.
//!
//! A new locale is one file, `templates/markdown/labels/<locale>.json`. A locale without one takes the file of its
//! language, and one without that takes English, with a warning. A label with `{}` has a place for each value, in the
//! order in which the code names them.

use serde::{Deserialize, Serialize};

use crate::model::Locale;
use crate::render::Templates;

/// The words of one locale.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Labels {
    /// What the language calls itself, as in `简体中文`.
    pub(super) language: String,
    /// What separates a label from its value, with its space.
    pub(super) colon: String,
    /// What ends a sentence, with its space.
    pub(super) stop: String,
    /// What separates the elements of a list.
    pub(super) list: String,
    /// The notice of an endpoint's page; `{api}` and `{file}` are its places.
    pub(super) notice: String,
    /// The notice of every other page; `{api}` is its place.
    pub(super) notice_index: String,
    pub(super) headings: Headings,
    pub(super) columns: Columns,
    pub(super) words: Words,
    pub(super) places: Places,
    pub(super) limits: Limits,
    pub(super) styles: Styles,
    pub(super) deprecation: Deprecation,
    pub(super) sentences: Sentences,
    pub(super) auth: Auth,
    pub(super) errors: Errors,
    pub(super) contents: Contents,
    pub(super) samples: Samples,
}

/// Declares a group of labels.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($field:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize, Serialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $(pub(super) $field: String),+
        }
    };
}

labels!(
    /// The headings of an endpoint's page.
    Headings { method, http, auth, parameters, samples, response, example, errors, types }
);
labels!(
    /// The heads of columns.
    Columns { name, ty, required, default, description, example, value, rust, status, header }
);
labels!(
    /// Single words.
    Words { yes, no, r#type, endpoints, servers, source, table }
);
labels!(
    /// Where a parameter is sent.
    Places { path, query, header, cookie, body }
);
labels!(
    /// What follows a description: limits, formats and other facts.
    Limits {
        format, media_type, length, range, items, each, entries, greater_than, less_than, multiple_of, pattern, unique, read_only,
        write_only, nullable, secret, from_option, default, at_least,
        at_most, exactly, between,
    }
);
labels!(
    /// How the parts of a parameter are written.
    Styles { sent_as, json, json_elements, repeated, elements, fields, brackets, pairs, names_and_values }
);
labels!(
    /// Deprecation.
    Deprecation { title, since }
);
labels!(
    /// Whole sentences.
    Sentences {
        untranslated, no_parameters, no_types, body, body_type, body_other, body_optional, closed, no_auth, auth_any, no_answer, paged, paged_by_number, paged_by_offset, paged_by_cursor,
        paged_by_link, paged_by_header, paged_limit, paged_items, paged_total, errors_envelope,
        errors_plain, errors_by_status, errors_retry, idempotency_key, streamed, enum_open, alias, extra, tuple, tuple_rest, union, union_fallback,
        union_by,
    }
);
labels!(
    /// How schemes send what they send.
    Auth { header, query, cookie, bearer, basic, oauth_client, token, http, mutual_tls, scope }
);
labels!(
    /// What the fields of an envelope tell about a failure.
    Errors { status, code, message, request_id }
);
labels!(
    /// What the body of an answer is, where it is no JSON.
    Contents { empty, text, bytes, events, events_until, json_lines }
);
labels!(
    /// Comments in samples.
    Samples { replace }
);

/// Labels, or why there are others than asked for.
pub(super) struct Found {
    pub(super) labels: Labels,
    /// What is wrong, for a warning.
    pub(super) warning: Option<String>,
}

/// The labels of a locale; `None` when even the English ones are missing or broken.
pub(super) fn find(templates: &Templates, locale: &Locale) -> Option<Found> {
    let Locale(name) = locale;
    let language = name.split('-').next().unwrap_or(name);
    let mut warning = None;
    for name in [name.as_str(), language] {
        match read(templates, name) {
            Some(Ok(labels)) => return Some(Found { labels, warning }),
            Some(Err(error)) => {
                warning = Some(format!("the labels in labels/{name}.json cannot be read: {error}"))
            }
            None => {}
        }
    }
    let warning = warning.unwrap_or_else(|| {
        format!("there are no labels for the locale `{name}`; its pages have English ones")
    });
    Some(Found { labels: read(templates, "en")?.ok()?, warning: Some(warning) })
}

fn read(templates: &Templates, name: &str) -> Option<serde_json::Result<Labels>> {
    templates.get(&format!("markdown/labels/{name}.json")).map(serde_json::from_slice)
}

/// Puts values into the places of a label. They are finished text.
pub(super) fn fill(label: &str, values: &[&str]) -> String {
    let mut out = String::with_capacity(label.len() + 32);
    let mut values = values.iter();
    let mut rest = label;
    while let Some((before, after)) = rest.split_once("{}") {
        out.push_str(before);
        out.push_str(values.next().unwrap_or(&""));
        rest = after;
    }
    out.push_str(rest);
    out
}
