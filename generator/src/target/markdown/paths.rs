//! Paths: where each page goes, and how others link to it.
//!
//! `<locale>/<group>/<endpoint>.md`, every part in kebab case, with an index in each folder, which the theme names. Every
//! locale has its folder, the default one too, so that no link changes when another locale becomes the default.
//!
//! Invariant: no two pages share a path, on file systems that ignore case either, and no part leaves its folder.

use std::collections::HashSet;

use heck::ToKebabCase;

use super::escape::anchor;
use crate::model::{Api, Operation, TypeId};

/// The folder of each group, the file of each operation and the anchor of each type, by their indices.
pub(super) struct Paths {
    groups: Vec<String>,
    files: Vec<String>,
    anchors: Vec<String>,
    /// The folder of the types that have pages of their own.
    types: String,
    /// The file of each type, if it has one.
    type_files: Vec<String>,
}

impl Paths {
    pub(super) fn of(api: &Api) -> Self {
        let mut taken = HashSet::new();
        let groups: Vec<String> =
            api.groups.iter().map(|group| unique(part(&group.name.spelling), &mut taken)).collect();
        let types = unique("types".to_owned(), &mut taken);
        let mut taken: Vec<HashSet<String>> =
            vec![HashSet::from(["readme".to_owned(), "index".to_owned()]); groups.len()];
        let file =
            |operation: &Operation| unique(part(&operation.name.spelling), &mut taken[operation.group.0]);
        let files = api.operations.iter().map(file).collect();
        let mut taken = HashSet::new();
        let anchors = api.types.iter().map(|ty| unique(anchor(&ty.name.spelling), &mut taken)).collect();
        let mut taken = HashSet::from(["readme".to_owned(), "index".to_owned()]);
        let type_files = api.types.iter().map(|ty| unique(part(&ty.name.spelling), &mut taken)).collect();
        Self { groups, files, anchors, types, type_files }
    }

    /// The folder of a group, below its locale.
    pub(super) fn group(&self, group: usize) -> &str {
        &self.groups[group]
    }

    /// The file of an operation, below its group.
    pub(super) fn file(&self, operation: usize) -> String {
        format!("{}.md", self.files[operation])
    }

    /// The anchor of a type, on each page that shows it.
    pub(super) fn anchor(&self, id: TypeId) -> &str {
        &self.anchors[id.0]
    }

    /// The path of a type's page, below its locale.
    pub(super) fn type_page(&self, id: TypeId) -> String {
        format!("{}/{}.md", self.types, self.type_files[id.0])
    }

    /// A link to it from any page of an operation or a type: they all lie in a folder of their locale.
    pub(super) fn link_to_type(&self, id: TypeId) -> String {
        format!("../{}", self.type_page(id))
    }

    /// The path of an operation's page, below its locale.
    pub(super) fn page(&self, api: &Api, operation: usize) -> String {
        format!("{}/{}", self.group(api.operations[operation].group.0), self.file(operation))
    }
}

/// The most bytes that a name gives to one part of a path.
const LONGEST_PART: usize = 200;

/// A name as one part of a path.
fn part(name: &str) -> String {
    let kebab = name.to_kebab_case();
    let mut safe: String = kebab.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
    // Most file systems take 255 bytes.
    let end = (0..=LONGEST_PART.min(safe.len())).rev().find(|end| safe.is_char_boundary(*end));
    safe.truncate(end.unwrap_or_default());
    // Windows keeps these names for devices, whatever follows the dot.
    let is_device = matches!(safe.as_str(), "con" | "prn" | "aux" | "nul")
        || (safe.len() == 4 && (safe.starts_with("com") || safe.starts_with("lpt")));
    if safe.is_empty() || is_device { format!("{safe}-") } else { safe }
}

/// The name, or the name with the first number that makes it another.
fn unique(name: String, taken: &mut HashSet<String>) -> String {
    let mut candidate = name.clone();
    let mut number = 2;
    while !taken.insert(candidate.to_lowercase()) {
        candidate = format!("{name}-{number}");
        number += 1;
    }
    candidate
}
