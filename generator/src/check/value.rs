//! Values: whether a JSON value is one of a type, within its limits.

use serde_json::{Number, Value};

use crate::model::{Api, EnumRepr, Limits, Object, Scalar, Type, TypeKind, Union};
use crate::problem::{Place, nearest};

/// What is wrong with a value, and where inside it.
#[derive(Debug)]
pub struct Misfit {
    /// The steps from the value to the part that is wrong.
    pub path: Vec<Step>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// A step into a JSON value.
#[derive(Debug)]
pub enum Step {
    /// Into a field.
    Key(String),
    /// Into an element.
    Index(usize),
}

impl Step {
    /// The place that the step leads to.
    #[must_use]
    pub fn below(&self, place: &Place) -> Place {
        match self {
            Self::Key(key) => place.key(key),
            Self::Index(index) => place.index(*index),
        }
    }
}

/// The kinds of values that limits know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Text,
    List,
    Object,
    Other,
}

impl Kind {
    pub(super) fn singular(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "an array",
            Self::Object => "an object",
            Self::Other => "none of these",
        }
    }

    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Number => "numbers",
            Self::Text => "texts",
            Self::List => "arrays",
            Self::Object => "objects and maps",
            Self::Other => "nothing",
        }
    }
}

/// The kind of a type's values.
pub(super) fn kind(api: &Api, ty: &Type) -> Kind {
    match ty {
        Type::Int32 | Type::Int64 | Type::Float | Type::Double | Type::Decimal => Kind::Number,
        Type::String
        | Type::Date
        | Type::DateTime
        | Type::Duration
        | Type::Uuid
        | Type::Uri
        | Type::Bytes => Kind::Text,
        Type::Array(_) | Type::Set(_) => Kind::List,
        Type::Map(_) => Kind::Object,
        Type::Boolean | Type::Any => Kind::Other,
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Enum(values) if values.repr == EnumRepr::String => Kind::Text,
            TypeKind::Enum(_) => Kind::Number,
            TypeKind::Alias(inner, _) if !matches!(inner, Type::Named(_)) => kind(api, inner),
            TypeKind::Object(_) => Kind::Object,
            TypeKind::Alias(..) | TypeKind::Union(_) => Kind::Other,
        },
    }
}

/// What keeps a value from being one of a type; `None` when it is one.
#[must_use]
pub fn misfit(api: &Api, ty: &Type, limits: &Limits, value: &Value) -> Option<Misfit> {
    within_type(api, ty, value).or_else(|| within_limits(limits, value))
}

fn plain(message: impl Into<String>) -> Option<Misfit> {
    Some(Misfit { path: Vec::new(), message: message.into(), help: None })
}

fn below(step: Step, misfit: Option<Misfit>) -> Option<Misfit> {
    misfit.map(|mut misfit| {
        misfit.path.insert(0, step);
        misfit
    })
}

fn within_type(api: &Api, ty: &Type, value: &Value) -> Option<Misfit> {
    match ty {
        Type::Any => None,
        Type::Boolean => wanted(value.is_boolean(), "true or false", value),
        Type::Int32 => {
            let fits = value.as_i64().is_some_and(|number| i32::try_from(number).is_ok());
            wanted(fits, "a whole number of 32 bits", value)
        }
        Type::Int64 => wanted(value.is_i64(), "a whole number", value),
        Type::Float | Type::Double => wanted(value.is_number(), "a number", value),
        Type::Decimal => wanted(value.is_number() || is_decimal(value), "a decimal number", value),
        Type::String
        | Type::Date
        | Type::DateTime
        | Type::Duration
        | Type::Uuid
        | Type::Uri
        | Type::Bytes => text(ty, value),
        Type::Array(inner) | Type::Set(inner) => list(api, inner, matches!(ty, Type::Set(_)), value),
        Type::Map(inner) => {
            let Some(map) = value.as_object() else { return wanted(false, "an object", value) };
            map.iter().find_map(|(key, value)| below(Step::Key(key.clone()), within_type(api, inner, value)))
        }
        Type::Named(id) => match &api[*id].kind {
            TypeKind::Alias(inner, limits) => misfit(api, inner, limits, value),
            TypeKind::Enum(values) => {
                let known: Vec<Value> = values.values.iter().map(|value| value.value.to_json()).collect();
                one_of(&known, values.repr, value)
            }
            TypeKind::Object(object) => object_misfit(api, object, value),
            TypeKind::Union(union) => union_misfit(api, union, value),
        },
    }
}

