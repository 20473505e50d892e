//! Operations, by the ids that methods are named after.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::field::{self, Sides};
use super::types::spelled;
use super::{Changes, Weight, arguments, reply};
use crate::model::{
    Api, Body, BodyPresence, Operation, OtherMedia, Pagination, Param, ParamPlace, PathSegment, PathTemplate,
    SchemeId, Style,
};

pub(super) fn compare(old: &Api, new: &Api, changes: &mut Changes) {
    let by_name: HashMap<&str, &Operation> =
        new.operations.iter().map(|operation| (operation.name.spelling.as_str(), operation)).collect();
    let known: HashSet<&str> =
        old.operations.iter().map(|operation| operation.name.spelling.as_str()).collect();
    let fresh: HashMap<String, &Operation> = new
        .operations
        .iter()
        .filter(|operation| !known.contains(operation.name.spelling.as_str()))
        .map(|operation| (route(new, operation), operation))
        .collect();
    let mut renamed = HashSet::new();
    for operation in &old.operations {
        let name = operation.name.spelling.as_str();
        let subject = format!("endpoint {name}");
        if let Some(other) = by_name.get(name) {
            same_name(old, new, operation, other, &subject, changes);
        } else if let Some(other) = fresh.get(&route(old, operation)) {
            let message = format!("the endpoint has another name: `{}`", other.name.spelling);
            changes.push(Weight::Breaking, &subject, message);
            renamed.insert(other.name.spelling.as_str());
            same_name(old, new, operation, other, &subject, changes);
        } else {
            changes.push(Weight::Breaking, &subject, "the endpoint is gone");
        }
    }
    for operation in &new.operations {
        let name = operation.name.spelling.as_str();
        if !known.contains(name) && !renamed.contains(name) {
            changes.push(Weight::Addition, &format!("endpoint {name}"), "the endpoint is new");
        }
    }
}

fn route(api: &Api, operation: &Operation) -> String {
    let client = &api[operation.client].name.spelling;
    format!("{client} {} {}", operation.method.as_str(), operation.path)
}

fn same_name(old: &Api, new: &Api, was: &Operation, is: &Operation, subject: &str, changes: &mut Changes) {
    // The name and the short form of the answer are looked at elsewhere; the rest is for people.
    let Operation {
        name: _,
        client,
        group,
        method: _,
        path: _,
        server,
        auth: _,
        scopes: _,
        summary: _,
        description: _,
        params: _,
        body: old_body,
        answer: _,
        answers: _,
        errors: _,
        streamed: _,
        envelope,
        pagination: old_pagination,
        repeatable,
        idempotency_key,
        deprecation,
        written_in: _,
        hidden: _,
        samples: _,
        origin: _,
        place: _,
    } = was;
    let clients = (&old[*client].name.spelling, &new[is.client].name.spelling);
    if clients.0 != clients.1 {
        let message = format!("another client has the endpoint: `{}` → `{}`", clients.0, clients.1);
        changes.push(Weight::Breaking, subject, message);
    }
    let renamed = renamed_in_path(was, is);
    let http = |operation: &Operation| format!("{} {}", operation.method.as_str(), operation.path);
    if was.method != is.method || with_names(&was.path, &BTreeMap::new()) != with_names(&is.path, &renamed) {
        let message = format!("it is called by another method or path: {} → {}", http(was), http(is));
        changes.push(Weight::Breaking, subject, message);
    }
    if *server != is.server {
        let of = |server: &Option<String>| server.clone().unwrap_or_else(|| "the client's".to_owned());
        let message = format!("another server has it: {} → {}", of(server), of(&is.server));
        changes.push(Weight::Notice, subject, message);
    }
    let groups = (&old[*group].name.spelling, &new[is.group].name.spelling);
    if groups.0 != groups.1 {
        let message =
            format!("it is in another group, behind another feature: `{}` → `{}`", groups.0, groups.1);
        changes.push(Weight::Breaking, subject, message);
    }
    if deprecation.is_none() && is.deprecation.is_some() {
        changes.push(Weight::Addition, subject, "the endpoint is deprecated now");
    }
    if *repeatable != is.repeatable {
        let verb = if is.repeatable { "may" } else { "must not" };
        changes.push(Weight::Notice, subject, format!("a call that failed {verb} be repeated now"));
    }
    if *idempotency_key != is.idempotency_key {
        let message = match &is.idempotency_key {
            Some(name) => format!("a key of the call is sent in the header `{name}` now"),
            None => "no key of the call is sent any more".to_owned(),
        };
        changes.push(Weight::Notice, subject, message);
    }
    if *envelope != is.envelope {
        changes.push(
            Weight::Breaking,
            subject,
            "the answer has an envelope where it had none, or the other way round",
        );
    }
    let sides = Sides { old, new, to_server: true };
    params(sides, was, is, &renamed, subject, changes);
    arguments::of_methods((old, was), (new, is), &renamed, subject, changes);
    auth(sides, was, is, subject, changes);
    scopes(sides, was, is, subject, changes);
    body(sides, old_body.as_ref(), is.body.as_ref(), subject, changes);
    reply::compare(sides, was, is, subject, changes);
    pagination(old_pagination.as_ref(), is.pagination.as_ref(), subject, changes);
}

