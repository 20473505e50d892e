//! A field that an object gets while it is written.
//!
//! A union writes the discriminator that identifies the variant, in the place of what the object holds there. The value is written
//! straight to where it goes, so nothing else in it changes. Invariant: an object has the field once, and what is no object is
//! written as it is.

use std::fmt::{self, Display, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::forward::forward;

/// A serializer that gives the object that is written to it a field.
pub(super) struct Tagged<S> {
    pub(super) inner: S,
    pub(super) field: &'static str,
    pub(super) tag: Tag,
}

/// The value of the field.
#[derive(Clone, Copy)]
pub(super) struct Tag {
    pub(super) text: &'static str,
    /// Whether it is a number or a boolean in JSON, not a string.
    pub(super) unquoted: bool,
}

impl Serialize for Tag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.unquoted {
            if let Ok(number) = self.text.parse::<i64>() {
                return serializer.serialize_i64(number);
            }
            if let Ok(flag) = self.text.parse::<bool>() {
                return serializer.serialize_bool(flag);
            }
        }
        serializer.serialize_str(self.text)
    }
}

/// An object that is being written.
pub(super) struct TaggedMap<M> {
    inner: M,
    field: &'static str,
    tag: Tag,
    /// Whether the field has been written.
    is_written: bool,
    /// Whether the value that comes next is that of the field.
    is_next: bool,
}

impl<M: SerializeMap> SerializeMap for TaggedMap<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        self.is_next = is_text(key, self.field);
        self.is_written |= self.is_next;
        self.inner.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        if self.is_next {
            self.inner.serialize_value(&self.tag)
        } else {
            self.inner.serialize_value(value)
        }
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), M::Error> {
        if is_text(key, self.field) {
            self.is_written = true;
            self.inner.serialize_entry(key, &self.tag)
        } else {
            self.inner.serialize_entry(key, value)
        }
    }

    fn end(mut self) -> Result<M::Ok, M::Error> {
        if !self.is_written {
            self.inner.serialize_entry(self.field, &self.tag)?;
        }
        self.inner.end()
    }
}

/// Whether a key is some text; the only things that serde writes without a serializer of ours go to a formatter.
fn is_text<K: Serialize + ?Sized>(key: &K, text: &str) -> bool {
    struct Shown<'k, K: ?Sized>(&'k K);

    impl<K: Serialize + ?Sized> Display for Shown<'_, K> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(f)
        }
    }

    let mut rest = Rest(text);
    write!(rest, "{}", Shown(key)).is_ok() && rest.0.is_empty()
}

/// What is still to come of a text; anything else is an error.
struct Rest<'t>(&'t str);

impl Write for Rest<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(piece).ok_or(fmt::Error)?;
        Ok(())
    }
}

impl<S: Serializer> Serializer for Tagged<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = S::SerializeSeq;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = TaggedMap<S::SerializeMap>;
    type SerializeStruct = S::SerializeStruct;
    type SerializeStructVariant = S::SerializeStructVariant;

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        let inner = self.inner.serialize_map(length.map(|length| length + 1))?;
        Ok(TaggedMap {
            inner,
            field: self.field,
            tag: self.tag,
            is_written: false,
            is_next: false,
        })
    }

    forward! { inner }

    forward! { inner =>
        serialize_str(value: &str) -> S::Ok;
        serialize_f32(value: f32) -> S::Ok;
        serialize_f64(value: f64) -> S::Ok;
        serialize_seq(length: Option<usize>) -> S::SerializeSeq;
        serialize_tuple(length: usize) -> S::SerializeTuple;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner
            .serialize_newtype_variant(name, index, variant, value)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn written<T: Serialize>(value: T) -> String {
        let mut json = Vec::new();
        let tagged = Tagged {
            inner: &mut serde_json::Serializer::new(&mut json),
            field: "kind",
            tag: Tag {
                text: "cat",
                unquoted: false,
            },
        };
        value.serialize(tagged).unwrap();
        String::from_utf8(json).unwrap()
    }

    #[test]
    fn objects_get_the_field_in_the_place_of_their_own() {
        let map = |key: &str| BTreeMap::from([(key.to_owned(), "x".to_owned())]);
        assert_eq!(written(map("kin")), r#"{"kin":"x","kind":"cat"}"#);
        assert_eq!(written(map("kinds")), r#"{"kinds":"x","kind":"cat"}"#);
        assert_eq!(written(map("kind")), r#"{"kind":"cat"}"#);
        assert_eq!(written(BTreeMap::<String, u8>::new()), r#"{"kind":"cat"}"#);
        assert_eq!(written(Some(map("a"))), r#"{"a":"x","kind":"cat"}"#);
        assert_eq!(written([map("a")]), r#"[{"a":"x"}]"#);
        assert_eq!(
            (written("x"), written(None::<u8>)),
            (r#""x""#.into(), "null".into())
        );
    }
}
