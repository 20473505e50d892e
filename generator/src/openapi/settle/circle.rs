//! Circles: types that stand for themselves.
//!
//! An alias or an alternative says that a value is one of another type. Where that leads back to the type itself it
//! says nothing, and whoever followed it would never end, so it is taken out. Fields and elements may lead back.

use std::collections::{HashMap, HashSet};

use petgraph::Graph;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::NodeIndex;

use crate::schema::{Shape, Spec, Variant};

/// The largest circle in which types are looked at one by one: what is left of the circle when something was taken out
/// of it is not taken out as well.
const LARGE: usize = 100;

/// Takes out what leads back, and names the types where that was done.
pub(super) fn cut(spec: &mut Spec) -> Vec<String> {
    let mut targets: HashMap<String, Vec<String>> = spec
        .types
        .iter()
        .flat_map(|file| &file.value.types)
        .map(|(name, shape)| (name.clone(), stands_for(shape)))
        .filter(|(_, targets)| !targets.is_empty())
        .collect();
    let circles = in_circles(&targets);
    let mut cut = Vec::new();
    for (name, shape) in spec.types.iter_mut().flat_map(|file| &mut file.value.types) {
        let Some((circle, size)) = circles.get(name) else { continue };
        let own = targets.get(name).cloned().unwrap_or_default();
        let is_back = |target: &String| {
            let is_near = circles.get(target).is_some_and(|(other, _)| other == circle);
            is_near && (*size > LARGE || leads_to(target, name, &targets))
        };
        let back: HashSet<String> = own.into_iter().filter(is_back).collect();
        if back.is_empty() {
            continue;
        }
        take_out(shape, &back);
        targets.insert(name.clone(), stands_for(shape));
        cut.push(name.clone());
    }
    cut
}

/// The types that lead to one another in a circle, with the number of the circle and how many are in it, found in one
/// walk: almost always there are none.
fn in_circles(targets: &HashMap<String, Vec<String>>) -> HashMap<String, (usize, usize)> {
    let mut graph: Graph<&str, ()> = Graph::new();
    let nodes: HashMap<&str, NodeIndex> =
        targets.keys().map(|name| (name.as_str(), graph.add_node(name.as_str()))).collect();
    for (name, node) in targets.keys().filter_map(|name| Some((name, *nodes.get(name.as_str())?))) {
        let ends = targets.get(name).into_iter().flatten().filter_map(|target| nodes.get(target.as_str()));
        ends.for_each(|end| {
            graph.update_edge(node, *end, ());
        });
    }
    let is_circle = |names: &Vec<NodeIndex>| {
        names.len() > 1 || names.iter().any(|node| graph.contains_edge(*node, *node))
    };
    let mut found = HashMap::new();
    for (circle, nodes) in kosaraju_scc(&graph).into_iter().filter(is_circle).enumerate() {
        let names = nodes.iter().filter_map(|node| graph.node_weight(*node));
        found.extend(names.map(|name| ((*name).to_owned(), (circle, nodes.len()))));
    }
    found
}

/// The types of which a value is one when it is one of a shape.
fn stands_for(shape: &Shape) -> Vec<String> {
    let alias = shape.ty.clone().filter(|_| shape.fields.is_none() && shape.values.is_none());
    let alternatives = shape.one_of.iter().flatten().filter_map(|variant| match variant {
        Variant::Type(ty) => Some(ty.clone()),
        Variant::Described(variant) => variant.shape.ty.clone(),
    });
    alias.into_iter().chain(alternatives).collect()
}

fn leads_to(from: &str, goal: &str, targets: &HashMap<String, Vec<String>>) -> bool {
    let mut open = vec![from];
    let mut seen = HashSet::new();
    while let Some(name) = open.pop() {
        if name == goal {
            return true;
        }
        if seen.insert(name) {
            open.extend(targets.get(name).into_iter().flatten().map(String::as_str));
        }
    }
    false
}

fn take_out(shape: &mut Shape, back: &HashSet<String>) {
    let is_back = |ty: &Option<String>| ty.as_ref().is_some_and(|ty| back.contains(ty));
    if let Some(variants) = &mut shape.one_of {
        variants.retain(|variant| match variant {
            Variant::Type(ty) => !back.contains(ty),
            Variant::Described(variant) => !is_back(&variant.shape.ty),
        });
        if !variants.is_empty() {
            return;
        }
        (shape.one_of, shape.discriminator) = (None, None);
    }
    shape.ty = Some("any".to_owned());
}
