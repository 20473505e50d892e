//! Clients in other languages: what samples have to know to show a call through one of them.

use super::ClientId;
use crate::problem::Place;

/// A language of samples that are written for a client with one method for each operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Node.js, in TypeScript.
    Node,
    /// Go.
    Go,
    /// Python.
    Python,
    /// PHP.
    Php,
    /// C#.
    CSharp,
}

impl Language {
    /// The word that specs and pages have for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Go => "go",
            Self::Python => "python",
            Self::Php => "php",
            Self::CSharp => "csharp",
        }
    }
}

/// The clients of an API in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownClient {
    /// The language.
    pub language: Language,
    /// What is imported, where it is not called like the API.
    pub package: Option<String>,
    /// The classes of clients that are called otherwise.
    pub classes: Vec<(ClientId, String)>,
    /// How methods are spelled, where it is not as usual.
    pub case: Option<Case>,
    /// Where it is described.
    pub place: Place,
}

/// How methods are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `bindPhone`.
    Camel,
    /// `BindPhone`.
    Pascal,
    /// `bind_phone`.
    Snake,
}
