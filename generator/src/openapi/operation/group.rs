//! Groups: the first tag of an operation, or the first telling part of its path.
//!
//! The id of a group is a folder in `endpoints/`: lower case, letters and digits of any script with `-` between them,
//! never a device of Windows, and no two that differ only in case or punctuation. The title keeps the tag.

use heck::ToKebabCase;
use indexmap::IndexMap;

use super::Found;
use crate::openapi::name::{self, Taken};
use crate::openapi::node::Node;
use crate::openapi::shape::text_of;
use crate::schema::{Group, Text};

/// Parts of paths that tell nothing about what is behind them.
const NOISE: &[&str] = &["api", "rest", "v"];

/// The groups of a document.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The groups by their ids, in the order in which they are shown.
    pub(super) listed: IndexMap<String, Group>,
    /// The group of each operation, by its id.
    pub(super) of_operations: Vec<String>,
}

impl Groups {
    /// Sorts operations into groups.
    pub(super) fn of<'d>(root: Node<'d>, found: &[Found<'d>]) -> Self {
        let titles: Vec<String> = found.iter().map(|found| title(found.node, found.path)).collect();
        let by_title = groups(root, &titles);
        let of_operations = titles
            .iter()
            .map(|title| by_title.get(title).map_or_else(String::new, |(id, _)| id.clone()))
            .collect();
        Self { listed: by_title.into_values().collect(), of_operations }
    }
}

/// The groups by their titles: those that the document describes in its order, then the others as they come.
fn groups(root: Node<'_>, titles: &[String]) -> IndexMap<String, (String, Group)> {
    let used: IndexMap<&str, ()> = titles.iter().map(|title| (title.as_str(), ())).collect();
    let described: IndexMap<&str, Node<'_>> =
        root.list("tags").filter_map(|tag| Some((tag.text("name")?.trim(), tag))).collect();
    let first = described.keys().copied().filter(|name| used.contains_key(*name));
    let titles: Vec<&str> = first.chain(used.keys().copied()).collect();
    let mut taken = Taken::default();
    let mut groups = IndexMap::new();
    for title in titles {
        if groups.contains_key(title) {
            continue;
        }
        let tag = described.get(title);
        let shown =
            tag.and_then(|tag| text_of(*tag, "x-displayName")).unwrap_or_else(|| Text::One(title.to_owned()));
        let group = Group { title: shown, description: tag.and_then(|tag| text_of(*tag, "description")) };
        let id = taken.claim_id(&folder(title));
        groups.insert(title.to_owned(), (id, group));
    }
    groups
}

/// What a group is called.
fn title(node: Node<'_>, path: &str) -> String {
    let tag = node.get("tags").and_then(|tags| tags.item(0)).and_then(|tag| tag.value.as_str());
    if let Some(tag) = tag.map(str::trim).filter(|tag| !tag.is_empty()) {
        return tag.to_owned();
    }
    let is_telling = |part: &&str| {
        let word = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        name::has_word(part) && !part.starts_with(['{', ':', '<']) && !NOISE.contains(&word)
    };
    path.split(['/', '?', '#']).find(is_telling).unwrap_or("general").to_owned()
}

fn folder(title: &str) -> String {
    let kebab = title.to_kebab_case();
    let safe: String = kebab.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
    let safe = name::shortened(&safe, 60).trim_matches('-').to_owned();
    let is_device = matches!(safe.as_str(), "con" | "prn" | "aux" | "nul")
        || (safe.chars().count() == 4 && (safe.starts_with("com") || safe.starts_with("lpt")));
    match safe.as_str() {
        "" => "group".to_owned(),
        _ if is_device => format!("{safe}-group"),
        _ => safe,
    }
}
