//! Values of parameters, before anything is encoded.
//!
//! The setters of generated code turn what the caller gave into a [`Param`] by [`ToParam`]; `encode` writes it where it belongs. A
//! `Param` knows its shape (text, list, fields) and neither its name nor its place. Invariant: nothing in it is encoded yet.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::Serialize;
use serde_json::value::RawValue;

use super::json_path::without_values;
use super::json_text;
use super::raw;
use super::request_context::RequestContext;
use super::request_writer::NOT_FINITE;

/// The value of a parameter or of a form field.
#[derive(Clone, PartialEq)]
pub enum Param {
    /// No value: the parameter is left out.
    Absent,
    /// One value.
    Text(String),
    /// Several values under one name.
    List(Vec<Param>),
    /// Named values under one name, in order.
    Fields(Vec<(String, Param)>),
    /// A value that could not be written, and why: the call fails when it is sent.
    Unwritable(String),
}

impl Param {
    /// The text that `value` displays as.
    pub fn text(value: &dyn Display) -> Self {
        Self::Text(value.to_string())
    }

    /// The value of anything that can be written as JSON: an object has its fields, a union what its variant has.
    fn of<T: Serialize + ?Sized>(value: &T, context: &RequestContext) -> Self {
        json_text::to_vec(value, context)
            .and_then(|json| serde_json::from_slice(&json))
            .unwrap_or_else(|error| Self::Unwritable(without_values(&error.to_string())))
    }

    /// The value as a JSON text.
    fn json<T: Serialize + ?Sized>(value: &T, context: &RequestContext) -> Self {
        json_text::to_vec(value, context).map_or_else(
            |error| Self::Unwritable(without_values(&error.to_string())),
            |json| Self::Text(String::from_utf8_lossy(&json).into_owned()),
        )
    }

    /// Why it, or something in it, could not be written.
    pub(super) fn fault(&self) -> Option<&str> {
        match self {
            Self::Absent | Self::Text(_) => None,
            Self::List(items) => items.iter().find_map(Self::fault),
            Self::Fields(fields) => fields.iter().find_map(|(_, value)| value.fault()),
            Self::Unwritable(reason) => Some(reason),
        }
    }

    /// The value as plain text, lists and fields joined by commas (the `simple` style of RFC 6570).
    pub(super) fn joined(&self) -> String {
        let mut parts = Vec::new();
        self.flatten(&mut parts);
        parts.join(",")
    }

    /// All texts inside, a field's name before its value.
    pub(super) fn flatten<'a>(&'a self, into: &mut Vec<&'a str>) {
        match self {
            Self::Absent | Self::Unwritable(_) => {}
            Self::Text(text) => into.push(text),
            Self::List(items) => items.iter().for_each(|item| item.flatten(into)),
            Self::Fields(fields) => {
                for (name, value) in fields.iter().filter(|(_, value)| *value != Self::Absent) {
                    into.push(name);
                    value.flatten(into);
                }
            }
        }
    }
}

/// Parameters may be credentials, so only the shape is shown.
impl fmt::Debug for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Absent => "Absent",
            Self::Text(_) => "Text(..)",
            Self::List(_) => "List(..)",
            Self::Fields(_) => "Fields(..)",
            Self::Unwritable(_) => "Unwritable(..)",
        })
    }
}

/// Collects what a list was given.
pub fn collect<T, C: FromIterator<T>>(items: impl IntoIterator<Item = impl Into<T>>) -> C {
    items.into_iter().map(Into::into).collect()
}

/// Collects what a map was given.
pub fn entries<V>(
    entries: impl IntoIterator<Item = (impl Into<String>, impl Into<V>)>,
) -> BTreeMap<String, V> {
    entries
        .into_iter()
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}

/// What can stand as the value of a parameter.
pub trait ToParam {
    /// Returns the value, unencoded, and notes its secrets in `context`.
    fn to_param(&self, context: &RequestContext) -> Param;
}

/// A value that is sent as a JSON text. It is written where a call takes it, which notes its secrets and leaves out what only
/// responses have.
pub struct AsJson<'a, T: ?Sized>(pub &'a T);

impl<T: Serialize + ?Sized> ToParam for AsJson<'_, T> {
    fn to_param(&self, context: &RequestContext) -> Param {
        Param::json(self.0, context)
    }
}

/// A value that is sent as what it has as JSON: an object has its fields, a union what its variant has. It is written where a
/// call takes it, as with [`AsJson`].
pub struct AsFields<'a, T: ?Sized>(pub &'a T);

impl<T: Serialize + ?Sized> ToParam for AsFields<'_, T> {
    fn to_param(&self, context: &RequestContext) -> Param {
        Param::of(self.0, context)
    }
}

macro_rules! by_display {
    ($($type:ty)*) => {$(
        impl ToParam for $type {
            fn to_param(&self, _: &RequestContext) -> Param {
                Param::text(&self)
            }
        }
    )*};
}

by_display!(bool char i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize str String);

macro_rules! fractions {
    ($($type:ty)*) => {$(
        impl ToParam for $type {
            fn to_param(&self, _: &RequestContext) -> Param {
                match self.is_finite() {
                    true => Param::text(self),
                    false => Param::Unwritable(NOT_FINITE.to_owned()),
                }
            }
        }
    )*};
}

fractions!(f32 f64);

impl ToParam for Param {
    fn to_param(&self, _: &RequestContext) -> Param {
        self.clone()
    }
}

