//! Pages → the samples in the fences of a language.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// A sample, once however many pages show it.
pub(crate) struct Sample {
    /// The program.
    pub(crate) text: String,
    /// The first page that shows it, without `.md`, below the folder of its locale.
    pub(crate) page: String,
    /// How many pages show it.
    pub(crate) pages: usize,
}

impl Sample {
    /// Whether it stands on the page of an operation: files are named like operations, in another case.
    pub(crate) fn is_of(&self, operation: &str) -> bool {
        let file = self.page.rsplit('/').next().unwrap_or_default();
        plain(file) == plain(operation)
    }
}

/// A name without case and punctuation.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The samples of a language, as its fences call it, on all pages below a folder that has one folder per locale.
pub(crate) fn collect(folder: &Path, language: &str) -> Result<Vec<Sample>> {
    let mut pages = Vec::new();
    find(folder, &mut pages)?;
    pages.sort();
    let mut samples: Vec<Sample> = Vec::new();
    for path in pages {
        let text = fs::read_to_string(folder.join(&path)).with_context(|| path.clone())?;
        let page = path.trim_end_matches(".md").split_once('/').map_or(path.as_str(), |(_, page)| page);
        for text in fences(&text, language) {
            match samples.iter_mut().find(|sample| sample.page == page && sample.text == text) {
                Some(sample) => sample.pages += 1,
                None => samples.push(Sample { text, page: page.to_owned(), pages: 1 }),
            }
        }
    }
    Ok(samples)
}

fn find(root: &Path, pages: &mut Vec<String>) -> Result<()> {
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let below = path.strip_prefix(root).unwrap_or(&path);
                pages.push(below.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    Ok(())
}

/// The texts of all fences of a page that say the name of a language.
fn fences(page: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                if info.split([',', ' ']).next() == Some(language) =>
            {
                open = Some(String::new());
            }
            Event::Text(text) => {
                if let Some(code) = &mut open {
                    code.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => found.extend(open.take()),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{fences, plain};

    #[test]
    fn only_fences_of_the_language_are_samples() {
        let page = "```rust\nfn main() {}\n```\n\n```java\nclass A {}\n```\n\n````rust\n// ```\n````\n";
        assert_eq!(fences(page, "rust"), ["fn main() {}\n", "// ```\n"]);
    }

    #[test]
    fn files_are_named_like_operations() {
        assert_eq!(plain("exchange-token-set-with-qr-code"), plain("exchangeTokenSetWithQRCode"));
    }
}
