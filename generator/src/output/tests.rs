//! What the room promises, tried on real folders.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::apply::apply;
use super::{Drift, FileSet, compare, create};

pub(super) mod fault;
mod killed;
mod shared;
mod together;
mod trust;

fn set(files: &[(&str, &str)]) -> FileSet {
    let mut set = FileSet::default();
    for (path, text) in files {
        set.insert((*path).to_owned(), text.as_bytes().to_vec()).unwrap();
    }
    set
}

/// A folder that an earlier run wrote.
fn written(files: &[(&str, &str)]) -> TempDir {
    let dir = TempDir::new().unwrap();
    generate(dir.path(), files);
    dir
}

fn generate(dir: &Path, files: &[(&str, &str)]) {
    let files = set(files);
    apply(&files, dir, &compare(&files, dir).unwrap()).unwrap();
    assert_eq!(compare(&files, dir).unwrap(), [], "a run leaves nothing to do");
}

fn differences(dir: &Path, files: &[(&str, &str)]) -> Vec<String> {
    let files = set(files);
    let drifts = compare(&files, dir).unwrap();
    drifts
        .iter()
        .map(|drift| match drift {
            Drift::Missing { path, .. } => format!("missing {path}"),
            Drift::Stale { path, .. } => format!("stale {path}"),
            Drift::Orphan { path } => format!("orphan {path}"),
        })
        .collect()
}

fn refusal(dir: &Path, files: &[(&str, &str)]) -> String {
    let before = tree(dir);
    let files = set(files);
    let error = compare(&files, dir).unwrap_err();
    assert_eq!(tree(dir), before, "what is refused changes nothing");
    format!("{error:#}")
}

