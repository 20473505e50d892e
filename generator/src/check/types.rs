//! Types: aliases and unions that go in a circle, limits that fit their type, examples and defaults that fit both.

use std::collections::HashSet;

use petgraph::Graph;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::NodeIndex;

use super::value;
use crate::model::{Api, Field, Limits, Presence, Type, TypeDef, TypeId, TypeKind, Union};
use crate::problem::{Place, Problem, Problems};

/// Refuses types that stand for themselves: no value is one of them, and looking for one would not end. Whether there
/// are none, so that values can be looked at.
pub(super) fn check_circles(api: &Api, problems: &mut Problems) -> bool {
    let mut are_none = true;
    for ty in standing_for_themselves(api).into_iter().map(|id| &api[id]) {
        are_none = false;
        let message = match &ty.kind {
            TypeKind::Union(_) => "is one of its own types",
            _ => "stands for itself",
        };
        problems
            .push(Problem::error(&ty.place, format!("the type `{}` {message}", ty.name.spelling)).at_key());
    }
    are_none
}

pub(super) fn check(api: &Api, problems: &mut Problems) {
    for ty in &api.types {
        match &ty.kind {
            TypeKind::Object(object) => {
                object.fields.iter().for_each(|field| check_field(api, field, problems));
            }
            TypeKind::Tuple(tuple) => {
                tuple.elements.iter().for_each(|element| check_field(api, element, problems));
            }
            TypeKind::Alias(target, limits) => {
                check_limits(api, target, limits, &ty.place, problems);
            }
            TypeKind::Union(union) => check_union(ty, union, problems),
            TypeKind::Enum(_) => {}
        }
    }
}

/// Checks a field or a parameter.
pub(super) fn check_field(api: &Api, field: &Field, problems: &mut Problems) {
    check_limits(api, &field.ty, &field.limits, &field.place, problems);
    if field.secret && !is_text(&field.ty) {
        problems.push(Problem::error(&field.place.key("secret"), "`secret` goes with text").at_key());
    }
    if field.from_option.is_some() && !is_plain_text(&field.ty) {
        problems.push(
            Problem::error(&field.place.key("fromOption"), "an option is text, and this is not").at_key(),
        );
    }
    if let Some(example) = &field.example {
        check_value(api, field, example, "example", problems);
    }
    if let Presence::Defaulted(default) = &field.presence {
        check_value(api, field, default, "default", problems);
    }
}

/// Text, or an array of it.
fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Array(inner) | Type::Set(inner) => is_plain_text(inner),
        ty => is_plain_text(ty),
    }
}

fn is_plain_text(ty: &Type) -> bool {
    ty.is_text() || *ty == Type::Decimal
}

fn check_value(api: &Api, field: &Field, value: &serde_json::Value, key: &str, problems: &mut Problems) {
    if value.is_null() && field.nullable {
        return;
    }
    if let Some(misfit) = value::misfit(api, &field.ty, &field.limits, value) {
        let place = misfit.path.iter().fold(field.place.key(key), |place, step| step.below(&place));
        problems.push(
            Problem::error(&place, format!("the {key} does not fit: {}", misfit.message))
                .maybe_help(misfit.help),
        );
    }
}

/// A discriminator tells the variants apart: no two have the same value of it, and each has one.
fn check_union(ty: &TypeDef, union: &Union, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for variant in union.variants.iter().filter(|variant| variant.fallback).skip(1) {
        let place = variant.place.key("fallback");
        let message = "another type has the values that the discriminator tells nothing of already";
        problems.push(Problem::error(&place, message).at_key());
    }
    for variant in &union.variants {
        if union.discriminator.is_some() && variant.tags.is_empty() && !variant.fallback {
            problems.push(
                Problem::error(&variant.place, "there is no value of the discriminator for it")
                    .help("add `tags` with the values that mean this type"),
            );
        }
        if union.discriminator.is_none() && !variant.tags.is_empty() {
            problems.push(
                Problem::error(&variant.place.key("tags"), "`tags` goes with `discriminator`")
                    .at_key()
                    .help("say at the union which field has these values"),
            );
        }
        if union.discriminator.is_none() && variant.fallback {
            let place = variant.place.key("fallback");
            problems.push(Problem::error(&place, "`fallback` goes with `discriminator`").at_key());
        }
        for tag in variant.tags.iter().filter(|tag| !seen.insert(tag.as_str())) {
            problems.push(Problem::error(
                &variant.place.key("tags"),
                format!("another type of `{}` has the value `{tag}` already", ty.name.spelling),
            ));
        }
    }
}

