//! Exporting: a spec as written → an OpenAPI 3.1 document.
//!
//! The mirror image of `openapi`, so it works on the schema, where the import ends, and not on the model. First
//! everything that OpenAPI has a word for is written in that word (`document`, `operation`, `shape`, `security`). Then
//! `keep` imports the result, compares it with the spec, and writes down what is missing or different as `x-bindery-…`
//! beside the construct that it belongs to, by the keyword of our format. So nothing gets lost on the way out and back
//! in, whether or not this room knows a standard word for it.
//!
//! New keyword? The compiler brings you here, since every struct is taken apart without `..`: write the standard word
//! for it, or bind it to `_` where there is none.

mod document;
mod keep;
mod operation;
mod responses;
mod security;
mod shape;
mod sites;
mod ty;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::problem::{Problem, Problems};
use crate::schema::{Spec, Text};
pub(crate) use keep::WITHOUT;
use sites::Sites;

/// The version of what `x-bindery-…` mean.
pub(crate) const EXTENSIONS_VERSION: u64 = 1;

/// Exports a spec that has no mistakes. `None` when it has no API file, or says what no document could; that has been
/// reported then.
pub fn openapi(spec: &Spec, problems: &mut Problems) -> Option<Value> {
    let api = spec.api.as_ref()?;
    let mut export = Export::new(spec, api.value.locales.first().map_or("en", String::as_str));
    let mut document = export.document(spec, &api.value);
    let lost = keep::keep(spec, &mut document, export.sites);
    if lost.is_empty() {
        return Some(document);
    }
    for keyword in lost {
        let message = format!("`{keyword}` cannot be said in an OpenAPI document");
        problems.push(Problem::error(&api.place, message));
    }
    None
}

/// What the parts of an export share.
struct Export<'s> {
    locale: &'s str,
    /// The key in `components/schemas` of each type.
    components: HashMap<&'s str, String>,
    sites: Sites,
}

impl<'s> Export<'s> {
    fn new(spec: &'s Spec, locale: &'s str) -> Self {
        let mut taken = HashSet::new();
        let names = spec.types.iter().flat_map(|file| file.value.types.keys());
        let components = names.map(|name| (name.as_str(), component(name, &mut taken))).collect();
        Self { locale, components, sites: Sites::default() }
    }

    /// A text in the default locale; the others are kept as an extension.
    fn text(&self, text: &Text) -> String {
        match text {
            Text::One(text) => text.clone(),
            Text::Localized(texts) => {
                texts.get(self.locale).or_else(|| texts.values().next()).cloned().unwrap_or_default()
            }
        }
    }
}

/// A name as a key of `components` can be: `^[a-zA-Z0-9._-]+$`. Other letters become their code points.
fn component(name: &str, taken: &mut HashSet<String>) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') {
            key.push(c);
        } else {
            key.push_str(&format!("u{:x}", u32::from(c)));
        }
    }
    if key.is_empty() {
        key.push_str("empty");
    }
    let mut numbered = key.clone();
    let mut number = 2;
    while !taken.insert(numbered.clone()) {
        numbered = format!("{key}{number}");
        number += 1;
    }
    numbered
}
