//! Values that are one of several types.
//!
//! A union tells what each of its types looks like; this module finds the one that a value is. A discriminator decides where
//! there is one. Otherwise a type has to fit the kind of the value, its required fields and its fixed texts, and of those that do,
//! the one that knows most of the value's fields comes first. Invariant: what fits none is kept as it is, so nothing is lost.

use serde::ser::{Error, Serialize, Serializer};
use serde_json::Value;

/// What values of a type look like.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The kinds of JSON values it can be: bits for text, number, integer, boolean, array, object and null.
    pub kinds: u8,
    /// The fields that an object of it always has.
    pub required: &'static [&'static str],
    /// The fields that an object of it can have.
    pub known: &'static [&'static str],
    /// Fields that hold one of some texts.
    pub fixed: &'static [(&'static str, &'static [&'static str])],
    /// Fields that hold one of some texts as far as is known, and may hold others.
    pub usual: &'static [(&'static str, &'static [&'static str])],
    /// The texts that it knows, when it is text.
    pub texts: &'static [&'static str],
    /// The values of the discriminator that mean it.
    pub tags: &'static [&'static str],
}

/// The types that a value can be, the likeliest first.
#[derive(Debug, PartialEq, Eq)]
pub enum Candidates {
    /// The discriminator says that it is this one.
    Told(usize),
    /// The discriminator says that it is one that is not known.
    Unheard,
    /// It can be any of these.
    Fitting(Vec<usize>),
}

/// Finds the types that a value can be.
pub fn candidates(value: &Value, discriminator: Option<&str>, shapes: &[Shape]) -> Candidates {
    if let Some(tag) = discriminator
        .and_then(|field| value.get(field))
        .and_then(Value::as_str)
    {
        return match shapes.iter().position(|shape| shape.tags.contains(&tag)) {
            Some(index) => Candidates::Told(index),
            None => Candidates::Unheard,
        };
    }
    let mut ranked: Vec<(usize, usize)> = shapes
        .iter()
        .enumerate()
        .filter_map(|(index, shape)| rank(value, shape).map(|rank| (rank, index)))
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    Candidates::Fitting(ranked.into_iter().map(|(_, index)| index).collect())
}

/// How well a value fits: more is better, `None` is not at all.
fn rank(value: &Value, shape: &Shape) -> Option<usize> {
    const ANYTHING: u8 = 0x7f;
    let kind = match value {
        Value::String(_) => 0x01,
        Value::Number(number) if number.is_f64() => 0x02,
        Value::Number(_) => 0x04,
        Value::Bool(_) => 0x08,
        Value::Array(_) => 0x10,
        Value::Object(_) => 0x20,
        Value::Null => 0x40,
    };
    if shape.kinds & kind == 0 {
        return None;
    }
    let mut rank = match shape.kinds {
        ANYTHING => 0,
        only if only == kind => 2,
        _ => 1,
    };
    if let Some(text) = value.as_str() {
        rank += usize::from(shape.texts.contains(&text));
    }
    if let Some(object) = value.as_object() {
        if shape
            .required
            .iter()
            .any(|field| !object.contains_key(*field))
        {
            return None;
        }
        for (field, texts) in shape.fixed {
            match object.get(*field) {
                Some(Value::String(text)) if texts.contains(&text.as_str()) => rank += 2,
                Some(Value::Null) | None => {}
                Some(_) => return None,
            }
        }
        let is_usual = |(field, texts): &&(&str, &[&str])| {
            let text = object.get(*field).and_then(Value::as_str);
            text.is_some_and(|text| texts.contains(&text))
        };
        rank += 2 * shape.usual.iter().filter(is_usual).count();
        rank += shape
            .known
            .iter()
            .filter(|field| object.contains_key(**field))
            .count();
    }
    Some(rank)
}

/// Writes a value of one of the types. Where the type does not always say itself which one it is, the discriminator is added.
pub fn write_variant<T: Serialize, S: Serializer>(
    value: &T,
    discriminator: Option<&str>,
    shape: &Shape,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let (Some(field), Some(tag)) = (discriminator, shape.tags.first()) else {
        return value.serialize(serializer);
    };
    if shape.required.contains(&field) {
        return value.serialize(serializer);
    }
    let mut written = serde_json::to_value(value).map_err(S::Error::custom)?;
    if let Some(object) = written.as_object_mut() {
        object.entry(field).or_insert_with(|| Value::from(*tag));
    }
    written.serialize(serializer)
}

