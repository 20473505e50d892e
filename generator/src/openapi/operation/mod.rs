//! Operations → endpoints.
//!
//! Every operation of the document that was asked for becomes an endpoint, whatever is wrong with its parts. Ids and
//! groups are settled first, since they depend on all operations together.

mod body;
mod example;
mod file;
mod form;
mod group;
mod hidden;
mod id;
mod media;
mod origin;
mod other_body;
mod param;
mod parts;
mod path;
mod querystring;
mod reply;
mod sample;
mod stream;
mod style;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::node::Node;
use super::report::Kind;
use super::shape::text_of;
use super::{Import, Options, name, select};
use crate::schema::{Deprecated, Endpoint, Group, Shape, Text};
use group::Groups;

/// The methods that a path item can have.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Where a path has operations by other methods: since OpenAPI 3.2, and in documents of ours, which are older.
const ADDITIONAL: &[&str] = &["additionalOperations", "x-bindery-operations"];

/// Whether something of an operation or a path is read from this extension.
pub(super) fn is_extension(key: &str) -> bool {
    sample::is_key(key) || hidden::is_key(key)
}

/// An operation on its way to an endpoint.
#[derive(Debug)]
pub(super) struct Operation<'d> {
    pub(super) node: Node<'d>,
    /// The path item, for what it says about all of its operations.
    pub(super) item: Node<'d>,
    pub(super) group: String,
    pub(super) endpoint: Endpoint,
    /// The samples that the document brings: code by language.
    pub(super) samples: IndexMap<String, String>,
}

/// An operation as the document has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'d> {
    pub(super) node: Node<'d>,
    /// The path item, for what it says about all of its operations.
    pub(super) item: Node<'d>,
    pub(super) path: &'d str,
    pub(super) method: &'d str,
}

