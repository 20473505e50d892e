//! Endless types: names of lists and maps whose elements are again of that name, with no field or alternative between.
//!
//! A value of one is nothing but brackets, and a language whose names of types are only names cannot write the type
//! down. What is inside is any value then, which is said. Names that stand for each other with nothing between are left
//! to the checks, which refuse them.

use super::Context;
use crate::model::{Type, TypeId, TypeKind};
use crate::problem::Problem;

impl Context<'_> {
    /// Ends the types that would go on for ever.
    pub(super) fn end_endless_types(&mut self) {
        let mut looked_at = vec![false; self.types.len()];
        for start in (0..self.types.len()).map(TypeId) {
            // Each name leads to one other at most, so a walk comes to an end, to a circle, or to an earlier walk.
            let mut way: Vec<TypeId> = Vec::new();
            let mut next = Some(start);
            while let Some(id) = next.filter(|id| !looked_at[id.0]) {
                looked_at[id.0] = true;
                way.push(id);
                next = self.stands_for(id).and_then(Type::innermost_named);
            }
            let circle = next.and_then(|id| way.iter().position(|other| *other == id));
            if let Some(begin) = circle {
                self.end(&way[begin..]);
            }
        }
    }

    fn stands_for(&self, id: TypeId) -> Option<&Type> {
        match self.types.get(id.0)?.as_ref()?.kind {
            TypeKind::Alias(ref ty, _) => Some(ty),
            TypeKind::Object(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Tuple(_) => None,
        }
    }

    fn end(&mut self, circle: &[TypeId]) {
        let has_brackets = |ty: &Type| ty.clone().split_null().0.element().is_some();
        let mut with_brackets = circle.iter().filter(|id| self.stands_for(**id).is_some_and(has_brackets));
        let Some(id) = with_brackets.next().copied() else { return };
        let Some(ty) = &mut self.types[id.0] else { return };
        if let TypeKind::Alias(target, _) = &mut ty.kind {
            *target = ended(target);
            let message =
                format!("`{}` holds nothing but itself, so what is in it is any value", ty.name.spelling);
            let problem = Problem::error(&ty.place, message).warning().at_key();
            self.problems.push(problem.help("give it a field or another type that it can hold"));
        }
    }
}

/// The type with any value in the place of the name that it leads to.
fn ended(ty: &Type) -> Type {
    let inside = |inner: &Type| Box::new(ended(inner));
    match ty {
        Type::Nullable(inner) => ended(inner).or_null(),
        Type::Array(inner) => Type::Array(inside(inner)),
        Type::Set(inner) => Type::Set(inside(inner)),
        Type::Map(inner) => Type::Map(inside(inner)),
        _ => Type::Any,
    }
}
