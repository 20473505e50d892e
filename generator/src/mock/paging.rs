//! Pages: a listing of a fixed length, cut as the request asks for.
//!
//! The listing has two pages of the default size and half a page more, so that a client has to turn pages and meets one
//! that is not full. It does not depend on the request: whatever the page size, the same items come in the same order.

use serde_json::{Map, Value};

use super::params::Params;
use super::request::Request;
use super::wire::object;
use crate::example;
use crate::model::{Api, Direction, Field, Operation, Pagination, Turn, Type, ValuePath};

/// The page size where the spec has no default for it.
const SIZE: u64 = 10;

/// The largest default size that is taken at its word; a mock need not answer with thousands of items.
const MAX_SIZE: u64 = 100;

/// Replaces the items of an answer by those of the page that is asked for, and what it says about other pages by what is right.
pub(super) fn cut(
    api: &Api,
    operation: &Operation,
    pages: &Pagination,
    params: &Params<'_>,
    request: &Request,
    body: Option<&Value>,
    answer: &mut Value,
) -> Option<(String, String)> {
    let total = total(api, operation, pages.limit.as_ref());
    let asked = |path: &ValuePath| sent(api, operation, path, params, body);
    let number = |path: &Option<ValuePath>| count(&asked(path.as_ref()?)?);
    let size = number(&pages.limit).unwrap_or(SIZE).max(1);
    let start = match pages.turn {
        Turn::Page => (number(&pages.position).unwrap_or(1).max(1) - 1).saturating_mul(size),
        Turn::Index => number(&pages.position).unwrap_or(0).saturating_mul(size),
        Turn::Offset => number(&pages.position).unwrap_or(0),
        // The mark of a page is the number of items before it.
        Turn::Cursor => {
            pages.position.as_ref().and_then(asked).and_then(|mark| mark.as_str()?.parse().ok()).unwrap_or(0)
        }
        // The links of a server are its own to read: this one's count items.
        Turn::Link | Turn::LinkHeader => linked(request).unwrap_or(0),
    }
    .min(total);
    let end = start.saturating_add(size).min(total);
    let item = item(api, operation, &pages.items, answer);
    let key = operation.answer.as_ref().and_then(|answer| key_of_items(api, &answer.ty, &pages.items));
    let items = (start..end).map(|index| distinct(&item, key, index)).collect();
    put(answer, &pages.items.0, Value::Array(items));
    if let Some(place) = &pages.total {
        put(answer, &place.0, total.into());
    }
    if let Some(place) = &pages.next {
        let next = match pages.turn {
            Turn::Cursor => end.to_string(),
            _ => link(request, end),
        };
        put(answer, &place.0, if end < total { next.into() } else { String::new().into() });
    }
    let has_header = pages.turn == Turn::LinkHeader && end < total;
    has_header.then(|| ("link".to_owned(), format!("<{}>; rel=\"next\"", link(request, end))))
}

/// The query parameter of links with which this server finds its place again.
const FROM: &str = "mock-from";

/// Whether a request follows a link to another page: it reads an address, whatever the first call was, and has no body.
pub(super) fn is_link(operation: &Operation, request: &Request) -> bool {
    let turns = operation.pagination.as_ref().map(|pages| pages.turn);
    let has_links = matches!(turns, Some(Turn::Link | Turn::LinkHeader));
    has_links && request.method == "GET" && linked(request).is_some()
}

/// Where the page begins that a link of this server leads to.
fn linked(request: &Request) -> Option<u64> {
    let (_, value) = request.query_pairs().into_iter().find(|(name, _)| name == FROM)?;
    value.parse().ok()
}

/// The address of the page that begins at an item: that of the request, with the place.
fn link(request: &Request, from: u64) -> String {
    let host = request.header("host").map(|host| format!("http://{host}")).unwrap_or_default();
    let others = request.query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with(FROM));
    let place = format!("{FROM}={from}");
    let query: Vec<&str> = others.chain([place.as_str()]).collect();
    format!("{host}{}?{}", request.path, query.join("&"))
}

