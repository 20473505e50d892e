//! Styles: how the value of a parameter or of a form's field is written, in OpenAPI's words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the value of a parameter or of a form's field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Style {
    /// Name and value, as in `a=1`: parameters in the query and cookies.
    Form,
    /// The parts of a list or an object with spaces between them: parameters in the query, fields of a form.
    SpaceDelimited,
    /// The same with vertical bars.
    PipeDelimited,
    /// `a[b]=1` for each field of an object: parameters in the query, and the fields of a form by themselves.
    DeepObject,
    /// A JSON text, everywhere.
    Json,
    /// The value alone, its parts with commas between them: parameters in the path and in headers.
    Simple,
    /// The same behind a full stop: parameters in the path.
    Label,
    /// Name and value behind a semicolon, as in `;a=1`: parameters in the path.
    Matrix,
}
