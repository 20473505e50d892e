//! Playing the API: a request → its reply. No socket, no clock, no state: the same request has the same
//! reply.

use std::borrow::Cow;
use std::time::Duration;

use serde_json::Value;

use super::accept::Accept;
use super::answer::{Played, Success, Wanted};
use super::bases::Bases;
use super::declared::declared;
use super::manner::{Fault, Manner};
use super::prefer::{Preferences, quoted};
use super::refusal::Refusal;
use super::request::Request;
use super::routes::{Found, PathParams, Routes};
use super::{answer, auth, body, cors, overview, paging, params, token};
use crate::model::{Api, Operation};

/// An API, ready to be played.
#[derive(Debug)]
pub(super) struct Play {
    api: Api,
    routes: Routes,
    bases: Bases,
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
    /// The media type of a JSON body; `None` for the usual one.
    pub(super) media: Option<String>,
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
        let (routes, bases) = (Routes::of(&api), Bases::of(&api));
        Self { api, routes, bases, manner }
    }

    /// The reply to a request.
    pub(super) fn reply(&self, request: &Request) -> Reply {
        let manner = match self.manner.of(request) {
            Ok(manner) => manner,
            Err(refusal) => return self.refuse(None, refusal, request),
        };
        let reply = self.routed(request, &manner);
        Reply { delay: manner.delay, fault: manner.fault, ..reply }
    }

    fn routed(&self, request: &Request, manner: &Manner) -> Reply {
        let paths = self.bases.paths(&request.path);
        if cors::is_preflight(request) {
            return cors::preflight(request, &self.methods(&paths, request));
        }
        for path in &paths {
            let request = at(request, path);
            for method in asked_for(&request.method) {
                let query = request.query_pairs();
                if let Found::Operations(operations) = self.routes.find(method, path, &query) {
                    return self.first_that_fits(&operations, &request, manner);
                }
            }
            if let Some(reply) =
                self.linked(&request, manner).or_else(|| self.reply_to_token_request(&request))
            {
                return reply;
            }
        }
        self.reply_without_operation(&paths, request)
    }

    /// The reply to a request that calls no operation.
    fn reply_without_operation(&self, paths: &[&str], request: &Request) -> Reply {
        let methods = self.methods(paths, request);
        if methods.is_empty() {
            if paths.contains(&"/") && matches!(request.method.as_str(), "GET" | "HEAD") {
                return overview::overview(&self.api, request);
            }
            return self.refuse(
                None,
                Refusal::new(404, format!("there is no path {}", request.path)),
                request,
            );
        }
        let allow = methods.join(", ");
        if request.method == "OPTIONS" {
            return Reply { status: 204, headers: vec![("allow".to_owned(), allow)], ..Reply::default() };
        }
        let message = format!("{} takes {allow}, not {}", request.path, request.method);
        self.refuse(None, Refusal::new(405, message).with("allow", allow), request)
    }

    /// The methods that a path takes, those included that every path takes; none where there is no such path.
    fn methods(&self, paths: &[&str], request: &Request) -> Vec<&str> {
        let query = request.query_pairs();
        let found = paths.iter().flat_map(|path| self.routes.methods(path, &query));
        let mut methods: Vec<&str> = found.collect();
        if methods.is_empty() {
            return methods;
        }
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods.push("OPTIONS");
        methods.sort_unstable();
        methods.dedup();
        methods
    }

    /// The reply to a link to another page: it is read, whatever the method was of the call that had the link.
    fn linked(&self, request: &Request, manner: &Manner) -> Option<Reply> {
        let query = request.query_pairs();
        let mut methods = self.routes.methods(&request.path, &query).into_iter();
        methods.find_map(|method| {
            let found = self.routes.find(method, &request.path, &query);
            let Found::Operations(mut operations) = found else { return None };
            operations.retain(|(index, _)| paging::is_link(&self.api.operations[*index], request));
            (!operations.is_empty()).then(|| self.first_that_fits(&operations, request, manner))
        })
    }

    fn reply_to_token_request(&self, request: &Request) -> Option<Reply> {
        let answer = token::answer(&self.api, request)?;
        Some(answer.map_or_else(
            |refusal| self.refuse(None, refusal, request),
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
            Some((operation, refusal)) => self.refuse(Some(operation), refusal, request),
            None => {
                self.refuse(None, Refusal::new(404, format!("there is no path {}", request.path)), request)
            }
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
        let params = params::read(&self.api, operation, path, request);
        let body = match paging::is_link(operation, request) {
            true => Ok(None),
            false => body::read(&self.api, operation, request),
        };
        let (params, body) = match (params, body) {
            (Ok(params), Ok(body)) => (params, body),
            // Everything that is wrong is said at once.
            (params, body) => {
                let refusals: Vec<Refusal> = params.err().into_iter().chain(body.err()).collect();
                return Err(
                    Refusal::all(refusals).unwrap_or_else(|| Refusal::new(400, "the request cannot be read"))
                );
            }
        };
        let wanted = Wanted {
            detail: manner.example,
            example: manner.named.as_deref(),
            accept: Accept::parse(request.header("accept")),
        };
        let Success { status, mut headers, content, is_named } = match manner.status {
            Some(status) => answer::with_status(&self.api, operation, status, &wanted)?,
            None => answer::answer(&self.api, operation, &params, request, body.as_ref(), &wanted)?,
        };
        headers.extend(applied(request, status, is_named));
        let content = content.map(|content| match content {
            Played::Json(media, mut body) => {
                token::complete(&self.api, request, &mut body);
                Played::Json(media, body)
            }
            raw => raw,
        });
        let operation = Some(operation.name.spelling.clone());
        Ok(Reply { status, headers, operation, ..Reply::of(content) })
    }

    /// A refusal as a reply: the error that the operation declares for it, or one in the API's envelope, where it has
    /// one. A request that calls no operation gets the latter.
    pub(super) fn refuse(&self, operation: Option<&Operation>, refusal: Refusal, request: &Request) -> Reply {
        let accept = Accept::parse(request.header("accept"));
        let declared =
            operation.and_then(|operation| declared(&self.api, operation, &refusal, accept.as_ref()));
        let own = refusal.header.clone().map(|(name, value)| (name.to_owned(), value));
        let (status, reply) = match declared {
            Some((status, reply, content)) => {
                let mut headers = answer::headers(&self.api, reply);
                headers
                    .retain(|(name, _)| own.as_ref().is_none_or(|(own, _)| !name.eq_ignore_ascii_case(own)));
                (status, Reply { headers, ..Reply::of(content) })
            }
            None => {
                let in_envelope = operation.is_none_or(|operation| operation.envelope);
                let body = Some(refusal.body(&self.api, in_envelope));
                (refusal.status, Reply { body, ..Reply::default() })
            }
        };
        let headers =
            reply.headers.iter().cloned().chain(own).chain(applied(request, status, false)).collect();
        let operation = operation.map(|operation| operation.name.spelling.clone());
        Reply { status, headers, operation, refusal: Some(refusal.message()), ..reply }
    }
}

impl Reply {
    /// A reply with a body, where there is one.
    fn of(content: Option<Played>) -> Self {
        match content {
            Some(Played::Json(media, body)) => {
                Self { body: Some(body), media: Some(media), ..Self::default() }
            }
            Some(Played::Raw(media, bytes)) => Self { raw: Some((media, bytes)), ..Self::default() },
            None => Self::default(),
        }
    }
}

/// The request with another path.
fn at<'a>(request: &'a Request, path: &str) -> Cow<'a, Request> {
    if request.path == path {
        return Cow::Borrowed(request);
    }
    Cow::Owned(Request { path: path.to_owned(), ..request.clone() })
}

/// The methods whose operations a request may call: HEAD is answered like GET, without the body.
fn asked_for(method: &str) -> impl Iterator<Item = &str> {
    std::iter::once(method).chain((method == "HEAD").then_some("GET"))
}

/// The header that says which preferences were honoured.
fn applied(request: &Request, status: u16, is_named: bool) -> Option<(String, String)> {
    let Preferences { code, example } = Preferences::of(request);
    let code = code.filter(|code| *code == status).map(|code| format!("code={code}"));
    let example = example.filter(|_| is_named).map(|name| format!("example={}", quoted(&name)));
    let applied: Vec<String> = code.into_iter().chain(example).collect();
    (!applied.is_empty()).then(|| ("preference-applied".to_owned(), applied.join(", ")))
}