/// Every file with its text, and every folder.
fn tree(dir: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut todo = vec![dir.to_owned()];
    while let Some(folder) = todo.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
            if path.is_symlink() {
                found.push((name, "link".to_owned()));
            } else if path.is_dir() {
                found.push((format!("{name}/"), String::new()));
                todo.push(path);
            } else {
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn names(dir: &Path) -> Vec<String> {
    tree(dir).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_first_run_writes_everything() {
    let dir = TempDir::new().unwrap();
    let files = [("rust/src/lib.rs", "a"), ("top.json", "{}")];
    let missing = [
        "missing .bindery-files",
        "missing rust/.bindery-files",
        "missing rust/src/lib.rs",
        "missing top.json",
    ];
    assert_eq!(differences(dir.path(), &files), missing);
    generate(dir.path(), &files);
    let all = [".bindery-files", "rust/", "rust/.bindery-files", "rust/src/", "rust/src/lib.rs", "top.json"];
    assert_eq!(names(dir.path()), all);
    let manifest = fs::read_to_string(dir.path().join("rust/.bindery-files")).unwrap();
    assert_eq!(manifest.lines().skip(1).collect::<Vec<_>>(), ["src/lib.rs"]);
}

#[test]
fn a_change_is_stale_and_shows_its_diff() {
    let dir = written(&[("rust/a.rs", "old\n"), ("rust/b.rs", "same\n")]);
    let files = [("rust/a.rs", "new\n"), ("rust/b.rs", "same\n")];
    assert_eq!(differences(dir.path(), &files), ["stale rust/a.rs"]);
    let wanted = set(&files);
    let drifts = compare(&wanted, dir.path()).unwrap();
    assert_eq!(drifts[0].diff().unwrap(), "--- a/rust/a.rs\n+++ b/rust/a.rs\n@@ -1 +1 @@\n-old\n+new\n");
    generate(dir.path(), &files);
    assert_eq!(fs::read_to_string(dir.path().join("rust/a.rs")).unwrap(), "new\n");
}

#[test]
fn a_file_that_was_removed_goes_with_the_folders_that_it_leaves_empty() {
    let dir = written(&[("rust/lib.rs", ""), ("rust/users/deep/get.rs", ""), ("rust/users/mine.rs", "")]);
    let mine = dir.path().join("rust/users/hand-written.rs");
    fs::write(&mine, "mine").unwrap();
    let files = [("rust/lib.rs", "")];
    let orphans = ["stale rust/.bindery-files", "orphan rust/users/deep/get.rs", "orphan rust/users/mine.rs"];
    assert_eq!(differences(dir.path(), &files), orphans);
    generate(dir.path(), &files);
    assert_eq!(
        names(dir.path()),
        ["rust/", "rust/.bindery-files", "rust/lib.rs", "rust/users/", "rust/users/hand-written.rs"]
    );
    fs::remove_file(&mine).unwrap();
}

#[test]
fn folders_of_other_runs_are_left_alone() {
    let dir = written(&[("rust/a", ""), ("markdown/a.md", "old")]);
    assert_eq!(differences(dir.path(), &[("rust/a", "")]), [""; 0]);
    generate(dir.path(), &[("rust/b", "")]);
    assert_eq!(fs::read_to_string(dir.path().join("markdown/a.md")).unwrap(), "old");
}

#[test]
fn files_that_no_run_wrote_stay_and_are_in_the_way_only_when_they_differ() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("rust")).unwrap();
    fs::write(dir.path().join("rust/a"), "mine").unwrap();
    fs::write(dir.path().join("rust/notes"), "mine").unwrap();
    let error = refusal(dir.path(), &[("rust/a", "theirs"), ("rust/b", "")]);
    assert!(error.contains("rust/a") && !error.contains("rust/b") && !error.contains("notes"), "{error}");
    generate(dir.path(), &[("rust/a", "mine"), ("rust/b", "")]);
    generate(dir.path(), &[("rust/b", "")]);
    assert_eq!(names(dir.path()), ["rust/", "rust/.bindery-files", "rust/b", "rust/notes"]);
}

#[test]
fn a_folder_in_the_way_is_named() {
    let dir = TempDir::new().unwrap();
    fs::create_dir_all(dir.path().join("rust/a/empty")).unwrap();
    assert!(refusal(dir.path(), &[("rust/a", "")]).contains("rust/a"));
    fs::write(dir.path().join("markdown"), "a file").unwrap();
    assert!(refusal(dir.path(), &[("markdown/a", "")]).contains("markdown"));
}

#[test]
fn a_file_becomes_a_folder_and_back() {
    let dir = written(&[("rust/a", "file")]);
    generate(dir.path(), &[("rust/a/b", "below")]);
    assert_eq!(names(dir.path()), ["rust/", "rust/.bindery-files", "rust/a/", "rust/a/b"]);
    generate(dir.path(), &[("rust/a", "file")]);
    assert_eq!(names(dir.path()), ["rust/", "rust/.bindery-files", "rust/a"]);
}

#[test]
fn a_name_can_change_its_case() {
    let dir = written(&[("rust/Name.rs", "old")]);
    generate(dir.path(), &[("rust/name.rs", "new")]);
    assert_eq!(names(dir.path()), ["rust/", "rust/.bindery-files", "rust/name.rs"]);
}

#[test]
fn an_unchanged_file_is_not_touched() {
    let files = [("rust/a", "a"), ("rust/b", "b")];
    let dir = written(&files);
    let modified = |name: &str| fs::metadata(dir.path().join(name)).unwrap().modified().unwrap();
    let before = [modified("rust/a"), modified("rust"), modified("rust/.bindery-files")];
    generate(dir.path(), &files);
    assert_eq!([modified("rust/a"), modified("rust"), modified("rust/.bindery-files")], before);
    generate(dir.path(), &[("rust/a", "a"), ("rust/b", "changed")]);
    assert_eq!([modified("rust/a"), modified("rust/.bindery-files")], [before[0], before[2]]);
}

#[test]
fn a_file_of_ones_own_is_created_but_never_replaced() {
    let dir = TempDir::new().unwrap();
    create(&set(&[("api.yaml", "a"), ("types/a.yaml", "b")]), dir.path()).unwrap();
    assert_eq!(names(dir.path()), ["api.yaml", "types/", "types/a.yaml"]);
    assert!(create(&set(&[("new.yaml", "c"), ("types/a.yaml", "c")]), dir.path()).is_err());
    assert_eq!(names(dir.path()), ["api.yaml", "types/", "types/a.yaml"]);
}
