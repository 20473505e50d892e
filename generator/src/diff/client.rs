//! Clients, their options, the authentication schemes and what holds for the whole API.

use std::collections::HashMap;

use super::{Changes, Weight};
use crate::model::{Api, Client, ClientOption, KnownServer, RustSettings, Scheme, Server, Text};

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
    // Clients, operations, types and schemes are compared for themselves; the rest is for people and pages.
    let Api {
        name: _,
        title: _,
        description: _,
        version: _,
        locales: _,
        clients: _,
        groups,
        operations: _,
        types: _,
        schemes: _,
        headers,
        envelope,
        retry,
        rust,
        markdown: _,
        example_bounds: _,
        place: _,
    } = old;
    let RustSettings { krate, version: _, license, repository: _ } = rust;
    let subject = "the API";
    if *krate != new.rust.krate {
        let message = format!("the crate has another name: `{krate}` → `{}`", new.rust.krate);
        changes.push(Weight::Breaking, subject, message);
    }
    if *license != new.rust.license {
        let message = format!("the crate has another licence: {license} → {}", new.rust.license);
        changes.push(Weight::Notice, subject, message);
    }
    if *envelope != new.envelope {
        changes.push(Weight::Breaking, subject, "answers have another envelope");
    }
    if *headers != new.headers {
        changes.push(Weight::Notice, subject, "requests carry other headers");
    }
    if *retry != new.retry {
        changes.push(Weight::Notice, subject, "calls are repeated in another way");
    }
    let has = |api: &Api, name: &str| api.groups.iter().any(|group| group.name.spelling == name);
    for group in groups.iter().filter(|group| !has(new, &group.name.spelling)) {
        let message = format!("the group `{}` is gone, and with it its feature", group.name.spelling);
        changes.push(Weight::Breaking, subject, message);
    }
    for group in new.groups.iter().filter(|group| !has(old, &group.name.spelling)) {
        changes.push(Weight::Addition, subject, format!("the group `{}` is new", group.name.spelling));
    }
}

fn same_name(old: &Client, new: &Client, subject: &str, changes: &mut Changes) {
    // Which schemes a client uses follows from its operations.
    let Client {
        name: _,
        description: _,
        server,
        server_variables,
        servers,
        options: _,
        schemes: _,
        timeout,
        place: _,
    } = old;
    if url(server) != url(&new.server) {
        let of = |server: &Server| url(server).unwrap_or("none").to_owned();
        let message = format!("the server is somewhere else: {} → {}", of(server), of(&new.server));
        changes.push(Weight::Notice, subject, message);
    }
    if *server_variables != new.server_variables {
        changes.push(Weight::Notice, subject, "other options fill in the URL of the server");
    }
    let knows = |servers: &[KnownServer], url: &str| servers.iter().any(|server| server.url == url);
    for server in servers.iter().filter(|server| !knows(&new.servers, &server.url)) {
        changes.push(Weight::Notice, subject, format!("the server {} is not listed any more", server.url));
    }
    for server in new.servers.iter().filter(|server| !knows(servers, &server.url)) {
        changes.push(Weight::Notice, subject, format!("the server {} is listed now", server.url));
    }
    if *timeout != new.timeout {
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
    let ClientOption {
        name,
        description: _,
        required,
        default,
        example: _,
        values,
        must_contain,
        header,
        secret,
        place: _,
    } = old;
    if name.spelling != new.name.spelling {
        let message = format!("{what} has another name in code: `{}`", new.name.spelling);
        changes.push(Weight::Breaking, subject, message);
    }
    match (*required, new.required) {
        (false, true) => changes.push(Weight::Breaking, subject, format!("{what} is required now")),
        (true, false) => changes.push(Weight::Breaking, subject, format!("{what} can be left out now")),
        _ => {}
    }
    if *default != new.default {
        changes.push(Weight::Notice, subject, format!("{what} has another default"));
    }
    if *header != new.header {
        changes.push(Weight::Notice, subject, format!("another header carries {what}"));
    }
    if *secret != new.secret {
        let verb = if new.secret { "is a secret now" } else { "is no secret any more" };
        changes.push(Weight::Notice, subject, format!("{what} {verb}"));
    }
    let is_narrower = !new.values.is_empty()
        && (values.is_empty() || values.iter().any(|value| !new.values.contains(value)));
    let asks_for_more = new.must_contain.iter().any(|word| !must_contain.contains(word));
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
        let Some(other) = same else {
            changes.push(Weight::Notice, &subject, "the scheme is gone");
            continue;
        };
        let Scheme { name: _, description: _, kind, scopes, place: _ } = scheme;
        if other.kind != *kind {
            changes.push(Weight::Breaking, &subject, "the scheme works in another way");
        }
        let names = |scopes: &[(String, Text)]| -> Vec<String> {
            scopes.iter().map(|(name, _)| name.clone()).collect()
        };
        if names(scopes) != names(&other.scopes) {
            changes.push(Weight::Notice, &subject, "it knows other scopes");
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