impl<T: ToParam + ?Sized> ToParam for &T {
    fn to_param(&self, context: &RequestContext) -> Param {
        (**self).to_param(context)
    }
}

impl<T: ToParam> ToParam for Option<T> {
    fn to_param(&self, context: &RequestContext) -> Param {
        self.as_ref()
            .map_or(Param::Absent, |value| value.to_param(context))
    }
}

impl<T: ToParam> ToParam for [T] {
    fn to_param(&self, context: &RequestContext) -> Param {
        Param::List(self.iter().map(|item| item.to_param(context)).collect())
    }
}

impl<T: ToParam> ToParam for Vec<T> {
    fn to_param(&self, context: &RequestContext) -> Param {
        self.as_slice().to_param(context)
    }
}

impl<T: ToParam> ToParam for BTreeMap<String, T> {
    fn to_param(&self, context: &RequestContext) -> Param {
        Param::Fields(
            self.iter()
                .map(|(name, value)| (name.clone(), value.to_param(context)))
                .collect(),
        )
    }
}

impl ToParam for serde_json::Value {
    fn to_param(&self, context: &RequestContext) -> Param {
        Param::of(self, context)
    }
}

/// Reads any JSON and keeps the order of its fields and the digits of its numbers, which `serde_json::Value` does not.
impl<'de> Deserialize<'de> for Param {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = raw::read(deserializer)?;
        shape(&json, 0).map_err(D::Error::custom)
    }
}

/// How deep values may nest, as everywhere in JSON.
const DEEPEST: usize = 128;

fn shape(json: &RawValue, depth: usize) -> serde_json::Result<Param> {
    if depth > DEEPEST {
        return Err(serde_json::Error::custom("the value nests too deep"));
    }
    let text = json.get();
    Ok(match text.as_bytes().first() {
        None | Some(b'n') => Param::Absent,
        Some(b'"') => Param::Text(serde_json::from_str(text)?),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            let items = items.into_iter().map(|item| shape(item, depth + 1));
            Param::List(items.collect::<serde_json::Result<_>>()?)
        }
        Some(b'{') => {
            let Entries(entries) = serde_json::from_str(text)?;
            let entries = entries
                .into_iter()
                .map(|(name, value)| Ok((name, shape(value, depth + 1)?)));
            Param::Fields(entries.collect::<serde_json::Result<_>>()?)
        }
        Some(_) => Param::Text(plain(text)),
    })
}

/// A number or a boolean. A floating-point number that JSON writes with an exponent is written without one, as everywhere else.
fn plain(text: &str) -> String {
    let digits = text.split_once(['e', 'E']).map(|(digits, _)| digits.len());
    match (digits, text.parse::<f64>()) {
        (Some(..=17), Ok(number)) if number.is_finite() => number.to_string(),
        _ => text.to_owned(),
    }
}

/// The fields of an object in their order.
struct Entries<'j>(Vec<(String, &'j RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;

        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::super::DecimalNumber;
    use super::*;

    fn of<T: Serialize + ?Sized>(value: &T) -> Param {
        Param::of(value, &RequestContext::default())
    }

    #[test]
    fn shapes_follow_the_value() {
        assert_eq!(
            vec![1, 2].to_param(&RequestContext::default()).joined(),
            "1,2"
        );
        assert_eq!(
            None::<i32>.to_param(&RequestContext::default()),
            Param::Absent
        );
        assert_eq!(1.5.to_param(&RequestContext::default()).joined(), "1.5");
        assert_eq!(
            serde_json::json!({"b": null, "a": [true, "x"]})
                .to_param(&RequestContext::default())
                .joined(),
            "a,true,x"
        );
    }

    #[test]
    fn fields_keep_their_order_and_what_is_too_deep_is_no_silent_loss() {
        let listed = serde_json::json!([{"b": 1}, {"a": [2.5, false]}]);
        assert_eq!(of(&listed).joined(), "b,1,a,2.5,false");
        let deep = (0..500).fold(serde_json::Value::Null, |inner, _| vec![inner].into());
        assert!(matches!(of(&deep), Param::Unwritable(_)));
    }

    #[test]
    fn numbers_keep_their_digits() {
        let long = "12345678901234567890.12345678901234567890";
        let fields = BTreeMap::from([("a", DecimalNumber::from(long))]);
        assert_eq!(of(&fields).joined(), format!("a,{long}"));
        assert_eq!(of(&DecimalNumber::from("1.50")).joined(), "1.50");
        assert_eq!(
            of(&[1e20, 0.5, 3.0]).joined(),
            "100000000000000000000,0.5,3"
        );
        assert_eq!(of(&DecimalNumber::from("1e400")).joined(), "1e400");
    }

    #[test]
    fn what_is_no_number_is_never_written() {
        let fields = BTreeMap::from([("a".to_owned(), vec![1.5, f64::NEG_INFINITY])]);
        assert_eq!(
            fields.to_param(&RequestContext::default()).fault(),
            Some("a number is NaN or infinite")
        );
        assert_eq!(
            f32::NAN.to_param(&RequestContext::default()).fault(),
            Some("a number is NaN or infinite")
        );
        let fault = "a number is NaN or infinite (at a[1])";
        assert_eq!(of(&fields).fault(), Some(fault));
        assert_eq!(vec![1.5].to_param(&RequestContext::default()).fault(), None);
    }
}
