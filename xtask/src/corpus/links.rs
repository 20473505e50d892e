//! Links: the pages of a document → those of their links that lead nowhere.

use std::collections::HashSet;

use bindery::output::FileSet;
use pulldown_cmark::{Event, Options, Parser, Tag};

/// What is wrong with links.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Those of ours that lead nowhere.
    pub(super) broken: Vec<String>,
    /// How many of the author's own want an anchor that is not on the page: another site was meant.
    pub(super) authors: usize,
}

/// Follows the links and anchors of the pages.
pub(super) fn check(files: &FileSet) -> Links {
    let mut links = Links::default();
    for (path, bytes) in
        files.iter().filter(|(path, _)| path.ends_with(".md") && path.starts_with("markdown/"))
    {
        check_page(files, path, &String::from_utf8_lossy(bytes), &mut links);
    }
    links
}

fn check_page(files: &FileSet, path: &str, text: &str, links: &mut Links) {
    let mut anchors = HashSet::new();
    let mut wanted = Vec::new();
    let mut authors = Vec::new();
    // What stands above a page is for the system that shows it, and no Markdown.
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Html(tag) | Event::InlineHtml(tag) => {
                if let Some(anchor) = between(&tag, "<a id=\"") {
                    if !anchors.insert(anchor.to_owned()) {
                        links.broken.push(format!("{path}: the anchor {anchor} is there twice"));
                    }
                } else if let Some(target) = between(&tag, "<a href=\"#") {
                    wanted.push(target.to_owned());
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) if !is_elsewhere(&dest_url) => {
                // Our own anchors are linked to in HTML; a fragment in Markdown is the author's.
                let (file, fragment) = dest_url.split_once('#').unwrap_or((&*dest_url, ""));
                if !file.is_empty() && files.get(&joined(path, file)).is_none() {
                    links.broken.push(format!("{path}: the link to {dest_url} leads nowhere"));
                }
                authors.extend((!fragment.is_empty()).then(|| fragment.to_owned()));
            }
            _ => {}
        }
    }
    for target in wanted.iter().filter(|target| !anchors.contains(target.as_str())) {
        links.broken.push(format!("{path}: nothing is at #{target}"));
    }
    links.authors += authors.iter().filter(|target| !anchors.contains(target.as_str())).count();
}

/// Whether a link leaves the pages: links of the author's own in descriptions are the author's.
fn is_elsewhere(link: &str) -> bool {
    link.contains("://") || link.starts_with("mailto:") || link.starts_with('/')
}

fn between<'a>(tag: &'a str, start: &str) -> Option<&'a str> {
    tag.split_once(start)?.1.split_once('"').map(|(inner, _)| inner)
}

/// A relative link, from the page that it is on.
fn joined(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn relative_links_are_followed() {
        assert_eq!(joined("markdown/en/a/b.md", "../c/d.md"), "markdown/en/c/d.md");
        assert_eq!(joined("markdown/a.md", "./b.md"), "markdown/b.md");
    }
}
