//! Extension: objects get the fields of the types that they extend.
//!
//! It runs when every type has been lowered, since a type may extend one that comes after it.

use std::collections::HashMap;

use super::Context;
use crate::model::{Field, Object, Type, TypeId, TypeKind};
use crate::problem::Problem;

/// How many fields types may inherit together: each of them is written out where it is inherited.
const MAX_INHERITED: usize = 250_000;

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
    /// What further fields hold is taken over too, from the last type that says so, unless the type says it itself.
    pub(super) fn extend_objects(&mut self) {
        let mut states = vec![State::Waiting; self.types.len()];
        let mut left = MAX_INHERITED;
        for index in 0..self.types.len() {
            self.extend(TypeId(index), &mut states, &mut left);
        }
    }

    /// Goes through the bases with a stack of its own: a chain of types may be longer than the thread's is deep.
    fn extend(&mut self, start: TypeId, states: &mut [State], left: &mut usize) {
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
            self.merge(id, &bases, states, left);
            states[id.0] = State::Done;
            open.pop();
        }
    }

    fn merge(&mut self, id: TypeId, bases: &[TypeId], states: &[State], left: &mut usize) {
        let mut inherited: Vec<Field> = Vec::new();
        let mut extra = None;
        for (index, base) in bases.iter().enumerate() {
            let base = self.behind_aliases(*base);
            let is_circle = base.is_some_and(|base| states[base.0] != State::Done);
            match base.and_then(|base| self.object_of(base)).filter(|_| !is_circle) {
                Some(object) if object.fields.len() <= *left => {
                    *left -= object.fields.len();
                    add(&mut inherited, &object.fields);
                    extra = object.extra.clone().or(extra);
                }
                Some(_) => self.refuse_size(id, index),
                None => self.refuse_base(id, index, is_circle),
            }
        }
        let Some(TypeKind::Object(object)) = self.types[id.0].as_mut().map(|ty| &mut ty.kind) else { return };
        object.extra = object.extra.take().or(extra);
        if !inherited.is_empty() {
            add(&mut inherited, &object.fields);
            object.fields = inherited;
        }
    }

    fn refuse_size(&mut self, id: TypeId, index: usize) {
        let Some(ty) = &self.types[id.0] else { return };
        let place = ty.place.key("extends").index(index);
        let message = format!("the types of this API inherit more than {MAX_INHERITED} fields");
        let problem = Problem::error(&place, message);
        self.problems.push(problem.help("give the base fewer fields, or refer to it by a field"));
    }

    fn refuse_base(&mut self, id: TypeId, index: usize, is_circle: bool) {
        let Some(ty) = &self.types[id.0] else { return };
        let place = ty.place.key("extends").index(index);
        self.problems.push(if is_circle {
            Problem::error(&place, "it extends the type that extends it").help("a type cannot extend itself")
        } else {
            Problem::error(&place, "only objects can be extended, and this is none")
        });
    }

    pub(super) fn object_of(&self, id: TypeId) -> Option<&Object> {
        match &self.types[id.0].as_ref()?.kind {
            TypeKind::Object(object) => Some(object),
            TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => None,
        }
    }

    /// The type that an alias stands for in the end; `None` for an alias of something without a name.
    pub(super) fn behind_aliases(&self, id: TypeId) -> Option<TypeId> {
        let mut id = id;
        for _ in 0..=self.types.len() {
            match &self.types[id.0].as_ref()?.kind {
                TypeKind::Alias(Type::Named(next), _) => id = *next,
                TypeKind::Alias(..) => return None,
                TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) => {
                    return Some(id);
                }
            }
        }
        None
    }
}

/// Adds fields; one that is there already is replaced where it stands.
fn add(fields: &mut Vec<Field>, more: &[Field]) {
    let own = fields.iter().enumerate();
    let mut places: HashMap<String, usize> =
        own.map(|(place, field)| (field.name.wire().to_owned(), place)).collect();
    for field in more {
        let next = fields.len();
        let place = *places.entry(field.name.wire().to_owned()).or_insert(next);
        match fields.get_mut(place) {
            Some(known) => *known = field.clone(),
            None => fields.push(field.clone()),
        }
    }
}
