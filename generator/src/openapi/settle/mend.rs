//! Mending: an example that is no value of its shape → one that is, and shows the same.
//!
//! Some mistakes are so common that leaving the example out would lose what its author wanted to show: a number or a
//! word in the place of a text, a text in the place of a number or a word, fields that the type does not have, which
//! nobody could send or read by that type, values of optional fields that do not fit those, and a list of examples in the
//! place of one.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::fit::Fit;
use super::walk::element_of;
use crate::schema::Shape;

/// How deep an example is looked through.
const MOST_LEVELS: usize = 64;

/// An example that was mended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mended {
    pub(super) value: Value,
    /// How, to be read after the word `example`.
    pub(super) how: String,
    /// What was wrong.
    pub(super) misfit: String,
}

/// The value that an example stands for, when one fits the shape.
pub(super) fn mended(fit: &mut Fit<'_>, shape: &Shape, value: &Value, misfit: &str) -> Option<Mended> {
    let mut fits = |value: &Value| fit.misfit(shape, value).is_none();
    let (value, how) = match value {
        Value::Number(_) | Value::Bool(_) => {
            let text = Value::String(value.to_string());
            (text, "is no text, and the type is; it was put in quotes".to_owned())
        }
        Value::String(text) => {
            let inner: Value = serde_json::from_str(text).ok()?;
            (inner, "is a text, and the type is none; what the text says is taken".to_owned())
        }
        // Some documents write a list of examples where one belongs.
        Value::Array(examples) if examples.first().is_some_and(&mut fits) => (
            examples.first()?.clone(),
            "is a list, and the type is none; its first element is taken".to_owned(),
        ),
        Value::Array(_) | Value::Object(_) => {
            let mut left_out = Vec::new();
            let known = fit.fitting_part(shape, value, &mut left_out, 0);
            let names = left_out.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            if left_out.is_empty() || fit.misfit(shape, &known).is_some() {
                return None;
            }
            let how = format!(
                "has fields that its type does not have, or has otherwise; they are left out: {names}"
            );
            return Some(Mended { value: known, how, misfit: misfit.to_owned() });
        }
        Value::Null => return None,
    };
    fits(&value).then(|| Mended { value, how, misfit: misfit.to_owned() })
}

impl<'a> Fit<'a> {
    /// A value without the fields that a shape does not have, and without optional ones that do not fit; their names are
    /// noted, each once. Where there are alternatives all of it stays.
    fn fitting_part(
        &mut self,
        shape: &Shape,
        value: &Value,
        left_out: &mut Vec<String>,
        level: usize,
    ) -> Value {
        if level > MOST_LEVELS {
            return value.clone();
        }
        match value {
            Value::Object(map) if shape.is_object() => {
                let mut fields: HashMap<&str, &Shape> = HashMap::new();
                self.collect(shape, &mut fields, 0);
                let mut known = Map::new();
                for (key, inner) in map {
                    let field = fields.get(key.as_str()).copied().or(shape.extra.as_deref());
                    match field.and_then(|field| self.fitting_field(field, inner, left_out, level)) {
                        Some(inner) => drop(known.insert(key.clone(), inner)),
                        None if left_out.contains(key) => {}
                        None => left_out.push(key.clone()),
                    }
                }
                Value::Object(known)
            }
            Value::Array(items) if shape.items.is_some() => {
                let shape = shape.items.as_deref().unwrap_or(shape);
                let each = items.iter().map(|item| self.fitting_part(shape, item, left_out, level + 1));
                Value::Array(each.collect())
            }
            value => match &shape.ty {
                Some(ty) => self.of_expression(ty, value, left_out, level + 1),
                None => value.clone(),
            },
        }
    }

    /// The value of a field; `None` where it does not fit and can be left out.
    fn fitting_field(
        &mut self,
        field: &Shape,
        value: &Value,
        left_out: &mut Vec<String>,
        level: usize,
    ) -> Option<Value> {
        let value = self.fitting_part(field, value, left_out, level + 1);
        (field.required || self.misfit(field, &value).is_none()).then_some(value)
    }

    fn of_expression(&mut self, ty: &str, value: &Value, left_out: &mut Vec<String>, level: usize) -> Value {
        if level > MOST_LEVELS {
            return value.clone();
        }
        if let Some(inner) = ty.strip_suffix('?') {
            return self.of_expression(inner, value, left_out, level + 1);
        }
        match (ty.strip_suffix("[]"), element_of(ty), self.named(ty), value) {
            (Some(inner), _, _, Value::Array(items)) => {
                items.iter().map(|item| self.of_expression(inner, item, left_out, level + 1)).collect()
            }
            (None, Some(inner), _, Value::Object(map)) => map
                .iter()
                .map(|(key, item)| (key.clone(), self.of_expression(inner, item, left_out, level + 1)))
                .collect(),
            (None, None, Some(shape), value) => self.fitting_part(shape, value, left_out, level + 1),
            (_, _, _, value) => value.clone(),
        }
    }
}
