//! Comparing: what went in → where what came out differs.

use std::collections::HashSet;

use serde_json::{Number, Value};

/// Compares values that went in with what came out.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    /// Fields that tell the alternatives of unions apart. A union says which one a value is, also where the value left
    /// that open: nothing is lost by that.
    pub(super) tags: HashSet<String>,
    /// How many of them were added.
    pub(super) added: usize,
}

impl Comparison {
    /// Where two values differ, as a JSON pointer with what happened there; `None` when they are equal. Numbers are
    /// compared by value, fields in any order.
    pub(super) fn difference(&mut self, before: &Value, after: &Value) -> Option<String> {
        let mut place = String::new();
        self.find(before, after, &mut place).map(|what| format!("{place}: {what}"))
    }

    fn find(&mut self, before: &Value, after: &Value, place: &mut String) -> Option<String> {
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => {
                for (name, value) in before {
                    let length = place.len();
                    place.push_str(&format!("/{}", name.replace('~', "~0").replace('/', "~1")));
                    let Some(other) = after.get(name) else { return Some(format!("lost {value}")) };
                    if let Some(found) = self.find(value, other, place) {
                        return Some(found);
                    }
                    place.truncate(length);
                }
                let added = after.iter().filter(|(name, _)| !before.contains_key(*name));
                let (tags, others): (Vec<_>, Vec<_>) =
                    added.partition(|(name, value)| value.is_string() && self.tags.contains(*name));
                self.added += tags.len();
                others.first().map(|(name, _)| format!("`{name}` was added"))
            }
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                before.iter().zip(after).enumerate().find_map(|(index, (before, after))| {
                    let length = place.len();
                    place.push_str(&format!("/{index}"));
                    let found = self.find(before, after, place);
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

    use super::Comparison;

    fn difference(before: &serde_json::Value, after: &serde_json::Value) -> Option<String> {
        Comparison::default().difference(before, after)
    }

    #[test]
    fn differences_are_found_where_they_are() {
        assert_eq!(difference(&json!({"a": [1, {"b": 2}]}), &json!({"a": [1.0, {"b": 2}]})), None);
        assert!(difference(&json!(9_007_199_254_740_993_i64), &json!(9_007_199_254_740_992_i64)).is_some());
        let lost = difference(&json!({"a": [1, {"b/c": null}]}), &json!({"a": [1, {}]}));
        assert_eq!(lost.as_deref(), Some("/a/1/b~1c: lost null"));
        let added = difference(&json!({"a": {}}), &json!({"a": {"b": 1}}));
        assert_eq!(added.as_deref(), Some("/a: `b` was added"));
        let mut with_tags = Comparison { tags: ["kind".to_owned()].into(), added: 0 };
        assert_eq!(with_tags.difference(&json!({}), &json!({"kind": "a"})), None);
        assert_eq!(with_tags.added, 1);
        let changed = difference(&json!(["x"]), &json!(["y"]));
        assert_eq!(changed.as_deref(), Some("/0: \"x\" became \"y\""));
    }
}
