//! Several runs at once on one folder.

use std::thread;

use super::super::lock::Lock;
use super::super::update;
use super::*;

#[test]
fn runs_of_one_spec_all_succeed() {
    let files = set(&[("rust/a", "1"), ("rust/b/c", "2"), ("rust/d", "3"), ("markdown/e", "4")]);
    let dir = written(&[("rust/a", "old"), ("rust/gone/x", "old")]);
    thread::scope(|scope| {
        let runs: Vec<_> = (0..8).map(|_| scope.spawn(|| update(&files, dir.path()).map(drop))).collect();
        for run in runs {
            run.join().unwrap().unwrap();
        }
    });
    assert_eq!(compare(&files, dir.path()).unwrap(), []);
}

/// Whichever run is the last: the folder holds its files, whole, and nothing of the other.
#[test]
fn runs_of_two_specs_leave_the_files_of_one() {
    let all = [set(&[("rust/a/b", "1"), ("rust/c", "1")]), set(&[("rust/a", "2"), ("rust/c", "2")])];
    let dir = TempDir::new().unwrap();
    thread::scope(|scope| {
        for number in 0..10 {
            let (files, dir) = (&all[number % 2], dir.path());
            scope.spawn(move || update(files, dir).map(drop).unwrap());
        }
    });
    let left = all.iter().filter(|files| compare(files, dir.path()).is_ok_and(|drifts| drifts.is_empty()));
    assert_eq!(left.count(), 1);
}

#[test]
fn a_run_waits_for_another_one() {
    let dir = TempDir::new().unwrap();
    let lock = Lock::of(dir.path()).unwrap();
    let files = set(&[("rust/a", "1")]);
    thread::scope(|scope| {
        let run = scope.spawn(|| update(&files, dir.path()).map(drop));
        thread::sleep(std::time::Duration::from_millis(50));
        assert_eq!(names(dir.path()), [""; 0], "nothing is written while the folder is locked");
        drop(lock);
        run.join().unwrap().unwrap();
    });
    assert_eq!(compare(&files, dir.path()).unwrap(), []);
}
