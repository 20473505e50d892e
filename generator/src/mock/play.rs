//! Playing the API: a request → its reply. No socket, no clock, no state: the same request has the same
//! reply.

use std::time::Duration;

use serde_json::Value;

use super::answer::{Played, Success};
use super::manner::{Fault, Manner};
use super::refusal::Refusal;
use super::request::Request;
use super::routes::{Found, PathParams, Routes};
use super::{answer, auth, body, paging, params, token};
use crate::model::{Api, Operation};

/// An API, ready to be played.
#[derive(Debug)]
pub(super) struct Play {
    api: Api,
    routes: Routes,
    manner: Manner,
}

/// What is sent back, and why.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Reply {
    /// The HTTP status.
    pub(super) status: u16,
    /// Headers that belong to the status.
    pub(super) headers: Vec<(String, String)>,
    /// The body, where there is one that is JSON.
    pub(super) body: Option<Value>,
    /// The body where it is no JSON, with its media type.
    pub(super) raw: Option<(String, Vec<u8>)>,
    /// The id of the operation that was called.
    pub(super) operation: Option<String>,
    /// Why the request was refused; `None` when it was not.
    pub(super) refusal: Option<String>,
    /// How long it waits.
    pub(super) delay: Duration,
    /// What goes wrong with it.
    pub(super) fault: Option<Fault>,
}

impl Play {
    pub(super) fn new(api: Api, manner: Manner) -> Self {
        let routes = Routes::of(&api);
        Self { api, routes, manner }
    }

    /// The reply to a request.
    pub(super) fn reply(&self, request: &Request) -> Reply {
        let manner = match self.manner.of(request) {
            Ok(manner) => manner,
            Err(refusal) => return self.refuse(None, refusal),
        };
        let reply = self.routed(request, &manner);
        Reply { delay: manner.delay, fault: manner.fault, ..reply }
    }

    fn routed(&self, request: &Request, manner: &Manner) -> Reply {
        match self.routes.find(&request.method, &request.path, &request.query_pairs()) {
            Found::Operations(operations) => self.first_that_fits(&operations, request, manner),
            Found::OtherMethods(methods) => match self.linked(&methods, request) {
                Some(operations) => self.first_that_fits(&operations, request, manner),
                None => self.reply_to_token_request(request).unwrap_or_else(|| {
                    let methods = methods.join(", ");
                    let message = format!("{} takes {methods}, not {}", request.path, request.method);
                    self.refuse(None, Refusal::new(405, message).with("allow", methods))
                }),
            },
            Found::Nothing => self.reply_to_token_request(request).unwrap_or_else(|| {
                self.refuse(None, Refusal::new(404, format!("there is no path {}", request.path)))
            }),
        }
    }

    /// The operations of other methods to whose pages a link leads.
    fn linked(&self, methods: &[&str], request: &Request) -> Option<Vec<(usize, PathParams)>> {
        methods.iter().find_map(|method| {
            let found = self.routes.find(method, &request.path, &request.query_pairs());
            let Found::Operations(mut operations) = found else { return None };
            operations.retain(|(index, _)| paging::is_link(&self.api.operations[*index], request));
            (!operations.is_empty()).then_some(operations)
        })
    }

    fn reply_to_token_request(&self, request: &Request) -> Option<Reply> {
        let answer = token::answer(&self.api, request)?;
        Some(answer.map_or_else(
            |refusal| self.refuse(None, refusal),
            |body| Reply { status: 200, body: Some(body), ..Reply::default() },
        ))
    }

    /// Clients may share an endpoint; the request is then that of the client whose rules it keeps.
    fn first_that_fits(
        &self,
        operations: &[(usize, PathParams)],
        request: &Request,
        manner: &Manner,
    ) -> Reply {
        let mut first = None;
        for (index, path) in operations {
            let operation = &self.api.operations[*index];
            match self.perform(operation, path, request, manner) {
                Ok(reply) => return reply,
                Err(refusal) => {
                    first.get_or_insert((operation, refusal));
                }
            }
        }
        match first {
            Some((operation, refusal)) => self.refuse(Some(operation), refusal),
            None => self.refuse(None, Refusal::new(404, format!("there is no path {}", request.path))),
        }
    }

    fn perform(
        &self,
        operation: &Operation,
        path: &PathParams,
        request: &Request,
        manner: &Manner,
    ) -> Result<Reply, Refusal> {
        if !manner.open {
            auth::check(&self.api, operation, request)?;
        }
        let params = params::read(&self.api, operation, path, request)?;
        let body = match paging::is_link(operation, request) {
            true => None,
            false => body::read(&self.api, operation, request)?,
        };
        let Success { status, headers, content } = match manner.status {
            Some(status) => answer::with_status(&self.api, operation, status, manner.example)?,
            None => answer::answer(&self.api, operation, &params, request, body.as_ref(), manner.example),
        };
        let (body, raw) = match content {
            Some(Played::Json(mut body)) => {
                token::complete(&self.api, request, &mut body);
                (Some(body), None)
            }
            Some(Played::Raw(media, bytes)) => (None, Some((media, bytes))),
            None => (None, None),
        };
        let operation = Some(operation.name.spelling.clone());
        Ok(Reply { status, headers, body, raw, operation, ..Reply::default() })
    }

    /// A refusal as a reply. A request that calls no operation is refused in the API's envelope, where it has one.
    pub(super) fn refuse(&self, operation: Option<&Operation>, refusal: Refusal) -> Reply {
        let in_envelope = operation.is_none_or(|operation| operation.envelope);
        Reply {
            status: refusal.status,
            body: Some(refusal.body(&self.api, in_envelope)),
            operation: operation.map(|operation| operation.name.spelling.clone()),
            headers: refusal.header.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            refusal: Some(refusal.message),
            ..Reply::default()
        }
    }
}
