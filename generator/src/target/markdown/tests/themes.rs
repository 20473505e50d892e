//! Templates and labels agree with the views that they are for.

use std::collections::HashSet;

use serde_json::Value;

use super::{THEMES, pages_in, reference};
use crate::problem::Problems;
use crate::render::Templates;
use crate::target::{Choices, Target};

/// A misspelled condition is silently false, so every name in a template is compared with the views.
#[test]
fn templates_name_only_what_views_have() {
    let mut problems = Problems::default();
    let api = crate::load(&reference(), &mut problems).unwrap();
    let mut pages = Vec::new();
    for theme in ["vuepress", "vitepress", "mdbook", "authing"] {
        pages.extend(super::super::Markdown.pages(&api, Choices { theme }, &mut problems));
    }
    let mut known: HashSet<String> = ["this", "else", "lookup"].map(str::to_owned).into();
    for page in &pages {
        collect(&page.view, &mut known);
    }
    // No type of the reference is so long that it has a page; the only name there that is not on other pages is `type`.
    known.insert("type".to_owned());
    for (path, bytes) in Templates::embedded().below("markdown").filter(|(path, _)| path.ends_with(".hbs")) {
        let text = std::str::from_utf8(bytes).unwrap();
        for expression in text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()) {
            let expression = expression.trim_start_matches(['#', '/', '>', ' ']);
            // A partial is called by its path, which is no name of a view.
            let expression = expression
                .strip_prefix("partials/")
                .map_or(expression, |rest| rest.split_once(' ').map_or("", |(_, arguments)| arguments));
            let names = expression.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            for name in names.filter(|name| !name.is_empty() && !["if", "each", "template"].contains(name)) {
                assert!(known.contains(name), "{path} names {name}");
            }
        }
    }
}

fn collect(view: &Value, known: &mut HashSet<String>) {
    match view {
        Value::Object(fields) => {
            for (name, value) in fields {
                known.insert(name.clone());
                collect(value, known);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, known)),
        _ => {}
    }
}

/// A reader of the page about templates finds every name that a template can use, in the section of its view.
#[test]
fn every_field_of_a_view_is_explained() {
    let page = include_str!("../../../../../templates/README.md");
    let mut problems = Problems::default();
    let api = crate::load(&reference(), &mut problems).unwrap();
    let mut known = HashSet::new();
    for theme in ["vuepress", "mdbook", "authing"] {
        for page in super::super::Markdown.pages(&api, Choices { theme }, &mut problems) {
            collect(&page.view, &mut known);
        }
    }
    let (_, fields) = page.split_once("### page").unwrap();
    let words: HashSet<&str> = fields
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut missing: Vec<&String> = known.iter().filter(|name| !words.contains(name.as_str())).collect();
    missing.sort();
    assert!(missing.is_empty(), "templates/README.md does not explain {missing:?}");
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a test writes below a folder of its own")]
fn a_locale_of_the_users_own_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let labels = folder.path().join("markdown/labels");
    std::fs::create_dir_all(&labels).unwrap();
    let templates = Templates::embedded();
    let english = templates.get("markdown/labels/en.json").unwrap();
    let own = String::from_utf8(english.to_vec()).unwrap().replace("\"Sample code\"", "\"Beispiele\"");
    std::fs::write(labels.join("de.json"), own).unwrap();
    let templates = templates.overridden_by(folder.path()).unwrap();
    let mut spec = super::api();
    spec["locales"] = serde_json::json!(["de-AT"]);
    let endpoint = serde_json::json!({ "endpoint": "ping", "http": "GET /ping", "summary": "Ping" });
    let sources = super::spec(&spec, &serde_json::json!({}), &[("ping", endpoint)]);
    let mut problems = Problems::default();
    let targets: [&dyn Target; 1] = [&super::super::Markdown];
    let choices = Choices { theme: "mdbook" };
    let files = crate::generate(&sources, &targets, &templates, choices, &mut problems).unwrap().unwrap();
    let page = files.get("markdown/de-AT/things/ping.md").unwrap();
    assert!(String::from_utf8_lossy(page).contains("## Beispiele"), "{}", String::from_utf8_lossy(page));
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn every_file_of_labels_is_complete() {
    let templates = Templates::embedded();
    let files = templates.below("markdown").filter_map(|(path, _)| path.strip_prefix("labels/"));
    let names: Vec<&str> = files.filter_map(|path| path.strip_suffix(".json")).collect();
    assert!(names.contains(&"en") && names.contains(&"zh-CN"), "{names:?}");
    for name in names {
        let locale = crate::model::Locale(name.to_owned());
        let found = super::super::labels::find(&templates, &locale).unwrap();
        assert_eq!(found.warning, None);
    }
}

#[test]
fn pages_end_in_one_line_feed_and_have_no_gaps() {
    let pages = THEMES.into_iter().flat_map(|theme| pages_in(theme, &reference()).0);
    for (path, page) in pages {
        assert!(page.ends_with('\n') && !page.ends_with("\n\n"), "{path} ends badly");
        assert!(!page.contains("\n\n\n"), "{path} has a gap");
    }
}
