//! Origins: what a document says that a spec was imported from, where the spec says something else.
//!
//! An import repairs: it trims texts, leaves out examples that do not fit, and gives methods shorter names. What it
//! changed is kept here as it was, so that pages of the document's older tools can be repeated. Nothing else depends
//! on it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What the document says about an operation, where the endpoint says something else.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EndpointOrigin {
    /// The id of the operation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The tags of the operation; an empty list where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Which operation of its path it is, counted from 1, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
    /// The summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// What the document says about a type, a field or a parameter, where the spec says something else.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Origin {
    /// The name of a type. Types have nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The default, of whatever type it is.
    #[serde(default, deserialize_with = "super::shape::present", skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// The example, of whatever type it is.
    #[serde(default, deserialize_with = "super::shape::present", skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
}
