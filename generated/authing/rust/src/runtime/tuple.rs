//! Arrays of which each place has a type of its own.
//!
//! A generated struct that stands for one names its fields after their places, and says in the macro below how each may be
//! absent: only those at the end can be missing from an array, and a null takes the place of one that is missing before another.
//! Invariant: a longer array of a newer server can be read, and where the type keeps further elements none is lost.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};

/// Something that is an array with places in JSON.
pub trait Tuple: Sized {
    /// The name for error messages.
    const NAME: &'static str;

    /// Reads the elements.
    fn read<'de, A: SeqAccess<'de>>(elements: TupleReader<'de, A>) -> Result<Self, A::Error>;
}

/// Reads a [`Tuple`].
pub fn read_tuple<'de, T: Tuple, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct TupleVisitor<T>(PhantomData<T>);

    impl<'de, T: Tuple> Visitor<'de> for TupleVisitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "an array ({})", T::NAME)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<T, A::Error> {
            T::read(TupleReader {
                elements,
                count: 0,
                input: PhantomData,
            })
        }
    }

    deserializer.deserialize_seq(TupleVisitor(PhantomData))
}

/// Reads an array place by place.
pub struct TupleReader<'de, A: SeqAccess<'de>> {
    elements: A,
    count: usize,
    input: PhantomData<&'de ()>,
}

impl<'de, A: SeqAccess<'de>> TupleReader<'de, A> {
    /// The element of a place that has to be there.
    pub fn required<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        let element = self.next()?;
        element.ok_or_else(|| Error::invalid_length(self.count, &"an array with more elements"))
    }

    /// The element of a place, where a null is one like nothing at all.
    pub fn optional<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        Ok(self.next::<Option<T>>()?.flatten())
    }

    /// The element of a place that has to be there and can be null.
    pub fn nullable<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        self.required()
    }

    /// The element of a place that need not be there and can be null.
    pub fn patch<T: Deserialize<'de>>(&mut self) -> Result<Option<Option<T>>, A::Error> {
        self.next()
    }

    /// What follows the places.
    pub fn rest<T: Deserialize<'de>>(mut self) -> Result<Vec<T>, A::Error> {
        let mut rest = Vec::new();
        while let Some(element) = self.next()? {
            rest.push(element);
        }
        Ok(rest)
    }

    /// Skips what follows the places.
    pub fn end(mut self) -> Result<(), A::Error> {
        while self.next::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn next<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        let element = self.elements.next_element()?;
        self.count += usize::from(element.is_some());
        Ok(element)
    }
}

/// Writes an array place by place. Elements that are missing are written, as null, only when another one follows. A mistake is
/// kept until the end.
pub struct TupleWriter<S: Serializer> {
    elements: Result<S::SerializeSeq, S::Error>,
    missing: usize,
}

impl<S: Serializer> TupleWriter<S> {
    /// Begins an array.
    pub fn new(serializer: S) -> Self {
        Self {
            elements: serializer.serialize_seq(None),
            missing: 0,
        }
    }

    /// Writes an element.
    pub fn element<T: Serialize>(&mut self, value: &T) {
        for _ in 0..std::mem::take(&mut self.missing) {
            self.write(&());
        }
        self.write(value);
    }

    /// Writes an element that can be missing.
    pub fn optional<T: Serialize>(&mut self, value: &Option<T>) {
        match value {
            Some(value) => self.element(value),
            None => self.missing += 1,
        }
    }

    /// Writes what follows the places.
    pub fn rest<T: Serialize>(&mut self, elements: &[T]) {
        for element in elements {
            self.element(element);
        }
    }

    /// Ends the array.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.elements?.end()
    }

    fn write<T: Serialize>(&mut self, value: &T) {
        if let Ok(elements) = &mut self.elements
            && let Err(mistake) = elements.serialize_element(value)
        {
            self.elements = Err(mistake);
        }
    }
}

