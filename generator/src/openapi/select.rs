//! Selecting: which operations were asked for, and which types they need.

use std::collections::HashSet;

use super::Options;
use super::operation::Found;
use super::settle::walk;
use crate::schema::Spec;

/// Whether an operation was asked for.
pub(super) fn is_wanted(operation: &Found<'_>, options: &Options) -> bool {
    let matches = |patterns: &[String]| patterns.iter().any(|pattern| is_match(operation, pattern));
    (options.include.is_empty() || matches(&options.include)) && !matches(&options.exclude)
}

fn is_match(operation: &Found<'_>, pattern: &str) -> bool {
    let (kind, glob) = match pattern.split_once(':') {
        Some((kind @ ("tag" | "path" | "operation"), glob)) => (kind, glob),
        _ => ("", pattern),
    };
    let tags: Vec<&str> = operation.node.list("tags").filter_map(|tag| tag.value.as_str()).collect();
    let id = operation.node.text("operationId");
    let is_tag = || tags.iter().any(|tag| matches_glob(glob, tag));
    let is_path = || matches_glob(glob, operation.path);
    let is_operation = || id.is_some_and(|id| matches_glob(glob, id));
    match kind {
        "tag" => is_tag(),
        "path" => is_path(),
        "operation" => is_operation(),
        _ => is_tag() || is_path() || is_operation(),
    }
}

/// Whether a text is what a pattern says; `*` stands for any text.
fn matches_glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Takes out the types that no endpoint needs, and says how many there were.
pub(super) fn prune(spec: &mut Spec) -> usize {
    let types = spec.shapes();
    let mut needed: HashSet<String> = HashSet::new();
    let mut open: Vec<String> = Vec::new();
    for file in &spec.endpoints {
        walk::endpoint_names(&file.value.endpoint, &mut |name| open.push(name.to_owned()));
    }
    while let Some(name) = open.pop() {
        if let Some(shape) = types.get(name.as_str())
            && needed.insert(name)
        {
            walk::names(shape, &mut |name| open.push(name.to_owned()));
        }
    }
    let before = spec.types.len();
    spec.types.retain(|file| file.value.types.keys().any(|name| needed.contains(name)));
    before - spec.types.len()
}

#[cfg(test)]
mod tests {
    use super::matches_glob;

    #[test]
    fn globs() {
        for (pattern, text, expected) in [
            ("pets", "pets", true),
            ("pets", "pets2", false),
            ("/pets/*", "/pets/{id}", true),
            ("*List*", "petListAll", true),
            ("*", "", true),
            ("a*b*c", "a1b2c", true),
            ("a*b*c", "acb", false),
        ] {
            assert_eq!(matches_glob(pattern, text), expected, "{pattern} {text}");
        }
    }
}