/// The path parameters that only have another name, which is neither sent nor written in code: the old names by the new
/// ones. They stand at the same position of the path.
fn renamed_in_path<'a>(was: &'a Operation, is: &'a Operation) -> BTreeMap<&'a str, &'a str> {
    let (old, new): (Vec<&str>, Vec<&str>) = (was.path.params().collect(), is.path.params().collect());
    if old.len() != new.len() {
        return BTreeMap::new();
    }
    let pairs = old.iter().zip(&new).filter(|(was, is)| !new.contains(was) && !old.contains(is));
    pairs.map(|(was, is)| (*is, *was)).collect()
}

/// A path with the old names of its parameters.
fn with_names(path: &PathTemplate, renamed: &BTreeMap<&str, &str>) -> String {
    let segments = path.0.iter().map(|segment| match segment {
        PathSegment::Literal(text) => text.clone(),
        PathSegment::Param(name) => {
            format!("{{{}}}", renamed.get(name.as_str()).copied().unwrap_or(name.as_str()))
        }
    });
    segments.collect()
}

fn params(
    sides: Sides<'_>,
    was: &Operation,
    is: &Operation,
    renamed: &BTreeMap<&str, &str>,
    subject: &str,
    changes: &mut Changes,
) {
    let path_param = |operation: &'_ Operation, name: &str| {
        let is_it = |param: &&Param| param.place == ParamPlace::Path && param.field.name.wire() == name;
        operation.params.iter().position(|param| is_it(&param))
    };
    for (new_name, old_name) in renamed {
        let message = format!("the path parameter `{old_name}` is called `{new_name}`");
        changes.push(Weight::Notice, subject, message);
        if let (Some(old), Some(new)) = (path_param(was, old_name), path_param(is, new_name)) {
            let what = format!("the path parameter `{old_name}`");
            field::compare_unnamed(
                sides,
                &was.params[old].field,
                &is.params[new].field,
                &what,
                subject,
                changes,
            );
        }
    }
    let places = [
        (ParamPlace::Path, "the path parameter"),
        (ParamPlace::Query, "the query parameter"),
        (ParamPlace::Header, "the header"),
        (ParamPlace::Cookie, "the cookie"),
    ];
    for (place, what) in places {
        let in_place = |operation: &'_ Operation| -> Vec<usize> {
            let all = operation.params.iter().enumerate();
            let is_renamed = |name: &str| {
                place == ParamPlace::Path && renamed.iter().any(|(new, old)| *new == name || *old == name)
            };
            let is_here = |param: &Param| param.place == place && !is_renamed(param.field.name.wire());
            all.filter(|(_, param)| is_here(param)).map(|(index, _)| index).collect()
        };
        let (old, new) = (in_place(was), in_place(is));
        field::compare_all(
            sides,
            old.iter().map(|index| &was.params[*index].field),
            new.iter().map(|index| &is.params[*index].field),
            what,
            subject,
            changes,
        );
        for old in old.iter().map(|index| &was.params[*index]) {
            let Param { place: _, style, field } = old;
            let same = |new: &&Param| new.place == place && new.field.name.wire() == field.name.wire();
            if let Some(new) = is.params.iter().find(same)
                && *style != new.style
            {
                let message = format!("{what} `{}` is written in another way", field.name.wire());
                changes.push(Weight::Breaking, subject, message);
            }
        }
    }
}

/// Combinations of schemes that are enough, by their names.
fn combinations(api: &Api, auth: &[Vec<SchemeId>]) -> Vec<String> {
    let name = |id: &SchemeId| api[*id].name.spelling.as_str();
    let mut all: Vec<String> = auth
        .iter()
        .map(|ids| {
            let mut names: Vec<&str> = ids.iter().map(name).collect();
            names.sort_unstable();
            if names.is_empty() { "nothing".to_owned() } else { names.join(" and ") }
        })
        .collect();
    if all.is_empty() {
        all.push("nothing".to_owned());
    }
    all
}

fn auth(sides: Sides<'_>, was: &Operation, is: &Operation, subject: &str, changes: &mut Changes) {
    let (was, is) = (combinations(sides.old, &was.auth), combinations(sides.new, &is.auth));
    for gone in was.iter().filter(|combination| !is.contains(combination)) {
        let message = format!("{gone} is no longer enough to authenticate; it takes {}", is.join(", or "));
        // Where nothing is asked for any more, nobody is refused.
        let weight =
            if is.iter().any(|other| other == "nothing") { Weight::Addition } else { Weight::Breaking };
        changes.push(weight, subject, message);
    }
    for fresh in is.iter().filter(|combination| !was.contains(combination)) {
        if was.iter().all(|combination| is.contains(combination)) {
            changes.push(Weight::Addition, subject, format!("{fresh} is enough to authenticate now"));
        }
    }
}

