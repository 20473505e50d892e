//! The scalar in one field of an object that is not read yet.
//!
//! Finds the discriminator of a union before anything is made of the rest. It knows JSON and nothing of types. Invariant: it goes no
//! deeper than reading would, so that a text which nests too deep is an error here already.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::model::Key;

/// A string, a number or a boolean, as it is spelled.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scalar {
    pub(super) text: String,
    /// Whether it is a number or a boolean in JSON, not a string.
    pub(super) unquoted: bool,
}

/// The scalar in the field, where the JSON is an object that has it. A whole number is spelled without a fraction.
pub(super) fn scalar_of(json: &str, field: &str) -> serde_json::Result<Option<Scalar>> {
    let mut reader = serde_json::Deserializer::from_str(json);
    Glance::In(field).deserialize(&mut reader)
}

/// What to do with a value.
enum Glance<'f> {
    /// Look for the field in it.
    In(&'f str),
    /// Keep it, if it is a scalar.
    At,
    /// Pass it.
    Past,
}

impl Glance<'_> {
    fn kept(&self, value: &dyn fmt::Display) -> Option<Scalar> {
        matches!(self, Self::At).then(|| Scalar {
            text: value.to_string(),
            unquoted: true,
        })
    }
}

impl<'de> DeserializeSeed<'de> for Glance<'_> {
    type Value = Option<Scalar>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Glance<'_> {
    type Value = Option<Scalar>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(self.kept(&flag))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(self.kept(&number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(self.kept(&number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(self.kept(&number))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(matches!(self, Self::At).then(|| Scalar {
            text: text.to_owned(),
            unquoted: false,
        }))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element_seed(Glance::Past)?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(key) = fields.next_key::<Key<'de>>()? {
            match self {
                Self::In(field) if field == key.as_str() => {
                    found = fields.next_value_seed(Glance::At)?;
                }
                _ => {
                    fields.next_value_seed(Glance::Past)?;
                }
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_scalar_of_the_object_itself_is_found() {
        let kind = |json| {
            let found = scalar_of(json, "kind").unwrap();
            found.map(|scalar| (scalar.text, scalar.unquoted))
        };
        for (json, text, unquoted) in [
            (r#"{"a":{"kind":"x"},"kind":"y"}"#, "y", false),
            (r#"{"kind":"x","\u006bind":"y"}"#, "y", false),
            (r#"{"kind":7}"#, "7", true),
            (r#"{"kind":-7.0}"#, "-7", true),
            (r#"{"kind":true}"#, "true", true),
        ] {
            assert_eq!(kind(json), Some((text.to_owned(), unquoted)), "{json}");
        }
        for json in [
            r#"{"kind":null}"#,
            r#"{"kind":["x"]}"#,
            r#"[{"kind":"x"}]"#,
            r#""kind""#,
            "1.5",
            "null",
            "{}",
        ] {
            assert_eq!(kind(json), None, "{json}");
        }
    }

    #[test]
    fn what_nests_too_deep_is_an_error() {
        let json = format!("{{\"a\":{}1{}}}", "[".repeat(500), "]".repeat(500));
        assert!(scalar_of(&json, "kind").is_err());
    }
}
