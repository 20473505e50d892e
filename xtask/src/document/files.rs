//! The files of a document: those that it refers to become parts of it, and the references to them lead there.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use serde_json::{Map, Value};

use super::{parse, step};

/// Where the other files are put.
pub(super) const FILES: &str = "x-files";

/// Takes in all files that a document refers to, directly or not. One that cannot be read is left out, and references
/// to it lead nowhere.
pub(super) fn take_in(file: &Path, root: &mut Value) {
    let folder = file.parent().map(PathBuf::from).unwrap_or_default();
    let mut wanted = BTreeSet::new();
    redirect(root, Path::new(""), false, &mut wanted);
    let mut files = Map::new();
    while let Some(path) = wanted.iter().find(|path| !files.contains_key(&name(path))).cloned() {
        let mut value = parse(&folder.join(&path)).unwrap_or_default();
        redirect(&mut value, &path, true, &mut wanted);
        files.insert(name(&path), value);
    }
    if let Value::Object(root) = root
        && !files.is_empty()
    {
        root.insert(FILES.to_owned(), Value::Object(files));
    }
}

fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Lets the references of a file lead to where the files are put.
fn redirect(node: &mut Value, file: &Path, is_other: bool, wanted: &mut BTreeSet<PathBuf>) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(|item| redirect(item, file, is_other, wanted)),
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get_mut("$ref")
                && !reference.contains("://")
            {
                let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
                let target = if path.is_empty() { file.to_owned() } else { joined(file, path) };
                if !path.is_empty() || is_other {
                    let moved = format!("#/{FILES}/{}{fragment}", step(&name(&target)));
                    wanted.insert(target);
                    *reference = moved;
                }
            }
            map.values_mut().for_each(|value| redirect(value, file, is_other, wanted));
        }
        _ => {}
    }
}

/// A path as it is written in a file, from the folder of the document.
fn joined(file: &Path, path: &str) -> PathBuf {
    let mut joined = file.parent().map(PathBuf::from).unwrap_or_default();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => drop(joined.pop()),
            Component::Normal(name) => joined.push(name),
            _ => {}
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use serde_json::json;

    use super::redirect;

    #[test]
    fn references_lead_to_where_the_files_are_put() {
        let mut wanted = BTreeSet::new();
        let mut node = json!([{ "$ref": "../b.yaml#/x" }, { "$ref": "#/own" }, { "$ref": "c.json" }]);
        redirect(&mut node, Path::new("a/a.yaml"), true, &mut wanted);
        let expected = json!([
            { "$ref": "#/x-files/b.yaml/x" },
            { "$ref": "#/x-files/a~1a.yaml/own" },
            { "$ref": "#/x-files/a~1c.json" },
        ]);
        assert_eq!(node, expected);
        let mut own = json!({ "$ref": "#/own" });
        redirect(&mut own, Path::new(""), false, &mut wanted);
        assert_eq!(own, json!({ "$ref": "#/own" }));
        assert_eq!(wanted.len(), 3);
    }
}
