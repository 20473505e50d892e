//! Hostile text in every field of a spec: the page keeps its structure, and the words are all there.

use serde_json::{Value, json};

use super::reading::Reading;
use super::{THEMES, api, pages_in, spec};

/// A word that nothing else on a page contains.
const SENTINEL: &str = "ZQXJ";

/// Texts that would like to leave their place; each has the sentinel once.
const TEXTS: &[&str] = &[
    "a | ZQXJ | b",
    "a \\| ZQXJ \\\\| b",
    "`ZQXJ",
    "``` ZQXJ",
    "```\nZQXJ",
    "~~~\nZQXJ",
    "- ```\n  ZQXJ",
    "`a | ZQXJ`",
    "`` ` | ZQXJ ``",
    "<script>ZQXJ</script>",
    "<Foo ZQXJ",
    "</div></code></span>ZQXJ",
    "Vec<ZQXJ>",
    "{{ ZQXJ }}",
    "{{{ZQXJ}}}",
    "`{{ ZQXJ }}`",
    "\\{\\{ ZQXJ }}",
    "&#123;&#x7b; ZQXJ }}",
    "&lbrace;{ ZQXJ }}",
    "**{**{ZQXJ}}",
    "ZQXJ {#id .class}",
    "---\nZQXJ\n---",
    "ZQXJ\n---",
    "ZQXJ\n===",
    "***\nZQXJ",
    "# ZQXJ",
    "> # ZQXJ",
    "- # ZQXJ",
    "-\t# ZQXJ",
    "    ZQXJ",
    "\tZQXJ",
    "[ZQXJ](javascript:alert(1))",
    "[ZQXJ](./nowhere.md)",
    "[ZQXJ]: http://example.com",
    "[^1]: ZQXJ",
    "![ZQXJ](nowhere.png)",
    "[[toc]] ZQXJ",
    "--> ZQXJ",
    "--!> <b>ZQXJ",
    "::: danger ZQXJ",
    ":::\nZQXJ",
    "@[code](ZQXJ)",
    "<!-- @include: ./ZQXJ -->",
    "| ZQXJ |\n| --- | --- |",
    "**ZQXJ",
    "~~ZQXJ",
    "ZQXJ\\",
    "\u{202e}ZQXJ",
    "a\r\n\r\nZQXJ",
    "a\rZQXJ",
    "a\u{2028}ZQXJ",
    "a\u{0}\u{7}ZQXJ",
    "*/ ZQXJ /*",
    "\\u000a ZQXJ",
    "\" + ZQXJ + \"",
    "&lt;b&gt;ZQXJ",
    "1. ZQXJ\n1) b\n2986. c",
];

#[test]
fn hostile_text_stays_in_its_place() {
    for theme in THEMES {
        stays_in_its_place(theme);
    }
}

/// The cells of an author's tables hold any text, on pages, in what follows our own tables and in lists.
#[test]
fn hostile_text_stays_in_the_cells_of_an_authors_table() {
    let table = |text: &str| format!("See:\n\n| A | B |\n| - | - |\n| {text} | b |\n");
    let texts: Vec<String> = TEXTS
        .iter()
        .filter(|text| !text.contains(['\n', '\r', '\u{2028}', '|']))
        .map(|text| table(text))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for theme in THEMES {
        compare_all(theme, &table(SENTINEL), &texts);
    }
}

fn stays_in_its_place(theme: &str) {
    compare_all(theme, SENTINEL, TEXTS);
}

fn compare_all(theme: &str, harmless: &str, texts: &[&str]) {
    let harmless = pages_in(theme, &hostile_spec(harmless)).0;
    for text in texts {
        let pages = pages_in(theme, &hostile_spec(text)).0;
        assert_eq!(harmless.keys().collect::<Vec<_>>(), pages.keys().collect::<Vec<_>>());
        for (path, page) in pages.iter().filter(|(path, _)| path.ends_with(".md")) {
            compare(text, path, &Reading::of(&harmless[path]), &Reading::of(page));
            let containers =
                |page: &str| page.lines().filter(|line| line.trim_start().starts_with(":::")).count();
            assert_eq!(containers(page), containers(&harmless[path]), "{text:?} in {path}\n{page}");
        }
        if let Some(book) = pages.get("book.toml") {
            let keys = |text: &str| -> Vec<String> {
                let book: toml::Table = text.parse().unwrap();
                let parts = book.iter().filter_map(|(part, keys)| Some((part, keys.as_table()?)));
                parts.flat_map(|(part, keys)| keys.keys().map(move |key| format!("{part}.{key}"))).collect()
            };
            assert_eq!(keys(book), keys(&harmless["book.toml"]), "{text:?}\n{book}");
            assert_eq!(pages["search.js"], harmless["search.js"], "{text:?}");
        }
        let Some(sidebar) = pages.get("sidebar.json") else { continue };
        let sidebar: Value = serde_json::from_str(sidebar).unwrap();
        let group = &sidebar["/en/"][0];
        let first = group.get("children").or(group.get("items")).unwrap()[0]["text"].as_str().unwrap();
        assert!(first.contains(SENTINEL));
        assert!(theme != "vitepress" || !first.contains('<'), "{first} is read as HTML");
    }
}