impl<'d> Import<'d, '_> {
    /// The endpoints of the operations that were asked for, and the groups that they are in.
    pub(super) fn operations(
        &mut self,
        root: Node<'d>,
        options: &Options,
    ) -> (Vec<Operation<'d>>, IndexMap<String, Group>) {
        let found = self.found(root, options);
        self.review_objects(root, &found);
        let ids = id::ids(&found);
        let has_tags = found.iter().any(|found| found.node.list("tags").next().is_some());
        let Groups { mut listed, of_operations } = Groups::of(root, &found);
        let mut routes: HashMap<String, String> = HashMap::with_capacity(found.len());
        let mut operations = Vec::with_capacity(found.len());
        for ((found, id), group) in found.into_iter().zip(ids).zip(of_operations) {
            let item = found.item;
            let mut endpoint = self.endpoint(found, id);
            endpoint.origin = origin::of(&found, &endpoint, listed.get(&group), has_tags);
            if let Some(other) = routes.get(&path::route(&endpoint.http)) {
                let message = format!(
                    "`{other}` has the same method and path; both are kept, and a fragment that is never sent tells \
                     this one apart"
                );
                self.report.problem(Kind::Operation, found.node, message);
                endpoint.http = path::told_apart(&endpoint.http, &endpoint.endpoint);
            }
            let samples = self.samples(found.node);
            routes.insert(path::route(&endpoint.http), endpoint.endpoint.clone());
            operations.push(Operation { node: found.node, item, group, endpoint, samples });
        }
        let used: HashSet<&str> = operations.iter().map(|operation| operation.group.as_str()).collect();
        listed.retain(|id, _| used.contains(id.as_str()));
        (operations, listed)
    }

    /// The operations of the document that were asked for.
    fn found(&mut self, root: Node<'d>, options: &Options) -> Vec<Found<'d>> {
        let mut found = Vec::new();
        let paths = root.get("paths").and_then(|paths| self.follow(paths));
        for (path, item) in paths.into_iter().flat_map(Node::entries) {
            if path.starts_with("x-") {
                self.report.count("extensions (x-…)", item);
                continue;
            }
            let Some(item) = self.follow(item) else { continue };
            for (method, node) in item.entries() {
                if METHODS.contains(&method) {
                    let operation = Found { node, item, path, method };
                    if select::is_wanted(&operation, options) {
                        found.push(operation);
                    }
                } else if ADDITIONAL.contains(&method) {
                    for (method, node) in node.entries() {
                        let operation = Found { node, item, path, method };
                        if select::is_wanted(&operation, options) {
                            found.push(operation);
                        }
                    }
                } else {
                    self.review_item(method, node);
                }
            }
        }
        self.report.summary.operations_in = found.len();
        for (_, webhook) in
            root.get("webhooks").or_else(|| root.get("x-webhooks")).into_iter().flat_map(Node::entries)
        {
            self.report.count("webhooks", webhook);
        }
        found
    }

    fn review_item(&mut self, key: &str, node: Node<'d>) {
        match key {
            "parameters" | "summary" | "description" | "$ref" | "servers" => {}
            key if key.starts_with("x-") => {}
            key => {
                self.report.problem(Kind::Operation, node, format!("`{key}` is no method that is known here"))
            }
        }
    }

    fn endpoint(&mut self, found: Found<'d>, id: String) -> Endpoint {
        let Found { node, item, path, method } = found;
        self.review_operation(node);
        let mut template = self.path_template(item, path);
        let mut params = self.params(&found, &mut template);
        let summary = text_of(node, "summary").unwrap_or_else(|| Text::One(words(&id)));
        let body = self.body(node, &id, &mut params.taken);
        let reply::Replies { answer, answer_example, answers, errors, streamed } = self.replies(node, method);
        let idempotency_key = idempotency_key(&params.header);
        Endpoint {
            http: format!("{} {}", on_the_wire(method), template.text()),
            endpoint: id,
            client: None,
            server: None,
            auth: None,
            scopes: IndexMap::new(),
            summary,
            description: text_of(node, "description").or_else(|| text_of(item, "description")),
            path: params.path,
            query: params.query,
            header: params.header,
            cookie: params.cookie,
            body: body.body,
            form: body.form,
            multipart: body.multipart,
            content_type: body.content_type,
            other_content_types: body.others,
            body_closed: body.closed,
            body_optional: body.optional,
            body_example: body.examples.unnamed,
            body_examples: body.examples.named,
            answer,
            answer_example,
            answers,
            errors,
            streamed,
            envelope: true,
            pagination: None,
            idempotent: None,
            idempotency_key,
            deprecated: node.flag("deprecated").then_some(Deprecated::Flag(true)),
            hidden: hidden::is_hidden(node) || hidden::is_hidden(item),
            origin: None,
        }
    }

    fn review_operation(&mut self, node: Node<'d>) {
        if !node.value.is_object() {
            let message = "this is not an operation; only its path is known";
            self.report.problem(Kind::Operation, node, message);
        }
    }
}

/// A method as it is sent: those that are keywords of OpenAPI are written small there, others as they are.
fn on_the_wire(method: &str) -> String {
    if METHODS.contains(&method) { method.to_ascii_uppercase() } else { method.to_owned() }
}

/// An id as a phrase: `bindPhone` is `Bind phone`.
fn words(id: &str) -> String {
    use heck::ToSnakeCase;
    let words = id.to_snake_case().replace('_', " ");
    let mut chars = words.chars();
    let phrase: String =
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect());
    if phrase.is_empty() { name::camel(id) } else { phrase }
}

/// The header that is known by its name to make repeating a call harmless, where a client may choose its value.
fn idempotency_key(headers: &IndexMap<String, Shape>) -> Option<String> {
    let is_key = |name: &str| name.eq_ignore_ascii_case("idempotency-key");
    let mut names = headers.iter().map(|(key, shape)| (shape.wire.as_ref().unwrap_or(key), shape));
    names.find(|(name, shape)| is_key(name) && !shape.required).map(|(name, _)| name.clone())
}
