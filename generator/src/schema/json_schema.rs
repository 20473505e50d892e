//! The JSON Schema of the format, made from the types that parse it.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{Api, Endpoint, Types};

/// A kind of file in a spec folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `api.yaml`.
    Api,
    /// `types/….yaml`.
    Types,
    /// `endpoints/<group>/….yaml`.
    Endpoint,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Api, Self::Types, Self::Endpoint];

    /// The kind of a file by its path below the spec folder; `None` for what is no spec file.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        match path.split_once('/') {
            None if path == "api.yaml" => Some(Self::Api),
            Some(("types", _)) => Some(Self::Types),
            Some(("endpoints", _)) => Some(Self::Endpoint),
            _ => None,
        }
    }

    /// The name of the kind, as files and commands use it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Types => "types",
            Self::Endpoint => "endpoint",
        }
    }
}

/// The JSON Schema (2020-12) of a kind of file.
#[must_use]
pub fn json_schema(kind: FileKind) -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let schema = match kind {
        FileKind::Api => generator.root_schema_for::<Api>(),
        FileKind::Types => generator.root_schema_for::<Types>(),
        FileKind::Endpoint => generator.root_schema_for::<Endpoint>(),
    };
    schema.to_value()
}
