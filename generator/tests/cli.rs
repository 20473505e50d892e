//! The command as a user meets it: exit codes, the two streams, and what is on disk afterwards.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "the folders of a test are its own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A folder with a spec in `spec`, as `bindery init` makes it.
struct Case {
    dir: TempDir,
}

impl Case {
    fn new() -> Self {
        let case = Self { dir: TempDir::new().unwrap() };
        case.run(&["init", "spec"]).ends(0);
        case
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.args(words).current_dir(self.dir.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, words: &[&str]) -> Ended {
        Ended(self.command(words).output().unwrap())
    }

    fn generate(&self) -> Ended {
        self.run(&["generate", "--schema", "spec", "--out", "out"])
    }

    fn check(&self) -> Ended {
        self.run(&["generate", "--schema", "spec", "--out", "out", "--check"])
    }

    /// Changes a file of the spec.
    fn edit(&self, path: &str, old: &str, new: &str) {
        let path = self.path("spec").join(path);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{text}");
        fs::write(path, text.replace(old, new)).unwrap();
    }

    /// Every file below a folder with its text.
    fn tree(&self, folder: &str) -> BTreeMap<String, String> {
        let root = self.path(folder);
        let mut files = BTreeMap::new();
        let mut todo = vec![root.clone()];
        while let Some(folder) = todo.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    todo.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                    // A file can go between the listing and the reading while another process writes.
                    files.extend(fs::read(&path).ok().map(|text| (name, String::from_utf8(text).unwrap())));
                }
            }
        }
        files
    }
}

/// A command that ended.
struct Ended(Output);

impl Ended {
    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.0.status.code(), Some(code), "stdout: {}\nstderr: {}", self.stdout(), self.stderr());
        assert!(!self.stderr().contains("panicked"), "{}", self.stderr());
        self
    }

    fn stdout(&self) -> &str {
        std::str::from_utf8(&self.0.stdout).unwrap()
    }

    fn stderr(&self) -> &str {
        std::str::from_utf8(&self.0.stderr).unwrap()
    }

    /// Nothing was said at all, which is what success sounds like where nobody watches.
    #[track_caller]
    fn silent(self) {
        assert_eq!((self.stdout(), self.stderr()), ("", ""));
    }
}

#[test]
fn help_is_an_answer() {
    let case = Case::new();
    for words in [&["--help"][..], &["generate", "--help"], &["check", "-h"], &["--version"]] {
        let ended = case.run(words).ends(0);
        assert!(!ended.stdout().is_empty() && ended.stderr().is_empty());
    }
}

#[test]
fn wrong_usage_has_code_2() {
    let case = Case::new();
    let lines: [&[&str]; 7] = [
        &[],
        &["generat"],
        &["generate"],
        &["generate", "--schema", "spec"],
        &["generate", "--schema", "spec", "--out", "out", "--target", "cobol"],
        &["check", "--schema", "spec", "--format", "xml"],
        &["json-schema", "--kind", "api", "--out", "out"],
    ];
    for words in lines {
        let ended = case.run(words).ends(2);
        assert!(ended.stdout().is_empty() && !ended.stderr().is_empty(), "{words:?}");
    }
    assert!(!case.path("out").exists());
}

#[test]
fn a_fresh_spec_generates_at_once() {
    let case = Case::new();
    case.run(&["check", "--schema", "spec"]).ends(0).silent();
    case.check().ends(3);
    assert!(!case.path("out").exists(), "a check writes nothing");
    case.generate().ends(0).silent();
    assert!(case.path("out/rust").is_dir() && case.path("out/markdown").is_dir());
    case.check().ends(0).silent();
}

#[test]
fn drift_is_printed_with_the_command_that_repairs_it() {
    let case = Case::new();
    case.generate().ends(0);
    let before = case.tree("out");
    case.edit("endpoints/notes/get-note.yaml", "Returns one note.", "Returns a single note.");
    let ended = case.check().ends(3);
    assert!(ended.stdout().contains("stale: out") && ended.stdout().contains("Returns a single note."));
    assert!(!ended.stdout().contains("missing:") && !ended.stdout().contains("orphan:"));
    assert_eq!(ended.stderr(), "run: bindery generate --schema spec --out out\n");
    assert_eq!(case.tree("out"), before, "a check writes nothing");
    // A file is named when and only when it changes.
    let named: Vec<_> = ended.stdout().lines().filter_map(|line| line.strip_prefix("stale: out")).collect();
    case.generate().ends(0);
    let after = case.tree("out");
    let changed: Vec<_> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    assert_eq!(
        named.iter().map(|path| path[1..].replace('\\', "/")).collect::<Vec<_>>(),
        changed.iter().map(|path| path.replace('\\', "/")).collect::<Vec<_>>()
    );
    case.check().ends(0).silent();
}

