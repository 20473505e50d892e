//! The API as meant: resolved, typed, neutral of any language.
//!
//! References are ids, texts are complete, limits have left strings behind. No type here is serialisable, so the
//! compiler refuses to hand a half-cooked model to a template. Nothing here knows a target: what is missing for a
//! language is either a missing *meaning* (add it here) or a *spelling* (it belongs into that target's view).

mod arguments;
mod body;
mod client;
mod example_bounds;
pub mod format;
mod name;
mod operation;
mod origin;
mod plain;
mod reach;
mod reply;
mod shown;
mod style;
mod text;
mod ty;

pub use arguments::Argument;
pub use body::{
    Body, BodyPresence, Media, OtherMedia, essence, is_json, is_media_type, is_merge_patch, is_token,
};
pub use client::{
    Client, ClientOption, KeyPlace, KnownServer, Scheme, SchemeKind, Server, TokenFields, TokenRequest,
};
pub use example_bounds::ExampleBounds;
pub use name::Name;
pub use operation::{
    Answer, Method, Operation, Pagination, Param, ParamPlace, PathSegment, PathTemplate, Turn, ValuePath,
};
pub use origin::{FieldOrigin, OperationOrigin};
pub use reach::Reach;
pub use reply::{Content, Reply, Status, Streamed, words_of_media};
pub use shown::{Case, Language, ShownClient};
pub use style::{Form, Style};
pub use text::{Locale, Text};
pub use ty::{
    Access, Deprecation, Direction, Enum, EnumRepr, EnumValue, Field, Limits, Object, Presence, Scalar,
    Tuple, Type, TypeDef, TypeKind, Union, Variant, spelled,
};

use std::time::Duration;

use crate::problem::Place;

/// An API, complete.
#[derive(Debug)]
pub struct Api {
    /// The name that the spec's folder gives it.
    pub name: Name,
    /// The title for people.
    pub title: Text,
    /// What it is for.
    pub description: Option<Text>,
    /// The version of the API.
    pub version: String,
    /// The locales, the default one first; a [`Text`] has one string for each.
    pub locales: Vec<Locale>,
    /// The clients.
    pub clients: Vec<Client>,
    /// The groups, in the order in which they are shown.
    pub groups: Vec<Group>,
    /// The operations, by group and then by file.
    pub operations: Vec<Operation>,
    /// The named types: those of the spec first, then those that were written in place.
    pub types: Vec<TypeDef>,
    /// The authentication schemes.
    pub schemes: Vec<Scheme>,
    /// Headers that every request carries.
    pub headers: Vec<(String, String)>,
    /// What answers have around their data.
    pub envelope: Option<Envelope>,
    /// How calls are repeated.
    pub retry: Retry,
    /// Settings of the Rust crate.
    pub rust: RustSettings,
    /// Settings of the pages.
    pub markdown: MarkdownSettings,
    /// How large the examples of the API may be.
    pub example_bounds: ExampleBounds,
    /// Where it is described.
    pub place: Place,
}

/// Declares an index into one of the lists of [`Api`].
macro_rules! id {
    ($(#[$doc:meta])* $id:ident, $list:ident, $item:ty) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub usize);

        impl std::ops::Index<$id> for Api {
            type Output = $item;

            fn index(&self, id: $id) -> &$item {
                &self.$list[id.0]
            }
        }
    };
}

id!(
    /// A client, as an index into [`Api::clients`].
    ClientId, clients, Client
);
id!(
    /// A group, as an index into [`Api::groups`].
    GroupId, groups, Group
);
id!(
    /// A named type, as an index into [`Api::types`].
    TypeId, types, TypeDef
);
id!(
    /// A scheme, as an index into [`Api::schemes`].
    SchemeId, schemes, Scheme
);

/// A group of operations.
#[derive(Debug)]
pub struct Group {
    /// Its id.
    pub name: Name,
    /// The title for people.
    pub title: Text,
    /// What its operations have in common.
    pub description: Option<Text>,
    /// Where it is described.
    pub place: Place,
}

/// What every JSON answer has around its data: names of fields, and the status values that mean success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The field with the business status.
    pub status: String,
    /// The values that mean success.
    pub success: Vec<i64>,
    /// The field with the detailed error code.
    pub code: Option<String>,
    /// The field with the message.
    pub message: Option<String>,
    /// The field with the id of the request.
    pub request_id: Option<String>,
    /// The field with the data.
    pub data: Option<String>,
}

/// How calls are repeated: exponential backoff with full jitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// How often a call is tried in all.
    pub attempts: u32,
    /// The longest wait before the second attempt.
    pub base_delay: Duration,
    /// The longest wait there is.
    pub max_delay: Duration,
}

/// Settings of the Rust crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustSettings {
    /// The name of the crate.
    pub krate: String,
    /// Its version.
    pub version: String,
    /// Its licence, an SPDX expression.
    pub license: String,
    /// Its repository.
    pub repository: Option<String>,
}

/// Settings of the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkdownSettings {
    /// The URL of a file of the spec, with `{file}` for its path.
    pub source: Option<String>,
    /// Options, by the names that authors write, that samples in other languages set beside those that a call needs.
    pub options: Vec<String>,
    /// The package of the Java client, where pages have Java samples.
    pub java_package: Option<String>,
    /// The other languages in which clients are shown, in the order of the pages.
    pub clients: Vec<ShownClient>,
}
