//! Positional arguments: those of methods and of constructors, by their order.
//!
//! Two arguments of one type that swap places are the worst change there is: code that was written before still
//! compiles, and sends each value in the place of the other.

use std::collections::BTreeMap;

use super::types::spelled;
use super::{Changes, Weight};
use crate::model::{Api, Argument, Object, Operation};

/// A positional argument: its name on the wire and its type as the spec writes it.
type Positional = (String, String);

/// Compares the arguments of two methods; `renamed` maps new names of path parameters to old ones.
pub(super) fn of_methods(
    (old, was): (&Api, &Operation),
    (new, is): (&Api, &Operation),
    renamed: &BTreeMap<&str, &str>,
    subject: &str,
    changes: &mut Changes,
) {
    let was = of_method(old, was);
    let mut is = of_method(new, is);
    for (name, _) in &mut is {
        if let Some(before) = renamed.get(name.as_str()) {
            *name = (*before).to_owned();
        }
    }
    compare(&was, &is, "the arguments of its method", subject, changes);
}

/// Compares the arguments of the constructors of two objects.
pub(super) fn of_constructors(
    (old, was): (&Api, &Object),
    (new, is): (&Api, &Object),
    subject: &str,
    changes: &mut Changes,
) {
    let of = |api: &Api, object: &Object| -> Vec<Positional> {
        let fields = api.constructor(object);
        fields.map(|field| (field.name.wire().to_owned(), spelled(api, &field.ty))).collect()
    };
    compare(&of(old, was), &of(new, is), "the arguments of its constructor", subject, changes);
}

fn of_method(api: &Api, operation: &Operation) -> Vec<Positional> {
    let positional = |argument: Argument<'_>| match argument {
        Argument::Field(field) => (field.name.wire().to_owned(), spelled(api, &field.ty)),
        Argument::Body(body) => (String::new(), spelled(api, &body.ty)),
    };
    api.arguments(operation).into_iter().map(positional).collect()
}

/// Reports another order of the arguments that both have. Those that are new or gone are reported where fields and
/// parameters are compared.
fn compare(was: &[Positional], is: &[Positional], what: &str, subject: &str, changes: &mut Changes) {
    let common = |list: &[Positional], other: &[Positional]| -> Vec<Positional> {
        let is_common = |argument: &&Positional| other.iter().any(|(name, _)| *name == argument.0);
        list.iter().filter(is_common).cloned().collect()
    };
    let (was, is) = (common(was, is), common(is, was));
    let moved: Vec<(&Positional, &Positional)> =
        was.iter().zip(&is).filter(|(was, is)| was.0 != is.0).collect();
    if moved.is_empty() {
        return;
    }
    let names = |list: &[Positional]| {
        let names = list.iter().map(|(name, _)| if name.is_empty() { "body" } else { name.as_str() });
        names.collect::<Vec<_>>().join(", ")
    };
    // Code fails to compile if one argument at least gets the value of another type.
    let effect = if moved.iter().all(|(was, is)| was.1 == is.1) {
        ", and old code compiles but sends each value in the place of another"
    } else {
        ""
    };
    let message = format!("{what} are in another order: ({}) → ({}){effect}", names(&was), names(&is));
    changes.push(Weight::Breaking, subject, message);
}