fn wanted(fits: bool, what: &str, value: &Value) -> Option<Misfit> {
    if fits {
        None
    } else {
        plain(format!("{what} is wanted, and this is {} {}", described(value), shown(value)))
    }
}

fn text(ty: &Type, value: &Value) -> Option<Misfit> {
    let Some(text) = value.as_str() else {
        let help =
            (!value.is_object() && !value.is_array()).then(|| format!("put it in quotes: \"{value}\""));
        return wanted(false, "a text", value).map(|misfit| Misfit { help, ..misfit });
    };
    let (fits, what) = match ty {
        Type::Date => (is_date(text), "a date like 2022-07-03"),
        Type::DateTime => (is_date_time(text), "a point in time like 2022-07-03T02:20:30.000Z"),
        Type::Uuid => (is_uuid(text), "a UUID"),
        Type::Bytes => (is_base64(text), "bytes in base64"),
        _ => (true, ""),
    };
    wanted(fits, what, value)
}

fn list(api: &Api, inner: &Type, distinct: bool, value: &Value) -> Option<Misfit> {
    let Some(items) = value.as_array() else { return wanted(false, "an array", value) };
    for (index, item) in items.iter().enumerate() {
        let misfit = below(Step::Index(index), within_type(api, inner, item));
        if misfit.is_some() {
            return misfit;
        }
        if distinct && items[..index].contains(item) {
            return below(Step::Index(index), plain(format!("{} occurs twice", shown(item))));
        }
    }
    None
}

fn one_of(known: &[Value], repr: EnumRepr, value: &Value) -> Option<Misfit> {
    if known.contains(value) {
        return None;
    }
    let words: Vec<String> = known.iter().map(Value::to_string).collect();
    let help = match (repr, value.as_str()) {
        (EnumRepr::String, Some(text)) => nearest(text, known.iter().filter_map(Value::as_str))
            .map(|word| format!("did you mean \"{word}\"?")),
        _ => None,
    };
    let help = help.unwrap_or_else(|| format!("known are {}", words.join(", ")));
    Some(Misfit {
        path: Vec::new(),
        message: format!("{} is not a value of the enum", shown(value)),
        help: Some(help),
    })
}

fn object_misfit(api: &Api, object: &Object, value: &Value) -> Option<Misfit> {
    let Some(map) = value.as_object() else { return wanted(false, "an object", value) };
    for field in &object.fields {
        let misfit = match map.get(field.name.wire()) {
            None if field.is_always_there() => {
                plain(format!("`{}` is required and not there", field.name.wire()))
            }
            None => None,
            Some(Value::Null) if field.nullable => None,
            Some(value) => {
                let misfit = misfit(api, &field.ty, &field.limits, value);
                below(Step::Key(field.name.wire().to_owned()), misfit)
            }
        };
        if misfit.is_some() {
            return misfit;
        }
    }
    if let Some(extra) = &object.extra {
        let known = |key: &String| object.fields.iter().any(|field| field.name.wire() == key.as_str());
        return map
            .iter()
            .filter(|(key, _)| !known(key))
            .find_map(|(key, value)| below(Step::Key(key.clone()), within_type(api, extra, value)));
    }
    let is_known = |key: &&String| object.fields.iter().any(|field| field.name.wire() == key.as_str());
    map.keys()
        .find(|key| !is_known(key))
        .and_then(|key| below(Step::Key(key.clone()), plain(format!("there is no field `{key}`"))))
}

/// A value is one of a union when it is one of any of its types; the discriminator, where it is there, says which.
fn union_misfit(api: &Api, union: &Union, value: &Value) -> Option<Misfit> {
    let tag = union.discriminator.as_ref().and_then(|field| value.get(field)?.as_str());
    let tagged =
        tag.and_then(|tag| union.variants.iter().find(|variant| variant.tags.iter().any(|own| own == tag)));
    if let (Some(variant), Some(field)) = (tagged, &union.discriminator) {
        return match knows_field(api, &variant.ty, field) {
            true => within_type(api, &variant.ty, value),
            false => within_type(api, &variant.ty, &without(value, field)),
        };
    }
    let mut misfits = union.variants.iter().map(|variant| within_type(api, &variant.ty, value));
    if misfits.any(|misfit| misfit.is_none()) {
        return None;
    }
    match union.variants.as_slice() {
        [only] => within_type(api, &only.ty, value),
        _ => plain(format!("{} is none of the types of the union", shown(value))),
    }
}

