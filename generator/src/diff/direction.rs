//! Directions: which named types go to the server, and which come from it.

use crate::model::{Api, Direction, Type, TypeId};

/// Which way the values of each type go.
pub(super) struct Directions {
    requests: Vec<bool>,
    answers: Vec<bool>,
}

impl Directions {
    /// Follows every operation into the types that it uses.
    pub(super) fn of(api: &Api) -> Self {
        let (mut requests, mut answers) = (vec![false; api.types.len()], vec![false; api.types.len()]);
        for operation in &api.operations {
            let params = operation.params.iter().map(|param| &param.field.ty);
            params
                .chain(operation.body.iter().map(|body| &body.ty))
                .for_each(|ty| visit(api, ty, Direction::Request, &mut requests));
            operation.answer_types().for_each(|ty| visit(api, ty, Direction::Answer, &mut answers));
        }
        Self { requests, answers }
    }

    /// Whether values of a type go that way. A type that nothing uses may go any way.
    pub(super) fn goes(&self, id: TypeId, direction: Direction) -> bool {
        let [request, answer] = [&self.requests, &self.answers].map(|list| list.get(id.0) == Some(&true));
        match direction {
            Direction::Request => request || !answer,
            Direction::Answer => answer || !request,
        }
    }
}

fn visit(api: &Api, ty: &Type, direction: Direction, seen: &mut [bool]) {
    let mut open: Vec<TypeId> = ty.innermost_named().into_iter().collect();
    while let Some(id) = open.pop() {
        match seen.get_mut(id.0) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        open.extend(api[id].kind.parts(Some(direction)));
    }
}
