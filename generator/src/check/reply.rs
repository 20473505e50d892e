//! Answers and errors by status: their examples, their headers, and how a stream is asked for.

use serde_json::Value;

use super::{types, value};
use crate::model::{Api, Content, Limits, Media, Method, Operation, Reply, Type};
use crate::problem::{Place, Problem, Problems};

pub(super) fn check(api: &Api, operation: &Operation, problems: &mut Problems) {
    for reply in operation.replies() {
        body(operation, reply, problems);
        example(api, reply, problems);
        for header in &reply.headers {
            types::check_field(api, header, problems);
        }
    }
    if let Some(streamed) = &operation.streamed {
        let is_json = operation.body.as_ref().is_some_and(|body| body.media == Media::Json);
        if !streamed.with.is_empty() && !is_json {
            let message = "only a JSON body has fields that can ask for a stream";
            problems.push(Problem::error(&streamed.place.key("with"), message).at_key());
        }
        if operation.answers.is_empty() {
            problems.push(
                Problem::error(&streamed.place, "there is no answer besides the stream")
                    .at_key()
                    .help("write the stream under `answers` with its status"),
            );
        }
    }
}

/// A response to HEAD has no body, and neither has one with some statuses (RFC 9110, section 6.4.1).
fn body(operation: &Operation, reply: &Reply, problems: &mut Problems) {
    if reply.content == Content::Empty {
        return;
    }
    let message = if operation.method == Method::Head {
        "a response to HEAD has no body".to_owned()
    } else if reply.status.is_bodiless() {
        format!("a response with status {} has no body", reply.status)
    } else {
        return;
    };
    problems.push(
        Problem::error(&reply.place, message)
            .help("describe its headers under `answers`, without a `type` or a `shape`"),
    );
}

fn example(api: &Api, reply: &Reply, problems: &mut Problems) {
    let ty = match &reply.content {
        Content::Json(ty) => ty,
        Content::Text => &Type::String,
        // Lowering has refused an example of anything else.
        _ => return,
    };
    examples(api, ty, (&reply.example, &reply.examples), ("example", "examples"), &reply.place, problems);
}

/// Checks the examples of a body: that without a name under the first key, those with names under the second.
pub(super) fn examples(
    api: &Api,
    ty: &Type,
    (unnamed, named): (&Option<Value>, &[(String, Value)]),
    keys: (&str, &str),
    place: &Place,
    problems: &mut Problems,
) {
    // The first of those with names is the one without a name as well.
    let unnamed = unnamed.iter().filter(|_| named.is_empty()).map(|value| (place.key(keys.0), value));
    let named = named.iter().map(|(name, value)| (place.key(keys.1).key(name), value));
    for (place, value) in unnamed.chain(named) {
        if let Some(misfit) = value::misfit(api, ty, &Limits::default(), value) {
            let place = misfit.path.iter().fold(place, |place, step| step.below(&place));
            problems.push(
                Problem::error(&place, format!("the example does not fit: {}", misfit.message))
                    .maybe_help(misfit.help),
            );
        }
    }
}
