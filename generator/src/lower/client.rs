//! Clients, their options, and the authentication schemes.

use std::time::Duration;

use indexmap::IndexMap;

use super::{Context, unknown};
use crate::model::{self, Name, Scheme, SchemeKind, TokenFields, TokenRequest, ValuePath};
use crate::problem::{Place, Problem};
use crate::schema::{AuthScheme, Client, ClientOption, KeyPlace};

/// How long a call may take where the spec says nothing.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

impl Context<'_> {
    /// Lowers a client. Its schemes are filled in when the operations are known.
    pub(super) fn client(&mut self, name: String, client: Client, place: Place) -> model::Client {
        // `auth` is lowered with the operations that it serves.
        let Client { description, server, servers, options, auth: _, timeout } = client;
        let mut options = self.options(options, &place.key("options"));
        let servers = self.known_servers(servers, server.option.is_some(), &place.key("servers"));
        let (server, server_variables) = self.server(server, &mut options, &place.key("server"));
        let timeout = timeout
            .and_then(|timeout| self.duration(&timeout, &place.key("timeout")))
            .unwrap_or(DEFAULT_TIMEOUT);
        model::Client {
            description: self.text_at(description, &place, "description"),
            server,
            server_variables,
            servers,
            options,
            schemes: Vec::new(),
            timeout,
            name: Name::new(name),
            place,
        }
    }

    /// Reads a duration like `10s`.
    pub(super) fn duration(&mut self, text: &str, place: &Place) -> Option<Duration> {
        let duration = humantime::parse_duration(text);
        if duration.is_err() {
            self.problems.push(
                Problem::error(place, format!("`{text}` is no duration"))
                    .help("write a number and a unit, as in `250ms`, `10s` or `2m`"),
            );
        }
        duration.ok()
    }

    pub(super) fn known_option(&mut self, name: &str, options: &[model::ClientOption], place: &Place) {
        let known: Vec<&str> = options.iter().map(|option| option.name.wire()).collect();
        if !known.contains(&name) {
            self.problems.push(unknown("client option", name, &known, place));
        }
    }

    fn options(
        &mut self,
        options: IndexMap<String, ClientOption>,
        place: &Place,
    ) -> Vec<model::ClientOption> {
        options
            .into_iter()
            .map(|(name, option)| {
                let place = place.key(&name);
                self.option(name, option, place)
            })
            .collect()
    }

    fn option(&mut self, name: String, option: ClientOption, place: Place) -> model::ClientOption {
        let ClientOption { description, required, default, example, values, must_contain, header, secret } =
            option;
        let values = values.unwrap_or_default();
        if let Some(default) = &default {
            if required {
                self.problems.push(
                    Problem::error(&place.key("default"), "it is required, so its default is never used")
                        .help("take out `required` or `default`"),
                );
            }
            if !values.is_empty() && !values.contains(default) {
                self.error(&place.key("default"), format!("the default `{default}` is not in `enum`"));
            }
            for word in must_contain.iter().filter(|word| !default.split(' ').any(|part| part == *word)) {
                self.error(&place.key("default"), format!("the default does not contain `{word}`"));
            }
        }
        model::ClientOption {
            description: self.text_at(description, &place, "description"),
            required,
            default,
            example,
            values,
            must_contain,
            header,
            secret,
            name: Name::new(name),
            place,
        }
    }

    /// Lowers a scheme. Which options a client has is checked where the two meet, in `check`.
    pub(super) fn scheme(&mut self, name: String, scheme: AuthScheme, place: Place) -> Option<Scheme> {
        let mut allowed = IndexMap::new();
        let (kind, description) = match scheme {
            AuthScheme::ApiKey { place, name, option, description } => {
                (SchemeKind::ApiKey { place: key_place(place), name, option }, description)
            }
            AuthScheme::Bearer { option, scopes, description } => {
                allowed = scopes;
                (SchemeKind::Bearer { option }, description)
            }
            AuthScheme::Http { scheme, option, description } => {
                self.http_scheme(&scheme, &place);
                (SchemeKind::Http { scheme, option }, description)
            }
            AuthScheme::ClientCredentials { token_url, id, secret, method, scope, scopes, description } => {
                if !token_url.starts_with('/') {
                    self.server_url(&token_url, &place.key("tokenUrl"));
                }
                allowed = scopes;
                (SchemeKind::ClientCredentials { address: token_url, id, secret, method, scope }, description)
            }
            AuthScheme::MutualTls { description } => (SchemeKind::MutualTls, description),
            AuthScheme::Basic { username, password, description } => {
                (SchemeKind::Basic { username, password }, description)
            }
            AuthScheme::OauthClient { id, secret, method, description } => {
                (SchemeKind::OauthClient { id, secret, method }, description)
            }
            AuthScheme::TokenRequest {
                http,
                body,
                form,
                token,
                expires_in,
                claim_headers,
                expired,
                description,
            } => {
                let (method, path) = self.http(&http, &place.key("http"))?;
                let fields = self.token_fields(body, form, &place);
                let request = TokenRequest {
                    method,
                    path: path.to_string(),
                    fields,
                    token: ValuePath::new(&token),
                    expires_in: expires_in.as_deref().map(ValuePath::new),
                    claim_headers: claim_headers.into_iter().collect(),
                    expired,
                };
                (SchemeKind::TokenRequest(request), description)
            }
        };
        let scopes = allowed.into_iter().map(|(scope, text)| {
            let place = place.key("scopes").key(&scope);
            (scope, self.text(text, &place))
        });
        Some(Scheme {
            scopes: scopes.collect(),
            description: self.text_at(description, &place, "description"),
            kind,
            name: Name::new(name),
            place,
        })
    }

    /// A scheme of HTTP is a word (RFC 9110, section 5.6.2), or it would not end where it should.
    fn http_scheme(&mut self, scheme: &str, place: &Place) {
        if !model::is_token(scheme) {
            self.problems.push(
                Problem::error(&place.key("scheme"), format!("`{scheme}` is no scheme of HTTP"))
                    .help("it is one word, as in `Digest`"),
            );
        }
    }

    fn token_fields(
        &mut self,
        body: IndexMap<String, String>,
        form: IndexMap<String, String>,
        place: &Place,
    ) -> TokenFields {
        if !body.is_empty() && !form.is_empty() {
            self.error(&place.key("form"), "a request has one body, and this has two");
        }
        if form.is_empty() {
            TokenFields::Json(body.into_iter().collect())
        } else {
            TokenFields::Form(form.into_iter().collect())
        }
    }
}

fn key_place(place: KeyPlace) -> model::KeyPlace {
    match place {
        KeyPlace::Header => model::KeyPlace::Header,
        KeyPlace::Query => model::KeyPlace::Query,
        KeyPlace::Cookie => model::KeyPlace::Cookie,
    }
}
