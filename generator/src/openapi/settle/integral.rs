//! Integers that are written with a fraction of zero or an exponent, such as `1.0` and `1e3`.
//!
//! JSON Schema takes them for integers (JSON Schema 2020-12 core, section 4.2.3), and so do we, wherever a document gives
//! values: in defaults, examples and enums.

use serde_json::{Number, Value};

/// The largest number below which every integer has a floating-point number of its own.
const MAX: f64 = 9_007_199_254_740_992.0;

/// Returns the integer that a number stands for.
pub(in crate::openapi) fn integer(number: &Number) -> Option<i64> {
    if let Some(integer) = number.as_i64() {
        return Some(integer);
    }
    let float = number.as_f64().filter(|_| number.is_f64())?;
    (float.fract() == 0.0 && float.abs() <= MAX).then_some(float as i64)
}

/// Returns the value with all integers in it written as such; `None` when they are already.
pub(super) fn written(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) if number.is_f64() => integer(number).map(Value::from),
        Value::Array(items) => {
            let changed: Vec<Option<Value>> = items.iter().map(written).collect();
            let pairs = changed.iter().any(Option::is_some).then(|| changed.into_iter().zip(items))?;
            Some(pairs.map(|(changed, item)| changed.unwrap_or_else(|| item.clone())).collect())
        }
        Value::Object(map) => {
            let changed: Vec<Option<Value>> = map.values().map(written).collect();
            let pairs = changed.iter().any(Option::is_some).then(|| changed.into_iter().zip(map))?;
            let entry = |(changed, (key, item)): (Option<Value>, (&String, &Value))| {
                (key.clone(), changed.unwrap_or_else(|| item.clone()))
            };
            Some(Value::Object(pairs.map(entry).collect()))
        }
        _ => None,
    }
}
