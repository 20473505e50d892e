//! Values that are one of several types.
//!
//! A union tells what each of its types looks like; this module finds the one that a value is, and reads it from the text as it came:
//! a value in between would have rounded its numbers. A discriminator decides where there is one. Otherwise a type has to fit the kind of the value, its required fields and its fixed values, and of those that do,
//! the one that knows most of the value's fields comes first; where several know as many, the one that keeps what is inside them
//! too. Invariant: what fits none is kept as it is, and so is what fits
//! several and none of them alone, so nothing is lost.

use serde::de::{DeserializeOwned, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::glance::{self, Scalar};
use super::integral_float;
use super::json_text;
use super::raw;
use super::tagged::{Tag, Tagged};

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
    /// Whether it is a union, no value of which has all that is said here.
    pub union: bool,
    /// Fields that hold one of some values: texts, or other values in their JSON spelling.
    pub fixed: &'static [(&'static str, &'static [&'static str])],
    /// Fields that hold one of some values as far as is known, and may hold others.
    pub usual: &'static [(&'static str, &'static [&'static str])],
    /// The texts that it knows, when it is text.
    pub texts: &'static [&'static str],
    /// The values of the discriminator that mean it.
    pub tags: &'static [&'static str],
    /// Whether values of it write the discriminator themselves, as those of a union with the same one do.
    pub tagged: bool,
    /// Whether values are of it whose discriminator is missing or tells no type. They keep the discriminator that they have.
    pub fallback: bool,
    /// Whether the discriminator is a number or a boolean in it.
    pub unquoted: bool,
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
        union: false,
        fixed: &[],
        usual: &[],
        texts: &[],
        tags: &[],
        tagged: false,
        fallback: false,
        unquoted: false,
        items: &[],
        places: &[],
        least: 0,
    };
}

/// The types that a value can be, the likeliest first.
#[derive(Debug, Default, PartialEq, Eq)]
struct Candidates {
    /// The types by their indices.
    order: Vec<usize>,
    /// How many of them, from the first, know every field of the value that one of the others knows.
    whole: usize,
    /// Whether only reading shows whether the first keeps what is inside the value.
    open: bool,
}

/// Reads a value of one of the types of a union; what is none of them is handed to `unknown`.
pub fn read_union<'de, T: Serialize, D: Deserializer<'de>>(
    deserializer: D,
    discriminator: Option<&str>,
    shapes: &[Shape],
    read: &[Read<T>],
    unknown: fn(Value) -> T,
) -> Result<T, D::Error> {
    let json = raw::read(deserializer)?;
    let found = find(json.get(), discriminator, shapes, read, unknown);
    found.map_err(|error| D::Error::custom(unplaced(&error)))
}

/// Reads a value of one of some types from its JSON.
pub type Read<T> = fn(&str) -> serde_json::Result<T>;

/// Reads a value of a type of a union.
pub fn read_variant<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    // The reader for bytes is the one that answers are read by: what it needs for the type is compiled already.
    integral_float::from_slice(json.as_bytes())
}

fn find<T: Serialize>(
    json: &str,
    discriminator: Option<&str>,
    shapes: &[Shape],
    read: &[Read<T>],
    unknown: fn(Value) -> T,
) -> serde_json::Result<T> {
    let tag = match discriminator {
        Some(field) => glance::scalar_of(json, field)?,
        None => None,
    };
    // A tag of another kind than the discriminator has tells nothing.
    let has_kind = |tag: &Scalar| shapes.iter().any(|shape| shape.unquoted == tag.unquoted);
    if let Some(tag) = tag.filter(has_kind) {
        let is_told = |shape: &Shape| {
            shape.unquoted == tag.unquoted && shape.tags.contains(&tag.text.as_str())
        };
        return match shapes.iter().position(is_told).and_then(|at| read.get(at)) {
            Some(read) => read(json),
            None => match read_fallback(json, shapes, read) {
                Some(known) => Ok(known),
                None => serde_json::from_str(json).map(unknown),
            },
        };
    }
    if discriminator.is_some()
        && json.starts_with('{')
        && let Some(known) = read_fallback(json, shapes, read)
    {
        return Ok(known);
    }
    let value: Value = serde_json::from_str(json)?;
    if let Some(known) = read_first(json, &value, &candidates(&value, shapes), read) {
        return Ok(known);
    }
    // No type takes the value as it is; one may take it when its integers are written as such.
    let integral = integral_float::to_integers(json.as_bytes())
        .and_then(|json| String::from_utf8(json).ok())
        .and_then(|json| {
            let value: Value = serde_json::from_str(&json).ok()?;
            read_first(&json, &value, &candidates(&value, shapes), read)
        });
    Ok(integral.unwrap_or_else(|| unknown(value)))
}

