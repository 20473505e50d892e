//! Headers of answers, with types.
//!
//! Where an endpoint declares headers, generated code lists them in [`answer_headers!`], once, and gets a struct that is read from the
//! headers of an answer or of a refusal. It knows how text becomes a value. Invariant: a header that is missing, or cannot be read as
//! its type, is `None` and never fails a call; its text stays within reach in the headers. Types that keep any text, such as those
//! of dates, can be read from any.

use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde_json::Value;

use super::integral_float;

/// The value of a header, when it is there and can be read as its type.
pub fn header<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<T> {
    text(headers, name).and_then(|text| value(text.trim()))
}

/// The values of a header that is a list with commas, all of them or none.
pub fn header_list<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<Vec<T>> {
    let lines = headers.get_all(name).iter();
    let texts: Option<Vec<&str>> = lines
        .map(|line| std::str::from_utf8(line.as_bytes()).ok())
        .collect();
    let texts = texts.filter(|texts| !texts.is_empty())?;
    let items = texts.iter().flat_map(|text| text.split(',')).map(str::trim);
    items.filter(|item| !item.is_empty()).map(value).collect()
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get(name)
        .and_then(|value| std::str::from_utf8(value.as_bytes()).ok())
}

/// A text as a value: what is made of texts takes it as it is, everything else as JSON, and what may be one or the other as the JSON
/// that it is or else as a text.
fn value<T: DeserializeOwned>(text: &str) -> Option<T> {
    let plain: StrDeserializer<'_, ValueError> = text.into_deserializer();
    T::deserialize(plain)
        .or_else(|_| integral_float::from_slice(text.as_bytes()))
        .or_else(|_| T::deserialize(Value::from(text)))
        .ok()
}

/// Declares a struct with a field for each header: `field: how "name" => Type`, where `how` is `header` or `header_list`.
#[allow(unused_macros, reason = "not every crate has types of this kind")]
macro_rules! answer_headers {
    (
        $(#[$doc:meta])*
        pub struct $name:ident {
            $($(#[$note:meta])* $field:ident: $how:ident $wire:literal => $ty:ty,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$note])* pub $field: Option<$ty>,)*
        }

        impl $name {
            /// Reads them from the headers of an answer or of an error.
            pub fn of(headers: &$crate::runtime::HeaderMap) -> Self {
                Self {
                    $($field: $crate::runtime::$how(headers, $wire),)*
                }
            }
        }
    };
}

// Only endpoints that declare headers need it.
#[allow(unused_imports, reason = "not every crate has types of this kind")]
pub(crate) use answer_headers;

#[cfg(test)]
mod tests {
    use super::super::Secret;
    use super::*;
    use reqwest::header::{HeaderName, HeaderValue};

    answer_headers! {
        /// Headers.
        pub struct Limits {
            /// How many are left.
            left: header "X-Left" => i32,
            exact: header "x-exact" => bool,
            link: header "link" => String,
            tags: header_list "x-tags" => Vec<String>,
            sizes: header_list "x-sizes" => Vec<u8>,
        }
    }

    fn limits(headers: &[(&'static str, &'static str)]) -> Limits {
        let headers = headers.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        Limits::of(&headers.collect())
    }

    #[test]
    fn headers_have_the_types_of_the_api() {
        let read = limits(&[
            ("x-left", " 7 "),
            ("x-exact", "true"),
            ("link", "12"),
            ("x-tags", "a, b"),
            ("x-sizes", "1,,2"),
        ]);
        assert_eq!((read.left, read.exact), (Some(7), Some(true)));
        assert_eq!(read.link.as_deref(), Some("12"));
        assert_eq!(read.tags, Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(read.sizes, Some(vec![1, 2]));
    }

    #[test]
    fn what_is_missing_or_wrong_is_none() {
        let read = limits(&[("x-left", "many"), ("x-sizes", "1, x")]);
        assert!(read.left.is_none() && read.exact.is_none() && read.tags.is_none());
        assert!(read.sizes.is_none());
        assert!(value::<Secret>("s").is_some());
    }
}