/// The types from which aliases and unions lead back to them, with no field, array or map between; found in one walk.
fn standing_for_themselves(api: &Api) -> Vec<TypeId> {
    let mut graph: Graph<(), ()> = Graph::new();
    let nodes: Vec<NodeIndex> = api.types.iter().map(|_| graph.add_node(())).collect();
    for (from, ty) in nodes.iter().zip(&api.types) {
        let next: Vec<TypeId> = match &ty.kind {
            TypeKind::Alias(Type::Named(next), _) => vec![*next],
            TypeKind::Union(union) => {
                union.variants.iter().filter_map(|variant| named(&variant.ty)).collect()
            }
            TypeKind::Alias(..) | TypeKind::Object(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) => Vec::new(),
        };
        for to in next.into_iter().filter_map(|id| nodes.get(id.0)) {
            graph.update_edge(*from, *to, ());
        }
    }
    let is_circle = |nodes: &Vec<NodeIndex>| {
        nodes.len() > 1 || nodes.iter().any(|node| graph.contains_edge(*node, *node))
    };
    let circles = kosaraju_scc(&graph).into_iter().filter(is_circle).flatten();
    let mut found: Vec<TypeId> = circles.map(|node| TypeId(node.index())).collect();
    found.sort_unstable_by_key(|id| id.0);
    found
}

fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

fn check_limits(api: &Api, ty: &Type, limits: &Limits, place: &Place, problems: &mut Problems) {
    let Limits {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_length,
        max_length,
        pattern,
        min_items,
        max_items,
        min_fields,
        max_fields,
        items,
    } = limits;
    if let (Some(items), Some(element)) = (items, ty.element()) {
        check_limits(api, element, items, &place.key("items"), problems);
    }
    let kind = value::kind(api, ty);
    let wrong = [
        ("minimum", minimum.is_some(), value::Kind::Number),
        ("maximum", maximum.is_some(), value::Kind::Number),
        ("exclusiveMinimum", exclusive_minimum.is_some(), value::Kind::Number),
        ("exclusiveMaximum", exclusive_maximum.is_some(), value::Kind::Number),
        ("multipleOf", multiple_of.is_some(), value::Kind::Number),
        ("minFields", min_fields.is_some(), value::Kind::Object),
        ("maxFields", max_fields.is_some(), value::Kind::Object),
        ("minLength", min_length.is_some(), value::Kind::Text),
        ("maxLength", max_length.is_some(), value::Kind::Text),
        ("pattern", pattern.is_some(), value::Kind::Text),
        ("minItems", min_items.is_some(), value::Kind::List),
        ("maxItems", max_items.is_some(), value::Kind::List),
    ];
    for (key, _, wanted) in wrong.into_iter().filter(|(_, is_there, wanted)| *is_there && *wanted != kind) {
        problems.push(
            Problem::error(
                &place.key(key),
                format!("`{key}` goes with {}, and this is {}", wanted.plural(), kind.singular()),
            )
            .at_key(),
        );
    }
    let as_f64 = |number: &Option<serde_json::Number>| number.as_ref().and_then(serde_json::Number::as_f64);
    let as_float = |number: &Option<u64>| number.map(|number| number as f64);
    let pairs = [
        ("maximum", as_f64(minimum), as_f64(maximum)),
        ("maxLength", as_float(min_length), as_float(max_length)),
        ("maxItems", as_float(min_items), as_float(max_items)),
        ("maxFields", as_float(min_fields), as_float(max_fields)),
    ];
    for (key, low, high) in pairs {
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            problems.push(Problem::error(
                &place.key(key),
                format!("`{key}` is {high}, less than the least, which is {low}"),
            ));
        }
    }
}