/// Reads a value of which the discriminator tells no type as one of the type that there is for such values.
fn read_fallback<T>(json: &str, shapes: &[Shape], read: &[Read<T>]) -> Option<T> {
    let index = shapes.iter().position(|shape| shape.fallback)?;
    read.get(index)?(json).ok()
}

/// What an error says, without the place inside the value: the place of the value is known to whoever reads what is around it.
fn unplaced(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) if error.line() > 0 => text[..end].to_owned(),
        _ => text,
    }
}

/// Finds the types that a value can be.
fn candidates(value: &Value, shapes: &[Shape]) -> Candidates {
    let mut ranked: Vec<(Rank, usize)> = shapes
        .iter()
        .enumerate()
        .filter_map(|(index, shape)| rank(value, shape).map(|rank| (rank, index)))
        .collect();
    ranked.sort_by(|a, b| b.0.order().cmp(&a.0.order()).then(a.1.cmp(&b.1)));
    let Some(first) = ranked.first().map(|(rank, _)| *rank) else {
        return Candidates::default();
    };
    // No type may take a value of which it would lose fields that another one knows, unless the only value of a field tells
    // that it is this one.
    let is_rival = |(rank, _): &&(Rank, usize)| {
        rank.told == first.told || !(first.is_sure || rank.is_contradicted)
    };
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
    let is_first =
        |(rank, index): &&(Rank, usize)| rank.order() == first.order() && whole.contains(index);
    let is_tie = ranked.iter().filter(is_first).nth(1).is_some();
    let is_union = whole.first().is_some_and(|index| shapes[*index].union);
    let is_open = is_union || has_null(value) || (is_tie && has_inside(value));
    let others = ranked.iter().map(|(_, index)| *index);
    let others: Vec<usize> = others.filter(|index| !rivals.contains(index)).collect();
    Candidates {
        whole: whole.len(),
        open: is_open && ranked.len() > 1,
        order: whole.into_iter().chain(rest).chain(others).collect(),
    }
}

