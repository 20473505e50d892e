//! Whole numbers that are written with a fraction of zero.
//!
//! JSON knows one kind of numbers, and some servers write the number one as `1.0` or `1e0`; the types of this crate tell the kinds
//! apart. A body that could not be read is read once more without such fractions, so that the usual body pays nothing for it.
//! Invariant: no number changes its value.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// The value of a body, where fractions of zero are all that keeps it from being one.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let mut value: Value = serde_json::from_slice(body).ok()?;
    settle(&mut value)
        .then(|| T::deserialize(value).ok())
        .flatten()
}

/// Writes whole numbers as such; whether there were any to write. Reading has bounded how deep values nest.
fn settle(value: &mut Value) -> bool {
    match value {
        Value::Number(number) if number.is_f64() => match number.as_f64().and_then(whole) {
            Some(number) => {
                *value = number.into();
                true
            }
            None => false,
        },
        Value::Array(items) => settle_all(items.iter_mut()),
        Value::Object(fields) => settle_all(fields.values_mut()),
        _ => false,
    }
}

fn settle_all<'v>(values: impl Iterator<Item = &'v mut Value>) -> bool {
    let mut any = false;
    for value in values {
        any |= settle(value);
    }
    any
}

/// Beyond 2^53 a fraction may have been lost already.
fn whole(number: f64) -> Option<i64> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= MOST).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_of_zero_are_no_fractions() {
        assert_eq!(read(b"[1.0, 2e3, -0.0, 7]"), Some(vec![1, 2000, 0, 7]));
        assert_eq!(read::<Vec<i64>>(b"[1.5]"), None);
        assert_eq!(read::<Vec<i64>>(b"[1e300]"), None);
        assert_eq!(read::<Vec<i64>>(b"[1"), None);
        assert_eq!(read::<Vec<String>>(b"[1.0]"), None);
    }
}
