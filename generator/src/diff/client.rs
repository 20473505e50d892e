//! Clients, their options, the authentication schemes and what holds for the whole API.

use std::collections::HashMap;

use super::{Changes, Weight};
use crate::model::{Api, Client, ClientOption, Server};

pub(super) fn compare(old: &Api, new: &Api, changes: &mut Changes) {
    whole(old, new, changes);
    let by_name: HashMap<&str, &Client> =
        new.clients.iter().map(|client| (client.name.spelling.as_str(), client)).collect();
    for client in &old.clients {
        let subject = format!("client {}", client.name.spelling);
        match by_name.get(client.name.spelling.as_str()) {
            Some(other) => same_name(client, other, &subject, changes),
            None => changes.push(Weight::Breaking, &subject, "the client is gone"),
        }
    }
    for client in &new.clients {
        if old.clients.iter().all(|other| other.name.spelling != client.name.spelling) {
            changes.push(Weight::Addition, &format!("client {}", client.name.spelling), "the client is new");
        }
    }
    schemes(old, new, changes);
}

fn whole(old: &Api, new: &Api, changes: &mut Changes) {
    let subject = "the API";
    if old.rust.krate != new.rust.krate {
        let message = format!("the crate has another name: `{}` → `{}`", old.rust.krate, new.rust.krate);
        changes.push(Weight::Breaking, subject, message);
    }
    if old.envelope != new.envelope {
        changes.push(Weight::Breaking, subject, "answers have another envelope");
    }
    if old.headers != new.headers {
        changes.push(Weight::Notice, subject, "requests carry other headers");
    }
    if old.retry != new.retry {
        changes.push(Weight::Notice, subject, "calls are repeated in another way");
    }
}

fn same_name(old: &Client, new: &Client, subject: &str, changes: &mut Changes) {
    if url(&old.server) != url(&new.server) {
        let of = |server: &Server| url(server).unwrap_or("none").to_owned();
        let message = format!("the server is somewhere else: {} → {}", of(&old.server), of(&new.server));
        changes.push(Weight::Notice, subject, message);
    }
    if old.timeout != new.timeout {
        changes.push(Weight::Notice, subject, "a call may take another time");
    }
    for option in &old.options {
        let what = format!("the option `{}`", option.name.spelling);
        match new.option(option.name.wire()) {
            Some(other) => same_option(option, other, &what, subject, changes),
            None => changes.push(Weight::Breaking, subject, format!("{what} is gone")),
        }
    }
    for option in new.options.iter().filter(|option| old.option(option.name.wire()).is_none()) {
        let what = format!("the option `{}`", option.name.spelling);
        if option.required {
            changes.push(Weight::Breaking, subject, format!("{what} is new, and required"));
        } else {
            changes.push(Weight::Addition, subject, format!("{what} is new"));
        }
    }
}

fn same_option(old: &ClientOption, new: &ClientOption, what: &str, subject: &str, changes: &mut Changes) {
    match (old.required, new.required) {
        (false, true) => changes.push(Weight::Breaking, subject, format!("{what} is required now")),
        (true, false) => changes.push(Weight::Breaking, subject, format!("{what} can be left out now")),
        _ => {}
    }
    if old.default != new.default {
        changes.push(Weight::Notice, subject, format!("{what} has another default"));
    }
    if old.header != new.header {
        changes.push(Weight::Notice, subject, format!("another header carries {what}"));
    }
    let is_narrower = !new.values.is_empty()
        && (old.values.is_empty() || old.values.iter().any(|value| !new.values.contains(value)));
    let asks_for_more = new.must_contain.iter().any(|word| !old.must_contain.contains(word));
    if is_narrower || asks_for_more {
        changes.push(Weight::Breaking, subject, format!("{what} takes fewer values"));
    }
}

fn url(server: &Server) -> Option<&str> {
    match server {
        Server::Fixed(url) => Some(url),
        Server::Option(_, url) => url.as_deref(),
    }
}

fn schemes(old: &Api, new: &Api, changes: &mut Changes) {
    for scheme in &old.schemes {
        let subject = format!("authentication {}", scheme.name.spelling);
        let same = new.schemes.iter().find(|other| other.name.spelling == scheme.name.spelling);
        match same {
            None => changes.push(Weight::Notice, &subject, "the scheme is gone"),
            Some(other) if other.kind != scheme.kind => {
                changes.push(Weight::Breaking, &subject, "the scheme works in another way");
            }
            Some(_) => {}
        }
    }
    for scheme in &new.schemes {
        if old.schemes.iter().all(|other| other.name.spelling != scheme.name.spelling) {
            changes.push(
                Weight::Addition,
                &format!("authentication {}", scheme.name.spelling),
                "the scheme is new",
            );
        }
    }
}
