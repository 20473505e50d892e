//! Reach: which group uses a type, directly or through others, and whether that is the only one.
//!
//! Types refer to each other in large circles, so that every group may reach every type: nothing is followed below a
//! type that two groups are known to use, since these two use all that is below it as well.

use super::{Api, GroupId, Type, TypeId};

/// The groups that reach each type, the first two of them.
#[derive(Debug)]
pub struct Reach {
    /// For each type, up to two groups that use it.
    groups: Vec<Vec<GroupId>>,
}

impl Reach {
    /// Follows every operation into the types that it uses.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let mut reach = Self { groups: vec![Vec::new(); api.types.len()] };
        // They are in the order of their groups, so a group that comes again is the last one that was noted.
        for operation in &api.operations {
            let body = operation.body.iter().map(|body| &body.ty);
            let params = operation.params.iter().map(|param| &param.field.ty);
            for ty in params.chain(body).chain(operation.answer_types()) {
                reach.visit(api, operation.group, ty);
            }
        }
        reach
    }

    /// The groups that use a type; no more than two of them.
    #[must_use]
    pub fn groups(&self, id: TypeId) -> &[GroupId] {
        self.groups.get(id.0).map_or(&[], Vec::as_slice)
    }

    /// Walks with a stack of its own, because a chain of types may be longer than the thread's stack is deep.
    fn visit(&mut self, api: &Api, group: GroupId, ty: &Type) {
        let mut open: Vec<TypeId> = ty.innermost_named().into_iter().collect();
        while let Some(id) = open.pop() {
            let groups = &mut self.groups[id.0];
            if groups.len() > 1 || groups.last() == Some(&group) {
                continue;
            }
            groups.push(group);
            open.extend(api[id].kind.parts(None));
        }
    }
}
