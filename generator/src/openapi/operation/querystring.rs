//! Query strings: a parameter `in: querystring`, which OpenAPI has since 3.2 → the parameters that it consists of.
//!
//! As a form it is written like the parameters of a query, one for each property, so that is what it becomes. A query
//! string of another media type cannot be written, and is reported.

use super::form::encoding_of;
use super::param::Params;
use super::style::is_list;
use crate::model::{Media, essence};
use crate::openapi::Import;
use crate::openapi::name::Taken;
use crate::openapi::node::Node;
use crate::openapi::report::Kind;
use crate::schema::{Shape, Style};

impl<'d> Import<'d, '_> {
    /// Adds the parameters that a query string consists of.
    pub(super) fn querystring(&mut self, param: Node<'d>, params: &mut Params) {
        let medias: Vec<(&'d str, Node<'d>)> =
            param.get("content").into_iter().flat_map(Node::entries).collect();
        let is_form = |(name, _): &&(&str, Node<'d>)| essence(name) == Media::Form.usual();
        let Some((_, media)) = medias.iter().find(is_form) else {
            let message = "only a query string that is a form can be written, so this one is left out";
            self.report.problem(Kind::Parameter, param, message);
            return;
        };
        let properties = media.get("schema").map(|schema| self.composed_properties(schema).0);
        let one = |this: &mut Self, property, _| this.field(property, false);
        let Some(fields) = self.all_fields(*media, &mut Taken::default(), one) else {
            let message = "nothing is known of the fields of the query string, so it is left out";
            self.report.problem(Kind::Parameter, param, message);
            return;
        };
        for (key, mut shape) in fields {
            let wire = shape.wire.take().unwrap_or(key);
            let properties = properties.as_ref();
            let property = properties.and_then(|properties| properties.get_key_value(wire.as_str()));
            if let Some((name, property)) = property {
                self.style_in_query(*property, encoding_of(*media, name), &mut shape);
            }
            (shape.read_only, shape.write_only) = (false, false);
            params.add("query", &wire, shape);
        }
    }

    /// The style of a field of the form, in the words of the query.
    fn style_in_query(&mut self, property: Node<'d>, encoding: Option<Node<'d>>, shape: &mut Shape) {
        self.set_field_style(property, encoding, shape);
        let word = encoding.and_then(|encoding| encoding.text("style"));
        if word == Some("deepObject") && !is_list(shape) {
            shape.style = Some(Style::DeepObject);
        }
        if shape.style == Some(Style::Json) && shape.explode.take().is_some() {
            let message = "elements of a query are one JSON text, not one each";
            self.report.problem(Kind::Parameter, property, message);
        }
    }
}
