//! Pages as readers and site generators see them: parsed again, with their links followed.

mod hostile;
mod links;
mod reading;
mod shown;
mod themes;
mod translation;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::model::Api;
use crate::output::FileSet;
use crate::problem::{Problem, Problems, Severity};
use crate::render::{Templates, render};
use crate::source::{self, Sources};
use crate::target::{Choices, Target};

/// The pages of a spec, by path below the target's folder.
type Pages = BTreeMap<String, String>;

/// The themes that are made of the shared views.
const THEMES: [&str; 3] = ["vuepress", "vitepress", "mdbook"];

fn pages_of(sources: &Sources) -> (Pages, Vec<Problem>) {
    pages_in("vuepress", sources)
}

fn pages_in(theme: &str, sources: &Sources) -> (Pages, Vec<Problem>) {
    let mut problems = Problems::default();
    let api = crate::load(sources, &mut problems).unwrap();
    let pages = pages_of_api(theme, &api, &mut problems);
    let errors: Vec<_> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    (pages, problems.iter().cloned().collect())
}

fn pages_of_api(theme: &str, api: &Api, problems: &mut Problems) -> Pages {
    let pages = super::Markdown.pages(api, Choices { theme }, problems);
    let mut files = FileSet::default();
    render("markdown", pages, &Templates::embedded(), &mut files).unwrap();
    let name = |path: &str| path.strip_prefix("markdown/").unwrap().to_owned();
    files.iter().map(|(path, bytes)| (name(path), String::from_utf8(bytes.to_vec()).unwrap())).collect()
}

/// A spec of one group with the given types and endpoints. JSON is YAML, as long as it is ASCII.
fn spec(api: &Value, types: &Value, endpoints: &[(&str, Value)]) -> Sources {
    let mut texts = vec![
        ("api.yaml".to_owned(), ascii(api)),
        ("types/all.yaml".to_owned(), ascii(&json!({ "types": types }))),
    ];
    for (name, endpoint) in endpoints {
        texts.push((format!("endpoints/things/{name}.yaml"), ascii(endpoint)));
    }
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Sources::from_texts("shop", &texts)
}

fn ascii(value: &Value) -> String {
    let escaped = |c: char| match c {
        ' '..='~' => c.to_string(),
        other => other.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    };
    value.to_string().chars().map(escaped).collect()
}

/// An API file with little in it.
fn api() -> Value {
    json!({
        "bindery": 1,
        "title": "Shop",
        "version": "1",
        "locales": ["en"],
        "clients": { "ShopClient": { "server": { "url": "https://example.com" } } },
        "groups": { "things": { "title": "Things" } },
    })
}

/// The reference API, in the repository.
fn reference() -> Sources {
    source::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/authing")).unwrap()
}
