//! A folder that runs of several owners share: each deletes its own orphans, and none undoes what another did.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::super::apply::apply;
use super::super::{FileSet, compare};
use super::{set, tree};

fn owned(owner: &str, files: &[(&str, &str)]) -> FileSet {
    let mut files = set(files);
    files.own("pages", owner);
    files
}

fn run(dir: &Path, files: &FileSet) {
    apply(files, dir, &compare(files, dir).unwrap()).unwrap();
    assert_eq!(compare(files, dir).unwrap(), [], "a run leaves nothing to do");
}

#[test]
fn each_owner_deletes_only_its_own_orphans() {
    let dir = TempDir::new().unwrap();
    run(dir.path(), &owned("Ä b/c", &[("pages/a/one.md", "1"), ("pages/a/two.md", "2")]));
    let other = owned("other", &[("pages/b/one.md", "1")]);
    run(dir.path(), &other);
    let first = owned("Ä b/c", &[("pages/a/one.md", "new")]);
    run(dir.path(), &first);
    assert_eq!(compare(&other, dir.path()).unwrap(), []);
    let pages: Vec<String> =
        tree(dir.path()).into_iter().map(|(path, _)| path).filter(|path| path.ends_with(".md")).collect();
    assert_eq!(pages.len(), 2, "{pages:?}");
    assert!(dir.path().join("pages/.bindery-files.Ä-b-c").is_file());
}

/// The list at the top is that of the owner whose name comes first, whoever ran last.
#[test]
fn lists_belong_to_the_first_owner() {
    let dir = TempDir::new().unwrap();
    let (first, second) = (owned("a", &[("pages/list", "of a")]), owned("b", &[("pages/list", "of b")]));
    run(dir.path(), &second);
    run(dir.path(), &first);
    run(dir.path(), &second);
    run(dir.path(), &first);
    assert_eq!(fs::read_to_string(dir.path().join("pages/list")).unwrap(), "of a");
    assert_eq!(compare(&second, dir.path()).unwrap(), []);
    // When the first owner stops to write it, it is the second one's again.
    run(dir.path(), &owned("a", &[("pages/x/page", "1")]));
    assert_eq!(fs::read_to_string(dir.path().join("pages/list")).unwrap(), "of a", "it is no orphan");
    run(dir.path(), &second);
    assert_eq!(fs::read_to_string(dir.path().join("pages/list")).unwrap(), "of b");
}

/// A folder changes to a theme whose pages are nobody's own, and back: nothing stays behind.
#[test]
fn a_folder_that_is_shared_no_more_is_cleared() {
    let dir = TempDir::new().unwrap();
    run(dir.path(), &owned("a", &[("pages/x/page", "1"), ("pages/list", "of a")]));
    run(dir.path(), &owned("b", &[("pages/y/page", "1"), ("pages/list", "of b")]));
    run(dir.path(), &set(&[("pages/list", "all")]));
    let files =
        |dir: &TempDir| -> Vec<String> { tree(dir.path()).into_iter().map(|(path, _)| path).collect() };
    assert!(
        files(&dir).iter().all(|path| !path.contains("page/") && !path.ends_with(".a")),
        "{:?}",
        files(&dir)
    );
    assert_eq!(fs::read_to_string(dir.path().join("pages/list")).unwrap(), "all");
    run(dir.path(), &owned("a", &[("pages/x/page", "1")]));
    assert!(!dir.path().join("pages/list").exists() && !dir.path().join("pages/.bindery-files").exists());
}

#[test]
fn a_page_of_another_owner_is_in_the_way() {
    let dir = TempDir::new().unwrap();
    run(dir.path(), &owned("a", &[("pages/x/page", "of a")]));
    let error = compare(&owned("b", &[("pages/x/page", "of b")]), dir.path()).unwrap_err();
    assert!(format!("{error:#}").contains("pages/x/page"), "{error:#}");
}
