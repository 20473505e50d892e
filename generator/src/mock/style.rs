//! Styles: text on the wire → the value of a parameter. The way back from what clients lay out.
//!
//! A value is cut where its style puts separators, and its parts are read by the type. What fits no variant of a union
//! stays text, so that the check that follows can say what came.

use serde_json::{Map, Value};

use super::wire::{self, Pairs};
use crate::check::misfit;
use crate::model::{Api, Body, Field, Form, Limits, Object, Param, ParamPlace, Style, Type, TypeKind, Union};

/// How deep values are read inside values.
const DEEPEST: usize = 8;

/// The encoded text of a path parameter.
pub(super) fn path(api: &Api, param: &Param, text: &str) -> Value {
    let name = param.field.name.wire();
    let Style { form, explode, .. } = param.style;
    let reader = Reader { api, explode, decode: wire::decoded };
    match form {
        Form::Json => json(&wire::decoded(text)),
        Form::Label => {
            let between = if explode { '.' } else { ',' };
            reader.read(&param.field.ty, &split(text.strip_prefix('.').unwrap_or(text), between))
        }
        Form::Matrix => {
            let parts: Vec<&str> = text.split(';').filter(|part| !part.is_empty()).collect();
            matrix(&reader, &param.field.ty, name, &parts)
        }
        _ => reader.read(&param.field.ty, &split(text, ',')),
    }
}

/// Parts like `name=value`; those of an exploded object have the names of its fields.
fn matrix(reader: &Reader<'_>, ty: &Type, name: &str, parts: &[&str]) -> Value {
    let own = |part: &&str| {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        (wire::decoded(key) == name).then(|| value.to_owned())
    };
    let values: Vec<String> = parts.iter().filter_map(own).collect();
    match values.as_slice() {
        [] => reader.read(ty, parts),
        [only] if !reader.explode => reader.read(ty, &split(only, ',')),
        several => reader.read(ty, &several.iter().map(String::as_str).collect::<Vec<_>>()),
    }
}

/// The text of a header.
pub(super) fn header(api: &Api, param: &Param, text: &str) -> Value {
    if param.style.form == Form::Json {
        return json(text);
    }
    let reader = Reader { api, explode: param.style.explode, decode: str::to_owned };
    reader.read(&param.field.ty, &split(text, ','))
}

/// The value of a query parameter or a cookie among encoded pairs; `None` where it is not there. `known` are the names of
/// the other parameters, which are no keys of a map.
pub(super) fn pairs(api: &Api, param: &Param, pairs: &Pairs, known: &[&str]) -> Option<Value> {
    let is_cookie = param.place == ParamPlace::Cookie;
    let decode = if is_cookie { wire::decoded } else { wire::query_decoded };
    let reader = Reader { api, explode: param.style.explode, decode };
    of_pairs(&reader, &param.field, param.style.form, pairs, known)
}

/// The value of a form's body, some of whose fields may have styles of their own.
pub(super) fn form(api: &Api, body: &Body, text: &str) -> Value {
    let mut value = wire::form_value(api, &body.ty, &wire::pairs(text));
    let (Some(object), Value::Object(map)) = (wire::object(api, &body.ty), &mut value) else { return value };
    let pairs = wire::raw_pairs(text);
    let known: Vec<&str> = object.fields.iter().map(|field| field.name.wire()).collect();
    for (name, style) in &body.styles {
        let Some(field) = object.fields.iter().find(|field| field.name.wire() == name) else { continue };
        let reader = Reader { api, explode: style.explode, decode: wire::query_decoded };
        match of_pairs(&reader, field, style.form, &pairs, &known) {
            Some(read) => map.insert(name.clone(), read),
            None => map.remove(name),
        };
    }
    value
}

fn of_pairs(reader: &Reader<'_>, field: &Field, form: Form, pairs: &Pairs, known: &[&str]) -> Option<Value> {
    let (name, ty, explode) = (field.name.wire(), &field.ty, reader.explode);
    let texts: Vec<&str> = texts(name, pairs);
    let first = texts.first();
    match form {
        Form::Json if explode && reader.is_list(ty) => {
            let elements = texts.iter().map(|text| json(&(reader.decode)(text)));
            (!texts.is_empty()).then(|| elements.collect())
        }
        Form::Json => first.map(|text| json(&(reader.decode)(text))),
        Form::DeepObject => match texts.as_slice() {
            [] => reader.below(ty, name, pairs),
            texts => Some(reader.read(ty, texts)),
        },
        _ if explode => match texts.as_slice() {
            [] => reader.spread(ty, pairs, known),
            texts => Some(reader.read(ty, texts)),
        },
        Form::SpaceDelimited => {
            first.map(|text| reader.read(ty, &split(&text.replace("%20", "+").replace(' ', "+"), '+')))
        }
        Form::PipeDelimited => {
            first.map(|text| reader.read(ty, &split(&text.replace("%7C", "|").replace("%7c", "|"), '|')))
        }
        _ => first.map(|text| reader.read(ty, &split(text, ','))),
    }
}

fn texts<'a>(name: &str, pairs: &'a Pairs) -> Vec<&'a str> {
    let is_it = |key: &str| key == name || key.strip_suffix("[]") == Some(name);
    pairs.iter().filter(|(key, _)| is_it(key)).map(|(_, text)| text.as_str()).collect()
}

fn split(text: &str, between: char) -> Vec<&str> {
    text.split(between).map(str::trim).collect()
}

