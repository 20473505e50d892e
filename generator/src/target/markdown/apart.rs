//! Types with pages of their own: those with which a page would become too long.
//!
//! A page describes every type that it refers to. Where the types of an API refer to each other in large circles, that would
//! be most of the API on every page; the largest of them then get a page each, and links lead there. The decision is made
//! once for an API, in the same way for all locales, so that every link to a type leads to the same place.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::page;
use crate::model::{Api, Enum, Field, Text, Type, TypeDef, TypeId, TypeKind};

/// About how many bytes of sections a page has at most.
const BUDGET: usize = 60_000;

/// What the markup of a row in a table takes, about.
const ROW: usize = 80;

/// Which types have a page of their own.
pub(super) struct Apart(Vec<bool>);

impl Apart {
    pub(super) fn of(api: &Api) -> Self {
        let count = api.types.len();
        let mut choice = Choice {
            children: (0..count).map(|index| api.types[index].kind.parts(None).collect()).collect(),
            weights: api.types.iter().map(weight).collect(),
            apart: vec![false; count],
        };
        for id in choice.parents_last() {
            let children = choice.children[id.0].clone();
            choice.lighten(&children, choice.weights[id.0]);
        }
        for operation in &api.operations {
            let roots = page::roots(operation);
            let roots: Vec<TypeId> = roots.into_iter().filter_map(Type::innermost_named).collect();
            choice.lighten(&roots, 0);
        }
        Self(choice.apart)
    }

    /// Whether a type has a page of its own.
    pub(super) fn contains(&self, id: TypeId) -> bool {
        self.0[id.0]
    }

    /// The types that have one.
    pub(super) fn iter(&self) -> impl Iterator<Item = TypeId> {
        self.0.iter().enumerate().filter(|(_, apart)| **apart).map(|(index, _)| TypeId(index))
    }
}

/// The choice while it is made.
struct Choice {
    children: Vec<Vec<TypeId>>,
    weights: Vec<usize>,
    apart: Vec<bool>,
}

impl Choice {
    /// Every type; those that it refers to come before it, where they do not lie in one circle.
    fn parents_last(&self) -> Vec<TypeId> {
        let mut seen = vec![false; self.children.len()];
        let mut order = Vec::with_capacity(seen.len());
        for start in 0..seen.len() {
            let mut open = vec![(start, false)];
            while let Some((index, is_done)) = open.pop() {
                if is_done {
                    order.push(TypeId(index));
                } else if !std::mem::replace(&mut seen[index], true) {
                    open.push((index, true));
                    open.extend(self.children[index].iter().rev().map(|child| (child.0, false)));
                }
            }
        }
        order
    }

    /// Takes the largest of some types away, until a page that begins with them is short enough.
    fn lighten(&mut self, roots: &[TypeId], own: usize) {
        if own + self.reached(roots) <= BUDGET {
            return;
        }
        let mut candidates: Vec<TypeId> = roots.iter().copied().filter(|id| !self.apart[id.0]).collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.sort_by_cached_key(|id| Reverse(self.reached(&[*id])));
        for candidate in candidates {
            self.apart[candidate.0] = true;
            if own + self.reached(roots) <= BUDGET {
                return;
            }
        }
    }

    /// The weight of everything that is reached from some types, or a weight above the budget.
    fn reached(&self, roots: &[TypeId]) -> usize {
        let mut seen = HashSet::new();
        let mut open = roots.to_vec();
        let mut sum = 0;
        while let Some(id) = open.pop() {
            if sum > BUDGET {
                break;
            }
            if !self.apart[id.0] && seen.insert(id) {
                sum += self.weights[id.0];
                open.extend(&self.children[id.0]);
            }
        }
        sum
    }
}

/// About how long the section of a type is.
fn weight(def: &TypeDef) -> usize {
    let own = match &def.kind {
        TypeKind::Object(object) => fields(&object.fields),
        TypeKind::Tuple(tuple) => fields(&tuple.elements),
        TypeKind::Enum(values) => rows(values),
        TypeKind::Union(union) => ROW * union.variants.len(),
        TypeKind::Alias(..) => ROW,
    };
    ROW + length(def.description.as_ref()) + own
}

fn fields(fields: &[Field]) -> usize {
    let row = |field: &Field| ROW + field.name.spelling.len() + length(field.description.as_ref());
    fields.iter().map(row).sum()
}

fn rows(values: &Enum) -> usize {
    values.values.iter().map(|value| ROW / 2 + length(value.description.as_ref())).sum()
}

fn length(text: Option<&Text>) -> usize {
    text.map_or(0, |text| text.get(0).len())
}
