//! The API file: `api.yaml`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Auth, Text};

/// What holds for the whole API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(title = "Bindery API")]
pub struct Api {
    /// The version of this format: `1`.
    pub bindery: u32,
    /// A title for people.
    pub title: Text,
    /// What the API is for, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// The version of the API.
    pub version: String,
    /// The locales in which it is described; the first is the default and every text has to be there in it.
    pub locales: Vec<String>,
    /// Whether a text has to be there in every locale.
    #[serde(default)]
    pub translations: Translations,
    /// The clients: who calls, how they are set up and how they authenticate.
    #[serde(deserialize_with = "super::unique::map")]
    pub clients: IndexMap<String, Client>,
    /// The groups of endpoints, in the order in which they are shown; each is a folder in `endpoints/`.
    #[serde(deserialize_with = "super::unique::map")]
    pub groups: IndexMap<String, Group>,
    /// The authentication schemes.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub auth: IndexMap<String, AuthScheme>,
    /// Headers that every request carries.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub headers: IndexMap<String, String>,
    /// What every JSON answer has around its data, and how it tells success from failure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
    /// How results come in pages.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub pagination: IndexMap<String, Pagination>,
    /// How calls that can be repeated are repeated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry: Option<Retry>,
    /// How things are called that have no name of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming: Option<Naming>,
    /// Settings of the targets.
    #[serde(default)]
    pub targets: Targets,
}

/// Whether a text has to be there in every locale.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Translations {
    /// It has to: one that is missing is an error.
    #[default]
    Complete,
    /// It can be missing in other locales than the default one: that is reported, and the default locale's is shown.
    Partial,
}

impl Translations {
    /// Whether every text has to be there in every locale.
    #[must_use]
    pub fn is_complete(self) -> bool {
        self == Self::Complete
    }
}

/// A client: an object that has endpoints as methods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Client {
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// Where the server is.
    pub server: Server,
    /// Other servers that are known, for people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<KnownServer>,
    /// What an app can set when it makes a client.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub options: IndexMap<String, ClientOption>,
    /// The authentication of its endpoints, unless they say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth: Option<Auth>,
    /// How long a call may take, as in `10s`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<String>,
}

/// Where a server is: a URL, or the client option that holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Server {
    /// The URL, without a slash at its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The client option that holds the URL; `url` is then the value it has by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// What stands in braces in `url`, by name; an app can set each of them when it makes a client.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub variables: IndexMap<String, ServerVariable>,
}

/// A part of a server's URL that an app can set.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ServerVariable {
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// The value it has when the app sets none; without one, a client cannot be made without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The values it may have.
    #[serde(rename = "enum", default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
}

/// A server that an app can call instead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct KnownServer {
    /// The URL, without a slash at its end.
    pub url: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

/// Something an app can set when it makes a client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClientOption {
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// Whether a client cannot be made without it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// The value it has when the app sets none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// An example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// The values it may have.
    #[serde(rename = "enum", default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
    /// Words, separated by spaces, that the value has to contain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub must_contain: Vec<String>,
    /// The request header that carries it on every call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// Whether it is a secret: a client never prints it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub secret: bool,
}

/// A group of endpoints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Group {
    /// A title for people.
    pub title: Text,
    /// What its endpoints have in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

