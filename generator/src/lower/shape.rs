//! Shapes → types. Shapes that need a name and have none become named types.

use heck::ToSnakeCase;
use indexmap::IndexMap;

use super::Context;
use crate::model::{self, Limits, Name, Type, TypeId, TypeKind};
use crate::problem::{Place, Problem};
use crate::schema::{DescribedVariant, EnumValue, Shape, TypeOrShape, Variant};

impl Context<'_> {
    /// Lowers the part of a shape that says what the value is; `name` is what a type made here is called.
    /// The limits of its elements come along, where it is an array that says them.
    pub(super) fn ty(&mut self, parts: Parts, name: &str, place: &Place) -> (Type, Option<Box<Limits>>) {
        let mut of_items = None;
        let is_object = parts.is_object();
        let Parts {
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
        } = parts;
        let told = [items.is_some(), tuple.is_some(), is_object, values.is_some(), one_of.is_some()];
        if told.iter().filter(|told| **told).count() > 1 {
            self.error(
                place,
                "only one of `items`, `tuple`, `fields`, `oneOf` and `enum` can tell what it is",
            );
        }
        if closed && values.is_none() && !is_object {
            self.error(&place.key("closed"), "`closed` goes with `enum` or `fields`");
        }
        if discriminator.is_some() && one_of.is_none() {
            self.error(&place.key("discriminator"), "`discriminator` goes with `oneOf`");
        }
        let ty = if let Some(elements) = tuple {
            self.refuse_type(ty, &["array"], "tuple", place);
            self.lift(name, place, |context, name| {
                TypeKind::Tuple(context.tuple(elements, least, extra, name, place))
            })
        } else if is_object {
            self.refuse_type(ty, &["object"], "fields", place);
            self.lift(name, place, |context, name| {
                let parts = ObjectParts { fields, extends, extra, closed };
                TypeKind::Object(context.object(parts, name, place))
            })
        } else if let Some(variants) = one_of {
            self.refuse_type(ty, &[], "oneOf", place);
            self.lift(name, place, |context, name| {
                TypeKind::Union(context.union(variants, discriminator, name, place))
            })
        } else if let Some(values) = values {
            self.inline_enum(ty, values, closed, name, place)
        } else if let Some(items) = items {
            self.refuse_type(ty, &["array"], "items", place);
            let (element, limits) = self.element(*items, "item", name, place.key("items"));
            of_items = (limits != Limits::NONE).then(|| Box::new(limits));
            Type::Array(Box::new(element))
        } else if let Some(ty) = ty {
            self.type_expression(&ty, &place.key("type"))
        } else {
            self.problems.push(
                Problem::error(place, "there is nothing that tells its type")
                    .help("add `type`, `fields`, `items`, `tuple`, `oneOf` or `enum`"),
            );
            Type::Any
        };
        (self.apply_unique(ty, unique, place), of_items)
    }

    /// Lowers an object. The fields of the types that it extends are added when all types are there.
    pub(super) fn object(&mut self, parts: ObjectParts, name: &str, place: &Place) -> model::Object {
        let ObjectParts { fields, extends, extra, closed } = parts;
        if closed && extra.is_some() {
            self.error(
                &place.key("closed"),
                "an object with `extra` has further fields, so it is not closed",
            );
        }
        let mut bases = Vec::with_capacity(extends.len());
        for (index, base) in extends.iter().enumerate() {
            let place = place.key("extends").index(index);
            bases.extend(self.resolve("type", |context| &context.type_ids, base, &place));
        }
        let fields = fields.unwrap_or_default();
        model::Object {
            fields: self.fields(fields, name, &place.key("fields")),
            extends: bases,
            extra: extra.map(|extra| self.standing(*extra, "extra", name, place.key("extra"))),
            closed,
        }
    }

    /// Lowers a union.
    pub(super) fn union(
        &mut self,
        variants: Vec<Variant>,
        discriminator: Option<String>,
        name: &str,
        place: &Place,
    ) -> model::Union {
        if variants.is_empty() {
            self.error(&place.key("oneOf"), "a union needs at least one type");
        }
        let variants = variants
            .into_iter()
            .enumerate()
            .map(|(index, variant)| self.variant(variant, index, name, place.key("oneOf").index(index)))
            .collect();
        model::Union { variants, discriminator }
    }

    fn variant(&mut self, variant: Variant, index: usize, owner: &str, place: Place) -> model::Variant {
        let (name, tags, fallback, format, ty) = match variant {
            Variant::Type(ty) => {
                let (ty, nullable) = self.type_expression(&ty, &place).split_null();
                if nullable {
                    self.refuse_null(&place);
                }
                (None, Vec::new(), false, None, ty)
            }
            Variant::Described(variant) => {
                let DescribedVariant { name, tags, fallback, shape } = *variant;
                let of_items = shape.items.as_ref().and_then(|items| items.format.clone());
                let format = shape.format.clone().or(of_items);
                let part = name.clone().unwrap_or_else(|| format!("Variant{}", index + 1));
                let place = place.key("shape");
                let (ty, nullable) = self.standing(shape, &part, owner, place.clone()).split_null();
                if nullable {
                    self.refuse_null(&place);
                }
                (name, tags, fallback, format, ty)
            }
        };
        let spelling = name.unwrap_or_else(|| self.variant_name(&ty, owner));
        model::Variant { name: Name::new(spelling), ty, tags, fallback, format, place }
    }

    fn refuse_null(&mut self, place: &Place) {
        self.problems.push(
            Problem::error(place, "an alternative cannot be null")
                .help("say `nullable` where the union is used"),
        );
    }

    /// What code calls a variant that has no name of its own: after its type.
    fn variant_name(&self, ty: &Type, owner: &str) -> String {
        match ty {
            Type::Named(id) => {
                let known = self.type_ids.iter().find(|(_, known)| *known == id);
                let name = known.map_or("Value", |(name, _)| name.as_str());
                // A variant `PetCat` of `Pet` is its `Cat`.
                let short = name.strip_prefix(owner).filter(|rest| {
                    rest.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase())
                });
                short.unwrap_or(name).to_owned()
            }
            Type::Array(inner) | Type::Set(inner) => format!("{}List", self.variant_name(inner, owner)),
            Type::Map(inner) => format!("{}Map", self.variant_name(inner, owner)),
            Type::Boolean => "Boolean".to_owned(),
            Type::Int32 | Type::Int64 | Type::UInt64 => "Integer".to_owned(),
            Type::Float | Type::Double => "Number".to_owned(),
            Type::Any => "Any".to_owned(),
            other => format!("{other:?}"),
        }
    }

    pub(super) fn refuse_type(&mut self, ty: Option<String>, allowed: &[&str], key: &str, place: &Place) {
        if let Some(ty) = ty.filter(|ty| !allowed.contains(&ty.as_str())) {
            self.problems.push(
                Problem::error(&place.key("type"), format!("`{key}` does not go with the type `{ty}`"))
                    .help("take out `type`"),
            );
        }
    }

    fn apply_unique(&mut self, ty: Type, unique: bool, place: &Place) -> Type {
        match ty {
            Type::Array(inner) if unique => Type::Set(inner),
            other => {
                if unique && !matches!(other, Type::Set(_)) {
                    self.error(&place.key("unique"), "`unique` goes with an array");
                }
                other
            }
        }
    }

    /// Gives a type that was written in place a name: the owner's with the field's, and a number where that is taken.
    pub(super) fn lift(
        &mut self,
        name: &str,
        place: &Place,
        kind: impl FnOnce(&mut Self, &str) -> TypeKind,
    ) -> Type {
        let name = self.free_type_name(name);
        let id = TypeId(self.types.len());
        self.take_type_name(&name, id);
        let kind = kind(self, &name);
        self.types[id.0] = Some(model::TypeDef {
            name: Name::new(name),
            description: None,
            kind,
            deprecation: None,
            origin: None,
            in_place: true,
            place: place.clone(),
        });
        Type::Named(id)
    }

    /// Takes a name for the next type, which is filled in later.
    pub(super) fn take_type_name(&mut self, name: &str, id: TypeId) {
        self.types.push(None);
        self.type_keys.insert(name.to_snake_case());
        self.type_ids.insert(name.to_owned(), id);
    }

    pub(super) fn free_type_name(&self, name: &str) -> String {
        // Code keeps neither case nor punctuation, so a name that differs in these alone is taken.
        let is_free = |name: &String| !self.type_keys.contains(&name.to_snake_case());
        let plain = name.to_owned();
        if is_free(&plain) {
            return plain;
        }
        (2..).map(|number| format!("{name}{number}")).find(is_free).unwrap_or(plain)
    }
}

