//! Values: whether a JSON value is one of a type, within its limits.

mod kind;
mod limits;

use std::cell::RefCell;
use std::collections::HashSet;

use serde_json::Value;

pub(super) use self::kind::{Kind, kind};
use self::limits::within_limits;
use crate::model::{Api, EnumRepr, Limits, Object, Tuple, Type, TypeId, TypeKind, Union, format};
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

/// What keeps a value from being one of a type; `None` when it is one.
#[must_use]
pub fn misfit(api: &Api, ty: &Type, limits: &Limits, value: &Value) -> Option<Misfit> {
    value_misfit(&Judge::new(api), ty, limits, value)
}

/// Compares the parts of one value with types.
struct Judge<'a> {
    api: &'a Api,
    /// The unions of which a part of the value is known to be no variant, by the address of the part. Unions of unions
    /// lead to the same pair along many ways, twice as many with each level.
    misfits: RefCell<HashSet<(TypeId, *const Value)>>,
}

impl<'a> Judge<'a> {
    fn new(api: &'a Api) -> Self {
        Self { api, misfits: RefCell::default() }
    }

    fn union(&self, id: TypeId, union: &Union, value: &Value) -> Option<Misfit> {
        let key = (id, std::ptr::from_ref(value));
        // A union that is met again below itself has added nothing on the way, so it is no variant of itself.
        if !self.misfits.borrow_mut().insert(key) {
            return plain(format!("{} is none of the types of the union", shown(value)));
        }
        let misfit = union_misfit(self, union, value);
        if misfit.is_none() {
            self.misfits.borrow_mut().remove(&key);
        }
        misfit
    }
}

