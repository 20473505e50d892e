//! Text for people, complete in every locale.

/// A locale: its BCP 47 name, as in `zh-CN`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale(pub String);

/// A text with one string per locale of the API, in the order of [`super::Api::locales`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// The same in all of them.
    Same(String),
    /// One string per locale.
    Each(Vec<String>),
}

impl Text {
    /// The text in a locale, by its index.
    #[must_use]
    pub fn get(&self, locale: usize) -> &str {
        match self {
            Self::Same(text) => text,
            Self::Each(texts) => texts.get(locale).or(texts.first()).map_or("", String::as_str),
        }
    }
}
