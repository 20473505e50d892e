//! Discriminators: the field that tells alternatives apart, and its values.
//!
//! A value comes from the mapping, or from what the alternative itself allows in that field, or is the name of its
//! schema. One that means several alternatives tells nothing: such a discriminator, and one that leaves an alternative
//! without a value, is reported and left out, since taking the first of them would lose what only another one knows.

use std::collections::HashSet;

use serde_json::Value;

use crate::model::spelled;
use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::schema::DescribedVariant;

/// How many schemas are looked through for the values of one alternative.
const MOST_SCHEMAS: usize = 1_000;

/// How deep the description of a field is looked through.
const MOST_LEVELS: usize = 4;

impl<'d> Import<'d, '_> {
    /// The field that tells the alternatives apart; their `tags` are filled in when there is one.
    pub(super) fn discriminator(
        &mut self,
        node: Node<'d>,
        nodes: &[Node<'d>],
        variants: &mut [DescribedVariant],
    ) -> Option<String> {
        let discriminator = node.get("discriminator")?;
        self.review_discriminator(discriminator);
        let property = discriminator.text("propertyName").or_else(|| discriminator.value.as_str());
        let Some(property) = property else {
            self.report.problem(Kind::Schema, discriminator, "the discriminator names no property");
            return None;
        };
        let mut mapped: Vec<(&'d str, Option<usize>)> = Vec::new();
        for (tag, target) in discriminator.get("mapping").into_iter().flat_map(Node::entries) {
            let index = self.mapped(target, nodes);
            if index.is_none() {
                let message = format!("`{tag}` means a type that is none of the alternatives");
                self.report.problem(Kind::Schema, target, message);
            }
            mapped.push((tag, index));
        }
        let fallback = discriminator.get("defaultMapping").and_then(|target| {
            let index = self.mapped(target, nodes);
            if index.is_none() {
                let message = "the default mapping is none of the alternatives, and is left out";
                self.report.problem(Kind::Schema, target, message);
            }
            index
        });
        let mut seen: HashSet<String> = HashSet::new();
        let mut is_told = true;
        for (index, (alternative, variant)) in nodes.iter().zip(variants.iter_mut()).enumerate() {
            let mut tags: Vec<String> = mapped
                .iter()
                .filter(|(_, to)| *to == Some(index))
                .map(|(tag, _)| (*tag).to_owned())
                .collect();
            if tags.is_empty() {
                tags = self.tags_of(node, *alternative, property);
            }
            variant.fallback = fallback == Some(index);
            is_told &= !tags.is_empty() && tags.iter().all(|tag| seen.insert(tag.clone()));
            variant.tags = tags;
        }
        if !is_told {
            let message =
                "the discriminator does not tell the alternatives apart; they are told by their fields";
            self.report.problem(Kind::Schema, discriminator, message);
            for variant in variants.iter_mut() {
                (variant.tags, variant.fallback) = (Vec::new(), false);
            }
            return None;
        }
        Some(property.to_owned())
    }

    /// The alternative that a mapping means: by a reference, or by the name of a schema.
    fn mapped(&mut self, target: Node<'d>, nodes: &[Node<'d>]) -> Option<usize> {
        let text = target.value.as_str()?;
        let is_meant = |reference: &str| {
            reference == text
                || reference
                    .rsplit('/')
                    .next()
                    .is_some_and(|name| name == text.rsplit('/').next().unwrap_or(text))
        };
        nodes.iter().position(|node| node.text("$ref").is_some_and(is_meant))
    }

    /// The values of the discriminator that an alternative itself allows, or else the name of its schema.
    fn tags_of(&mut self, union: Node<'d>, alternative: Node<'d>, property: &str) -> Vec<String> {
        let mut seen = HashSet::from([union.identity()]);
        let tags = self.listed_tags(alternative, property, &mut seen);
        if !tags.is_empty() {
            return tags;
        }
        let name = alternative.text("$ref").and_then(|reference| reference.rsplit('/').next());
        name.map(str::to_owned).into_iter().collect()
    }

    /// The values that a schema lists for a property: its own, those of what it is composed of, or else those of its
    /// alternatives, each of which means it.
    fn listed_tags(
        &mut self,
        node: Node<'d>,
        property: &str,
        seen: &mut HashSet<*const Value>,
    ) -> Vec<String> {
        let Some(node) = self.follow(node) else { return Vec::new() };
        if seen.len() > MOST_SCHEMAS || !seen.insert(node.identity()) {
            return Vec::new();
        }
        if let Some(field) = node.map("properties").and_then(|properties| properties.get(property)) {
            let tags = self.listed_scalars(field, 0);
            if !tags.is_empty() {
                return tags;
            }
        }
        let members: Vec<Node<'d>> = node.list("allOf").collect();
        for member in members {
            let tags = self.listed_tags(member, property, seen);
            if !tags.is_empty() {
                return tags;
            }
        }
        if !super::is_union(node) {
            return Vec::new();
        }
        if let Some(mapping) = node
            .get("discriminator")
            .filter(|known| known.text("propertyName") == Some(property))
            .and_then(|known| known.map("mapping"))
        {
            return mapping.entries().map(|(tag, _)| tag.to_owned()).collect();
        }
        let alternatives: Vec<Node<'d>> =
            ["oneOf", "anyOf"].into_iter().flat_map(|word| node.list(word)).collect();
        let mut tags: Vec<String> = Vec::new();
        for alternative in alternatives {
            let own = self.listed_tags(alternative, property, seen);
            tags.extend(own);
        }
        let mut known = HashSet::new();
        tags.retain(|tag| known.insert(tag.clone()));
        tags
    }

    /// The scalars that a field lists, as they are spelled; null is none of them.
    fn listed_scalars(&mut self, field: Node<'d>, level: usize) -> Vec<String> {
        let Some(field) = self.follow(field) else { return Vec::new() };
        let listed = self.listed(field);
        if !listed.is_empty() || level > MOST_LEVELS {
            return listed.iter().filter_map(|value| spelled(value.node.value)).collect();
        }
        let parts: Vec<Node<'d>> =
            ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|word| field.list(word)).collect();
        parts.into_iter().flat_map(|part| self.listed_scalars(part, level + 1)).collect()
    }
}
