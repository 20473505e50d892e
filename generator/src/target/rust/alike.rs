//! Alike: types that are described in place, once for each use, and are the same to the last word.
//!
//! Documents repeat themselves: one object is written down at hundreds of places, and the type of each place has a name
//! of its own. The first of them is written out, the others are other names of it, which keeps every name and spares the
//! compiler, and apps, a copy for each. Only types without a name of the author's are taken together, and only where
//! the one that is written out is compiled whenever the other is: in the same module or in the shared one.

use std::collections::{HashMap, HashSet};

use super::boxes::Boxes;
use crate::model::{
    Api, Enum, EnumValue, Field, Object, Tuple, Type, TypeDef, TypeId, TypeKind, Union, Variant,
};

/// For each type the one that it is another name of, or itself.
pub(crate) struct Alike {
    first: Vec<TypeId>,
}

impl Alike {
    /// Compares all types that were described in place; values of some are the parts of multipart bodies, for which
    /// there is more code than of the others.
    pub(crate) fn of(
        api: &Api,
        boxes: &Boxes,
        multipart: &HashSet<TypeId>,
        modules: &[Option<usize>],
    ) -> Self {
        let mut search = Search {
            api,
            boxes,
            multipart,
            modules,
            turns: turns(api),
            known: HashMap::new(),
            alike: Self { first: (0..api.types.len()).map(TypeId).collect() },
            states: vec![State::Waiting; api.types.len()],
        };
        // The shared types come first, since those of every module can be another name of one.
        let (shared, of_groups): (Vec<TypeId>, Vec<TypeId>) =
            (0..api.types.len()).map(TypeId).partition(|id| search.module(*id).is_none());
        for id in shared.into_iter().chain(of_groups) {
            search.settle(id);
        }
        search.alike
    }

    /// The type that is written out for this one; itself for all but other names.
    pub(crate) fn first(&self, id: TypeId) -> TypeId {
        self.first[id.0]
    }

    /// The same type with the names of those that are written out.
    pub(crate) fn in_first(&self, ty: &Type) -> Type {
        match ty {
            Type::Named(id) => Type::Named(self.first(*id)),
            Type::Array(inner) => Type::Array(Box::new(self.in_first(inner))),
            Type::Set(inner) => Type::Set(Box::new(self.in_first(inner))),
            Type::Map(inner) => Type::Map(Box::new(self.in_first(inner))),
            Type::Nullable(inner) => Type::Nullable(Box::new(self.in_first(inner))),
            scalar => scalar.clone(),
        }
    }
}

/// The variants after the first of each union that have the same fields, with their numbers.
fn turns(api: &Api) -> HashMap<TypeId, usize> {
    let mut turns = HashMap::new();
    for ty in &api.types {
        let TypeKind::Union(union) = &ty.kind else { continue };
        let mut known: HashMap<Vec<&str>, usize> = HashMap::new();
        for variant in &union.variants {
            let Some((id, object)) = api.object(&variant.ty).filter(|(id, _)| api[*id].in_place) else {
                continue;
            };
            let fields = object.fields.iter().map(|field| field.name.wire()).collect();
            let turn = known.entry(fields).or_default();
            if *turn > 0 {
                turns.insert(id, *turn);
            }
            *turn += 1;
        }
    }
    turns
}

struct Search<'a> {
    api: &'a Api,
    boxes: &'a Boxes,
    multipart: &'a HashSet<TypeId>,
    modules: &'a [Option<usize>],
    /// The variants of one union that could be alike, numbered from 1 after the first: a value becomes the union by its
    /// type, so no two of them may be the same type.
    turns: HashMap<TypeId, usize>,
    /// The first type of each description, by module.
    known: HashMap<(Option<usize>, String), TypeId>,
    alike: Alike,
    states: Vec<State>,
}

/// How far a type has been compared. A type in place can contain itself, so one that is met again while it is open is
/// left to the visit that opened it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Open,
    Done,
}

impl Search<'_> {
    fn module(&self, id: TypeId) -> Option<usize> {
        self.modules.get(id.0).copied().flatten()
    }

    /// Settles a type after those that are described inside it, with a stack of its own.
    fn settle(&mut self, root: TypeId) {
        let mut open = vec![(root, false)];
        while let Some((id, parts_are_done)) = open.pop() {
            let ty = &self.api[id];
            if parts_are_done {
                self.states[id.0] = State::Done;
                self.compare(id, ty);
            } else if ty.in_place && self.states[id.0] == State::Waiting {
                self.states[id.0] = State::Open;
                open.push((id, true));
                let from = open.len();
                let waiting = ty.kind.parts(None).filter(|part| self.states[part.0] == State::Waiting);
                open.extend(waiting.map(|part| (part, false)));
                open[from..].reverse();
            }
        }
    }

    fn compare(&mut self, id: TypeId, ty: &TypeDef) {
        let module = self.module(id);
        let text = self.described(id, ty);
        let known = [None, module].into_iter().find_map(|module| self.known.get(&(module, text.clone())));
        match known {
            Some(first) => self.alike.first[id.0] = *first,
            None => {
                self.known.insert((module, text), id);
            }
        }
    }

    /// All that code says of a type but its name.
    fn described(&self, id: TypeId, ty: &TypeDef) -> String {
        let TypeDef { name: _, description, kind, deprecation, origin: _, in_place: _, place: _ } = ty;
        let kind = match kind {
            TypeKind::Object(Object { fields, extends: _, extra, closed: _ }) => {
                format!("object {} {:?}", self.fields(id, fields), self.maybe(extra.as_ref()))
            }
            TypeKind::Tuple(Tuple { elements, rest }) => {
                format!("tuple {} {:?}", self.fields(id, elements), self.maybe(rest.as_ref()))
            }
            TypeKind::Enum(Enum { repr, values, open }) => {
                let values: Vec<_> = values
                    .iter()
                    .map(|EnumValue { name, value, description, place: _ }| (name, value, description))
                    .collect();
                format!("enum {repr:?} {open} {values:?}")
            }
            TypeKind::Union(Union { variants, discriminator }) => {
                let variants: Vec<_> = variants
                    .iter()
                    .map(|Variant { name, ty, tags, fallback, format: _, place: _ }| {
                        (name, self.alike.in_first(ty), tags, fallback)
                    })
                    .collect();
                format!("union {discriminator:?} {variants:?}")
            }
            TypeKind::Alias(ty, limits) => format!("alias {:?} {limits:?}", self.alike.in_first(ty)),
        };
        let has_parts = self.multipart.contains(&id);
        let turn = self.turns.get(&id);
        format!("{kind} {has_parts} {turn:?} {description:?} {deprecation:?}")
    }

    fn maybe(&self, ty: Option<&Type>) -> Option<Type> {
        ty.map(|ty| self.alike.in_first(ty))
    }

    fn fields(&self, owner: TypeId, fields: &[Field]) -> String {
        let mut text = String::new();
        for field in fields {
            let Field {
                name,
                ty,
                presence,
                nullable,
                description,
                example: _,
                limits,
                format,
                content_type,
                access,
                one_way,
                secret,
                tags,
                from_option,
                deprecation,
                origin: _,
                place: _,
            } = field;
            let is_boxed = self.boxes.is_boxed(owner, ty);
            let value = (name, self.alike.in_first(ty), is_boxed, presence, nullable, limits, format);
            let use_ = (content_type, access, one_way, secret, tags, from_option);
            text.push_str(&format!("{value:?} {use_:?} {description:?} {deprecation:?};"));
        }
        text
    }
}
