//! Named types, by name.

use std::collections::{HashMap, HashSet};

use super::direction::Directions;
use super::field::{self, Sides};
use super::{Changes, Weight, arguments, limit};
use crate::model::{Api, Direction, Enum, Object, Tuple, Type, TypeDef, TypeId, TypeKind, Union};

pub(super) fn compare(old: &Api, new: &Api, changes: &mut Changes) {
    let by_name: HashMap<&str, usize> =
        new.types.iter().enumerate().map(|(index, ty)| (ty.name.spelling.as_str(), index)).collect();
    let (was, is) = (Directions::of(old), Directions::of(new));
    let mut known = HashSet::new();
    for (index, ty) in old.types.iter().enumerate() {
        let name = ty.name.spelling.as_str();
        known.insert(name);
        let subject = format!("type {name}");
        let Some(other) = by_name.get(name).copied() else {
            changes.push(Weight::Breaking, &subject, "the type is gone");
            continue;
        };
        let goes = |direction| was.goes(TypeId(index), direction) || is.goes(TypeId(other), direction);
        let sides = Sides { old, new, to_server: goes(Direction::Request) };
        definition(sides, ty, &new.types[other], &subject, changes);
    }
    for ty in new.types.iter().filter(|ty| !known.contains(ty.name.spelling.as_str())) {
        changes.push(Weight::Addition, &format!("type {}", ty.name.spelling), "the type is new");
    }
}

fn definition(sides: Sides<'_>, old: &TypeDef, new: &TypeDef, subject: &str, changes: &mut Changes) {
    let TypeDef { name: _, description: _, kind: old_kind, deprecation, origin: _, in_place: _, place: _ } =
        old;
    if deprecation.is_none() && new.deprecation.is_some() {
        changes.push(Weight::Addition, subject, "the type is deprecated now");
    }
    match (old_kind, &new.kind) {
        (TypeKind::Object(old), TypeKind::Object(new)) => object(sides, old, new, subject, changes),
        (TypeKind::Enum(old), TypeKind::Enum(new)) => enumeration(old, new, subject, changes),
        (TypeKind::Union(old), TypeKind::Union(new)) => union(sides, old, new, subject, changes),
        (TypeKind::Tuple(old), TypeKind::Tuple(new)) => tuple(sides, old, new, subject, changes),
        (TypeKind::Alias(was, old), TypeKind::Alias(is, new)) => {
            let (was, is) = (spelled(sides.old, was), spelled(sides.new, is));
            if was != is {
                changes.push(Weight::Breaking, subject, format!("it stands for another type: {was} → {is}"));
            }
            limit::compare(old, new, "a value", sides.to_server, subject, changes);
        }
        (was, is) => {
            let message = format!("it is another kind of type: {} → {}", kind(was), kind(is));
            changes.push(Weight::Breaking, subject, message);
        }
    }
}

fn object(sides: Sides<'_>, old: &Object, new: &Object, subject: &str, changes: &mut Changes) {
    let Object { fields, extends: _, extra, closed } = old;
    // What changes in a type that both extend is reported there, and not again for each type that extends it.
    let bases = common_bases(sides, old, new);
    let own = |api: &Api, object: &Object, bases: &[TypeId]| -> Vec<usize> {
        let inherited: HashSet<&str> = bases.iter().flat_map(|base| fields_of(api, *base)).collect();
        let all = object.fields.iter().enumerate();
        all.filter(|(_, field)| !inherited.contains(field.name.wire())).map(|(index, _)| index).collect()
    };
    let (old_bases, new_bases): (Vec<TypeId>, Vec<TypeId>) = bases.into_iter().unzip();
    let (was, is) = (own(sides.old, old, &old_bases), own(sides.new, new, &new_bases));
    let changed: HashSet<&str> = was
        .iter()
        .filter_map(|index| fields.get(*index))
        .chain(is.iter().filter_map(|index| new.fields.get(*index)))
        .map(|field| field.name.wire())
        .collect();
    field::compare_all(
        sides,
        fields.iter().filter(|field| changed.contains(field.name.wire())),
        new.fields.iter().filter(|field| changed.contains(field.name.wire())),
        "the field",
        subject,
        changes,
    );
    arguments::of_constructors((sides.old, old), (sides.new, new), subject, changes);
    let of =
        |api: &Api, extra: &Option<Type>| extra.as_ref().map_or("none".to_owned(), |ty| spelled(api, ty));
    let (was, is) = (of(sides.old, extra), of(sides.new, &new.extra));
    if was != is {
        let message = format!("further fields are of another type: {was} → {is}");
        changes.push(Weight::Breaking, subject, message);
    }
    match (*closed, new.closed) {
        (false, true) if sides.to_server => {
            changes.push(Weight::Breaking, subject, "further fields are refused now");
        }
        (true, false) if sides.to_server => {
            changes.push(Weight::Addition, subject, "further fields are no longer refused");
        }
        (false, true) => changes.push(Weight::Notice, subject, "it has no further fields any more"),
        (true, false) => changes.push(Weight::Notice, subject, "it may have further fields now"),
        (true, true) | (false, false) => {}
    }
}

