//! Forms: what a body has as JSON → `application/x-www-form-urlencoded`.
//!
//! A list repeats its name and what an object holds follows the name in brackets, as most servers read it; a field with a style of
//! its own is written as a query parameter of that style is. Invariant: what a field holds cannot end its pair.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::encode::{push_deep, push_form};
use super::json_text;
use super::param::Param;
use super::place::push_query;
use super::request_context::RequestContext;
use super::style::{Kind, Style};

/// A whole form; a body that is no object has no fields to send.
pub(super) fn body<B: Serialize + ?Sized>(
    body: &B,
    styles: &[(&str, Style)],
    context: &RequestContext,
) -> serde_json::Result<String> {
    let json = json_text::to_vec(body, context)?;
    let mut form = String::new();
    let Param::Fields(fields) = serde_json::from_slice(&json)? else {
        return Ok(form);
    };
    // Only what is sent as JSON again has to be kept as the text that it is.
    let texts: BTreeMap<String, &RawValue> = if styles.is_empty() {
        BTreeMap::new()
    } else {
        serde_json::from_slice(&json)?
    };
    for (name, value) in &fields {
        let style = styles.iter().find(|(styled, _)| styled == name);
        match (style.map(|(_, style)| *style), texts.get(name)) {
            (_, _) if *value == Param::Absent => {}
            (Some(style), Some(text)) if style.form == Kind::Json => {
                let elements: Option<Vec<&RawValue>> = match style.explode {
                    true => serde_json::from_str(text.get()).ok(),
                    false => None,
                };
                for text in elements.unwrap_or_else(|| vec![text]) {
                    push_form(&mut form, name, text.get());
                }
            }
            (Some(style), _) => push_query(&mut form, name, value, style),
            (None, _) => push_deep(&mut |n, v| push_form(&mut form, n, v), name, value),
        }
    }
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn body(fields: &serde_json::Value, styles: &[(&str, Style)]) -> serde_json::Result<String> {
        super::body(fields, styles, &RequestContext::default())
    }

    #[test]
    fn lists_repeat_their_name_and_objects_have_brackets() {
        let fields = json!({"z": "a b+c&d", "n": null, "o": {"k": 1}, "l": [1, 2]});
        assert_eq!(
            body(&fields, &[]).unwrap(),
            "l=1&l=2&o%5Bk%5D=1&z=a+b%2Bc%26d"
        );
        assert_eq!(body(&json!("text"), &[]).unwrap(), "");
    }

    #[test]
    fn elements_are_json_of_their_own() {
        let fields = json!({"a": [{"k": 1.50}, null], "b": {"k": []}, "c": []});
        let style = Style::JSON.exploded();
        let styles = [("a", style), ("b", style), ("c", style)];
        assert_eq!(
            body(&fields, &styles).unwrap(),
            "a=%7B%22k%22%3A1.5%7D&a=null&b=%7B%22k%22%3A%5B%5D%7D"
        );
    }

    #[test]
    fn fields_have_their_styles() {
        let fields = json!({
            "a": ["x,y", "z"], "b": {"k": [1, 2.5]}, "c": {"k": "v"}, "d": ["x", "y"], "e": "1/2&3", "f": null, "g": ["x"],
        });
        let styles = [
            ("a", Style::FORM.joined()),
            ("b", Style::JSON),
            ("c", Style::FORM),
            ("d", Style::SPACE_DELIMITED),
            ("e", Style::DEEP_OBJECT.reserved()),
            ("f", Style::JSON),
        ];
        assert_eq!(
            body(&fields, &styles).unwrap(),
            "a=x%2Cy,z&b=%7B%22k%22%3A%5B1%2C2.5%5D%7D&k=v&d=x%20y&e=1/2%263&g=x"
        );
    }
}
