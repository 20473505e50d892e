//! Refusals: why a request is not answered by its example, in the API's own form of an error.

use serde_json::{Map, Value, json};

use crate::model::Api;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The HTTP status.
    pub(super) status: u16,
    /// What is wrong, in a sentence that names it.
    pub(super) message: String,
    /// The parameter that is wrong, as in `query.limit` or `body.options.page`.
    pub(super) parameter: Option<String>,
    /// A header that belongs to the status.
    pub(super) header: Option<(&'static str, String)>,
}

impl Refusal {
    /// A refusal about a request as a whole.
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), parameter: None, header: None }
    }

    /// A refusal about a parameter.
    pub(super) fn of(parameter: impl Into<String>, message: impl AsRef<str>) -> Self {
        let parameter = parameter.into();
        let message = format!("{parameter}: {}", message.as_ref());
        Self { parameter: Some(parameter), ..Self::new(400, message) }
    }

    /// The same with a header.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.header = Some((name, value.into()));
        self
    }

    /// The body of the answer: in the envelope of the API where the operation has one, else as a plain error.
    pub(super) fn body(&self, api: &Api, in_envelope: bool) -> Value {
        let Some(envelope) = api.envelope.as_ref().filter(|_| in_envelope) else {
            return match &self.parameter {
                Some(parameter) => json!({ "error": self.message, "parameter": parameter }),
                None => json!({ "error": self.message }),
            };
        };
        let mut body = Map::new();
        body.insert(envelope.status.clone(), self.status.into());
        let message = envelope.message.clone().unwrap_or_else(|| "message".to_owned());
        body.insert(message, self.message.clone().into());
        if let Some(request_id) = &envelope.request_id {
            body.insert(request_id.clone(), "00000000-0000-4000-8000-000000000000".into());
        }
        if let Some(parameter) = &self.parameter {
            body.entry("parameter").or_insert_with(|| parameter.clone().into());
        }
        Value::Object(body)
    }
}
