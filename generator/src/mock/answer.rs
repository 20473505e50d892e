//! Answers: the operation's example, cut into pages where its results come in pages.

use serde_json::Value;

use super::paging;
use super::params::Params;
use crate::example;
use crate::model::{Api, Operation, Pagination};

/// What the operation answers; `None` when its answer has no body.
pub(super) fn answer(
    api: &Api,
    operation: &Operation,
    params: &Params<'_>,
    body: Option<&Value>,
) -> Option<Value> {
    let mut answer = example::answer(api, operation)?;
    if operation.envelope {
        succeed(api, &mut answer);
    }
    if let Some(Pagination::PageNumber(pages)) = &operation.pagination {
        paging::cut(api, operation, pages, params, body, &mut answer);
    }
    Some(answer)
}

/// Makes the business status one of success, which an example of an error may not have been.
fn succeed(api: &Api, answer: &mut Value) {
    let Some(envelope) = &api.envelope else { return };
    let (Some(success), Some(fields)) = (envelope.success.first(), answer.as_object_mut()) else { return };
    let status = fields.get(&envelope.status).and_then(Value::as_i64);
    if !status.is_some_and(|status| envelope.success.contains(&status)) {
        fields.insert(envelope.status.clone(), (*success).into());
    }
}
