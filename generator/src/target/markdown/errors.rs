//! Errors: how a failure arrives, on the wire and in Rust.

use super::escape::code;
use super::labels::fill;
use super::replies;
use super::scene::Scene;
use super::table::lines;
use crate::model::{Envelope, Operation};

/// What a page says about failures, as blocks.
pub(super) fn text(scene: Scene<'_>, operation: &Operation) -> String {
    let sentences = &scene.labels.sentences;
    let mut retry = fill(&sentences.errors_retry, &["`Error::is_retryable`"]);
    if let Some(name) = &operation.idempotency_key {
        let gap = if scene.labels.stop.ends_with(' ') { " " } else { "" };
        retry = format!("{retry}{gap}{}", fill(&sentences.idempotency_key, &[&code(name)]));
    }
    if let Some(by_status) = replies::errors(scene, operation) {
        retry = format!("{by_status}\n\n{retry}");
    }
    match scene.api.envelope.as_ref().filter(|_| operation.envelope) {
        Some(envelope) => {
            let success: Vec<String> = envelope.success.iter().map(|value| format!("`{value}`")).collect();
            let success = success.join(&scene.labels.list);
            let refusal =
                fill(&sentences.errors_envelope, &[&code(&envelope.status), &success, "`Err(Error)`"]);
            format!("{refusal}\n\n{}\n\n{retry}", table(scene, envelope))
        }
        None => {
            let refusal = fill(&sentences.errors_plain, &["`Err(Error)`"]);
            format!("{refusal}\n\n{retry}")
        }
    }
}

fn table(scene: Scene<'_>, envelope: &Envelope) -> String {
    let Envelope { status, success: _, code: error_code, message, request_id, data: _ } = envelope;
    let (columns, labels) = (&scene.labels.columns, &scene.labels.errors);
    let mut table = lines(&[&columns.name, &columns.description, &columns.rust]);
    for (field, label, method) in [
        (Some(status), &labels.status, "`error.business_status()`"),
        (error_code.as_ref(), &labels.code, "`error.code()`"),
        (message.as_ref(), &labels.message, "`error.message()`"),
        (request_id.as_ref(), &labels.request_id, "`error.request_id()`"),
    ] {
        if let Some(field) = field {
            table.push_str(&format!("\n| {} | {label} | {method} |", code(field)));
        }
    }
    table
}
