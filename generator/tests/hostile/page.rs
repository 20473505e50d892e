//! Generated pages, parsed: headings, tables, tags and code without their texts.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::rust::example_skeleton;
use super::{SENTINEL, json};

/// What is left of a page without its texts.
pub(super) fn skeleton(content: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader::default();
    for event in Parser::new_ext(content, options) {
        reader.event(event);
    }
    reader.out
}

#[derive(Default)]
struct Reader {
    out: String,
    /// What is collected now: front matter, or code in a language.
    open: Option<(String, String)>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.out.push_str(&format!("{level} ")),
            Event::Start(Tag::Table(columns)) => self.out.push_str(&format!("table{} ", columns.len())),
            Event::Start(Tag::TableRow) => self.out.push_str("row "),
            Event::Start(Tag::TableCell) => self.out.push_str("cell "),
            Event::Start(Tag::MetadataBlock(_)) => self.open = Some(("front".to_owned(), String::new())),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if !language.is_empty() => {
                self.open = Some((language.to_string(), String::new()));
            }
            Event::Text(text) => {
                if let Some((_, collected)) = &mut self.open {
                    collected.push_str(&text);
                }
            }
            Event::End(TagEnd::MetadataBlock(_) | TagEnd::CodeBlock) => self.close(),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let dest = dest_url.to_lowercase();
                assert!(!dest.contains("script:") && !dest.contains("data:"), "{dest}");
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some((language, collected)) = self.open.take() else { return };
        let kept = match language.as_str() {
            "front" => json(&serde_yaml::from_str(&collected).unwrap()),
            "rust" => example_skeleton(&collected),
            "json" => json(&serde_json::from_str(&collected).unwrap()),
            // An author's own fence may be in any language.
            _ => return,
        };
        self.out.push_str(&format!("{language}({kept}) "));
    }

    /// Comments may have words of the spec; tags may not.
    fn html(&mut self, html: &str) {
        let comment = html.trim_start().starts_with("<!--");
        assert!(comment || !html.contains(SENTINEL), "text became HTML: {html}");
        if comment {
            assert_eq!(html.matches("-->").count(), 1, "{html}");
        }
    }
}
