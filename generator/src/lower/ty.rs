//! Named types: the shapes of the types files → type definitions.

use heck::ToSnakeCase;

use super::Context;
use super::shape::{ObjectParts, Parts};
use crate::model::{self, Limits, Name, TypeId, TypeKind};
use crate::problem::{Place, Problem};
use crate::schema::{Origin, Parsed, Shape, Types};

impl Context<'_> {
    /// Lowers every types file. All names are taken before the first shape is looked at, so types may refer to each
    /// other in any order.
    pub(super) fn named_types(&mut self, files: Vec<Parsed<Types>>) {
        let mut shapes = Vec::new();
        for file in files {
            let Types { types } = file.value;
            let place = file.place.key("types");
            for (name, shape) in types {
                let place = place.key(&name);
                if self.type_ids.contains_key(&name) {
                    self.problems.push(
                        Problem::error(&place, format!("there are two types named `{name}`")).at_name(),
                    );
                    continue;
                }
                let id = TypeId(self.types.len());
                self.type_keys.insert(name.to_snake_case());
                self.type_ids.insert(name.clone(), id);
                self.types.push(None);
                shapes.push((id, name, shape, place));
            }
        }
        for (id, name, shape, place) in shapes {
            self.types[id.0] = Some(self.type_def(name, shape, place));
        }
    }

    fn type_def(&mut self, name: String, shape: Shape, place: Place) -> model::TypeDef {
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
        let misplaced = [
            ("wire", wire.is_some()),
            ("readOnly", read_only),
            ("writeOnly", write_only),
            ("format", format.is_some()),
            ("contentType", content_type.is_some()),
            ("required", required),
            ("nullable", nullable),
            ("default", default.is_some()),
            ("example", example.is_some()),
            ("secret", secret),
            ("fromOption", from_option.is_some()),
        ];
        for (key, _) in misplaced.iter().filter(|(_, is_there)| *is_there) {
            self.refuse_use(key, &place.key(key));
        }
        let (least, min_items) = if tuple.is_some() { (min_items, None) } else { (None, min_items) };
        let origin = origin.and_then(|origin| {
            let Origin { name, description, default, example } = *origin;
            let misplaced = [
                ("description", description.is_some()),
                ("default", default.is_some()),
                ("example", example.is_some()),
            ];
            for (key, _) in misplaced.iter().filter(|(_, is_there)| *is_there) {
                self.refuse_use(key, &place.key("origin").key(key));
            }
            name
        });
        let mut limits = Limits {
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
            items: None,
        };
        let is_object = fields.is_some() || !extends.is_empty() || (extra.is_some() && tuple.is_none());
        let told = [items.is_some(), tuple.is_some(), is_object, one_of.is_some(), values.is_some()];
        if items.is_none() && told.iter().filter(|told| **told).count() == 1 {
            let has = [
                closed && values.is_none() && !is_object,
                discriminator.is_some() && one_of.is_none(),
                unique,
            ];
            self.refuse_words(has, &limits, &place);
        }
        let is_other = is_object || items.is_some();
        let kind = match (one_of, values, tuple) {
            (None, None, Some(elements)) if !is_other => {
                self.refuse_type(ty, &["array"], "tuple", &place);
                TypeKind::Tuple(self.tuple(elements, least, extra, &name, &place))
            }
            (None, None, None) if is_object && items.is_none() => {
                self.refuse_type(ty, &["object"], "fields", &place);
                let parts = ObjectParts { fields, extends, extra, closed };
                TypeKind::Object(self.object(parts, &name, &place))
            }
            (Some(variants), None, None) if !is_other => {
                self.refuse_type(ty, &[], "oneOf", &place);
                TypeKind::Union(self.union(variants, discriminator, &name, &place))
            }
            (None, Some(values), None) if !is_other => {
                let listed = self.listed(ty.as_deref().unwrap_or_default(), &values, &place);
                TypeKind::Enum(self.enumeration(values, listed, closed, &place.key("enum")))
            }
            (one_of, values, tuple) => {
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
                let (ty, of_items) = self.ty(parts, &format!("{name}Item"), &place);
                limits.items = of_items;
                let (ty, has_null) = ty.split_null();
                if has_null {
                    self.refuse_use("nullable", &place.key("type"));
                }
                TypeKind::Alias(ty, limits)
            }
        };
        model::TypeDef {
            kind,
            description: self.text_at(description, &place, "description"),
            deprecation: self.deprecation(deprecated, &place),
            name: Name::new(name),
            origin,
            in_place: false,
            place,
        }
    }

    /// Refuses a word that says something about the use of a type.
    fn refuse_use(&mut self, key: &str, place: &Place) {
        self.problems.push(
            Problem::error(place, format!("`{key}` has no meaning for a named type"))
                .at_key()
                .help("write it where the type is used"),
        );
    }

    /// Refuses words that go with another kind of type. An alias says so where its own type is lowered and checked.
    fn refuse_words(&mut self, has: [bool; 3], limits: &Limits, place: &Place) {
        let goes_with =
            [("closed", "`enum` or `fields`"), ("discriminator", "`oneOf`"), ("unique", "an array")];
        for ((key, partner), _) in goes_with.iter().zip(has).filter(|(_, is_there)| *is_there) {
            self.error(&place.key(key), format!("`{key}` goes with {partner}"));
        }
        for key in limits.keys() {
            let message = format!("`{key}` has no meaning for a named object, tuple, enum or union");
            let problem = Problem::error(&place.key(key), message).at_key();
            self.problems.push(problem.help("write it where the type is used"));
        }
    }
}
