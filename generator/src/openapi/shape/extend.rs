//! Extension: several objects → one that extends those that have names.
//!
//! Fields that the parts write down become its own. It is written out in full, without extending anything, where two
//! fields of different parts would have the same name in code; the names of one object are settled together.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::compose::Part;
use super::object::{add_undescribed, undescribed_message};
use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::openapi::types::EntryId;
use crate::schema::Shape;

/// How far inheritance is followed.
const MOST_LEVELS: usize = 64;

/// How many schemas one may be composed of. One that goes beyond that is not followed further, so that composition in
/// a long chain or a large circle does not take the square of its length.
const MOST_ABOVE: usize = 100;

/// The properties of an object, in their order; a later one of the same name replaces an earlier one.
pub(in crate::openapi) type Properties<'d> = IndexMap<&'d str, Node<'d>>;

impl<'d> Import<'d, '_> {
    /// The object that several objects make together.
    pub(super) fn merged(&mut self, parts: &[Part<'d>], notes: &[Node<'d>]) -> Shape {
        let mut own = Properties::new();
        let mut inherited = Properties::new();
        let mut bases: Vec<EntryId> = Vec::new();
        let mut required: HashSet<&'d str> = HashSet::new();
        let mut extra = None;
        let mut required_by_bases = HashSet::new();
        let mut written_out = HashSet::new();
        for part in parts {
            match part {
                Part::Named(id, target) => {
                    if self.leads_to(*target, self.current) {
                        let message = "it extends itself by way of other types; their fields are written out";
                        self.report.problem(Kind::Schema, *target, message);
                        self.collect(*target, &mut written_out, &mut own, &mut required);
                        continue;
                    }
                    if self.has_fields(*target) {
                        let mut fields = Properties::new();
                        self.collect(*target, &mut HashSet::new(), &mut fields, &mut required_by_bases);
                        if !self.affords(fields.len()) {
                            let message =
                                "schemas inherit too many fields together; those of this one are left out";
                            self.report.problem(Kind::Schema, *target, message);
                            continue;
                        }
                        inherited.extend(fields);
                        if !bases.contains(id) {
                            bases.push(*id);
                        }
                    }
                    extra = extra.or_else(|| self.inherited_extra(*target, &mut HashSet::new()));
                }
                Part::Here(node) | Part::Alternatives(node) | Part::Notes(node) => {
                    own.extend(node.map("properties").into_iter().flat_map(Node::entries));
                    required.extend(self.required(*node));
                    extra = self.extra(*node).or(extra);
                }
            }
        }
        for note in notes {
            required.extend(self.required(*note));
        }
        let undescribed = self.require_inherited(&mut own, &inherited, &required, &required_by_bases, notes);
        if is_ambiguous(&own, &inherited) {
            required.extend(required_by_bases);
            inherited.extend(own);
            (own, bases) = (inherited, Vec::new());
        }
        let required: HashSet<&'d str> = required;
        let example = notes.iter().find_map(|note| note.get("example"));
        let properties: Vec<(&'d str, Node<'d>)> = own.into_iter().collect();
        let mut fields = self.fields(&properties, &required, example);
        if extra.is_none() {
            add_undescribed(&mut fields, &undescribed);
        }
        let extends = bases.into_iter().map(|id| self.types.name(id)).collect::<Vec<_>>();
        let has_fields = !fields.is_empty() || (extends.is_empty() && extra.is_none());
        Shape {
            fields: has_fields.then_some(fields),
            extends,
            extra: extra.map(Box::new),
            ..Shape::default()
        }
    }

    /// Repeats inherited properties that are required here and were not there. The names that nothing describes are left.
    fn require_inherited(
        &mut self,
        own: &mut Properties<'d>,
        inherited: &Properties<'d>,
        required: &HashSet<&'d str>,
        already: &HashSet<&'d str>,
        notes: &[Node<'d>],
    ) -> Vec<&'d str> {
        let mut undescribed = Vec::new();
        let mut names: Vec<&'d str> =
            required.iter().copied().filter(|name| !own.contains_key(name)).collect();
        names.sort_unstable();
        for name in names {
            match inherited.get(name) {
                Some(_) if already.contains(name) => {}
                Some(property) => {
                    own.insert(name, *property);
                }
                None => {
                    if let Some(note) =
                        notes.iter().find(|note| note.list("required").any(|own| own.value == name))
                    {
                        self.report.problem(Kind::Schema, *note, undescribed_message(name));
                        undescribed.push(name);
                    }
                }
            }
        }
        undescribed
    }

    /// The properties of an object and of all that it is composed of, and the names of those that it requires.
    pub(in crate::openapi) fn composed_properties(
        &mut self,
        node: Node<'d>,
    ) -> (Properties<'d>, HashSet<&'d str>) {
        let (mut properties, mut required) = (Properties::new(), HashSet::new());
        self.collect(node, &mut HashSet::new(), &mut properties, &mut required);
        (properties, required)
    }

    /// Collects the properties of an object and of all that it is composed of, each schema once.
    fn collect(
        &mut self,
        node: Node<'d>,
        seen: &mut HashSet<*const Value>,
        properties: &mut Properties<'d>,
        required: &mut HashSet<&'d str>,
    ) {
        if seen.len() >= MOST_ABOVE {
            let message = "it is composed of too many schemas; the fields of those further up are left out";
            self.report.problem(Kind::Schema, node, message);
            return;
        }
        if !seen.insert(node.identity()) {
            return;
        }
        for above in self.above(node) {
            self.collect(above, seen, properties, required);
        }
        properties.extend(node.map("properties").into_iter().flat_map(Node::entries));
        required.extend(node.list("required").filter_map(|name| name.value.as_str()));
    }

    /// What further properties of a base hold.
    fn inherited_extra(&mut self, node: Node<'d>, seen: &mut HashSet<*const Value>) -> Option<Shape> {
        if seen.len() >= MOST_ABOVE || !seen.insert(node.identity()) {
            return None;
        }
        let own = match self.extra(node) {
            None if self.is_map(node) => Some(super::of_type("any")),
            extra => extra,
        };
        own.or_else(|| self.above(node).into_iter().find_map(|node| self.inherited_extra(node, seen)))
    }

    /// What a schema is composed of: the target of its reference, and the members of `allOf`.
    fn above(&mut self, node: Node<'d>) -> Vec<Node<'d>> {
        let target = node.text("$ref").and_then(|reference| self.resolve(node, reference));
        target.into_iter().chain(node.list("allOf")).collect()
    }

    /// Whether a schema has fields that another can extend.
    pub(in crate::openapi) fn has_fields(&mut self, node: Node<'d>) -> bool {
        self.known_fields(node) == Some(true)
    }

    /// The same; `None` for a schema that is being looked at, which ends circles.
    fn known_fields(&mut self, node: Node<'d>) -> Option<bool> {
        if let Some(known) = self.extendable.get(&node.identity()) {
            return *known;
        }
        if self.levels >= MOST_ABOVE {
            return Some(node.map("properties").is_some());
        }
        self.extendable.insert(node.identity(), None);
        self.levels += 1;
        let has = self.look_for_fields(node);
        self.levels -= 1;
        self.extendable.insert(node.identity(), Some(has));
        Some(has)
    }

    fn look_for_fields(&mut self, node: Node<'d>) -> bool {
        if node.has("enum")
            || node.has("const")
            || (super::is_union(node) && !self.alternatives(node).nodes.is_empty())
        {
            return false;
        }
        let mut found = node.map("properties").is_some();
        for above in self.above(node) {
            let target =
                above.text("$ref").and_then(|reference| self.resolve(above, reference)).unwrap_or(above);
            if self.is_parent_of(target, node.identity()) {
                found |= target.map("properties").is_some();
                continue;
            }
            match self.known_fields(target) {
                Some(true) => found = true,
                Some(false) if !self.adds_nothing(target) && !self.is_map(target) => return false,
                Some(false) | None => {}
            }
        }
        found && matches!(self.types_of(node).0.as_slice(), [] | ["object"])
    }

    fn adds_nothing(&mut self, node: Node<'d>) -> bool {
        node.text("$ref").is_none()
            && !node.has("allOf")
            && !super::is_union(node)
            && !node.has("enum")
            && !node.has("const")
            && self.types_of(node).0.is_empty()
    }

    /// Whether a schema is a union of which another one is an alternative: that one, when it is composed of the union,
    /// means the properties beside the alternatives.
    pub(super) fn is_parent_of(&mut self, node: Node<'d>, child: *const Value) -> bool {
        let alternatives: Vec<Node<'d>> = node.list("oneOf").chain(node.list("anyOf")).collect();
        alternatives.into_iter().any(|alternative| {
            let target = alternative.text("$ref").and_then(|reference| self.resolve(alternative, reference));
            target.is_some_and(|target| target.identity() == child)
        })
    }

    /// Whether a schema is an object without properties of its own.
    pub(in crate::openapi) fn is_map(&mut self, node: Node<'d>) -> bool {
        let mut node = node;
        for _ in 0..MOST_LEVELS {
            match node.text("$ref").and_then(|reference| self.resolve(node, reference)) {
                Some(target) => node = target,
                None => break,
            }
        }
        !node.has("allOf")
            && !super::is_union(node)
            && !node.has("enum")
            && node.map("properties").is_none()
            && self.types_of(node).0 == ["object"]
    }

    /// Whether what a schema is composed of leads to another one, or goes too far to tell. A union that the schema is
    /// an alternative of does not: only its properties are meant.
    pub(super) fn leads_to(&mut self, node: Node<'d>, goal: Option<*const Value>) -> bool {
        let Some(goal) = goal else { return false };
        let mut open = vec![(node, node.identity())];
        let mut seen = HashSet::new();
        while let Some((node, owner)) = open.pop() {
            if node.identity() == goal {
                return true;
            }
            if !seen.insert(node.identity()) {
                continue;
            }
            if seen.len() > MOST_ABOVE {
                return true;
            }
            let target = node.text("$ref").and_then(|reference| self.resolve(node, reference));
            if let Some(target) = target.filter(|target| !self.is_parent_of(*target, owner)) {
                open.push((target, target.identity()));
            }
            open.extend(node.list("allOf").map(|member| (member, owner)));
        }
        false
    }
}

/// Whether two properties of different names could not be told apart in code.
fn is_ambiguous(own: &Properties<'_>, inherited: &Properties<'_>) -> bool {
    let mut taken = Taken::default();
    let mut names = inherited.keys().chain(own.keys().filter(|name| !inherited.contains_key(*name)));
    !inherited.is_empty() && names.any(|name| taken.claim(name) != *name)
}
