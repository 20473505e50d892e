//! Declared errors: the response that the spec has for a request that is refused, with what is wrong in it.

use serde_json::Value;

use super::accept::Accept;
use super::answer::{Played, chosen};
use super::refusal::Refusal;
use super::wire::object;
use crate::check::misfit;
use crate::example;
use crate::model::{Api, Content, Direction, Field, Limits, Operation, Reply, Status, Type};

/// Fields that say what is wrong, the most telling first.
const MESSAGES: &[&str] = &["detail", "message", "error_description", "error", "msg", "title", "description"];

/// Fields that repeat the HTTP status.
const STATUSES: &[&str] = &["status", "statusCode"];

/// A declared error as it is sent: its status, and its body where it has one.
pub(super) type Declared<'a> = (u16, &'a Reply, Option<Played>);

/// The error that an operation declares for a refusal; `None` when it declares none that fits.
pub(super) fn declared<'a>(
    api: &Api,
    operation: &'a Operation,
    refusal: &Refusal,
    accept: Option<&Accept>,
) -> Option<Declared<'a>> {
    let errors = || operation.errors.iter();
    // A request that is not valid is a bad request to some APIs and an unprocessable one to others.
    let exact: &[u16] = if refusal.status == 400 { &[400, 422] } else { &[refusal.status] };
    let class = u8::try_from(refusal.status / 100).unwrap_or(4);
    let statuses = exact.iter().map(|status| Status::Exactly(*status));
    let mut statuses = statuses.chain([Status::Class(class), Status::Rest]);
    let status = statuses.find(|status| errors().any(|reply| reply.status == *status))?;
    let replies: Vec<&Reply> = errors().filter(|reply| reply.status == status).collect();
    let (reply, media) = chosen(&replies, accept).or_else(|| chosen(&replies, None))?;
    let code = if let Status::Exactly(status) = status { status } else { refusal.status };
    let body = match &reply.content {
        Content::Json(ty) => Some(Played::Json(media.to_owned(), json(api, reply, ty, code, refusal))),
        Content::Text => Some(Played::Raw(media.to_owned(), refusal.message().into_bytes())),
        _ => None,
    };
    Some((code, reply, body))
}

/// The example of the body with the message and the status in it, as far as its type has room for them.
fn json(api: &Api, reply: &Reply, ty: &Type, status: u16, refusal: &Refusal) -> Value {
    let example = reply.example.clone().unwrap_or_else(|| example::value_of_type(api, ty, Direction::Answer));
    let Some(object) = object(api, ty) else { return example };
    let field = |names: &[&str], fits: fn(&Type) -> bool| {
        let field = |name: &&str| object.fields.iter().find(|field| field.name.wire() == *name);
        names.iter().filter_map(field).find(|field| fits(api.plain(&field.ty)))
    };
    let texts = field(MESSAGES, |ty| *ty == Type::String).map(|field| (field, cut(field, refusal.message())));
    let numbers = field(STATUSES, Type::is_whole).map(|field| (field, Value::from(status)));
    let mut body = example;
    for (field, value) in texts.into_iter().chain(numbers) {
        let mut filled = body.clone();
        if let Some(fields) = filled.as_object_mut() {
            fields.insert(field.name.wire().to_owned(), value);
        }
        // A type may allow other values than these.
        if field.limits.pattern.is_none() && misfit(api, ty, &Limits::NONE, &filled).is_none() {
            body = filled;
        }
    }
    body
}

/// A message that is no longer than its field allows.
fn cut(field: &Field, message: String) -> Value {
    let most = field.limits.max_length.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    message.chars().take(most).collect::<String>().into()
}
