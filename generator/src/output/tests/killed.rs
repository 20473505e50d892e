//! Runs that did not get to their end.

use super::*;

#[test]
fn wherever_a_run_is_killed_the_next_one_repairs() {
    let old = [("rust/a", "old"), ("rust/b", "old"), ("rust/gone/x", "old")];
    let new = [("rust/a", "new"), ("rust/c", "new"), ("rust/d/y", "new")];
    let wanted = set(&new);
    let steps = compare(&wanted, written(&old).path()).unwrap().len();
    for done in 0..=steps {
        let dir = written(&old);
        let drifts = compare(&wanted, dir.path()).unwrap();
        apply(&wanted, dir.path(), &drifts[..done]).unwrap();
        // `apply` finished its part; a run that is killed leaves the record of everything, and half of a file.
        let record = "# a record\na\nb\nc\nd/y\ngone/x\n";
        fs::write(dir.path().join("rust/.bindery-files"), record).unwrap();
        fs::write(dir.path().join("rust/.bindery-new.4711"), "ne").unwrap();
        assert!(tree(dir.path()).iter().all(|(name, text)| {
            name.contains(".bindery") || name.ends_with('/') || text == "old" || text == "new"
        }));
        generate(dir.path(), &new);
        let all = ["rust/", "rust/.bindery-files", "rust/a", "rust/c", "rust/d/", "rust/d/y"];
        assert_eq!(names(dir.path()), all, "after {done} of {steps}");
    }
}

#[test]
fn a_failure_half_way_is_on_record() {
    let dir = written(&[("rust/a", "old")]);
    let files = set(&[("rust/a", "new"), ("rust/b", "new"), ("rust/c", "new")]);
    let drifts = compare(&files, dir.path()).unwrap();
    // Something appears where a file is to go, between comparing and writing.
    fs::create_dir(dir.path().join("rust/b")).unwrap();
    assert!(apply(&files, dir.path(), &drifts).is_err());
    let manifest = fs::read_to_string(dir.path().join("rust/.bindery-files")).unwrap();
    assert_eq!(manifest.lines().skip(1).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(
        names(dir.path()),
        ["rust/", "rust/.bindery-files", "rust/a", "rust/b/"],
        "no half file is left"
    );
    fs::remove_dir(dir.path().join("rust/b")).unwrap();
    generate(dir.path(), &[("rust/z", "")]);
    assert_eq!(names(dir.path()), ["rust/", "rust/.bindery-files", "rust/z"]);
}
