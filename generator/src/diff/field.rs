//! Fields and parameters: what has to be there, what it is, and what it may be.

use std::collections::HashMap;

use super::{Changes, Weight, limit, types};
use crate::model::{Api, Field, Presence};

/// The two APIs, and which way the values go that are compared.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    /// Whether callers send them.
    pub(super) to_server: bool,
}

/// Compares fields by their names on the wire; `what` is what they are called.
pub(super) fn compare_all<'a>(
    sides: Sides<'a>,
    old: impl IntoIterator<Item = &'a Field>,
    new: impl IntoIterator<Item = &'a Field>,
    what: &str,
    subject: &str,
    changes: &mut Changes,
) {
    let new: Vec<&Field> = new.into_iter().collect();
    let by_wire: HashMap<&str, &Field> = new.iter().map(|field| (field.name.wire(), *field)).collect();
    let mut known = HashMap::new();
    for field in old {
        let what = format!("{what} `{}`", field.name.wire());
        match by_wire.get(field.name.wire()) {
            Some(other) => compare(sides, field, other, &what, subject, changes),
            None => changes.push(Weight::Breaking, subject, format!("{what} is gone")),
        }
        known.insert(field.name.wire(), ());
    }
    for field in new.into_iter().filter(|field| !known.contains_key(field.name.wire())) {
        let what = format!("{what} `{}`", field.name.wire());
        if sides.to_server && field.is_required() {
            changes.push(Weight::Breaking, subject, format!("{what} is new, and required"));
        } else {
            changes.push(Weight::Addition, subject, format!("{what} is new"));
        }
    }
}

/// Compares two fields of one name.
fn compare(sides: Sides<'_>, old: &Field, new: &Field, what: &str, subject: &str, changes: &mut Changes) {
    if old.name.spelling != new.name.spelling {
        let names = (&old.name.spelling, &new.name.spelling);
        let message = format!("{what} has another name in code: `{}` → `{}`", names.0, names.1);
        changes.push(Weight::Breaking, subject, message);
    }
    compare_unnamed(sides, old, new, what, subject, changes);
}

/// Compares all of two fields but their names.
pub(super) fn compare_unnamed(
    sides: Sides<'_>,
    old: &Field,
    new: &Field,
    what: &str,
    subject: &str,
    changes: &mut Changes,
) {
    // Descriptions, examples and formats are for people.
    let Field {
        name: _,
        ty,
        presence,
        nullable,
        description: _,
        example: _,
        limits,
        format: _,
        content_type,
        access,
        one_way: _,
        secret,
        tags: _,
        from_option,
        deprecation,
        origin: _,
        place: _,
    } = old;
    let mut push = |weight, message: String| changes.push(weight, subject, format!("{what} {message}"));
    let (was, is) = (types::spelled(sides.old, ty), types::spelled(sides.new, &new.ty));
    if was != is {
        push(Weight::Breaking, format!("has another type: {was} → {is}"));
    }
    match (old.is_required(), new.is_required()) {
        (false, true) => push(Weight::Breaking, "is required now".to_owned()),
        (true, false) => push(Weight::Breaking, "can be left out now".to_owned()),
        // Values that go the other way have it now, or have it no more: code sees another type.
        _ if old.is_always_there() != new.is_always_there() => {
            let verb =
                if new.is_always_there() { "is always there now" } else { "is not always there any more" };
            push(Weight::Breaking, format!("{verb} in the type that stands for requests and answers"));
        }
        _ => {}
    }
    match (*nullable, new.nullable) {
        (false, true) => push(Weight::Breaking, "can be `null` now".to_owned()),
        (true, false) => push(Weight::Breaking, "cannot be `null` any more".to_owned()),
        _ => {}
    }
    if *access != new.access {
        let message = "is in requests or in answers where it was not, or the other way round";
        push(Weight::Breaking, message.to_owned());
    }
    match (presence, &new.presence) {
        (Presence::Defaulted(was), Presence::Defaulted(is)) if was != is => {
            push(Weight::Notice, format!("has another default: {was} → {is}"));
        }
        (Presence::Optional, Presence::Defaulted(is)) => {
            push(Weight::Notice, format!("has a default now: {is}"))
        }
        (Presence::Defaulted(was), Presence::Optional) => {
            push(Weight::Notice, format!("has no default any more; it was {was}"));
        }
        _ => {}
    }
    if *content_type != new.content_type {
        let of = |media: &Option<String>| media.clone().unwrap_or_else(|| "none".to_owned());
        let message =
            format!("is a part of another media type: {} → {}", of(content_type), of(&new.content_type));
        push(Weight::Breaking, message);
    }
    if *secret != new.secret {
        let verb = if new.secret { "is a secret now" } else { "is no secret any more" };
        push(Weight::Breaking, format!("{verb}, which has a type of its own"));
    }
    if *from_option != new.from_option {
        push(Weight::Notice, "is filled in by another option, or by none".to_owned());
    }
    if deprecation.is_none() && new.deprecation.is_some() {
        push(Weight::Addition, "is deprecated now".to_owned());
    }
    limit::compare(limits, &new.limits, what, sides.to_server, subject, changes);
}
