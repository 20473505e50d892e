//! Variants: a schema with alternatives → one schema for each alternative, with what stands beside them.
//!
//! Where several groups of alternatives stand side by side, one after the other is varied, and of the others the first
//! alternative is taken that goes with it: each is there once, and not each with each.

use serde_json::Value;

use super::refers;
use crate::corpus::flat::{Choice, Flat, Group, flatten};
use crate::document::Document;

/// How many variants of a schema are looked at.
pub(super) const MOST: usize = 300;

/// How deep alternatives of alternatives are followed.
const DEEPEST: usize = 8;

/// A schema without alternatives.
pub(super) struct Variant<'a> {
    pub(super) flat: Flat<'a>,
    /// Whether what it says is said elsewhere.
    pub(super) refers: bool,
    /// Schemas that its values have to fit one and all.
    pub(super) all: Vec<&'a Value>,
}

/// All variants, in their order, and the number of groups of which a value may fit several alternatives and none does.
pub(super) fn all<'a>(source: &'a Document, flat: Flat<'a>) -> (Vec<Variant<'a>>, usize) {
    // Only objects are tried as several alternatives at once: a text or a number is the same in each of them.
    let is_object =
        |choice: &&Choice<'a>| flatten(source, choice.schema).is_some_and(|flat| flat.kinds() == ["object"]);
    let can_be_several = |group: &&Group<'a>| group.any && group.choices.iter().filter(is_object).count() > 1;
    let groups = flat.alternatives.iter().filter(can_be_several).count();
    let mut variants = Vec::new();
    explore(source, Variant { flat, refers: false, all: Vec::new() }, 0, &mut variants);
    let several = variants.iter().filter(|variant| !variant.all.is_empty()).count();
    (variants, groups.saturating_sub(several))
}

fn explore<'a>(source: &'a Document, mut of: Variant<'a>, depth: usize, variants: &mut Vec<Variant<'a>>) {
    let groups = std::mem::take(&mut of.flat.alternatives);
    if groups.is_empty() {
        variants.push(of);
        return;
    }
    if depth > DEEPEST {
        return;
    }
    for (index, group) in groups.iter().enumerate() {
        // The first alternatives of later groups went with those of the first one.
        for choice in group.choices.iter().skip(usize::from(index > 0)) {
            let Some(chosen) = with(source, &of, choice) else { continue };
            if let Some(chosen) = complete(source, chosen, &groups, index)
                && variants.len() < MOST
            {
                explore(source, chosen, depth + 1, variants);
            }
        }
        if let Some(chosen) = with_all(source, &of, group)
            && let Some(chosen) = complete(source, chosen, &groups, index)
        {
            explore(source, chosen, depth + 1, variants);
        }
    }
}

/// What fits a schema and an alternative.
fn with<'a>(source: &'a Document, of: &Variant<'a>, choice: &Choice<'a>) -> Option<Variant<'a>> {
    let mut flat = of.flat.clone().and(flatten(source, choice.schema)?)?;
    if let Some((field, tag)) = choice.tag
        && can_be(source, &flat, field, tag)
    {
        flat.fixed.entry(field).or_insert(Value::from(tag));
    }
    Some(Variant { flat, refers: of.refers || refers(choice.schema), all: of.all.clone() })
}

/// Whether a field can have the value that a discriminator gives it. Many documents list other values there than the names
/// of their schemas, without a mapping that says so.
fn can_be(source: &Document, flat: &Flat<'_>, field: &str, tag: &str) -> bool {
    let described = flat.properties.iter().find(|(name, _)| *name == field);
    let listed = described.and_then(|(_, schema)| flatten(source, schema)).and_then(|field| field.listed);
    listed.is_none_or(|values| values.iter().any(|value| value == tag))
}

/// What fits all alternatives of a group that allows it, if they are objects. Where a field tells the alternatives apart by
/// its values, nothing is meant to be several of them.
fn with_all<'a>(source: &'a Document, of: &Variant<'a>, group: &Group<'a>) -> Option<Variant<'a>> {
    if !group.any || group.choices.len() < 2 {
        return None;
    }
    let mut all = Variant { flat: of.flat.clone(), refers: of.refers, all: of.all.clone() };
    for choice in &group.choices {
        all = with(source, &all, choice)?;
        all.all.push(source.behind(choice.schema));
    }
    // Further fields of one would be fields of the other, which need not fit them.
    let tells = |(_, schema): &(&str, &'a Value)| is_listed(source, schema, 0);
    let is_told = all.flat.properties.iter().any(tells);
    let is_plain = all.flat.alternatives.is_empty() && all.flat.additional.is_none() && !is_told;
    (is_plain && all.flat.kinds() == ["object"]).then_some(all)
}

/// Whether the values of a schema are listed: by itself or, null aside, by every alternative of it.
fn is_listed(source: &Document, schema: &Value, depth: usize) -> bool {
    let Some(flat) = flatten(source, schema).filter(|_| depth < DEEPEST) else { return false };
    let lists = |group: &Group<'_>| {
        let is_null = |choice: &&Choice<'_>| {
            flatten(source, choice.schema).is_some_and(|flat| flat.types.as_deref() == Some(&["null"]))
        };
        let mut choices = group.choices.iter().filter(|choice| !is_null(choice)).peekable();
        choices.peek().is_some() && choices.all(|choice| is_listed(source, choice.schema, depth + 1))
    };
    flat.listed.is_some() || flat.alternatives.iter().any(lists)
}

/// What fits one alternative of each other group too.
fn complete<'a>(
    source: &'a Document,
    mut chosen: Variant<'a>,
    groups: &[Group<'a>],
    but: usize,
) -> Option<Variant<'a>> {
    for group in groups.iter().enumerate().filter(|(index, _)| *index != but).map(|(_, group)| group) {
        chosen = group.choices.iter().find_map(|choice| with(source, &chosen, choice))?;
    }
    Some(chosen)
}
