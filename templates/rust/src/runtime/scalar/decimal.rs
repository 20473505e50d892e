//! Decimal numbers of any size.
//!
//! Their digits are kept as they are on the wire, where they are a text or a number. Which of the two a value was is kept too, so
//! that it is written as it was read. A number goes through `RawValue`, because every number type of the language rounds.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::Malformed;
use crate::runtime::{Param, RequestContext, ToParam, raw};

/// The digits of a decimal number, and whether they are a number on the wire; `NUMBER` says so for those that were not read.
///
/// Two spellings of one number are different values, so there is no order among them; [`Digits::to_f64`] gives what can be compared.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Digits<const NUMBER: bool> {
    text: String,
    is_number: bool,
}

/// A decimal number of any size, which is a text on the wire unless a server sends a number.
pub type Decimal = Digits<false>;

/// A decimal number of any size, which is a number on the wire unless a server sends a text.
pub type DecimalNumber = Digits<true>;

impl<const NUMBER: bool> Digits<NUMBER> {
    /// The digits as they are on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The nearest floating-point number; `None` when the text is no number.
    pub fn to_f64(&self) -> Option<f64> {
        self.text.parse().ok().filter(|_| is_decimal(&self.text))
    }
}

impl<const NUMBER: bool> fmt::Display for Digits<NUMBER> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<const NUMBER: bool> fmt::Debug for Digits<NUMBER> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({})", self.text)
    }
}

impl<const NUMBER: bool> FromStr for Digits<NUMBER> {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match is_decimal(text) {
            true => Ok(text.into()),
            false => Err(Malformed::new("a decimal number", text)),
        }
    }
}

/// Takes the text as it is.
impl<const NUMBER: bool> From<&str> for Digits<NUMBER> {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// Takes the text as it is.
impl<const NUMBER: bool> From<String> for Digits<NUMBER> {
    fn from(text: String) -> Self {
        Self {
            is_number: NUMBER && is_decimal(&text),
            text,
        }
    }
}

macro_rules! from_numbers {
    ($($number:ty)*) => {$(
        impl<const NUMBER: bool> From<$number> for Digits<NUMBER> {
            fn from(number: $number) -> Self {
                number.to_string().into()
            }
        }
    )*};
}
from_numbers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

impl<const NUMBER: bool> Serialize for Digits<NUMBER> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.is_number {
            return serializer.serialize_str(&self.text);
        }
        match RawValue::from_string(self.text.clone()) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => serializer.serialize_str(&self.text),
        }
    }
}

impl<'de, const NUMBER: bool> Deserialize<'de> for Digits<NUMBER> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = raw::read(deserializer)?;
        let is_number = is_decimal(raw.get());
        let text = match is_number {
            true => raw.get().to_owned(),
            false => serde_json::from_str(raw.get()).map_err(serde::de::Error::custom)?,
        };
        Ok(Self { text, is_number })
    }
}

impl<const NUMBER: bool> ToParam for Digits<NUMBER> {
    fn to_param(&self, _: &RequestContext) -> Param {
        Param::text(self)
    }
}

/// Whether a text is a number as JSON writes it.
fn is_decimal(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (number, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    is_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && is_digits(fraction)
        && is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_kept_as_they_come() {
        for json in [
            "1.10",
            "-0",
            "123456789012345678901234567890.123456789",
            "1e400",
            "\"1.10\"",
            "\"NaN\"",
            "\"\"",
            "7",
        ] {
            let value: Decimal = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
            let value: DecimalNumber = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        for json in ["null", "true", "[]", "{}"] {
            assert!(serde_json::from_str::<Decimal>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn what_was_not_read_is_written_as_the_type_says() {
        assert_eq!(
            serde_json::to_string(&Decimal::from("1.50")).unwrap(),
            "\"1.50\""
        );
        assert_eq!(serde_json::to_string(&Decimal::from(7)).unwrap(), "\"7\"");
        assert_eq!(
            serde_json::to_string(&DecimalNumber::from("1.50")).unwrap(),
            "1.50"
        );
        assert_eq!(
            serde_json::to_string(&DecimalNumber::from("many")).unwrap(),
            "\"many\""
        );
    }

    #[test]
    fn values_go_through_json_values() {
        let value = serde_json::json!([1.5, "2.50"]);
        let read: Vec<Decimal> = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
        assert_eq!((read[0].to_f64(), read[1].to_f64()), (Some(1.5), Some(2.5)));
        assert!("1.5.1".parse::<Decimal>().is_err() && ".5".parse::<Decimal>().is_err());
        assert_eq!("-1.5e3".parse::<Decimal>().unwrap().as_str(), "-1.5e3");
        assert_eq!(Decimal::from("inf").to_f64(), None);
    }
}