/// The types that both versions of an object extend, by their names.
fn common_bases(sides: Sides<'_>, old: &Object, new: &Object) -> Vec<(TypeId, TypeId)> {
    let same = |was: &TypeId| {
        let name = &sides.old[*was].name.spelling;
        let mut bases = new.extends.iter();
        bases.find(|is| sides.new[**is].name.spelling == *name).map(|is| (*was, *is))
    };
    old.extends.iter().filter_map(same).collect()
}

fn fields_of(api: &Api, id: TypeId) -> impl Iterator<Item = &str> {
    let fields = match &api[id].kind {
        TypeKind::Object(object) => object.fields.as_slice(),
        TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => &[],
    };
    fields.iter().map(|field| field.name.wire())
}

fn tuple(sides: Sides<'_>, old: &Tuple, new: &Tuple, subject: &str, changes: &mut Changes) {
    let Tuple { elements, rest } = old;
    field::compare_all(sides, elements, &new.elements, "the element", subject, changes);
    let of = |api: &Api, rest: &Option<Type>| rest.as_ref().map_or("none".to_owned(), |ty| spelled(api, ty));
    let (was, is) = (of(sides.old, rest), of(sides.new, &new.rest));
    if was != is {
        let message = format!("further elements are of another type: {was} → {is}");
        changes.push(Weight::Breaking, subject, message);
    }
}

fn enumeration(old: &Enum, new: &Enum, subject: &str, changes: &mut Changes) {
    let values = |values: &Enum| -> Vec<(String, String)> {
        values
            .values
            .iter()
            .map(|value| (value.value.to_json().to_string(), value.name.spelling.clone()))
            .collect()
    };
    let (was, is) = (values(old), values(new));
    if old.repr != new.repr {
        changes.push(Weight::Breaking, subject, "the values are of another type");
        return;
    }
    for (value, name) in &was {
        match is.iter().find(|(other, _)| other == value) {
            None => changes.push(Weight::Breaking, subject, format!("the value {value} is gone")),
            Some((_, other)) if other != name => {
                let message = format!("the value {value} has another name in code: `{name}` → `{other}`");
                changes.push(Weight::Breaking, subject, message);
            }
            Some(_) => {}
        }
    }
    for (value, _) in is.iter().filter(|(value, _)| was.iter().all(|(other, _)| other != value)) {
        // Whoever matches on all the values of a closed enum has one to add.
        let weight = if new.open { Weight::Addition } else { Weight::Breaking };
        changes.push(weight, subject, format!("the value {value} is new"));
    }
    match (old.only().is_some(), new.only().is_some()) {
        (true, false) => changes.push(
            Weight::Breaking,
            subject,
            "it has more than one value now, so code has to give one wherever it has to be there",
        ),
        (false, true) => {
            let message = "it has one value only now, so code gives it no more where it has to be there";
            changes.push(Weight::Breaking, subject, message);
        }
        _ => {}
    }
    match (old.open, new.open) {
        (true, false) => changes.push(Weight::Breaking, subject, "no value will be added to it any more"),
        (false, true) => changes.push(Weight::Breaking, subject, "values may be added to it from now on"),
        _ => {}
    }
}

fn union(sides: Sides<'_>, old: &Union, new: &Union, subject: &str, changes: &mut Changes) {
    if old.discriminator != new.discriminator {
        changes.push(Weight::Breaking, subject, "another field tells its types apart");
    }
    for variant in &old.variants {
        let was = spelled(sides.old, &variant.ty);
        let same = new.variants.iter().find(|other| other.name.spelling == variant.name.spelling);
        match same.map(|other| (other, spelled(sides.new, &other.ty))) {
            None => changes.push(Weight::Breaking, subject, format!("it is never `{was}` any more")),
            Some((_, is)) if was != is => {
                let message = format!("`{}` is another type: {was} → {is}", variant.name.spelling);
                changes.push(Weight::Breaking, subject, message);
            }
            Some((other, _)) if other.tags != variant.tags => {
                let message = format!("other values of the discriminator mean `{was}`");
                changes.push(Weight::Breaking, subject, message);
            }
            Some((other, _)) if other.fallback != variant.fallback => {
                let values = "values that the discriminator tells nothing of";
                let message = match other.fallback {
                    true => format!("{values} are `{was}` now"),
                    false => format!("{values} are `{was}` no more"),
                };
                changes.push(Weight::Notice, subject, message);
            }
            Some(_) => {}
        }
    }
    for variant in &new.variants {
        if old.variants.iter().all(|other| other.name.spelling != variant.name.spelling) {
            // Unions are open: code that matches on one has an arm for values that it does not know.
            let message = format!("it can be `{}` now", spelled(sides.new, &variant.ty));
            changes.push(Weight::Addition, subject, message);
        }
    }
}

fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Object(_) => "an object",
        TypeKind::Enum(_) => "an enum",
        TypeKind::Union(_) => "a union",
        TypeKind::Tuple(_) => "a tuple",
        TypeKind::Alias(..) => "another type by a name of its own",
    }
}

/// A type as the spec writes it.
pub(super) fn spelled(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Array(inner) => format!("{}[]", spelled(api, inner)),
        Type::Set(inner) => format!("set<{}>", spelled(api, inner)),
        Type::Map(inner) => format!("map<{}>", spelled(api, inner)),
        Type::Nullable(inner) => format!("{}?", spelled(api, inner)),
        Type::Named(id) => api[*id].name.spelling.clone(),
        other => format!("{other:?}").to_lowercase(),
    }
}
