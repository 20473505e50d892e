//! Samples of how parameters are sent: the server reads the same value from what a page shows.

use std::path::Path;

use serde_json::Value;

use super::super::{params::place_name, style, wire};
use crate::example;
use crate::model::{Api, Param, ParamPlace, Type};
use crate::problem::Problems;
use crate::source;

#[test]
fn what_a_page_shows_is_what_the_server_reads() {
    let mut count = 0;
    for case in ["object_params", "params_without_examples", "array_query_param"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(case);
        let api = crate::load(&source::read(&folder).unwrap(), &mut Problems::default()).unwrap();
        let params = api.operations.iter().flat_map(|operation| &operation.params);
        // A parameter of any type has no fields by which the server could find them.
        for param in params.filter(|param| param.field.ty != Type::Any) {
            let (name, place) = (param.field.name.wire(), place_name(param.place));
            let value = example::value_with_parts(&api, &param.field, param.style);
            let sent = example::sent(param.place, name, param.style, &value);
            assert!(!sent.is_empty(), "{case}: {place}.{name} has no sample");
            let read = read(&api, param, &sent);
            assert_eq!(flat(&read), flat(&value), "{case}: {place}.{name} is sent as {sent}");
            count += 1;
        }
    }
    assert!(count > 25, "{count} parameters");
}

fn read(api: &Api, param: &Param, sent: &str) -> Value {
    let pairs = |text: &str| style::pairs(api, param, &wire::raw_pairs(text), &[]).unwrap_or_default();
    match param.place {
        ParamPlace::Path => style::path(api, param, sent),
        ParamPlace::Query => pairs(sent),
        ParamPlace::Header => style::header(api, param, sent),
        ParamPlace::Cookie => pairs(&sent.replace("; ", "&")),
    }
}

/// The scalars of a value as strings with their keys: what is nested has no types on the wire, and in headers no
/// escapes either.
fn flat(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(flat).collect(),
        Value::Object(map) => {
            map.iter().flat_map(|(key, value)| std::iter::once(key.clone()).chain(flat(value))).collect()
        }
        Value::String(text) if text.is_empty() => Vec::new(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}
