//! Hostile text in every field of a spec: no output has it anywhere but in its place.
//!
//! Specs are data, written by strangers. A word that occurs nowhere else is planted into every field that holds text,
//! wrapped into what would like to leave a literal, a comment, a manifest or a page. The output is parsed again by
//! those who will read it: as Rust, TOML, Markdown, YAML and JSON. Everything that is no text has to be the same as
//! with a harmless word. Pages have tests of their own beside their code; here is what holds for all files together.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed, and says what it was about"
)]

mod export;
mod names;
mod page;
mod rust;
mod spec;

use std::collections::BTreeMap;

use bindery::problem::Problems;
use bindery::render::Templates;
use bindery::source::Sources;
use bindery::target::{Choices, TARGETS};
use proptest::prelude::*;

/// A word that nothing else contains.
const SENTINEL: &str = "ZQXJ";

/// Texts that would like to leave their place.
const TEXTS: &[&str] = &[
    "\" + ZQXJ + \"",
    "\\\" ZQXJ",
    "ZQXJ\\",
    "\"#; ZQXJ!(); r#\"",
    "\"##]ZQXJ#![allow(ZQXJ)]",
    "'ZQXJ'",
    "*/ ZQXJ /*",
    "/* ZQXJ",
    "a // b\nZQXJ!();",
    "a\rZQXJ!();",
    "a\r\nZQXJ!();",
    "a\n\n#[doc = \"ZQXJ\"]\npub struct ZQXJ;",
    "a\u{2028}ZQXJ\u{2029}ZQXJ\u{85}ZQXJ\u{b}ZQXJ\u{c}ZQXJ",
    "]]> ZQXJ <![CDATA[",
    "`ZQXJ",
    "```\nZQXJ!();\n```",
    "~~~rust\nZQXJ!();",
    "    ZQXJ!();",
    "| ZQXJ | ZQXJ |",
    "{{ZQXJ}} {{{ZQXJ}}} {{#each ZQXJ}}",
    "{ZQXJ} {} {0:?} {ZQXJ:?} %s ${ZQXJ} $(ZQXJ)",
    "<script>ZQXJ</script>",
    "<img src=x onerror=ZQXJ>",
    "--> <b>ZQXJ <!--",
    "---\nZQXJ: true\n---",
    "ZQXJ = true\n[dependencies]\nZQXJ = \"*\"",
    "\"\"\"\nZQXJ = 1",
    "'''\nZQXJ = 1",
    "[`ZQXJ`] [ZQXJ](ZQXJ) [ZQXJ]: ZQXJ",
    "\u{202e}ZQXJ\u{2066}\u{200b}\u{feff}",
    "\0ZQXJ\u{7}\u{1b}[31mZQXJ\u{7f}",
    "../../ZQXJ",
    "\\u{5a}ZQXJ \\x41 \\0 \\n",
];

/// One of each kind of them, for fields that are tried one by one.
const STRICT_TEXTS: &[&str] = &[
    "\" + ZQXJ + \"\\",
    "*/ ZQXJ /* '",
    "a\n\n#[doc = \"ZQXJ\"]\npub struct ZQXJ;",
    "`ZQXJ | {{ZQXJ}} {ZQXJ}",
    "<script>ZQXJ</script>",
    "\0ZQXJ\u{1b}\u{202e}",
    "../../ZQXJ",
];

/// The text of every file, by path.
type Files = BTreeMap<String, String>;

/// What a spec becomes; `None` when it is refused.
fn generate(sources: &Sources) -> Option<Files> {
    let mut problems = Problems::default();
    let choices = Choices { theme: "vuepress" };
    let files = bindery::generate(sources, TARGETS, &Templates::embedded(), choices, &mut problems).unwrap();
    assert!(files.is_some() || problems.has_errors(), "it is refused without a reason");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let copied = |path: &str| path.starts_with("rust/src/runtime/");
    let own = |files: bindery::output::FileSet| {
        files
            .iter()
            .filter(|(path, _)| !copied(path))
            .map(|(path, bytes)| (path.to_owned(), text(bytes)))
            .collect()
    };
    files.map(own)
}

#[test]
fn text_stays_in_its_place() {
    let harmless = generate(&spec::with_text(SENTINEL)).expect("the spec is right");
    for text in TEXTS {
        let hostile = generate(&spec::with_text(text)).unwrap_or_else(|| panic!("{text:?} is refused"));
        compare(text, &harmless, &hostile);
    }
}

#[test]
fn what_is_no_text_is_refused_or_stays_in_its_place() {
    for field in spec::STRICT {
        let harmless = spec::with_strict(field, SENTINEL).expect("the field is there");
        let harmless = generate(&harmless).unwrap_or_else(|| panic!("{field} is refused"));
        for text in STRICT_TEXTS {
            let sources = spec::with_strict(field, text).expect("the field is there");
            if let Some(hostile) = generate(&sources) {
                compare(&format!("{text} as {field}"), &harmless, &hostile);
            }
        }
    }
}

#[test]
fn names_with_text_in_them_stay_names() {
    for field in spec::NAMES {
        for text in STRICT_TEXTS {
            let sources = spec::with_strict(field, text).expect("the field is there");
            for (path, content) in generate(&sources).into_iter().flatten() {
                skeleton(&path, &content);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_stays_in_its_place(before in any::<String>(), after in "\\PC*") {
        let harmless = generate(&spec::with_text(SENTINEL)).expect("the spec is right");
        let text = format!("{before}{SENTINEL}{after}");
        let hostile = generate(&spec::with_text(&text)).expect("any text is text");
        compare(&text, &harmless, &hostile);
    }
}

/// Everything but texts is the same, file by file.
fn compare(text: &str, harmless: &Files, hostile: &Files) {
    let paths = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(harmless), paths(hostile), "{text:?}");
    for ((path, harmless), hostile) in harmless.iter().zip(hostile.values()) {
        let (expected, found) = (skeleton(path, harmless), skeleton(path, hostile));
        assert_eq!(expected, found, "{text:?} in {path}:\n{hostile}");
    }
}

/// What is left of a file without its texts.
fn skeleton(path: &str, content: &str) -> String {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("rs") => rust::skeleton(content),
        Some("toml") => manifest(content),
        Some("md") => page::skeleton(content),
        Some("json") => json(&serde_json::from_str(content).unwrap()),
        Some("ts") => json(&serde_json::from_str(assigned(content)).unwrap()),
        _ => content.lines().filter(|line| line.starts_with('#')).map(|_| "#").collect(),
    }
}

/// The value of `export const name = value;`.
fn assigned(script: &str) -> &str {
    let (_, value) = script.split_once(" = ").unwrap();
    value.trim().trim_end_matches(';')
}

fn json(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Object(map) => {
            // The name of a field can be a text too.
            let shown = |key: &String| if key.contains(SENTINEL) { "text".to_owned() } else { key.clone() };
            map.iter().map(|(key, value)| format!("{}:{},", shown(key), json(value))).collect()
        }
        serde_json::Value::Array(items) => items.iter().map(|item| format!("{},", json(item))).collect(),
        serde_json::Value::String(_) => "text".to_owned(),
        other => other.to_string(),
    }
}

fn manifest(content: &str) -> String {
    let table: toml::Table = content.parse().unwrap_or_else(|error| panic!("{error}\n{content}"));
    json(&serde_json::to_value(table).unwrap())
}
