//! Runs that did not get to their end: after each change on disk that can fail, once, twice and three times.

use super::super::update;
use super::fault::{self, Fault};
use super::*;

type Files = &'static [(&'static str, &'static str)];

/// What a run finds, what it makes, and what the run before it made.
const SCENES: &[(&str, Files, Files)] = &[
    ("a first run", &[], &[("rust/a", "1"), ("rust/b/c/d", "2"), ("top", "3")]),
    (
        "changes",
        &[("rust/a", "old"), ("rust/b", "old"), ("rust/gone/deep/x", "old"), ("rust/gone/y", "old")],
        &[("rust/a", "new"), ("rust/c", "new"), ("rust/d/e/y", "new")],
    ),
    ("a folder becomes a file", &[("rust/a/b/c", "old"), ("rust/a/d", "old")], &[("rust/a", "new")]),
    ("a file becomes a folder", &[("rust/a", "old")], &[("rust/a/b/c", "new"), ("rust/a/d", "new")]),
    ("everything goes but a file", &[("rust/a/b", "old"), ("rust/c", "1")], &[("rust/c", "1")]),
];

/// The tree of an undisturbed run.
fn undisturbed(new: &[(&str, &str)]) -> Vec<(String, String)> {
    let dir = TempDir::new().unwrap();
    generate(dir.path(), new);
    tree(dir.path())
}

/// Runs with a fault; whether it was reached.
fn disturbed(dir: &Path, files: &[(&str, &str)], fault: Fault) -> bool {
    let files = set(files);
    fault::with(fault, || update(&files, dir).map(drop)).0
}

/// Every file is complete: it has the text of one of the runs.
fn assert_whole(dir: &Path, runs: &[Files]) {
    for (name, text) in tree(dir) {
        let is_known = runs.iter().any(|files| files.contains(&(name.as_str(), text.as_str())));
        assert!(is_known || name.ends_with('/') || name.contains(".bindery-"), "{name}: {text}");
    }
}

#[test]
fn wherever_a_run_fails_the_next_one_repairs() {
    for (scene, old, new) in SCENES {
        let wanted = undisturbed(new);
        for fault in [Fault::One, Fault::All] {
            for at in 0.. {
                let dir = written(old);
                let is_reached = disturbed(dir.path(), new, fault(at));
                assert_whole(dir.path(), &[old, new]);
                generate(dir.path(), new);
                assert_eq!(tree(dir.path()), wanted, "{scene}: {:?}", fault(at));
                if !is_reached {
                    break;
                }
            }
        }
    }
}

#[test]
fn wherever_two_runs_are_killed_the_next_one_repairs() {
    for (scene, old, new) in SCENES {
        // The second run makes the same files, or those from before.
        for second in [new, old] {
            let wanted = undisturbed(new);
            for first_at in 0.. {
                let (mut first_reached, mut second_reached) = (true, true);
                for second_at in 0.. {
                    let dir = written(old);
                    first_reached = disturbed(dir.path(), new, Fault::All(first_at));
                    second_reached = disturbed(dir.path(), second, Fault::All(second_at));
                    assert_whole(dir.path(), &[old, new]);
                    generate(dir.path(), new);
                    assert_eq!(tree(dir.path()), wanted, "{scene}: {first_at}, {second_at}");
                    if !second_reached {
                        break;
                    }
                }
                if !first_reached && !second_reached {
                    break;
                }
            }
        }
    }
}

#[test]
fn wherever_three_runs_are_killed_the_next_one_repairs() {
    let (scene, old, new) = SCENES[1];
    let wanted = undisturbed(new);
    let changes = (0..).find(|at| !disturbed(written(old).path(), new, Fault::All(*at))).unwrap();
    for first in 0..changes {
        for second in (0..changes).step_by(3) {
            for third in (0..changes).step_by(4) {
                let dir = written(old);
                disturbed(dir.path(), new, Fault::All(first));
                disturbed(dir.path(), old, Fault::All(second));
                disturbed(dir.path(), new, Fault::All(third));
                generate(dir.path(), new);
                assert_eq!(tree(dir.path()), wanted, "{scene}: {first}, {second}, {third}");
            }
        }
    }
}

#[test]
fn wherever_a_run_fails_that_changes_owners_the_next_one_repairs() {
    let owned = |owner: &str, files: &[(&str, &str)]| {
        let mut files = set(files);
        files.own("pages", owner);
        files
    };
    let old = owned("a", &[("pages/x/page", "1"), ("pages/list", "of a")]);
    let new = set(&[("pages/list", "all")]);
    for (old, new) in [(&old, &new), (&new, &old)] {
        let clean = TempDir::new().unwrap();
        update(new, clean.path()).unwrap();
        for at in 0.. {
            let dir = TempDir::new().unwrap();
            update(old, dir.path()).unwrap();
            let mut is_reached = false;
            for second in [at, at / 2] {
                is_reached |= fault::with(Fault::All(second), || update(new, dir.path()).map(drop)).0;
            }
            update(new, dir.path()).unwrap();
            assert_eq!(tree(dir.path()), tree(clean.path()), "{at}");
            if !is_reached {
                break;
            }
        }
    }
}

/// Earlier versions recorded what a killed run left, and refused their own record from then on.
#[test]
fn a_record_of_unfinished_files_is_repaired() {
    let dir = written(&[("rust/a", "old")]);
    fs::write(dir.path().join("rust/.bindery-files"), "# a record\n.bindery-new.4711\na\n").unwrap();
    fs::write(dir.path().join("rust/.bindery-new.4711"), "ne").unwrap();
    generate(dir.path(), &[("rust/a", "new")]);
    assert_eq!(tree(dir.path()), undisturbed(&[("rust/a", "new")]));
}

#[test]
fn files_of_the_user_survive_every_fault() {
    let new = [("rust/a/b", "new"), ("rust/c", "new")];
    for at in 0.. {
        let dir = written(&[("rust/a/x/y", "old"), ("rust/c", "old")]);
        let mine = dir.path().join("rust/a/x/mine");
        fs::write(&mine, "mine").unwrap();
        let is_reached = disturbed(dir.path(), &new, Fault::All(at));
        disturbed(dir.path(), &new, Fault::All(at / 2));
        generate(dir.path(), &new);
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine", "{at}");
        if !is_reached {
            break;
        }
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

#[test]
fn a_first_spec_that_was_half_written_is_completed() {
    let spec = [("api.yaml", "a"), ("types/a.yaml", "b")];
    for at in 0.. {
        let dir = TempDir::new().unwrap();
        let (is_reached, _) = fault::with(Fault::All(at), || create(&set(&spec), dir.path()));
        if !is_reached {
            break;
        }
        create(&set(&spec), dir.path()).unwrap();
        assert_eq!(names(dir.path()), ["api.yaml", "types/", "types/a.yaml"], "{at}");
    }
}

#[cfg(unix)]
mod refused {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// A folder that may not be written to, which root may all the same.
    #[test]
    fn a_refused_write_is_repaired_when_it_is_allowed() {
        let new = [("rust/a", "new"), ("rust/b/c", "new")];
        let dir = written(&[("rust/a", "old"), ("rust/b/c", "old"), ("rust/b/d", "old")]);
        let closed = dir.path().join("rust/b");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
        let _ = update(&set(&new), dir.path());
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
        generate(dir.path(), &new);
        assert_eq!(tree(dir.path()), undisturbed(&new));
    }
}
