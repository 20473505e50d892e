//! Samples: the code that a document brings with an operation.
//!
//! Tools read it from `x-codeSamples` and `x-code-samples`, vendors from words of their own that end the same way. It is
//! a list of maps with `lang` and `source`, or a map from language to code. The code is taken as it is.

use indexmap::IndexMap;

use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::schema::language;

/// Whether a key holds samples.
pub(super) fn is_key(key: &str) -> bool {
    let Some(word) = key.strip_prefix("x-") else { return false };
    ["codeSamples", "code-samples"]
        .iter()
        .any(|end| word.strip_suffix(end).is_some_and(|vendor| vendor.is_empty() || vendor.ends_with('-')))
}

impl<'d> Import<'d, '_> {
    /// The samples of an operation: code by language. Of two in one language the first counts.
    pub(super) fn samples(&mut self, node: Node<'d>) -> IndexMap<String, String> {
        let mut samples = IndexMap::new();
        for (_, written) in node.entries().filter(|(key, _)| is_key(key)) {
            if written.value.is_object() {
                for (lang, code) in written.entries() {
                    self.add_sample(lang, code, code, &mut samples);
                }
                continue;
            }
            for sample in written.items() {
                let lang = sample.text("lang").or_else(|| sample.text("label"));
                let (Some(lang), Some(code)) = (lang, sample.get("source")) else {
                    let message = "a sample has a `lang` and a `source`; this one is left out";
                    self.report.problem(Kind::Operation, sample, message);
                    continue;
                };
                self.add_sample(lang, code, sample, &mut samples);
            }
        }
        samples
    }

    fn add_sample(
        &mut self,
        lang: &str,
        code: Node<'d>,
        node: Node<'d>,
        samples: &mut IndexMap<String, String>,
    ) {
        let (Some(language), Some(text)) = (language(lang), code.value.as_str()) else {
            let message = format!("`{lang}` is no language here, or its sample no text; it is left out");
            self.report.problem(Kind::Operation, node, message);
            return;
        };
        if text.is_empty() {
            return;
        }
        if samples.contains_key(&language) {
            self.report.count("code samples after the first in a language", node);
            return;
        }
        samples.insert(language, text.to_owned());
    }
}