/// Whether a value has null in a field: a type for which that is the same as leaving it out would lose it.
fn has_null(value: &Value) -> bool {
    let fields = value.as_object();
    fields.is_some_and(|fields| fields.values().any(Value::is_null))
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

/// Reads a value as the first of some types that keeps all of it, or else as the first that it fits and that does not lose
/// what another one knows.
fn read_first<T: Serialize>(
    json: &str,
    value: &Value,
    candidates: &Candidates,
    read: &[Read<T>],
) -> Option<T> {
    let mut fitting = None;
    for (turn, index) in candidates.order.iter().enumerate() {
        let Some(Ok(found)) = read.get(*index).map(|read| read(json)) else {
            continue;
        };
        let is_told = turn == 0 && candidates.whole > 0 && !candidates.open;
        if is_told || is_kept(&found, value) {
            return Some(found);
        }
        fitting = fitting.or((turn < candidates.whole).then_some(found));
    }
    fitting
}

fn is_kept<T: Serialize>(found: &T, value: &Value) -> bool {
    let back = json_text::whole(found).and_then(|json| serde_json::from_slice(&json));
    back.is_ok_and(|back: Value| keeps(&back, value))
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

/// Whether a value has a field that a type does not keep and another one does: one that knows it, or one that keeps further
/// fields and knows as many of the value's fields.
fn loses(value: &Value, shape: &Shape, other: &Shape) -> bool {
    let Some(object) = value.as_object().filter(|_| !shape.open) else {
        return false;
    };
    let knows = |shape: &Shape, key: &String| shape.known.contains(&key.as_str());
    let count = |shape: &Shape| object.keys().filter(|key| knows(shape, key)).count();
    let keeps_rest = other.open && count(other) >= count(shape);
    let is_lost = |key: &String| !knows(shape, key) && (keeps_rest || knows(other, key));
    object.keys().any(is_lost)
}

/// Whether a value is one of some: a text, or another value in its JSON spelling.
fn is_one_of(value: &Value, known: &[&str]) -> bool {
    match value {
        Value::String(text) => known.contains(&text.as_str()),
        Value::Number(_) | Value::Bool(_) => known.contains(&value.to_string().as_str()),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// How well a value fits a type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Rank {
    /// How many fields hold a value that the type lists for them.
    told: usize,
    /// How many fields the type knows, and how well the kind fits.
    known: usize,
    /// Whether a field holds the only value that the type lists for it.
    is_sure: bool,
    /// Whether a field holds a value that the type does not list for it, though it may have others.
    is_contradicted: bool,
}

impl Rank {
    fn order(self) -> (usize, usize) {
        (self.told, self.known)
    }

    /// Adds how well a value inside fits.
    fn add(&mut self, inner: Self) {
        self.told += inner.told;
        self.known += inner.known;
        self.is_sure |= inner.is_sure;
        self.is_contradicted |= inner.is_contradicted;
    }

    /// Adds a field with one of the values that the type lists for it.
    fn add_told(&mut self, values: &[&str]) {
        self.told += 1;
        self.is_sure |= values.len() == 1;
    }
}

/// How well a value fits; `None` is not at all.
fn rank(value: &Value, shape: &Shape) -> Option<Rank> {
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
    let known = match shape.kinds {
        ANYTHING => 0,
        only if only == kind => 2,
        _ => 1,
    };
    let mut rank = Rank {
        known,
        ..Rank::default()
    };
    if let Some(text) = value.as_str() {
        rank.known += usize::from(shape.texts.contains(&text));
    }
    if let (Some(items), [_, ..]) = (value.as_array(), shape.places) {
        if items.len() < shape.least || (items.len() > shape.places.len() && !shape.open) {
            return None;
        }
        for (item, shape) in items.iter().zip(shape.places) {
            rank.add(self::rank(item, shape)?);
        }
    }
    if let (Some(items), [shape]) = (value.as_array(), shape.items) {
        for item in items {
            rank.add(self::rank(item, shape)?);
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
                Some(value) if is_one_of(value, values) => rank.add_told(values),
                Some(Value::Null) | None => {}
                Some(_) => return None,
            }
        }
        for (field, values) in shape.usual {
            match object.get(*field) {
                Some(value) if is_one_of(value, values) => rank.add_told(values),
                Some(Value::Null) | None => {}
                Some(_) => rank.is_contradicted = true,
            }
        }
        rank.known += shape
            .known
            .iter()
            .filter(|field| object.contains_key(**field))
            .count();
    }
    Some(rank)
}

/// Writes a value of one of the types with the discriminator that identifies the type, whatever the value holds there.
pub fn write_variant<T: Serialize, S: Serializer>(
    value: &T,
    discriminator: Option<&'static str>,
    shape: &'static Shape,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    write_told(value, |_| None, discriminator, shape, serializer)
}

/// Writes a value of a type that several values of the discriminator identify: `own` reads from it which one does.
pub fn write_told<T: Serialize, S: Serializer>(
    value: &T,
    own: impl Fn(&T) -> Option<String>,
    discriminator: Option<&'static str>,
    shape: &'static Shape,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let (Some(field), [first, rest @ ..]) = (discriminator, shape.tags) else {
        return value.serialize(serializer);
    };
    if shape.tagged || shape.fallback {
        return value.serialize(serializer);
    }
    let own = own(value);
    let own = rest.iter().find(|tag| own.as_deref() == Some(**tag));
    value.serialize(Tagged {
        inner: serializer,
        field,
        tag: Tag {
            text: own.unwrap_or(first),
            unquoted: shape.unquoted,
        },
    })
}

/// Implements serde for an enum whose variants hold the types of a union. The variant after `else` keeps what fits none.
#[allow(unused_macros, reason = "not every crate has types of this kind")]
macro_rules! union {
    (@write $value:ident $discriminator:expr, $shape:expr, $serializer:ident) => {
        $crate::runtime::write_variant($value, $discriminator, const { &$shape }, $serializer)
    };
    (@write $value:ident $discriminator:expr, $shape:expr, $serializer:ident, $own:expr) => {
        $crate::runtime::write_told($value, $own, $discriminator, const { &$shape }, $serializer)
    };
    ($ty:ident { $($variant:ident = $shape:expr $(=> $own:expr)?,)* } by $discriminator:expr, else $unknown:ident) => {
        impl ::serde::Serialize for $ty {
            fn serialize<__S: ::serde::Serializer>(&self, serializer: __S) -> Result<__S::Ok, __S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::runtime::union!(@write value $discriminator, $shape, serializer $(, $own)?)
                    })*
                    Self::$unknown(value) => value.serialize(serializer),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<__D: ::serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                const READ: &[$crate::runtime::Read<$ty>] =
                    &[$(|json| $crate::runtime::read_variant(json).map($ty::$variant)),*];
                const SHAPES: &[$crate::runtime::Shape] = &[$($shape),*];
                $crate::runtime::read_union(deserializer, $discriminator, SHAPES, READ, $ty::$unknown)
            }
        }
    };
}

