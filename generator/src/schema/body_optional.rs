//! `bodyOptional`: whether a call may go without its body.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Whether a call may go without its body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BodyOptional {
    /// `false`: every call has one.
    #[default]
    No,
    /// `expected`: a call may go without it, but hardly any does, so it stays an argument.
    Expected,
    /// `true`: a call has it where the caller sets it.
    Yes,
}

const EXPECTED: &str = "expected";

impl BodyOptional {
    /// Whether the keyword is left out.
    pub(super) fn is_no(&self) -> bool {
        *self == Self::No
    }
}

impl Serialize for BodyOptional {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::No => serializer.serialize_bool(false),
            Self::Expected => serializer.serialize_str(EXPECTED),
            Self::Yes => serializer.serialize_bool(true),
        }
    }
}

impl<'de> Deserialize<'de> for BodyOptional {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Read)
    }
}

struct Read;

impl de::Visitor<'_> for Read {
    type Value = BodyOptional;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`true`, `false` or `expected`")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<BodyOptional, E> {
        Ok(if value { BodyOptional::Yes } else { BodyOptional::No })
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<BodyOptional, E> {
        if value == EXPECTED {
            Ok(BodyOptional::Expected)
        } else {
            Err(E::invalid_value(de::Unexpected::Str(value), &self))
        }
    }
}

impl JsonSchema for BodyOptional {
    fn schema_name() -> Cow<'static, str> {
        "BodyOptional".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Whether a call may go without its body.",
            "enum": [false, EXPECTED, true],
        })
    }
}