/// The part of a shape that says what the value is.
pub(super) struct Parts {
    pub(super) ty: Option<String>,
    pub(super) items: Option<Box<Shape>>,
    pub(super) tuple: Option<Vec<TypeOrShape>>,
    /// How many elements of a tuple have to be there, where these are not all.
    pub(super) least: Option<u64>,
    pub(super) fields: Option<IndexMap<String, Shape>>,
    pub(super) extends: Vec<String>,
    pub(super) extra: Option<Box<Shape>>,
    pub(super) one_of: Option<Vec<Variant>>,
    pub(super) discriminator: Option<String>,
    pub(super) values: Option<Vec<EnumValue>>,
    pub(super) closed: bool,
    pub(super) unique: bool,
}

/// The part of a shape that says what an object is.
pub(super) struct ObjectParts {
    pub(super) fields: Option<IndexMap<String, Shape>>,
    pub(super) extends: Vec<String>,
    pub(super) extra: Option<Box<Shape>>,
    pub(super) closed: bool,
}

impl Parts {
    /// Whether they tell an object; `extra` alone does so as well, unless it is that of a tuple.
    pub(super) fn is_object(&self) -> bool {
        self.fields.is_some() || !self.extends.is_empty() || (self.extra.is_some() && self.tuple.is_none())
    }
}
