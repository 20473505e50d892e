//! Enums whose values are of several kinds: texts, numbers, booleans.
//!
//! A value is known by its JSON. Invariant: a value that an open enum does not know is kept and written again as it was.

use serde_json::Value;

/// The value that a known JSON text stands for.
pub fn known_value(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or(Value::Null)
}

/// The JSON by which a value is known: a whole number has no fraction, however it came.
pub fn known_text(value: &Value) -> String {
    match value.as_f64().filter(|_| value.is_f64()) {
        Some(whole) if whole.fract() == 0.0 && whole.abs() < MAX_WHOLE => format!("{whole:.0}"),
        _ => value.to_string(),
    }
}

/// Below this every whole `f64` is exactly one integer.
const MAX_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Implements everything that an enum of values of several kinds can do; `else` as in `text_enum`.
#[allow(unused_macros, reason = "not every crate has types of this kind")]
macro_rules! value_enum {
    ($ty:ident { $($variant:ident = $wire:literal,)* } else $unknown:ident) => {
        impl $ty {
            /// The values that this version of the crate knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            pub fn value(&self) -> $crate::Value {
                match self {
                    $(Self::$variant => $crate::runtime::known_value($wire),)*
                    Self::$unknown(value) => value.clone(),
                }
            }
        }

        impl From<$crate::Value> for $ty {
            fn from(value: $crate::Value) -> Self {
                match $crate::runtime::known_text(&value).as_str() {
                    $($wire => Self::$variant,)*
                    _ => Self::$unknown(value),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<__D: ::serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                <$crate::Value as ::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        $crate::runtime::value_enum!(@write $ty);
        $crate::runtime::only_value!($ty $($variant)*);
    };
    ($ty:ident { $($variant:ident = $wire:literal,)* }) => {
        impl $ty {
            /// Every value.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            pub fn value(&self) -> $crate::Value {
                match self {
                    $(Self::$variant => $crate::runtime::known_value($wire),)*
                }
            }
        }

        impl TryFrom<$crate::Value> for $ty {
            type Error = $crate::runtime::UnknownValue;

            fn try_from(value: $crate::Value) -> Result<Self, $crate::runtime::UnknownValue> {
                match $crate::runtime::known_text(&value).as_str() {
                    $($wire => Ok(Self::$variant),)*
                    _ => Err($crate::runtime::UnknownValue::new(stringify!($ty), value)),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<__D: ::serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                let value = <$crate::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(value).map_err(::serde::de::Error::custom)
            }
        }

        $crate::runtime::value_enum!(@write $ty);
        $crate::runtime::only_value!($ty $($variant)*);
    };
    (@write $ty:ident) => {
        impl std::fmt::Display for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.value() {
                    $crate::Value::String(text) => f.write_str(&text),
                    value => write!(f, "{value}"),
                }
            }
        }

        impl ::serde::Serialize for $ty {
            fn serialize<__S: ::serde::Serializer>(&self, serializer: __S) -> Result<__S::Ok, __S::Error> {
                self.value().serialize(serializer)
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
pub(crate) use value_enum;

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    enum Speed {
        Off,
        Half,
        Double,
        Auto,
        Other(serde_json::Value),
    }

    value_enum! {
        Speed {
            Off = "false",
            Half = "0.5",
            Double = "2",
            Auto = "\"auto\"",
        } else Other
    }

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    enum Always {
        Yes,
    }

    value_enum! {
        Always {
            Yes = "true",
        }
    }

    #[test]
    fn values_of_every_kind_are_kept() {
        for (json, value, text) in [
            (json!(false), Speed::Off, "false"),
            (json!(0.5), Speed::Half, "0.5"),
            (json!("auto"), Speed::Auto, "auto"),
            (json!("0.5"), Speed::Other(json!("0.5")), "0.5"),
            (json!([1]), Speed::Other(json!([1])), "[1]"),
            (json!(2.5), Speed::Other(json!(2.5)), "2.5"),
            (json!(2), Speed::Double, "2"),
        ] {
            assert_eq!(
                serde_json::from_value::<Speed>(json.clone()).unwrap(),
                value
            );
            assert_eq!(serde_json::to_value(&value).unwrap(), json);
            assert_eq!(value.to_string(), text);
        }
        assert_eq!(Speed::KNOWN.len(), 4);
        assert_eq!(serde_json::from_str::<Speed>("2.0").unwrap(), Speed::Double);
    }

    #[test]
    fn a_closed_enum_refuses_other_values() {
        assert_eq!(serde_json::from_str::<Always>("true").unwrap(), Always::Yes);
        assert!(serde_json::from_str::<Always>("false").is_err());
        assert_eq!(Always::KNOWN, [Always::Yes]);
        assert_eq!(Always::default(), Always::Yes);
    }
}
