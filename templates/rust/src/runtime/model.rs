//! How the types of this crate are read and written.
//!
//! Generated types say what they consist of, once, in one of the macros below, and become readable and writable by serde. This is
//! what serde's derive would do with far less code for the compiler to check: the reading of a map is generic here and not
//! repeated for each type. Invariant: an unknown field is skipped and an unknown value of an open enum is kept, so an answer of
//! a newer server can be read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::request_context::ReadOnlyKey;

/// Something that is an object in JSON.
pub trait Object: Sized {
    /// The name for error messages.
    const NAME: &'static str;

    /// Reads the fields.
    fn read<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
}

/// Reads an [`Object`].
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct ObjectVisitor<T>(PhantomData<T>);

    impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "an object ({})", T::NAME)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::read(map)
        }
    }

    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// The key of a field, borrowed from the input where that is possible.
pub struct Key<'de>(Cow<'de, str>);

impl Key<'_> {
    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text(deserializer).map(Key)
    }
}

/// Reads a text, borrowed from the input where that is possible.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    struct TextVisitor;

    impl<'de> Visitor<'de> for TextVisitor {
        type Value = Cow<'de, str>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
            Ok(Cow::Borrowed(text))
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Cow::Owned(text.to_owned()))
        }

        fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
            Ok(Cow::Owned(text))
        }
    }

    deserializer.deserialize_str(TextVisitor)
}

/// Reads an object field by field. A mistake ends the reading and is kept until the end, so that what is generated for a field is
/// a call and nothing more: there are tens of thousands of fields in a large API, and the compiler checks each.
pub struct ObjectReader<'de, A: MapAccess<'de>> {
    map: A,
    mistake: Option<A::Error>,
    /// The key of a field that the type does not know.
    unknown: Option<Key<'de>>,
    /// Where the field is looked for first: fields come in the order of the type as a rule.
    likely: usize,
}

impl<'de, A: MapAccess<'de>> ObjectReader<'de, A> {
    /// Begins an object.
    pub fn new(map: A) -> Self {
        Self {
            map,
            mistake: None,
            unknown: None,
            likely: 0,
        }
    }

    /// The next field as its index in `known`, if there is one and there was no mistake; the length of `known` for any other.
    pub fn field(&mut self, known: &[&str]) -> Option<usize> {
        if self.mistake.is_some() {
            return None;
        }
        let key = self.map.next_key();
        let key: Key<'de> = self.kept(key).flatten()?;
        let is_it = |index: &usize| known.get(*index).is_some_and(|name| *name == key.as_str());
        let (before, after) = (0..self.likely, self.likely..known.len());
        let index = after.chain(before).find(is_it);
        match index {
            Some(index) => self.likely = index + 1,
            None => self.unknown = Some(key),
        }
        Some(index.unwrap_or(known.len()))
    }

    /// Reads the value of a field, a null as a value too.
    pub fn value<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) {
        let value = self.map.next_value();
        *field = self.kept(value);
    }

    /// Reads the value of a field, a null as none.
    pub fn optional<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) {
        let value = self.map.next_value();
        *field = self.kept(value).flatten();
    }

    /// Reads the value of a field that the type does not know.
    pub fn further<T: Deserialize<'de>>(&mut self, fields: &mut BTreeMap<String, T>) {
        let value = self.map.next_value();
        let (key, value) = (self.unknown.take(), self.kept(value));
        fields.extend(key.map(|key| key.0.into_owned()).zip(value));
    }

    /// Skips the value of a field.
    pub fn skip(&mut self) {
        let value = self.map.next_value::<IgnoredAny>();
        self.kept(value);
    }

    /// Ends the object.
    pub fn end(self) -> Result<(), A::Error> {
        self.mistake.map_or(Ok(()), Err)
    }

    fn kept<T>(&mut self, result: Result<T, A::Error>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(mistake) => {
                self.mistake = Some(mistake);
                None
            }
        }
    }
}

/// The error for a field that has to be there.
pub fn missing<T, E: Error>(field: &'static str) -> Result<T, E> {
    Err(E::missing_field(field))
}

/// Writes an object field by field. A mistake is kept until the end, for the reason given at [`ObjectReader`].
pub struct ObjectWriter<S: Serializer>(Result<S::SerializeMap, S::Error>);

impl<S: Serializer> ObjectWriter<S> {
    /// Begins an object.
    pub fn new(serializer: S) -> Self {
        Self(serializer.serialize_map(None))
    }

    /// Writes a field.
    pub fn field<T: Serialize>(&mut self, name: &str, value: &T) {
        if let Ok(map) = &mut self.0
            && let Err(mistake) = map.serialize_entry(name, value)
        {
            self.0 = Err(mistake);
        }
    }

