//! Shapes: the one description of a value that named types, fields, parameters and answers share.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use super::{Origin, Style, Text};

/// What a value may be, and what people should know about it.
///
/// Write `type` with a type expression, or leave it out where `fields`, `enum`, `items` or `tuple` already tell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Shape {
    /// A type expression: a built-in type (`string`, `boolean`, `int32`, `int64`, `integer`, `uint64`,
    /// `float`, `double`, `number`, `decimal`, `decimal-number`, `date`, `date-time`, `http-date`, `unix-time`,
    /// `duration`, `uuid`, `uri`, `bytes`, `base64url`, `binary`, `any`, `object`), the name of a
    /// type of this API, either of them followed by `[]` for an array or `?` where it can be null, or `map<…>` or
    /// `set<…>` of one.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// The name on the wire, where the key is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wire: Option<String>,
    /// The shape of the elements, for an array whose elements need more than a type expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Box<Shape>>,
    /// The types of the elements of an array of which each place has its own. All of them are there, unless `minItems`
    /// says that fewer can be; `extra` is what further ones are, where there can be any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tuple: Option<Vec<TypeOrShape>>,
    /// The fields of an object, in the order in which they are shown.
    #[serde(
        default,
        deserialize_with = "super::unique::optional_map",
        skip_serializing_if = "Option::is_none"
    )]
    pub fields: Option<IndexMap<String, Shape>>,
    /// The types whose fields it has besides its own; a field of its own replaces one of the same name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extends: Vec<String>,
    /// What further fields hold, whatever they are called, for an object that has more than `fields`, or what further
    /// elements are, for an array that has more than `tuple`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<Box<Shape>>,
    /// The types of which a value is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<Variant>>,
    /// The field that tells which of `oneOf` a value is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discriminator: Option<String>,
    /// The values that are known, of type string (the default) or of the type in `type`.
    #[serde(rename = "enum", default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<EnumValue>>,
    /// Whether the server will never add another value to `enum`, or refuses fields that an object does not list. A client
    /// keeps unknown values of an open enum, and reads over unknown fields of every object.
    #[serde(default, skip_serializing_if = "is_false")]
    pub closed: bool,
    /// What it is, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// Whether it must be there. Things are optional unless they say otherwise.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Whether `null` is a value of it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nullable: bool,
    /// What the server assumes when it is left out.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// An example; it is used in tables, samples and example results.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// The smallest number allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<serde_json::Number>,
    /// The largest number allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<serde_json::Number>,
    /// The number that every value is greater than.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusive_minimum: Option<serde_json::Number>,
    /// The number that every value is less than.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusive_maximum: Option<serde_json::Number>,
    /// The number of which every value is a multiple.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<serde_json::Number>,
    /// The least number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    /// The greatest number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// A regular expression (ECMA-262) that the text matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The least number of elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u64>,
    /// The greatest number of elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    /// The least number of entries of a map or an object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_fields: Option<u64>,
    /// The greatest number of entries of a map or an object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_fields: Option<u64>,
    /// What the text looks like, in a word, where no type says it: `email`, `hostname`, `ipv4`. For people only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The media type of a field of `multipart`: `application/json`, `image/png`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Whether it is only in answers: a request never has it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub read_only: bool,
    /// Whether it is only in requests: an answer never has it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub write_only: bool,
    /// Whether no two elements are equal.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unique: bool,
    /// Whether the value is a secret: a client never prints it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub secret: bool,
    /// The client option whose value is sent when the caller gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_option: Option<String>,
    /// How a parameter or a field of `form` is written. Left out, it is `form` in the query and in cookies, `simple` in the
    /// path and in headers, `deepObject` in a form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<Style>,
    /// Whether each element and each field of the value is written for itself. Left out, they are in the style `form`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explode: Option<bool>,
    /// Whether the value keeps characters that are reserved in URLs, as far as its place can hold them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub allow_reserved: bool,
    /// Says that it should no longer be used, and what to use instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated>,
    /// What the document says that this was imported from, where that is something else. Only the theme `authing`
    /// reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Box<Origin>>,
}

impl Shape {
    /// Changes what is known of the origin; nothing is kept when that is nothing.
    pub(crate) fn set_origin(&mut self, change: impl FnOnce(&mut Origin)) {
        let mut origin = self.origin.take().map_or_else(Origin::default, |origin| *origin);
        change(&mut origin);
        self.origin = (origin != Origin::default()).then(|| Box::new(origin));
    }
}

impl Shape {
    /// Whether it is an object with fields, or with further ones. `extra` beside `tuple` is no sign of one.
    #[must_use]
    pub fn is_object(&self) -> bool {
        self.fields.is_some() || !self.extends.is_empty() || (self.extra.is_some() && self.tuple.is_none())
    }
}

/// One of the types of a union: a type by name, or with the value of the discriminator and a name of its own.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum Variant {
    /// A type expression.
    Type(String),
    /// More than a type expression.
    Described(Box<DescribedVariant>),
}

/// One of the types of a union, with what tells it apart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DescribedVariant {
    /// The name that code uses for it, where that of the type makes a poor one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The values of the discriminator that mean this type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Whether values are of this type whose discriminator is missing, or has a value that no type lists.
    #[serde(default, skip_serializing_if = "is_false")]
    pub fallback: bool,
    /// The type.
    pub shape: Shape,
}

/// A value of an enum: the bare value, or the value with a description.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum EnumValue {
    /// A text, a number or a boolean.
    Bare(Scalar),
    /// A value with what people should know about it.
    Described(DescribedValue),
}