fn body(sides: Sides<'_>, was: Option<&Body>, is: Option<&Body>, subject: &str, changes: &mut Changes) {
    match (was, is) {
        (None, None) => {}
        (None, Some(_)) => changes.push(Weight::Breaking, subject, "the request has a body now"),
        (Some(_), None) => changes.push(Weight::Breaking, subject, "the request has no body any more"),
        (Some(was), Some(is)) => {
            let Body {
                media,
                content_type,
                others,
                ty,
                styles,
                inline,
                presence,
                example: _,
                examples: _,
                place: _,
            } = was;
            if *media != is.media || *content_type != is.content_type {
                let message = format!("the body is written as `{}`", is.content_type);
                changes.push(Weight::Breaking, subject, message);
            }
            other_media(others, &is.others, subject, changes);
            for name in restyled(styles, &is.styles) {
                let message = format!("the field `{name}` of the form is written in another way");
                changes.push(Weight::Breaking, subject, message);
            }
            if let Some((weight, message)) = presence_change(*presence, is.presence) {
                changes.push(weight, subject, message);
            }
            let types = (spelled(sides.old, ty), spelled(sides.new, &is.ty));
            if types.0 != types.1 {
                let message = format!("the body is of another type: {} → {}", types.0, types.1);
                changes.push(Weight::Breaking, subject, message);
            } else if *inline != is.inline {
                changes.push(Weight::Breaking, subject, "the fields of the body are passed in another way");
            }
        }
    }
}

/// The other media types of a body, in each of which it is the same value or one of its own.
fn other_media(was: &[OtherMedia], is: &[OtherMedia], subject: &str, changes: &mut Changes) {
    for OtherMedia { content_type, same } in was {
        match is.iter().find(|other| other.content_type == *content_type) {
            None => {
                let message = format!("the body can no longer be sent as `{content_type}`");
                changes.push(Weight::Breaking, subject, message);
            }
            Some(other) if other.same != *same => {
                let message = format!("the body is another one as `{content_type}`");
                changes.push(Weight::Breaking, subject, message);
            }
            Some(_) => {}
        }
    }
    let is_known = |other: &&OtherMedia| was.iter().any(|known| known.content_type == other.content_type);
    for other in is.iter().filter(|other| !is_known(other)) {
        let message = format!("the body can be sent as `{}`", other.content_type);
        changes.push(Weight::Addition, subject, message);
    }
}

/// What it means that a body has another presence.
fn presence_change(was: BodyPresence, is: BodyPresence) -> Option<(Weight, &'static str)> {
    match (was, is) {
        _ if was == is => None,
        (_, BodyPresence::Required) => Some((Weight::Breaking, "the body can no longer be left out")),
        (BodyPresence::Required, BodyPresence::Expected) => {
            Some((Weight::Addition, "the body can be left out"))
        }
        (_, BodyPresence::Optional) => {
            Some((Weight::Breaking, "the body can be left out, so it is passed in another way"))
        }
        (_, BodyPresence::Expected) => {
            Some((Weight::Breaking, "calls are expected to have the body, so it is passed in another way"))
        }
    }
}

/// The fields of a form whose style is another one.
fn restyled<'a>(was: &'a [(String, Style)], is: &'a [(String, Style)]) -> Vec<&'a str> {
    let all = was.iter().chain(is);
    let changed = all.filter(|style| !(was.contains(style) && is.contains(style)));
    let mut names: Vec<&str> = changed.map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The scopes that a token has to have; one that is new refuses those that were enough.
fn scopes(sides: Sides<'_>, was: &Operation, is: &Operation, subject: &str, changes: &mut Changes) {
    let of = |api: &Api, operation: &Operation| -> Vec<String> {
        let all = operation.scopes.iter();
        all.flat_map(|(id, scopes)| {
            scopes.iter().map(|scope| format!("`{scope}` of {}", api[*id].name.spelling))
        })
        .collect()
    };
    let (was, is) = (of(sides.old, was), of(sides.new, is));
    for fresh in is.iter().filter(|scope| !was.contains(scope)) {
        changes.push(Weight::Breaking, subject, format!("it needs the scope {fresh} now"));
    }
    for gone in was.iter().filter(|scope| !is.contains(scope)) {
        changes.push(Weight::Addition, subject, format!("it no longer needs the scope {gone}"));
    }
}

fn pagination(was: Option<&Pagination>, is: Option<&Pagination>, subject: &str, changes: &mut Changes) {
    match (was, is) {
        (None, Some(_)) => changes.push(Weight::Addition, subject, "its results come in pages now"),
        (Some(_), None) => {
            changes.push(Weight::Breaking, subject, "its results do not come in pages any more")
        }
        (Some(was), Some(is)) if was != is => {
            changes.push(Weight::Breaking, subject, "its results come in pages of another style");
        }
        _ => {}
    }
}
