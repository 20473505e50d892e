//! Extension: objects get the fields of the types that they extend.
//!
//! It runs when every type has been lowered, since a type may extend one that comes after it.

use super::Context;
use crate::model::{Field, Object, Type, TypeId, TypeKind};
use crate::problem::Problem;

/// What is known of a type on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    /// Its bases are being looked at: meeting it again means that it extends itself.
    Open,
    Done,
}

impl Context<'_> {
    /// Adds the fields of the extended types in front of the type's own; an own field replaces one of the same name.
    pub(super) fn extend_objects(&mut self) {
        let mut states = vec![State::Waiting; self.types.len()];
        for index in 0..self.types.len() {
            self.extend(TypeId(index), &mut states);
        }
    }

    /// Goes through the bases with a stack of its own: a chain of types may be longer than the thread's is deep.
    fn extend(&mut self, start: TypeId, states: &mut [State]) {
        let mut open = vec![start];
        while let Some(&id) = open.last() {
            if states[id.0] == State::Done {
                open.pop();
                continue;
            }
            let first = states[id.0] == State::Waiting;
            states[id.0] = State::Open;
            let bases = self.object_of(id).map(|object| object.extends.clone()).unwrap_or_default();
            let waiting: Vec<TypeId> = bases
                .iter()
                .filter_map(|base| self.behind_aliases(*base))
                .filter(|base| states[base.0] == State::Waiting)
                .collect();
            if first && !waiting.is_empty() {
                open.extend(waiting);
                continue;
            }
            self.merge(id, &bases, states);
            states[id.0] = State::Done;
            open.pop();
        }
    }

    fn merge(&mut self, id: TypeId, bases: &[TypeId], states: &[State]) {
        let mut inherited: Vec<Field> = Vec::new();
        for (index, base) in bases.iter().enumerate() {
            let object = self.behind_aliases(*base).filter(|base| states[base.0] == State::Done);
            match object.and_then(|base| self.object_of(base)) {
                Some(object) => add(&mut inherited, &object.fields),
                None => {
                    let Some(ty) = &self.types[id.0] else { continue };
                    let place = ty.place.key("extends").index(index);
                    self.problems.push(
                        Problem::error(&place, "it is no object, or extends the type itself")
                            .help("only objects can be extended, and not in a circle"),
                    );
                }
            }
        }
        let Some(TypeKind::Object(object)) = self.types[id.0].as_mut().map(|ty| &mut ty.kind) else { return };
        if !inherited.is_empty() {
            add(&mut inherited, &object.fields);
            object.fields = inherited;
        }
    }

    fn object_of(&self, id: TypeId) -> Option<&Object> {
        match &self.types[id.0].as_ref()?.kind {
            TypeKind::Object(object) => Some(object),
            TypeKind::Union(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => None,
        }
    }

    /// The type that an alias stands for in the end; `None` for an alias of something without a name.
    fn behind_aliases(&self, id: TypeId) -> Option<TypeId> {
        let mut id = id;
        for _ in 0..=self.types.len() {
            match &self.types[id.0].as_ref()?.kind {
                TypeKind::Alias(Type::Named(next), _) => id = *next,
                TypeKind::Alias(..) => return None,
                TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Enum(_) => return Some(id),
            }
        }
        None
    }
}

/// Adds fields; one that is there already is replaced where it stands.
fn add(fields: &mut Vec<Field>, more: &[Field]) {
    for field in more {
        match fields.iter_mut().find(|known| known.name.wire() == field.name.wire()) {
            Some(known) => *known = field.clone(),
            None => fields.push(field.clone()),
        }
    }
}
