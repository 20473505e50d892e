//! Plain values: the simplest value of a type that is no collection and has no name, within its limits.

use serde_json::{Map, Value};

use super::number::{fraction, whole_number};
use super::pattern::matching;
use crate::model::{Limits, Type};

/// The plainest value of a type that is no collection and has no name, or the `nth` of those that differ from it.
pub(super) fn plain_value(ty: &Type, limits: &Limits, nth: usize) -> Value {
    const INT32: (i128, i128) = (i32::MIN as i128, i32::MAX as i128);
    const INT64: (i128, i128) = (i64::MIN as i128, i64::MAX as i128);
    const UINT64: (i128, i128) = (0, u64::MAX as i128);
    match ty {
        Type::Boolean => Value::Bool(nth.is_multiple_of(2)),
        Type::UnixTime if *limits == Limits::NONE => Value::from(1_706_689_800 + nth as u64),
        Type::UInt64 => Value::Number(whole_number(limits, UINT64, nth)),
        Type::Int32 => Value::Number(whole_number(limits, INT32, nth)),
        Type::Int64 | Type::UnixTime => Value::Number(whole_number(limits, INT64, nth)),
        Type::Float | Type::Double | Type::DecimalNumber => fraction(limits, nth),
        Type::Any => any(nth),
        ty => Value::String(string(ty, limits, nth)),
    }
}

fn any(nth: usize) -> Value {
    if nth == 0 { Value::Object(Map::new()) } else { Value::from(nth) }
}

/// A string of a type, which matches the pattern where a string can be made that does.
fn string(ty: &Type, limits: &Limits, nth: usize) -> String {
    let Some(pattern) = &limits.pattern else { return usual(ty, limits, nth) };
    let usual = usual(ty, limits, nth);
    match matching(pattern, limits.min_length.unwrap_or(0), nth) {
        // What has a format of its own keeps to that rather than to a pattern, which only repeats the format.
        Some(text) if matches!(ty, Type::String | Type::Decimal | Type::Uri | Type::Binary) => text,
        _ => usual,
    }
}

fn usual(ty: &Type, limits: &Limits, nth: usize) -> String {
    let day = nth % 28 + 1;
    let date = if nth == 0 { "2024-01-31".to_owned() } else { format!("2024-02-{day:02}") };
    match ty {
        Type::Decimal => format!("{}.00", nth + 1),
        Type::Date => date,
        Type::DateTime => format!("{date}T08:30:00.000Z"),
        Type::HttpDate => format!("Wed, 31 Jan 2024 08:{:02}:00 GMT", (30 + nth) % 60),
        Type::Duration => format!("PT{}H", nth + 1),
        Type::Uuid => format!("6f1b2c34-5d6e-4f70-8a9b-0c1d2e3f{:04x}", (0x4a5b + nth) % 0x1_0000),
        Type::Uri => uri(limits, nth),
        Type::Bytes => base64(limits, nth, "="),
        Type::Base64Url => base64(limits, nth, ""),
        Type::Binary => words("hello", limits, nth),
        _ => words("string", limits, nth),
    }
}

/// A URI, with a path that makes it long enough.
fn uri(limits: &Limits, nth: usize) -> String {
    let path = if nth == 0 { String::new() } else { (nth + 1).to_string() };
    let uri = format!("https://example.com/{path}");
    let length = uri.len() as u64;
    let uri = if limits.max_length.is_some_and(|most| most < length) { format!("a:{path}") } else { uri };
    let missing = limits.min_length.unwrap_or(0).min(LONGEST).saturating_sub(uri.len() as u64);
    uri + &"a".repeat(usize::try_from(missing).unwrap_or(0))
}

/// Base64 of `hello`, or of as many bytes as make it long enough or short enough.
fn base64(limits: &Limits, nth: usize, padding: &str) -> String {
    let letter = char::from(b'A' + u8::try_from(nth % 26).unwrap_or(0));
    let usual = if nth == 0 { format!("aGVsbG8{padding}") } else { format!("{letter}AAA") };
    let (least, most) = (limits.min_length.unwrap_or(0).min(LONGEST), limits.max_length.unwrap_or(u64::MAX));
    if (least..=most).contains(&(usual.len() as u64)) {
        return usual;
    }
    let groups = if most < 4 { 0 } else { least.div_ceil(4).max(1) };
    format!("{letter}AAA").repeat(usize::try_from(groups).unwrap_or(1))
}

/// The most characters of a string that is made up.
const LONGEST: u64 = 10_000;

/// A word, cut or repeated until it has the right length; others than the first end in their number.
fn words(word: &str, limits: &Limits, nth: usize) -> String {
    let least = limits.min_length.unwrap_or(0).min(LONGEST);
    let most = limits.max_length.unwrap_or(u64::MAX);
    let end = if nth == 0 { String::new() } else { (nth + 1).to_string() };
    if end.len() as u64 > most {
        // So short a string differs in its letters.
        let letter = |position: u32| {
            let index = nth / 26_usize.saturating_pow(position) % 26;
            char::from(b'a' + u8::try_from(index).unwrap_or(0))
        };
        return (0..u32::try_from(most).unwrap_or(1)).map(letter).collect();
    }
    let length = (word.len() as u64 + end.len() as u64).max(least).min(most);
    let length = usize::try_from(length).unwrap_or(word.len()) - end.len();
    word.chars().cycle().take(length).chain(end.chars()).collect()
}
