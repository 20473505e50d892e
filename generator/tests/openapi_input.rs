//! OpenAPI documents as the input of every command: from a file, from standard input, and what is
//! refused instead of being read.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "the folders of a test are its own")]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const DOCUMENT: &str = r##"openapi: 3.1.0
info: { title: Books, version: "1" }
paths:
  /books/{id}:
    get:
      operationId: getBook
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: { type: object, properties: { title: { type: string } }, if: { type: object } }
"##;

/// A folder with the document in `books.yaml`.
fn folder() -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("books.yaml"), DOCUMENT).unwrap();
    dir
}

fn command(dir: &TempDir, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(words).current_dir(dir.path()).stdin(Stdio::null());
    command
}

fn run(dir: &TempDir, words: &[&str]) -> Output {
    command(dir, words).output().unwrap()
}

/// Runs a command that reads the document from standard input.
fn run_with_stdin(dir: &TempDir, words: &[&str]) -> Output {
    let mut command = command(dir, words);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that refuses `-` reads nothing.
    let _ = stdin.write_all(DOCUMENT.as_bytes());
    drop(stdin);
    child.wait_with_output().unwrap()
}

#[track_caller]
fn text(output: &Output, code: i32) -> (String, String) {
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "stdout: {stdout}\nstderr: {stderr}");
    (stdout, stderr)
}

#[test]
fn a_document_is_checked_and_each_problem_is_located() {
    let dir = folder();
    let (stdout, stderr) = text(&run(&dir, &["check", "--openapi", "books.yaml"]), 0);
    assert!(stdout.is_empty() && stderr.contains("`if`") && stderr.contains("books.yaml:14:"), "{stderr}");
    let output = run_with_stdin(&dir, &["check", "--openapi", "-", "--format", "json"]);
    let (stdout, _) = text(&output, 0);
    let problem: serde_json::Value = serde_json::from_str(stdout.lines().next().unwrap()).unwrap();
    assert_eq!((&problem["file"], &problem["line"]), (&"stdin".into(), &14.into()), "{stdout}");
    fs::write(dir.path().join("broken.yaml"), "openapi: [").unwrap();
    let (_, stderr) = text(&run(&dir, &["check", "--openapi", "broken.yaml"]), 1);
    assert!(stderr.contains("broken.yaml:1"), "{stderr}");
}

#[test]
fn a_document_is_exported_generated_and_imported() {
    let dir = folder();
    let (exported, _) = text(&run(&dir, &["export", "openapi", "--openapi", "books.yaml"]), 0);
    assert!(exported.contains("operationId: getBook"), "{exported}");
    let (from_stdin, _) = text(&run_with_stdin(&dir, &["export", "openapi", "--openapi", "-"]), 0);
    assert_eq!(from_stdin, exported);
    text(&run_with_stdin(&dir, &["generate", "--openapi", "-", "--out", "piped"]), 0);
    text(&run_with_stdin(&dir, &["generate", "--openapi", "-", "--out", "piped", "--check"]), 0);
    text(&run_with_stdin(&dir, &["import", "openapi", "-", "--out", "spec"]), 0);
    assert!(dir.path().join("spec/api.yaml").is_file());
    let (_, stderr) = text(&run(&dir, &["watch", "--openapi", "-", "--out", "out"]), 1);
    assert!(stderr.contains("standard input cannot be watched"), "{stderr}");
}

#[test]
fn one_version_of_a_diff_can_come_from_standard_input() {
    let dir = folder();
    for words in [["diff", "books.yaml", "-"], ["diff", "-", "books.yaml"]] {
        let (stdout, _) = text(&run_with_stdin(&dir, &words), 0);
        assert!(stdout.contains("nothing changed for callers"), "{stdout}");
    }
    let (_, stderr) = text(&run_with_stdin(&dir, &["diff", "-", "-"]), 1);
    assert!(stderr.contains("standard input holds one version"), "{stderr}");
}

