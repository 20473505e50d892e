//! Origins: what a document says that a spec was imported from, where the spec says something else.
//!
//! Nothing that a call depends on is here: these are facts for pages that repeat the document word by word.

use serde_json::Value;

/// What the document says about an operation, where the spec says something else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationOrigin {
    /// Its id.
    pub id: Option<String>,
    /// Its tags; an empty list where it has none.
    pub tags: Option<Vec<String>>,
    /// Which operation of its path it is, counted from 1.
    pub order: Option<u32>,
    /// The summary.
    pub summary: Option<String>,
    /// The description.
    pub description: Option<String>,
}

/// What the document says about a field, where the spec says something else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldOrigin {
    /// The description.
    pub description: Option<String>,
    /// The default, of whatever type it is.
    pub default: Option<Value>,
    /// The example, of whatever type it is.
    pub example: Option<Value>,
}
