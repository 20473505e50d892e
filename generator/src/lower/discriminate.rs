//! Discriminators that nobody wrote down: a field that every type of a union has to have, with one value in each.
//!
//! It runs when every object has been extended. A document that tells its types apart in that way means a discriminator,
//! and a value of a type that came later must not be taken for one of those that are known.

use super::Context;
use crate::model::{Field, Object, Scalar, Type, TypeKind, Union};

impl Context<'_> {
    /// Gives unions of objects the discriminator that their fields imply.
    pub(super) fn infer_discriminators(&mut self) {
        for index in 0..self.types.len() {
            let Some(TypeKind::Union(union)) = self.types[index].as_ref().map(|ty| &ty.kind) else {
                continue;
            };
            let Some((field, tags)) = self.implied(union) else { continue };
            if let Some(TypeKind::Union(union)) = self.types[index].as_mut().map(|ty| &mut ty.kind) {
                union.discriminator = Some(field);
                for (variant, tag) in union.variants.iter_mut().zip(tags) {
                    variant.tags = vec![tag];
                }
            }
        }
    }

    /// The field that tells the types apart, and its value in each.
    fn implied(&self, union: &Union) -> Option<(String, Vec<String>)> {
        let has_tags = union.variants.iter().any(|variant| !variant.tags.is_empty());
        if union.discriminator.is_some() || has_tags || union.variants.len() < 2 {
            return None;
        }
        let objects: Vec<&Object> =
            union.variants.iter().map(|variant| self.object_behind(&variant.ty)).collect::<Option<_>>()?;
        let (first, _) = objects.split_first()?;
        first.fields.iter().find_map(|field| {
            let wire = field.name.wire();
            let in_object = |object: &&Object| {
                let own = object.fields.iter().find(|own| own.name.wire() == wire)?;
                self.only_scalar(own)
            };
            let tags: Vec<String> = objects.iter().map(in_object).collect::<Option<_>>()?;
            let is_distinct = tags.iter().enumerate().all(|(index, tag)| !tags[..index].contains(tag));
            is_distinct.then(|| (wire.to_owned(), tags))
        })
    }

    fn object_behind(&self, ty: &Type) -> Option<&Object> {
        let Type::Named(id) = ty else { return None };
        self.object_of(self.behind_aliases(*id)?)
    }

    /// The one scalar that a field always holds, as it is spelled.
    fn only_scalar(&self, field: &Field) -> Option<String> {
        let Type::Named(id) = field.ty else { return None };
        let id = self.behind_aliases(id)?;
        let Some(TypeKind::Enum(values)) = self.types[id.0].as_ref().map(|ty| &ty.kind) else { return None };
        match values.values.as_slice() {
            [only] if field.is_required() && !field.nullable => match &only.value {
                Scalar::String(_) | Scalar::Integer(_) | Scalar::Boolean(_) => Some(only.value.to_string()),
                Scalar::Number(_) => None,
            },
            _ => None,
        }
    }
}
