//! Access: which fields are only sometimes in the values of their type, because they go one way and the values go both.
//!
//! It runs when every operation has been lowered and every object extended: what goes which way is known then. A field
//! that never goes a way leads nowhere that way, so the types behind it are not taken along. Nothing here knows a
//! language: that one type of code stands for both ways is for targets to act upon.

use super::Context;
use crate::model::{self, Direction, Operation, Type, TypeId, TypeKind};

impl Context<'_> {
    /// Marks the fields that values going the other way do not have.
    pub(super) fn mark_one_way_fields(&mut self, operations: &[Operation]) {
        let bodies = operations.iter().filter_map(|operation| operation.body.as_ref()).map(|body| &body.ty);
        let params = operations.iter().flat_map(|operation| &operation.params).map(|param| &param.field.ty);
        let answers = operations.iter().flat_map(model::Operation::answer_types);
        let ways = [
            (Direction::Request, self.reached(Direction::Request, bodies.chain(params))),
            (Direction::Answer, self.reached(Direction::Answer, answers)),
        ];
        for (direction, reached) in ways {
            let types = self.types.iter_mut().zip(reached).filter(|(_, is_reached)| *is_reached);
            for ty in types.filter_map(|(ty, _)| ty.as_mut()) {
                let TypeKind::Object(object) = &mut ty.kind else { continue };
                for field in object.fields.iter_mut().filter(|field| !field.access.is_in(direction)) {
                    field.one_way = true;
                }
            }
        }
    }

    /// For each type, whether values of it go this way. A stack of its own, for chains longer than the thread's is deep.
    fn reached<'t>(&self, direction: Direction, roots: impl Iterator<Item = &'t Type>) -> Vec<bool> {
        let mut reached = vec![false; self.types.len()];
        let mut open: Vec<TypeId> = roots.filter_map(Type::innermost_named).collect();
        while let Some(id) = open.pop() {
            if std::mem::replace(&mut reached[id.0], true) {
                continue;
            }
            let Some(ty) = &self.types[id.0] else { continue };
            open.extend(ty.kind.parts(Some(direction)));
        }
        reached
    }
}
