//! Merge patches: in the body of one, null removes a field (RFC 7396), so it is a value of each that can be removed.
//!
//! A type of which that is not true anyway gets a variant of its own for such bodies, once, and so do the objects inside
//! it; elements of arrays are replaced as a whole and stay what they are. It runs when every object has all of its
//! fields, and walks with stacks of its own: types may refer to each other more deeply than the thread's stack goes.

use std::collections::{HashMap, HashSet};

use super::Context;
use crate::model::{
    self, Direction, Field, Media, Name, Object, Operation, Presence, Type, TypeId, TypeKind,
};

impl Context<'_> {
    /// Gives the bodies that are merge patches types that say so.
    pub(super) fn patch_bodies(&mut self, operations: &mut [Operation]) {
        let bodies = operations.iter_mut().filter_map(|operation| operation.body.as_mut());
        let is_patch =
            |body: &&mut model::Body| body.media == Media::Json && model::is_merge_patch(&body.content_type);
        let mut variants = HashMap::new();
        for body in bodies.filter(is_patch) {
            match body.ty {
                Type::Named(id) if body.inline => self.become_patch(id, &mut variants),
                Type::Named(id) => {
                    self.add_variants(id, &mut variants);
                    body.ty = self.in_patch(&body.ty, &variants);
                }
                _ => {}
            }
        }
    }

    /// Makes a patch of a type that no other operation has.
    fn become_patch(&mut self, id: TypeId, variants: &mut HashMap<TypeId, TypeId>) {
        let Some(object) = self.object_of(id) else { return };
        let inside: Vec<TypeId> = object.fields.iter().filter_map(|field| self.merged(&field.ty)).collect();
        inside.into_iter().for_each(|inner| self.add_variants(inner, variants));
        let patch = self.object_of(id).map(|object| patch_of(object, |ty| self.in_patch(ty, variants)));
        if let (Some(patch), Some(ty)) = (patch, &mut self.types[id.0]) {
            ty.kind = TypeKind::Object(patch);
        }
    }

    /// Makes the variants of a type and of what is in it, where there are none yet.
    fn add_variants(&mut self, root: TypeId, variants: &mut HashMap<TypeId, TypeId>) {
        let mut fresh: Vec<TypeId> = self.need_variants(root).into_iter().collect();
        fresh.retain(|id| !variants.contains_key(id));
        fresh.sort_unstable();
        let mut made = Vec::with_capacity(fresh.len());
        for id in fresh {
            let Some(name) = self.types[id.0].as_ref().map(|ty| ty.name.spelling.clone()) else { continue };
            let name = self.free_type_name(&format!("{name}Patch"));
            let variant = TypeId(self.types.len());
            self.take_type_name(&name, variant);
            variants.insert(id, variant);
            made.push((id, variant, name));
        }
        for (id, variant, name) in made {
            let (Some(ty), Some(object)) = (&self.types[id.0], self.object_of(id)) else { continue };
            let patch = model::TypeDef {
                name: Name::new(name),
                description: ty.description.clone(),
                kind: TypeKind::Object(patch_of(object, |ty| self.in_patch(ty, variants))),
                deprecation: ty.deprecation.clone(),
                origin: None,
                in_place: ty.in_place,
                place: ty.place.clone(),
            };
            self.types[variant.0] = Some(patch);
        }
    }

    /// The objects in a type, itself included, that have a field for which null is no value yet, or an object of these.
    fn need_variants(&self, root: TypeId) -> HashSet<TypeId> {
        let mut owners: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
        let mut seen = HashSet::new();
        let mut needing = HashSet::new();
        let mut open: Vec<TypeId> = self.behind_aliases(root).into_iter().collect();
        let mut changed = Vec::new();
        while let Some(id) = open.pop() {
            let Some(object) = self.object_of(id).filter(|_| seen.insert(id)) else { continue };
            if object.fields.iter().any(gains_null) {
                changed.push(id);
            }
            for inner in object.fields.iter().filter_map(|field| self.merged(&field.ty)) {
                owners.entry(inner).or_default().push(id);
                open.push(inner);
            }
        }
        while let Some(id) = changed.pop() {
            if needing.insert(id) {
                changed.extend(owners.get(&id).into_iter().flatten());
            }
        }
        needing
    }

    /// The object that a field holds and that is merged with what the server has.
    fn merged(&self, ty: &Type) -> Option<TypeId> {
        match ty {
            Type::Named(id) => self.behind_aliases(*id),
            Type::Nullable(inner) | Type::Map(inner) => self.merged(inner),
            _ => None,
        }
    }

    /// A type as it is in a patch.
    fn in_patch(&self, ty: &Type, variants: &HashMap<TypeId, TypeId>) -> Type {
        match ty {
            Type::Named(id) => {
                let variant = self.behind_aliases(*id).and_then(|id| variants.get(&id));
                Type::Named(variant.copied().unwrap_or(*id))
            }
            Type::Nullable(inner) => Type::Nullable(Box::new(self.in_patch(inner, variants))),
            Type::Map(inner) => Type::Map(Box::new(self.in_patch(inner, variants).or_null())),
            other => other.clone(),
        }
    }
}

/// Whether a field gets null as a value, itself or in its entries.
fn gains_null(field: &Field) -> bool {
    let is_open_map =
        matches!(&field.ty, Type::Map(inner) if !matches!(**inner, Type::Nullable(_) | Type::Any));
    (field.presence != Presence::Required && !field.nullable) || is_open_map
}

/// An object as a patch has it: only what requests have, and null where something can be removed.
fn patch_of(object: &Object, in_patch: impl Fn(&Type) -> Type) -> Object {
    let fields = object.fields.iter().filter(|field| field.access.is_in(Direction::Request));
    let fields = fields.map(|field| Field {
        ty: in_patch(&field.ty),
        nullable: field.nullable || field.presence != Presence::Required,
        ..field.clone()
    });
    let extra = object.extra.as_ref().map(|extra| in_patch(extra).or_null());
    Object { fields: fields.collect(), extends: Vec::new(), extra, closed: object.closed }
}
