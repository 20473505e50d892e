//! Bounds on the conversion of schemas.
//!
//! A reference usually ends at a name, and conversion follows the nesting of the document. Some compositions are
//! written out in place instead, and those could lead back to a schema whose conversion has not ended, or write the
//! same fields out again and again. Such a site becomes any value, and is reported.

use std::collections::HashSet;

use serde_json::Value;

use super::of_type;
use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::schema::Shape;

/// How many conversions may be nested. Parsing bounds the nesting of a document below this.
const MAX_DEPTH: usize = 400;

/// How many schemas are converted for each value of the documents, on average. Real documents need less than one.
const MAX_PER_VALUE: usize = 8;

/// How many schemas are converted in any case, however small the documents are.
const MIN_BUDGET: usize = 50_000;

/// A step of a conversion that must not occur inside itself for the same schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Stage {
    /// The whole schema, with what it says to people.
    Shape,
    /// Its keywords apart from `$ref` and `allOf`.
    Keywords,
}

/// The conversions that have begun.
#[derive(Debug, Default)]
pub(in crate::openapi) struct Conversions {
    open: HashSet<(Stage, *const Value)>,
    total: usize,
}

impl<'d> Import<'d, '_> {
    /// Whether so many more schemas can be written out, which are counted then.
    pub(super) fn affords(&mut self, count: usize) -> bool {
        let budget = MIN_BUDGET.max(self.documents.values().saturating_mul(MAX_PER_VALUE));
        let total = self.conversions.total.saturating_add(count);
        if total <= budget {
            self.conversions.total = total;
        }
        total <= budget
    }

    /// Runs a stage of the conversion of a schema, unless it leads back to itself or goes too far.
    pub(super) fn bounded(
        &mut self,
        stage: Stage,
        node: Node<'d>,
        convert: impl FnOnce(&mut Self) -> Shape,
    ) -> Shape {
        let message = if !self.affords(1) {
            "the schemas written out here grow without bound; any value is taken"
        } else if self.conversions.open.len() >= MAX_DEPTH {
            "the schemas written out here are nested too deep; any value is taken"
        } else if !self.conversions.open.insert((stage, node.identity())) {
            "the schema is defined by nothing but itself; any value is taken"
        } else {
            let shape = convert(self);
            self.conversions.open.remove(&(stage, node.identity()));
            return shape;
        };
        self.report.problem(Kind::Schema, node, message);
        of_type("any")
    }
}
