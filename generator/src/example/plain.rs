//! Plain values: the simplest value of a type that is no collection and has no name, within its limits.
//!
//! Limits that no value keeps to are reported elsewhere; here they only must not lead to a panic.

use serde_json::{Map, Number, Value};

use crate::model::{Limits, Type};

/// The plainest value of a type that is no collection and has no name.
pub(super) fn plain_value(ty: &Type, limits: &Limits) -> Value {
    match ty {
        Type::Boolean => Value::Bool(true),
        Type::UnixTime if *limits == Limits::NONE => Value::from(1_706_689_800),
        Type::UInt64 => {
            let least = limits.minimum.clone().or_else(|| Some(0.into()));
            Value::Number(whole_number(&Limits { minimum: least, ..limits.clone() }))
        }
        Type::Int32 | Type::Int64 | Type::UnixTime => Value::Number(whole_number(limits)),
        Type::Float | Type::Double => fraction(limits),
        Type::Decimal => Value::from("1.00"),
        Type::DecimalNumber => fraction(limits),
        Type::Date => Value::from("2024-01-31"),
        Type::DateTime => Value::from("2024-01-31T08:30:00.000Z"),
        Type::HttpDate => Value::from("Wed, 31 Jan 2024 08:30:00 GMT"),
        Type::Duration => Value::from("PT1H"),
        Type::Uuid => Value::from("6f1b2c34-5d6e-4f70-8a9b-0c1d2e3f4a5b"),
        Type::Uri => Value::from("https://example.com/"),
        Type::Bytes => Value::from("aGVsbG8="),
        Type::Binary => Value::from("hello"),
        Type::Base64Url => Value::from("aGVsbG8"),
        Type::Any => Value::Object(Map::new()),
        _ => Value::String(text(limits)),
    }
}

/// The whole number nearest to one within the limits.
fn whole_number(limits: &Limits) -> Number {
    let whole = |limit: &Option<Number>, round: fn(f64) -> f64| {
        let limit = limit.as_ref()?;
        limit.as_i64().or_else(|| limit.as_f64().map(|number| round(number) as i64))
    };
    let above = whole(&limits.exclusive_minimum, f64::floor).map(|limit| limit.saturating_add(1));
    let below = whole(&limits.exclusive_maximum, f64::ceil).map(|limit| limit.saturating_sub(1));
    let least = whole(&limits.minimum, f64::ceil).max(above).unwrap_or(i64::MIN);
    let most = whole(&limits.maximum, f64::floor).into_iter().chain(below).min().unwrap_or(i64::MAX);
    let value = 1.max(least).min(most);
    let step = whole(&limits.multiple_of, f64::ceil).filter(|step| *step > 1).unwrap_or(1);
    let up = value.saturating_add((step - value.rem_euclid(step)) % step);
    Number::from(if up <= most { up } else { up.saturating_sub(step) })
}

/// The number nearest to one and a half within the limits.
fn fraction(limits: &Limits) -> Value {
    let bound = |limit: &Option<Number>| limit.as_ref().and_then(Number::as_f64);
    let least = bound(&limits.minimum).unwrap_or(f64::NEG_INFINITY);
    let most = bound(&limits.maximum).unwrap_or(f64::INFINITY);
    let (above, below) = (bound(&limits.exclusive_minimum), bound(&limits.exclusive_maximum));
    let inside =
        |value: f64| above.is_none_or(|limit| value > limit) && below.is_none_or(|limit| value < limit);
    let plain = 1.5_f64.max(least).min(most);
    if let Some(step) = bound(&limits.multiple_of).filter(|step| *step > 0.0) {
        let up = (plain / step).ceil() * step;
        let candidates = [up, up + step, up - step];
        let fits = |value: &f64| *value >= least && *value <= most && inside(*value);
        return Value::from(candidates.into_iter().find(fits).unwrap_or(up));
    }
    match (above, below) {
        _ if inside(plain) => Value::from(plain),
        (Some(above), Some(below)) => Value::from(f64::midpoint(above, below)),
        (Some(above), None) => Value::from((above + 1.0).min(most)),
        (None, Some(below)) => Value::from((below - 1.0).max(least)),
        (None, None) => Value::from(plain),
    }
}

/// `string`, cut or repeated until it has the right length.
fn text(limits: &Limits) -> String {
    const WORD: &str = "string";
    const LONGEST: u64 = 10_000;
    let least = limits.min_length.unwrap_or(0).min(LONGEST);
    let most = limits.max_length.unwrap_or(u64::MAX);
    let length = (WORD.len() as u64).max(least).min(most);
    WORD.chars().cycle().take(usize::try_from(length).unwrap_or(WORD.len())).collect()
}
