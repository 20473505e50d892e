//! Values that are one of several types.
//!
//! A union tells what each of its types looks like; this module finds the one that a value is. A discriminator decides where
//! there is one. Otherwise a type has to fit the kind of the value, its required fields and its fixed values, and of those that do,
//! the one that knows most of the value's fields comes first; where several know as many, the one that keeps what is inside them
//! too. Invariant: what fits none is kept as it is, and so is what fits
//! several and none of them alone, so nothing is lost.

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
    /// Whether an object of it keeps further fields.
    pub open: bool,
    /// Fields that hold one of some values: texts, or other values in their JSON spelling.
    pub fixed: &'static [(&'static str, &'static [&'static str])],
    /// Fields that hold one of some values as far as is known, and may hold others.
    pub usual: &'static [(&'static str, &'static [&'static str])],
    /// The texts that it knows, when it is text.
    pub texts: &'static [&'static str],
    /// The values of the discriminator that mean it.
    pub tags: &'static [&'static str],
    /// What its elements look like, when it is an array and that is known: one shape or none.
    pub items: &'static [Shape],
    /// What its elements look like by their places, when it is an array that has places; `open` says that more may follow.
    pub places: &'static [Shape],
    /// How many of these places are always there.
    pub least: usize,
}

impl Shape {
    /// A shape that says nothing; generated ones say what differs.
    pub const EMPTY: Self = Self {
        kinds: 0,
        required: &[],
        known: &[],
        open: false,
        fixed: &[],
        usual: &[],
        texts: &[],
        tags: &[],
        items: &[],
        places: &[],
        least: 0,
    };
}

/// The types that a value can be, the likeliest first.
#[derive(Debug, PartialEq, Eq)]
pub enum Candidates {
    /// The discriminator says that it is this one.
    Told(usize),
    /// It is of a type that is not known: the discriminator says so, or it would lose fields as any of the others.
    Unheard,
    /// It can be any of these.
    Fitting(Vec<usize>),
    /// It can be any of these, and only reading it shows which of them keeps what is inside its fields.
    Alike(Vec<usize>),
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
    // Of types for which equally much speaks, none may take a value of which it would lose fields that another one knows.
    let told = ranked.first().map_or(0, |(rank, _)| rank / TOLD);
    let is_rival = |(rank, _): &&(usize, usize)| rank / TOLD == told;
    let rivals: Vec<usize> = ranked
        .iter()
        .filter(is_rival)
        .map(|(_, index)| *index)
        .collect();
    let is_whole = |index: &usize| {
        let mut others = rivals.iter().map(|other| &shapes[*other]);
        !others.any(|other| loses(value, &shapes[*index], other))
    };
    let (whole, rest): (Vec<usize>, Vec<usize>) = rivals.iter().partition(|index| is_whole(index));
    if whole.is_empty() && !rest.is_empty() {
        return Candidates::Unheard;
    }
    let first = ranked.first().map(|(rank, _)| *rank);
    let is_first = |(rank, index): &&(usize, usize)| Some(*rank) == first && whole.contains(index);
    let is_tie = ranked.iter().filter(is_first).nth(1).is_some();
    let others = ranked.iter().skip(rivals.len()).map(|(_, index)| *index);
    let order = whole.into_iter().chain(rest).chain(others).collect();
    if is_tie && has_inside(value) {
        Candidates::Alike(order)
    } else {
        Candidates::Fitting(order)
    }
}

/// Whether a value has anything inside its fields or elements that one type keeps and another one does not.
fn has_inside(value: &Value) -> bool {
    let is_deep = |inner: &Value| inner.is_object() || inner.is_array() || inner.is_null();
    match value {
        Value::Array(items) => items.iter().any(is_deep),
        Value::Object(fields) => fields.values().any(is_deep),
        _ => false,
    }
}

/// Reads a value of one of some types.
pub type Read<T> = fn(&Value) -> Result<T, serde_json::Error>;

/// Reads a value as the first of some types that keeps all of it, or else as the first that it fits.
pub fn read_alike<T: Serialize>(value: &Value, order: &[usize], read: &[Read<T>]) -> Option<T> {
    let mut first = None;
    for read in order.iter().filter_map(|index| read.get(*index)) {
        let Ok(found) = read(value) else { continue };
        if serde_json::to_value(&found).is_ok_and(|back| keeps(&back, value)) {
            return Some(found);
        }
        first = first.or(Some(found));
    }
    first
}

/// Whether a value that was read and written again still has every field and element.
fn keeps(back: &Value, value: &Value) -> bool {
    match (back, value) {
        (Value::Object(back), Value::Object(value)) => value
            .iter()
            .all(|(name, inner)| back.get(name).is_some_and(|back| keeps(back, inner))),
        (Value::Array(back), Value::Array(value)) => {
            back.len() == value.len()
                && back
                    .iter()
                    .zip(value)
                    .all(|(back, inner)| keeps(back, inner))
        }
        _ => true,
    }
}

/// What a value of a field adds to the rank of a type for which it speaks.
const TOLD: usize = 1_000;

/// Whether a value has a field that a type does not keep and another one knows.
fn loses(value: &Value, shape: &Shape, other: &Shape) -> bool {
    let is_lost =
        |key: &String| !shape.known.contains(&key.as_str()) && other.known.contains(&key.as_str());
    !shape.open
        && value
            .as_object()
            .is_some_and(|object| object.keys().any(is_lost))
}