#[test]
fn an_endpoint_that_was_removed_loses_its_files_and_nobody_else_does() {
    let case = Case::new();
    case.generate().ends(0);
    fs::write(case.path("out/markdown/mine.md"), "mine").unwrap();
    let before = case.tree("out");
    fs::remove_file(case.path("spec/endpoints/notes/get-note.yaml")).unwrap();
    assert!(case.check().ends(3).stdout().contains("orphan: out"));
    case.generate().ends(0);
    let after = case.tree("out");
    let gone: Vec<_> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    assert!(
        !gone.is_empty() && gone.iter().all(|path| path.replace(['-', '_'], "").contains("getnote")),
        "{gone:?}"
    );
    assert_eq!(after["markdown/mine.md"], "mine");
    case.check().ends(0);
}

#[test]
fn a_target_is_generated_alone() {
    let case = Case::new();
    let rust = ["generate", "--schema", "spec", "--out", "out", "--target", "rust"];
    case.run(&rust).ends(0);
    assert!(case.path("out/rust").is_dir() && !case.path("out/markdown").exists());
    case.generate().ends(0);
    let page = case.path("out/markdown/.bindery-files");
    fs::remove_file(&page).unwrap();
    case.run(&[&rust[..], &["--check"]].concat()).ends(0).silent();
    assert!(!page.exists());
}

#[test]
fn a_spec_with_problems_writes_nothing() {
    let case = Case::new();
    case.edit("types/note.yaml", "type: date-time", "type: datetime");
    case.edit("endpoints/notes/get-note.yaml", "answer: Note", "anser: Note");
    let ended = case.generate().ends(1);
    assert_eq!(ended.stdout(), "");
    for word in ["datetime", "anser", "note.yaml:", "get-note.yaml:"] {
        assert!(ended.stderr().contains(word), "{}", ended.stderr());
    }
    assert!(!ended.stderr().contains('\x1b'), "no colours where there is no terminal");
    assert!(!case.path("out").exists());
    case.check().ends(1);
}

#[test]
fn problems_for_programs_are_answers() {
    let case = Case::new();
    case.edit("types/note.yaml", "type: date-time", "type: datetime");
    for (format, start) in [("json", "{\"severity\":\"error\""), ("github", "::error "), ("sarif", "{")] {
        let ended = case.run(&["check", "--schema", "spec", "--format", format]).ends(1);
        assert!(ended.stdout().starts_with(start), "{}", ended.stdout());
        assert_eq!(ended.stderr(), "");
    }
    let ended = case.run(&["check", "--schema", "spec"]).ends(1);
    assert_eq!(ended.stdout(), "");
    assert!(ended.stderr().contains("datetime"));
}

#[test]
fn a_diff_is_shown_in_every_format_and_fails_where_it_is_asked_to() {
    let case = Case::new();
    write_tree(&case.path("old/spec"), &case.tree("spec"));
    let diff = |words: &[&str]| case.run(&[&["diff", "old/spec", "spec"], words].concat());
    assert_eq!(diff(&["--fail-on", "breaking"]).ends(0).stdout(), "nothing changed for callers\n");
    case.edit("endpoints/notes/get-note.yaml", "endpoint: getNote", "endpoint: readNote");
    let human = diff(&["--fail-on", "breaking"]).ends(3);
    assert!(human.stdout().starts_with("breaking: endpoint getNote:"), "{}", human.stdout());
    assert!(diff(&[]).ends(0).stderr().is_empty());
    let github = diff(&["--format", "github"]).ends(0);
    assert!(github.stdout().starts_with("::error title=breaking::endpoint getNote:"), "{}", github.stdout());
    for (format, pointer) in [("json", "/changes/0/weight"), ("sarif", "/runs/0/results/0/ruleId")] {
        let ended = diff(&["--format", format, "--fail-on", "breaking"]).ends(3);
        let value: serde_json::Value = serde_json::from_str(ended.stdout()).unwrap();
        assert_eq!(value.pointer(pointer), Some(&serde_json::json!("breaking")), "{format}");
    }
    diff(&["--format", "xml"]).ends(2);
    diff(&["--fail-on", "notice"]).ends(2);
    case.run(&["diff", "nowhere", "spec"]).ends(1);
}

#[test]
fn what_is_not_there_is_named() {
    let case = Case::new();
    let ended = case.run(&["generate", "--schema", "nowhere", "--out", "out"]).ends(1);
    assert!(ended.stdout().is_empty() && ended.stderr().contains("nowhere"));
    let ended = case.run(&["watch", "--schema", "nowhere", "--out", "out"]).ends(1);
    assert!(ended.stderr().contains("nowhere"));
    let ended = case.run(&["generate", "--schema", "spec", "--out", "out", "--templates", "nowhere"]).ends(1);
    assert!(ended.stderr().contains("nowhere"));
    let ended = case.run(&["generate", "--schema", "spec", "--out", "out", "--theme", "gothic"]).ends(1);
    assert!(ended.stderr().contains("gothic") && ended.stderr().contains("vuepress"), "{}", ended.stderr());
    fs::write(case.path("file"), "").unwrap();
    case.run(&["generate", "--schema", "spec", "--out", "file"]).ends(1);
}

