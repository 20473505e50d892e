//! Ids of endpoints: what methods and pages are named after.
//!
//! Documents that frameworks write put the name of a class or of a folder before that of the operation. The rules:
//!
//! 1. What stands before the last `/`, `.`, `:` or `#`, and a class before `_` (`UserController_find`), is left out
//!    where the rest is an id that no other operation has; else the whole id stays, with `_` for what no name can hold.
//! 2. What FastAPI puts behind a name, the path and the method, is left out in the same way.
//! 3. An operation without an id is named after its method and path: `GET /users/{id}` is `getUsersById`.
//! 4. Ids that still clash get the first free number from 2, in the order of the document.

use std::collections::HashMap;

use heck::ToSnakeCase;

use super::Found;
use crate::openapi::name::{self, Taken};

/// Words at the end of what frameworks put before an id.
const CLASSES: &[&str] =
    &["controller", "service", "resource", "handler", "router", "endpoint", "api", "rest", "view", "viewset"];

/// The ids of operations, all different in code.
pub(super) fn ids(found: &[Found<'_>]) -> Vec<String> {
    let candidates: Vec<[String; 2]> = found.iter().map(candidates).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for [short, long] in &candidates {
        *counts.entry(short.to_snake_case()).or_default() += 1;
        if long.to_snake_case() != short.to_snake_case() {
            *counts.entry(long.to_snake_case()).or_default() += 1;
        }
    }
    let mut taken = Taken::default();
    if found.first().is_some_and(|found| found.node.is_own()) {
        let written = found.iter().zip(&candidates);
        return written
            .map(|(found, [_, long])| taken.claim_id(found.node.text("operationId").unwrap_or(long)))
            .collect();
    }
    candidates
        .iter()
        .map(|[short, long]| {
            let is_unique = counts.get(&short.to_snake_case()) == Some(&1);
            taken.claim_id(if is_unique { short } else { long })
        })
        .collect()
}

/// The short id and the long one.
fn candidates(found: &Found<'_>) -> [String; 2] {
    let written = found.node.text("operationId").map(str::trim).filter(|id| name::has_word(id));
    let Some(written) = written else {
        let made = of_path(found);
        return [made.clone(), made];
    };
    let long = cleaned(written);
    let after = written.rfind(['/', '.', ':', '#']).and_then(|at| written.get(at + 1..)).unwrap_or(written);
    let short = cleaned(without_class(without_path(after, found)));
    if name::has_word(&short) { [short, long] } else { [long.clone(), long] }
}

/// The part behind the name of a class.
fn without_class(id: &str) -> &str {
    let mut found = id;
    for (at, _) in id.match_indices('_') {
        let (Some(before), Some(after)) = (id.get(..at), id.get(at + 1..)) else { continue };
        let before = before.to_lowercase();
        if CLASSES.iter().any(|class| before.ends_with(class)) && name::has_word(after) {
            found = after;
        }
    }
    found
}

/// The part before the path and the method.
fn without_path<'a>(id: &'a str, found: &Found<'_>) -> &'a str {
    let snake =
        |text: &str| -> String { text.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect() };
    let end = format!("{}_{}", snake(found.path), found.method);
    id.strip_suffix(end.as_str()).filter(|rest| name::has_word(rest)).unwrap_or(id)
}

/// An id with only what a name can hold.
fn cleaned(id: &str) -> String {
    let kept: String =
        id.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '-') { c } else { ' ' }).collect();
    name::shortened(&kept.split_whitespace().collect::<Vec<_>>().join("_"), 120)
}

/// `getUsersById` for `GET /users/{id}`.
fn of_path(found: &Found<'_>) -> String {
    let mut text = found.method.to_owned();
    for part in found.path.split('/') {
        let param = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        text.push(' ');
        text.push_str(&param.map_or_else(|| part.to_owned(), |param| format!("by {param}")));
    }
    let id = name::camel(&text);
    let id = if id == found.method { format!("{id}Root") } else { id };
    name::shortened(&cleaned(&id), 120)
}
