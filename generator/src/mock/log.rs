//! The log: a line for each request, without what is secret in it.

use std::time::Duration;

use super::request::Recorded;
use super::wire;
use crate::model::{Api, KeyPlace, ParamPlace, SchemeKind};

/// The longest path that is logged, in characters.
const LONGEST: usize = 300;

/// Words in names of query parameters whose values are secret, whatever the spec says of them.
const SECRET_WORDS: &[&str] = &["token", "secret", "password", "passwd", "apikey", "api_key", "signature"];

/// Writes lines of a log.
#[derive(Debug)]
pub(super) struct Log {
    /// The query parameters whose values are secret.
    secrets: Vec<String>,
}

impl Log {
    /// A log for an API, whose keys and secret parameters are masked.
    pub(super) fn of(api: &Api) -> Self {
        let keys = api.schemes.iter().filter_map(|scheme| match &scheme.kind {
            SchemeKind::ApiKey { place: KeyPlace::Query, name, .. } => Some(name.clone()),
            _ => None,
        });
        let params = api.operations.iter().flat_map(|operation| &operation.params);
        let params = params.filter(|param| param.place == ParamPlace::Query && param.field.secret);
        Self { secrets: keys.chain(params.map(|param| param.field.name.wire().to_owned())).collect() }
    }

    /// The line of a request: method, path, status, operation and time.
    pub(super) fn line(&self, recorded: &Recorded, time: Duration) -> String {
        let request = &recorded.request;
        let mut target = request.path.clone();
        if !request.query.is_empty() {
            target.push('?');
            target.push_str(&self.masked(&request.query));
        }
        let operation = recorded.operation.as_deref().unwrap_or("-");
        format!(
            "{} {} {} {operation} {:.1}ms",
            harmless(&request.method),
            harmless(&target),
            recorded.status,
            time.as_secs_f64() * 1000.0
        )
    }

    fn masked(&self, query: &str) -> String {
        let pair = |pair: &str| match pair.split_once('=') {
            Some((name, _)) if self.is_secret(&wire::query_decoded(name)) => format!("{name}=***"),
            _ => pair.to_owned(),
        };
        query.split('&').map(pair).collect::<Vec<_>>().join("&")
    }

    fn is_secret(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        let is_known = |secret: &String| {
            secret == name || name.strip_prefix(secret.as_str()).is_some_and(|rest| rest.starts_with('['))
        };
        self.secrets.iter().any(is_known)
            || ["key", "code", "sig"].contains(&lower.as_str())
            || SECRET_WORDS.iter().any(|word| lower.contains(word))
    }
}

/// Text of a request that cannot steer a terminal.
fn harmless(text: &str) -> String {
    let is_shown = |c: char| c.is_ascii_graphic();
    let mut shown: String =
        text.chars().take(LONGEST).map(|c| if is_shown(c) { c } else { '\u{fffd}' }).collect();
    if text.chars().count() > LONGEST {
        shown.push('…');
    }
    shown
}