/// Implements serde for an enum whose variants hold the types of a union. The variant after `else` keeps what fits none.
#[allow(unused_macros)]
macro_rules! union {
    ($ty:ident { $($variant:ident = $shape:expr,)* } by $discriminator:expr, else $unknown:ident) => {
        impl ::serde::Serialize for $ty {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::runtime::write_variant(value, $discriminator, &$shape, serializer)
                    })*
                    Self::$unknown(value) => value.serialize(serializer),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                type Read = fn(&$crate::Value) -> Result<$ty, ::serde_json::Error>;
                const READ: &[Read] =
                    &[$(|value| ::serde::Deserialize::deserialize(value).map($ty::$variant)),*];
                const SHAPES: &[$crate::runtime::Shape] = &[$($shape),*];
                let value = <$crate::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                match $crate::runtime::candidates(&value, $discriminator, SHAPES) {
                    $crate::runtime::Candidates::Told(index) => {
                        READ[index](&value).map_err(::serde::de::Error::custom)
                    }
                    $crate::runtime::Candidates::Unheard => Ok(Self::$unknown(value)),
                    $crate::runtime::Candidates::Fitting(order) => Ok(order
                        .into_iter()
                        .find_map(|index| READ[index](&value).ok())
                        .unwrap_or(Self::$unknown(value))),
                }
            }
        }
    };
}

#[allow(unused_imports)]
pub(crate) use union;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NONE: Shape = Shape {
        kinds: 0,
        required: &[],
        known: &[],
        fixed: &[],
        usual: &[],
        texts: &[],
        tags: &[],
    };
    const TEXT: Shape = Shape {
        kinds: 0x01,
        ..NONE
    };
    const CAT: Shape = Shape {
        kinds: 0x20,
        required: &["name"],
        known: &["name", "lives", "kind"],
        fixed: &[("kind", &["cat"])],
        tags: &["cat"],
        ..NONE
    };
    const DOG: Shape = Shape {
        known: &["name", "tricks", "kind"],
        fixed: &[("kind", &["dog"])],
        tags: &["dog"],
        ..CAT
    };

    #[test]
    fn kinds_fields_and_texts_tell_types_apart() {
        let shapes = [TEXT, CAT, DOG];
        let fitting = |value| match candidates(&value, None, &shapes) {
            Candidates::Fitting(order) => order,
            other => panic!("{other:?}"),
        };
        assert_eq!(fitting(json!("x")), [0]);
        assert_eq!(fitting(json!({ "name": "a", "tricks": 2 })), [2, 1]);
        assert_eq!(fitting(json!({ "name": "a", "kind": "dog" })), [2]);
        assert_eq!(fitting(json!({ "lives": 9 })), [0_usize; 0]);
        assert_eq!(fitting(json!(1)), [0_usize; 0]);
    }

    #[test]
    fn the_usual_text_of_a_field_speaks_for_a_type_and_another_one_not_against_it() {
        let open = |text: &'static [(&'static str, &'static [&'static str])]| Shape {
            kinds: 0x20,
            known: &["kind"],
            usual: text,
            ..NONE
        };
        let shapes = [open(&[("kind", &["cat"])]), open(&[("kind", &["dog"])])];
        let order = |kind: &str| candidates(&json!({ "kind": kind }), None, &shapes);
        assert_eq!(order("dog"), Candidates::Fitting(vec![1, 0]));
        assert_eq!(order("fish"), Candidates::Fitting(vec![0, 1]));
    }

    #[test]
    fn a_whole_number_is_rather_an_integer() {
        let [fraction, integer] = [0x06, 0x04].map(|kinds| Shape { kinds, ..NONE });
        let order = |value| candidates(&value, None, &[fraction, integer]);
        assert_eq!(order(json!(1)), Candidates::Fitting(vec![1, 0]));
        assert_eq!(order(json!(1.5)), Candidates::Fitting(vec![0]));
    }

    #[test]
    fn a_type_that_does_not_say_which_one_it_is_is_told_by_the_union() {
        let written = |value: Value, shape: &Shape| {
            write_variant(&value, Some("kind"), shape, serde_json::value::Serializer).unwrap()
        };
        assert_eq!(written(json!({}), &CAT), json!({ "kind": "cat" }));
        assert_eq!(
            written(json!({ "kind": "lion" }), &CAT),
            json!({ "kind": "lion" })
        );
        assert_eq!(written(json!("x"), &CAT), json!("x"));
        let told = Shape {
            required: &["kind"],
            ..CAT
        };
        assert_eq!(written(json!({}), &told), json!({}));
    }

    #[test]
    fn a_discriminator_decides() {
        let shapes = [CAT, DOG];
        let found =
            |tag: &str| candidates(&json!({ "name": "a", "kind": tag }), Some("kind"), &shapes);
        assert_eq!(found("dog"), Candidates::Told(1));
        assert_eq!(found("fish"), Candidates::Unheard);
    }
}
