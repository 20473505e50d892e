//! The objects of OpenAPI 3.0 to 3.2, and what becomes of their keywords.

use crate::openapi::report::Kind;

/// A kind of object.
pub(super) struct Object {
    /// What problems call it.
    pub(super) name: &'static str,
    /// Keywords that are read elsewhere in the import, which reports what is wrong with them.
    pub(super) read: &'static [&'static str],
    /// Keywords for people or other tools that are not carried over, and what notes call them.
    pub(super) notes: &'static [(&'static str, &'static str)],
    /// Keywords that change requests or values and are not supported, and what they are about.
    pub(super) warnings: &'static [(&'static str, Kind)],
    /// Keywords whose values are objects of a known kind.
    pub(super) below: &'static [(&'static str, Below)],
    /// Whether other keywords are reported elsewhere.
    pub(super) is_open: bool,
}

/// The objects below a keyword.
pub(super) enum Below {
    /// The value.
    One(&'static Object),
    /// The values of a map, or the items of a list.
    Each(&'static Object),
}

const EMPTY: Object =
    Object { name: "an object", read: &[], notes: &[], warnings: &[], below: &[], is_open: false };

const DOCUMENTATION: &str = "links to other documentation";

pub(super) static DOCUMENT: Object = Object {
    name: "a document",
    // Webhooks are reported one by one, where the operations are looked for.
    read: &[
        "components",
        "info",
        "openapi",
        "paths",
        "security",
        "servers",
        "tags",
        "webhooks",
        "x-webhooks",
    ],
    notes: &[
        ("$self", "addresses of documents"),
        ("externalDocs", DOCUMENTATION),
        ("jsonSchemaDialect", "dialects of schemas"),
    ],
    below: &[("info", Below::One(&INFO)), ("servers", Below::Each(&SERVER)), ("tags", Below::Each(&TAG))],
    ..EMPTY
};

static INFO: Object = Object {
    name: "`info`",
    read: &["description", "title", "version"],
    notes: &[
        ("contact", "contacts"),
        ("license", "licences"),
        ("summary", "summaries of documents"),
        ("termsOfService", "terms of service"),
    ],
    ..EMPTY
};

static SERVER: Object = Object {
    name: "a server",
    read: &["description", "url", "variables"],
    notes: &[("name", "names of servers")],
    below: &[("variables", Below::Each(&VARIABLE))],
    ..EMPTY
};

static VARIABLE: Object =
    Object { name: "a server variable", read: &["default", "description", "enum"], ..EMPTY };

static TAG: Object = Object {
    name: "a tag",
    read: &["description", "name", "x-displayName"],
    notes: &[
        ("externalDocs", DOCUMENTATION),
        ("kind", "kinds of tags"),
        ("parent", "parents of tags"),
        ("summary", "summaries of tags"),
    ],
    ..EMPTY
};

pub(super) static COMPONENTS: Object = Object {
    name: "`components`",
    read: &[
        "callbacks",
        "examples",
        "headers",
        "links",
        "mediaTypes",
        "parameters",
        "pathItems",
        "requestBodies",
        "responses",
        "schemas",
        "securitySchemes",
    ],
    below: &[("securitySchemes", Below::Each(&SECURITY_SCHEME))],
    ..EMPTY
};

/// What is not a method here is reported where the operations are looked for.
pub(super) static PATH_ITEM: Object = Object {
    name: "a path",
    notes: &[("summary", "summaries of paths")],
    below: &[("parameters", Below::Each(&PARAMETER)), ("servers", Below::Each(&SERVER))],
    is_open: true,
    ..EMPTY
};

pub(super) static OPERATION: Object = Object {
    name: "an operation",
    read: &[
        "deprecated",
        "description",
        "operationId",
        "parameters",
        "requestBody",
        "responses",
        "security",
        "servers",
        "summary",
        "tags",
    ],
    notes: &[("callbacks", "callbacks"), ("externalDocs", DOCUMENTATION)],
    below: &[
        ("parameters", Below::Each(&PARAMETER)),
        ("requestBody", Below::One(&REQUEST_BODY)),
        ("responses", Below::Each(&RESPONSE)),
        ("servers", Below::Each(&SERVER)),
    ],
    ..EMPTY
};

static PARAMETER: Object = Object {
    name: "a parameter",
    read: &[
        "allowEmptyValue",
        "allowReserved",
        "content",
        "deprecated",
        "description",
        "example",
        "examples",
        "explode",
        "in",
        "name",
        "required",
        "schema",
        "style",
    ],
    below: &[("content", Below::Each(&PARAMETER_CONTENT)), ("examples", Below::Each(&EXAMPLE))],
    ..EMPTY
};

static PARAMETER_CONTENT: Object = Object {
    name: "a media type of a parameter",
    read: &["encoding", "schema"],
    notes: &[
        ("example", "examples of parameters with a media type"),
        ("examples", "examples of parameters with a media type"),
    ],
    ..EMPTY
};

static REQUEST_BODY: Object = Object {
    name: "a request body",
    read: &["content", "description", "required"],
    below: &[("content", Below::Each(&MEDIA_TYPE))],
    ..EMPTY
};

pub(super) static MEDIA_TYPE: Object = Object {
    name: "a media type",
    read: &["encoding", "example", "examples", "itemSchema", "schema"],
    warnings: &[("itemEncoding", Kind::Body), ("prefixEncoding", Kind::Body)],
    below: &[("encoding", Below::Each(&ENCODING)), ("examples", Below::Each(&EXAMPLE))],
    ..EMPTY
};

static ENCODING: Object = Object {
    name: "an encoding",
    read: &["allowReserved", "contentType", "explode", "headers", "style"],
    warnings: &[("encoding", Kind::Body), ("itemEncoding", Kind::Body), ("prefixEncoding", Kind::Body)],
    below: &[("headers", Below::Each(&HEADER))],
    ..EMPTY
};

static EXAMPLE: Object = Object {
    name: "an example",
    read: &["description", "externalValue", "summary", "value"],
    notes: &[("dataValue", "examples in `dataValue`"), ("serializedValue", "examples in `serializedValue`")],
    ..EMPTY
};

static RESPONSE: Object = Object {
    name: "a response",
    read: &["content", "description", "headers", "links"],
    notes: &[("summary", "summaries of responses")],
    below: &[("content", Below::Each(&MEDIA_TYPE)), ("headers", Below::Each(&HEADER))],
    ..EMPTY
};

static HEADER: Object = Object {
    name: "a header",
    read: &["content", "deprecated", "description", "example", "examples", "required", "schema", "style"],
    notes: &[("explode", "the `explode` of headers of responses")],
    below: &[("examples", Below::Each(&EXAMPLE))],
    ..EMPTY
};

static SECURITY_SCHEME: Object = Object {
    name: "a security scheme",
    read: &["bearerFormat", "description", "flows", "in", "name", "openIdConnectUrl", "scheme", "type"],
    notes: &[
        ("deprecated", "deprecated security schemes"),
        ("oauth2MetadataUrl", "metadata of authorization servers"),
    ],
    below: &[("flows", Below::One(&FLOWS))],
    ..EMPTY
};

static FLOWS: Object = Object {
    name: "the flows of a security scheme",
    read: &["authorizationCode", "clientCredentials", "deviceAuthorization", "implicit", "password"],
    below: &[
        ("authorizationCode", Below::One(&FLOW)),
        ("clientCredentials", Below::One(&FLOW)),
        ("deviceAuthorization", Below::One(&FLOW)),
        ("implicit", Below::One(&FLOW)),
        ("password", Below::One(&FLOW)),
    ],
    ..EMPTY
};

static FLOW: Object = Object {
    name: "a flow",
    read: &["authorizationUrl", "deviceAuthorizationUrl", "refreshUrl", "scopes", "tokenUrl"],
    ..EMPTY
};

pub(super) static DISCRIMINATOR: Object =
    Object { name: "a discriminator", read: &["defaultMapping", "mapping", "propertyName"], ..EMPTY };
