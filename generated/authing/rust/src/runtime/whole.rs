//! Whole numbers that are written with a fraction of zero.
//!
//! JSON knows one kind of numbers, and some servers write the number one as `1.0` or `1e0`; the types of this crate tell the kinds
//! apart. A body that could not be read is read once more without such fractions, so that the usual body pays nothing for it.
//! Invariant: no number changes its value.

use serde::de::DeserializeOwned;

/// The value of a body, where fractions of zero are all that keeps it from being one.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    serde_json::from_slice(&settled(body)?).ok()
}

/// The body with whole numbers written as such, if there are any to write.
fn settled(body: &[u8]) -> Option<Vec<u8>> {
    let mut settled = Vec::with_capacity(body.len());
    let mut is_changed = false;
    let mut rest = body;
    while let Some(first) = rest.first() {
        let length = match first {
            b'"' => string(rest),
            b'-' | b'0'..=b'9' => rest.iter().take_while(|byte| is_numeric(**byte)).count(),
            _ => 1,
        };
        let (token, after) = rest.split_at_checked(length)?;
        match whole(token) {
            Some(number) => {
                settled.extend(number.to_string().into_bytes());
                is_changed = true;
            }
            None => settled.extend_from_slice(token),
        }
        rest = after;
    }
    is_changed.then_some(settled)
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

/// The whole number that a number with a fraction or an exponent is. Beyond 15 digits a number with a fraction could be taken for one
/// without, and beyond 2^53 a fraction may have been lost already.
fn whole(token: &[u8]) -> Option<i64> {
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
        assert_eq!(read(b"[1.0, 2e3, -0.0, 7]"), Some(vec![1, 2000, 0, 7]));
        assert_eq!(read::<Vec<i64>>(b"[1.5]"), None);
        assert_eq!(read::<Vec<i64>>(b"[1e300]"), None);
        assert_eq!(read::<Vec<i64>>(b"[1"), None);
        assert_eq!(read::<Vec<String>>(b"[1.0]"), None);
        assert_eq!(read::<Vec<i64>>(b"[3.0000000000000000001]"), None);
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        let written =
            |text: &str| settled(text.as_bytes()).map(|text| String::from_utf8(text).unwrap());
        assert_eq!(
            written(r#"{"a 1.0\"2.0":[1.0,1.50,12345678901234567890.0123,"3.0\\"]}"#).as_deref(),
            Some(r#"{"a 1.0\"2.0":[1,1.50,12345678901234567890.0123,"3.0\\"]}"#)
        );
        for text in [r#"["1.0",1,-2,true,null]"#, "\"1.0", "\"\\", "-", "1.x", ""] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
