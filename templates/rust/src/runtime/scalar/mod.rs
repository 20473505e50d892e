//! Texts with a meaning: dates, points in time, durations, UUIDs, URIs, bytes and decimal numbers.
//!
//! Each type keeps the text of the wire as it came and says on demand what it means. Invariant: no text that a server sends is
//! refused, and each is written again byte for byte; what `parse` takes has been checked, what `from` takes has not. Values are
//! compared by their text, and ordered by it where that is an order of what they mean.

mod base64;
mod date;
mod date_time;
mod decimal;
mod duration;
mod http_date;
mod unix_time;
mod uri;
mod uuid;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Param, RequestContext, ToParam};

pub use self::base64::{Base64, Base64Url};
pub use date::Date;
pub use date_time::DateTime;
pub use decimal::{Decimal, DecimalNumber, Digits};
pub use duration::IsoDuration;
pub use http_date::HttpDate;
pub use unix_time::UnixTime;
pub use uri::Uri;
pub use uuid::Uuid;

/// What a text means.
pub trait Meaning {
    /// The name of the type for those who debug.
    const NAME: &'static str;

    /// What is expected, for error messages.
    const WHAT: &'static str;

    /// Whether `parse` takes a text.
    fn is_valid(text: &str) -> bool;
}

/// A text with a meaning, kept as it is on the wire. It goes by the names of its meanings, as [`Date`] or [`Uuid`]; they share one
/// type, so that what all of them can do is compiled once.
pub struct Scalar<M> {
    text: String,
    meaning: PhantomData<fn() -> M>,
}

/// A meaning whose texts are in order where their values are, when they are written alike.
pub trait Ordered {}

/// Names a text with a meaning; the function says which texts `parse` takes.
macro_rules! text_scalar {
    (ordered $(#[$doc:meta])* $ty:ident, $meaning:ident, $what:literal, $is_valid:expr) => {
        $crate::runtime::scalar::text_scalar! { $(#[$doc])* $ty, $meaning, $what, $is_valid }

        impl $crate::runtime::scalar::Ordered for $meaning {}
    };
    ($(#[$doc:meta])* $ty:ident, $meaning:ident, $what:literal, $is_valid:expr) => {
        $(#[$doc])*
        pub type $ty = $crate::runtime::Scalar<$meaning>;

        #[doc = concat!("The meaning of [`", stringify!($ty), "`].")]
        #[derive(Debug)]
        pub enum $meaning {}

        impl $crate::runtime::Meaning for $meaning {
            const NAME: &'static str = stringify!($ty);
            const WHAT: &'static str = $what;

            fn is_valid(text: &str) -> bool {
                let is_valid: fn(&str) -> bool = $is_valid;
                is_valid(text)
            }
        }
    };
}
use text_scalar;

impl<M> Scalar<M> {
    /// The text as it is on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<M> Clone for Scalar<M> {
    fn clone(&self) -> Self {
        self.text.clone().into()
    }
}

impl<M> PartialEq for Scalar<M> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<M> Eq for Scalar<M> {}

impl<M: Ordered> PartialOrd for Scalar<M> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<M: Ordered> Ord for Scalar<M> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<M> Hash for Scalar<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<M> fmt::Display for Scalar<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<M: Meaning> fmt::Debug for Scalar<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", M::NAME, self.text)
    }
}

impl<M: Meaning> FromStr for Scalar<M> {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match M::is_valid(text) {
            true => Ok(text.into()),
            false => Err(Malformed::new(M::WHAT, text)),
        }
    }
}

/// Takes the text as it is.
impl<M> From<&str> for Scalar<M> {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// Takes the text as it is.
impl<M> From<String> for Scalar<M> {
    fn from(text: String) -> Self {
        Self {
            text,
            meaning: PhantomData,
        }
    }
}

impl<M> From<Scalar<M>> for String {
    fn from(value: Scalar<M>) -> Self {
        value.text
    }
}

impl<M> AsRef<str> for Scalar<M> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<M> PartialEq<str> for Scalar<M> {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl<M> PartialEq<&str> for Scalar<M> {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl<M> Serialize for Scalar<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, M> Deserialize<'de> for Scalar<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

impl<M> ToParam for Scalar<M> {
    fn to_param(&self, _: &RequestContext) -> Param {
        Param::text(self)
    }
}

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
    // The length is one of digits only, which are a byte each.
    let cut = fraction.get(..fraction.len().min(9)).filter(|_| fits)?;
    let value: u32 = cut.parse().ok()?;
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
