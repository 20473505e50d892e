//! What is known while a value is written into a request.
//!
//! Serializers have no argument for it, so the writer of requests in `request_writer` carries a [`RequestContext`], and types tell it
//! by names of their own what it has to know: a secret is a newtype called [`SECRET`], and the key of a read-only field is one called
//! [`READ_ONLY`]. All other serializers write what is inside. Invariant: a value is written into a request with a context or not at
//! all, since parameters, forms, parts and bodies ask for one.

use std::cell::RefCell;
use std::fmt;

use serde::ser::{Impossible, Serialize, Serializer};

use super::secret::Secret;

/// The name of the newtype that a secret is to a serializer.
pub(super) const SECRET: &str = "$bindery::Secret";

/// The name of the newtype that the key of a read-only field is to a serializer.
const READ_ONLY: &str = "$bindery::ReadOnly";

/// Collects the secrets that are written into one request, so that an error about it does not repeat them.
#[derive(Debug, Default)]
pub struct RequestContext {
    secrets: RefCell<Vec<Secret>>,
}

impl RequestContext {
    /// Notes a secret that is written.
    pub(super) fn note(&self, secret: Secret) {
        self.secrets.borrow_mut().push(secret);
    }

    /// Returns the secrets that were written.
    pub(super) fn into_secrets(self) -> Vec<Secret> {
        self.secrets.into_inner()
    }
}

/// The key of a field that only the server sets. Requests go without the field, all else keeps it.
pub(super) struct ReadOnlyKey<'k>(pub(super) &'k str);

impl Serialize for ReadOnlyKey<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(READ_ONLY, self.0)
    }
}

/// Returns whether a key is one of a read-only field.
pub(super) fn is_read_only<K: Serialize + ?Sized>(key: &K) -> bool {
    key.serialize(KeyProbe).is_ok()
}

/// A serializer that takes the key of a read-only field and nothing else.
struct KeyProbe;

/// Implements the methods of [`KeyProbe`] that take a value without parts.
macro_rules! refuse {
    ($($name:ident($($argument:ty),*) -> $ok:ty;)*) => {$(
        fn $name(self, $(_: $argument),*) -> Result<$ok, fmt::Error> {
            Err(fmt::Error)
        }
    )*};
}

type Never = Impossible<(), fmt::Error>;

impl Serializer for KeyProbe {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: &T,
    ) -> Result<(), fmt::Error> {
        match name {
            READ_ONLY => Ok(()),
            _ => Err(fmt::Error),
        }
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<(), fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), fmt::Error> {
        Err(fmt::Error)
    }

    refuse! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> Never;
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_map(Option<usize>) -> Never;
        serialize_struct(&'static str, usize) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn only_keys_of_read_only_fields_are_read_only() {
        assert!(is_read_only(&ReadOnlyKey("id")));
        assert!(!is_read_only("id") && !is_read_only(&7) && !is_read_only(&Secret::new("id")));
        let json = serde_json::to_string(&BTreeMap::from([("id", Secret::new("a"))])).unwrap();
        assert_eq!(json, r#"{"id":"a"}"#);
    }
}
