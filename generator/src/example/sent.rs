//! Parameters and fields of forms as they are sent: an example of the style of each, for people.
//!
//! What generated clients do by the rules of RFC 6570 is done here once more, on JSON values, so that a page can show
//! it. Nothing here knows a page.

use serde_json::Value;

use crate::model::{Form, ParamPlace, Style};

/// The separators of a style in a place.
struct Layout {
    first: &'static str,
    between: &'static str,
    joint: &'static str,
    named: bool,
    explode: bool,
    values: fn(&str) -> String,
}

/// How the parts of a value are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// The whole value is JSON.
    Json,
    /// Each element is JSON, and the name is repeated for it.
    JsonElements,
    /// The name is repeated for each element.
    Repeated,
    /// Elements with a separator between them.
    Elements(&'static str),
    /// Each field is written under its own name.
    Fields,
    /// The name of each field is in brackets behind that of the parameter.
    Brackets,
    /// Pairs of name and value with a separator between them.
    Pairs(&'static str),
    /// Names and values in turn with a separator between them.
    NamesAndValues(&'static str),
}

/// Returns how the parts of a value are written; `None` where it has none and is not JSON.
#[must_use]
pub fn parts(place: ParamPlace, style: Style, value: &Value) -> Option<Parts> {
    let layout = Layout::of(place, style);
    let is_query = place == ParamPlace::Query;
    Some(match (style.form, value) {
        (Form::Json, Value::Array(_)) if style.explode => Parts::JsonElements,
        (Form::Json, _) => Parts::Json,
        (Form::DeepObject, Value::Array(_)) if is_query => Parts::Repeated,
        (Form::DeepObject, Value::Object(_)) if is_query => Parts::Brackets,
        (_, Value::Array(_)) if style.explode && layout.named => Parts::Repeated,
        (_, Value::Array(_)) if style.explode => Parts::Elements(layout.between),
        (_, Value::Array(_)) => Parts::Elements(layout.joint),
        (Form::Form | Form::SpaceDelimited | Form::PipeDelimited, Value::Object(_)) if style.explode => {
            Parts::Fields
        }
        (_, Value::Object(_)) if style.explode => Parts::Pairs(layout.between),
        (_, Value::Object(_)) => Parts::NamesAndValues(layout.joint),
        _ => return None,
    })
}

/// A value of a parameter as it is written at its location; empty where there is nothing to send. A field of a form is
/// written as a parameter in a query.
#[must_use]
pub fn sent(place: ParamPlace, name: &str, style: Style, value: &Value) -> String {
    let Style { form, explode, .. } = style;
    let text = |value: &Value| Value::from(value.to_string());
    let texts = match (form, value) {
        (Form::Json, Value::Array(elements)) if explode => Some(elements.iter().map(text).collect()),
        (Form::Json, value) => Some(text(value)),
        _ => None,
    };
    let value = texts.as_ref().unwrap_or(value);
    let layout = Layout::of(place, style);
    match (place, value) {
        (ParamPlace::Query, value) if form == Form::DeepObject => {
            deep(name, value, layout.values).join(layout.between)
        }
        (ParamPlace::Query, Value::Object(fields)) if explode => {
            let fields = fields.iter().flat_map(|(field, value)| deep(field, value, layout.values));
            fields.collect::<Vec<_>>().join(layout.between)
        }
        _ => layout.written(name, value),
    }
}

impl Layout {
    fn of(place: ParamPlace, style: Style) -> Self {
        let Style { form, explode, reserved } = style;
        let values = if reserved { open } else { escaped };
        let layout = Self { first: "", between: "&", joint: ",", named: true, explode, values };
        match (place, form) {
            (ParamPlace::Query, Form::SpaceDelimited) => Self { joint: "%20", ..layout },
            (ParamPlace::Query, Form::PipeDelimited) => Self { joint: "%7C", ..layout },
            (ParamPlace::Query, _) => layout,
            (ParamPlace::Cookie, _) => Self { between: "; ", values: escaped, ..layout },
            (ParamPlace::Header, _) => Self { between: ",", named: false, values: str::to_owned, ..layout },
            (ParamPlace::Path, Form::Label) => Self { first: ".", between: ".", named: false, ..layout },
            (ParamPlace::Path, Form::Matrix) => Self { first: ";", between: ";", ..layout },
            (ParamPlace::Path, _) => Self { between: ",", named: false, ..layout },
        }
    }

    fn written(&self, name: &str, value: &Value) -> String {
        let parts = self.parts(name, value);
        if parts.is_empty() { String::new() } else { format!("{}{}", self.first, parts.join(self.between)) }
    }

    fn parts(&self, name: &str, value: &Value) -> Vec<String> {
        let pair = |text: String| if self.named { format!("{}={text}", escaped(name)) } else { text };
        let parts: Vec<String> = match value {
            Value::Array(items) if self.explode => {
                return items.iter().map(|item| pair(self.part(item))).collect();
            }
            Value::Array(items) => items.iter().map(|item| self.part(item)).collect(),
            Value::Object(fields) if self.explode => {
                let field =
                    |(key, value): (&String, &Value)| format!("{}={}", (self.values)(key), self.part(value));
                return fields.iter().map(field).collect();
            }
            Value::Object(fields) => {
                fields.iter().flat_map(|(key, value)| [(self.values)(key), self.part(value)]).collect()
            }
            Value::Null => return Vec::new(),
            scalar => return vec![pair(self.part(scalar))],
        };
        if parts.is_empty() { parts } else { vec![pair(parts.join(self.joint))] }
    }

    fn part(&self, value: &Value) -> String {
        (self.values)(&flat(value).join(","))
    }
}

/// The texts inside a value, the name of a field before its value.
fn flat(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(flat).collect(),
        Value::Object(fields) => fields
            .iter()
            .filter(|(_, value)| !value.is_null())
            .flat_map(|(name, value)| std::iter::once(name.clone()).chain(flat(value)))
            .collect(),
        scalar => vec![scalar.to_string()],
    }
}

/// Each value inside under its name in brackets. The brackets are escaped on the wire; here people read them.
fn deep(name: &str, value: &Value, values: fn(&str) -> String) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().flat_map(|item| deep(name, item, values)).collect(),
        Value::Object(fields) => {
            fields.iter().flat_map(|(key, value)| deep(&format!("{name}[{key}]"), value, values)).collect()
        }
        scalar => vec![format!("{name}={}", values(&flat(scalar).concat()))],
    }
}

/// All but the unreserved characters of RFC 3986 are escaped.
fn escaped(text: &str) -> String {
    escape(text, "")
}

fn open(text: &str) -> String {
    escape(text, ":/?[]@!$'()*,;=")
}

fn escape(text: &str, kept: &str) -> String {
    let is_kept =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.as_bytes().contains(&byte);
    let one = |byte: u8| if is_kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}