#[test]
fn a_document_is_served() {
    let dir = folder();
    let mut command = command(&dir, &["mock", "--openapi", "books.yaml", "--listen", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(line.starts_with("http://127.0.0.1:"), "{line}");
}

#[test]
fn a_spec_and_a_document_exclude_each_other() {
    let dir = folder();
    for name in [&["check"][..], &["mock"], &["export", "openapi"]] {
        text(&run(&dir, &[name, &["--schema", "spec", "--openapi", "books.yaml"]].concat()), 2);
        text(&run(&dir, name), 2);
    }
}

/// Where an input is a folder, a pipe, a device or a socket, the command ends at once and says so.
#[test]
fn what_is_not_a_file_is_refused() {
    let dir = folder();
    let mut names = vec![(".", "is a folder")];
    #[cfg(unix)]
    let _socket = {
        let made = Command::new("mkfifo").arg(dir.path().join("pipe")).status().unwrap();
        assert!(made.success());
        names.extend([("pipe", "a pipe"), ("/dev/zero", "a device"), ("socket", "a socket")]);
        std::os::unix::net::UnixListener::bind(dir.path().join("socket")).unwrap()
    };
    for (name, reason) in names {
        for words in [
            &["check", "--openapi", name][..],
            &["export", "openapi", "--openapi", name],
            &["mock", "--openapi", name],
            &["generate", "--openapi", name, "--out", "out"],
            &["import", "openapi", name, "--out", "out"],
        ] {
            let (_, stderr) = text(&run(&dir, words), 1);
            assert!(stderr.contains(reason), "{words:?}: {stderr}");
        }
    }
    let (_, stderr) = text(&run(&dir, &["check", "--schema", "books.yaml"]), 1);
    assert!(stderr.contains("is not a folder"), "{stderr}");
}

/// What a document has and neither a spec nor a comparison knows is named with its location, once for
/// each construct unless everything is asked for.
#[test]
fn what_is_left_out_is_said_by_every_command() {
    let dir = folder();
    let mut document = DOCUMENT.replace(
        "              schema: { type: object",
        "              schema: { title: A book. B, type: object",
    );
    document.push_str("          links: { next: { operationId: getBook } }\n");
    document.push_str("      callbacks: { done: { \"{$request.query.url}\": {} } }\n");
    document.push_str("webhooks:\n");
    for number in 0..5 {
        document.push_str(&format!("  sold{number}: {{ post: {{ responses: {{}} }} }}\n"));
    }
    fs::write(dir.path().join("books.yaml"), &document).unwrap();
    fs::write(dir.path().join("old.yaml"), DOCUMENT).unwrap();
    for words in [
        &["generate", "--openapi", "books.yaml", "--out", "out"][..],
        &["import", "openapi", "books.yaml", "--out", "spec"],
        &["check", "--openapi", "books.yaml"],
        &["export", "openapi", "--openapi", "books.yaml"],
        &["diff", "old.yaml", "books.yaml"],
    ] {
        let (_, stderr) = text(&run(&dir, words), 0);
        for line in [
            "note: not carried over: callbacks\n --> books.yaml:16:18 /paths/~1books~1{id}/get/callbacks\n",
            "note: not carried over: links of responses\n --> books.yaml:15:18 ",
            "note: not carried over: webhooks (5)\n --> books.yaml:18:10 /webhooks/sold0\n",
            " --> and 2 more\n",
            "2 not shown, --verbose shows all of them",
        ] {
            assert!(stderr.contains(line), "{words:?}: {line}\n{stderr}");
        }
        let (_, stderr) = text(&run(&dir, &[words, &["--verbose"]].concat()), 0);
        assert!(stderr.contains(" --> books.yaml:22:10 /webhooks/sold4\n"), "{stderr}");
        assert!(!stderr.contains("not shown"), "{stderr}");
    }
    let (_, stderr) = text(&run(&dir, &["diff", "old.yaml", "books.yaml"]), 0);
    assert!(stderr.contains("of the new version, this is not compared as it is written:"), "{stderr}");
    let (stdout, _) = text(&run(&dir, &["check", "--openapi", "books.yaml", "--format", "json"]), 0);
    assert!(
        stdout.contains("\"severity\":\"note\"") && stdout.contains("\"pointer\":\"/webhooks/sold4\""),
        "{stdout}"
    );
}