fn value_misfit(judge: &Judge<'_>, ty: &Type, limits: &Limits, value: &Value) -> Option<Misfit> {
    within_type(judge, ty, limits, value).or_else(|| within_limits(limits, value))
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

fn within_type(judge: &Judge<'_>, ty: &Type, limits: &Limits, value: &Value) -> Option<Misfit> {
    match ty {
        Type::Any => None,
        Type::Boolean => wanted(value.is_boolean(), "true or false", value),
        Type::Int32 => {
            let fits = value.as_i64().is_some_and(|number| i32::try_from(number).is_ok());
            wanted(fits, "a whole number of 32 bits", value)
        }
        Type::Int64 | Type::UnixTime => wanted(value.is_i64(), "a whole number", value),
        Type::UInt64 => wanted(value.is_u64(), "a whole number that is not negative", value),
        Type::Float | Type::Double => wanted(value.is_number(), "a number", value),
        Type::Decimal | Type::DecimalNumber => {
            let fits = value.is_number() || value.as_str().is_some_and(format::is_decimal);
            wanted(fits, "a decimal number", value)
        }
        Type::String
        | Type::Date
        | Type::DateTime
        | Type::HttpDate
        | Type::Duration
        | Type::Uuid
        | Type::Uri
        | Type::Bytes
        | Type::Base64Url
        | Type::Binary => text(ty, value),
        Type::Array(_) | Type::Set(_) => list(judge, ty, limits.of_items(), value),
        Type::Map(inner) => {
            let Some(map) = value.as_object() else { return wanted(false, "an object", value) };
            map.iter().find_map(|(key, value)| below(Step::Key(key.clone()), of_type(judge, inner, value)))
        }
        Type::Nullable(_) if value.is_null() => None,
        Type::Nullable(inner) => within_type(judge, inner, limits, value),
        Type::Named(id) => match &judge.api[*id].kind {
            TypeKind::Alias(inner, limits) => value_misfit(judge, inner, limits, value),
            TypeKind::Enum(values) => {
                let known: Vec<Value> = values.values.iter().map(|value| value.value.to_json()).collect();
                one_of(&known, values.repr, value)
            }
            TypeKind::Object(object) => object_misfit(judge, object, value),
            TypeKind::Union(union) => judge.union(*id, union, value),
            TypeKind::Tuple(tuple) => tuple_misfit(judge, tuple, value),
        },
    }
}

fn wanted(fits: bool, what: &str, value: &Value) -> Option<Misfit> {
    if fits {
        None
    } else {
        let found = if value.is_null() {
            "null".to_owned()
        } else {
            format!("{} {}", described(value), shown(value))
        };
        plain(format!("{what} is wanted, and this is {found}"))
    }
}

fn text(ty: &Type, value: &Value) -> Option<Misfit> {
    let Some(text) = value.as_str() else {
        let help =
            (value.is_number() || value.is_boolean()).then(|| format!("put it in quotes: \"{value}\""));
        return wanted(false, "a text", value).map(|misfit| Misfit { help, ..misfit });
    };
    let (fits, what) = match ty {
        Type::Date => (format::is_date(text), "a date like 2022-07-03"),
        Type::DateTime => (format::is_date_time(text), "a point in time like 2022-07-03T02:20:30.000Z"),
        Type::HttpDate => (format::is_http_date(text), "a date like Sat, 31 Jan 2026 09:30:00 GMT"),
        Type::Uuid => (format::is_uuid(text), "a UUID"),
        Type::Bytes => (format::is_base64(text), "bytes in base64"),
        Type::Base64Url => (format::is_base64url(text), "bytes in base64 for URLs"),
        _ => (true, ""),
    };
    let is_day = matches!(ty, Type::Date | Type::DateTime);
    let help = is_day.then(|| format::days_of_its_month(text)).flatten();
    wanted(fits, what, value).map(|misfit| Misfit { help, ..misfit })
}

/// A value of a type without limits of its use.
fn of_type(judge: &Judge<'_>, ty: &Type, value: &Value) -> Option<Misfit> {
    within_type(judge, ty, &Limits::NONE, value)
}

fn list(judge: &Judge<'_>, ty: &Type, limits: &Limits, value: &Value) -> Option<Misfit> {
    let (Some(items), Some(inner)) = (value.as_array(), ty.element()) else {
        return wanted(false, "an array", value);
    };
    let distinct = matches!(ty, Type::Set(_));
    for (index, item) in items.iter().enumerate() {
        let misfit = below(Step::Index(index), misfit_of_element(judge, inner, limits, item));
        if misfit.is_some() {
            return misfit;
        }
        if distinct && items[..index].contains(item) {
            return below(Step::Index(index), plain(format!("{} occurs twice", shown(item))));
        }
    }
    None
}

fn misfit_of_element(judge: &Judge<'_>, ty: &Type, limits: &Limits, value: &Value) -> Option<Misfit> {
    match ty {
        Type::Nullable(_) if value.is_null() => None,
        ty => value_misfit(judge, ty, limits, value),
    }
}

/// Each element by its place, and no more of them than there are places.
fn tuple_misfit(judge: &Judge<'_>, tuple: &Tuple, value: &Value) -> Option<Misfit> {
    let Some(items) = value.as_array() else { return wanted(false, "an array", value) };
    let (least, most) = (tuple.least(), tuple.elements.len());
    if items.len() < least || (items.len() > most && tuple.rest.is_none()) {
        let wanted = if least == most { most.to_string() } else { format!("{least} to {most}") };
        return plain(format!("{wanted} elements are wanted, and these are {}", items.len()));
    }
    items.iter().enumerate().find_map(|(index, item)| {
        let misfit = match (tuple.elements.get(index), &tuple.rest) {
            (Some(element), _) if element.nullable && item.is_null() => None,
            (Some(element), _) => value_misfit(judge, &element.ty, &element.limits, item),
            (None, Some(rest)) => of_type(judge, rest, item),
            (None, None) => None,
        };
        below(Step::Index(index), misfit)
    })
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

fn object_misfit(judge: &Judge<'_>, object: &Object, value: &Value) -> Option<Misfit> {
    let Some(map) = value.as_object() else { return wanted(false, "an object", value) };
    for field in &object.fields {
        let misfit = match map.get(field.name.wire()) {
            None if field.is_always_there() => {
                plain(format!("`{}` is required and not there", field.name.wire()))
            }
            None => None,
            Some(Value::Null) if field.nullable => None,
            Some(value) => {
                let misfit = value_misfit(judge, &field.ty, &field.limits, value);
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
            .find_map(|(key, value)| below(Step::Key(key.clone()), of_type(judge, extra, value)));
    }
    let is_known = |key: &&String| object.fields.iter().any(|field| field.name.wire() == key.as_str());
    map.keys()
        .find(|key| !is_known(key))
        .and_then(|key| below(Step::Key(key.clone()), plain(format!("there is no field `{key}`"))))
}

/// A value is one of a union when it is one of any of its types; the discriminator, where it is there, says which.
fn union_misfit(judge: &Judge<'_>, union: &Union, value: &Value) -> Option<Misfit> {
    if let (Some(variant), Some(field)) = (union.told(value), &union.discriminator) {
        return match knows_field(judge, &variant.ty, field) {
            true => of_type(judge, &variant.ty, value),
            false => of_type(&Judge::new(judge.api), &variant.ty, &without(value, field)),
        };
    }
    if let [only] = union.variants.as_slice() {
        return of_type(judge, &only.ty, value);
    }
    let mut misfits = union.variants.iter().map(|variant| of_type(judge, &variant.ty, value));
    if misfits.any(|misfit| misfit.is_none()) {
        return None;
    }
    plain(format!("{} is none of the types of the union", shown(value)))
}

/// Whether a type has a field of that name. What is no object is not asked: it says itself what does not fit.
fn knows_field(judge: &Judge<'_>, ty: &Type, name: &str) -> bool {
    let Type::Named(id) = ty else { return true };
    match &judge.api[*id].kind {
        TypeKind::Object(object) => object.fields.iter().any(|field| field.name.wire() == name),
        TypeKind::Alias(inner, _) => knows_field(judge, inner, name),
        TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) => true,
    }
}

/// An object without one of its fields: the discriminator is part of the union where a type does not know it.
fn without(value: &Value, name: &str) -> Value {
    let fields = value.as_object().into_iter().flatten().filter(|(key, _)| *key != name);
    Value::Object(fields.map(|(key, value)| (key.clone(), value.clone())).collect())
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
