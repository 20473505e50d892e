//! Plain types: what the names that only stand for another type stand for.

use super::{Api, Enum, EnumRepr, Field, Object, Scalar, Type, TypeId, TypeKind};

impl Api {
    /// The type that aliases stand for in the end, with null left aside.
    #[must_use]
    pub fn plain<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut ty = ty;
        // Names that stand for each other in a circle are refused elsewhere; here they only must not hang.
        for _ in 0..=self.types.len() {
            match ty {
                Type::Named(id) => match &self[*id].kind {
                    TypeKind::Alias(inner, _) => ty = inner,
                    TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) => {
                        return ty;
                    }
                },
                Type::Nullable(inner) => ty = inner,
                _ => return ty,
            }
        }
        ty
    }

    /// The object that a type is in the end, if it is one.
    #[must_use]
    pub fn object<'a>(&'a self, ty: &'a Type) -> Option<(TypeId, &'a Object)> {
        let Type::Named(id) = self.plain(ty) else { return None };
        match &self[*id].kind {
            TypeKind::Object(object) => Some((*id, object)),
            TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => None,
        }
    }

    /// The value that identifies the object of a discriminator, as the field holds it. `None` for any other field, and
    /// where the type of the field cannot hold it.
    #[must_use]
    pub fn tag_of(&self, field: &Field) -> Option<Scalar> {
        self.as_held(&field.ty, field.tags.first()?)
    }

    /// A value of a discriminator as a type holds it.
    #[must_use]
    pub fn as_held(&self, ty: &Type, tag: &str) -> Option<Scalar> {
        let integer = || tag.parse().ok().map(Scalar::Integer);
        match self.plain(ty) {
            Type::String | Type::Any => Some(Scalar::String(tag.to_owned())),
            Type::Int32 => tag.parse().ok().map(|number: i32| Scalar::Integer(number.into())),
            Type::Int64 => integer(),
            Type::UInt64 => tag.parse().ok().map(|number: u32| Scalar::Integer(number.into())),
            Type::Boolean => tag.parse().ok().map(Scalar::Boolean),
            Type::Named(id) => {
                let TypeKind::Enum(values) = &self[*id].kind else { return None };
                let known = values.values.iter().find(|known| known.value.to_string() == tag);
                match (known, values.repr) {
                    (Some(known), _) => Some(known.value.clone()),
                    (None, EnumRepr::String) if values.open => Some(Scalar::String(tag.to_owned())),
                    (None, EnumRepr::Integer) if values.open => integer(),
                    (None, _) => None,
                }
            }
            _ => None,
        }
    }

    /// The enum of a field that has to be there and can have one value only, so that nobody has to say it.
    #[must_use]
    pub fn only_value<'a>(&'a self, field: &'a Field) -> Option<&'a Enum> {
        if !field.is_always_there() || field.nullable || field.from_option.is_some() {
            return None;
        }
        let mut ty = &field.ty;
        for _ in 0..=self.types.len() {
            let Type::Named(id) = ty else { return None };
            match &self[*id].kind {
                TypeKind::Alias(inner, _) => ty = inner,
                TypeKind::Enum(values) => return values.only().map(|_| values),
                TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Tuple(_) => return None,
            }
        }
        None
    }
}
