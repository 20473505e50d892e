//! Discriminators: the field that tells alternatives apart, and its values.
//!
//! A value comes from the mapping, or from what the alternative itself allows in that field, or is the name of its
//! schema. A discriminator that leaves an alternative without a value of its own is reported and left out.

use std::collections::HashSet;

use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::schema::DescribedVariant;

impl<'d> Import<'d, '_> {
    /// The field that tells the alternatives apart; their `tags` are filled in when there is one.
    pub(super) fn discriminator(
        &mut self,
        node: Node<'d>,
        nodes: &[Node<'d>],
        variants: &mut [DescribedVariant],
    ) -> Option<String> {
        let discriminator = node.get("discriminator")?;
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
        let mut seen: HashSet<String> = HashSet::new();
        for (index, (alternative, variant)) in nodes.iter().zip(variants.iter_mut()).enumerate() {
            let mut tags: Vec<String> = mapped
                .iter()
                .filter(|(_, to)| *to == Some(index))
                .map(|(tag, _)| (*tag).to_owned())
                .collect();
            if tags.is_empty() {
                tags = self.tags_of(*alternative, property);
            }
            tags.retain(|tag| seen.insert(tag.clone()));
            variant.tags = tags;
        }
        if variants.iter().any(|variant| variant.tags.is_empty()) {
            let message =
                "the discriminator does not tell the alternatives apart; they are told by their fields";
            self.report.problem(Kind::Schema, discriminator, message);
            variants.iter_mut().for_each(|variant| variant.tags.clear());
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
    fn tags_of(&mut self, alternative: Node<'d>, property: &str) -> Vec<String> {
        let name = alternative.text("$ref").and_then(|reference| reference.rsplit('/').next());
        let Some(target) = self.follow(alternative) else { return Vec::new() };
        let mut open = vec![target];
        for _ in 0..64 {
            let Some(node) = open.pop() else { break };
            if let Some(field) = node.map("properties").and_then(|properties| properties.get(property))
                && let Some(field) = self.follow(field)
            {
                let tags: Vec<String> = self
                    .listed(field)
                    .into_iter()
                    .filter_map(|value| value.node.value.as_str().map(str::to_owned))
                    .collect();
                if !tags.is_empty() {
                    return tags;
                }
            }
            let members: Vec<Node<'d>> = node.list("allOf").collect();
            open.extend(members.into_iter().filter_map(|member| self.follow(member)));
        }
        name.map(str::to_owned).into_iter().collect()
    }
}
