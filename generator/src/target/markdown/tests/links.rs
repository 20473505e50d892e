//! Every link of every page leads somewhere, every anchor is there once.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::reading::Reading;
use super::{Pages, THEMES, pages_in, pages_of, reference, spec};
use crate::source::Sources;

#[test]
fn links_and_anchors_resolve() {
    for theme in THEMES {
        let (pages, _) = pages_in(theme, &reference());
        for (path, page) in &pages {
            if path.ends_with(".md") {
                check_page(&pages, path, &Reading::of(page));
            }
        }
        for link in &Reading::of(&pages["llms.txt"]).links {
            assert!(pages.contains_key(link) || link.starts_with("https://"), "llms.txt: {link}");
        }
    }
}

fn check_page(pages: &Pages, path: &str, page: &Reading) {
    let mut anchors = HashSet::new();
    for anchor in page.tags.iter().filter_map(|tag| between(tag, "<a id=\"")) {
        assert!(anchors.insert(anchor), "{path}: {anchor} twice");
    }
    for target in page.tags.iter().filter_map(|tag| between(tag, "<a href=\"#")) {
        assert!(anchors.contains(target), "{path}: nothing is at #{target}");
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for link in &page.links {
        let target = resolved(folder, link);
        assert!(link.starts_with("https://") || pages.contains_key(&target), "{path}: {link}");
    }
}

/// Where a relative link of a page in a folder leads.
fn resolved(folder: &str, link: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{folder}: {link}"),
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// A circle of types, each of them long: a page that held them all would be a megabyte.
#[test]
fn types_that_are_too_long_for_a_page_have_pages() {
    let (pages, _) = pages_of(&large(120));
    for (path, page) in pages.iter().filter(|(path, _)| path.ends_with(".md")) {
        assert!(page.len() < 200_000, "{path}: {}", page.len());
        check_page(&pages, path, &Reading::of(page));
    }
    let of_types = pages.keys().filter(|path| path.starts_with("en/types/")).count();
    assert!((1..120).contains(&of_types), "{of_types}");
    assert!(pages_of(&large(3)).0.keys().all(|path| !path.starts_with("en/types/")));
}

fn large(count: usize) -> Sources {
    let api = json!({
        "bindery": 1, "title": "Things", "version": "1", "locales": ["en"],
        "clients": { "Things": { "server": { "url": "https://things.example.com" } } },
        "groups": { "things": { "title": "Things" } },
    });
    let thing = |index: usize| {
        let next = |step: usize| json!({ "type": format!("Thing{}[]", (index + step) % count) });
        let text = json!({ "type": "string", "description": "Long. ".repeat(1_500) });
        let fields = json!({ "next": next(1), "far": next(7), "text": text });
        (format!("Thing{index}"), json!({ "fields": fields }))
    };
    let types: serde_json::Map<String, Value> = (0..count).map(thing).collect();
    let endpoint =
        json!({ "endpoint": "getThing", "http": "GET /thing", "summary": "Get it", "answer": "Thing0" });
    spec(&api, &Value::Object(types), &[("get-thing", endpoint)])
}

fn between<'a>(tag: &'a str, start: &str) -> Option<&'a str> {
    tag.strip_prefix(start)?.strip_suffix("\">")
}

#[test]
fn the_sidebar_shows_every_page_once() {
    for (theme, below) in [("vuepress", "children"), ("vitepress", "items")] {
        let (pages, _) = pages_in(theme, &reference());
        let sidebar: Value = serde_json::from_str(&pages["sidebar.json"]).unwrap();
        let mut links = Vec::new();
        for group in sidebar.as_object().unwrap().values().flat_map(|groups| groups.as_array().unwrap()) {
            links.push(group["link"].as_str().unwrap());
            links.extend(group[below].as_array().unwrap().iter().map(|page| page["link"].as_str().unwrap()));
        }
        let mut shown: Vec<String> =
            links.iter().map(|link| link.trim_start_matches('/').to_owned()).collect();
        shown.sort();
        let is_listed = |path: &&String| path.ends_with(".md") && path.matches('/').count() == 2;
        let mut listed: Vec<String> = pages.keys().filter(is_listed).cloned().collect();
        listed.sort();
        assert_eq!(shown, listed, "{theme}");
        assert!(pages["sidebar.ts"].contains(pages["sidebar.json"].trim()), "{theme}");
    }
}

/// mdBook builds what the summary names and nothing else.
#[test]
fn the_summary_of_a_book_shows_every_page_once() {
    for sources in [reference(), large(120)] {
        let (pages, _) = pages_in("mdbook", &sources);
        let mut shown = Reading::of(&pages["SUMMARY.md"]).links;
        shown.retain(|link| !link.is_empty());
        shown.sort();
        let is_chapter = |path: &&String| path.ends_with(".md") && *path != "SUMMARY.md";
        let mut chapters: Vec<String> = pages.keys().filter(is_chapter).cloned().collect();
        chapters.sort();
        assert_eq!(shown, chapters);
    }
}
