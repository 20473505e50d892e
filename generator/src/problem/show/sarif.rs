//! Problems as a SARIF 2.1.0 log, which code scanning services read. Columns are counted in characters, and the log
//! says so; paths are percent-encoded, since SARIF wants URI references.

use serde_json::{Value, json};

use super::Located;
use super::clean::escape_json;

/// One log with one run.
pub(super) fn show(located: &[Located<'_>]) -> String {
    let results: Vec<Value> = located.iter().map(result).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "bindery", "version": env!("CARGO_PKG_VERSION") } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{}\n", escape_json(&format!("{log:#}")))
}

fn result(located: &Located<'_>) -> Value {
    let (start, end) = (located.span.start, located.span.end);
    let text = match located.help() {
        Some(help) => format!("{} ({help})", located.problem.message),
        None => located.problem.message.clone(),
    };
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&located.file) },
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        },
    });
    if !located.path.is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": located.path }]);
    }
    json!({ "level": located.severity(), "message": { "text": text }, "locations": [location] })
}

/// A path as a URI reference (RFC 3986). A colon is escaped as well: in the first part it would end a scheme.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
