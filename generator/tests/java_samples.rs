//! Every Java sample compiles against declarations derived from the same spec: those of the reference API, and those
//! of a spec whose names and values Java would rather not have.
//!
//! One run of `javac` for each spec. Where there is no `javac`, the tests say so and pass.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in the functions that it calls too")]
#![allow(clippy::disallowed_methods, reason = "a test writes below a folder of its own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use bindery::output::FileSet;
use bindery::problem::Problems;
use bindery::render::{Templates, render};
use bindery::source::Sources;
use bindery::target::markdown::{Markdown, java};
use bindery::target::{Choices, Target};
use serde_json::{Value, json};

#[test]
fn samples_of_the_reference_api_compile() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/authing");
    check(&bindery::source::read(&spec).unwrap());
}

#[test]
fn samples_with_odd_names_and_values_compile() {
    let endpoint = odd_endpoint().to_string();
    let files = [
        ("api.yaml", odd_api().to_string()),
        ("types/all.yaml", odd_types().to_string()),
        ("endpoints/things/class.yaml", endpoint),
        (
            "endpoints/things/list.yaml",
            json!({ "endpoint": "list", "http": "GET /list", "summary": "x" }).to_string(),
        ),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    check(&Sources::from_texts("1 odd-shop", &files));
}

fn odd_api() -> Value {
    json!({
        "bindery": 1,
        "title": "Shop",
        "version": "1",
        "locales": ["en"],
        "targets": { "markdown": { "java": { "package": "com.new.2shop" } } },
        "clients": { "ShopClient": {
            "server": { "option": "host" },
            "options": { "class": { "required": true }, "host": {}, "2nd": { "required": true } },
        } },
        "groups": { "things": { "title": "Things" } },
    })
}

fn odd_types() -> Value {
    json!({ "types": {
        "String": { "fields": { "class": { "type": "string", "required": true, "example": "\"\\u000a\n```" } } },
        "List": { "type": "Object[]" },
        "Object": { "fields": {
            "list": { "type": "List", "required": true },
            "map": { "type": "map<String[]>", "required": true },
            "zh-CN": { "type": "decimal", "required": true },
        } },
        "Hint": { "fields": { "text": { "type": "string", "example": "hint" } } },
        "Int": { "enum": [1, { "value": -1, "name": "minus one" }, 42] },
        "Word": { "enum": ["new", "1", "a b", "*/ x"] },
        "Nest": { "type": "Nest[]" },
    } })
}

fn odd_endpoint() -> Value {
    json!({
        "endpoint": "class",
        "http": "POST /{new}",
        "summary": "x",
        "path": { "new": { "type": "int64" } },
        "query": {
            "words": { "type": "Word[]", "required": true, "example": ["a b", "*/ x"] },
            "int": { "type": "Int", "required": true, "example": -1 },
            "float": { "type": "float", "required": true, "example": 1e30 },
            "any": { "type": "any", "required": true, "example": { "a": [1, null, "x", { "b": 0.5 }] } },
            "empty": { "type": "string[]", "required": true, "example": [] },
        },
        "body": {
            "thing": { "type": "Object", "required": true },
            "hints": { "type": "Hint[]", "required": true },
            "nest": { "type": "Nest", "required": true },
            "texts": { "type": "map<int64>", "required": true, "example": { "a": 1 } },
        },
        "answer": "map<Nest[]>",
    })
}

/// Compiles the samples of a spec with its declarations.
fn check(sources: &Sources) {
    if Command::new("javac").arg("-version").output().is_err() {
        eprintln!("skipped: there is no javac");
        return;
    }
    let mut problems = Problems::default();
    let api = bindery::load(sources, &mut problems).unwrap();
    let pages = Markdown.pages(&api, Choices { theme: "vuepress" }, &mut problems);
    assert!(!problems.has_errors(), "{problems:#?}");
    let mut rendered = FileSet::default();
    render("markdown", pages, &Templates::embedded(), &mut rendered).unwrap();
    let mut samples: BTreeMap<String, String> = BTreeMap::new();
    for (_, bytes) in rendered.iter().filter(|(path, _)| path.ends_with(".md")) {
        for sample in java_fences(std::str::from_utf8(bytes).unwrap()) {
            let path = path_of(&sample);
            match samples.get(&path) {
                // Locales differ in comments only, so that one of them stands for all.
                Some(other) => assert_eq!(without_comments(other), without_comments(&sample)),
                None => {
                    samples.insert(path, sample);
                }
            }
        }
    }
    assert_eq!(samples.len(), api.operations.len());
    let mut files: BTreeMap<String, String> = java::declarations(&api).into_iter().collect();
    files.append(&mut samples);
    compile(&files);
}

fn without_comments(sample: &str) -> Vec<&str> {
    sample.lines().filter(|line| !line.trim_start().starts_with("//")).collect()
}

/// The contents of the fences for Java; the writer of the pages may have chosen longer fences than three backticks.
fn java_fences(page: &str) -> Vec<String> {
    let mut fences = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in page.lines() {
        match &mut open {
            None => {
                open = line
                    .strip_suffix("java")
                    .filter(|fence| is_fence(fence))
                    .map(|fence| (fence, String::new()))
            }
            Some((fence, text)) if line == *fence => {
                fences.push(std::mem::take(text));
                open = None;
            }
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    fences
}

fn is_fence(text: &str) -> bool {
    text.len() >= 3 && text.chars().all(|c| c == '`')
}

/// Where a class has to lie, by its package and name.
fn path_of(sample: &str) -> String {
    let word_after = |start: &str, end: &str| {
        let (_, rest) = sample.split_once(start).unwrap();
        rest.split_once(end).unwrap().0.to_owned()
    };
    format!("{}/{}.java", word_after("package ", ";").replace('.', "/"), word_after("public class ", " "))
}

/// Compiles the files in one run.
fn compile(files: &BTreeMap<String, String>) {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = String::new();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        paths.push_str(&format!("\"{}\"\n", path.display().to_string().replace('\\', "/")));
    }
    let list = folder.path().join("files");
    fs::write(&list, paths).unwrap();
    let output = Command::new("javac")
        .args(["-encoding", "UTF-8", "-proc:none", "-Werror", "-Xlint:all", "-d"])
        .arg(folder.path().join("classes"))
        .arg(format!("@{}", list.display()))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
