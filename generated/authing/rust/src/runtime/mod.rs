//! What every call of this crate has in common.
//!
//! Generated code says what an endpoint looks like; this module sends it: parameters and bodies are encoded, credentials applied,
//! failures retried where that is safe, answers judged and decoded. It knows HTTP and nothing of the API. Reading order: a call
//! begins in `call`, is assembled in `draft`, travels through `exchange` and ends in `answer` or `error`.

mod address;
mod again;
mod answer;
mod answer_headers;
mod attempt;
mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod budget;
mod call;
mod client;
mod download;
mod draft;
mod encode;
mod error;
mod error_text;
mod event_parser;
mod events;
mod exchange;
#[cfg_attr(target_family = "wasm", path = "browser/file.rs")]
mod file;
mod finish;
mod form;
mod forward;
mod glance;
mod headers;
#[cfg_attr(target_family = "wasm", path = "browser/http.rs")]
mod http;
mod integral_float;
mod json;
mod json_lines;
mod json_path;
mod json_text;
mod link;
mod media;
mod mode;
mod model;
mod multipart;
mod operation;
mod options;
mod paging;
mod param;
mod place;
mod plan;
#[cfg_attr(target_family = "wasm", path = "browser/platform.rs")]
mod platform;
mod position;
mod random;
mod raw;
mod redirect;
mod refusal;
mod reply;
mod request_context;
mod request_writer;
mod rest;
mod retry;
mod round_trip;
mod route;
mod scalar;
mod secret;
mod sending;
mod server;
mod settings;
mod source;
mod style;
mod tagged;
mod test_transport;
mod trace;
mod transport;
mod tuple;
mod union;
mod upload;
mod value_enum;
mod verdict;

pub use bytes::Bytes;
pub use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
pub use reqwest::{StatusCode, Url};

pub use answer::Response;
#[allow(
    unused_imports,
    reason = "which of them a crate needs depends on its types"
)]
pub(crate) use answer_headers::answer_headers;
pub use answer_headers::{header, header_list};
pub use attempt::{Attempt, Hook, Outcome};
pub use auth::{
    ApiKey, AuthContext, Authenticate, Basic, Bearer, ClientAuthMethod, ClientAuthentication,
    HttpScheme, TokenRequest,
};
#[cfg(feature = "blocking")]
pub use blocking::Blocking;
pub use body::{Chunks, RequestBody};
pub use budget::RetryBudget;
pub use call::Call;
pub use client::Core;
pub use download::Download;
pub use error::{BoxError, Error, ErrorKind, Result};
pub use events::{Event, Events};
pub use json_lines::JsonLines;
pub use link::next_link;
pub use mode::{Async, Mode};
pub use model::{Object, ObjectReader, ObjectWriter, UnknownValue, missing, read_object, text};
#[allow(
    unused_imports,
    reason = "which of them a crate needs depends on its types"
)]
pub(crate) use model::{number_enum, object, only_value, text_enum};
#[allow(
    unused_imports,
    reason = "which of them a crate needs depends on its types"
)]
pub(crate) use multipart::multipart;
pub use multipart::{Parts, ToParts};
pub use operation::{Envelope, Method, Operation};
pub use options::CallOptions;
pub use paging::{Items, Paged, Pages};
pub use param::{AsFields, AsJson, Param, ToParam, collect, entries};
pub use position::{PageInfo, Position};
#[allow(
    unused_imports,
    reason = "which of them a crate needs depends on its types"
)]
pub(crate) use reply::by_status;
pub use reply::{Body, ByStatus};
pub use request_context::RequestContext;
pub use retry::RetryPolicy;
pub use scalar::{
    Base64, Base64Url, Date, DateTime, Decimal, DecimalNumber, Digits, HttpDate, IsoDuration,
    Malformed, Meaning, Scalar, UnixTime, Uri, Uuid,
};
pub use secret::Secret;
pub use sending::Sending;
pub use settings::Settings;
pub use style::Style;
pub use test_transport::{TestAnswer, TestRequest, TestTransport};
pub use transport::{BoxFuture, Incoming, IncomingBody, Request, Transport, TransportError};
#[allow(
    unused_imports,
    reason = "which of them a crate needs depends on its types"
)]
pub(crate) use tuple::tuple;
pub use tuple::{Tuple, TupleReader, TupleWriter, read_tuple};
#[allow(
    unused_imports,
    reason = "which of them a crate needs depends on its types"
)]
pub(crate) use union::union;
pub use union::{Read, Shape, read_union, read_variant, write_told, write_variant};
pub use upload::Upload;
#[allow(
    unused_imports,
    reason = "which of them a crate needs depends on its types"
)]
pub(crate) use value_enum::value_enum;
pub use value_enum::{known_text, known_value};