/// What a number counts, which may be written with a fraction of zero.
fn count(number: &Value) -> Option<u64> {
    let whole = number.as_f64().filter(|number| number.fract() == 0.0 && *number >= 0.0);
    number.as_u64().or_else(|| whole.map(|number| number as u64))
}

fn total(api: &Api, operation: &Operation, limit: Option<&ValuePath>) -> u64 {
    let declared =
        limit.and_then(|limit| declared(api, operation, limit)).and_then(Field::default).and_then(count);
    let size = declared.unwrap_or(SIZE).clamp(1, MAX_SIZE);
    2 * size + (size / 2).max(1)
}

/// A value of the request, or its default: from the query where there is such a parameter, else from the body.
fn sent(
    api: &Api,
    operation: &Operation,
    path: &ValuePath,
    params: &Params<'_>,
    body: Option<&Value>,
) -> Option<Value> {
    let sent = match path.0.as_slice() {
        [name] => params.query(operation, name),
        _ => None,
    };
    let in_body = || at(body?, path).cloned();
    let default = || declared(api, operation, path)?.default().cloned();
    sent.or_else(in_body).or_else(default)
}

/// The parameter or the field of the body that a path names.
fn declared<'a>(api: &'a Api, operation: &'a Operation, path: &ValuePath) -> Option<&'a Field> {
    let param = operation.params.iter().map(|param| &param.field);
    let mut named = param.filter(|field| path.0.as_slice() == [field.name.wire()]);
    named.next().or_else(|| field_at(api, &operation.body.as_ref()?.ty, path))
}

/// The field at a path inside a type.
fn field_at<'a>(api: &'a Api, ty: &'a Type, path: &ValuePath) -> Option<&'a Field> {
    let mut ty = ty;
    let mut found = None;
    for name in &path.0 {
        let field = object(api, ty)?.fields.iter().find(|field| field.name.wire() == name)?;
        ty = &field.ty;
        found = Some(field);
    }
    found
}

fn at<'a>(value: &'a Value, path: &ValuePath) -> Option<&'a Value> {
    path.0.iter().try_fold(value, |value, name| value.get(name))
}

/// What every item looks like: the first of the example, or one made up from the type.
fn item(api: &Api, operation: &Operation, items: &ValuePath, answer: &Value) -> Value {
    let shown = at(answer, items).and_then(Value::as_array).and_then(|items| items.first()).cloned();
    let made_up = || {
        let ty = element(api, &operation.answer.as_ref()?.ty, items)?;
        Some(example::value_of_type(api, ty, Direction::Answer))
    };
    shown.or_else(made_up).unwrap_or_else(|| Value::Object(Map::new()))
}

fn element<'a>(api: &'a Api, ty: &'a Type, items: &ValuePath) -> Option<&'a Type> {
    let list = if items.0.is_empty() { ty } else { &field_at(api, ty, items)?.ty };
    api.plain(list).element()
}

/// The field that tells items apart: a required text without limits whose name ends in `id`.
fn key_of_items<'a>(api: &'a Api, ty: &'a Type, items: &ValuePath) -> Option<&'a str> {
    let fields = &object(api, element(api, ty, items)?)?.fields;
    let is_key = |field: &&Field| {
        field.is_required()
            && field.ty == Type::String
            && field.limits.max_length.is_none()
            && field.limits.pattern.is_none()
            && field.name.wire().to_ascii_lowercase().ends_with("id")
    };
    fields.iter().find(is_key).map(|field| field.name.wire())
}

/// An item whose key no other one has; the first is the example itself.
fn distinct(item: &Value, key: Option<&str>, index: u64) -> Value {
    let mut item = item.clone();
    if let Some(Value::String(text)) = key.filter(|_| index > 0).and_then(|key| item.get_mut(key)) {
        text.push_str(&format!("-{}", index + 1));
    }
    item
}

/// Puts a value at a path, through objects that are made where there are none.
pub(super) fn put(into: &mut Value, path: &[String], value: Value) {
    let Some((name, rest)) = path.split_first() else {
        *into = value;
        return;
    };
    if !into.is_object() {
        *into = Value::Object(Map::new());
    }
    if let Some(fields) = into.as_object_mut() {
        put(fields.entry(name.as_str()).or_insert(Value::Null), rest, value);
    }
}
