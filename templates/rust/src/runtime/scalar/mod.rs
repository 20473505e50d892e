//! Texts with a meaning: dates, points in time, durations, UUIDs, URIs, bytes and decimal numbers.
//!
//! Each type keeps the text of the wire as it came and says on demand what it means. Invariant: no text that a server sends is
//! refused, and each is written again byte for byte; what `parse` takes has been checked, what `from` takes has not. Values are
//! compared and ordered by their text.

mod base64;
mod date;
mod date_time;
mod decimal;
mod duration;
mod http_date;
mod unix_time;
mod uri;
mod uuid;

use std::fmt;

pub use self::base64::{Base64, Base64Url};
pub use date::Date;
pub use date_time::DateTime;
pub use decimal::{Decimal, DecimalNumber};
pub use duration::IsoDuration;
pub use http_date::HttpDate;
pub use unix_time::UnixTime;
pub use uri::Uri;
pub use uuid::Uuid;

/// Declares a text with a meaning; the function says which texts `parse` takes.
macro_rules! text_scalar {
    ($(#[$doc:meta])* $ty:ident, $what:literal, $is_valid:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $ty(String);

        impl $ty {
            /// The text as it is on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($ty), "({})"), self.0)
            }
        }

        impl std::str::FromStr for $ty {
            type Err = $crate::runtime::Malformed;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let is_valid: fn(&str) -> bool = $is_valid;
                match is_valid(text) {
                    true => Ok(Self(text.to_owned())),
                    false => Err($crate::runtime::Malformed::new($what, text)),
                }
            }
        }

        /// Takes the text as it is.
        impl From<&str> for $ty {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        /// Takes the text as it is.
        impl From<String> for $ty {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<$ty> for String {
            fn from(value: $ty) -> Self {
                value.0
            }
        }

        impl AsRef<str> for $ty {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $ty {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $ty {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl serde::Serialize for $ty {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self)
            }
        }

        impl $crate::runtime::ToParam for $ty {
            fn to_param(&self) -> $crate::runtime::Param {
                $crate::runtime::Param::text(self)
            }
        }
    };
}
use text_scalar;

/// A text that is not what its type says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    what: &'static str,
    text: String,
}

impl Malformed {
    /// For a text that is not `what`.
    pub fn new(what: &'static str, text: &str) -> Self {
        Self {
            what,
            text: text.to_owned(),
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not {}", self.text, self.what)
    }
}

impl std::error::Error for Malformed {}

/// A number of so many digits and nothing else.
fn digits(text: &str, count: usize) -> Option<u32> {
    let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// Digits after a decimal point as billionths; further ones are cut off.
fn billionths(fraction: &str) -> Option<u32> {
    let fits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let cut = &fraction[..fraction.len().min(9)];
    let value: u32 = fits.then(|| cut.parse().ok()).flatten()?;
    u32::try_from(9 - cut.len())
        .ok()
        .map(|missing| value * 10_u32.pow(missing))
}

/// A fraction of a second with its point, as short as it can be; nothing where there is none.
fn fraction_text(nanos: u32) -> String {
    match nanos {
        0 => String::new(),
        nanos => format!(".{nanos:09}").trim_end_matches('0').to_owned(),
    }
}
