//! Text for people, complete in every locale.

/// A locale: its BCP 47 name, as in `zh-CN`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale(pub String);

/// A text with one string per locale of the API, in the order of [`super::Api::locales`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// The same in all of them.
    Same(String),
    /// One string per locale; none where it is not translated yet.
    Each(Vec<Option<String>>),
}

impl Text {
    /// The text in a locale, by its index.
    #[must_use]
    pub fn get(&self, locale: usize) -> &str {
        match self {
            Self::Same(text) => text,
            Self::Each(texts) => {
                let own = texts.get(locale).and_then(Option::as_deref);
                own.or_else(|| texts.iter().flatten().next().map(String::as_str)).unwrap_or_default()
            }
        }
    }

    /// Whether the text in a locale is that of another one.
    #[must_use]
    pub fn is_untranslated(&self, locale: usize) -> bool {
        match self {
            Self::Same(_) => false,
            Self::Each(texts) => texts.get(locale).is_none_or(Option::is_none),
        }
    }
}
