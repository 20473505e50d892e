//! Bounds of examples: how large one may be, so that all of them together stay in proportion.
//!
//! Types that refer to each other twice on each level have examples that double with each level, and an API shows an
//! example for each operation. The bounds follow from what the operations would show without them.

use super::{Api, Type, TypeId, TypeKind};

/// How many values one example may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExampleBounds {
    /// Beyond so many values, what is optional is left out.
    pub optional: usize,
    /// Beyond so many values, even what is required ends in `null`.
    pub required: usize,
}

impl Default for ExampleBounds {
    /// The bounds of an API whose examples are of usual size.
    fn default() -> Self {
        Self { optional: 2_000, required: 5_000 }
    }
}

/// How many values the examples of all operations may have together.
const MAX_TOTAL: usize = 200_000;

/// How many values one example may have, however many operations there are.
const MIN_REQUIRED: usize = 50;

impl ExampleBounds {
    /// The bounds for the operations of an API.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let default = Self::default();
        let mut sizes = Sizes { api, known: vec![None; api.types.len()] };
        let total: usize = api
            .operations
            .iter()
            .map(|operation| {
                let body = operation.body.iter().map(|body| &body.ty);
                let params = operation.params.iter().map(|param| &param.field.ty);
                let types = params.chain(body).chain(operation.answer_types());
                types.map(|ty| sizes.of(ty).min(default.required)).sum::<usize>()
            })
            .sum();
        if total <= MAX_TOTAL {
            return default;
        }
        let scaled = |bound: usize| (bound.saturating_mul(MAX_TOTAL) / total).max(MIN_REQUIRED);
        Self { optional: scaled(default.optional), required: scaled(default.required) }
    }
}

/// How many values an example of each type has with everything that it can show.
struct Sizes<'a> {
    api: &'a Api,
    known: Vec<Option<usize>>,
}

impl Sizes<'_> {
    fn of(&mut self, ty: &Type) -> usize {
        let Some(root) = ty.innermost_named() else { return 1 };
        // A stack of its own, because a chain of types may be longer than the thread's stack is deep.
        let mut open = vec![(root, false)];
        while let Some((id, parts_are_known)) = open.pop() {
            if parts_are_known {
                self.known[id.0] = Some(self.sum(id));
            } else if self.known[id.0].is_none() {
                // What leads back to a type that is open shows nothing more of it.
                self.known[id.0] = Some(1);
                open.push((id, true));
                let parts = self.api[id].kind.parts(None);
                open.extend(parts.filter(|part| self.known[part.0].is_none()).map(|part| (part, false)));
            }
        }
        self.known[root.0].unwrap_or(1)
    }

    fn sum(&self, id: TypeId) -> usize {
        let kind = &self.api[id].kind;
        let parts = kind.parts(None).map(|part| self.known[part.0].unwrap_or(1));
        match kind {
            TypeKind::Union(_) => 1 + parts.take(1).sum::<usize>(),
            TypeKind::Object(object) => parts.fold(1 + object.fields.len(), usize::saturating_add),
            TypeKind::Tuple(tuple) => parts.fold(1 + tuple.elements.len(), usize::saturating_add),
            TypeKind::Enum(_) | TypeKind::Alias(..) => parts.fold(1, usize::saturating_add),
        }
    }
}
