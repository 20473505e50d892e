//! Refusals: why a request gets an error instead of its example, with all that is wrong with it.

use serde_json::{Map, Value, json};

use crate::model::Api;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The HTTP status.
    pub(super) status: u16,
    /// What is wrong, at least one thing.
    pub(super) faults: Vec<Fault>,
    /// A header that belongs to the status.
    pub(super) header: Option<(&'static str, String)>,
}

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// What is wrong, in a sentence that names it.
    pub(super) message: String,
    /// The parameter that is wrong, as in `query.limit` or `body.options.page`.
    pub(super) parameter: Option<String>,
}

impl Refusal {
    /// A refusal about a request as a whole.
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        let fault = Fault { message: message.into(), parameter: None };
        Self { status, faults: vec![fault], header: None }
    }

    /// A refusal about a parameter.
    pub(super) fn of(parameter: impl Into<String>, message: impl AsRef<str>) -> Self {
        Self::with_status(400, parameter, message)
    }

    /// A refusal about a parameter with a status of its own.
    pub(super) fn with_status(status: u16, parameter: impl Into<String>, message: impl AsRef<str>) -> Self {
        let parameter = parameter.into();
        let message = format!("{parameter}: {}", message.as_ref());
        Self { status, faults: vec![Fault { message, parameter: Some(parameter) }], header: None }
    }

    /// All refusals of a request as one, with the least of their statuses: one about syntax comes before one about
    /// media types. `None` when there are none.
    pub(super) fn all(refusals: Vec<Self>) -> Option<Self> {
        let status = refusals.iter().map(|refusal| refusal.status).min()?;
        let header = refusals.iter().find_map(|refusal| refusal.header.clone());
        let faults = refusals.into_iter().flat_map(|refusal| refusal.faults).collect();
        Some(Self { status, faults, header })
    }

    /// The same with a header.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.header = Some((name, value.into()));
        self
    }

    /// Everything that is wrong, in one line.
    pub(super) fn message(&self) -> String {
        let messages: Vec<&str> = self.faults.iter().map(|fault| fault.message.as_str()).collect();
        messages.join("; ")
    }

    /// The body of the response: in the envelope of the API where the operation has one, else as a plain error.
    pub(super) fn body(&self, api: &Api, in_envelope: bool) -> Value {
        let mut body = Map::new();
        match api.envelope.as_ref().filter(|_| in_envelope) {
            Some(envelope) => {
                body.insert(envelope.status.clone(), self.status.into());
                let message = envelope.message.clone().unwrap_or_else(|| "message".to_owned());
                body.insert(message, self.message().into());
                if let Some(request_id) = &envelope.request_id {
                    body.insert(request_id.clone(), "00000000-0000-4000-8000-000000000000".into());
                }
            }
            None => {
                body.insert("error".to_owned(), self.message().into());
            }
        }
        let parameter = self.faults.iter().find_map(|fault| fault.parameter.clone());
        if let Some(parameter) = parameter {
            body.entry("parameter").or_insert_with(|| parameter.into());
        }
        if self.faults.len() > 1 {
            let fault = |fault: &Fault| json!({ "message": fault.message, "parameter": fault.parameter });
            body.entry("errors").or_insert_with(|| self.faults.iter().map(fault).collect());
        }
        Value::Object(body)
    }
}