/// Implements serde for a struct that is an array in JSON. Each field says how it may be absent, in the words of `object!`; the
/// field after `else` holds further elements, and without one they are skipped.
#[allow(unused_macros, reason = "not every crate has types of this kind")]
macro_rules! tuple {
    ($ty:ident { $($name:ident: $kind:ident,)* } $(else $rest:ident)?) => {
        impl ::serde::Serialize for $ty {
            fn serialize<__S: ::serde::Serializer>(&self, serializer: __S) -> Result<__S::Ok, __S::Error> {
                let mut elements = $crate::runtime::TupleWriter::new(serializer);
                $($crate::runtime::tuple!(@write $kind elements self.$name);)*
                $(elements.rest(&self.$rest);)?
                elements.end()
            }
        }

        impl $crate::runtime::Tuple for $ty {
            const NAME: &'static str = stringify!($ty);

            fn read<'de, A: ::serde::de::SeqAccess<'de>>(
                mut elements: $crate::runtime::TupleReader<'de, A>,
            ) -> Result<Self, A::Error> {
                $(let $name = elements.$kind()?;)*
                $crate::runtime::tuple!(@end elements $($rest)?);
                Ok(Self { $($name,)* $($rest,)? })
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<__D: ::serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                $crate::runtime::read_tuple(deserializer)
            }
        }
    };
    (@write required $elements:ident $value:expr) => { $elements.element(&$value) };
    (@write nullable $elements:ident $value:expr) => { $elements.element(&$value) };
    (@write optional $elements:ident $value:expr) => { $elements.optional(&$value) };
    (@write patch $elements:ident $value:expr) => { $elements.optional(&$value) };
    (@end $elements:ident) => { $elements.end()? };
    (@end $elements:ident $rest:ident) => { let $rest = $elements.rest()?; };
}

// Which of them a crate needs depends on its types.
#[allow(unused_imports, reason = "not every crate has types of this kind")]
pub(crate) use tuple;

#[cfg(test)]
mod tests {
    #[derive(Debug, Clone, PartialEq)]
    struct Point {
        first: f64,
        second: f64,
    }

    tuple! {
        Point { first: required, second: required, }
    }

    #[derive(Debug, Clone, PartialEq)]
    struct Row {
        first: String,
        second: Option<u8>,
        third: Option<u8>,
        fourth: Option<Option<bool>>,
        rest: Vec<u8>,
    }

    tuple! {
        Row { first: required, second: nullable, third: optional, fourth: patch, } else rest
    }

    fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    fn written<T: serde::Serialize>(value: &T) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn places_are_read_and_written() {
        let point = Point {
            first: 1.5,
            second: -2.0,
        };
        assert_eq!(read("[1.5,-2]"), Ok(point.clone()));
        assert_eq!(written(&point), "[1.5,-2.0]");
        // What a newer server adds is skipped.
        assert_eq!(read(r#"[1.5,-2,{"a":[1]},"more"]"#), Ok(point));
        assert!(
            read::<Point>("[1]")
                .unwrap_err()
                .starts_with("invalid length 1")
        );
        assert!(
            read::<Point>("{}")
                .unwrap_err()
                .contains("an array (Point)")
        );
    }

    #[test]
    fn what_is_missing_stays_missing_and_what_follows_is_kept() {
        for text in [
            r#"["a",null]"#,
            r#"["a",1,2]"#,
            r#"["a",1,2,null]"#,
            r#"["a",1,2,true]"#,
            r#"["a",1,null,false]"#,
            r#"["a",1,2,false,7,8,9]"#,
        ] {
            assert_eq!(written(&read::<Row>(text).unwrap()), text);
        }
        assert!(read::<Row>(r#"["a"]"#).is_err());
        let short = Row {
            rest: vec![7],
            ..read::<Row>(r#"["a",1]"#).unwrap()
        };
        assert_eq!(written(&short), r#"["a",1,null,null,7]"#);
    }
}
