//! Integers that are written with a fraction of zero or an exponent.
//!
//! JSON has one kind of numbers, and some servers write the number one as `1.0` or `1e0` (RFC 8259 section 6). The types
//! of this crate distinguish integers from floating-point numbers. JSON that could not be read is read once more with
//! such numbers written as integers, so that the usual response pays nothing for it. Invariant: no number changes its
//! value.

use serde::de::DeserializeOwned;

/// Reads JSON, where integers may be written as floating-point numbers.
///
/// # Errors
///
/// Returns the error of the JSON as it is when it cannot be read either way.
pub(super) fn from_slice<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(json).or_else(|error| {
        let integral = to_integers(json)
            .ok_or(())
            .and_then(|json| serde_json::from_slice(&json).map_err(drop));
        integral.map_err(|()| error)
    })
}

/// Returns the JSON with integers written as such; `None` when there is nothing to change.
pub(super) fn to_integers(json: &[u8]) -> Option<Vec<u8>> {
    let mut written = Vec::with_capacity(json.len());
    let mut is_changed = false;
    let mut rest = json;
    while let Some(first) = rest.first() {
        let length = match first {
            b'"' => string(rest),
            b'-' | b'0'..=b'9' => rest.iter().take_while(|byte| is_numeric(**byte)).count(),
            _ => 1,
        };
        let (token, after) = rest.split_at_checked(length)?;
        match integer(token) {
            Some(number) => {
                written.extend(number.to_string().into_bytes());
                is_changed = true;
            }
            None => written.extend_from_slice(token),
        }
        rest = after;
    }
    is_changed.then_some(written)
}

/// How long the string is that a text begins with, its quotes included.
fn string(text: &[u8]) -> usize {
    let mut length = 1;
    loop {
        match text.get(length) {
            Some(b'\\') => length += 2,
            Some(b'"') | None => return length + 1,
            Some(_) => length += 1,
        }
    }
}

fn is_numeric(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E')
}

/// Returns the integer that a number with a fraction or an exponent stands for. Beyond 15 digits a number with a fraction
/// could be taken for one without, and beyond 2^53 a fraction may have been lost already.
fn integer(token: &[u8]) -> Option<i64> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    let is_fraction = |byte: &u8| matches!(byte, b'.' | b'e' | b'E');
    if !token.first()?.is_ascii_digit() && *token.first()? != b'-' || !token.iter().any(is_fraction)
    {
        return None;
    }
    let text = std::str::from_utf8(token).ok()?;
    let digits = text.split(['e', 'E']).next().unwrap_or_default();
    let digits = digits.replace(['-', '.'], "");
    let number: f64 = serde_json::from_str(text).ok()?;
    let is_whole = digits.trim_matches('0').len() <= 15 && number.fract() == 0.0;
    (is_whole && number.abs() <= MOST).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_of_zero_are_no_fractions() {
        let read: Vec<i64> = from_slice(b"[1.0, 2e3, -0.0, 7]").unwrap();
        assert_eq!(read, [1, 2000, 0, 7]);
        assert_eq!(from_slice::<Vec<i64>>(b"[1.5]").ok(), None);
        assert_eq!(from_slice::<Vec<i64>>(b"[1e300]").ok(), None);
        assert_eq!(from_slice::<Vec<i64>>(b"[1").ok(), None);
        assert_eq!(from_slice::<Vec<String>>(b"[1.0]").ok(), None);
        assert_eq!(
            from_slice::<Vec<i64>>(b"[3.0000000000000000001]").ok(),
            None
        );
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        let written =
            |text: &str| to_integers(text.as_bytes()).map(|text| String::from_utf8(text).unwrap());
        assert_eq!(
            written(r#"{"a 1.0\"2.0":[1.0,1.50,12345678901234567890.0123,"3.0\\"]}"#).as_deref(),
            Some(r#"{"a 1.0\"2.0":[1,1.50,12345678901234567890.0123,"3.0\\"]}"#)
        );
        for text in [r#"["1.0",1,-2,true,null]"#, "\"1.0", "\"\\", "-", "1.x", ""] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
