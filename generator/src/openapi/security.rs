//! Security: the schemes of a document → ours, and the client options that hold their values.
//!
//! An option is named after its scheme: `<scheme>` for a key, `<scheme>Token` for a token, `<scheme>Username` and
//! `<scheme>Password` for basic authentication. What OAuth 2 and OpenID Connect end in is a bearer token, which the
//! app brings along; how it gets one is reported.

use indexmap::IndexMap;

use super::Import;
use super::name::{self, Taken};
use super::node::Node;
use super::report::Kind;
use super::shape::text_of;
use crate::schema::{Auth, AuthScheme, ClientOption, KeyPlace};

/// The schemes by their names in the document, with their ids.
pub(super) type Schemes<'d> = IndexMap<&'d str, (String, AuthScheme)>;

impl<'d> Import<'d, '_> {
    /// The schemes that requests can be authenticated with; their options are added to those of the client.
    pub(super) fn schemes(
        &mut self,
        root: Node<'d>,
        options: &mut IndexMap<String, ClientOption>,
        taken: &mut Taken,
    ) -> Schemes<'d> {
        let schemes = root.get("components").and_then(|components| components.get("securitySchemes"));
        let mut found = Schemes::new();
        let mut ids = Taken::default();
        for (name, scheme) in schemes.into_iter().flat_map(Node::entries) {
            let Some(scheme) = self.follow(scheme) else { continue };
            let mut option = |suffix: &str, secret: bool| {
                let base = name::camel(name);
                let base = if base.is_empty() { "auth".to_owned() } else { base };
                let ends = base.to_lowercase().ends_with(&suffix.to_lowercase());
                let id = taken.claim_id(&if ends { base } else { format!("{base}{suffix}") });
                options.insert(id.clone(), option(secret));
                id
            };
            let description = text_of(scheme, "description");
            let kind = scheme.text("type").unwrap_or_default();
            let http = scheme.text("scheme").unwrap_or_default().to_lowercase();
            let converted = match (kind, http.as_str()) {
                ("apiKey", _) => match (key_place(scheme), scheme.text("name")) {
                    (Some(place), Some(key)) => Some(AuthScheme::ApiKey {
                        place,
                        name: key.to_owned(),
                        option: option("", true),
                        description,
                    }),
                    _ => None,
                },
                ("http", "bearer") => Some(AuthScheme::Bearer { option: option("Token", true), description }),
                ("http", "basic") => Some(AuthScheme::Basic {
                    username: option("Username", false),
                    password: option("Password", true),
                    description,
                }),
                ("oauth2" | "openIdConnect", _) => {
                    let message = "how a token is fetched is left out: the app brings one along";
                    self.report.problem(Kind::Security, scheme, message);
                    Some(AuthScheme::Bearer { option: option("Token", true), description })
                }
                _ => None,
            };
            match converted {
                Some(converted) => {
                    found.insert(name, (ids.claim_id(name), converted));
                }
                None => {
                    let message = format!("the scheme `{name}` cannot be said here, so it is left out");
                    self.report.problem(Kind::Security, scheme, message);
                }
            }
        }
        found
    }
}

/// What a document or an operation needs; `None` where it does not say.
pub(super) fn security<'d>(
    import: &mut Import<'d, '_>,
    node: Node<'d>,
    schemes: &Schemes<'d>,
) -> Option<Auth> {
    let list = node.get("security").filter(|list| list.value.is_array())?;
    let mut alternatives: Vec<Vec<String>> = Vec::new();
    for requirement in list.items() {
        let mut names = Vec::new();
        let mut is_known = requirement.value.is_object();
        for (name, scopes) in requirement.entries() {
            match schemes.get(name) {
                Some((id, _)) => names.push(id.clone()),
                None => {
                    is_known = false;
                    let message = format!("there is no scheme `{name}` that can be used here");
                    import.report.problem_once(Kind::Security, scopes, message);
                }
            }
            if scopes.item(0).is_some() {
                import.report.count("scopes", scopes);
            }
        }
        if is_known && !alternatives.contains(&names) {
            alternatives.push(names);
        }
    }
    // Without authentication is what is left when nothing else is there.
    alternatives.sort_by_key(Vec::is_empty);
    Some(match alternatives.as_slice() {
        [] => Auth::All(Vec::new()),
        [only] => Auth::All(only.clone()),
        _ => Auth::AnyOf(alternatives),
    })
}

fn key_place(scheme: Node<'_>) -> Option<KeyPlace> {
    match scheme.text("in")? {
        "header" => Some(KeyPlace::Header),
        "query" => Some(KeyPlace::Query),
        "cookie" => Some(KeyPlace::Cookie),
        _ => None,
    }
}

fn option(secret: bool) -> ClientOption {
    ClientOption {
        description: None,
        required: false,
        default: None,
        example: None,
        values: None,
        must_contain: Vec::new(),
        header: None,
        secret,
    }
}
