//! Repairing: whatever is wrong in an imported spec, every target generates from it.
//!
//! The mistakes of `tests/problems/` stand for all errors that lowering and checking report: each spec
//! is repaired as if it had been imported. `mutations` changes documents at random sites.
#![allow(clippy::disallowed_methods, reason = "a test reads its own cases")]

mod mutations;

use std::fs;

use anyhow::{Context as _, Result};
use bindery::problem::{Format, Problems, Severity, show};
use bindery::render::Templates;
use bindery::repair;
use bindery::schema::{self, Spec};
use bindery::source::{self, Sources};
use bindery::target::{Choices, TARGETS};

/// An API without operations.
const API: &str = "bindery: 1
title: T
version: '1'
locales: [en]
clients:
  Client:
    server: { url: https://example.com }
groups: { things: { title: Things } }
";

const CHOICES: Choices<'_> = Choices { theme: "vuepress" };

/// Repairs a spec; returns what was reported.
fn repaired(spec: &mut Spec, sources: &Sources) -> Problems {
    let mut problems = Problems::default();
    let changes = repair::repair(spec, sources, &mut problems);
    assert_eq!(changes, problems.len(), "every change is reported");
    assert!(problems.iter().all(|problem| problem.severity == Severity::Warning));
    problems
}

/// Returns the errors of a spec: of lowering, of checking and of all targets.
fn errors(spec: &Spec, sources: &Sources, templates: &Templates) -> Result<String> {
    let mut problems = Problems::default();
    let files = bindery::generate_spec(spec.clone(), TARGETS, templates, CHOICES, &mut problems)?;
    if !problems.has_errors() {
        files.context("there are neither files nor errors")?;
        return Ok(String::new());
    }
    Ok(show(&problems, sources, Format::Human { colour: false }))
}

/// Returns the errors of a spec that is printed and read again.
fn errors_of_files(spec: &Spec) -> Result<String> {
    let files = schema::print(spec)?;
    let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let sources = Sources::from_texts(&spec.name, &texts);
    let mut problems = Problems::default();
    bindery::load(&sources, &mut problems);
    if !problems.has_errors() {
        return Ok(String::new());
    }
    Ok(show(&problems, &sources, Format::Human { colour: false }))
}

/// Mistakes in what an import always writes.
const NEVER_IMPORTED: &[&str] = &["no_clients", "no_locales", "unknown_format_version"];

/// Mistakes after which nothing tells which request the operation sends, or of whom it is.
const COSTLY: &[&str] = &[
    "http_without_path",
    "no_client_chosen",
    "path_with_blank",
    "path_with_open_brace",
    "path_without_slash",
    "place_twice_in_path",
    "place_without_path_parameter",
    "query_with_a_parameter",
    "same_method_and_path",
    "unknown_group",
    "unknown_http_method",
];

#[test]
fn every_mistake_degrades_at_its_site() -> Result<()> {
    let templates = Templates::embedded();
    let (mut failed, mut seen) = (Vec::new(), 0);
    for entry in fs::read_dir("tests/problems")? {
        let folder = entry?.path();
        let Ok(sources) = source::read(&folder) else { continue };
        let mut spec = schema::parse(&sources, &mut Problems::default());
        // Without `api.yaml` there is no spec; an import always writes one.
        let is_written = !NEVER_IMPORTED.iter().any(|name| folder.ends_with(name));
        if !is_written || spec.api.is_none() || errors(&spec, &sources, &templates)?.is_empty() {
            continue;
        }
        seen += 1;
        let endpoints = spec.endpoints.len();
        let reported = repaired(&mut spec, &sources);
        let left = errors(&spec, &sources, &templates)? + &errors_of_files(&spec)?;
        if !left.is_empty() || reported.is_empty() {
            failed.push(format!("{}:\n{left}", folder.display()));
        }
        if endpoints > spec.endpoints.len() && !COSTLY.iter().any(|name| folder.ends_with(name)) {
            failed.push(format!("{}: the operation is left out", folder.display()));
        }
    }
    assert!(seen > 60, "only {seen} cases have errors");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    Ok(())
}

#[test]
fn many_mistakes_take_as_many_rounds_as_few() -> Result<()> {
    const MANY: usize = 300;
    let fields: String = (0..MANY)
        .map(|number| {
            let plain = format!("      name_{number}: {{ type: string }}\n");
            format!("{plain}      Name-{number}: {{ type: string, minimum: 5, default: 7 }}\n")
        })
        .collect();
    let sources = Sources::from_texts(
        "t",
        &[("api.yaml", API), ("types/a.yaml", &format!("types:\n  A:\n    fields:\n{fields}"))],
    );
    let mut problems = Problems::default();
    let mut spec = schema::parse(&sources, &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    let reported = repaired(&mut spec, &sources);
    // The limit, the default and the name of each.
    assert!(reported.len() >= 2 * MANY, "{}", reported.len());
    assert_eq!(spec.shapes()["A"].fields.as_ref().map(|fields| fields.len()), Some(2 * MANY));
    Ok(())
}