/// Whether a value is one of some: a text, or another value in its JSON spelling.
fn is_one_of(value: &Value, known: &[&str]) -> bool {
    match value {
        Value::String(text) => known.contains(&text.as_str()),
        Value::Number(_) | Value::Bool(_) => known.contains(&value.to_string().as_str()),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
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
    if let (Some(items), [_, ..]) = (value.as_array(), shape.places) {
        if items.len() < shape.least || (items.len() > shape.places.len() && !shape.open) {
            return None;
        }
        for (item, shape) in items.iter().zip(shape.places) {
            rank += self::rank(item, shape)?;
        }
    }
    if let (Some(items), [shape]) = (value.as_array(), shape.items) {
        for item in items {
            rank += self::rank(item, shape)?;
        }
    }
    if let Some(object) = value.as_object() {
        if shape
            .required
            .iter()
            .any(|field| !object.contains_key(*field))
        {
            return None;
        }
        for (field, values) in shape.fixed {
            match object.get(*field) {
                Some(value) if is_one_of(value, values) => rank += TOLD,
                Some(Value::Null) | None => {}
                Some(_) => return None,
            }
        }
        let is_usual = |(field, values): &&(&str, &[&str])| {
            object
                .get(*field)
                .is_some_and(|value| is_one_of(value, values))
        };
        rank += TOLD * shape.usual.iter().filter(is_usual).count();
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
#[allow(unused_macros, reason = "not every crate has types of this kind")]
macro_rules! union {
    ($ty:ident { $($variant:ident = $shape:expr,)* } by $discriminator:expr, else $unknown:ident) => {
        impl ::serde::Serialize for $ty {
            fn serialize<__S: ::serde::Serializer>(&self, serializer: __S) -> Result<__S::Ok, __S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::runtime::write_variant(value, $discriminator, const { &$shape }, serializer)
                    })*
                    Self::$unknown(value) => value.serialize(serializer),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<__D: ::serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                const READ: &[$crate::runtime::Read<$ty>] =
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
                    $crate::runtime::Candidates::Alike(order) => {
                        Ok($crate::runtime::read_alike(&value, &order, READ)
                            .unwrap_or(Self::$unknown(value)))
                    }
                }
            }
        }
    };
}

#[allow(unused_imports, reason = "not every crate has types of this kind")]
pub(crate) use union;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NONE: Shape = Shape::EMPTY;
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
    fn of_types_with_the_same_fields_the_one_that_keeps_what_is_inside_comes_first() {
        let shapes = [Shape {
            kinds: 0x20,
            known: &["a"],
            ..NONE
        }; 2];
        let flat = json!({ "a": 1 });
        assert_eq!(
            candidates(&flat, None, &shapes),
            Candidates::Fitting(vec![0, 1])
        );
        let deep = json!({ "a": { "b": 1 } });
        assert_eq!(
            candidates(&deep, None, &shapes),
            Candidates::Alike(vec![0, 1])
        );
        let read: [Read<Value>; 3] = [
            |_| serde_json::from_str("!"),
            |_| Ok(json!({ "a": {} })),
            |value| Ok(value.clone()),
        ];
        assert_eq!(read_alike(&deep, &[0, 1, 2], &read), Some(deep.clone()));
        assert_eq!(read_alike(&deep, &[0, 1], &read), Some(json!({ "a": {} })));
        assert_eq!(read_alike(&deep, &[0], &read), None);
    }

    #[test]
    fn what_two_types_would_lose_parts_of_is_none_of_them() {
        let [a, b] = [&["a", "x"], &["b", "x"]].map(|known| Shape {
            kinds: 0x20,
            known,
            ..NONE
        });
        let found = |value| candidates(&value, None, &[a, b]);
        assert_eq!(found(json!({ "a": 1, "b": 2 })), Candidates::Unheard);
        assert_eq!(
            found(json!({ "a": 1, "x": 2, "new": 3 })),
            Candidates::Fitting(vec![0, 1])
        );
        let open = [a, Shape { open: true, ..b }];
        let value = json!({ "a": 1, "b": 2, "x": 3 });
        assert_eq!(
            candidates(&value, None, &open),
            Candidates::Fitting(vec![1, 0])
        );
        let value = json!({ "a": 1, "kind": "cat", "name": "n" });
        let told = [
            CAT,
            Shape {
                required: &[],
                ..DOG
            },
            a,
        ];
        assert_eq!(
            candidates(&value, None, &told),
            Candidates::Fitting(vec![0, 2])
        );
    }

    #[test]
    fn elements_tell_arrays_apart() {
        const CATS: Shape = Shape {
            kinds: 0x10,
            items: &[CAT],
            ..NONE
        };
        const DOGS: Shape = Shape {
            items: &[DOG],
            ..CATS
        };
        let found = |value| candidates(&value, None, &[CATS, DOGS]);
        let dogs = json!([{ "name": "a", "kind": "dog" }]);
        assert_eq!(found(dogs), Candidates::Fitting(vec![1]));
        assert_eq!(found(json!([])), Candidates::Fitting(vec![0, 1]));
        assert_eq!(found(json!([1])), Candidates::Fitting(vec![]));
    }

    #[test]
    fn values_that_are_no_texts_tell_too() {
        let fixed = |fixed| Shape {
            kinds: 0x20,
            fixed,
            ..NONE
        };
        let shapes = [
            fixed(&[("on", &["true"])]),
            fixed(&[("on", &["false", "0"])]),
        ];
        let found = |value| candidates(&value, None, &shapes);
        assert_eq!(found(json!({ "on": true })), Candidates::Fitting(vec![0]));
        assert_eq!(found(json!({ "on": 0 })), Candidates::Fitting(vec![1]));
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
