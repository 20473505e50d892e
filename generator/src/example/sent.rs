//! Parameters and fields of forms as they are sent: an example of the style of each, for people.
//!
//! What generated clients do by the rules of RFC 6570 is done here once more, on JSON values, so that a page can show
//! it. Nothing here knows a page.

use serde_json::Value;

use crate::model::{Form, Param, ParamPlace, Style};

/// The separators of a style in a place.
struct Layout<'a> {
    first: &'a str,
    between: &'a str,
    joint: &'a str,
    named: bool,
    explode: bool,
    values: fn(&str) -> String,
}

/// A value of a parameter as it stands in its place; empty where there is nothing to send.
#[must_use]
pub fn sent(param: &Param, value: &Value) -> String {
    written(param.place, param.field.name.wire(), param.style, value)
}

/// A value of a form's field as it stands in the body, where it is a pair as in a query.
#[must_use]
pub fn sent_in_form(name: &str, style: Style, value: &Value) -> String {
    written(ParamPlace::Query, name, style, value)
}

fn written(place: ParamPlace, name: &str, style: Style, value: &Value) -> String {
    let Style { form, explode, reserved } = style;
    let text = |value: &Value| Value::from(value.to_string());
    let texts = match (form, value) {
        (Form::Json, Value::Array(elements)) if explode => Some(elements.iter().map(text).collect()),
        (Form::Json, value) => Some(text(value)),
        _ => None,
    };
    let value = texts.as_ref().unwrap_or(value);
    let layout = Layout { first: "", between: "&", joint: ",", named: true, explode, values: escaped };
    let values = if reserved { open } else { escaped };
    let layout = match (place, form) {
        (ParamPlace::Query, Form::DeepObject) => return deep(name, value, values).join("&"),
        (ParamPlace::Query, _) if explode && value.is_object() => {
            let fields = value.as_object().into_iter().flatten();
            return fields
                .flat_map(|(field, value)| deep(field, value, values))
                .collect::<Vec<_>>()
                .join("&");
        }
        (ParamPlace::Query, Form::SpaceDelimited) => Layout { joint: "%20", values, ..layout },
        (ParamPlace::Query, Form::PipeDelimited) => Layout { joint: "%7C", values, ..layout },
        (ParamPlace::Query, _) => Layout { values, ..layout },
        (ParamPlace::Cookie, _) => Layout { between: "; ", ..layout },
        (ParamPlace::Header, _) => Layout { between: ",", named: false, values: str::to_owned, ..layout },
        (ParamPlace::Path, Form::Label) => {
            Layout { first: ".", between: ".", named: false, values, ..layout }
        }
        (ParamPlace::Path, Form::Matrix) => Layout { first: ";", between: ";", values, ..layout },
        (ParamPlace::Path, _) => Layout { between: ",", named: false, values, ..layout },
    };
    let parts = layout.parts(name, value);
    if parts.is_empty() { String::new() } else { format!("{}{}", layout.first, parts.join(layout.between)) }
}

impl Layout<'_> {
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
