//! Tuples: arrays of which each place has a type of its own.
//!
//! An element is lowered as a field that is called after its place, so that limits, defaults of code and descriptions
//! are those of fields. All elements are there unless the spec says how many are enough; then those at the end may
//! be missing. What belongs to things with names has no meaning for an element, and is refused.

use super::Context;
use crate::model::{self, Name, Presence, Tuple};
use crate::problem::{Place, Problem};
use crate::schema::{Shape, TypeOrShape};

impl Context<'_> {
    /// Lowers a tuple of a type that is called `owner`.
    pub(super) fn tuple(
        &mut self,
        elements: Vec<TypeOrShape>,
        least: Option<u64>,
        rest: Option<Box<Shape>>,
        owner: &str,
        place: &Place,
    ) -> Tuple {
        let count = elements.len();
        let most = Tuple::NAMES.len();
        if count == 0 || count > most {
            self.problems.push(
                Problem::error(
                    &place.key("tuple"),
                    format!("a tuple has 1 to {most} elements, and this has {count}"),
                )
                .at_key()
                .help("use `items`, or `extra` for what follows"),
            );
        }
        let least = least.map_or(count, |least| usize::try_from(least).unwrap_or(usize::MAX));
        if least > count {
            self.error(
                &place.key("minItems"),
                format!("`minItems` is {least}, and the tuple has no more than {count} elements"),
            );
        }
        let elements = elements
            .into_iter()
            .zip(Tuple::NAMES)
            .enumerate()
            .map(|(index, (element, name))| {
                let place = place.key("tuple").index(index);
                let shape = match element {
                    TypeOrShape::Type(ty) => Shape { ty: Some(ty), ..Shape::default() },
                    TypeOrShape::Shape(shape) => *shape,
                };
                let mut element = self.place_of_tuple(shape, name, index, owner, place);
                if index < least {
                    element.presence = Presence::Required;
                }
                element
            })
            .collect();
        let rest = rest.map(|rest| self.standing(*rest, "rest", owner, place.key("extra")));
        Tuple { elements, rest }
    }

    fn place_of_tuple(
        &mut self,
        shape: Shape,
        name: &str,
        index: usize,
        owner: &str,
        place: Place,
    ) -> model::Field {
        let misplaced = [
            ("wire", shape.wire.is_some()),
            ("required", shape.required),
            ("default", shape.default.is_some()),
            ("readOnly", shape.read_only),
            ("writeOnly", shape.write_only),
            ("contentType", shape.content_type.is_some()),
            ("fromOption", shape.from_option.is_some()),
        ];
        for (key, _) in misplaced.iter().filter(|(_, is_there)| *is_there) {
            self.problems.push(
                Problem::error(&place.key(key), format!("`{key}` has no meaning for an element of a tuple"))
                    .at_key()
                    .maybe_help((*key == "required").then(|| {
                        "all elements are there, unless `minItems` of the tuple says how many".to_owned()
                    })),
            );
        }
        let plain = Shape {
            wire: None,
            required: false,
            default: None,
            read_only: false,
            write_only: false,
            content_type: None,
            from_option: None,
            ..shape
        };
        let mut element = self.field(name.to_owned(), plain, owner, place);
        element.name = Name::renamed(name.to_owned(), index.to_string());
        element
    }
}
