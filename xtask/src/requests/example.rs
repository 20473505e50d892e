//! Examples of a document → whether requests show them.

use anyhow::{Result, ensure};
use serde_json::Value;

use super::contract::Contract;

impl Contract {
    /// Where the document has an example of its schema, the sample shows it, as far as the schema describes it.
    pub(super) fn check_example(&self, of: &Value, value: &Value) -> Result<()> {
        let schema = of.get("schema").map_or(of, |schema| self.document.resolved(schema));
        let Some(example) = of.get("example").or_else(|| schema.get("example")) else { return Ok(()) };
        if self.check_value(schema, example).is_ok() {
            let mut example = self.document.described(schema, example);
            let mut value = value.clone();
            // A field whose example is not what its format says cannot be shown.
            for place in self.misformatted(schema, &example) {
                remove(&mut example, &place);
                remove(&mut value, &place);
            }
            ensure!(example == value, "the example of the document is {example}, and {value} was sent");
        }
        Ok(())
    }
}

/// Takes a field out, if it is one.
fn remove(value: &mut Value, place: &str) {
    let Some((owner, name)) = place.rsplit_once('/') else { return };
    if let Some(Value::Object(fields)) = value.pointer_mut(owner) {
        fields.remove(&name.replace("~1", "/").replace("~0", "~"));
    }
}
