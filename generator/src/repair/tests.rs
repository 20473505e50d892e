//! Documents that break rules of later stages: a site costs itself and nothing else.

use super::import;
use crate::openapi::Options;
use crate::problem::{Format, Problems, show};
use crate::schema::Spec;
use crate::source::Sources;

/// Imports a document with an operation that returns `A`, one that returns nothing, and some schemas. What comes of it
/// breaks no rule.
fn imported(schemas: &str) -> (Spec, String) {
    let text = format!(
        "openapi: 3.1.0
info: {{ title: t, version: '1' }}
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: d
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }}
  /b:
    get: {{ operationId: b, responses: {{ '204': {{ description: d }} }} }}
components:
  schemas:
{schemas}"
    );
    let mut sources = Sources::from_texts("t", &[("openapi.yaml", &text)]);
    let mut problems = Problems::default();
    let spec = import(&mut sources, &Options::default(), &mut problems).map(|imported| imported.spec);
    let shown = show(&problems, &sources, Format::Human { colour: false });
    assert!(!problems.has_errors(), "{shown}");
    let spec = spec.unwrap_or_else(|| panic!("{shown}"));
    assert_eq!(spec.endpoints.len(), 2, "{shown}");
    (spec, shown)
}

#[test]
fn a_document_without_errors_is_left_alone() {
    let (spec, shown) = imported("    A: { type: object, properties: { a: { type: string } } }\n");
    assert_eq!((spec.types.len(), shown.as_str()), (1, ""));
}

#[test]
fn limits_of_a_named_map_cost_the_limits() {
    let (spec, shown) = imported(
        "    A: { oneOf: [{ type: array, items: { $ref: '#/components/schemas/C' } }, { type: array, items: { $ref: '#/components/schemas/B' } }] }
    B: { type: object, minProperties: 1, maxProperties: 1, additionalProperties: { $ref: '#/components/schemas/C' } }
    C: { oneOf: [{ type: string }, { type: array, items: { type: string } }, { type: 'null' }] }
",
    );
    assert_eq!(spec.types.len(), 3, "{shown}");
    for key in ["minFields", "maxFields"] {
        assert!(shown.contains(&format!("so `{key}` is left out")), "{shown}");
    }
    assert!(shown.contains("= at: components.schemas.B.minProperties"), "{shown}");
    assert!(spec.shapes()["B"].extra.is_some(), "{:?}", spec.shapes()["B"]);
}
