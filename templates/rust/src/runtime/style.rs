//! Styles: how the value of a parameter is laid out in its place.
//!
//! The forms are those of RFC 6570 under the names that OpenAPI gives them, and the three that OpenAPI adds. This file knows where
//! separators and names go; how text is escaped it is told. Invariant: what it writes bare are separators only, so that what is
//! laid out can be read back as long as the escaping leaves none of them alone.

use std::borrow::Cow;

use super::param::Param;

/// How the value of a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    pub(super) form: Kind,
    pub(super) explode: bool,
    pub(super) reserved: bool,
}

/// The forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Simple,
    Label,
    Matrix,
    Form,
    Space,
    Pipe,
    DeepObject,
    Json,
}

impl Style {
    /// The value alone, parts joined by commas: paths and headers.
    pub const SIMPLE: Self = Self::of(Kind::Simple, false);
    /// The value behind a full stop: paths.
    pub const LABEL: Self = Self::of(Kind::Label, false);
    /// The name and the value behind a semicolon: paths.
    pub const MATRIX: Self = Self::of(Kind::Matrix, false);
    /// Name and value; the name again for each item, and each field of an object under its own name: queries and cookies.
    pub const FORM: Self = Self::of(Kind::Form, true);
    /// Parts joined by spaces: queries.
    pub const SPACE_DELIMITED: Self = Self::of(Kind::Space, false);
    /// Parts joined by vertical bars: queries.
    pub const PIPE_DELIMITED: Self = Self::of(Kind::Pipe, false);
    /// `name[field]=value` for each field of an object, at any depth: queries.
    pub const DEEP_OBJECT: Self = Self::of(Kind::DeepObject, true);
    /// A JSON text: fields of forms. Parameters are made such a text before they are given.
    pub const JSON: Self = Self::of(Kind::Json, false);

    const fn of(form: Kind, explode: bool) -> Self {
        Self {
            form,
            explode,
            reserved: false,
        }
    }

    /// Each item and each field is written for itself.
    pub const fn exploded(self) -> Self {
        Self {
            explode: true,
            ..self
        }
    }

    /// Items and fields are joined into one value.
    pub const fn joined(self) -> Self {
        Self {
            explode: false,
            ..self
        }
    }

    /// Characters that are reserved in URLs are left as they are, except those that would end the value.
    pub const fn reserved(self) -> Self {
        Self {
            reserved: true,
            ..self
        }
    }
}

/// The separators of a style in a place.
pub(super) struct Layout<'a> {
    /// What stands before everything.
    pub(super) first: &'a str,
    /// What separates the parts of an exploded value.
    pub(super) between: &'a str,
    /// What separates the parts of a value that is not exploded.
    pub(super) joint: &'a str,
    /// Whether values stand behind the name of the parameter.
    pub(super) named: bool,
    /// What stands between a name and an empty value.
    pub(super) empty: &'a str,
    /// Whether each part is written for itself.
    pub(super) explode: bool,
    /// Makes names fit for the place.
    pub(super) names: fn(&str) -> Cow<'_, str>,
    /// Makes values fit for the place.
    pub(super) values: fn(&str) -> Cow<'_, str>,
}

impl Layout<'_> {
    /// Lays out a value; `None` where there is nothing to write: it is absent, or has no parts.
    pub(super) fn write(&self, name: &str, value: &Param) -> Option<String> {
        let parts = match value {
            Param::Absent | Param::Unwritable(_) => return None,
            Param::Text(text) => vec![self.pair(name, &(self.values)(text))],
            Param::List(items) => {
                let items = items.iter().filter(|item| **item != Param::Absent);
                let items = items.map(|item| self.part(item));
                if self.explode {
                    items.map(|item| self.pair(name, &item)).collect()
                } else {
                    self.together(name, items.collect())
                }
            }
            Param::Fields(fields) => {
                let fields = fields.iter().filter(|(_, value)| *value != Param::Absent);
                if self.explode {
                    let pair = |(field, value): &(String, Param)| {
                        format!("{}={}", (self.names)(field), self.part(value))
                    };
                    fields.map(pair).collect()
                } else {
                    let flat = fields.flat_map(|(field, value)| {
                        [(self.values)(field).into_owned(), self.part(value)]
                    });
                    self.together(name, flat.collect())
                }
            }
        };
        (!parts.is_empty()).then(|| format!("{}{}", self.first, parts.join(self.between)))
    }

    fn together(&self, name: &str, parts: Vec<String>) -> Vec<String> {
        if parts.is_empty() {
            return parts;
        }
        vec![self.pair(name, &parts.join(self.joint))]
    }

    /// A part that has parts itself is joined by commas, which are escaped: they belong to the part.
    fn part(&self, value: &Param) -> String {
        (self.values)(&value.joined()).into_owned()
    }

    fn pair(&self, name: &str, value: &str) -> String {
        match (self.named, value) {
            (false, value) => value.to_owned(),
            (true, "") => format!("{}{}", (self.names)(name), self.empty),
            (true, value) => format!("{}={value}", (self.names)(name)),
        }
    }
}
