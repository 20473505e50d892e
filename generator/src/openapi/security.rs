//! Security: the schemes of a document → ours, and the client options that hold their values.
//!
//! An option is named after its scheme: `<scheme>` for a key, `<scheme>Token` for a token, `<scheme>Username` and
//! `<scheme>Password` for basic authentication, `<scheme>ClientId` and `<scheme>ClientSecret` for client credentials.
//! What the other ways of OAuth 2 and OpenID Connect end in is a bearer token, which the app brings along; how it gets
//! one is told in the description. A scheme that has client credentials among other ways becomes two: a token that the
//! app brings along, or else one that is fetched.

use indexmap::IndexMap;

use super::Import;
use super::name::{self, Taken};
use super::node::Node;
use super::report::Kind;
use super::shape::text_of;
use crate::model::is_token;
use crate::schema::{Auth, AuthScheme, ClientOption, KeyPlace, Text};

/// The schemes by their names in the document, with their ids; of several that one has become, each is enough.
pub(super) type Schemes<'d> = IndexMap<&'d str, Vec<(String, AuthScheme)>>;

/// How many combinations one requirement may become.
const MOST_COMBINATIONS: usize = 8;

/// What a document or an operation needs.
pub(super) struct Needed {
    pub(super) auth: Auth,
    /// The scopes, by the id of their scheme.
    pub(super) scopes: IndexMap<String, Vec<String>>,
}

/// Makes the options of one scheme.
struct OptionsOf<'a> {
    base: String,
    options: &'a mut IndexMap<String, ClientOption>,
    taken: &'a mut Taken,
}

impl OptionsOf<'_> {
    fn add(&mut self, suffix: &str, secret: bool) -> String {
        let ends = self.base.to_lowercase().ends_with(&suffix.to_lowercase());
        let id =
            self.taken.claim_id(&if ends { self.base.clone() } else { format!("{}{suffix}", self.base) });
        self.options.insert(id.clone(), option(secret));
        id
    }
}

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
            let base = name::camel(name);
            let base = if base.is_empty() { "auth".to_owned() } else { base };
            let mut options = OptionsOf { base, options, taken };
            let fetched = self.fetched_beside(scheme, &mut options);
            match self.scheme(scheme, &mut options) {
                Some(converted) => {
                    let mut schemes = vec![(ids.claim_id(name), converted)];
                    let id = format!("{name}ClientCredentials");
                    schemes.extend(fetched.map(|fetched| (ids.claim_id(&id), fetched)));
                    found.insert(name, schemes);
                }
                None => {
                    let message = format!("the scheme `{name}` is none that is known, so it is left out");
                    self.report.problem(Kind::Security, scheme, message);
                }
            }
        }
        found
    }

    fn scheme(&mut self, scheme: Node<'d>, options: &mut OptionsOf<'_>) -> Option<AuthScheme> {
        let description = text_of(scheme, "description");
        match scheme.text("type")? {
            "apiKey" => Some(AuthScheme::ApiKey {
                place: key_place(scheme)?,
                name: scheme.text("name")?.to_owned(),
                option: options.add("", true),
                description,
            }),
            "http" => Some(self.http(scheme, description, options)),
            "oauth2" => Some(self.oauth(scheme, description, options)),
            "openIdConnect" => {
                let url = scheme.text("openIdConnectUrl").unwrap_or_default();
                let fact = format!("OpenID Connect, described at {}.", quoted(url));
                Some(bearer(options, described(description, &[fact]), IndexMap::new()))
            }
            "mutualTLS" => Some(AuthScheme::MutualTls { description }),
            _ => None,
        }
    }

    fn http(
        &mut self,
        scheme: Node<'d>,
        description: Option<Text>,
        options: &mut OptionsOf<'_>,
    ) -> AuthScheme {
        let word = scheme.text("scheme").unwrap_or_default();
        match word.to_lowercase().as_str() {
            "bearer" => {
                let format =
                    scheme.text("bearerFormat").map(|format| format!("The token is a {}.", quoted(format)));
                bearer(options, described(description, format.as_slice()), IndexMap::new())
            }
            "basic" => AuthScheme::Basic {
                username: options.add("Username", false),
                password: options.add("Password", true),
                description,
            },
            // What is no word cannot be sent as one; the app then gives the whole header.
            _ if !is_token(word) => {
                let message = format!("`{word}` is no scheme of HTTP, so the app gives the whole header");
                self.report.problem(Kind::Security, scheme, message);
                AuthScheme::ApiKey {
                    place: KeyPlace::Header,
                    name: "Authorization".to_owned(),
                    option: options.add("Authorization", true),
                    description,
                }
            }
            _ => AuthScheme::Http {
                scheme: word.to_owned(),
                option: options.add("Credentials", true),
                description,
            },
        }
    }

    /// Client credentials where there is no other way; else a token that the app brings along.
    fn oauth(
        &mut self,
        scheme: Node<'d>,
        description: Option<Text>,
        options: &mut OptionsOf<'_>,
    ) -> AuthScheme {
        let flows = flows(scheme);
        if let [("clientCredentials", flow)] = flows.as_slice() {
            match self.client_credentials(*flow, description.clone(), options) {
                Some(fetched) => return fetched,
                None => {
                    let message =
                        "the token URL is none that a client could ask; the app brings a token along";
                    self.report.problem(Kind::Security, *flow, message);
                }
            }
        }
        let scopes = scopes_of(flows.iter().map(|(_, flow)| *flow));
        let facts: Vec<String> = flows.iter().map(|(name, flow)| flow_fact(name, *flow)).collect();
        bearer(options, described(description, &facts), scopes)
    }
}

