//! Labels of enum values: the names and descriptions that tools put beside `enum`.
//!
//! OpenAPI has no keywords for them, so documents use extensions: lists in the order of the values
//! (`x-enum-varnames`, `x-enumNames`, `x-enum-descriptions`), maps from value to label, and the
//! `values` of `x-ms-enum`. The first extension that has a label for a value decides; a label that
//! belongs to no value is reported.

use std::collections::HashMap;

use super::enumeration::Listed;
use crate::model::spelled;
use crate::openapi::Import;
use crate::openapi::html;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::schema::Text;

/// What an extension labels values with. The order is that of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Extension {
    /// Names for code.
    VarNames,
    /// Names for people and code.
    Names,
    /// Descriptions.
    Descriptions,
    /// Microsoft's extension, which has both.
    Microsoft,
}

impl Extension {
    /// Returns what a key says. Tools disagree about hyphens and capitals.
    fn of(key: &str) -> Option<Self> {
        let letters: String = key.strip_prefix("x-")?.chars().filter(|c| *c != '-').collect();
        Some(match letters.to_ascii_lowercase().as_str() {
            "enumvarnames" => Self::VarNames,
            "enumnames" => Self::Names,
            "enumdescriptions" => Self::Descriptions,
            "msenum" => Self::Microsoft,
            _ => return None,
        })
    }
}

/// Whether a key of a schema is read together with the values that it labels.
pub(super) fn is_label(node: Node<'_>, key: &str) -> bool {
    (node.has("enum") || node.has("const")) && Extension::of(key).is_some()
}

impl<'d> Import<'d, '_> {
    /// Adds the names and descriptions that stand beside the values of a schema.
    pub(super) fn label(&mut self, node: Node<'d>, values: &mut [Listed<'d>]) {
        let keys = node.value.as_object().into_iter().flat_map(|map| map.keys());
        let mut found: Vec<(Extension, Node<'d>)> =
            keys.filter_map(|key| Some((Extension::of(key)?, node.get(key)?))).collect();
        found.sort_by_key(|(extension, _)| *extension);
        for (extension, at) in found {
            let is_used = match extension {
                Extension::Microsoft => self.label_by_microsoft(at, values),
                _ if at.value.is_array() => self.label_in_order(extension, at, values),
                _ if at.value.is_object() => self.label_by_value(extension, at, values),
                _ => {
                    self.report.problem(Kind::Enum, at, "the labels are neither a list nor a map");
                    continue;
                }
            };
            if !is_used {
                self.report.count("extensions (x-…)", at);
            }
        }
    }

    /// A list has a label for each value, or for each but null.
    fn label_in_order(&mut self, kind: Extension, at: Node<'d>, values: &mut [Listed<'d>]) -> bool {
        let is_null = |value: &Listed<'_>| value.node.value.is_null();
        let nulls = values.iter().filter(|value| is_null(value)).count();
        let length = at.items().count();
        if length != values.len() && length != values.len() - nulls {
            let message = format!(
                "expected {} labels, one for each value of the enum, found {length}; the list is left out",
                values.len()
            );
            self.report.problem(Kind::Enum, at, message);
            return true;
        }
        let skips_null = length != values.len();
        let labelled = values.iter_mut().filter(|value| !(skips_null && is_null(value)));
        let mut is_used = false;
        for (value, item) in labelled.zip(at.items()) {
            is_used |= self.set(kind, item, value);
        }
        is_used
    }

    fn label_by_value(&mut self, kind: Extension, at: Node<'d>, values: &mut [Listed<'d>]) -> bool {
        let places = places(values);
        let mut is_used = false;
        for (key, item) in at.entries() {
            match places.get(key).and_then(|index| values.get_mut(*index)) {
                Some(value) => is_used |= self.set(kind, item, value),
                None => {
                    self.report.problem(
                        Kind::Enum,
                        item,
                        format!("`{key}` is not a value of the enum; its label is left out"),
                    );
                    is_used = true;
                }
            }
        }
        is_used
    }

    fn label_by_microsoft(&mut self, at: Node<'d>, values: &mut [Listed<'d>]) -> bool {
        let places = places(values);
        let mut is_used = false;
        for entry in at.list("values") {
            let index = entry.get("value").and_then(|value| places.get(&spelled(value.value)?).copied());
            let Some(value) = index.and_then(|index| values.get_mut(index)) else {
                let message = "the `value` is not a value of the enum; its labels are left out";
                self.report.problem(Kind::Enum, entry, message);
                is_used = true;
                continue;
            };
            for (kind, key) in [(Extension::Names, "name"), (Extension::Descriptions, "description")] {
                if let Some(item) = entry.get(key) {
                    is_used |= self.set(kind, item, value);
                }
            }
        }
        if is_used {
            // The name of the type and whether values may be added are for other generators.
            for key in ["name", "modelAsString"] {
                at.get(key).into_iter().for_each(|at| self.report.count("extensions (x-…)", at));
            }
        }
        is_used
    }

    /// Labels a value that has no such label yet. Returns whether it did.
    fn set(&mut self, kind: Extension, item: Node<'d>, value: &mut Listed<'d>) -> bool {
        let is_labelled =
            if kind == Extension::Descriptions { value.description.is_some() } else { value.name.is_some() };
        let label = if is_labelled { None } else { self.label_text(item) };
        let Some(label) = label else { return false };
        if kind == Extension::Descriptions {
            let label = if item.is_own() { label } else { html::to_markdown(&label).into_owned() };
            value.description = Some(Text::One(label));
        } else {
            value.name = Some(label);
        }
        true
    }

    fn label_text(&mut self, item: Node<'d>) -> Option<String> {
        if let Some(text) = item.value.as_str() {
            let text = if item.is_own() { text } else { text.trim() };
            return (!text.is_empty()).then(|| text.to_owned());
        }
        let label = spelled(item.value);
        if label.is_none() && !item.value.is_null() {
            self.report.problem(Kind::Enum, item, "the label is not a string; it is left out");
        }
        label
    }
}

/// The positions of values by their spelling; the first counts.
fn places(values: &[Listed<'_>]) -> HashMap<String, usize> {
    let mut places = HashMap::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        if let Some(spelling) = spelled(value.node.value) {
            places.entry(spelling).or_insert(index);
        }
    }
    places
}
