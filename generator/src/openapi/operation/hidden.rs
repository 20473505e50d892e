//! Hidden operations: what a document keeps out of its pages.
//!
//! OpenAPI has no word for it; `x-internal` is the one that most tools share. Vendors have their own, which end in
//! `hidden`, or in `hidden-from-` and the name of what it is hidden from: `x-acme-hidden-from-sdk`.

use crate::openapi::node::Node;

/// Whether an operation, or a path, is marked.
pub(super) fn is_hidden(node: Node<'_>) -> bool {
    node.entries().any(|(key, value)| is_key(key) && value.value.as_bool() == Some(true))
}

/// Whether a key is such a mark.
pub(super) fn is_key(key: &str) -> bool {
    let Some(word) = key.strip_prefix("x-") else { return false };
    let is_vendors =
        |mark: &str| word.strip_suffix(mark).is_some_and(|vendor| vendor.is_empty() || vendor.ends_with('-'));
    word == "internal"
        || is_vendors("hidden")
        || is_vendors("hidden-from-sdk")
        || is_vendors("hidden-from-docs")
}

#[cfg(test)]
mod tests {
    use super::is_key;

    #[test]
    fn marks() {
        for (key, expected) in [
            ("x-internal", true),
            ("x-hidden", true),
            ("x-acme-hidden", true),
            ("x-acme-hidden-from-sdk", true),
            ("x-hidden-from-docs", true),
            ("x-unhidden", false),
            ("x-internal-name", false),
            ("hidden", false),
        ] {
            assert_eq!(is_key(key), expected, "{key}");
        }
    }
}
