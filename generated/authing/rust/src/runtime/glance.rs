//! The text of one field of an object that is not read yet.
//!
//! Finds the discriminator of a union before anything is made of the rest. It knows JSON and nothing of types. Invariant: it goes no
//! deeper than reading would, so that a text which nests too deep is an error here already.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::model::Key;

/// The text of the field, where the JSON is an object that has it and it is a text.
pub(super) fn text_of(json: &str, field: &str) -> serde_json::Result<Option<String>> {
    let mut reader = serde_json::Deserializer::from_str(json);
    Glance::In(field).deserialize(&mut reader)
}

/// What to do with a value.
enum Glance<'f> {
    /// Look for the field in it.
    In(&'f str),
    /// Keep it, if it is a text.
    At,
    /// Pass it.
    Past,
}

impl<'de> DeserializeSeed<'de> for Glance<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Glance<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(matches!(self, Self::At).then(|| text.to_owned()))
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
    fn only_a_text_of_the_object_itself_is_found() {
        let kind = |json| text_of(json, "kind").unwrap();
        assert_eq!(
            kind(r#"{"a":{"kind":"x"},"kind":"y"}"#).as_deref(),
            Some("y")
        );
        assert_eq!(
            kind(r#"{"kind":"x","\u006bind":"y"}"#).as_deref(),
            Some("y")
        );
        for json in [
            r#"{"kind":7}"#,
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
        assert!(text_of(&json, "kind").is_err());
    }
}
