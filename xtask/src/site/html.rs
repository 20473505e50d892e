//! HTML as builders write it, read for what matters here: text, links, and places that links lead to.
//!
//! Not a parser: builders escape text, so that a bracket is a tag and a quoted attribute is one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// The pages of a site by their paths.
pub(super) type Files = BTreeMap<String, String>;

/// Reads every page of a site.
pub(super) fn read(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for path in paths(folder, &["html"])? {
        let text = fs::read_to_string(folder.join(&path)).with_context(|| path.clone())?;
        files.insert(path, text);
    }
    Ok(files)
}

/// The paths of all files with one of some extensions below a folder, with slashes.
pub(super) fn paths(folder: &Path, extensions: &[&str]) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    let mut open = vec![String::new()];
    while let Some(below) = open.pop() {
        for entry in fs::read_dir(folder.join(&below)).with_context(|| folder.display().to_string())? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else if extensions.iter().any(|extension| path.ends_with(&format!(".{extension}"))) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// The values of an attribute.
pub(super) fn attributes<'a>(page: &'a str, name: &str) -> impl Iterator<Item = String> + 'a {
    let start = format!(" {name}=\"");
    let parts: Vec<&str> = page.split(start.as_str()).skip(1).collect();
    parts.into_iter().filter_map(|part| part.split_once('"')).map(|(value, _)| decoded(value))
}

/// What a reader sees, without blanks: builders break lines where they like.
pub(super) fn text(page: &str) -> String {
    let mut out = String::with_capacity(page.len() / 2);
    let mut rest = page;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let end = ["script", "style"].iter().find(|name| after.starts_with(**name));
        let after = match end {
            Some(name) => after.split_once(&format!("</{name}")).map_or("", |(_, after)| after),
            None => after,
        };
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    decoded(&out).chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

/// Text with its entities decoded.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let entity = after.split_once(';').filter(|(name, _)| name.len() <= 8);
        match entity.and_then(|(name, after)| Some((character(name)?, after))) {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = entity.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
        }
    }
}
