//! The serializer that writes values into requests.
//!
//! It stands around another serializer and carries the [`RequestContext`]: it notes the secrets that are written, leaves out fields
//! that only the server sets, and refuses NaN and the infinities, which `serde_json` would write as null. Invariant: everything else
//! is written as it would be without it.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, SerializeTuple, Serializer};

use super::forward::forward;
use super::request_context::{RequestContext, SECRET, is_read_only};
use super::secret::Secret;

/// What is said of such a number.
pub(super) const NOT_FINITE: &str = "a number is NaN or infinite";

/// A serializer, a part of one, or a value for one.
pub(super) struct RequestWriter<'c, S> {
    inner: S,
    context: &'c RequestContext,
    is_secret: bool,
}

impl<'c, S> RequestWriter<'c, S> {
    /// Creates a writer that reports to `context`.
    pub(super) fn new(inner: S, context: &'c RequestContext) -> Self {
        Self {
            inner,
            context,
            is_secret: false,
        }
    }

    /// Returns a part of the same writer.
    fn with<P>(&self, inner: P) -> RequestWriter<'c, P> {
        RequestWriter {
            inner,
            context: self.context,
            is_secret: self.is_secret,
        }
    }
}

impl<T: Serialize + ?Sized> Serialize for RequestWriter<'_, &T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.inner.serialize(self.with(serializer))
    }
}

impl<S: SerializeSeq> SerializeSeq for RequestWriter<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        let value = self.with(value);
        self.inner.serialize_element(&value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}

impl<S: SerializeTuple> SerializeTuple for RequestWriter<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        let value = self.with(value);
        self.inner.serialize_element(&value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}

impl<S: SerializeMap> SerializeMap for RequestWriter<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        self.inner.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        let value = self.with(value);
        self.inner.serialize_value(&value)
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), S::Error> {
        if is_read_only(key) {
            return Ok(());
        }
        let value = self.with(value);
        self.inner.serialize_entry(key, &value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}

impl<'c, S: Serializer> Serializer for RequestWriter<'c, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = RequestWriter<'c, S::SerializeSeq>;
    type SerializeTuple = RequestWriter<'c, S::SerializeTuple>;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = RequestWriter<'c, S::SerializeMap>;
    type SerializeStruct = S::SerializeStruct;
    type SerializeStructVariant = S::SerializeStructVariant;

    fn serialize_str(self, value: &str) -> Result<S::Ok, S::Error> {
        if self.is_secret {
            self.context.note(Secret::new(value));
        }
        self.inner.serialize_str(value)
    }

    fn serialize_f32(self, value: f32) -> Result<S::Ok, S::Error> {
        match value.is_finite() {
            true => self.inner.serialize_f32(value),
            false => Err(S::Error::custom(NOT_FINITE)),
        }
    }

    fn serialize_f64(self, value: f64) -> Result<S::Ok, S::Error> {
        match value.is_finite() {
            true => self.inner.serialize_f64(value),
            false => Err(S::Error::custom(NOT_FINITE)),
        }
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        let value = self.with(value);
        self.inner.serialize_some(&value)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.is_secret |= name == SECRET;
        let value = self.with(value);
        self.inner.serialize_newtype_struct(name, &value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = self.with(value);
        self.inner
            .serialize_newtype_variant(name, index, variant, &value)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        let (context, inner) = (self.context, self.inner.serialize_seq(length)?);
        Ok(RequestWriter::new(inner, context))
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, S::Error> {
        let (context, inner) = (self.context, self.inner.serialize_tuple(length)?);
        Ok(RequestWriter::new(inner, context))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        let (context, inner) = (self.context, self.inner.serialize_map(length)?);
        Ok(RequestWriter::new(inner, context))
    }

    forward! { inner }
}

#[cfg(test)]
mod tests {
    use super::super::json_text;
    use super::super::model::ObjectWriter;
    use super::*;

    struct Account;

    impl Serialize for Account {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut object = ObjectWriter::new(serializer);
            object.read_only("id", &Some(Secret::new("made")));
            object.optional("pin", &Some(Secret::new("p")));
            object.end()
        }
    }

    #[test]
    fn requests_go_without_what_only_the_server_sets_and_all_else_keeps_it() {
        let context = RequestContext::default();
        let nested = (Some(&Account), vec![&Account]);
        let json = json_text::to_vec(&nested, &context).unwrap();
        assert_eq!(json, br#"[{"pin":"p"},[{"pin":"p"}]]"#);
        assert_eq!(context.into_secrets(), [Secret::new("p"), Secret::new("p")]);
        let whole = br#"{"id":"made","pin":"p"}"#;
        assert_eq!(json_text::whole(&Account).unwrap(), whole);
        assert_eq!(serde_json::to_vec(&Account).unwrap(), whole);
    }
}