/// An authentication scheme. Values come from the options of the client.
#[allow(clippy::large_enum_variant, reason = "an API has a handful of schemes")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum AuthScheme {
    /// A key in a header, in the query or in a cookie.
    ApiKey {
        /// Where the key is sent.
        #[serde(rename = "in")]
        place: KeyPlace,
        /// The name of the header, query parameter or cookie.
        name: String,
        /// The client option with the key.
        option: String,
        /// What the scheme is, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Text>,
    },
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer {
        /// The client option with the token.
        option: String,
        /// What a token may be allowed to do: scopes, and what each of them means.
        #[serde(
            default,
            deserialize_with = "super::unique::map",
            skip_serializing_if = "IndexMap::is_empty"
        )]
        scopes: IndexMap<String, Text>,
        /// What the scheme is, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Text>,
    },
    /// `Authorization: <scheme> …` with another scheme of HTTP (RFC 9110, section 11), such as `Digest`.
    Http {
        /// The scheme, as it is sent.
        scheme: String,
        /// The client option with what follows the scheme.
        option: String,
        /// What the scheme is, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Text>,
    },
    /// A token is fetched with the credentials of the client (OAuth 2, RFC 6749, section 4.4), kept, shared and renewed, and sent
    /// as a bearer token.
    ClientCredentials {
        /// The path of the token endpoint, or its whole URL.
        token_url: String,
        /// The client option with the client id.
        id: String,
        /// The client option with the client secret.
        secret: String,
        /// The client option that says how the client authenticates itself, as in `oauthClient`; without one it does so by HTTP
        /// Basic.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<String>,
        /// The client option with the scopes that are asked for, separated by spaces.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope: Option<String>,
        /// The scopes that there are, and what each of them means.
        #[serde(
            default,
            deserialize_with = "super::unique::map",
            skip_serializing_if = "IndexMap::is_empty"
        )]
        scopes: IndexMap<String, Text>,
        /// What the scheme is, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Text>,
    },
    /// The client shows a certificate when it connects. That is a matter of the HTTP client; requests carry nothing.
    #[serde(rename = "mutualTLS")]
    MutualTls {
        /// What the scheme is, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Text>,
    },
    /// `Authorization: Basic …` (RFC 7617).
    Basic {
        /// The client option with the user name.
        username: String,
        /// The client option with the password.
        password: String,
        /// What the scheme is, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Text>,
    },
    /// The client of an OAuth 2 token endpoint authenticates itself (RFC 6749, section 2.3.1): `client_id` and
    /// `client_secret` in the body, HTTP Basic, or the id alone.
    OauthClient {
        /// The client option with the client id.
        id: String,
        /// The client option with the client secret.
        secret: String,
        /// The client option that says how: `client_secret_post`, `client_secret_basic` or `none`.
        method: String,
        /// What the scheme is, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Text>,
    },
    /// A token is fetched with a request of its own, kept, shared and renewed, and sent as a bearer token.
    TokenRequest {
        /// The HTTP method and path of the request.
        http: String,
        /// The JSON fields of the request, from the name of the field to the client option.
        #[serde(
            default,
            deserialize_with = "super::unique::map",
            skip_serializing_if = "IndexMap::is_empty"
        )]
        body: IndexMap<String, String>,
        /// The form fields of the request, instead of `body`, from the name of the field to the client option.
        #[serde(
            default,
            deserialize_with = "super::unique::map",
            skip_serializing_if = "IndexMap::is_empty"
        )]
        form: IndexMap<String, String>,
        /// Where the token is in the answer, as in `data.access_token`.
        token: String,
        /// Where the lifetime of the token, in seconds, is in the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_in: Option<String>,
        /// Headers that go with the token, from the name of the header to the claim of the token (a JWT, RFC 7519)
        /// that it is taken from.
        #[serde(
            default,
            deserialize_with = "super::unique::map",
            skip_serializing_if = "IndexMap::is_empty"
        )]
        claim_headers: IndexMap<String, String>,
        /// Business status values that mean that the token has expired, besides HTTP 401.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        expired: Vec<i64>,
        /// What the scheme is, for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Text>,
    },
}

/// Where an API key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum KeyPlace {
    /// In a request header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// What every JSON answer has around its data. A success without these fields is no failure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Envelope {
    /// The field with the business status.
    pub status: String,
    /// The values of that field that mean success.
    pub success: Vec<i64>,
    /// The field with the detailed error code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The field with the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The field with the id of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The field with the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
}

