//! Base paths: the paths of the server URLs, which clients send before the paths of operations.

use crate::model::{Api, Server};

/// The base paths of an API, each in segments; `None` is a segment that a variable fills.
#[derive(Debug)]
pub(super) struct Bases(Vec<Vec<Option<String>>>);

impl Bases {
    /// The base paths of all servers of an API, the longest first.
    pub(super) fn of(api: &Api) -> Self {
        let mut urls: Vec<&str> = Vec::new();
        for client in &api.clients {
            urls.extend(match &client.server {
                Server::Fixed(url) => Some(url.as_str()),
                Server::Option(_, default) => default.as_deref(),
            });
            urls.extend(client.servers.iter().map(|server| server.url.as_str()));
        }
        urls.extend(api.operations.iter().filter_map(|operation| operation.server.as_deref()));
        let mut bases: Vec<Vec<Option<String>>> =
            urls.into_iter().map(segments).filter(|base| !base.is_empty()).collect();
        bases.sort();
        bases.dedup();
        bases.sort_by_key(|base| std::cmp::Reverse(base.len()));
        Self(bases)
    }

    /// A path as it is, and without each base path that it begins with.
    pub(super) fn paths<'p>(&self, path: &'p str) -> Vec<&'p str> {
        let below = self.0.iter().filter_map(|base| below(base, path));
        std::iter::once(path).chain(below).collect()
    }
}

/// The segments of the path of a URL, which may have variables in any part.
fn segments(url: &str) -> Vec<Option<String>> {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => url,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.map(|segment| (!segment.contains('{')).then(|| super::wire::decoded(segment))).collect()
}

/// What of a path follows a base path.
fn below<'p>(base: &[Option<String>], path: &'p str) -> Option<&'p str> {
    let mut rest = path;
    for segment in base {
        let after = rest.strip_prefix('/')?;
        let end = after.find('/').unwrap_or(after.len());
        let found = &after[..end];
        let fits = match segment {
            Some(segment) => super::wire::decoded(found) == *segment,
            None => !found.is_empty(),
        };
        if !fits {
            return None;
        }
        rest = &after[end..];
    }
    Some(if rest.is_empty() { "/" } else { rest })
}
