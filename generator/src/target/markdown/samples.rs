//! Samples: the same call in each language that a page shows, Rust first. What an author wrote stands in place of what
//! would be made in that language.
//!
//! A sample in a language with a template of its own brings the view of that template; a finished text goes through
//! the template `text`. The fence is chosen here, because it has to be longer than any run of backticks in the code.

use serde::Serialize;
use serde_json::Value;

use super::calls;
use super::escape::{fence_for, listing};
use super::java;
use super::scene::Scene;

/// The template of a finished text.
const TEXT: &str = "samples/partials/text";

/// Languages in the order of the pages: the word for each, its name, and the word behind a fence.
const LANGUAGES: &[(&str, &str, &str)] = &[
    ("rust", "Rust", "rust"),
    ("java", "Java", "java"),
    ("node", "Node.js", "ts"),
    ("go", "Go", "go"),
    ("python", "Python", "python"),
    ("php", "PHP", "php"),
    ("csharp", "C#", "csharp"),
    ("javascript", "JavaScript", "js"),
    ("shell", "Shell", "bash"),
    ("ruby", "Ruby", "ruby"),
    ("kotlin", "Kotlin", "kotlin"),
    ("swift", "Swift", "swift"),
];

/// A sample in one language.
#[derive(Debug, Serialize)]
pub(super) struct SampleView {
    /// The name of the language.
    title: String,
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
    fn new(title: &str, language: &str, template: &'static str, code: &impl Serialize) -> Self {
        // Views are plain structs of strings and lists, which JSON can always hold.
        let code = serde_json::to_value(code).unwrap_or_default();
        let fence = fence_for(&code);
        Self { title: title.to_owned(), open: format!("{fence}{language}"), template, code, close: fence }
    }
}

/// A sample that is finished already.
#[derive(Debug, Serialize)]
struct TextView<'a> {
    text: &'a str,
}

/// The samples of an operation.
pub(super) fn samples(scene: Scene<'_>, index: usize, rust: &str) -> Vec<SampleView> {
    let written = &scene.api.operations[index].samples;
    let mut samples = Vec::with_capacity(2 + written.len());
    let is_written = |language: &str| written.iter().any(|(word, _)| word == language);
    if !is_written("rust") {
        let rust = TextView { text: rust.trim_end() };
        samples.push(SampleView::new("Rust", "rust", TEXT, &rust));
    }
    if let Some(names) = scene.java.filter(|_| !is_written("java")) {
        let view = java::view(scene.api, names, index, &scene.labels.samples.replace);
        samples.push(SampleView::new("Java", "java", "samples/partials/java", &view));
    }
    for names in scene.clients.iter().filter(|names| !is_written(names.language.word())) {
        let Some((_, title, fence)) = LANGUAGES.iter().find(|(word, ..)| *word == names.language.word())
        else {
            continue;
        };
        let view = calls::view(scene.api, names, index, &scene.labels.samples.replace);
        samples.push(SampleView::new(title, fence, calls::template(names.language), &view));
    }
    samples.extend(written.iter().map(|(word, code)| own(word, code)));
    samples.sort_by_cached_key(|sample| position(&sample.title));
    samples
}

/// A sample of the author's.
fn own(word: &str, code: &str) -> SampleView {
    let known = LANGUAGES.iter().find(|(known, ..)| *known == word);
    let (title, language) = known.map_or((word, word), |(_, title, language)| (*title, *language));
    SampleView::new(title, language, TEXT, &TextView { text: &listing(code) })
}

/// Where a language stands among the others; those that are not known come last, in the order of the spec.
fn position(title: &str) -> usize {
    LANGUAGES.iter().position(|(_, known, _)| *known == title).unwrap_or(LANGUAGES.len())
}