impl<'d> Import<'d, '_> {
    /// Client credentials that a scheme has besides other ways to get a token.
    fn fetched_beside(&mut self, scheme: Node<'d>, options: &mut OptionsOf<'_>) -> Option<AuthScheme> {
        if scheme.text("type") != Some("oauth2") {
            return None;
        }
        let flows = flows(scheme);
        let (_, flow) =
            flows.iter().find(|(name, _)| *name == "clientCredentials").filter(|_| flows.len() > 1)?;
        let fetched = self.client_credentials(*flow, text_of(scheme, "description"), options);
        if fetched.is_none() {
            let message = "the token URL is none that a client could ask; the app brings a token along";
            self.report.problem(Kind::Security, *flow, message);
        }
        fetched
    }

    /// A token that is fetched; `None` where the document does not say from where.
    fn client_credentials(
        &mut self,
        flow: Node<'d>,
        description: Option<Text>,
        options: &mut OptionsOf<'_>,
    ) -> Option<AuthScheme> {
        let url = flow.text("tokenUrl").map(str::trim).filter(|url| is_address(url))?;
        if flow.has("refreshUrl") {
            self.report.count("refresh URLs of client credentials", flow);
        }
        Some(AuthScheme::ClientCredentials {
            token_url: url.to_owned(),
            id: options.add("ClientId", false),
            secret: options.add("ClientSecret", true),
            method: None,
            scope: Some(options.add("Scope", false)),
            scopes: scopes_of([flow]),
            description,
        })
    }
}

/// The ways of OAuth 2 to get a token that a scheme knows.
fn flows(scheme: Node<'_>) -> Vec<(&str, Node<'_>)> {
    let flows = scheme.get("flows").into_iter().flat_map(Node::entries);
    flows.filter(|(name, _)| !name.starts_with("x-")).collect()
}

/// The scopes of some flows; one without a text says its name.
fn scopes_of<'d>(flows: impl IntoIterator<Item = Node<'d>>) -> IndexMap<String, Text> {
    let mut scopes = IndexMap::new();
    for (scope, text) in flows.into_iter().flat_map(|flow| flow.get("scopes")).flat_map(Node::entries) {
        let text = text.value.as_str().map(str::trim).filter(|text| !text.is_empty()).unwrap_or(scope);
        scopes.entry(scope.to_owned()).or_insert_with(|| Text::One(text.to_owned()));
    }
    scopes
}

/// The scopes that a token which is fetched can have; `None` where nobody says, or another one is brought along.
fn known_scopes(scheme: &AuthScheme) -> Option<&IndexMap<String, Text>> {
    match scheme {
        AuthScheme::ClientCredentials { scopes, .. } if !scopes.is_empty() => Some(scopes),
        _ => None,
    }
}

