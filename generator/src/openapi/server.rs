//! Servers: where a document says that the API is.
//!
//! The first server is the client's. Its URL is a client option, so that an app can call a test system, and its variables
//! are settings of the client; the other servers are listed. A path or an operation may have a server of its own, whose
//! variables keep their defaults. A URL that only leads on from where the document lies is no use to a client: the app
//! has to say the whole of it then.

use indexmap::IndexMap;

use super::Import;
use super::api::plain_text;
use super::name::Taken;
use super::node::Node;
use super::report::Kind;
use super::shape::text_of;
use crate::schema::{ClientOption, KnownServer, Server, ServerVariable, Text};

impl<'d> Import<'d, '_> {
    /// The server of the client, and the others; the option that holds its URL is added.
    pub(super) fn servers(
        &mut self,
        root: Node<'d>,
        locale: &str,
        options: &mut IndexMap<String, ClientOption>,
    ) -> (Server, Vec<KnownServer>) {
        let mut servers = root.list("servers");
        let first = servers.next();
        let description = first.and_then(|server| server.get("description"));
        description.into_iter().for_each(|text| self.report.count("descriptions of servers", text));
        let found = first.and_then(|server| self.templated(server));
        let known = servers.filter_map(|server| self.known_server(server)).collect();
        let text = if locale == "zh-CN" { "服务地址。" } else { "Where the server is." };
        let option = ClientOption {
            description: Some(Text::One(text.to_owned())),
            required: found.is_none(),
            default: None,
            example: found.is_none().then(|| "https://api.example.com".to_owned()),
            values: None,
            must_contain: Vec::new(),
            header: None,
            secret: false,
        };
        options.insert("baseUrl".to_owned(), option);
        let (url, variables) =
            found.map_or((None, IndexMap::new()), |(url, variables)| (Some(url), variables));
        (Server { url, option: Some("baseUrl".to_owned()), variables }, known)
    }

    /// The URL of the server that a path or an operation has to itself.
    pub(super) fn own_server(&mut self, owner: Node<'d>, of_client: Option<&str>) -> Option<String> {
        let mut servers = owner.list("servers");
        let first = servers.next()?;
        servers.for_each(|server| self.report.count("servers after the first", server));
        let description = first.get("description");
        description.into_iter().for_each(|text| self.report.count("descriptions of servers", text));
        let url = self.url_with_defaults(first)?;
        (of_client != Some(url.as_str())).then_some(url)
    }

    fn known_server(&mut self, server: Node<'d>) -> Option<KnownServer> {
        let url = self.url_with_defaults(server)?;
        Some(KnownServer { url, description: text_of(server, "description") })
    }

    /// The URL of the first server as a client's settings have it: a template and its variables.
    fn templated(&mut self, server: Node<'d>) -> Option<(String, IndexMap<String, ServerVariable>)> {
        let mut url = url_of(server)?;
        let begins = begins_with_place(&url).filter(|name| is_open(server, name));
        if begins.is_none() {
            self.url_with_defaults(server)?;
        }
        let mut taken = Taken::default();
        taken.claim("baseUrl");
        let mut variables = IndexMap::new();
        for (name, variable) in server.get("variables").into_iter().flat_map(Node::entries) {
            let place = format!("{{{name}}}");
            if !url.contains(&place) {
                let message = format!("the URL has no `{place}`, so the variable is left out");
                self.report.problem(Kind::Server, variable, message);
                continue;
            }
            let id = taken.claim_id(name);
            url = url.replace(&place, &format!("{{{id}}}"));
            let mut found = self.variable(variable);
            if begins == Some(name.to_owned()) {
                found.default = None;
            }
            variables.insert(id, found);
        }
        Some((url, variables))
    }

    fn variable(&mut self, node: Node<'d>) -> ServerVariable {
        let default = default_of(node);
        let mut values: Vec<String> = Vec::new();
        for value in node.list("enum").map(|value| plain_text(value.value)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if let Some(default) =
            default.as_ref().filter(|default| !values.is_empty() && !values.contains(default))
        {
            let message =
                format!("the default `{default}` is none of the values; it is taken for one of them");
            self.report.problem(Kind::Server, node, message);
            values.insert(0, default.clone());
        }
        ServerVariable {
            description: text_of(node, "description"),
            default,
            values: (!values.is_empty()).then_some(values),
        }
    }

    /// The URL of a server with the defaults of its variables; `None` for one that a client cannot know.
    fn url_with_defaults(&mut self, server: Node<'d>) -> Option<String> {
        let mut url = url_of(server)?;
        for (name, variable) in server.get("variables").into_iter().flat_map(Node::entries) {
            if let Some(default) = default_of(variable) {
                url = url.replace(&format!("{{{name}}}"), &default);
            }
        }
        let url = url.trim_end_matches('/');
        let is_absolute = ["http://", "https://"].iter().any(|scheme| {
            url.strip_prefix(scheme)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        });
        let is_plain = |c: char| !matches!(c, '{' | '}' | '?' | '#') && !c.is_whitespace() && !c.is_control();
        if is_absolute && url.chars().all(is_plain) {
            return Some(url.to_owned());
        }
        let message = format!("`{url}` is no URL that a client could call, so the client has to be told one");
        self.report.problem(Kind::Server, server, message);
        None
    }
}

fn url_of(server: Node<'_>) -> Option<String> {
    Some(server.text("url")?.trim().trim_end_matches('/').to_owned())
}

/// The default of a variable; the first of its values where it has none.
fn default_of(variable: Node<'_>) -> Option<String> {
    let default = variable.get("default").or_else(|| variable.list("enum").next());
    let default = default.map(|default| plain_text(default.value))?;
    let mut values = variable.list("enum").map(|value| plain_text(value.value));
    // A default has to be there, so who has none writes an empty one, which is none of the values. Where there is but one, it is
    // no choice either.
    match (values.next(), values.next()) {
        (Some(only), None) if default.is_empty() => Some(only),
        (Some(first), Some(_)) if default.is_empty() && !first.is_empty() => None,
        _ => Some(default),
    }
}

/// The variable that an address begins with, where that is for more than its scheme.
fn begins_with_place(url: &str) -> Option<String> {
    let (name, rest) = url.strip_prefix('{')?.split_once('}')?;
    (rest.is_empty() || rest.starts_with('/')).then(|| name.to_owned())
}

/// Whether a variable that an address begins with is for the app to fill: its default is no address.
fn is_open(server: Node<'_>, name: &str) -> bool {
    let variable = server.get("variables").and_then(|variables| variables.get(name));
    variable.is_some_and(|variable| {
        !default_of(variable)
            .is_some_and(|default| default.starts_with("http://") || default.starts_with("https://"))
    })
}