/// Whether a type has a field of that name. What is no object is not asked: it says itself what does not fit.
fn knows_field(api: &Api, ty: &Type, name: &str) -> bool {
    let Type::Named(id) = ty else { return true };
    match &api[*id].kind {
        TypeKind::Object(object) => object.fields.iter().any(|field| field.name.wire() == name),
        TypeKind::Alias(inner, _) => knows_field(api, inner, name),
        TypeKind::Union(_) | TypeKind::Enum(_) => true,
    }
}

/// An object without one of its fields: the discriminator is part of the union where a type does not know it.
fn without(value: &Value, name: &str) -> Value {
    let fields = value.as_object().into_iter().flatten().filter(|(key, _)| *key != name);
    Value::Object(fields.map(|(key, value)| (key.clone(), value.clone())).collect())
}

/// Whether a number keeps to a limit.
type Holds = fn(f64, f64) -> bool;

fn within_limits(limits: &Limits, value: &Value) -> Option<Misfit> {
    let Limits {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_length,
        max_length,
        pattern: _,
        min_items,
        max_items,
        min_fields,
        max_fields,
    } = limits;
    if let Some(number) = value.as_f64() {
        let rules: [(&Option<Number>, Holds, &str); 5] = [
            (minimum, |number, limit| number >= limit, "less than the minimum"),
            (maximum, |number, limit| number <= limit, "more than the maximum"),
            (exclusive_minimum, |number, limit| number > limit, "not greater than the exclusive minimum"),
            (exclusive_maximum, |number, limit| number < limit, "not less than the exclusive maximum"),
            (multiple_of, is_multiple, "no multiple of the step"),
        ];
        for (limit, holds, what) in rules {
            if let Some(limit) =
                limit.as_ref().filter(|limit| limit.as_f64().is_some_and(|limit| !holds(number, limit)))
            {
                return plain(format!("{value} is {what}, {limit}"));
            }
        }
    }
    if let Some(map) = value.as_object() {
        return within_count(map.len() as u64, *min_fields, *max_fields, "entries");
    }
    if let Some(text) = value.as_str() {
        return within_count(text.chars().count() as u64, *min_length, *max_length, "characters");
    }
    if let Some(items) = value.as_array() {
        return within_count(items.len() as u64, *min_items, *max_items, "elements");
    }
    None
}

/// Whether a number is a multiple of a step, as far as binary fractions can tell.
fn is_multiple(number: f64, step: f64) -> bool {
    let quotient = number / step;
    step <= 0.0 || (quotient - quotient.round()).abs() < 1e-9 * quotient.abs().max(1.0)
}

fn within_count(count: u64, least: Option<u64>, most: Option<u64>, what: &str) -> Option<Misfit> {
    if let Some(least) = least.filter(|least| count < *least) {
        return plain(format!("it has {count} {what}, and at least {least} are wanted"));
    }
    if let Some(most) = most.filter(|most| count > *most) {
        return plain(format!("it has {count} {what}, and at most {most} are allowed"));
    }
    None
}

/// A value as it is quoted in a message: cut where it is long.
fn shown(value: &Value) -> String {
    const MOST: usize = 40;
    let text = value.to_string();
    if text.chars().count() <= MOST {
        return text;
    }
    text.chars().take(MOST).chain(['…']).collect()
}

fn described(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn is_decimal(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.parse::<f64>().is_ok_and(f64::is_finite))
}

/// RFC 3339, `full-date`.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let numbers = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u8>().ok());
    bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() })
        && numbers(5..7).is_some_and(|month| (1..=12).contains(&month))
        && numbers(8..10).is_some_and(|day| (1..=31).contains(&day))
}

/// RFC 3339, `date-time`.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else { return false };
    let zone = time.rfind(['Z', 'z', '+', '-']);
    let Some((clock, offset)) = zone.map(|at| time.split_at(at)) else { return false };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let offset_fits = offset.eq_ignore_ascii_case("z") || is_clock(&offset[1..], 2);
    is_date(date)
        && is_clock(clock, 3)
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && offset_fits
}

fn is_clock(text: &str, parts: usize) -> bool {
    let found: Vec<&str> = text.split(':').collect();
    let limits = [23, 59, 60];
    found.len() == parts
        && found
            .iter()
            .zip(limits)
            .all(|(part, limit)| part.len() == 2 && part.parse::<u8>().is_ok_and(|number| number <= limit))
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

/// The text of an enum value, for messages and names.
impl std::fmt::Display for Scalar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::String(text) => f.write_str(text),
            Self::Integer(number) => write!(f, "{number}"),
        }
    }
}