#[allow(unused_imports, reason = "not every crate has types of this kind")]
pub(crate) use union;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::super::DecimalNumber;
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
        let fitting = |value| candidates(&value, &shapes).order;
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
        let order = |kind: &str| candidates(&json!({ "kind": kind }), &shapes).order;
        assert_eq!(order("dog"), [1, 0]);
        assert_eq!(order("fish"), [0, 1]);
    }

    #[test]
    fn of_types_with_the_same_fields_the_one_that_keeps_what_is_inside_comes_first() {
        let shapes = [Shape {
            kinds: 0x20,
            known: &["a"],
            ..NONE
        }; 2];
        assert!(!candidates(&json!({ "a": 1 }), &shapes).open);
        let deep = json!({ "a": { "b": 1 } });
        assert!(candidates(&deep, &shapes).open);
        let read: [Read<Value>; 3] = [
            |_| serde_json::from_str("!"),
            |_| Ok(json!({ "a": {} })),
            read_variant,
        ];
        let found = |order: &[usize]| {
            let candidates = Candidates {
                whole: order.len(),
                open: true,
                order: order.to_vec(),
            };
            read_first(&deep.to_string(), &deep, &candidates, &read)
        };
        assert_eq!(found(&[0, 1, 2]), Some(deep.clone()));
        assert_eq!(found(&[0, 1]), Some(json!({ "a": {} })));
        assert_eq!(found(&[0]), None);
    }

    #[test]
    fn what_the_likeliest_type_refuses_is_another_one_only_as_a_whole() {
        let [a, b] = [&["a", "b"][..], &["a"]].map(|known| Shape {
            kinds: 0x20,
            known,
            ..NONE
        });
        let value = json!({ "a": 1, "b": "x" });
        let candidates = candidates(&value, &[a, b]);
        let read = |second: Read<Value>| {
            let read: [Read<Value>; 2] = [|_| serde_json::from_str("!"), second];
            read_first(&value.to_string(), &value, &candidates, &read)
        };
        assert_eq!(read(|_| Ok(json!({ "a": 1 }))), None);
        assert_eq!(read(read_variant), Some(value.clone()));
    }

    #[test]
    fn a_union_takes_what_none_of_its_types_knows_as_a_whole_after_all_others() {
        let [union, other] = [true, false].map(|union| Shape {
            kinds: 0x20,
            known: &["a", "b"],
            union,
            ..NONE
        });
        let value = json!({ "a": 1, "b": 2 });
        let candidates = candidates(&value, &[union, other]);
        let read: [Read<Value>; 2] = [|_| Ok(json!({ "a": 1 })), read_variant];
        let found = read_first(&value.to_string(), &value, &candidates, &read);
        assert_eq!(found, Some(value));
    }

    #[test]
    fn what_two_types_would_lose_parts_of_is_none_of_them() {
        let [a, b] = [&["a", "x"], &["b", "x"]].map(|known| Shape {
            kinds: 0x20,
            known,
            ..NONE
        });
        let found = |value| {
            let candidates = candidates(&value, &[a, b]);
            (candidates.order, candidates.whole)
        };
        assert_eq!(found(json!({ "a": 1, "b": 2 })), (vec![0, 1], 0));
        assert_eq!(found(json!({ "a": 1, "x": 2, "new": 3 })), (vec![0, 1], 1));
        let open = [a, Shape { open: true, ..b }];
        let value = json!({ "a": 1, "b": 2, "x": 3 });
        assert_eq!(candidates(&value, &open).order, [1, 0]);
        let value = json!({ "a": 1, "kind": "cat", "name": "n" });
        let told = [
            CAT,
            Shape {
                required: &[],
                ..DOG
            },
            a,
        ];
        assert_eq!(candidates(&value, &told).order, [0, 2]);
    }

    #[test]
    fn a_value_of_a_list_of_several_is_no_reason_to_lose_fields() {
        let [rated, named] = [&["stars"][..], &["stars", "name"]].map(|known| Shape {
            kinds: 0x20,
            known,
            ..NONE
        });
        let first = |values| {
            let rated = Shape {
                usual: values,
                ..rated
            };
            let value = json!({ "stars": 1, "name": "x" });
            candidates(&value, &[rated, named]).order[0]
        };
        assert_eq!(first(&[("stars", &["1", "2"])]), 1);
        assert_eq!(first(&[("stars", &["1"])]), 0);
    }

    #[test]
    fn what_no_type_knows_is_of_one_that_keeps_further_fields() {
        let thing = Shape {
            kinds: 0x20,
            known: &["a", "b"],
            ..NONE
        };
        let map = Shape {
            kinds: 0x20,
            open: true,
            ..NONE
        };
        let first = |value| candidates(&value, &[thing, map]).order[0];
        assert_eq!(first(json!({ "x": 1 })), 1);
        assert_eq!(first(json!({ "a": 1, "new": 2 })), 0);
        let loose = Shape {
            known: &["a"],
            ..map
        };
        let first = |value| candidates(&value, &[thing, loose]).order[0];
        assert_eq!(first(json!({ "a": 1, "new": 2 })), 1);
        assert_eq!(first(json!({ "a": 1, "b": 2, "new": 3 })), 0);
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
        let found = |value| candidates(&value, &[CATS, DOGS]).order;
        let dogs = json!([{ "name": "a", "kind": "dog" }]);
        assert_eq!(found(dogs), [1]);
        assert_eq!(found(json!([])), [0, 1]);
        assert_eq!(found(json!([1])), [0_usize; 0]);
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
        let found = |value| candidates(&value, &shapes).order;
        assert_eq!(found(json!({ "on": true })), [0]);
        assert_eq!(found(json!({ "on": 0 })), [1]);
    }

    #[test]
    fn a_whole_number_is_rather_an_integer() {
        let [fraction, integer] = [0x06, 0x04].map(|kinds| Shape { kinds, ..NONE });
        let order = |value| candidates(&value, &[fraction, integer]).order;
        assert_eq!(order(json!(1)), [1, 0]);
        assert_eq!(order(json!(1.5)), [0]);
    }

    #[test]
    fn the_discriminator_identifies_the_variant_whatever_the_value_holds() {
        let written = |value: Value, shape: &'static Shape| {
            let own = |value: &Value| value.get("kind").map(|kind| kind.to_string());
            write_told(
                &value,
                own,
                Some("kind"),
                shape,
                serde_json::value::Serializer,
            )
            .unwrap()
        };
        assert_eq!(written(json!({}), &CAT), json!({ "kind": "cat" }));
        assert_eq!(
            written(json!({ "kind": "lion" }), &CAT),
            json!({ "kind": "cat" })
        );
        assert_eq!(written(json!("x"), &CAT), json!("x"));
        const NUMBERED: Shape = Shape {
            tags: &["1", "2"],
            unquoted: true,
            ..CAT
        };
        assert_eq!(
            written(json!({ "kind": 2 }), &NUMBERED),
            json!({ "kind": 2 })
        );
        assert_eq!(
            written(json!({ "kind": 3 }), &NUMBERED),
            json!({ "kind": 1 })
        );
        const WRITTEN_INSIDE: Shape = Shape {
            tagged: true,
            ..CAT
        };
        let lion = json!({ "kind": "lion" });
        assert_eq!(written(lion.clone(), &WRITTEN_INSIDE), lion);
    }

    #[test]
    fn a_discriminator_that_is_a_number_is_one_in_json() {
        const NUMBERED: [Shape; 2] = [
            Shape {
                tags: &["1"],
                unquoted: true,
                ..CAT
            },
            Shape {
                tags: &["2"],
                unquoted: true,
                ..CAT
            },
        ];
        let read: [Read<Value>; 2] = [|_| Ok(json!("first")), |_| Ok(json!("second"))];
        let found = |json: &str| find(json, Some("kind"), &NUMBERED, &read, |value| value).unwrap();
        assert_eq!(found(r#"{"kind":1}"#), json!("first"));
        assert_eq!(found(r#"{"kind":2.0}"#), json!("second"));
        let unknown = json!({ "kind": 3 });
        assert_eq!(found(&unknown.to_string()), unknown);
    }

    #[derive(Debug, PartialEq)]
    enum Pet {
        Cat(BTreeMap<String, DecimalNumber>),
        Dogs(Vec<Pet>),
        Unknown(Value),
    }

    const DOGS: Shape = Shape {
        kinds: 0x10,
        ..NONE
    };

    const OPEN: Shape = Shape {
        kinds: 0x20,
        open: true,
        ..NONE
    };

    union! {
        Pet { Cat = OPEN, Dogs = DOGS, } by None, else Unknown
    }

    #[test]
    fn numbers_keep_their_digits() {
        for text in [
            r#"{"weight":12345678901234567890.123456789}"#,
            r#"[[{"weight":1.10},{"weight":-0.0}],[]]"#,
        ] {
            let pet: Pet = serde_json::from_str(text).unwrap();
            assert!(!matches!(pet, Pet::Unknown(_)));
            assert_eq!(serde_json::to_string(&pet).unwrap(), text);
        }
    }

    #[derive(Debug, PartialEq)]
    enum Told {
        Cat(BTreeMap<String, Digits>),
        Unknown(Value),
    }

    union! {
        Told { Cat = CAT, } by Some("kind"), else Unknown
    }

    #[derive(Debug, PartialEq)]
    enum Digits {
        Weight(DecimalNumber),
        Text(String),
        Unknown(Value),
    }

    const NUMBER: Shape = Shape {
        kinds: 0x06,
        ..NONE
    };

    union! {
        Digits { Weight = NUMBER, Text = TEXT, } by None, else Unknown
    }

    #[test]
    fn a_discriminator_decides_and_is_written() {
        let read = |text: &str| serde_json::from_str::<Told>(text);
        let text = r#"{"kind":"cat","weight":0.10000000000000000001}"#;
        assert_eq!(serde_json::to_string(&read(text).unwrap()).unwrap(), text);
        let Told::Cat(mut cat) = read(text).unwrap() else {
            panic!("a cat is one")
        };
        cat.remove("kind");
        assert_eq!(
            serde_json::to_string(&Told::Cat(cat)).unwrap(),
            r#"{"weight":0.10000000000000000001,"kind":"cat"}"#
        );
        let fish = json!({ "kind": "fish" });
        assert_eq!(read(&fish.to_string()).unwrap(), Told::Unknown(fish));
        let error = read(r#"{"kind":"cat","n":"#).unwrap_err();
        assert!(error.is_eof(), "{error}");
    }

    #[derive(Debug, PartialEq)]
    struct Sized {
        size: u8,
    }

    super::super::object! {
        Sized { 0 size: u8 = "size" required, }
    }

    #[derive(Debug, PartialEq)]
    enum Strict {
        Cat(Sized),
        Unknown(Value),
    }

    union! {
        Strict { Cat = CAT, } by Some("kind"), else Unknown
    }

    #[test]
    fn an_error_inside_is_placed_where_the_value_is() {
        let text = r#"{"list":[{"kind":"cat","size":1},{"kind":"cat"}]}"#;
        let error = serde_json::from_str::<BTreeMap<String, Vec<Strict>>>(text).unwrap_err();
        assert!(
            error.to_string().starts_with("missing field `size`"),
            "{error}"
        );
        assert_eq!(
            super::super::json_path::of(text.as_bytes(), &error),
            "list[1]"
        );
    }

    #[test]
    fn what_nests_too_deep_is_an_error() {
        let nested = |depth| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert!(serde_json::from_str::<Pet>(&nested(500)).is_err());
        let cat = format!(r#"{{"kind":"cat","a":{}}}"#, nested(500));
        assert!(serde_json::from_str::<Strict>(&cat).is_err());
    }
}
