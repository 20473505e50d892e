//! Answers → responses.

use serde_json::{Map, Value, json};

use super::Export;
use super::sites::At;
use super::ty::object;
use crate::schema::TypeOrShape;

impl Export<'_> {
    /// The responses of an operation.
    pub(super) fn responses(
        &mut self,
        answer: Option<&TypeOrShape>,
        example: Option<&Value>,
        at: &At,
    ) -> Map<String, Value> {
        let mut success = object(json!({ "description": "The call succeeded." }));
        if let Some(answer) = answer {
            let keys = ["responses", "200", "content", "application/json", "schema"];
            let schema = match answer {
                TypeOrShape::Type(ty) => self.expression(ty),
                TypeOrShape::Shape(shape) => self.shape(shape, &at.below(&["answer"], &keys)),
            };
            let mut media = object(json!({ "schema": schema }));
            if let Some(example) = example {
                media.insert("example".to_owned(), example.clone());
            }
            success.insert("content".to_owned(), json!({ "application/json": media }));
        }
        object(json!({ "200": success }))
    }
}
