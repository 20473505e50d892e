//! Sites: which place of the document says what a place of the spec says.
//!
//! Both are JSON pointers (RFC 6901). Those of the spec begin with `/api`, `/types/<name>` or `/endpoints/<id>`; the
//! document of a site is an object, to which extensions can be added.

use std::collections::HashMap;

use crate::problem::pointer_token;

/// The sites of an export.
#[derive(Debug, Default)]
pub(super) struct Sites(HashMap<String, String>);

/// A construct of the spec on its way into the document.
#[derive(Debug, Clone)]
pub(super) struct At {
    /// Where it is in the spec.
    pub(super) spec: String,
    /// Where it goes in the document.
    pub(super) document: String,
}

impl Sites {
    /// Remembers a site; one that is known already moves.
    pub(super) fn add(&mut self, at: &At) {
        self.0.insert(at.spec.clone(), at.document.clone());
    }

    /// The place in the document of a place in the spec.
    pub(super) fn find(&self, spec: &str) -> Option<&str> {
        self.0.get(spec).map(String::as_str)
    }

    /// Only the types, the endpoints and the API itself, below which nothing is told apart.
    pub(super) fn whole(&self) -> Self {
        let is_whole = |spec: &str| spec.matches('/').count() <= if spec == "/api" { 1 } else { 2 };
        let kept = self.0.iter().filter(|(spec, _)| is_whole(spec));
        Self(kept.map(|(spec, document)| (spec.clone(), document.clone())).collect())
    }
}

impl At {
    /// A place in both.
    pub(super) fn new(spec: String, document: String) -> Self {
        Self { spec, document }
    }

    /// What is below a place, by the keys that lead there in the spec and in the document.
    pub(super) fn below(&self, spec: &[&str], document: &[&str]) -> Self {
        Self { spec: joined(&self.spec, spec), document: joined(&self.document, document) }
    }
}

/// A pointer with more keys.
pub(super) fn joined(pointer: &str, keys: &[&str]) -> String {
    let mut pointer = pointer.to_owned();
    for key in keys {
        pointer.push('/');
        pointer.push_str(&pointer_token(key));
    }
    pointer
}
