//! Samples: the same call in each language that a page shows, Rust first.
//!
//! A sample in a language with a template of its own brings the view of that template; a finished text goes through
//! the template `text`. The fence is chosen here, because it has to be longer than any run of backticks in the code.

use serde::Serialize;
use serde_json::Value;

use super::escape::fence_for;
use super::java;
use super::scene::Scene;

/// A sample in one language.
#[derive(Debug, Serialize)]
pub(super) struct SampleView {
    /// The name of the language.
    title: &'static str,
    /// The opening fence with its language.
    open: String,
    /// The template of the code, a partial.
    template: &'static str,
    /// What that template sees.
    code: Value,
    /// The closing fence.
    close: String,
}

impl SampleView {
    fn new(title: &'static str, language: &str, template: &'static str, code: &impl Serialize) -> Self {
        // Views are plain structs of strings and lists, which JSON can always hold.
        let code = serde_json::to_value(code).unwrap_or_default();
        let fence = fence_for(&code);
        Self { title, open: format!("{fence}{language}"), template, code, close: fence }
    }
}

/// A sample that is finished already.
#[derive(Debug, Serialize)]
struct TextView<'a> {
    text: &'a str,
}

/// The samples of an operation.
pub(super) fn samples(scene: Scene<'_>, index: usize, rust: &str) -> Vec<SampleView> {
    let rust = TextView { text: rust.trim_end() };
    let mut samples = vec![SampleView::new("Rust", "rust", "samples/partials/text", &rust)];
    if let Some(names) = scene.java {
        let view = java::view(scene.api, names, index, &scene.labels.samples.replace);
        samples.push(SampleView::new("Java", "java", "samples/partials/java", &view));
    }
    samples
}