/// How results come in pages. Places inside bodies are written with dots, as in `data.list`; without `items` the answer itself is
/// the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "style", rename_all = "camelCase", deny_unknown_fields)]
pub enum Pagination {
    /// A page number and a page size.
    PageNumber {
        /// The parameter with the page number; a query parameter or a place in the body.
        page: String,
        /// The number of the first page: 0, or 1 where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first: Option<u64>,
        /// The parameter with the page size; a query parameter or a place in the body.
        limit: String,
        /// Where the items are in the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        items: Option<String>,
        /// Where the number of all items is in the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<String>,
    },
    /// The number of items to skip and a page size.
    Offset {
        /// The parameter with the number of items to skip; a query parameter or a place in the body.
        offset: String,
        /// The parameter with the page size; a query parameter or a place in the body.
        limit: String,
        /// Where the items are in the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        items: Option<String>,
        /// Where the number of all items is in the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<String>,
    },
    /// A mark in each answer with which the next page is asked for.
    Cursor {
        /// The parameter with the mark; a query parameter or a place in the body.
        cursor: String,
        /// Where the mark of the next page is in the answer.
        next: String,
        /// The parameter with the page size; a query parameter or a place in the body.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<String>,
        /// Where the items are in the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        items: Option<String>,
    },
    /// The address of the next page in each answer.
    NextLink {
        /// Where the address of the next page is in the answer.
        next: String,
        /// Where the items are in the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        items: Option<String>,
    },
    /// The address of the next page in the header `Link` of each answer.
    LinkHeader {
        /// Where the items are in the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        items: Option<String>,
    },
}

/// How calls that can be repeated are repeated: exponential backoff with full jitter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Retry {
    /// How often a call is tried in all.
    pub attempts: u32,
    /// The longest wait before the second attempt, as in `200ms`; it doubles with each further one.
    pub base_delay: String,
    /// The longest wait there is, as in `10s`.
    pub max_delay: String,
}

/// How things are called that have no name of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Naming {
    /// The type of a body whose fields are written in place; `{}` is the endpoint's name. `{}Request` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The type of an answer that is written in place; `{}` is the endpoint's name. `{}Answer` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

/// Settings of the targets.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Targets {
    /// The Rust crate.
    #[serde(default)]
    pub rust: RustTarget,
    /// The pages.
    #[serde(default)]
    pub markdown: MarkdownTarget,
}

/// Settings of the Rust crate.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RustTarget {
    /// The name of the crate; the name of the spec's folder by default.
    #[serde(rename = "crate", default, skip_serializing_if = "Option::is_none")]
    pub krate: Option<String>,
    /// The version of the crate; `0.1.0` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The SPDX expression of the crate's licence; `MIT OR Apache-2.0` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The repository of the crate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
}

/// Settings of the pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct MarkdownTarget {
    /// Where the spec can be read, as in `https://example.com/shop/blob/main/schema/{file}`: every page of an endpoint links to the
    /// file that describes it, whose path below the spec's folder takes the place of `{file}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Options of clients that samples in other languages than Rust set beside those that a call needs: a client of another maker
    /// may ask for more than the API does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    /// The Java samples: left out, there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub java: Option<JavaSamples>,
    /// The Node.js samples: left out, there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<ClientSamples>,
    /// The Go samples: left out, there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go: Option<ClientSamples>,
    /// The Python samples: left out, there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub python: Option<ClientSamples>,
    /// The PHP samples: left out, there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub php: Option<ClientSamples>,
    /// The C# samples: left out, there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csharp: Option<ClientSamples>,
}

/// What a Java sample has to know about the Java client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct JavaSamples {
    /// The package of the Java client, as in `cn.authing.sdk.java`.
    pub package: String,
}

/// What a sample has to know about the client in its language.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClientSamples {
    /// What is imported: the package of Node.js or Python, the module of Go, the namespace of PHP or C#. The name of the API
    /// by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<String>,
    /// The classes of the clients, where they are called otherwise than the clients.
    #[serde(default, deserialize_with = "super::unique::map", skip_serializing_if = "IndexMap::is_empty")]
    pub classes: IndexMap<String, String>,
    /// How methods are spelled, where it is not the way that is usual in the language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<MethodCase>,
}

/// How the methods of a client are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MethodCase {
    /// `bindPhone`.
    Camel,
    /// `BindPhone`.
    Pascal,
    /// `bind_phone`.
    Snake,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
