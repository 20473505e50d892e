//! The scene: what every view of one locale looks at.

use super::apart::Apart;
use super::calls;
use super::java;
use super::labels::{Labels, fill};
use super::paths::Paths;
use super::theme::Theme;
use super::types::Sections;
use crate::model::{Api, Text};

/// An API in one locale.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) api: &'a Api,
    pub(super) paths: &'a Paths,
    pub(super) labels: &'a Labels,
    /// The names of the Java client; `None` where the pages have no Java samples.
    pub(super) java: Option<&'a java::Names>,
    /// The names of clients in other languages, in the order of the pages.
    pub(super) clients: &'a [calls::Names],
    /// The types with pages of their own.
    pub(super) apart: &'a Apart,
    /// What pages say about types.
    pub(super) sections: &'a Sections,
    /// What depends on the theme.
    pub(super) theme: Theme,
    /// The index of the locale.
    pub(super) locale: usize,
}

impl<'a> Scene<'a> {
    /// A text in the locale.
    pub(super) fn text(&self, text: &'a Text) -> &'a str {
        text.get(self.locale)
    }

    /// A text that may be missing; empty then.
    pub(super) fn maybe(&self, text: Option<&'a Text>) -> &'a str {
        text.map_or("", |text| self.text(text))
    }

    /// The name of the locale.
    pub(super) fn locale_name(&self) -> &'a str {
        self.api.locales.get(self.locale).map_or("", |locale| locale.0.as_str())
    }

    /// The colon of a label before its value, without the space at the end of a line.
    pub(super) fn colon(&self) -> &'a str {
        self.labels.colon.trim_end()
    }

    /// Facts as sentences in a row.
    pub(super) fn sentences(&self, facts: &[String]) -> String {
        let text: Vec<String> = facts.iter().map(|fact| format!("{fact}{}", self.labels.stop)).collect();
        text.concat().trim_end().to_owned()
    }

    /// What a deprecation is called.
    pub(super) fn deprecated(&self, deprecation: &crate::model::Deprecation) -> String {
        let labels = &self.labels.deprecation;
        match &deprecation.since {
            Some(since) => fill(&labels.since, &[&super::escape::literal(since)]),
            None => labels.title.clone(),
        }
    }
}