#[test]
fn a_file_in_the_way_is_named_and_kept() {
    let case = Case::new();
    fs::create_dir_all(case.path("out/rust")).unwrap();
    fs::write(case.path("out/rust/Cargo.toml"), "mine").unwrap();
    let ended = case.generate().ends(1);
    assert!(ended.stderr().contains("Cargo.toml"), "{}", ended.stderr());
    assert_eq!(case.tree("out").len(), 1);
}

#[test]
fn init_replaces_nothing() {
    let case = Case::new();
    case.edit("api.yaml", "title: Notes", "title: My notes");
    let before = case.tree("spec");
    let ended = case.run(&["init", "spec"]).ends(1);
    assert!(ended.stderr().contains("is there already"));
    assert_eq!(case.tree("spec"), before);
}

#[test]
fn the_json_schemas_are_printed_or_written() {
    let case = Case::new();
    let json = |words: &[&str]| -> serde_json::Value {
        serde_json::from_str(case.run(words).ends(0).stdout()).unwrap()
    };
    let all = json(&["json-schema"]);
    for kind in ["api", "types", "endpoint"] {
        let one = json(&["json-schema", "--kind", kind]);
        assert_eq!(all[kind], one);
        assert!(one["properties"].is_object());
        let file = fs::read_to_string(case.path(&format!("spec/bindery.{kind}.schema.json"))).unwrap();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&file).unwrap(), one);
    }
    case.run(&["json-schema", "--out", "spec"]).ends(0).silent();
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let case = Case::new();
    let mut child =
        case.command(&["json-schema"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    Ended(child.wait_with_output().unwrap()).ends(0).silent();
}

#[test]
fn a_run_that_is_killed_leaves_whole_files_and_the_next_one_repairs() {
    let case = Case::new();
    case.generate().ends(0);
    let old = case.tree("out");
    case.edit("api.yaml", "title: Notes", "title: Other notes");
    case.edit("types/note.yaml", "A few words.", "Some words.");
    case.generate().ends(0);
    let new = case.tree("out");
    for wait in 0..12 {
        case.generate().ends(0);
        fs::remove_dir_all(case.path("out")).unwrap();
        write_tree(&case.path("out"), &old);
        let mut child = case.command(&["generate", "--schema", "spec", "--out", "out"]).spawn().unwrap();
        thread::sleep(Duration::from_millis(wait * 2));
        let _ = child.kill();
        child.wait().unwrap();
        for (path, text) in case.tree("out").iter().filter(|(path, _)| !path.contains(".bindery-")) {
            assert!(
                old.get(path) == Some(text) || new.get(path) == Some(text),
                "{path} is neither old nor new"
            );
        }
        case.generate().ends(0);
        assert_eq!(case.tree("out"), new);
    }
}

#[test]
fn two_runs_at_once_write_whole_files() {
    let case = Case::new();
    for _ in 0..4 {
        let _ = fs::remove_dir_all(case.path("out"));
        let words = ["generate", "--schema", "spec", "--out", "out"];
        let spawn = || case.command(&words).stderr(Stdio::null()).spawn().unwrap();
        for mut child in [spawn(), spawn()] {
            assert_eq!(child.wait().unwrap().code(), Some(0));
        }
        let between = case.tree("out");
        case.generate().ends(0);
        let after = case.tree("out");
        for (path, text) in between.iter().filter(|(path, _)| !path.contains(".bindery-")) {
            assert_eq!(after.get(path), Some(text), "{path}");
        }
        case.check().ends(0);
    }
}

fn write_tree(root: &Path, files: &BTreeMap<String, String>) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A command that goes on until the test ends, also when the test fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn watch_generates_on_each_change_and_survives_problems() {
    let case = Case::new();
    let mut command = case.command(&["watch", "--schema", "spec", "--out", "out"]);
    let _watch = Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    // The time allowed is far more than is needed, for machines that are busy with something else.
    let until = |text: &str| {
        let start = Instant::now();
        while !case.tree("out").values().any(|file| file.contains(text)) {
            assert!(start.elapsed() < Duration::from_secs(60), "{text:?} did not arrive");
            thread::sleep(Duration::from_millis(50));
        }
    };
    until("Returns one note.");
    case.edit("endpoints/notes/get-note.yaml", "Returns one note.", "Returns a single note.");
    until("Returns a single note.");
    case.edit("endpoints/notes/get-note.yaml", "answer: Note", "anser: Note");
    thread::sleep(Duration::from_secs(1));
    case.edit("endpoints/notes/get-note.yaml", "anser: Note", "answer: Note\nidempotent: true");
    case.edit("endpoints/notes/get-note.yaml", "Returns a single note.", "Returns it.");
    until("Returns it.");
}
