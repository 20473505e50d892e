//! Comparing: what went in → where what came out differs.

use serde_json::{Number, Value};

/// Where two values differ, as a JSON pointer with what happened there; `None` when they are equal. Numbers are compared
/// by value, fields in any order.
pub(super) fn difference(before: &Value, after: &Value) -> Option<String> {
    let mut place = String::new();
    find(before, after, &mut place).map(|what| format!("{place}: {what}"))
}

fn find(before: &Value, after: &Value, place: &mut String) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                let length = place.len();
                place.push_str(&format!("/{}", name.replace('~', "~0").replace('/', "~1")));
                let Some(other) = after.get(name) else { return Some(format!("lost {value}")) };
                if let Some(found) = find(value, other, place) {
                    return Some(found);
                }
                place.truncate(length);
            }
            let added = after.keys().find(|name| !before.contains_key(*name))?;
            Some(format!("`{added}` was added"))
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            before.iter().zip(after).enumerate().find_map(|(index, (before, after))| {
                let length = place.len();
                place.push_str(&format!("/{index}"));
                let found = find(before, after, place);
                if found.is_none() {
                    place.truncate(length);
                }
                found
            })
        }
        (Value::Number(before), Value::Number(after)) if is_equal(before, after) => None,
        _ if before == after => None,
        _ => Some(format!("{before} became {after}")),
    }
}

/// Whether two numbers have the same value, however they are written. Whole numbers are told apart beyond what a double can.
fn is_equal(before: &Number, after: &Number) -> bool {
    match (before.as_i128(), after.as_i128()) {
        (Some(before), Some(after)) => before == after,
        _ => before.as_f64() == after.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::difference;

    #[test]
    fn differences_are_found_where_they_are() {
        assert_eq!(difference(&json!({"a": [1, {"b": 2}]}), &json!({"a": [1.0, {"b": 2}]})), None);
        assert!(difference(&json!(9_007_199_254_740_993_i64), &json!(9_007_199_254_740_992_i64)).is_some());
        let lost = difference(&json!({"a": [1, {"b/c": null}]}), &json!({"a": [1, {}]}));
        assert_eq!(lost.as_deref(), Some("/a/1/b~1c: lost null"));
        let added = difference(&json!({"a": {}}), &json!({"a": {"b": 1}}));
        assert_eq!(added.as_deref(), Some("/a: `b` was added"));
        let changed = difference(&json!(["x"]), &json!(["y"]));
        assert_eq!(changed.as_deref(), Some("/0: \"x\" became \"y\""));
    }
}
