//! Words: what the spec says in a locale, the pages of that locale say.
//!
//! Compared are the texts of the spec as they read, without the marks of their Markdown, piece by piece.

use anyhow::{Result, bail};
use bindery::model::{Api, Operation, Text, TypeKind};
use pulldown_cmark::{Event, Options, Parser};

use super::html::{Files, text};

/// Fails with the words that no page of their locale has.
pub(super) fn check(api: &Api, files: &Files) -> Result<()> {
    let mut missing = Vec::new();
    for (index, locale) in api.locales.iter().enumerate() {
        let start = format!("{}/", locale.0);
        let pages: String =
            files.iter().filter(|(path, _)| path.starts_with(&start)).map(|(_, page)| text(page)).collect();
        for said in texts(api) {
            for piece in pieces(said.get(index)) {
                if !pages.contains(&piece) {
                    missing.push(format!("{}: {piece}", locale.0));
                }
            }
        }
    }
    if !missing.is_empty() {
        bail!("{} texts are missing:\n{}", missing.len(), missing[..missing.len().min(20)].join("\n"));
    }
    Ok(())
}

/// Everything that the spec says for people about what has pages.
fn texts(api: &Api) -> Vec<&Text> {
    let mut texts = vec![&api.title];
    texts.extend(&api.description);
    let operations: Vec<&Operation> = api.operations.iter().filter(|operation| !operation.hidden).collect();
    for group in &api.groups {
        if operations.iter().any(|operation| std::ptr::eq(&api[operation.group], group)) {
            texts.push(&group.title);
            texts.extend(&group.description);
        }
    }
    for operation in operations {
        texts.push(&operation.summary);
        texts.extend(&operation.description);
        texts.extend(operation.params.iter().filter_map(|param| param.field.description.as_ref()));
        if let Some((_, object)) = operation.body.as_ref().and_then(|body| api.object(&body.ty)) {
            texts.extend(object.fields.iter().filter_map(|field| field.description.as_ref()));
        }
        for ty in operation.answer.iter().filter_map(|answer| answer.ty.innermost_named()) {
            if let TypeKind::Object(object) = &api[ty].kind {
                texts.extend(object.fields.iter().filter_map(|field| field.description.as_ref()));
            }
        }
    }
    texts
}

/// The words of a Markdown text, cut where marks stand, without blanks.
fn pieces(markdown: &str) -> Vec<String> {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let pieces = events.filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    });
    pieces
        .map(|text| text.chars().filter(|c| !c.is_whitespace()).collect::<String>())
        .filter(|text| !text.is_empty())
        .collect()
}
