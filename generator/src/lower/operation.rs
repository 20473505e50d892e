//! Endpoints → operations.

use indexmap::IndexMap;

use super::body::Written;
use super::reply::{Lowered, Replies};
use super::{Context, type_case};
use crate::model::{
    self, ClientId, Method, Name, Param, ParamPlace, PathSegment, PathTemplate, SchemeId, is_token,
};
use crate::problem::{Place, Problem};
use crate::schema::{Auth, Endpoint, EndpointOrigin, GroupedEndpoint, Pagination, Parsed, Shape};

/// What of the API file endpoints refer to.
pub(super) struct Shared<'a> {
    pub(super) pagination: &'a IndexMap<String, Pagination>,
    /// The authentication of each client.
    pub(super) client_auth: &'a [Vec<Vec<SchemeId>>],
}

impl Context<'_> {
    /// Lowers an endpoint; `None` when it cannot be placed in the API at all.
    pub(super) fn operation(
        &mut self,
        file: Parsed<GroupedEndpoint>,
        shared: &Shared<'_>,
    ) -> Option<model::Operation> {
        let place = file.place;
        let GroupedEndpoint { group, path: written_in, endpoint, samples } = file.value;
        let Endpoint {
            endpoint,
            client,
            http,
            server,
            auth,
            scopes,
            summary,
            description,
            path,
            query,
            header,
            cookie,
            body,
            form,
            multipart,
            content_type,
            other_content_types,
            body_closed,
            body_optional,
            body_example,
            body_examples,
            answer,
            answer_example,
            answers,
            errors,
            streamed,
            envelope,
            pagination,
            idempotent,
            idempotency_key,
            deprecated,
            hidden,
            origin,
        } = endpoint;
        let owner = type_case(&endpoint);
        let client = self.operation_client(client, &place);
        let group = self.resolve("group", |context| &context.groups, &group, &place.key("endpoint"));
        let (method, template) = self.http(&http, &place.key("http"))?;
        let (client, group) = (client?, group?);
        let auth = match auth {
            Some(auth) => self.auth(auth, &place.key("auth")),
            None => shared.client_auth.get(client.0).cloned().unwrap_or_default(),
        };
        let scopes = self.scopes(scopes, &auth, &place.key("scopes"));
        if let Some(url) = &server {
            self.server_url(url, &place.key("server"));
        }
        let mut params = Vec::new();
        for (key, kind, fields) in [
            ("path", ParamPlace::Path, path),
            ("query", ParamPlace::Query, query),
            ("header", ParamPlace::Header, header),
            ("cookie", ParamPlace::Cookie, cookie),
        ] {
            self.params(kind, fields, &owner, &place.key(key), &mut params);
        }
        // Types that are written in place are called and kept in the order in which they are lowered.
        let body = Written {
            body,
            form,
            multipart,
            content_type,
            others: other_content_types,
            closed: body_closed,
            optional: body_optional,
            example: body_example,
            examples: body_examples,
        };
        let body = self.body(body, &owner, &place);
        let replies = Replies { answer, answer_example, answers, errors, streamed };
        let Lowered { answer, answers, errors, streamed } = self.replies(replies, &owner, &place);
        Some(model::Operation {
            client,
            group,
            repeatable: idempotent.unwrap_or(method.is_idempotent() || idempotency_key.is_some()),
            method,
            path: template,
            server,
            auth,
            scopes,
            summary: self.text(summary, &place.key("summary")),
            description: self.text_at(description, &place, "description"),
            params,
            body,
            answer,
            answers,
            errors,
            streamed,
            envelope,
            pagination: pagination.and_then(|pagination| {
                self.pagination(pagination, shared.pagination, &place.key("pagination"))
            }),
            idempotency_key: self.idempotency_key(idempotency_key, &place),
            deprecation: self.deprecation(deprecated, &place),
            hidden,
            samples: samples.into_iter().collect(),
            origin: origin.map(operation_origin).unwrap_or_default(),
            written_in,
            name: Name::new(endpoint),
            place,
        })
    }

    fn idempotency_key(&mut self, name: Option<String>, place: &Place) -> Option<String> {
        let name = name?;
        if !model::is_token(&name) {
            let message = format!("`{name}` is no name of a header");
            self.problems.push(Problem::error(&place.key("idempotencyKey"), message));
        }
        Some(name)
    }

    fn operation_client(&mut self, client: Option<String>, place: &Place) -> Option<ClientId> {
        match client {
            Some(name) => self.resolve("client", |context| &context.clients, &name, &place.key("client")),
            None if self.clients.len() == 1 => Some(ClientId(0)),
            None => {
                self.problems.push(
                    Problem::error(&place.key("endpoint"), "it does not say which client has this endpoint")
                        .help("add `client`; it can be left out only where the API has one client"),
                );
                None
            }
        }
    }

    /// Reads `POST /api/v3/bind-phone`.
    pub(super) fn http(&mut self, http: &str, place: &Place) -> Option<(Method, PathTemplate)> {
        let Some((method, path)) = http.trim().split_once(char::is_whitespace) else {
            self.problems.push(
                Problem::error(place, "it takes an HTTP method and a path")
                    .help("write it like `POST /api/v3/bind-phone`"),
            );
            return None;
        };
        let method = self.method(method, place);
        let template = self.path_template(path.trim(), place);
        Some((method?, template?))
    }

    /// Methods that are not known are sent as they are written, but for those that look like a slip.
    fn method(&mut self, method: &str, place: &Place) -> Option<Method> {
        let found = Method::KNOWN.into_iter().find(|known| known.as_str().eq_ignore_ascii_case(method));
        if found.is_some() {
            return found;
        }
        let known = Method::KNOWN;
        let upper = method.to_ascii_uppercase();
        let is_slip = |known: &&str| strsim::damerau_levenshtein(known, &upper) <= 1;
        let help = match known.iter().map(Method::as_str).find(is_slip) {
            Some(known) => format!("did you mean `{known}`?"),
            None if !is_token(method) => {
                let names: Vec<&str> = known.iter().map(Method::as_str).collect();
                format!("known are {}; any other one is letters and digits", super::quoted_list(&names))
            }
            None => return Some(Method::Other(method.to_owned())),
        };
        let message = format!("the HTTP method `{method}` is not known");
        self.problems.push(Problem::error(place, message).help(help));
        None
    }

    fn path_template(&mut self, path: &str, place: &Place) -> Option<PathTemplate> {
        if !path.starts_with('/') {
            self.error(place, format!("the path `{path}` does not begin with `/`"));
            return None;
        }
        let (whole, end) = path.find(['?', '#']).map_or((path, ""), |at| path.split_at(at));
        let mut segments = Vec::new();
        let mut rest = whole;
        while let Some((literal, tail)) = rest.split_once('{') {
            let Some((name, tail)) = tail.split_once('}').filter(|(name, _)| !name.is_empty()) else {
                self.error(
                    place,
                    format!("the path `{path}` has a brace without its partner, or an empty name"),
                );
                return None;
            };
            if !literal.is_empty() {
                segments.push(PathSegment::Literal(literal.to_owned()));
            }
            segments.push(PathSegment::Param(name.to_owned()));
            rest = tail;
        }
        // What may follow is the same in every call: a query that is sent first, and a fragment that is never sent. Both tell
        // endpoints apart that have the same path.
        let (query, fragment) = end.split_once('#').unwrap_or((end, ""));
        if path.chars().any(char::is_whitespace) || rest.contains('}') || fragment.contains(['{', '}']) {
            self.error(place, format!("the path `{path}` has a character that a path cannot have"));
            return None;
        }
        if query.contains(['{', '}']) {
            self.problems.push(
                Problem::error(place, format!("the query of the path `{path}` has a place for a parameter"))
                    .help("parameters of the query go under `query`; here is only what never changes"),
            );
            return None;
        }
        let rest = format!("{rest}{end}");
        if !rest.is_empty() {
            segments.push(PathSegment::Literal(rest));
        }
        Some(PathTemplate(segments))
    }

    /// Lowers `auth`: combinations of which one is enough.
    pub(super) fn auth(&mut self, auth: Auth, place: &Place) -> Vec<Vec<SchemeId>> {
        match auth {
            Auth::All(names) if names.is_empty() => Vec::new(),
            Auth::All(names) => vec![self.schemes_of(&names, place)],
            Auth::AnyOf(alternatives) => alternatives
                .iter()
                .enumerate()
                .map(|(index, names)| self.schemes_of(names, &place.index(index)))
                .collect(),
        }
    }

    /// The scopes of schemes that the endpoint uses.
    fn scopes(
        &mut self,
        scopes: IndexMap<String, Vec<String>>,
        auth: &[Vec<SchemeId>],
        place: &Place,
    ) -> Vec<(SchemeId, Vec<String>)> {
        let mut known = Vec::with_capacity(scopes.len());
        for (name, scopes) in scopes {
            let place = place.key(&name);
            let Some(id) = self.resolve("authentication scheme", |context| &context.schemes, &name, &place)
            else {
                continue;
            };
            if !auth.iter().flatten().any(|used| *used == id) {
                let message = format!("the endpoint does not use the scheme `{name}`");
                self.problems.push(Problem::error(&place, message).at_key());
            }
            known.push((id, scopes));
        }
        known
    }

    fn schemes_of(&mut self, names: &[String], place: &Place) -> Vec<SchemeId> {
        let mut ids = Vec::with_capacity(names.len());
        for (index, name) in names.iter().enumerate() {
            let place = place.index(index);
            ids.extend(self.resolve("authentication scheme", |context| &context.schemes, name, &place));
        }
        ids
    }

    fn params(
        &mut self,
        kind: ParamPlace,
        fields: IndexMap<String, Shape>,
        owner: &str,
        place: &Place,
        params: &mut Vec<Param>,
    ) {
        for (name, mut shape) in fields {
            let place = place.key(&name);
            let style = self.style(kind, &mut shape, &place);
            for (key, is_there) in [("readOnly", shape.read_only), ("writeOnly", shape.write_only)] {
                if is_there {
                    self.problems.push(
                        Problem::error(&place.key(key), format!("`{key}` has no meaning for a parameter"))
                            .at_key()
                            .help("a parameter is only ever in requests"),
                    );
                }
            }
            let mut field = self.field(name, shape, owner, place);
            if kind == ParamPlace::Path {
                // A path without it would be another path (OpenAPI 3.1, section 4.8.12.2, says the same).
                field.presence = model::Presence::Required;
            }
            params.push(Param { place: kind, style, field });
        }
    }
}

fn operation_origin(origin: EndpointOrigin) -> model::OperationOrigin {
    let EndpointOrigin { id, tags, order, summary, description } = origin;
    model::OperationOrigin { id, tags, order, summary, description }
}
