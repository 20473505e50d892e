//! Parameters outside the body: read from where they belong, and checked.

use serde_json::Value;

use super::known;
use super::refusal::Refusal;
use super::request::Request;
use super::routes::PathParams;
use super::style;
use crate::model::{Api, Operation, Param, ParamPlace};

/// The parameters that came, with their values.
pub(super) struct Params<'a>(Vec<(&'a Param, Value)>);

impl Params<'_> {
    /// The value of a query parameter; its default where it did not come.
    pub(super) fn query(&self, operation: &Operation, name: &str) -> Option<Value> {
        let is_it = |param: &Param| param.place == ParamPlace::Query && param.field.name.wire() == name;
        let sent = self.0.iter().find(|(param, _)| is_it(param)).map(|(_, value)| value);
        let declared = || operation.params.iter().find(|param| is_it(param))?.field.default();
        sent.or_else(declared).cloned()
    }
}

/// Reads and checks the parameters of a request.
pub(super) fn read<'a>(
    api: &'a Api,
    operation: &'a Operation,
    path: &PathParams,
    request: &Request,
) -> Result<Params<'a>, Refusal> {
    let mut refusals = check_options(api, operation, request);
    let query = request.query_pairs();
    let cookies = request.cookies();
    let mut found = Vec::new();
    let known: Vec<&str> = operation.params.iter().map(|param| param.field.name.wire()).collect();
    for param in &operation.params {
        let (name, ty) = (param.field.name.wire(), &param.field.ty);
        let value = match param.place {
            ParamPlace::Path => path_text(path, param).map(|text| style::path(api, param, text)),
            ParamPlace::Query => style::pairs(api, param, &query, &known),
            ParamPlace::Header => request.header(name).map(|text| style::header(api, param, text)),
            ParamPlace::Cookie => style::pairs(api, param, &cookies, &known),
        };
        let place = format!("{}.{name}", place_name(param.place));
        match value {
            Some(value) => {
                refusals.extend(known::check(api, ty, &param.field.limits, &place, &value).err());
                found.push((param, value));
            }
            None if param.field.is_required() => {
                refusals.push(Refusal::of(place, known::REQUIRED));
            }
            None => {}
        }
    }
    Refusal::all(refusals).map_or(Ok(Params(found)), Err)
}

/// A template names its parameters as the spec or as the wire spells them.
fn path_text<'a>(path: &'a PathParams, param: &Param) -> Option<&'a str> {
    let name = &param.field.name;
    let is_it = |key: &str| key == name.wire() || key == name.spelling;
    path.iter().find(|(key, _)| is_it(key)).map(|(_, text)| text.as_str())
}

pub(super) fn place_name(place: ParamPlace) -> &'static str {
    match place {
        ParamPlace::Path => "path",
        ParamPlace::Query => "query",
        ParamPlace::Header => "header",
        ParamPlace::Cookie => "cookie",
    }
}

/// Options of the client that travel in headers may be left out, but not have values that they cannot have.
fn check_options(api: &Api, operation: &Operation, request: &Request) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for option in &api[operation.client].options {
        let Some(header) = &option.header else { continue };
        // Clients send the header of an option that is not set, with nothing in it.
        let Some(value) = request.header(header).filter(|value| !value.is_empty()) else { continue };
        if !option.values.is_empty() && !option.values.iter().any(|known| known == value) {
            let message =
                format!("\"{value}\" is none of its values; known are {}", option.values.join(", "));
            refusals.push(Refusal::of(format!("header.{header}"), message));
        }
    }
    refusals
}