    /// Writes a field that can be left out.
    pub fn optional<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// Writes a field that only the server sets: a request goes without it, whatever else is made of the object keeps it.
    pub fn read_only<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if let (Ok(map), Some(value)) = (&mut self.0, value)
            && let Err(mistake) = map.serialize_entry(&ReadOnlyKey(name), value)
        {
            self.0 = Err(mistake);
        }
    }

    /// Writes further fields. Of two fields with one name the declared one wins; `declared` says which of these were written.
    pub fn extra<T: Serialize>(&mut self, fields: &BTreeMap<String, T>, declared: &[(&str, bool)]) {
        for (name, value) in fields {
            if !declared.contains(&(name.as_str(), true)) {
                self.field(name, value);
            }
        }
    }

    /// Ends the object.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0?.end()
    }
}

/// Implements serde for a struct. Each field names its number (from 0), its type, its key and how it may be absent; the type could be
/// inferred, but the compiler would need time by the square of the number of fields:
///
/// - `required`: always there (`T`);
/// - `optional`: left out when `None` (`Option<T>`); a null is read as `None`;
/// - `free`: left out when `None` (`Option<Value>`); a null is a value like any other;
/// - `nullable`: always there, null when `None` (`Option<T>`);
/// - `patch`: left out when `None`, null when `Some(None)` (`Option<Option<T>>`).
///
/// A field with `answers` behind that is only written outside of requests. The field after `else` is a map that holds all further fields; without one they are skipped.
#[allow(unused_macros, reason = "not every crate has types of this kind")]
macro_rules! object {
    ($ty:ident {
        $($index:literal $name:ident: $field:ty = $wire:literal $kind:ident $($only:ident)?,)*
    } $(else $extra:ident)?) => {
        impl ::serde::Serialize for $ty {
            fn serialize<__S: ::serde::Serializer>(&self, serializer: __S) -> Result<__S::Ok, __S::Error> {
                #[allow(unused_mut, reason = "some types have no field")]
                let mut object = $crate::runtime::ObjectWriter::new(serializer);
                $($crate::runtime::object!(@write $kind $($only)? object $wire self.$name);)*
                $crate::runtime::object!(@extra object [$($kind $wire self.$name,)*] $(self.$extra)?);
                object.end()
            }
        }

        impl $crate::runtime::Object for $ty {
            const NAME: &'static str = stringify!($ty);

            // The types of fields are named inside, and none of them is called like this.
            fn read<'de, __Map: ::serde::de::MapAccess<'de>>(map: __Map) -> Result<Self, __Map::Error> {
                let mut object = $crate::runtime::ObjectReader::new(map);
                $(let mut $name: $crate::runtime::object!(@slot $kind $field) = None;)*
                $(let mut $extra = std::collections::BTreeMap::new();)?
                while let Some(field) = object.field(&[$($wire),*]) {
                    match field {
                        $($index => $crate::runtime::object!(@read $kind $name object),)*
                        _ => $crate::runtime::object!(@rest object $($extra)?),
                    }
                }
                object.end()?;
                $($crate::runtime::object!(@take $kind $name $wire);)*
                Ok(Self { $($name,)* $($extra,)? })
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<__D: ::serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                $crate::runtime::read_object(deserializer)
            }
        }
    };
    (@slot required $field:ty) => { std::option::Option<$field> };
    (@slot $kind:ident $field:ty) => { $field };
    (@extra $object:ident [$($fields:tt)*]) => {};
    (@extra $object:ident [$($kind:ident $wire:literal $value:expr,)*] $extra:expr) => {
        $object.extra(&$extra, &[$(($wire, $crate::runtime::object!(@is_there $kind $value))),*])
    };
    (@is_there required $value:expr) => { true };
    (@is_there nullable $value:expr) => { true };
    (@is_there $kind:ident $value:expr) => { $value.is_some() };
    (@rest $object:ident) => { $object.skip() };
    (@rest $object:ident $extra:ident) => { $object.further(&mut $extra) };
    (@write $kind:ident answers $object:ident $wire:literal $value:expr) => { $object.read_only($wire, &$value) };
    (@write required $object:ident $wire:literal $value:expr) => { $object.field($wire, &$value) };
    (@write optional $object:ident $wire:literal $value:expr) => { $object.optional($wire, &$value) };
    (@write free $object:ident $wire:literal $value:expr) => { $object.optional($wire, &$value) };
    (@write nullable $object:ident $wire:literal $value:expr) => { $object.field($wire, &$value) };
    (@write patch $object:ident $wire:literal $value:expr) => { $object.optional($wire, &$value) };
    (@read required $name:ident $object:ident) => { $object.value(&mut $name) };
    (@read optional $name:ident $object:ident) => { $object.optional(&mut $name) };
    (@read free $name:ident $object:ident) => { $object.value(&mut $name) };
    (@read nullable $name:ident $object:ident) => { $object.optional(&mut $name) };
    (@read patch $name:ident $object:ident) => { $object.value(&mut $name) };
    (@take required $name:ident $wire:literal) => {
        let Some($name) = $name else { return $crate::runtime::missing($wire) };
    };
    (@take $kind:ident $name:ident $wire:literal) => {};
}

