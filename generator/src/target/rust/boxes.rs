//! Boxes: which fields have to be boxed because their type would otherwise contain itself.
//!
//! Two types are in one circle when each contains the other without an array or a map between them; a field that stays
//! in its circle is boxed (its strongly connected component).

use petgraph::algo::kosaraju_scc;
use petgraph::{Directed, Graph};

use crate::model::{Api, Type, TypeId, TypeKind};

/// The circle of each type.
pub(crate) struct Boxes {
    /// The number of the circle.
    circle: Vec<usize>,
    /// Whether a circle has more than one type, or one that contains itself.
    is_circle: Vec<bool>,
}

impl Boxes {
    /// Finds the circles.
    pub(crate) fn of(api: &Api) -> Self {
        let edges: Vec<Vec<usize>> = api.types.iter().map(|ty| contained(&ty.kind)).collect();
        let circle = components(&edges);
        let mut size = vec![0_usize; api.types.len()];
        let mut is_circle = vec![false; api.types.len()];
        for (ty, edges) in edges.iter().enumerate() {
            size[circle[ty]] += 1;
            is_circle[circle[ty]] |= size[circle[ty]] > 1 || edges.contains(&ty);
        }
        Self { circle, is_circle }
    }

    /// Whether a field of this type has to be boxed in its owner.
    pub(crate) fn is_boxed(&self, owner: TypeId, ty: &Type) -> bool {
        let Type::Named(id) = ty else { return false };
        self.circle[owner.0] == self.circle[id.0] && self.is_circle[self.circle[id.0]]
    }
}

fn contained(kind: &TypeKind) -> Vec<usize> {
    let named = |ty: &Type| match ty {
        Type::Named(id) => Some(id.0),
        _ => None,
    };
    match kind {
        TypeKind::Object(object) => object.fields.iter().filter_map(|field| named(&field.ty)).collect(),
        TypeKind::Tuple(tuple) => tuple.elements.iter().filter_map(|element| named(&element.ty)).collect(),
        TypeKind::Alias(ty, _) => named(ty).into_iter().collect(),
        // The variants of a union are boxed, so a circle through one needs no other box.
        TypeKind::Union(_) => Vec::new(),
        TypeKind::Enum(_) => Vec::new(),
    }
}

/// The number of each node's strongly connected component. Kosaraju's algorithm needs no recursion, so a long chain of
/// types cannot exhaust the stack.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut graph = Graph::<(), (), Directed, usize>::default();
    let nodes: Vec<_> = edges.iter().map(|_| graph.add_node(())).collect();
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            graph.add_edge(nodes[from], nodes[*to], ());
        }
    }
    let mut component = vec![0; edges.len()];
    for (number, members) in kosaraju_scc(&graph).into_iter().enumerate() {
        members.into_iter().for_each(|member| component[member.index()] = number);
    }
    component
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn circles_are_found() {
        let edges = vec![vec![1], vec![2], vec![0, 3], vec![4], vec![3], vec![5], vec![0]];
        let found = components(&edges);
        assert!(found[0] == found[1] && found[1] == found[2]);
        assert!(found[3] == found[4] && found[3] != found[0]);
        assert!(found[5] != found[0] && found[6] != found[0]);
    }
}
