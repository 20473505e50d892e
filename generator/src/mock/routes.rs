//! Routes: a method, a path and a query → the operations that they may call, with the texts of their path parameters.
//!
//! A path is compared segment by segment, and a segment that is spelled out wins over one with a parameter in it, so
//! `/users/me` is found before `/users/{id}`; a query that a path has fixed wins over none. Several operations are left
//! only where several clients share an endpoint.

use std::cmp::Reverse;

use super::wire::{self, Pairs};
use crate::model::{Api, Operation, ParamPlace, PathSegment};

/// Every operation with its path, split into segments.
#[derive(Debug)]
pub(super) struct Routes(Vec<Route>);

#[derive(Debug)]
struct Route {
    operation: usize,
    method: String,
    segments: Vec<Vec<Part>>,
    /// What the query has to have, decoded.
    query: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Param(String),
    /// A parameter that may have slashes in it.
    Open(String),
}

/// Path parameters: names and encoded texts.
pub(super) type PathParams = Vec<(String, String)>;

/// What there is at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// These operations, all of them equally near.
    Operations(Vec<(usize, PathParams)>),
    /// No operation with this method.
    Nothing,
}

impl Routes {
    /// The routes of an API.
    pub(super) fn of(api: &Api) -> Self {
        let route = |(operation, it): (usize, &Operation)| Route {
            operation,
            method: it.method.as_str().to_owned(),
            segments: segments(it),
            query: wire::pairs(it.path.query()),
        };
        Self(api.operations.iter().enumerate().map(route).collect())
    }

    /// What there is at an encoded path. The names of the query are decoded, its values are not.
    pub(super) fn find(&self, method: &str, path: &str, query: &Pairs) -> Found {
        let path: Vec<&str> = path.split('/').collect();
        let matches: Vec<(&Route, PathParams)> =
            self.0.iter().filter_map(|route| Some((route, route.matched(&path, query)?))).collect();
        let best =
            matches.iter().filter(|(route, _)| route.method == method).map(|(route, _)| rank(route)).min();
        let Some(best) = best else { return Found::Nothing };
        let is_best = |(route, _): &(&Route, PathParams)| route.method == method && rank(route) == best;
        let operations = matches.into_iter().filter(is_best);
        Found::Operations(operations.map(|(route, params)| (route.operation, params)).collect())
    }

    /// The methods of the operations at an encoded path.
    pub(super) fn methods(&self, path: &str, query: &Pairs) -> Vec<&str> {
        let path: Vec<&str> = path.split('/').collect();
        let matches = self.0.iter().filter(|route| route.matched(&path, query).is_some());
        let mut methods: Vec<&str> = matches.map(|route| route.method.as_str()).collect();
        methods.sort_unstable();
        methods.dedup();
        methods
    }
}

/// How far a route is from being spelled out, from its first segment on.
fn rank(route: &Route) -> (Vec<u8>, Reverse<usize>) {
    let rank = |parts: &Vec<Part>| match parts.as_slice() {
        [] | [Part::Literal(_)] => 0,
        [Part::Param(_)] => 2,
        [Part::Open(_)] => 3,
        _ => 1,
    };
    (route.segments.iter().map(rank).collect(), Reverse(route.query.len()))
}

/// Splits a template at its slashes, which only its literal parts have.
fn segments(operation: &Operation) -> Vec<Vec<Part>> {
    let is_open = |name: &str| {
        let mut params = operation.params.iter().filter(|param| param.place == ParamPlace::Path);
        params.any(|param| param.style.reserved && param.field.name.wire() == name)
    };
    let mut segments = vec![Vec::new()];
    for part in &operation.path.0 {
        match part {
            PathSegment::Param(name) if is_open(name) => push(&mut segments, Part::Open(name.clone())),
            PathSegment::Param(name) => push(&mut segments, Part::Param(name.clone())),
            PathSegment::Literal(text) => {
                // A fragment only tells endpoints apart, and a query is looked at by itself.
                let text = text.split(['?', '#']).next().unwrap_or_default();
                for (index, text) in text.split('/').enumerate() {
                    if index > 0 {
                        segments.push(Vec::new());
                    }
                    if !text.is_empty() {
                        push(&mut segments, Part::Literal(text.to_owned()));
                    }
                }
            }
        }
    }
    segments
}

fn push(segments: &mut [Vec<Part>], part: Part) {
    if let Some(last) = segments.last_mut() {
        last.push(part);
    }
}

impl Route {
    fn matched(&self, path: &[&str], query: &Pairs) -> Option<PathParams> {
        let is_sent = |(name, value): &(String, String)| {
            query.iter().any(|(key, text)| key == name && wire::query_decoded(text) == *value)
        };
        let mut params = Vec::new();
        match_segments(&self.segments, path, &mut params)?;
        self.query.iter().all(is_sent).then_some(params)
    }
}

fn match_segments(template: &[Vec<Part>], path: &[&str], params: &mut PathParams) -> Option<()> {
    match (template, path) {
        ([], []) => Some(()),
        ([parts, rest @ ..], [text, ..]) => {
            let [Part::Open(name)] = parts.as_slice() else {
                match_segment(parts, text, params)?;
                return match_segments(rest, &path[1..], params);
            };
            let before = params.len();
            (1..=path.len()).find_map(|count| {
                let (own, others) = path.split_at(count);
                params.truncate(before);
                params.push((name.clone(), own.join("/")));
                match_segments(rest, others, params)
            })
        }
        _ => None,
    }
}

/// Each parameter takes as little as it can and at least one character; the last one takes the rest.
fn match_segment(parts: &[Part], text: &str, params: &mut PathParams) -> Option<()> {
    match parts {
        [] => text.is_empty().then_some(()),
        [Part::Literal(literal)] => same(literal, text).then_some(()),
        [Part::Literal(literal), rest @ ..] => {
            match_segment(rest, text.strip_prefix(literal.as_str())?, params)
        }
        [Part::Param(name) | Part::Open(name)] => {
            (!text.is_empty()).then(|| params.push((name.clone(), text.to_owned())))
        }
        [Part::Param(name) | Part::Open(name), rest @ ..] => {
            let Some(Part::Literal(next)) = rest.first() else { return None };
            let start = text.chars().next()?.len_utf8();
            let end = start + text.get(start..)?.find(next.as_str())?;
            params.push((name.clone(), text[..end].to_owned()));
            match_segment(rest, &text[end..], params)
        }
    }
}

/// Whether a literal was sent, as it is or encoded.
fn same(literal: &str, text: &str) -> bool {
    literal == text || super::wire::decoded(text) == super::wire::decoded(literal)
}