/// Implements everything that an enum of texts can do. The variant after `else` keeps the values that the enum does not know;
/// without one they are refused.
#[allow(unused_macros, reason = "not every crate has types of this kind")]
macro_rules! text_enum {
    ($ty:ident { $($variant:ident = $wire:literal,)* } else $unknown:ident) => {
        impl $ty {
            /// The values that this version of the crate knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$unknown(value) => value,
                }
            }
        }

        impl From<&str> for $ty {
            fn from(value: &str) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::$unknown(value.to_owned()),
                }
            }
        }

        impl From<String> for $ty {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl std::str::FromStr for $ty {
            type Err = std::convert::Infallible;

            // `Self::Err` could be a variant.
            fn from_str(value: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from(value))
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<__D: ::serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                Ok(Self::from(&*$crate::runtime::text(deserializer)?))
            }
        }

        $crate::runtime::text_enum!(@write $ty);
        $crate::runtime::only_value!($ty $($variant)*);
    };
    ($ty:ident { $($variant:ident = $wire:literal,)* }) => {
        impl $ty {
            /// Every value.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                }
            }
        }

        impl std::str::FromStr for $ty {
            type Err = $crate::runtime::UnknownValue;

            fn from_str(value: &str) -> Result<Self, $crate::runtime::UnknownValue> {
                match value {
                    $($wire => Ok(Self::$variant),)*
                    _ => Err($crate::runtime::UnknownValue::new(stringify!($ty), value)),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<__D: ::serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                let text = $crate::runtime::text(deserializer)?;
                text.parse().map_err(::serde::de::Error::custom)
            }
        }

        $crate::runtime::text_enum!(@write $ty);
        $crate::runtime::only_value!($ty $($variant)*);
    };
    (@write $ty:ident) => {
        impl std::fmt::Display for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for $ty {
            fn serialize<__S: ::serde::Serializer>(&self, serializer: __S) -> Result<__S::Ok, __S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::runtime::ToParam for $ty {
            fn to_param(&self, _: &$crate::runtime::RequestContext) -> $crate::runtime::Param {
                $crate::runtime::Param::text(self)
            }
        }
    };
}

/// Makes the value of an enum that has no other its default.
#[allow(unused_macros, reason = "not every crate has types of this kind")]
macro_rules! only_value {
    ($ty:ident $only:ident) => {
        impl Default for $ty {
            fn default() -> Self {
                Self::$only
            }
        }
    };
    ($ty:ident $($variant:ident)*) => {};
}

/// Implements everything that an enum of whole numbers can do; `else` as in [`text_enum`].
#[allow(unused_macros, reason = "not every crate has types of this kind")]
macro_rules! number_enum {
    ($ty:ident { $($variant:ident = $wire:literal,)* } else $unknown:ident) => {
        impl $ty {
            /// The values that this version of the crate knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$unknown(value) => *value,
                }
            }
        }

        impl From<i64> for $ty {
            fn from(value: i64) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::$unknown(value),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<__D: ::serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                <i64 as ::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        $crate::runtime::number_enum!(@write $ty);
        $crate::runtime::only_value!($ty $($variant)*);
    };
    ($ty:ident { $($variant:ident = $wire:literal,)* }) => {
        impl $ty {
            /// Every value.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                }
            }
        }

        impl TryFrom<i64> for $ty {
            type Error = $crate::runtime::UnknownValue;

            fn try_from(value: i64) -> Result<Self, $crate::runtime::UnknownValue> {
                match value {
                    $($wire => Ok(Self::$variant),)*
                    _ => Err($crate::runtime::UnknownValue::new(stringify!($ty), value)),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<__D: ::serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                let value = <i64 as ::serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(value).map_err(::serde::de::Error::custom)
            }
        }

        $crate::runtime::number_enum!(@write $ty);
        $crate::runtime::only_value!($ty $($variant)*);
    };
    (@write $ty:ident) => {
        impl std::fmt::Display for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.value())
            }
        }

        impl ::serde::Serialize for $ty {
            fn serialize<__S: ::serde::Serializer>(&self, serializer: __S) -> Result<__S::Ok, __S::Error> {
                serializer.serialize_i64(self.value())
            }
        }

        impl $crate::runtime::ToParam for $ty {
            fn to_param(&self, _: &$crate::runtime::RequestContext) -> $crate::runtime::Param {
                $crate::runtime::Param::text(self)
            }
        }
    };
}

