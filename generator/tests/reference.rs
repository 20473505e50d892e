//! The reference page of the format: its examples are specs, and it leaves no keyword out.
#![allow(clippy::disallowed_methods, reason = "a test reads the page")]

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result};
use bindery::problem::{Format, Problems, show};
use bindery::schema::{self, FileKind, json_schema};
use bindery::source::Sources;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use serde_json::Value;

/// The page, from the folder in which Cargo runs tests.
const PAGE: &str = "../schema/README.md";

#[test]
fn every_example_is_valid() -> Result<()> {
    let page = fs::read_to_string(PAGE)?;
    let mut examples = 0;
    for yaml in fences(&page) {
        let kind = yaml.lines().next().unwrap_or_default().trim_start_matches('#').trim();
        let path = match kind {
            "api" => "api.yaml",
            "endpoint" => "endpoints/group/example.yaml",
            "types" => "types/example.yaml",
            _ => continue,
        };
        let sources = Sources::from_texts("example", &[(path, &yaml)]);
        let mut problems = Problems::default();
        schema::parse(&sources, &mut problems);
        assert!(problems.is_empty(), "{}", show(&problems, &sources, Format::Human { colour: false }));
        examples += 1;
    }
    assert!(examples > 5, "the examples of the page are not found");
    Ok(())
}

/// The API files are complete as they are, so they are lowered and checked as well.
#[test]
fn every_api_example_makes_sense() -> Result<()> {
    for yaml in fences(&fs::read_to_string(PAGE)?).filter(|yaml| yaml.starts_with("# api\n")) {
        let sources = Sources::from_texts("example", &[("api.yaml", &yaml)]);
        let mut problems = Problems::default();
        bindery::load(&sources, &mut problems).context("there is an api.yaml")?;
        assert!(!problems.has_errors(), "{}", show(&problems, &sources, Format::Human { colour: false }));
    }
    Ok(())
}

#[test]
fn every_keyword_is_explained() -> Result<()> {
    let page = fs::read_to_string(PAGE)?;
    for kind in FileKind::ALL {
        let mut keywords = BTreeSet::new();
        collect(&json_schema(kind), &mut keywords);
        let missing: Vec<_> =
            keywords.iter().filter(|keyword| !page.contains(&format!("`{keyword}`"))).collect();
        assert!(missing.is_empty(), "{PAGE} does not explain {missing:?} of {} files", kind.name());
    }
    Ok(())
}

/// The YAML blocks of a page.
fn fences(page: &str) -> impl Iterator<Item = String> {
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if &*language == "yaml" => {
                open = Some(String::new());
            }
            Event::Text(text) => {
                if let Some(block) = &mut open {
                    block.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks.into_iter()
}

/// The names of all keys that have a fixed name, and the words that they can have as values.
fn collect(schema: &Value, keywords: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("properties", Value::Object(properties)) => keywords.extend(properties.keys().cloned()),
                    ("const", Value::String(word)) => {
                        keywords.insert(word.clone());
                    }
                    _ => {}
                }
                collect(value, keywords);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, keywords)),
        _ => {}
    }
}
