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
    /// Whether callers receive them.
    pub(super) from_server: bool,
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
pub(super) fn compare(
    sides: Sides<'_>,
    old: &Field,
    new: &Field,
    what: &str,
    subject: &str,
    changes: &mut Changes,
) {
    if old.name.spelling != new.name.spelling {
        let message =
            format!("{what} has another name in code: `{}` → `{}`", old.name.spelling, new.name.spelling);
        changes.push(Weight::Breaking, subject, message);
    }
    let (was, is) = (types::spelled(sides.old, &old.ty), types::spelled(sides.new, &new.ty));
    if was != is {
        changes.push(Weight::Breaking, subject, format!("{what} has another type: {was} → {is}"));
    }
    match (old.is_required(), new.is_required()) {
        (false, true) => changes.push(Weight::Breaking, subject, format!("{what} is required now")),
        (true, false) => changes.push(Weight::Breaking, subject, format!("{what} can be left out now")),
        _ => {}
    }
    match (old.nullable, new.nullable) {
        (false, true) => changes.push(Weight::Breaking, subject, format!("{what} can be `null` now")),
        (true, false) => changes.push(Weight::Breaking, subject, format!("{what} cannot be `null` any more")),
        _ => {}
    }
    if old.access != new.access {
        let message = format!("{what} is in requests or in answers where it was not, or the other way round");
        changes.push(Weight::Breaking, subject, message);
    }
    if let (Presence::Defaulted(was), Presence::Defaulted(is)) = (&old.presence, &new.presence)
        && was != is
    {
        changes.push(Weight::Notice, subject, format!("{what} has another default: {was} → {is}"));
    }
    if old.deprecation.is_none() && new.deprecation.is_some() {
        changes.push(Weight::Addition, subject, format!("{what} is deprecated now"));
    }
    limit::compare(&old.limits, &new.limits, what, sides.to_server, subject, changes);
}