// Which of them a crate needs depends on its types.
#[allow(unused_imports, reason = "not every crate has types of this kind")]
pub(crate) use {number_enum, object, only_value, text_enum};

/// A value that a closed enum does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    ty: &'static str,
    value: String,
}

impl UnknownValue {
    /// For the enum of this name.
    pub fn new(ty: &'static str, value: impl fmt::Display) -> Self {
        Self {
            ty,
            value: value.to_string(),
        }
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no value of {}", self.value, self.ty)
    }
}

impl std::error::Error for UnknownValue {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::ToParam;
    use super::super::request_context::RequestContext;
    use serde::de::DeserializeOwned;

    #[derive(Debug, Clone, PartialEq)]
    struct Thing {
        id: String,
        note: Option<String>,
        parent: Option<u8>,
        name: Option<Option<String>>,
        colour: Option<Colour>,
    }

    object! {
        Thing {
            0 id: String = "id" required,
            1 note: Option<String> = "note" optional,
            2 parent: Option<u8> = "parent" nullable,
            3 name: Option<Option<String>> = "display name" patch,
            4 colour: Option<Colour> = "colour" optional,
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    struct Free {
        value: Option<serde_json::Value>,
    }

    object! {
        Free { 0 value: Option<serde_json::Value> = "value" free, }
    }

    #[test]
    fn null_is_any_value() {
        for text in [r#"{"value":null}"#, r#"{"value":[1]}"#, "{}"] {
            let free: Free = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&free).unwrap(), text);
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    struct Loose {
        id: u8,
        note: Option<u8>,
        extra: BTreeMap<String, u8>,
    }

    object! {
        Loose { 0 id: u8 = "id" required, 1 note: Option<u8> = "note" optional, } else extra
    }

    #[test]
    fn no_field_is_written_twice() {
        let further = |note| Loose {
            id: 1,
            note,
            extra: ["id", "more", "note"]
                .map(|name| (name.to_owned(), 7))
                .into(),
        };
        assert_eq!(written(&further(Some(2))), r#"{"id":1,"note":2,"more":7}"#);
        assert_eq!(written(&further(None)), r#"{"id":1,"more":7,"note":7}"#);
        assert_eq!(
            read::<Loose>(r#"{"id":1,"more":7}"#).unwrap().extra["more"],
            7
        );
    }

    #[derive(Debug, Clone, PartialEq)]
    struct Nothing {}

    object! {
        Nothing {}
    }

    #[derive(Debug, Clone, PartialEq)]
    enum Colour {
        Red,
        Green,
        Other(String),
    }

    text_enum! {
        Colour { Red = "red", Green = "GREEN", } else Other
    }

    #[derive(Debug, Clone, PartialEq)]
    enum Switch {
        On,
        Off,
    }

    text_enum! {
        Switch { On = "on", Off = "off", }
    }

    #[derive(Debug, Clone, PartialEq)]
    enum Level {
        Low,
        High,
        Other(i64),
    }

    number_enum! {
        Level { Low = -1, High = 9, } else Other
    }

    #[derive(Debug, Clone, PartialEq)]
    enum Bit {
        Zero,
        One,
    }

    number_enum! {
        Bit { Zero = 0, One = 1, }
    }

    fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    fn thing(text: &str) -> Thing {
        read(text).unwrap()
    }

    fn written<T: serde::Serialize>(value: &T) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn absent_fields_are_left_out_or_null_as_their_kind_says() {
        let bare = thing(r#"{"id":"a"}"#);
        assert_eq!(
            (&bare.note, &bare.parent, &bare.name),
            (&None, &None, &None)
        );
        assert_eq!(written(&bare), r#"{"id":"a","parent":null}"#);
        let nulls =
            thing(r#"{"id":"a","note":null,"parent":null,"display name":null,"colour":null}"#);
        assert_eq!(nulls.name, Some(None));
        assert_eq!(
            (&nulls.note, &nulls.parent, &nulls.colour),
            (&None, &None, &None)
        );
        assert_eq!(
            written(&nulls),
            r#"{"id":"a","parent":null,"display name":null}"#
        );
        let full = r#"{"id":"a","note":"n","parent":7,"display name":"x","colour":"red"}"#;
        assert_eq!(written(&thing(full)), full);
    }

    #[test]
    fn a_required_field_that_is_missing_or_null_is_an_error() {
        assert!(
            read::<Thing>("{}")
                .unwrap_err()
                .starts_with("missing field `id`")
        );
        assert!(
            read::<Thing>(r#"{"id":null}"#)
                .unwrap_err()
                .contains("invalid type: null")
        );
        assert!(
            read::<Thing>("[]")
                .unwrap_err()
                .contains("an object (Thing)")
        );
        assert!(read::<Thing>("7").is_err() && read::<Nothing>("null").is_err());
    }

    #[test]
    fn unknown_fields_are_skipped_whatever_they_hold() {
        let text = r#"{"new":{"id":[1,{"id":2}]},"id":"a","":"","newer":1e300,"newest":null}"#;
        assert_eq!(thing(text), thing(r#"{"id":"a"}"#));
    }

    #[test]
    fn keys_may_be_escaped_and_the_last_of_a_name_wins() {
        assert_eq!(thing(r#"{"\u0069d":"a"}"#).id, "a");
        assert_eq!(thing(r#"{"id":"a","id":"b"}"#).id, "b");
        assert_eq!(thing(r#"{"id":"a","note":"n","note":null}"#).note, None);
    }

    #[test]
    fn an_object_reads_from_a_value_as_from_text() {
        let value = serde_json::json!({"id": "a", "colour": "GREEN", "more": [1]});
        let read: Thing = serde_json::from_value(value).unwrap();
        assert_eq!(read.colour, Some(Colour::Green));
        assert_eq!(
            written(&serde_json::from_str::<Nothing>(r#"{"x":1}"#).unwrap()),
            "{}"
        );
    }

    #[test]
    fn an_open_enum_keeps_what_it_does_not_know() {
        for (text, value) in [
            ("red", Colour::Red),
            ("GREEN", Colour::Green),
            ("green", Colour::Other("green".into())),
            ("", Colour::Other(String::new())),
        ] {
            assert_eq!(read::<Colour>(&written(&text)), Ok(value.clone()));
            assert_eq!(written(&value), written(&text));
            assert_eq!((value.to_string().as_str(), value.as_str()), (text, text));
            assert_eq!(
                (text.parse(), Colour::from(text.to_owned())),
                (Ok(value.clone()), value)
            );
        }
        assert_eq!(read(r#""r\u0065d""#), Ok(Colour::Red));
        assert_eq!(Colour::KNOWN, [Colour::Red, Colour::Green]);
        assert_eq!(
            Colour::Other("x".into()).to_param(&RequestContext::default()),
            "x".to_param(&RequestContext::default())
        );
        assert!(read::<Colour>("1").is_err() && read::<Colour>("null").is_err());
    }

    #[test]
    fn a_closed_enum_refuses_what_it_does_not_know() {
        assert_eq!(
            (read(r#""off""#), written(&Switch::On)),
            (Ok(Switch::Off), r#""on""#.into())
        );
        assert_eq!(
            "dim".parse::<Switch>().unwrap_err().to_string(),
            "`dim` is no value of Switch"
        );
        assert!(read::<Switch>(r#""dim""#).is_err());
        assert_eq!(Switch::KNOWN, [Switch::On, Switch::Off]);
    }

    #[test]
    fn enums_of_numbers_do_the_same() {
        for (number, value) in [
            (-1, Level::Low),
            (9, Level::High),
            (i64::MIN, Level::Other(i64::MIN)),
        ] {
            assert_eq!(read::<Level>(&number.to_string()), Ok(value.clone()));
            assert_eq!(
                (written(&value), value.to_string()),
                (number.to_string(), number.to_string())
            );
            assert_eq!(
                (
                    Level::from(number),
                    value.to_param(&RequestContext::default())
                ),
                (value.clone(), number.to_param(&RequestContext::default()))
            );
        }
        assert_eq!(Level::KNOWN, [Level::Low, Level::High]);
        assert!(read::<Level>("1.5").is_err() && read::<Level>(r#""9""#).is_err());
        assert_eq!((read("1"), written(&Bit::Zero)), (Ok(Bit::One), "0".into()));
        assert_eq!(
            Bit::try_from(2).unwrap_err().to_string(),
            "`2` is no value of Bit"
        );
        assert!(read::<Bit>("2").is_err());
        assert_eq!(Bit::KNOWN, [Bit::Zero, Bit::One]);
    }
}
