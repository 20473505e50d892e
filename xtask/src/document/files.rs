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
    let main = file.file_name().map(PathBuf::from).unwrap_or_default();
    let mut wanted = BTreeSet::new();
    redirect(root, &main, &main, &mut wanted);
    let mut files = Map::new();
    while let Some(path) = wanted.iter().find(|path| !files.contains_key(&name(path))).cloned() {
        let mut value = parse(&folder.join(&path)).unwrap_or_default();
        redirect(&mut value, &path, &main, &mut wanted);
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

/// Lets the references of a file lead to where the files are put, and those to the document itself into it.
fn redirect(node: &mut Value, file: &Path, main: &Path, wanted: &mut BTreeSet<PathBuf>) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(|item| redirect(item, file, main, wanted)),
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get_mut("$ref")
                && !reference.contains("://")
            {
                let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
                let target = if path.is_empty() { file.to_owned() } else { joined(file, path) };
                let moved = if target == main {
                    format!("#{fragment}")
                } else {
                    format!("#/{FILES}/{}{fragment}", step(&name(&target)))
                };
                *reference = moved;
                if target != main {
                    wanted.insert(target);
                }
            }
            map.values_mut().for_each(|value| redirect(value, file, main, wanted));
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
        let mut node = json!([
            { "$ref": "../b.yaml#/x" }, { "$ref": "#/own" }, { "$ref": "c.json" }, { "$ref": "../main.yaml#/own" },
        ]);
        let main = Path::new("main.yaml");
        redirect(&mut node, Path::new("a/a.yaml"), main, &mut wanted);
        let expected = json!([
            { "$ref": "#/x-files/b.yaml/x" },
            { "$ref": "#/x-files/a~1a.yaml/own" },
            { "$ref": "#/x-files/a~1c.json" },
            { "$ref": "#/own" },
        ]);
        assert_eq!(node, expected);
        let mut own = json!({ "$ref": "#/own" });
        redirect(&mut own, main, main, &mut wanted);
        assert_eq!(own, json!({ "$ref": "#/own" }));
        assert_eq!(wanted.len(), 3);
    }
}
