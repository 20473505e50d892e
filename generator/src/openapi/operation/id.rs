//! Ids of endpoints: what methods and pages are named after.
//!
//! Documents that frameworks write put the name of a class or of a folder before that of the operation. The rules:
//!
//! 1. What stands before the last `/`, `.`, `:` or `#`, and a class before `_` (`UserController_find`), is left out
//!    where the rest is an id that no other operation has; else as few of the parts before it stay as tell it apart
//!    (`user_create` of `v1.user.create`), with `_` for what no name can hold.
//! 2. What FastAPI puts behind a name, the path and the method, is left out in the same way.
//! 3. An operation without an id is named after its method and path: `GET /users/{id}` is `getUsersById`.
//! 4. Ids that still clash get the first free number from 2, in the order of the document.

use std::collections::{BTreeSet, HashMap};

use heck::ToSnakeCase;

use super::Found;
use crate::openapi::name::{self, Taken};

/// Words at the end of what frameworks put before an id.
const CLASSES: &[&str] =
    &["controller", "service", "resource", "handler", "router", "endpoint", "api", "rest", "view", "viewset"];

/// How many parts of an id may be left out one by one; of a longer one the others go together.
const MOST_PARTS: usize = 6;

/// The ids of operations, all different in code.
pub(super) fn ids(found: &[Found<'_>]) -> Vec<String> {
    let candidates: Vec<Vec<String>> = found.iter().map(candidates).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for candidates in &candidates {
        let different: BTreeSet<String> = candidates.iter().map(|id| id.to_snake_case()).collect();
        for id in different {
            *counts.entry(id).or_default() += 1;
        }
    }
    let mut taken = Taken::default();
    if found.first().is_some_and(|found| found.node.is_own()) {
        let longest = candidates.iter().map(|candidates| longest(candidates));
        let written = found.iter().zip(longest);
        return written
            .map(|(found, long)| taken.claim_id(found.node.text("operationId").unwrap_or(long)))
            .collect();
    }
    candidates
        .iter()
        .map(|candidates| {
            let unique = candidates.iter().find(|id| counts.get(&id.to_snake_case()) == Some(&1));
            taken.claim_id(unique.map_or_else(|| longest(candidates), String::as_str))
        })
        .collect()
}

fn longest(candidates: &[String]) -> &str {
    candidates.last().map_or("", String::as_str)
}

/// The ids that an operation can have, the shortest first. There is one at least.
fn candidates(found: &Found<'_>) -> Vec<String> {
    let written = found.node.text("operationId").map(str::trim).filter(|id| name::has_word(id));
    let Some(written) = written else { return vec![of_path(found)] };
    let parts = written.rmatch_indices(['/', '.', ':', '#']).take(MOST_PARTS);
    let ends = parts.filter_map(|(at, _)| written.get(at + 1..)).chain([written]);
    let mut candidates: Vec<String> = ends
        .map(|end| cleaned(without_class(without_path(end, found))))
        .filter(|id| name::has_word(id))
        .collect();
    candidates.push(cleaned(written));
    candidates
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
