//! Servers: URLs, and the variables in them, which become options of the client.

use indexmap::IndexMap;

use super::Context;
use crate::model::{self, ClientOption, Name};
use crate::problem::{Place, Problem};
use crate::schema::{KnownServer, Server, ServerVariable};

impl Context<'_> {
    /// Lowers a server, and says which options fill its URL; they are added to those of the client.
    pub(super) fn server(
        &mut self,
        server: Server,
        options: &mut Vec<ClientOption>,
        place: &Place,
    ) -> (model::Server, Vec<String>) {
        let Server { url, option, variables } = server;
        if let Some(url) = &url {
            // A default need not be fit for a URL: what stands in the path is encoded.
            if is_begun(url) || is_begun(&with_defaults(url, &variables)) {
                self.rest_of_url(url, &place.key("url"));
            } else {
                self.server_url(url, &place.key("url"));
            }
            self.places(url, &variables, place);
        } else if !variables.is_empty() {
            self.error(&place.key("variables"), "`variables` are parts of `url`, and there is none");
        }
        if let Some(option) = &option {
            self.known_option(option, options, &place.key("option"));
        }
        let names = variables.keys().cloned().collect();
        for (name, variable) in variables {
            let place = place.key("variables").key(&name);
            if options.iter().any(|option| option.name.wire() == name) {
                self.problems.push(
                    Problem::error(&place, format!("the client has an option `{name}` already")).at_key(),
                );
                continue;
            }
            let option = self.variable(name, variable, place);
            options.push(option);
        }
        let server = match (url, option) {
            (url, Some(option)) => model::Server::Option(option, url),
            (Some(url), None) => model::Server::Fixed(url),
            (None, None) => {
                self.error(place, "there is neither `url` nor `option`");
                model::Server::Fixed(String::new())
            }
        };
        (server, names)
    }

    fn variable(&mut self, name: String, variable: ServerVariable, place: Place) -> ClientOption {
        let ServerVariable { description, default, values } = variable;
        let values = values.unwrap_or_default();
        if let Some(default) =
            default.as_ref().filter(|default| !values.is_empty() && !values.contains(default))
        {
            self.error(&place.key("default"), format!("the default `{default}` is not in `enum`"));
        }
        ClientOption {
            description: self.text_at(description, &place, "description"),
            required: default.is_none(),
            example: default.clone().or_else(|| values.first().cloned()),
            default,
            values,
            must_contain: Vec::new(),
            header: None,
            secret: false,
            name: Name::new(name),
            place,
        }
    }

    /// Every place of a URL has a variable, and every variable a place.
    fn places(&mut self, url: &str, variables: &IndexMap<String, ServerVariable>, place: &Place) {
        let mut places = Vec::new();
        let mut rest = url;
        while let Some((_, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            places.push(name);
            rest = after;
        }
        for name in places.iter().filter(|name| !variables.contains_key(**name)) {
            self.problems.push(
                Problem::error(
                    &place.key("url"),
                    format!("the URL has `{{{name}}}`, and there is no such variable"),
                )
                .help(format!("describe `{name}` under `variables`")),
            );
        }
        for name in variables.keys().filter(|name| !places.contains(&name.as_str())) {
            let place = place.key("variables").key(name);
            self.problems.push(
                Problem::error(&place, format!("the variable `{name}` has no place in the URL"))
                    .at_key()
                    .help(format!("write `{{{name}}}` into `url`")),
            );
        }
    }

    /// Reports a URL that no client could call.
    pub(super) fn server_url(&mut self, url: &str, place: &Place) {
        if is_begun(url) {
            self.rest_of_url(url, place);
        } else {
            self.error(place, "the URL does not begin with `https://` or `http://`");
        }
    }

    fn rest_of_url(&mut self, url: &str, place: &Place) {
        if url.contains(['?', '#']) || url.chars().any(|c| c.is_whitespace() || c.is_control()) {
            self.error(place, "the URL of a server has a host and a path, and nothing else");
        }
    }

    /// Lowers other servers. They are no use where an app cannot choose one.
    pub(super) fn known_servers(
        &mut self,
        servers: Vec<KnownServer>,
        can_choose: bool,
        place: &Place,
    ) -> Vec<model::KnownServer> {
        if !servers.is_empty() && !can_choose {
            self.problems.push(
                Problem::error(place, "an app has no way to choose one of these servers")
                    .at_key()
                    .help("say with `option` of `server` which client option holds the URL"),
            );
        }
        let mut known = Vec::with_capacity(servers.len());
        for (index, KnownServer { url, description }) in servers.into_iter().enumerate() {
            let place = place.index(index);
            self.server_url(&url, &place.key("url"));
            known.push(model::KnownServer {
                description: self.text_at(description, &place, "description"),
                url,
            });
        }
        known
    }
}

/// Whether a URL begins with a scheme of the web.
pub(super) fn is_begun(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// A URL with the default, or any value, in each place. What a URL begins with is the scheme, or the whole before its path.
fn with_defaults(url: &str, variables: &IndexMap<String, ServerVariable>) -> String {
    variables.iter().fold(url.to_owned(), |url, (name, variable)| {
        let first = variable.values.iter().flatten().next();
        let is_whole = url
            .strip_prefix(&format!("{{{name}}}"))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let any = if is_whole { "https://example.com" } else { "https" };
        let value = variable.default.as_ref().or(first).map_or(any, String::as_str);
        url.replace(&format!("{{{name}}}"), value)
    })
}
