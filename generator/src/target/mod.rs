//! Targets: model → views, one folder per target, and the one list of them.
//!
//! A target decides everything: names, types, signatures, the text of every cell. What it hands over are [`Page`]s,
//! a finished view with its template and its path; templates only place it. New target? A folder here, a folder of
//! the same name under `templates/`, a line in [`TARGETS`].

mod grid;
pub mod markdown;
pub mod rust;

use serde::Serialize;
use serde_json::Value;

use crate::model::Api;
use crate::problem::Problems;
use crate::render::Templates;

/// What a user can choose for a run, beyond the spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices<'a> {
    /// The theme of the pages.
    pub theme: &'a str,
}

/// A kind of output.
pub trait Target: Sync {
    /// The folder under `templates/` and in the output.
    fn name(&self) -> &'static str;

    /// Finds what this target alone cannot express, such as names that are the same in its language.
    fn check(&self, _api: &Api, _problems: &mut Problems) {}

    /// Every page that this target wants, with its view already built. [`Target::check`] has found no error.
    fn pages(&self, api: &Api, choices: Choices<'_>, problems: &mut Problems) -> Vec<Page>;

    /// The same, with what a user's own folder of templates has for views, such as the words of another locale.
    fn pages_with(
        &self,
        api: &Api,
        choices: Choices<'_>,
        _templates: &Templates,
        problems: &mut Problems,
    ) -> Vec<Page> {
        self.pages(api, choices, problems)
    }

    /// Whose the files of this target are, where several specs are meant to be generated into one folder.
    fn owner(&self, _api: &Api, _choices: Choices<'_>) -> Option<String> {
        None
    }

    /// The files that this target copies as they are.
    fn copied(&self, _templates: &Templates) -> Vec<Page> {
        Vec::new()
    }
}

/// Every target.
pub const TARGETS: &[&dyn Target] = &[&rust::Rust, &markdown::Markdown];

/// A view with its template and its path.
#[derive(Debug)]
pub struct Page {
    /// The template, below `templates/<target>/`, as in `src/lib.rs.hbs`; or a file to copy, without `.hbs`.
    pub template: String,
    /// Where it goes, below `<out>/<target>/`.
    pub path: String,
    /// What the template sees; null for a file that is copied.
    pub view: Value,
}

impl Page {
    /// A page whose path follows from its template: `src/lib.rs.hbs` becomes `src/lib.rs`.
    pub fn new(template: &str, view: &impl Serialize) -> Self {
        Self::at(template, template.strip_suffix(".hbs").unwrap_or(template).to_owned(), view)
    }

    /// A page of which there are many: one template, a path for each.
    pub fn at(template: &str, path: String, view: &impl Serialize) -> Self {
        // Views are plain structs of strings, lists and booleans with string keys, which JSON can always hold.
        let view = serde_json::to_value(view).unwrap_or_default();
        Self { template: template.to_owned(), path, view }
    }

    /// A file under `templates/` that is copied byte for byte.
    #[must_use]
    pub fn copy(file: &str) -> Self {
        Self { template: file.to_owned(), path: file.to_owned(), view: Value::Null }
    }
}
