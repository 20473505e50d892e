//! Schemas → shapes.
//!
//! [`Import::shape`] is the one way in: structure first (a reference, a composition, a union, an enum or a plain type),
//! then what people should know about it. A schema that says nothing that we understand is `any`. Recursion follows
//! the nesting of the document, which parsing has bounded; references end at names.

mod compose;
mod conversion;
mod discriminator;
mod enumeration;
mod extend;
mod keyword;
mod limit;
mod object;
mod scalar;
mod tuple;
mod union;
mod value_label;
mod variant;
mod widen;

pub(super) use conversion::Conversions;
pub(super) use object::{further, is_closed};
pub(super) use union::is_null;

use serde_json::Value;

use super::Import;
use super::html;
use super::name;
use super::node::Node;
use super::report::Kind;
use crate::schema::{Deprecated, Shape, Text};
use conversion::Stage;

impl<'d> Import<'d, '_> {
    /// The shape of a schema.
    pub(super) fn shape(&mut self, node: Node<'d>) -> Shape {
        match node.value {
            Value::Bool(true) => of_type("any"),
            Value::Bool(false) => {
                self.report.problem(
                    Kind::Schema,
                    node,
                    "no value is one of `false`; any value is taken instead",
                );
                of_type("any")
            }
            Value::Object(_) => self.bounded(Stage::Shape, node, |import| {
                import.review(node);
                let mut shape = import.structure(node);
                import.annotate(node, &mut shape);
                import.add_own(node, &mut shape);
                shape
            }),
            _ => {
                self.report.problem(Kind::Schema, node, "this is no schema; any value is taken instead");
                of_type("any")
            }
        }
    }

    /// The shape of a schema inside another one: there the type that is being defined may occur again.
    pub(super) fn nested(&mut self, node: Node<'d>) -> Shape {
        let current = self.current.take();
        let shape = self.shape(node);
        self.current = current;
        shape
    }

    /// What a schema says about its values, without what it says to people.
    pub(super) fn structure(&mut self, node: Node<'d>) -> Shape {
        if node.text("$ref").is_some()
            || node.has("allOf")
            || (is_union(node) && (node.map("properties").is_some() || further(node).is_some()))
        {
            return self.composed(node);
        }
        self.plain(node)
    }

    /// The structure of a schema apart from `$ref` and `allOf`.
    fn plain(&mut self, node: Node<'d>) -> Shape {
        self.bounded(Stage::Keywords, node, |import| {
            if node.has("enum") || node.has("const") {
                import.enumeration(node)
            } else if node.is_own() && node.has("oneOf") {
                import.own_union(node)
            } else if is_union(node) {
                import.union(node)
            } else {
                import.typed(node)
            }
        })
    }

    /// A type by name.
    pub(super) fn reference(&mut self, id: super::types::EntryId) -> Shape {
        Shape { ty: Some(self.types.name(id)), ..Shape::default() }
    }

    /// Adds what people should know, which here replaces what a part of the schema said.
    pub(super) fn annotate(&mut self, node: Node<'d>, shape: &mut Shape) {
        if let Some(text) = text_of(node, "description").or_else(|| title_of(node)) {
            shape.description = Some(text);
        } else if node.text("title").is_some() {
            self.report.count("titles", node);
        }
        if node.has("description") {
            shape.set_origin(|origin| origin.description = untrimmed(node, "description"));
        }
        if node.flag("deprecated") {
            shape.deprecated = Some(Deprecated::Flag(true));
        }
        match (node.flag("readOnly"), node.flag("writeOnly")) {
            (true, true) => {
                self.report.problem(
                    Kind::Schema,
                    node,
                    "it is both read-only and write-only, so neither holds",
                );
            }
            (true, false) => (shape.read_only, shape.write_only) = (true, false),
            (false, true) => (shape.read_only, shape.write_only) = (false, true),
            (false, false) => {}
        }
        if node.flag("nullable") || node.flag("x-nullable") {
            shape.nullable = true;
        }
        if let Some(default) = node.get("default") {
            shape.default = Some(self.later(default));
        }
        if let Some(example) = self.example_of(node) {
            shape.example = Some(self.later(example));
        }
    }

    /// Stands for a value until it is known whether it fits.
    pub(super) fn later(&mut self, value: Node<'d>) -> Value {
        if value.is_own() {
            return value.value.clone();
        }
        self.values.push(value);
        Value::from(self.values.len() - 1)
    }

    /// The value in the document for which an index stands.
    pub(super) fn written(&self, later: &Value) -> Option<Value> {
        let index = usize::try_from(later.as_u64()?).ok()?;
        self.values.get(index).map(|node| node.value.clone())
    }

    /// The example of a schema, a parameter or a media type: `example`, or the first of `examples`.
    pub(super) fn example_of(&mut self, node: Node<'d>) -> Option<Node<'d>> {
        if let Some(example) = node.get("example") {
            return Some(example);
        }
        let examples = node.get("examples")?;
        let more = examples
            .value
            .as_array()
            .map(Vec::len)
            .or_else(|| examples.value.as_object().map(|map| map.len()));
        if more.is_some_and(|count| count > 1) {
            self.report.count("examples after the first", examples);
        }
        if let Some(first) = examples.item(0) {
            return Some(first);
        }
        let (_, first) = examples.entries().next()?;
        let first = self.follow(first)?;
        if first.has("externalValue") {
            self.report.count("examples in other files", first);
        }
        first.get("value")
    }

    /// The same without a word about further examples, which are read by their names.
    pub(in crate::openapi) fn first_example(&mut self, node: Node<'d>) -> Option<Node<'d>> {
        let (_, first) = match node.get("example") {
            Some(example) => return Some(example),
            None => node.map("examples")?.entries().next()?,
        };
        self.follow(first)?.get("value")
    }
}

/// A shape that is nothing but a type expression.
pub(super) fn of_type(ty: &str) -> Shape {
    Shape { ty: Some(ty.to_owned()), ..Shape::default() }
}

/// Whether a schema has alternatives.
fn is_union(node: Node<'_>) -> bool {
    ["oneOf", "anyOf"].iter().any(|key| node.get(key).is_some_and(|list| list.value.is_array()))
}

/// A text for people, when there is something in it. A description is Markdown.
pub(super) fn text_of(node: Node<'_>, key: &str) -> Option<Text> {
    let text = node.text(key)?;
    if node.is_own() {
        return Some(Text::One(text.to_owned()));
    }
    let text = text.trim();
    let text = if key == "description" { html::to_markdown(text) } else { text.into() };
    (!text.is_empty()).then(|| Text::One(text.into_owned()))
}

/// A text as the document has it, where [`text_of`] makes another of it.
pub(super) fn untrimmed(node: Node<'_>, key: &str) -> Option<String> {
    let text = node.text(key).filter(|_| !node.is_own())?;
    let is_kept = match text_of(node, key) {
        Some(Text::One(kept)) => kept == text,
        Some(Text::Localized(_)) | None => text.is_empty(),
    };
    (!is_kept).then(|| text.to_owned())
}

/// A title that is a phrase; one that is a word is the name of the type once more.
fn title_of(node: Node<'_>) -> Option<Text> {
    let is_phrase = node.text("title").is_some_and(|title| title.trim().contains([' ', '\u{3000}']));
    if is_phrase { text_of(node, "title") } else { None }
}

/// A type expression, when a shape is nothing else.
pub(super) fn expression(shape: &mut Shape) -> Option<String> {
    let ty = shape.ty.take()?;
    let is_plain = *shape == Shape::default();
    // Deeper expressions than this are hard to read, and lowering bounds them.
    let depth = ty.matches("[]").count() + ty.matches('<').count();
    if is_plain && depth < 6 {
        return Some(ty);
    }
    shape.ty = Some(ty);
    None
}

/// The type expression of an element, which may be null, when a shape is nothing else.
pub(super) fn element(shape: &mut Shape) -> Option<String> {
    let nullable = std::mem::take(&mut shape.nullable);
    let ty = expression(shape);
    if ty.is_none() {
        shape.nullable = nullable;
    }
    ty.map(|ty| if nullable { or_null(ty) } else { ty })
}

/// The type expression for values of `ty` and null.
pub(in crate::openapi) fn or_null(ty: String) -> String {
    if ty == "any" || ty.ends_with('?') { ty } else { format!("{ty}?") }
}

/// What code may call something, from a title: letters and digits only.
pub(super) fn word_of_title(node: Node<'_>) -> Option<String> {
    let title = node.text("title")?;
    let kept: String = title.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { ' ' }).collect();
    let word = kept.split_whitespace().collect::<Vec<_>>().join("_");
    (name::has_word(&word) && word.chars().count() <= 60).then_some(word)
}
