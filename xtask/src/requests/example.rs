//! Examples of a document → whether requests show them.

use anyhow::{Result, ensure};
use serde_json::Value;

use super::contract::Contract;

impl Contract {
    /// Where the document has an example of its schema, the sample shows it, or as much of it as a sample has room for: what
    /// can be left out may be missing, at any depth, as it may in the body itself.
    pub(super) fn check_example(&self, of: &Value, value: &Value) -> Result<()> {
        let schema = of.get("schema").map_or(of, |schema| self.document.resolved(schema));
        let Some(example) = of.get("example").or_else(|| schema.get("example")) else { return Ok(()) };
        if self.check_value(schema, example).is_ok() {
            ensure!(
                is_part(value, example),
                "the example of the document is {example}, and {value} was sent"
            );
        }
        Ok(())
    }
}

/// Whether a value is another one, apart from fields that it does not have.
fn is_part(value: &Value, whole: &Value) -> bool {
    match (value, whole) {
        (Value::Object(fields), Value::Object(whole)) => {
            fields.iter().all(|(name, value)| whole.get(name).is_some_and(|whole| is_part(value, whole)))
        }
        (Value::Array(items), Value::Array(whole)) => {
            items.len() == whole.len() && items.iter().zip(whole).all(|(item, whole)| is_part(item, whole))
        }
        _ => value == whole,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_part;

    #[test]
    fn fields_may_be_missing_and_nothing_else() {
        let whole = json!([{ "a": { "b": 1, "c": 2 } }]);
        assert!(is_part(&json!([{ "a": { "b": 1 } }]), &whole));
        for other in [json!([]), json!([{ "a": { "b": 2 } }]), json!([{ "d": 1 }]), json!([{ "a": 1 }])] {
            assert!(!is_part(&other, &whole));
        }
    }
}
