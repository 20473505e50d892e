//! Reach: which groups use a type, directly or through others.

use super::{Api, GroupId, Type, TypeId};

/// The groups that reach each type.
#[derive(Debug)]
pub struct Reach {
    /// For each type, the groups that use it, without repetition and in order.
    groups: Vec<Vec<GroupId>>,
}

impl Reach {
    /// Follows every operation into the types that it uses.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let mut reach = Self { groups: vec![Vec::new(); api.types.len()] };
        for group in (0..api.groups.len()).map(GroupId) {
            for operation in api.operations.iter().filter(|operation| operation.group == group) {
                let body = operation.body.iter().map(|body| &body.ty);
                let params = operation.params.iter().map(|param| &param.field.ty);
                for ty in params.chain(body).chain(operation.answer_types()) {
                    reach.visit(api, group, ty);
                }
            }
        }
        reach
    }

    /// The groups that use a type.
    #[must_use]
    pub fn groups(&self, id: TypeId) -> &[GroupId] {
        self.groups.get(id.0).map_or(&[], Vec::as_slice)
    }

    /// Walks with a stack of its own, because a chain of types may be longer than the thread's stack is deep.
    fn visit(&mut self, api: &Api, group: GroupId, ty: &Type) {
        let mut open: Vec<TypeId> = ty.innermost_named().into_iter().collect();
        while let Some(id) = open.pop() {
            let groups = &mut self.groups[id.0];
            if groups.last() == Some(&group) {
                continue;
            }
            groups.push(group);
            open.extend(api[id].kind.parts(None));
        }
    }
}