/// What a document or an operation needs; `None` where it does not say.
pub(super) fn security<'d>(
    import: &mut Import<'d, '_>,
    node: Node<'d>,
    schemes: &Schemes<'d>,
) -> Option<Needed> {
    let list = node.get("security").filter(|list| list.value.is_array())?;
    let mut alternatives: Vec<Vec<String>> = Vec::new();
    let mut needed: IndexMap<String, Vec<String>> = IndexMap::new();
    for requirement in list.items() {
        let mut combinations: Vec<Vec<String>> = vec![Vec::new()];
        let mut is_known = requirement.value.is_object();
        let mut scopes_of: Vec<(&String, Node<'d>)> = Vec::new();
        for (name, scopes) in requirement.entries() {
            let Some(found) = schemes.get(name) else {
                is_known = false;
                let message = format!("there is no scheme `{name}` that can be used here");
                import.report.problem_once(Kind::Security, scopes, message);
                continue;
            };
            let able: Vec<&String> =
                found.iter().filter(|(_, scheme)| can_have(scheme, scopes)).map(|(id, _)| id).collect();
            let able = if combinations.len() * able.len() > MOST_COMBINATIONS { &able[..1] } else { &able };
            combinations = combinations
                .iter()
                .flat_map(|names| able.iter().map(|id| names.iter().chain([*id]).cloned().collect()))
                .collect();
            scopes_of.extend(able.iter().map(|id| (*id, scopes)));
        }
        if !is_known {
            continue;
        }
        for (id, scopes) in scopes_of {
            let known = needed.entry(id.clone()).or_default();
            for scope in scopes.items().filter_map(|scope| scope.value.as_str()) {
                if !known.iter().any(|known| known == scope) {
                    known.push(scope.to_owned());
                }
            }
        }
        for names in combinations {
            if !alternatives.contains(&names) {
                alternatives.push(names);
            }
        }
    }
    needed.retain(|_, scopes| !scopes.is_empty());
    // Without authentication is what is left when nothing else is there.
    alternatives.sort_by_key(Vec::is_empty);
    let auth = match alternatives.as_slice() {
        [] => Auth::All(Vec::new()),
        [only] => Auth::All(only.clone()),
        _ => Auth::AnyOf(alternatives),
    };
    Some(Needed { auth, scopes: needed })
}

/// Whether a token of a scheme can have all scopes of a list. One that is brought along can.
fn can_have(scheme: &AuthScheme, scopes: Node<'_>) -> bool {
    let mut needed = scopes.items().filter_map(|scope| scope.value.as_str());
    known_scopes(scheme).is_none_or(|known| needed.all(|scope| known.contains_key(scope)))
}

fn bearer(
    options: &mut OptionsOf<'_>,
    description: Option<Text>,
    scopes: IndexMap<String, Text>,
) -> AuthScheme {
    AuthScheme::Bearer { option: options.add("Token", true), scopes, description }
}

/// How a token is had, in words.
fn flow_fact(name: &str, flow: Node<'_>) -> String {
    let urls = [
        ("authorizationUrl", "authorization URL"),
        ("tokenUrl", "token URL"),
        ("refreshUrl", "refresh URL"),
        ("deviceAuthorizationUrl", "device authorization URL"),
    ];
    let urls = urls.iter().filter_map(|(key, what)| Some(format!("{what} {}", quoted(flow.text(key)?))));
    let urls = urls.collect::<Vec<_>>().join(", ");
    let gap = if urls.is_empty() { "" } else { ": " };
    format!("OAuth 2, flow {}{gap}{urls}.", quoted(name))
}

/// A description with further facts below it.
fn described(description: Option<Text>, facts: &[String]) -> Option<Text> {
    let facts = facts.join("\n\n");
    match description {
        Some(Text::One(text)) if !facts.is_empty() => Some(Text::One(format!("{text}\n\n{facts}"))),
        None if !facts.is_empty() => Some(Text::One(facts)),
        description => description,
    }
}

fn quoted(text: &str) -> String {
    format!("`{}`", text.replace(['`', '\n', '\r'], " "))
}

/// Whether a token can be fetched there: a path of the server, or a URL.
fn is_address(url: &str) -> bool {
    let is_begun = ["/", "https://", "http://"].iter().any(|start| url.starts_with(start));
    is_begun && !url.contains(['?', '#']) && !url.chars().any(|c| c.is_whitespace() || c.is_control())
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
