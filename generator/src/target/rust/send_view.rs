//! Views of the methods that send a call: which method of the runtime ends it, and what that gives.

use serde::Serialize;

use super::arguments::body_link;
use super::names::Ident;
use super::operation_view::Scene;
use super::types::Scope;
use super::{layout, literal, reply_view};
use crate::model::{Content, Operation, Type};

/// A method that sends the call.
#[derive(Debug, Serialize)]
pub(super) struct SendView {
    /// What it does.
    pub(super) doc: &'static str,
    /// The signature up to its brace.
    pub(super) signature: String,
    /// What the blocking one does.
    pub(super) blocking_doc: &'static str,
    /// The signature of the blocking one.
    pub(super) blocking_signature: String,
    /// The expression that sends the call.
    pub(super) expression: String,
}

/// How a call ends: the method of the runtime, and the types that it gives.
pub(super) struct Ending {
    pub(super) method: &'static str,
    pub(super) ty: String,
    pub(super) blocking: String,
}

/// The methods that send an operation's call.
pub(super) fn send_views(scene: &Scene<'_>, operation: &Operation, builders: &[Ident]) -> Vec<SendView> {
    let ending = ending(scene, operation, builders);
    let expression = if operation.pagination.is_some() {
        "        runtime::Paged::into_call(self).send()".to_owned()
    } else {
        let mut links = prepared(operation);
        links.push(format!(".{}()", ending.method));
        layout::chain(8, "", &links, "")
    };
    let mut views = vec![SendView {
        doc: "Makes the call.",
        blocking_doc: "Makes the call and waits for its answer.",
        ..view("send", &ending, expression)
    }];
    if let Some(streamed) = &operation.streamed {
        let ending = of_content(scene, &streamed.content);
        let mut links = asking(operation, &streamed.with);
        links.push(format!(".accept({})", literal::string(&streamed.media)));
        links.push(format!(".{}()", ending.method));
        let expression = layout::chain(8, "", &links, "");
        views.push(SendView {
            doc: "Makes the call and asks for the answer as a stream.",
            blocking_doc: "Makes the call, asks for the answer as a stream and waits for it to begin.",
            ..view("send_stream", &ending, expression)
        });
    }
    views
}

fn view(name: &str, ending: &Ending, expression: String) -> SendView {
    let signature = |ret: &str| layout::signature(4, &format!("pub fn {name}"), &["self".to_owned()], ret);
    SendView {
        doc: "",
        blocking_doc: "",
        signature: signature(&format!("runtime::Sending<{}>", ending.ty)),
        blocking_signature: signature(&format!("runtime::Result<runtime::Response<{}>>", ending.blocking)),
        expression,
    }
}

/// The call with its body.
fn prepared(operation: &Operation) -> Vec<String> {
    let mut links = vec!["self".to_owned(), ".call".to_owned()];
    links.extend(body_link(operation));
    links
}

/// The call with its body and what in it asks for a stream.
fn asking(operation: &Operation, with: &[(String, serde_json::Value)]) -> Vec<String> {
    if with.is_empty() {
        return prepared(operation);
    }
    let pairs: Vec<String> = with
        .iter()
        .map(|(name, value)| format!("({}, {})", literal::string(name), literal::string(&value.to_string())))
        .collect();
    let call = format!(".json_with(&self.body, &[{}])", pairs.join(", "));
    vec!["self".to_owned(), ".call".to_owned(), call]
}

/// How the call ends that gives what successes answer.
pub(super) fn ending(scene: &Scene<'_>, operation: &Operation, builders: &[Ident]) -> Ending {
    match operation.only_content() {
        Some(content) => of_content(scene, content),
        None => {
            let ident = reply_view::answer_ident(operation, builders);
            let is_streamed = operation.answers.iter().any(|reply| reply.content.is_streamed());
            let blocking =
                if is_streamed { format!("{ident}<runtime::Blocking>") } else { ident.to_string() };
            Ending { method: "send_by_status", ty: ident.to_string(), blocking }
        }
    }
}

fn of_content(scene: &Scene<'_>, content: &Content) -> Ending {
    let text = |ty: &Type| scene.types.text(ty, Scope::Crate);
    let plain = |method, ty: String| Ending { method, blocking: ty.clone(), ty };
    match content {
        Content::Empty => plain("send_empty", "()".to_owned()),
        Content::Json(ty) => plain("send", text(ty)),
        Content::Text => plain("send_text", "String".to_owned()),
        Content::Bytes => Ending {
            method: "send_download",
            ty: "runtime::Download".to_owned(),
            blocking: "runtime::Download<runtime::Blocking>".to_owned(),
        },
        Content::Events { ty, .. } => Ending {
            method: if *ty == Type::String { "send_text_events" } else { "send_events" },
            ty: format!("runtime::Events<{}>", text(ty)),
            blocking: format!("runtime::Events<{}, runtime::Blocking>", text(ty)),
        },
        Content::JsonLines(ty) => Ending {
            method: "send_json_lines",
            ty: format!("runtime::JsonLines<{}>", text(ty)),
            blocking: format!("runtime::JsonLines<{}, runtime::Blocking>", text(ty)),
        },
    }
}
