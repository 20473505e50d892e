//! Clients: who calls, where the server is, and how a call authenticates.

use std::time::Duration;

use super::{Name, SchemeId, Text};
use crate::problem::Place;

/// A client.
#[derive(Debug)]
pub struct Client {
    /// Its name.
    pub name: Name,
    /// What it is for.
    pub description: Option<Text>,
    /// Where the server is.
    pub server: Server,
    /// The options that fill places of its URL, by name.
    pub server_variables: Vec<String>,
    /// Other servers that are known.
    pub servers: Vec<KnownServer>,
    /// What an app can set.
    pub options: Vec<ClientOption>,
    /// The schemes that its operations use, in the order in which they were first named.
    pub schemes: Vec<SchemeId>,
    /// How long a call may take.
    pub timeout: Duration,
    /// Where it is described.
    pub place: Place,
}

impl Client {
    /// The option of a name, if there is one.
    #[must_use]
    pub fn option(&self, wire: &str) -> Option<&ClientOption> {
        self.options.iter().find(|option| option.name.wire() == wire)
    }
}

/// Where a server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Server {
    /// Always there.
    Fixed(String),
    /// Where an option of the client says, with the URL that it has by default.
    Option(String, Option<String>),
}

/// A server that an app can call instead.
#[derive(Debug)]
pub struct KnownServer {
    /// Its URL.
    pub url: String,
    /// What it is for.
    pub description: Option<Text>,
}

/// Something an app can set.
#[derive(Debug)]
pub struct ClientOption {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub description: Option<Text>,
    /// Whether a client cannot be made without it.
    pub required: bool,
    /// The value it has when the app sets none.
    pub default: Option<String>,
    /// An example.
    pub example: Option<String>,
    /// The values it may have; empty when it may have any.
    pub values: Vec<String>,
    /// Words that the value has to contain.
    pub must_contain: Vec<String>,
    /// The header that carries it on every request.
    pub header: Option<String>,
    /// Whether it is a secret.
    pub secret: bool,
    /// Where it is described.
    pub place: Place,
}

/// An authentication scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub description: Option<Text>,
    /// How it works.
    pub kind: SchemeKind,
    /// What it may allow, with what that means.
    pub scopes: Vec<(String, Text)>,
    /// Where it is described.
    pub place: Place,
}

/// How a scheme works; strings that are no protocol words are names of client options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key.
    ApiKey {
        /// Where it is sent.
        place: KeyPlace,
        /// Under which name.
        name: String,
        /// The option with the key.
        option: String,
    },
    /// A bearer token (RFC 6750).
    Bearer {
        /// The option with the token.
        option: String,
    },
    /// HTTP Basic (RFC 7617).
    Basic {
        /// The option with the user name.
        username: String,
        /// The option with the password.
        password: String,
    },
    /// OAuth 2 client authentication (RFC 6749, section 2.3.1).
    OauthClient {
        /// The option with the client id.
        id: String,
        /// The option with the client secret.
        secret: String,
        /// The option with the method.
        method: String,
    },
    /// A token that is fetched.
    TokenRequest(TokenRequest),
    /// Another scheme of HTTP (RFC 9110, section 11).
    Http {
        /// The scheme.
        scheme: String,
        /// The option with what follows it.
        option: String,
    },
    /// A token that is fetched with the credentials of the client (RFC 6749, section 4.4).
    ClientCredentials {
        /// The path of the token endpoint, or its URL.
        address: String,
        /// The option with the client id.
        id: String,
        /// The option with the client secret.
        secret: String,
        /// The option with the method; HTTP Basic where there is none.
        method: Option<String>,
        /// The option with the scopes to ask for.
        scope: Option<String>,
    },
    /// A certificate that the client shows; requests carry nothing.
    MutualTls,
}

impl SchemeKind {
    /// The option that chooses how an OAuth 2 client authenticates itself.
    #[must_use]
    pub fn method(&self) -> Option<&str> {
        match self {
            Self::OauthClient { method, .. } => Some(method),
            Self::ClientCredentials { method, .. } => method.as_deref(),
            _ => None,
        }
    }

    /// The options that it takes its values from.
    #[must_use]
    pub fn options(&self) -> Vec<&str> {
        match self {
            Self::ApiKey { option, .. } | Self::Bearer { option } | Self::Http { option, .. } => vec![option],
            Self::ClientCredentials { address: _, id, secret, method, scope } => {
                [Some(id), Some(secret), method.as_ref(), scope.as_ref()]
                    .into_iter()
                    .flatten()
                    .map(String::as_str)
                    .collect()
            }
            Self::MutualTls => Vec::new(),
            Self::Basic { username, password } => vec![username, password],
            Self::OauthClient { id, secret, method } => vec![id, secret, method],
            Self::TokenRequest(request) => {
                request.fields.pairs().iter().map(|(_, option)| option.as_str()).collect()
            }
        }
    }
}

/// Where a key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    /// In a request header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// A request that fetches a token, and how the token is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// The HTTP method.
    pub method: super::Method,
    /// The path.
    pub path: String,
    /// The fields of its body.
    pub fields: TokenFields,
    /// Where the token is in the answer.
    pub token: super::ValuePath,
    /// Where its lifetime in seconds is.
    pub expires_in: Option<super::ValuePath>,
    /// Headers that are taken from claims of the token, as header and claim.
    pub claim_headers: Vec<(String, String)>,
    /// Business status values that mean that it has expired.
    pub expired: Vec<i64>,
}

/// The body of a token request, as fields and the options that fill them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenFields {
    /// As JSON.
    Json(Vec<(String, String)>),
    /// As a form.
    Form(Vec<(String, String)>),
}

impl TokenFields {
    /// The fields and the options that fill them.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        match self {
            Self::Json(pairs) | Self::Form(pairs) => pairs,
        }
    }
}
