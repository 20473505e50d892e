//! Composition: `allOf`, `$ref` with keywords beside it, and properties beside alternatives.
//!
//! A composition is taken apart into parts that tell a type and parts that only add to it. One part that tells a type
//! is that type; several objects are one object that extends those that have names; objects beside alternatives are
//! alternatives that extend them. What is left describes no value that a shape could, and becomes `any`.

use super::object::{further, is_closed};
use super::of_type;
use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::openapi::types::EntryId;
use crate::schema::{DescribedVariant, Shape, Variant};

/// How deep compositions may nest.
const MOST_LEVELS: usize = 64;

/// A part of a composition.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'d> {
    /// A named type, with its schema.
    Named(EntryId, Node<'d>),
    /// A schema that tells a type without `$ref` and `allOf`.
    Here(Node<'d>),
    /// Alternatives that stand beside properties.
    Alternatives(Node<'d>),
    /// A schema that tells no type: limits, `required`, or a description.
    Notes(Node<'d>),
}

impl<'d> Part<'d> {
    /// Whether it only says what further properties of an object are.
    fn is_further_only(&self) -> bool {
        matches!(self, Self::Here(node) if node.map("properties").is_none() && further(*node).is_some())
    }

    fn note(&self) -> Option<Node<'d>> {
        if let Self::Notes(node) = self { Some(*node) } else { None }
    }
}

impl<'d> Import<'d, '_> {
    /// The shape of a composition.
    pub(super) fn composed(&mut self, node: Node<'d>) -> Shape {
        let mut parts = Vec::new();
        self.take_apart(node, 0, &mut parts);
        let typed: Vec<Part<'d>> =
            parts.iter().filter(|part| !matches!(part, Part::Notes(_))).copied().collect();
        let notes: Vec<Node<'d>> = parts.iter().filter_map(Part::note).collect();
        let mut shape = self.of_parts(node, &typed, &notes, 0);
        shape.closed |= shape.is_object() && is_closed(node);
        for note in notes.into_iter().filter(|note| note.identity() != node.identity()) {
            self.annotate(note, &mut shape);
        }
        shape
    }

    /// `level` says how many compositions inside it have been taken apart already.
    fn of_parts(&mut self, node: Node<'d>, typed: &[Part<'d>], notes: &[Node<'d>], level: usize) -> Shape {
        let adds_required = notes.iter().any(|note| note.list("required").next().is_some());
        match typed {
            [] => self.typed(node),
            [Part::Named(_, target)] if self.is_type_of_its_own(node, *target) => self.merged(typed, notes),
            [Part::Named(id, target)] if !(adds_required && self.has_fields(*target)) => {
                let shape = self.reference(*id);
                self.refuse_beside(notes);
                shape
            }
            // A child that adds nothing to its parent has the fields of the parent and none of its alternatives.
            [Part::Here(only)] if only.identity() != node.identity() && self.is_parent(*only) => {
                self.merged(typed, notes)
            }
            [Part::Here(only)] if !adds_required => {
                let mut shape = self.plain(*only);
                if only.identity() != node.identity() {
                    self.annotate(*only, &mut shape);
                }
                self.refuse_beside(notes);
                shape
            }
            [Part::Alternatives(only)] => self.union(*only),
            parts if parts.iter().all(|part| self.is_object_part(*part)) => self.merged(typed, notes),
            parts => self.of_unlike_parts(node, parts, notes, level),
        }
    }

    /// Whether a named schema that adds nothing to another one is a type of its own and not another name: an object that
    /// is composed of the other, or that a union can be. A union could not tell two names of one type apart.
    fn is_type_of_its_own(&mut self, node: Node<'d>, target: Node<'d>) -> bool {
        let is_named = self.current == Some(node.identity()) && !node.is_own();
        is_named
            && (node.has("allOf") || self.alternatives.contains(&node.identity()))
            && self.has_fields(target)
    }

    /// Whether a schema has fields beside its alternatives.
    fn is_parent(&mut self, node: Node<'d>) -> bool {
        super::is_union(node) && (node.map("properties").is_some() || self.extra(node).is_some())
    }

    fn of_unlike_parts(
        &mut self,
        node: Node<'d>,
        parts: &[Part<'d>],
        notes: &[Node<'d>],
        level: usize,
    ) -> Shape {
        // An enum beside a reference lists those values of the named enum that are meant.
        if let Some(Part::Here(own)) =
            parts.iter().find(|part| matches!(part, Part::Here(own) if own.has("enum") || own.has("const")))
        {
            self.report.count("types beside an enum that narrows them", node);
            return self.enumeration(*own);
        }
        if let Some(shape) = self.of_one_scalar(parts) {
            return shape;
        }
        let (objects, others): (Vec<Part<'d>>, Vec<Part<'d>>) =
            parts.iter().partition(|part| self.is_object_part(**part));
        match others.as_slice() {
            [Part::Alternatives(union) | Part::Here(union)] if super::is_union(*union) => {
                self.distributed(*union, &objects, notes)
            }
            [Part::Named(_, target)] if super::is_union(*target) && !self.leads_to(*target, self.current) => {
                self.distributed(*target, &objects, notes)
            }
            // What a named composition is made of may be alternatives beside fields as well.
            [Part::Named(_, target)]
                if target.has("allOf") && level < MOST_LEVELS && !self.leads_to(*target, self.current) =>
            {
                let mut inner = objects.clone();
                self.take_apart(*target, 1, &mut inner);
                let (more, typed): (Vec<Part<'d>>, Vec<Part<'d>>) =
                    inner.iter().partition(|part| matches!(part, Part::Notes(_)));
                let mut all = notes.to_vec();
                all.extend(more.iter().filter_map(Part::note));
                self.of_parts(node, &typed, &all, level + 1)
            }
            _ => {
                let message =
                    "these schemas together are no type that can be written here; any value is taken";
                self.report.problem(Kind::Schema, node, message);
                of_type("any")
            }
        }
    }

    /// Parts that are all texts, or all numbers: the first of them, without the limits of the others.
    fn of_one_scalar(&mut self, parts: &[Part<'d>]) -> Option<Shape> {
        let mut scalar = None;
        for part in parts {
            let (Part::Named(_, node) | Part::Here(node)) = part else { return None };
            let (types, _) = self.types_of(*node);
            let is_text = self.listed(*node).iter().any(|value| value.node.value.is_string());
            let own = if is_text { "string" } else { types.first().copied()? };
            if own == "object" || *scalar.get_or_insert(own) != own || super::is_union(*node) {
                return None;
            }
        }
        let (first, rest) = parts.split_first()?;
        for part in rest {
            if let Part::Named(_, node) | Part::Here(node) = part {
                self.refuse_beside(&[*node]);
            }
        }
        Some(match first {
            Part::Named(id, _) => self.reference(*id),
            Part::Here(node) | Part::Alternatives(node) | Part::Notes(node) => self.plain(*node),
        })
    }

    /// Objects beside alternatives: each alternative extends the objects.
    fn distributed(&mut self, union: Node<'d>, objects: &[Part<'d>], notes: &[Node<'d>]) -> Shape {
        let alternatives = self.alternatives(union);
        let mut variants = Vec::new();
        for alternative in &alternatives.nodes {
            if let Some(child) = self.child_of(*alternative, union) {
                variants
                    .push(DescribedVariant { shape: self.reference(child), ..DescribedVariant::default() });
                continue;
            }
            let mut parts = objects.to_vec();
            self.take_apart(*alternative, 0, &mut parts);
            let (more, typed): (Vec<Part<'d>>, Vec<Part<'d>>) =
                parts.iter().partition(|part| matches!(part, Part::Notes(_)));
            let mut all: Vec<Node<'d>> = notes.to_vec();
            all.extend(more.iter().filter_map(Part::note));
            let are_objects = typed.iter().all(|part| self.is_object_part(*part));
            if !are_objects && objects.iter().all(Part::is_further_only) {
                // Further properties mean nothing to what is no object.
                let name = self.alternative_name(*alternative);
                let shape = self.structure(*alternative);
                variants.push(DescribedVariant { name, shape, ..DescribedVariant::default() });
                continue;
            }
            if !are_objects {
                let message =
                    "these schemas together are no type that can be written here; any value is taken";
                self.report.problem(Kind::Schema, *alternative, message);
                return of_type("any");
            }
            let name = self.alternative_name(*alternative);
            let shape = self.merged(&typed, &all);
            variants.push(DescribedVariant { name, shape, ..DescribedVariant::default() });
        }
        if variants.is_empty() {
            return self.merged(objects, notes);
        }
        let discriminator = self.discriminator(union, &alternatives.nodes, &mut variants);
        if variants.len() == 1 && discriminator.is_none() {
            return variants.pop().map(|variant| variant.shape).unwrap_or_default();
        }
        let variants = super::variant::named(variants);
        Shape { one_of: Some(variants), discriminator, nullable: alternatives.nullable, ..Shape::default() }
    }

    /// An alternative that is composed of the union itself, also by way of others, has what stands beside the
    /// alternatives already.
    fn child_of(&mut self, alternative: Node<'d>, union: Node<'d>) -> Option<EntryId> {
        let reference = alternative.text("$ref")?;
        let id = self.named(alternative, reference)?;
        let mut open = vec![self.types.entries.get(id)?.node];
        let mut is_child = false;
        for _ in 0..MOST_LEVELS {
            let Some(node) = open.pop() else { break };
            let members: Vec<Node<'d>> = node.list("allOf").collect();
            let bases = members.into_iter().filter_map(|member| {
                member.text("$ref").and_then(|reference| self.resolve(member, reference))
            });
            let bases: Vec<Node<'d>> = bases.collect();
            is_child |= bases.iter().any(|base| base.identity() == union.identity());
            open.extend(bases);
        }
        is_child.then_some(id)
    }

    /// Takes a composition apart, and those inside it.
    pub(super) fn take_apart(&mut self, node: Node<'d>, level: usize, parts: &mut Vec<Part<'d>>) {
        if level > MOST_LEVELS || !node.value.is_object() {
            if node.value.is_boolean() {
                return;
            }
            self.report.problem(Kind::Schema, node, "this composition cannot be taken apart");
            return;
        }
        if level > 0 {
            self.review(node);
        }
        let mut told = false;
        if let Some(reference) = node.text("$ref")
            && let Some(id) = self.named(node, reference)
            && let Some(target) = self.types.entries.get(id).map(|entry| entry.node)
        {
            let child = self.current.filter(|child| *child != target.identity());
            if child.is_some_and(|child| self.is_parent_of(target, child)) {
                // A parent may have a parent of its own, of which it is an alternative in turn.
                let child = self.current.replace(target.identity());
                for member in target.list("allOf") {
                    self.take_apart(member, level + 1, parts);
                }
                self.current = child;
                // The alternatives beside the fields of a parent are the children, of which this is one.
                let is_parent = self.is_parent(target);
                parts.push(if is_parent { Part::Here(target) } else { Part::Notes(target) });
            } else {
                parts.push(Part::Named(id, target));
            }
            told = true;
        }
        for member in node.list("allOf") {
            self.take_apart(member, level + 1, parts);
            told = true;
        }
        let has_properties =
            ["properties", "additionalProperties", "patternProperties"].iter().any(|key| node.has(key))
                || further(node).is_some();
        let is_object = has_properties || (!told && self.types_of(node).0 == ["object"]);
        if super::is_union(node) && is_object {
            if self.alternatives(node).nodes.is_empty() {
                parts.push(Part::Here(node));
            } else {
                if node.map("properties").is_some() || further(node).is_some() {
                    parts.push(Part::Here(node));
                }
                parts.push(Part::Alternatives(node));
            }
        } else if tells_type(node, told) {
            parts.push(Part::Here(node));
        } else {
            parts.push(Part::Notes(node));
        }
    }

    /// Whether a part is an object: its own keywords or those of the named type say so.
    fn is_object_part(&mut self, part: Part<'d>) -> bool {
        match part {
            Part::Named(_, target) => self.has_fields(target) || self.is_map(target),
            Part::Here(node) => {
                !node.has("enum")
                    && !node.has("const")
                    && (node.map("properties").is_some() || further(node).is_some() || !super::is_union(node))
                    && self.types_of(node).0 == ["object"]
            }
            Part::Alternatives(_) => false,
            Part::Notes(_) => true,
        }
    }

    /// Reports limits that stand beside a type that is told elsewhere.
    fn refuse_beside(&mut self, notes: &[Node<'d>]) {
        for note in notes {
            self.refuse_limits(*note, super::limit::Limited::Other);
        }
    }

    /// What code calls an alternative: by its name, or by its title.
    pub(super) fn alternative_name(&mut self, node: Node<'d>) -> Option<String> {
        match node.text("$ref") {
            Some(reference) => self.named(node, reference).map(|id| self.types.name(id)),
            None => super::word_of_title(node),
        }
    }
}

/// Whether the keywords of a schema tell a type; beside a reference or an `allOf`, `type` alone repeats what they say.
fn tells_type(node: Node<'_>, told: bool) -> bool {
    let strong = [
        "properties",
        "additionalProperties",
        "patternProperties",
        "items",
        "prefixItems",
        "enum",
        "const",
        "oneOf",
        "anyOf",
    ];
    strong.iter().any(|key| node.has(key))
        || further(node).is_some()
        || (!told && (node.has("type") || node.has("format")))
}

/// Puts variants into their shortest form.
pub(super) fn short(variant: DescribedVariant) -> Variant {
    let DescribedVariant { name, tags, fallback, mut shape } = variant;
    if name.is_none()
        && tags.is_empty()
        && !fallback
        && let Some(ty) = super::expression(&mut shape)
    {
        return Variant::Type(ty);
    }
    Variant::Described(Box::new(DescribedVariant { name, tags, fallback, shape }))
}
