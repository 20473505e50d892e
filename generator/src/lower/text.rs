//! Texts: one string or a map → one string per locale.

use super::Context;
use crate::model;
use crate::problem::{Place, Problem};
use crate::schema::Text;

impl Context<'_> {
    /// Lowers a text; what is missing in a locale is reported and taken from the default locale.
    pub(super) fn text(&mut self, text: Text, place: &Place) -> model::Text {
        let mut texts = match text {
            Text::One(text) => return model::Text::Same(text),
            Text::Localized(texts) => texts,
        };
        let locales: Vec<String> = self.locales.iter().map(|locale| locale.0.clone()).collect();
        for locale in texts.keys().filter(|key| !locales.contains(key)) {
            self.problems.push(
                Problem::error(
                    &place.key(locale),
                    format!("`{locale}` is not among the locales of this API"),
                )
                .at_key()
                .help("add it to `locales` in api.yaml, or take this text out"),
            );
        }
        let values: Vec<Option<String>> = locales.iter().map(|locale| texts.shift_remove(locale)).collect();
        for (index, _) in values.iter().enumerate().filter(|(_, value)| value.is_none()) {
            let problem =
                Problem::error(place, format!("there is no text for the locale `{}`", locales[index]))
                    .help("write it, or write one string that serves every locale");
            let only_warn = index > 0 && !self.complete_texts;
            self.problems.push(if only_warn { problem.warning() } else { problem });
        }
        model::Text::Each(values)
    }

    /// Lowers a text that may be absent, below the key under which it lies.
    pub(super) fn text_at(&mut self, text: Option<Text>, place: &Place, key: &str) -> Option<model::Text> {
        text.map(|text| self.text(text, &place.key(key)))
    }
}
