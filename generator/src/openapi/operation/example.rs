//! Examples of whole bodies: one without a name, or several by name.

use indexmap::IndexMap;
use serde_json::Value;

use crate::openapi::Import;
use crate::openapi::node::Node;

/// The examples of a body. Each stands for its index until all types are known.
#[derive(Debug, Default)]
pub(super) struct Examples {
    /// The example that has no name.
    pub(super) unnamed: Option<Value>,
    /// Examples by name.
    pub(super) named: IndexMap<String, Value>,
}

impl<'d> Import<'d, '_> {
    /// Returns the examples of a media type. OpenAPI allows `example` or `examples`; with both, `examples` is taken.
    pub(super) fn examples_of_media(&mut self, media: Node<'d>) -> Examples {
        let mut named = IndexMap::new();
        let listed: Vec<(&'d str, Node<'d>)> =
            media.map("examples").into_iter().flat_map(Node::entries).collect();
        for (name, example) in listed {
            let Some(example) = self.follow(example) else { continue };
            match example.get("value").or_else(|| example.get("dataValue")) {
                Some(value) => {
                    named.insert(name.to_owned(), self.later(value));
                }
                None => self.report.count("examples in other files, or only as they are sent", example),
            }
        }
        if !named.is_empty() {
            if let Some(example) = media.get("example") {
                self.report.count("an example beside named ones", example);
            }
            return Examples { unnamed: None, named };
        }
        let unnamed = self.example_of(media).map(|example| self.later(example));
        Examples { unnamed, named }
    }
}
