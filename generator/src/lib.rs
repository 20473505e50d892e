//! Bindery: one API spec in; out come the Rust crate that apps call and the documentation pages that people read.
//!
//! # The map
//!
//! ```text
//! read → parse → lower → check → view → render → write
//!
//! source      read    disk → text; the only room that reads files
//! schema      parse   text → what the author wrote (serde reads here, and only here is YAML known)
//! openapi     parse   the second front door: an OpenAPI document → schema
//! repair      parse   the same, without what would break a rule of a later stage
//! export              the way back: our own schema → an OpenAPI document
//! model               the API as meant: resolved, typed, neutral of any language (no serde)
//! lower       lower   schema → model
//! check       check   rules about a whole API
//! example             model → example values, for pages, samples and servers
//! diff                two models → what changed for callers
//! problem             what is wrong, where, and what to do about it
//! target      view    model → views: one folder per target, and the one list of them
//! render      render  view + template → text; Handlebars is configured here, once
//! output      write   files, drift; compare and write
//! mock                model → a server that plays the API (feature `mock`)
//! ```
//!
//! # Invariants
//!
//! - Every step before `render` collects its problems and goes on; [`generate`] hands out files only when none of
//!   them is an error, and nothing is written before all files of a run are there.
//! - Schema types know no targets, model types know no serde, views hold finished text that needs no escaping.
//! - The same input gives the same bytes: nothing iterates over a hash map on its way to a page.
//! - Input is data: no text of a spec can leave its literal, comment, cell, fence or folder, and none can panic.

#![warn(clippy::disallowed_methods)]

pub mod check;
pub mod diff;
pub mod example;
pub mod export;
pub mod lower;
#[cfg(feature = "mock")]
pub mod mock;
pub mod model;
pub mod openapi;
pub mod output;
pub mod problem;
pub mod render;
pub mod repair;
pub mod schema;
pub mod source;
pub mod target;

use anyhow::Result;

use crate::model::Api;
use crate::output::FileSet;
use crate::problem::Problems;
use crate::render::Templates;
use crate::schema::Spec;
use crate::source::Sources;
use crate::target::{Choices, Target};

/// Reads a spec as far as its model. The model is complete when `problems` holds no error.
pub fn load(sources: &Sources, problems: &mut Problems) -> Option<Api> {
    load_spec(schema::parse(sources, problems), problems)
}

/// Takes a spec as far as its model, as [`load`] does with its files.
pub fn load_spec(spec: Spec, problems: &mut Problems) -> Option<Api> {
    let api = lower::lower(spec, problems)?;
    check::check(&api, problems);
    Some(api)
}

/// Generates the files of some targets. There are none when `problems` holds an error.
///
/// # Errors
///
/// Fails when a template does, or when two pages claim one path.
pub fn generate(
    sources: &Sources,
    targets: &[&dyn Target],
    templates: &Templates,
    choices: Choices<'_>,
    problems: &mut Problems,
) -> Result<Option<FileSet>> {
    generate_spec(schema::parse(sources, problems), targets, templates, choices, problems)
}

/// Generates from a spec, as [`generate`] does from its files.
///
/// # Errors
///
/// Fails when a template does, or when two pages claim one path.
pub fn generate_spec(
    spec: Spec,
    targets: &[&dyn Target],
    templates: &Templates,
    choices: Choices<'_>,
    problems: &mut Problems,
) -> Result<Option<FileSet>> {
    let Some(api) = load_spec(spec, problems) else { return Ok(None) };
    if !problems.has_errors() {
        targets.iter().for_each(|target| target.check(&api, problems));
    }
    if problems.has_errors() {
        return Ok(None);
    }
    let mut pages = Vec::with_capacity(targets.len());
    for target in targets {
        let mut own = target.pages_with(&api, choices, templates, problems);
        own.extend(target.copied(templates));
        pages.push((target, own));
    }
    if problems.has_errors() {
        return Ok(None);
    }
    let mut files = FileSet::default();
    for (target, pages) in pages {
        render::render(target.name(), pages, templates, &mut files)?;
        if let Some(owner) = target.owner(&api, choices) {
            files.own(target.name(), &owner);
        }
    }
    Ok(Some(files))
}