fn compare(text: &str, path: &str, harmless: &Reading, page: &Reading) {
    let about = format!("{text:?} in {path}\n{page:#?}");
    let levels = |page: &Reading| page.headings.iter().map(|(level, _)| *level).collect::<Vec<_>>();
    assert_eq!(levels(page), levels(harmless), "{about}");
    assert_eq!(page.tables, harmless.tables, "{about}");
    assert_eq!(samples(page), samples(harmless), "{about}");
    assert_eq!(page.comments.len(), harmless.comments.len(), "{about}");
    assert_eq!(page.strange, harmless.strange, "{about}");
    assert_eq!(page.text.matches(SENTINEL).count(), harmless.text.matches(SENTINEL).count(), "{about}");
    for (cell, expected) in page.cells.iter().zip(&harmless.cells) {
        assert_eq!(cell.contains(SENTINEL), expected.contains(SENTINEL), "{cell:?}: {about}");
    }
    for run in &page.interpolated {
        assert!(!run.contains("{{"), "{run:?}: {about}");
    }
    for tag in &page.tags {
        assert!(is_ours(tag), "{tag}: {about}");
    }
    for link in &page.links {
        assert!(!link.to_lowercase().contains("script") && !link.contains("nowhere"), "{link}: {about}");
    }
    assert_eq!(page.front_matter.lines().count(), harmless.front_matter.lines().count(), "{about}");
    assert_eq!(page.front_matter.contains(SENTINEL), harmless.front_matter.contains(SENTINEL), "{about}");
    for line in page.front_matter.lines() {
        let (_, value) = line.split_once(": ").unwrap();
        assert!(serde_json::from_str::<String>(value).is_ok(), "{line}: {about}");
    }
}

/// The fences of the page itself: an author's description may have its own.
fn samples(page: &Reading) -> Vec<&str> {
    let languages = page.fences.iter().map(|(language, _)| language.as_str());
    languages.filter(|language| !language.is_empty()).collect()
}

fn is_ours(tag: &str) -> bool {
    let exact = [
        "<br>",
        "</a>",
        "</div>",
        "</code>",
        "</span>",
        "<code v-pre>",
        "<span v-pre>",
        "<strong>",
        "</strong>",
    ];
    exact.contains(&tag)
        || ([
            "<a id=\"",
            "<a href=\"#",
            "<div style=\"width:",
            "<div style=\"min-width:",
            "<div style=\"white-space:nowrap",
        ]
        .iter()
        .any(|start| tag.starts_with(start))
            && tag.matches('<').count() == 1
            && tag.ends_with("\">"))
}

/// A spec with the text wherever a spec has text for people, and in names, examples and patterns.
fn hostile_spec(text: &str) -> super::Sources {
    let mut api = api();
    api["title"] = json!(text);
    api["description"] = json!(text);
    api["targets"] = json!({ "markdown": {
        "java": { "package": "com.example" }, "node": {}, "go": {}, "python": {}, "php": {}, "csharp": {},
    } });
    api["groups"]["things"] = json!({ "title": text, "description": text });
    api["clients"]["ShopClient"] = json!({
        "server": { "url": "https://example.com" },
        "description": text,
        "options": { "key": { "required": true, "description": text, "example": text } },
    });
    api["auth"] = json!({
        "key": { "type": "apiKey", "in": "query", "name": "key", "option": "key", "description": text },
        "other": { "type": "bearer", "option": "key", "description": text },
    });
    let types = json!({
        "Thing": {
            "description": text,
            "deprecated": { "since": text, "instead": text },
            "fields": {
                "name": { "type": "string", "required": true, "example": text, "description": text },
                "kind": { "type": "Kind", "description": text },
                "parts": { "type": "Thing[]", "description": text },
                "label": { "type": "Label", "default": text },
            },
        },
        "Kind": {
            "description": text,
            "enum": [
                { "value": text, "name": "hostile", "description": text },
                { "value": "plain", "description": text },
            ],
        },
        "Label": { "type": "string", "description": text, "pattern": text },
    });
    let endpoint = json!({
        "endpoint": "makeThing",
        "http": "POST /things",
        "auth": [["key"], ["other"]],
        "summary": text,
        "description": text,
        "deprecated": { "since": text, "instead": text },
        "query": {
            text: { "type": "string", "required": true, "example": text, "description": text },
            "mode": { "type": "string", "default": text, "pattern": text },
            "kinds": { "type": "Kind[]", "required": true, "example": [text] },
            "any": { "type": "any", "required": true, "example": { text: [text] } },
        },
        "body": { "thing": { "type": "Thing", "required": true, "description": text } },
        "answer": "Thing",
    });
    spec(&api, &types, &[("make-thing", endpoint)])
}
