//! The JSON text of a value that is being read.
//!
//! What has to be exact, or is looked at before it is read, is taken as text: a number that went through a number type of the language
//! has been rounded. The text comes from JSON as it is; anything else that serde reads from (a value in memory, a buffer of a type
//! of the app) is written as JSON first. Invariant: no digit of a text gets lost.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// Takes the text of a value.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
    Box::<RawValue>::deserialize(Anything(deserializer))
}

/// Answers the wish for a text, which only deserializers of `serde_json` understand by themselves.
struct Anything<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Anything<D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0
            .deserialize_newtype_struct(name, Wish { name, visitor })
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// What takes the text, and the name of the wish for it.
struct Wish<V> {
    name: &'static str,
    visitor: V,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Wish<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    /// The wish was understood.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(map)
    }

    /// It was not, and here is the value.
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let text = value.deserialize_newtype_struct(self.name, self.visitor);
        text.map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a type of an app that is told apart by its fields reads from.
    struct Buffer(Value);

    impl<'de> Deserializer<'de> for Buffer {
        type Error = serde_json::Error;

        fn deserialize_newtype_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            visitor: V,
        ) -> Result<V::Value, Self::Error> {
            visitor.visit_newtype_struct(self)
        }

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            self.0.deserialize_any(visitor)
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple
            tuple_struct map struct enum identifier ignored_any
        }
    }

    #[test]
    fn texts_are_taken_from_whatever_is_read() {
        let long = r#"{"a":[12345678901234567890.123456789]}"#;
        let mut json = serde_json::Deserializer::from_str(long);
        assert_eq!(read(&mut json).unwrap().get(), long);
        let value = serde_json::json!({"a": [1.5, null, "x"]});
        assert_eq!(read(value.clone()).unwrap().get(), value.to_string());
        assert_eq!(
            read(Buffer(value.clone())).unwrap().get(),
            value.to_string()
        );
    }
}
