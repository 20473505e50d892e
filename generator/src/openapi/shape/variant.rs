//! Variants: what code calls the alternatives of a union.
//!
//! A title or the type is the name. Names are written down only where those that lowering would take from the types
//! could clash, and for alternatives that have no type by name.

use super::compose::short;
use crate::openapi::name::Taken;
use crate::schema::{DescribedVariant, Shape, Variant};

/// Gives variants names where those of their types would clash, and puts them into their shortest form.
pub(super) fn named(mut variants: Vec<DescribedVariant>) -> Vec<Variant> {
    let mut taken = Taken::default();
    for (index, variant) in variants.iter_mut().enumerate() {
        let wanted = variant.name.take().unwrap_or_else(|| default_name(&variant.shape, index));
        variant.name = Some(taken.claim(&wanted));
    }
    // A name says something where the type has none, or where another one was needed.
    let mut plain = Taken::default();
    let all_plain = variants.iter_mut().enumerate().all(|(index, variant)| {
        let name = default_name(&variant.shape, index);
        variant.shape.ty.is_some()
            && variant.name.as_deref() == Some(name.as_str())
            && plain.claim_exactly(&name)
    });
    if all_plain && has_distinct_ends(&variants) {
        variants.iter_mut().for_each(|variant| variant.name = None);
    }
    variants.into_iter().map(short).collect()
}

/// Whether no name of a variant ends in another: lowering takes the owner's name off the front of them.
fn has_distinct_ends(variants: &[DescribedVariant]) -> bool {
    let names: Vec<&str> = variants.iter().filter_map(|variant| variant.name.as_deref()).collect();
    names.iter().all(|name| names.iter().all(|other| name == other || !name.ends_with(other)))
}

/// What code calls a variant that nobody named: after its type.
fn default_name(shape: &Shape, index: usize) -> String {
    let Some(ty) = shape.ty.clone() else {
        return match (&shape.items, &shape.values) {
            (Some(_), _) => "List".to_owned(),
            (_, Some(_)) => "Value".to_owned(),
            _ if shape.tuple.is_some() => "Tuple".to_owned(),
            _ => format!("Variant{}", index + 1),
        };
    };
    if shape.values.is_some() {
        return "Value".to_owned();
    }
    if let Some(item) = ty.strip_suffix("[]") {
        return format!("{}List", plain_name(item));
    }
    plain_name(&ty)
}

fn plain_name(ty: &str) -> String {
    let ty = ty.replace("[]", "List");
    let inner = ty.strip_prefix("map<").and_then(|inner| inner.strip_suffix('>'));
    if let Some(inner) = inner {
        return format!("{}Map", plain_name(inner));
    }
    match ty.as_str() {
        "string" => "String".to_owned(),
        "boolean" => "Boolean".to_owned(),
        "int32" | "int64" | "uint64" | "integer" => "Integer".to_owned(),
        "float" | "double" | "number" => "Number".to_owned(),
        "date" => "Date".to_owned(),
        "date-time" => "DateTime".to_owned(),
        "object" => "Object".to_owned(),
        "any" => "Any".to_owned(),
        _ => ty,
    }
}
