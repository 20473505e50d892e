//! Fields: shapes with a name, and what they say about presence, access and deprecation.
//!
//! What the value is, is told in `shape`; here that is put together with everything else that a shape says. Elements
//! and whatever else has no name are lowered as fields are, and keep of them what has a meaning there.

use indexmap::IndexMap;
use serde_json::Value;

use super::shape::Parts;
use super::{Context, type_case};
use crate::model::{self, Access, FieldOrigin, Limits, Name, Presence, Type, TypeKind};
use crate::problem::{Place, Problem};
use crate::schema::{Deprecated, DeprecationNotice, Origin, Shape, Text};

impl Context<'_> {
    /// Lowers the fields of an object that is called `owner`.
    pub(super) fn fields(
        &mut self,
        fields: IndexMap<String, Shape>,
        owner: &str,
        place: &Place,
    ) -> Vec<model::Field> {
        fields
            .into_iter()
            .map(|(name, shape)| {
                let place = place.key(&name);
                self.field(name, shape, owner, place)
            })
            .collect()
    }

    /// Lowers a field, a parameter or anything else that has a name.
    pub(super) fn field(&mut self, name: String, shape: Shape, owner: &str, place: Place) -> model::Field {
        let Shape {
            wire,
            ty,
            items,
            tuple,
            fields,
            extends,
            extra,
            one_of,
            discriminator,
            values,
            closed,
            description,
            required,
            nullable,
            default,
            example,
            minimum,
            maximum,
            exclusive_minimum,
            exclusive_maximum,
            multiple_of,
            min_length,
            max_length,
            pattern,
            min_items,
            max_items,
            min_fields,
            max_fields,
            format,
            content_type,
            read_only,
            write_only,
            unique,
            secret,
            from_option,
            style,
            explode,
            allow_reserved,
            deprecated,
            origin,
        } = shape;
        self.refuse_style(style, explode, allow_reserved, &place);
        // The least number of elements is part of what a tuple is.
        let (least, min_items) = if tuple.is_some() { (min_items, None) } else { (None, min_items) };
        let parts = Parts {
            ty,
            items,
            tuple,
            least,
            fields,
            extends,
            extra,
            one_of,
            discriminator,
            values,
            closed,
            unique,
        };
        let lifted = format!("{owner}{}", type_case(&name));
        let of_elements = parts.items.as_deref().and_then(said_of_elements);
        let errors = self.problems.len();
        let (ty, items) = self.ty(parts, &lifted, &place);
        // What goes with text alone would only be refused once more, of a type that could not be read.
        let is_known = self.problems.len() == errors || ty != Type::Any;
        let (ty, has_null) = ty.split_null();
        model::Field {
            ty,
            presence: self.presence(required, default, &place),
            nullable: nullable || has_null,
            description: match (description, of_elements) {
                (None, Some(text)) => self.text_at(Some(text), &place.key("items"), "description"),
                (own, _) => self.text_at(own, &place, "description"),
            },
            example,
            limits: Limits {
                minimum,
                maximum,
                exclusive_minimum,
                exclusive_maximum,
                multiple_of,
                min_length,
                max_length,
                pattern,
                min_items,
                max_items,
                min_fields,
                max_fields,
                items,
            },
            format,
            content_type,
            access: self.access(read_only, write_only, &place),
            one_way: false,
            secret: secret && is_known,
            tags: Vec::new(),
            from_option: from_option.filter(|_| is_known),
            deprecation: self.deprecation(deprecated, &place),
            origin: origin.map(|origin| self.field_origin(*origin, &place)),
            name: match wire {
                Some(wire) => Name::renamed(name, wire),
                None => Name::new(name),
            },
            place,
        }
    }

    fn field_origin(&mut self, origin: Origin, place: &Place) -> Box<FieldOrigin> {
        let Origin { name, description, default, example } = origin;
        if name.is_some() {
            let place = place.key("origin").key("name");
            self.problems.push(
                Problem::error(&place, "only a named type has a name of its own")
                    .at_key()
                    .help("`wire` is what a field is called in the document"),
            );
        }
        Box::new(FieldOrigin { description, default, example })
    }

    fn access(&mut self, read_only: bool, write_only: bool, place: &Place) -> Access {
        match (read_only, write_only) {
            (true, true) => {
                self.error(place, "it cannot be read-only and write-only at once");
                Access::Both
            }
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            (false, false) => Access::Both,
        }
    }

    fn presence(&mut self, required: bool, default: Option<Value>, place: &Place) -> Presence {
        match (required, default) {
            (true, Some(_)) => {
                self.problems.push(
                    Problem::error(&place.key("default"), "it is required, so its default is never used")
                        .help("take out `required` or `default`"),
                );
                Presence::Required
            }
            (true, None) => Presence::Required,
            (false, Some(value)) => Presence::Defaulted(value),
            (false, None) => Presence::Optional,
        }
    }

    pub(super) fn deprecation(
        &mut self,
        deprecated: Option<Deprecated>,
        place: &Place,
    ) -> Option<model::Deprecation> {
        match deprecated? {
            Deprecated::Flag(false) => None,
            Deprecated::Flag(true) => Some(model::Deprecation { since: None, instead: None }),
            Deprecated::Notice(DeprecationNotice { since, instead }) => Some(model::Deprecation {
                since,
                instead: self.text_at(instead, &place.key("deprecated"), "instead"),
            }),
        }
    }

    /// Lowers what has no name, as elements and answers have none: its type, with null where it can be that, and its
    /// limits.
    pub(super) fn element(&mut self, shape: Shape, key: &str, owner: &str, place: Place) -> (Type, Limits) {
        let known = self.types.len();
        let field = self.field(key.to_owned(), shape, owner, place);
        // What was written in place is described there, and nobody else would say it.
        if let Type::Named(id) = field.ty
            && id.0 >= known
            && let Some(ty) = &mut self.types[id.0]
        {
            ty.description = field.description.or_else(|| ty.description.take());
        }
        (if field.nullable { field.ty.or_null() } else { field.ty }, field.limits)
    }

    /// Lowers what has no name and no room for limits: with limits, it becomes a named type.
    pub(super) fn standing(&mut self, shape: Shape, key: &str, owner: &str, place: Place) -> Type {
        let (ty, limits) = self.element(shape, key, owner, place.clone());
        if limits == Limits::NONE {
            return ty;
        }
        let (ty, nullable) = ty.split_null();
        let lifted = format!("{owner}{}", type_case(key));
        let named = self.lift(&lifted, &place, |_, _| TypeKind::Alias(ty, limits));
        if nullable { named.or_null() } else { named }
    }
}

/// What is said of elements that do not become a type of their own: it is said of the array then.
fn said_of_elements(items: &Shape) -> Option<Text> {
    let is_lifted =
        items.is_object() || items.tuple.is_some() || items.one_of.is_some() || items.values.is_some();
    items.description.clone().filter(|_| !is_lifted)
}
