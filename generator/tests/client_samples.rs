//! Every sample for a client in another language is a program of that language: those of the reference API, and those
//! of specs whose names and values no language would like to have.
//!
//! The tools of each language read all of its samples in one run; the samples for Node.js are checked against
//! declarations derived from the same spec. A language whose tools are not there is skipped, and said to be; a step of
//! `cargo xtask test` installs them and allows no language to be skipped (`BINDERY_EVERY_LANGUAGE`).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in the functions that it calls too")]
#![allow(clippy::disallowed_methods, reason = "a test writes below a folder of its own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery::output::FileSet;
use bindery::problem::Problems;
use bindery::render::{Templates, render};
use bindery::target::markdown::{Markdown, calls};
use bindery::target::{Choices, Target};

/// The specs with samples of every language, from the folder in which Cargo runs tests.
const SPECS: [&str; 3] =
    ["../schema/authing", "tests/golden/kitchen_sink", "tests/golden/samples_of_clients"];

/// Samples of one language by file name, and what else its tool needs to see.
struct Samples {
    files: BTreeMap<String, String>,
    declarations: Vec<String>,
}

#[test]
fn samples_for_node_have_the_right_types() {
    // The TypeScript compiler comes from a registry, into a folder that the caller names.
    let compiler = std::env::var_os("BINDERY_TYPESCRIPT").map(PathBuf::from);
    let Some(compiler) = compiler.filter(|path| path.is_file()) else { return skip("node") };
    for spec in SPECS {
        let samples = samples(spec, "ts", "ts");
        let folder = write(&samples);
        for (index, text) in samples.declarations.iter().enumerate() {
            fs::write(folder.path().join(format!("client{index}.d.ts")), text).unwrap();
        }
        let settings = r#"{ "compilerOptions": { "noEmit": true, "strict": true, "target": "es2022",
            "module": "esnext", "moduleResolution": "bundler", "lib": ["es2022", "dom"], "types": [] } }"#;
        fs::write(folder.path().join("tsconfig.json"), settings).unwrap();
        succeeds(Command::new("node").arg(&compiler).arg("--project").arg(folder.path()));
    }
}

#[test]
fn samples_for_python_parse() {
    let program = "import ast, pathlib, sys\n\
        for path in pathlib.Path(sys.argv[1]).iterdir(): ast.parse(path.read_text('utf-8'), str(path))";
    each("python", "py", "python3", &["-W", "error", "-c", program]);
}

#[test]
fn samples_for_php_parse() {
    let program = "foreach (glob($argv[1] . '/*') as $path) { \
        token_get_all(file_get_contents($path), TOKEN_PARSE); }";
    each("php", "php", "php", &["-r", program, "--"]);
}

/// They are formatted as well, as gofmt has it.
#[test]
fn samples_for_go_parse() {
    each("go", "go", "gofmt", &["-d", "-e"]);
}

#[test]
fn samples_for_csharp_parse() {
    if !is_there("mcs") {
        return skip("csharp");
    }
    for spec in SPECS {
        let mut samples = samples(spec, "csharp", "cs");
        // They are read in one run, in which no two classes may have one name.
        for (index, text) in samples.files.values_mut().enumerate() {
            *text = text.replace("class Program", &format!("class Program{index}"));
        }
        let folder = write(&samples);
        succeeds(Command::new("mcs").arg("--parse").arg(format!("{}/*.cs", folder.path().display())));
    }
}

/// Hands the folder with the samples of each spec to a tool, which fails by its exit code or by what it prints.
fn each(fence: &str, extension: &str, tool: &str, words: &[&str]) {
    if !is_there(tool) {
        return skip(fence);
    }
    for spec in SPECS {
        let folder = write(&samples(spec, fence, extension));
        succeeds(Command::new(tool).args(words).arg(folder.path()));
    }
}

fn skip(language: &str) {
    assert!(
        std::env::var_os("BINDERY_EVERY_LANGUAGE").is_none(),
        "the tools for the samples in {language} are not there"
    );
    eprintln!("skipped: there are no tools for the samples in {language}");
}

fn is_there(tool: &str) -> bool {
    // gofmt has no word that asks for its version; without files it reads what it is given, which is nothing.
    let word = if tool == "gofmt" { "-l" } else { "--version" };
    Command::new(tool).arg(word).stdin(std::process::Stdio::null()).output().is_ok()
}

fn succeeds(command: &mut Command) {
    let output = command.output().unwrap();
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.trim().is_empty(), "{command:?}\n{text}");
}

fn write(samples: &Samples) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &samples.files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The samples of a language on the pages of a spec.
fn samples(spec: &str, fence: &str, extension: &str) -> Samples {
    let sources = bindery::source::read(Path::new(spec)).unwrap();
    let mut problems = Problems::default();
    let api = bindery::load(&sources, &mut problems).unwrap();
    let pages = Markdown.pages(&api, Choices { theme: "vitepress" }, &mut problems);
    assert!(!problems.has_errors(), "{problems:#?}");
    let mut rendered = FileSet::default();
    render("markdown", pages, &Templates::embedded(), &mut rendered).unwrap();
    let first = &api.locales[0].0;
    let mut files = BTreeMap::new();
    let start = format!("markdown/{first}/");
    for (path, bytes) in rendered.iter() {
        let Some(name) = path.strip_prefix(&start).and_then(|path| path.strip_suffix(".md")) else {
            continue;
        };
        for text in fences(std::str::from_utf8(bytes).unwrap(), fence) {
            files.insert(format!("{}.{extension}", name.replace('/', "_")), text);
        }
    }
    assert_eq!(files.len(), api.operations.len(), "{spec} has no sample in {fence} on some page");
    Samples { files, declarations: calls::declarations(&api).into_iter().collect() }
}

/// The contents of the fences of a language in a group of tabs, whatever length the fences have.
fn fences(page: &str, language: &str) -> Vec<String> {
    let mut fences = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match &mut open {
            None => {
                let ticks = line.len() - line.trim_start_matches('`').len();
                let word = line[ticks..].split(' ').next().unwrap_or_default();
                if ticks >= 3 && word == language {
                    open = Some(("`".repeat(ticks), String::new()));
                }
            }
            Some((fence, text)) if line == fence.as_str() => {
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
