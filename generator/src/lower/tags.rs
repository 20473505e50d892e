//! Tags: the fields of objects by which unions identify them.
//!
//! A value of the discriminator belongs to the variant and not to the caller, so the field of each object that is a
//! variant gets the values that identify it. It runs when every object has its fields and every union its discriminator.

use std::collections::HashSet;

use super::Context;
use crate::model::{Type, TypeId, TypeKind};
use crate::problem::Problem;

/// How many types are visited for one variant: a union in a union leads on to the variants of that one.
const MAX_VISITED: usize = 200;

impl Context<'_> {
    /// Marks the fields that are discriminators with the values that identify their objects.
    pub(super) fn mark_discriminators(&mut self) {
        let mut marks: Vec<(TypeId, String, Vec<String>)> = Vec::new();
        for ty in self.types.iter().flatten() {
            let TypeKind::Union(union) = &ty.kind else { continue };
            let Some(property) = &union.discriminator else { continue };
            for variant in &union.variants {
                for object in self.identified(&variant.ty, property) {
                    marks.push((object, property.clone(), variant.tags.clone()));
                }
            }
        }
        for (id, property, tags) in marks {
            self.open_enum(id, &property, &tags);
            let Some(TypeKind::Object(object)) = self.types[id.0].as_mut().map(|ty| &mut ty.kind) else {
                continue;
            };
            let field = object.fields.iter_mut().find(|field| field.name.wire() == property);
            if let Some(field) = field.filter(|field| !field.secret && field.from_option.is_none()) {
                for tag in tags {
                    if !field.tags.contains(&tag) {
                        field.tags.push(tag);
                    }
                }
            }
        }
    }

    /// Opens a closed enum that does not list a value of the discriminator, as one of the two has to be wrong.
    fn open_enum(&mut self, object: TypeId, property: &str, tags: &[String]) {
        let object = self.object_of(object);
        let field = object
            .and_then(|object| object.fields.iter().find(|field| field.name.wire() == property).cloned());
        let Some(field) = field else { return };
        let Some(id) = named(&field.ty).and_then(|id| self.behind_aliases(id)) else { return };
        let Some(TypeKind::Enum(values)) = self.types[id.0].as_mut().map(|ty| &mut ty.kind) else { return };
        let is_listed = |tag: &String| values.values.iter().any(|known| known.value.to_string() == *tag);
        if let Some(tag) = tags.iter().find(|tag| !is_listed(tag)).filter(|_| !values.open) {
            values.open = true;
            let message = format!(
                "the value `{tag}` of the discriminator is not a value of the closed enum, which is taken as open"
            );
            self.problems.push(Problem::error(&field.place, message).warning());
        }
    }

    /// The objects that a variant is: itself, or the variants of a union that is told apart by another property. One with
    /// the same property identifies its variants itself.
    fn identified(&self, ty: &Type, property: &str) -> Vec<TypeId> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut open: Vec<TypeId> = named(ty).into_iter().collect();
        while let Some(id) = open.pop() {
            let Some(id) = self.behind_aliases(id) else { continue };
            if seen.len() >= MAX_VISITED || !seen.insert(id) {
                continue;
            }
            match self.types[id.0].as_ref().map(|ty| &ty.kind) {
                Some(TypeKind::Object(_)) => found.push(id),
                Some(TypeKind::Union(union)) if union.discriminator.as_deref() != Some(property) => {
                    open.extend(union.variants.iter().rev().filter_map(|variant| named(&variant.ty)));
                }
                _ => {}
            }
        }
        found
    }
}

fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        _ => None,
    }
}
