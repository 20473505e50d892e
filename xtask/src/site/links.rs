//! Links: every one on a site leads to a page that is there, and to a place on it that is there.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use percent_encoding::percent_decode_str;

use super::html::{Files, attributes};

/// Fails with the links that lead nowhere.
pub(super) fn check(files: &Files) -> Result<()> {
    let places: BTreeMap<&str, BTreeSet<String>> =
        files.iter().map(|(path, page)| (path.as_str(), attributes(page, "id").collect())).collect();
    let mut dead = Vec::new();
    for (path, page) in files {
        // The page that servers show for what is not there has its own idea of where it is.
        if path.ends_with("404.html") {
            continue;
        }
        for href in attributes(page, "href") {
            if !leads_somewhere(&places, path, &href) {
                dead.push(format!("{path}: {href}"));
            }
        }
    }
    dead.dedup();
    if !dead.is_empty() {
        bail!("{} links lead nowhere:\n{}", dead.len(), dead[..dead.len().min(20)].join("\n"));
    }
    Ok(())
}

fn leads_somewhere(places: &BTreeMap<&str, BTreeSet<String>>, from: &str, href: &str) -> bool {
    let (path, place) = href.split_once('#').unwrap_or((href, ""));
    let has_scheme = path.split('/').next().is_some_and(|start| start.contains(':'));
    if has_scheme || path.starts_with("//") {
        return true;
    }
    let path = decoded(path.split('?').next().unwrap_or_default());
    let page = if path.is_empty() { from.to_owned() } else { resolved(from, &path) };
    let is_page = page.ends_with(".html");
    match places.get(page.as_str()) {
        Some(found) => place.is_empty() || found.contains(&decoded(place)),
        // What is no page is the builder's own: styles, fonts, scripts.
        None => !is_page,
    }
}

/// The path of a page, from that of the page with the link.
fn resolved(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = match to.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    if !to.ends_with('/') {
        path
    } else if path.is_empty() {
        "index.html".to_owned()
    } else {
        format!("{path}/index.html")
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