/// A JSON text; what is none stays as it is.
fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// Reads the parts of one parameter.
struct Reader<'a> {
    api: &'a Api,
    explode: bool,
    decode: fn(&str) -> String,
}

impl Reader<'_> {
    fn is_list(&self, ty: &Type) -> bool {
        matches!(self.api.plain(ty), Type::Array(_) | Type::Set(_))
    }

    fn read(&self, ty: &Type, parts: &[&str]) -> Value {
        let decoded: Vec<String> = parts.iter().map(|part| (self.decode)(part)).collect();
        self.parts(ty, parts, &decoded, DEEPEST)
    }

    /// `parts` as they came, and decoded: a pair is cut before it is decoded.
    fn parts(&self, ty: &Type, parts: &[&str], decoded: &[String], depth: usize) -> Value {
        match self.api.plain(ty) {
            Type::Array(inner) | Type::Set(inner) => {
                decoded.iter().map(|text| self.nested(inner, text, depth)).collect()
            }
            Type::Map(inner) => {
                let entries = self.entries(parts, decoded).into_iter();
                Value::Object(entries.map(|(key, text)| (key, self.nested(inner, &text, depth))).collect())
            }
            plain => match (wire::object(self.api, plain), union(self.api, plain)) {
                (Some(object), _) => self.object(object, &self.entries(parts, decoded), depth),
                (None, Some(union)) => self.variant(union, |ty| self.parts(ty, parts, decoded, depth)),
                (None, None) => wire::scalar(self.api, plain, &decoded.join(",")),
            },
        }
    }

    /// A part that may have parts itself, which are joined by commas.
    fn nested(&self, ty: &Type, text: &str, depth: usize) -> Value {
        let Some(depth) = depth.checked_sub(1) else { return Value::from(text) };
        let reader = Reader { api: self.api, explode: false, decode: str::to_owned };
        let parts: Vec<&str> = text.split(',').collect();
        let decoded: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        reader.parts(ty, &parts, &decoded, depth)
    }

    /// Names and values: `name=value` each, or one after the other.
    fn entries(&self, parts: &[&str], decoded: &[String]) -> Vec<(String, String)> {
        if !self.explode {
            let pair = |pair: &[String]| (pair[0].clone(), pair.get(1).cloned().unwrap_or_default());
            return decoded.chunks(2).map(pair).collect();
        }
        let pair = |part: &&str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            ((self.decode)(name), (self.decode)(value))
        };
        parts.iter().map(pair).collect()
    }

    fn object(&self, object: &Object, entries: &[(String, String)], depth: usize) -> Value {
        let field = |(key, text): &(String, String)| {
            let known = object.fields.iter().find(|field| field.name.wire() == key);
            let ty = known.map(|field| &field.ty).or(object.extra.as_ref());
            (key.clone(), ty.map_or_else(|| Value::from(text.as_str()), |ty| self.nested(ty, text, depth)))
        };
        Value::Object(entries.iter().map(field).collect())
    }

    /// The first variant that what is read for it fits; text where there is none.
    fn variant(&self, union: &Union, read: impl Fn(&Type) -> Value) -> Value {
        let fits = |(ty, value): &(&Type, Value)| misfit(self.api, ty, &Limits::default(), value).is_none();
        let mut values = union.variants.iter().map(|variant| (&variant.ty, read(&variant.ty)));
        let found = values.find(fits).map(|(_, value)| value);
        found.unwrap_or_else(|| read(&Type::String))
    }

    /// An object whose fields are parameters of their own.
    fn spread(&self, ty: &Type, pairs: &Pairs, known: &[&str]) -> Option<Value> {
        match self.api.plain(ty) {
            Type::Map(inner) => {
                let own = pairs.iter().filter(|(key, _)| !known.contains(&key.as_str()));
                let entry = |(key, text): &(String, String)| {
                    (key.clone(), self.nested(inner, &(self.decode)(text), DEEPEST))
                };
                let map: Map<String, Value> = own.map(entry).collect();
                (!map.is_empty()).then_some(Value::Object(map))
            }
            plain => match (wire::object(self.api, plain), union(self.api, plain)) {
                (Some(object), _) => wire::fields_of(self.api, object, &decoded(pairs, self.decode)),
                (None, Some(union)) => self.told(union, |ty| self.spread(ty, pairs, known)),
                (None, None) => None,
            },
        }
    }

    /// An object whose fields are in brackets behind its name.
    fn below(&self, ty: &Type, name: &str, pairs: &Pairs) -> Option<Value> {
        match union(self.api, self.api.plain(ty)) {
            Some(union) => self.told(union, |ty| self.below(ty, name, pairs)),
            None => wire::value(self.api, ty, name, &decoded(pairs, self.decode)),
        }
    }

    fn told(&self, union: &Union, read: impl Fn(&Type) -> Option<Value>) -> Option<Value> {
        let values = union.variants.iter().filter_map(|variant| Some((&variant.ty, read(&variant.ty)?)));
        let mut fitting =
            values.filter(|(ty, value)| misfit(self.api, ty, &Limits::default(), value).is_none());
        fitting.next().map(|(_, value)| value)
    }
}

fn decoded(pairs: &Pairs, decode: fn(&str) -> String) -> Vec<(String, String)> {
    pairs.iter().map(|(name, text)| (name.clone(), decode(text))).collect()
}

fn union<'a>(api: &'a Api, ty: &Type) -> Option<&'a Union> {
    let Type::Named(id) = ty else { return None };
    match &api[*id].kind {
        TypeKind::Union(union) => Some(union),
        TypeKind::Object(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => None,
    }
}