/// A text, a number or a boolean, as enums hold them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Scalar {
    /// A whole number.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
    /// A number with a fraction, or one that is too large for 64 bits with a sign.
    Number(serde_json::Number),
    /// A text.
    String(String),
}

impl std::fmt::Display for Scalar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(f),
            Self::Boolean(flag) => flag.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::String(text) => f.write_str(text),
        }
    }
}

/// An enum value with what people should know about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DescribedValue {
    /// The value on the wire.
    pub value: Scalar,
    /// The name that code uses for it, where the value itself makes a poor one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

/// A deprecation: `true`, or since when and what to use instead.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum Deprecated {
    /// `true`: deprecated, with nothing more to say.
    Flag(bool),
    /// Since when, and the way out.
    Notice(DeprecationNotice),
}

/// Since when something is deprecated, and what to use instead.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DeprecationNotice {
    /// The API version that deprecated it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// What to use instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Text>,
}

/// A type by name, or a shape written in place: `answer: User`, or `answer: { fields: … }`.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum TypeOrShape {
    /// A type expression.
    Type(String),
    /// A shape written in place.
    Shape(Box<Shape>),
}

/// A request body: a type by name, or its fields written in place.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum TypeOrFields {
    /// A type expression.
    Type(String),
    /// The fields of the body, in the order in which they are shown.
    Fields(IndexMap<String, Shape>),
}

/// Tells `key: null` (present) from an absent key.
pub(super) fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// Writes `Deserialize` for a choice between scalars and a map, so that a mistake inside the map is reported where
/// it is (serde's own untagged enums forget the place).
macro_rules! scalar_or_map {
    ($ty:ident, $expecting:literal, { $($scalars:tt)* }, $variant:ident, $read:expr) => {
        impl<'de> serde::Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct ChoiceVisitor;
                impl<'de> serde::de::Visitor<'de> for ChoiceVisitor {
                    type Value = $ty;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expecting)
                    }

                    $($scalars)*

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<$ty, A::Error> {
                        let map = serde::de::value::MapAccessDeserializer::new(map);
                        $read(map).map($ty::$variant)
                    }
                }
                deserializer.deserialize_any(ChoiceVisitor)
            }
        }
    };
}

pub(super) use scalar_or_map;

scalar_or_map!(
    EnumValue,
    "a text, a number, a boolean, or a map with `value`",
    {
        fn visit_str<E: de::Error>(self, value: &str) -> Result<EnumValue, E> {
            Ok(EnumValue::Bare(Scalar::String(value.to_owned())))
        }

        fn visit_i64<E: de::Error>(self, value: i64) -> Result<EnumValue, E> {
            Ok(EnumValue::Bare(Scalar::Integer(value)))
        }

        fn visit_u64<E: de::Error>(self, value: u64) -> Result<EnumValue, E> {
            let whole = i64::try_from(value).map(Scalar::Integer);
            Ok(EnumValue::Bare(whole.unwrap_or_else(|_| Scalar::Number(value.into()))))
        }

        fn visit_f64<E: de::Error>(self, value: f64) -> Result<EnumValue, E> {
            serde_json::Number::from_f64(value)
                .map(|number| EnumValue::Bare(Scalar::Number(number)))
                .ok_or_else(|| E::custom("this is no number"))
        }

        fn visit_bool<E: de::Error>(self, value: bool) -> Result<EnumValue, E> {
            Ok(EnumValue::Bare(Scalar::Boolean(value)))
        }
    },
    Described,
    DescribedValue::deserialize
);

scalar_or_map!(
    Deprecated,
    "`true`, or a map with `since` and `instead`",
    {
        fn visit_bool<E: de::Error>(self, value: bool) -> Result<Deprecated, E> {
            Ok(Deprecated::Flag(value))
        }
    },
    Notice,
    DeprecationNotice::deserialize
);

scalar_or_map!(
    Variant,
    "the name of a type, or a map with `shape`",
    {
        fn visit_str<E: de::Error>(self, value: &str) -> Result<Variant, E> {
            Ok(Variant::Type(value.to_owned()))
        }
    },
    Described,
    Box::<DescribedVariant>::deserialize
);

scalar_or_map!(
    TypeOrShape,
    "the name of a type, or a shape",
    {
        fn visit_str<E: de::Error>(self, value: &str) -> Result<TypeOrShape, E> {
            Ok(TypeOrShape::Type(value.to_owned()))
        }
    },
    Shape,
    Box::<Shape>::deserialize
);

scalar_or_map!(
    TypeOrFields,
    "the name of a type, or a map of fields",
    {
        fn visit_str<E: de::Error>(self, value: &str) -> Result<TypeOrFields, E> {
            Ok(TypeOrFields::Type(value.to_owned()))
        }
    },
    Fields,
    super::unique::map
);

impl Serialize for EnumValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            EnumValue::Bare(value) => value.serialize(serializer),
            EnumValue::Described(value) => value.serialize(serializer),
        }
    }
}

impl Serialize for Variant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Variant::Type(ty) => serializer.serialize_str(ty),
            Variant::Described(variant) => variant.serialize(serializer),
        }
    }
}

impl Serialize for Deprecated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Deprecated::Flag(flag) => serializer.serialize_bool(*flag),
            Deprecated::Notice(notice) => notice.serialize(serializer),
        }
    }
}

impl Serialize for TypeOrShape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            TypeOrShape::Type(ty) => serializer.serialize_str(ty),
            TypeOrShape::Shape(shape) => shape.serialize(serializer),
        }
    }
}

impl Serialize for TypeOrFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            TypeOrFields::Type(ty) => serializer.serialize_str(ty),
            TypeOrFields::Fields(fields) => fields.serialize(serializer),
        }
    }
}
