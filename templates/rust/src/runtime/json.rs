//! Looking into JSON without knowing its type.
//!
//! Serves the envelope, the token request and the error messages: picks single values out of a body by their place, and says where
//! in a body decoding failed. It knows JSON and nothing of the API. Invariant: no text of a body gets into an error from here,
//! only field names and positions.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::error::{Error, ErrorKind};
use super::json_path;
use super::model::Key;

/// The scalar values at `places` (field names, dots leading inwards) of a body, in their JSON spelling without quotes. A place that
/// does not exist, is null or holds a list or an object gives `None`, and so does everything in a body that is no JSON object.
pub(super) fn pick<const N: usize>(body: &[u8], places: [Option<&str>; N]) -> [Option<String>; N] {
    let mut found = [const { None }; N];
    let mut reader = serde_json::Deserializer::from_slice(body);
    // A broken body is no concern of this step: what was found before the break is still worth reporting.
    let _ = Picker {
        wanted: places,
        found: &mut found,
    }
    .deserialize(&mut reader);
    found
}

/// What is wanted of a value: the places inside of it, an empty one being the value itself.
struct Picker<'a, 'f, const N: usize> {
    wanted: [Option<&'a str>; N],
    found: &'f mut [Option<String>; N],
}

impl<'a, const N: usize> Picker<'a, '_, N> {
    /// The places that lead on through the field `key`, with that step taken.
    fn through(&self, key: &str) -> [Option<&'a str>; N] {
        self.wanted.map(|place| match place?.strip_prefix(key)? {
            "" => Some(""),
            rest => rest.strip_prefix('.'),
        })
    }

    fn keep(&mut self, value: impl FnOnce() -> String) {
        let slot = self.wanted.iter().position(|place| *place == Some(""));
        if let Some(slot) = slot.and_then(|slot| self.found.get_mut(slot)) {
            *slot = Some(value());
        }
    }
}

impl<'de, const N: usize> DeserializeSeed<'de> for Picker<'_, '_, N> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, const N: usize> Visitor<'de> for Picker<'_, '_, N> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(mut self, value: bool) -> Result<(), E> {
        self.keep(|| value.to_string());
        Ok(())
    }

    fn visit_u64<E>(mut self, value: u64) -> Result<(), E> {
        self.keep(|| value.to_string());
        Ok(())
    }

    fn visit_i64<E>(mut self, value: i64) -> Result<(), E> {
        self.keep(|| value.to_string());
        Ok(())
    }

    fn visit_f64<E>(mut self, value: f64) -> Result<(), E> {
        self.keep(|| value.to_string());
        Ok(())
    }

    fn visit_str<E>(mut self, value: &str) -> Result<(), E> {
        self.keep(|| value.to_owned());
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(key) = fields.next_key::<Key<'de>>()? {
            let wanted = self.through(key.as_str());
            if wanted.iter().all(Option::is_none) {
                fields.next_value::<IgnoredAny>()?;
            } else {
                fields.next_value_seed(Picker {
                    wanted,
                    found: self.found,
                })?;
            }
        }
        Ok(())
    }
}

/// The text of the value at one place of a body.
pub(super) fn text_at<'b>(body: &'b [u8], place: &str) -> Result<&'b RawValue, Error> {
    let mut text: &RawValue =
        serde_json::from_slice(body).map_err(|error| undecodable(body, &error))?;
    for step in place.split('.').filter(|step| !step.is_empty()) {
        let fields: Option<BTreeMap<String, &RawValue>> = serde_json::from_str(text.get()).ok();
        let inner = fields.and_then(|fields| fields.get(step).copied());
        text = inner
            .ok_or_else(|| undecodable(body, &serde_json::Error::custom("missing payload")))?;
    }
    Ok(text)
}

/// The error for a body that is not what was expected; it names the place, not the content.
pub(super) fn undecodable(body: &[u8], error: &serde_json::Error) -> Error {
    let text = match json_path::of(body, error) {
        place if place.is_empty() => "the answer could not be decoded".to_owned(),
        place => format!("the answer could not be decoded at `{place}`"),
    };
    Error::new(ErrorKind::Decode, text).caused_by(json_path::without_values(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_scalars_by_place() {
        let body = br#"{"statusCode":200,"skip":[1,{"statusCode":5}],"data":{"token":"t","n":null,"f":true},"a.b":1}"#;
        let [status, token, null, flag, none] = pick(
            body,
            [
                Some("statusCode"),
                Some("data.token"),
                Some("data.n"),
                Some("data.f"),
                None,
            ],
        );
        assert_eq!(status.as_deref(), Some("200"));
        assert_eq!(token.as_deref(), Some("t"));
        assert_eq!(null, None);
        assert_eq!(flag.as_deref(), Some("true"));
        assert_eq!(none, None);
    }

    #[test]
    fn picks_nothing_from_what_is_no_object() {
        for body in ["", "[1]", "7", "{\"x\"", "\"text\""] {
            assert_eq!(pick(body.as_bytes(), [Some("x")]), [None], "{body}");
        }
    }

    #[test]
    fn a_decode_error_names_the_place_and_hides_the_value() {
        let body = br#"{"list":[{"n":1},{"n":"pa55word"}]}"#;
        type Listing = BTreeMap<String, Vec<BTreeMap<String, u8>>>;
        let error = undecodable(body, &serde_json::from_slice::<Listing>(body).unwrap_err());
        assert_eq!(
            error.to_string(),
            "the answer could not be decoded at `list[1].n`"
        );
        assert!(!format!("{error:?}").contains("pa55word"), "{error:?}");
    }

    #[test]
    fn text_at_descends() {
        let body = br#"{"a":{"b":[1.10]},"c":1}"#;
        assert_eq!(text_at(body, "a.b").unwrap().get(), "[1.10]");
        assert_eq!(text_at(b"7", "").unwrap().get(), "7");
        assert!(text_at(b"{}", "a").is_err() && text_at(body, "c.d").is_err());
    }
}
