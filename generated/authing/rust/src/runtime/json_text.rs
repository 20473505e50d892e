//! JSON on its way out.
//!
//! Writes as serde_json does, but for floating-point numbers without a fraction: these are written as the whole numbers that they
//! are. To JSON Schema `3.0` and `3` are one number (2020-12, section 4.2.3), to many servers only the latter is an integer. What is
//! no number at all, NaN and the infinities, is an error that names the place.
//! Invariant: a number that is read again is the number that was written.

use std::io;

use serde::Serialize;
use serde::ser::Error;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use super::json_path;
use super::request_context::RequestContext;
use super::request_writer::RequestWriter;

/// Up to here every whole number is a floating-point number of its own (2 to the power of 53).
const EXACT: f64 = 9_007_199_254_740_992.0;

struct WholeNumbers;

impl Formatter for WholeNumbers {
    fn write_f32<W: io::Write + ?Sized>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        if is_whole(value.into()) {
            return write!(writer, "{value}");
        }
        CompactFormatter.write_f32(writer, value)
    }

    fn write_f64<W: io::Write + ?Sized>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        if is_whole(value) {
            return write!(writer, "{value}");
        }
        CompactFormatter.write_f64(writer, value)
    }
}

fn is_whole(value: f64) -> bool {
    value.fract() == 0.0 && value.abs() < EXACT
}

/// The JSON of a value outside of requests: with the fields that only the server sets.
pub(super) fn whole<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut json = Vec::with_capacity(128);
    value.serialize(&mut Serializer::with_formatter(&mut json, WholeNumbers))?;
    Ok(json)
}

/// The JSON of a value in a request.
pub(super) fn to_vec<T: Serialize + ?Sized>(
    value: &T,
    context: &RequestContext,
) -> serde_json::Result<Vec<u8>> {
    let mut json = Vec::with_capacity(128);
    let mut serializer = Serializer::with_formatter(&mut json, WholeNumbers);
    match value.serialize(RequestWriter::new(&mut serializer, context)) {
        Ok(()) => Ok(json),
        Err(error) => Err(placed(&error, &json)),
    }
}

/// An error with its place: the end of what was written.
fn placed(error: &serde_json::Error, json: &[u8]) -> serde_json::Error {
    serde_json::Error::custom(match json_path::at_end(json) {
        place if place.is_empty() => error.to_string(),
        // Without quotes, since what stands in quotes may be a value, and is hidden.
        place => format!("{error} (at {place})"),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn to_vec<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Vec<u8>> {
        super::to_vec(value, &RequestContext::default())
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        let written = |value: &[f64]| String::from_utf8(to_vec(value).unwrap()).unwrap();
        assert_eq!(
            written(&[3.0, -0.0, 0.5, 1e15]),
            "[3,-0,0.5,1000000000000000]"
        );
        let large = [EXACT, 1e300, f64::MIN_POSITIVE];
        assert_eq!(
            serde_json::from_str::<Vec<f64>>(&written(&large)).unwrap(),
            large
        );
        let json = serde_json::json!({ "a": 1.0, "b": [2, 2.5_f32] });
        assert_eq!(to_vec(&json).unwrap(), br#"{"a":1,"b":[2,2.5]}"#);
        assert_eq!(to_vec(&[7.0_f32, 0.1]).unwrap(), b"[7,0.1]");
    }

    #[test]
    fn what_is_no_number_is_an_error_that_names_the_place() {
        let numbers = BTreeMap::from([("a", vec![Some(1.0), None]), ("b", vec![Some(f64::NAN)])]);
        let places = [numbers];
        let error = to_vec(&BTreeMap::from([("list", &places)])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a number is NaN or infinite (at list[0].b[0])"
        );
        let error = to_vec(&f32::INFINITY).unwrap_err();
        assert_eq!(error.to_string(), "a number is NaN or infinite");
        assert_eq!(to_vec(&(1.5, None::<f64>)).unwrap(), b"[1.5,null]");
    }
}
