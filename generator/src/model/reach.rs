//! Reach: which groups use a type, directly or through others.

use super::{Api, GroupId, Type, TypeId, TypeKind};

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
            match &api[id].kind {
                TypeKind::Object(object) => {
                    let parts = object.fields.iter().map(|field| &field.ty).chain(&object.extra);
                    open.extend(parts.filter_map(Type::innermost_named));
                }
                TypeKind::Union(union) => {
                    open.extend(union.variants.iter().filter_map(|variant| variant.ty.innermost_named()));
                }
                TypeKind::Alias(ty, _) => open.extend(ty.innermost_named()),
                TypeKind::Enum(_) => {}
            }
        }
    }
}
