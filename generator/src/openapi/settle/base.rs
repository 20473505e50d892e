//! Bases: what an object extends has to be an object, and none extends itself.
//!
//! Whether a schema has fields is told before it is converted, and a document with mistakes can make it something else
//! in the end. What cannot be extended is taken out, so that the rest of the object stays.

use std::collections::{HashMap, HashSet};

use petgraph::Graph;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::NodeIndex;

use super::walk;
use crate::schema::{Shape, Spec};

/// Takes out of `extends` what cannot be extended. Names the types where that was done; empty for a shape in an
/// endpoint.
pub(super) fn cut(spec: &mut Spec) -> Vec<String> {
    let objects = objects(spec);
    let circles = circles(spec);
    let mut cut = Vec::new();
    for (name, shape) in spec.types.iter_mut().flat_map(|file| &mut file.value.types) {
        let own = circles.get(name);
        let mut is_cut =
            keep(shape, |base| objects.contains(base) && (own.is_none() || circles.get(base) != own));
        walk::below_each_mut(shape, &mut |shape| is_cut |= keep(shape, |base| objects.contains(base)));
        if is_cut {
            cut.push(name.clone());
        }
    }
    let mut is_cut = false;
    walk::each_in_endpoints_mut(spec, &mut |shape| is_cut |= keep(shape, |base| objects.contains(base)));
    if is_cut {
        cut.push(String::new());
    }
    cut
}

/// Takes out of what a shape extends, and says whether anything was.
fn keep(shape: &mut Shape, can: impl Fn(&str) -> bool) -> bool {
    let before = shape.extends.len();
    shape.extends.retain(|base| can(base));
    if shape.extends.is_empty() && before > 0 && shape.fields.is_none() && shape.extra.is_none() {
        shape.ty = Some("object".to_owned());
    }
    shape.extends.len() < before
}

/// The types that are objects with fields, by way of other names too.
fn objects(spec: &Spec) -> HashSet<String> {
    let mut found: HashSet<String> = HashSet::new();
    let mut users: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut open: Vec<&str> = Vec::new();
    for (name, shape) in spec.types.iter().flat_map(|file| &file.value.types) {
        if shape.is_object() {
            open.push(name);
        } else if let Some(target) = shape.ty.as_deref().filter(|_| shape.values.is_none()) {
            users.entry(target).or_default().push(name);
        }
    }
    while let Some(name) = open.pop() {
        if found.insert(name.to_owned()) {
            open.extend(users.get(name).into_iter().flatten());
        }
    }
    found
}

/// The types that extend one another in a circle, with the number of the circle.
fn circles(spec: &Spec) -> HashMap<String, usize> {
    let mut graph: Graph<&str, ()> = Graph::new();
    let types = || spec.types.iter().flat_map(|file| &file.value.types);
    let nodes: HashMap<&str, NodeIndex> =
        types().map(|(name, _)| (name.as_str(), graph.add_node(name.as_str()))).collect();
    for (name, shape) in types() {
        let alias = shape.ty.as_ref().filter(|_| shape.values.is_none());
        for base in shape.extends.iter().chain(alias) {
            if let (Some(from), Some(to)) = (nodes.get(name.as_str()), nodes.get(base.as_str())) {
                graph.add_edge(*from, *to, ());
            }
        }
    }
    let is_circle = |nodes: &Vec<NodeIndex>| {
        nodes.len() > 1 || nodes.iter().any(|node| graph.contains_edge(*node, *node))
    };
    let mut found = HashMap::new();
    for (circle, nodes) in kosaraju_scc(&graph).into_iter().filter(is_circle).enumerate() {
        let names = nodes.iter().filter_map(|node| graph.node_weight(*node));
        found.extend(names.map(|name| ((*name).to_owned(), circle)));
    }
    found
}
