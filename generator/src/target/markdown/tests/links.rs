//! Every link of every page leads somewhere, every anchor is there once.

use std::collections::HashSet;

use serde_json::Value;

use super::reading::Reading;
use super::{Pages, pages_of, reference};

#[test]
fn links_and_anchors_resolve() {
    let (pages, _) = pages_of(&reference());
    for (path, page) in &pages {
        if path.ends_with(".md") {
            check_page(&pages, path, &Reading::of(page));
        }
    }
    for link in &Reading::of(&pages["llms.txt"]).links {
        assert!(pages.contains_key(link) || link.starts_with("https://"), "llms.txt: {link}");
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
        let target = if folder.is_empty() { link.clone() } else { format!("{folder}/{link}") };
        assert!(link.starts_with("https://") || pages.contains_key(&target), "{path}: {link}");
    }
}

fn between<'a>(tag: &'a str, start: &str) -> Option<&'a str> {
    tag.strip_prefix(start)?.strip_suffix("\">")
}

#[test]
fn the_sidebar_shows_every_page_once() {
    let (pages, _) = pages_of(&reference());
    let sidebar: Value = serde_json::from_str(&pages["sidebar.json"]).unwrap();
    let mut links = Vec::new();
    for group in sidebar.as_object().unwrap().values().flat_map(|groups| groups.as_array().unwrap()) {
        links.push(group["link"].as_str().unwrap());
        links.extend(group["children"].as_array().unwrap().iter().map(|page| page["link"].as_str().unwrap()));
    }
    let mut shown: Vec<String> = links.iter().map(|link| link.trim_start_matches('/').to_owned()).collect();
    shown.sort();
    let is_listed = |path: &&String| path.ends_with(".md") && path.matches('/').count() == 2;
    let mut listed: Vec<String> = pages.keys().filter(is_listed).cloned().collect();
    listed.sort();
    assert_eq!(shown, listed);
    assert!(pages["sidebar.ts"].contains(pages["sidebar.json"].trim()));
}
