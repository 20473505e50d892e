//! Doc comments: what a description, limits, a default and a deprecation look like above an item.

use crate::model::{
    Access, Api, Deprecation, EnumValue, Field, Group, Limits, Operation, Text, Type, TypeDef,
};

use super::{doc, literal};
use crate::target::grid;

/// The doc comments of an API, in the locale of its Rust documentation.
pub(crate) struct Docs {
    locale: usize,
}

impl Docs {
    /// English where the API has it, since that is what Rust documentation is written in; else the default locale.
    pub(crate) fn of(api: &Api) -> Self {
        let english = api.locales.iter().position(|locale| locale.0 == "en" || locale.0.starts_with("en-"));
        Self { locale: english.unwrap_or(0) }
    }

    /// A text in the locale of the documentation.
    pub(crate) fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.locale)
    }

    fn described(
        &self,
        description: Option<&Text>,
        fallback: &str,
        facts: &[String],
        prefix: &str,
    ) -> String {
        let description = description.map(|text| self.text(text)).filter(|text| !text.trim().is_empty());
        let mut paragraphs = vec![description.unwrap_or(fallback)];
        let facts = facts.join("\n");
        paragraphs.push(&facts);
        let [first, rest @ ..] = paragraphs.as_slice() else { return String::new() };
        let mut out = doc::lines(&[first], prefix);
        for paragraph in rest.iter().filter(|paragraph| !paragraph.is_empty()) {
            doc::gap(prefix, &mut out);
            doc::raw(paragraph, prefix, &mut out);
        }
        out
    }

    /// Of a type.
    pub(crate) fn of_type(&self, ty: &TypeDef) -> String {
        let fallback = format!("`{}`.", code(ty.name.wire()));
        let mut out = self.described(ty.description.as_ref(), &fallback, &[], doc::ITEM);
        self.deprecated(ty.deprecation.as_ref(), doc::ITEM, &mut out);
        out
    }

    /// Of an alias.
    pub(crate) fn of_alias(&self, ty: &TypeDef, target: &Type, limits: &Limits) -> String {
        let fallback = format!("`{}`.", code(ty.name.wire()));
        self.described(ty.description.as_ref(), &fallback, &facts(target, limits), doc::ITEM)
    }

    /// Of a field of a struct.
    pub(crate) fn of_field(&self, field: &Field, prefix: &str) -> String {
        let mut out = self.described(field.description.as_ref(), &named(field), &field_facts(field), prefix);
        self.deprecated(field.deprecation.as_ref(), prefix, &mut out);
        out
    }

    /// Of the method that sets a field: the first paragraph alone, for the field tells the rest.
    pub(crate) fn of_setter(&self, field: &Field) -> String {
        let description = field.description.as_ref().map(|text| self.text(text));
        let first =
            description.and_then(|text| text.trim().split("\n\n").next()).filter(|text| !text.is_empty());
        let mut out = doc::lines(&[first.unwrap_or(&named(field))], doc::MEMBER);
        if let Some(deprecation) = &field.deprecation {
            out.push_str(&self.attribute(deprecation));
        }
        out
    }

    /// Of the method that sets a parameter which has no field.
    pub(crate) fn of_param(&self, field: &Field) -> String {
        let mut out =
            self.described(field.description.as_ref(), &named(field), &field_facts(field), doc::MEMBER);
        if let Some(deprecation) = &field.deprecation {
            out.push_str(&self.attribute(deprecation));
        }
        out
    }

    /// Of an argument of a method, on one line: the first paragraph and the facts; `None` where there are none.
    pub(crate) fn of_argument(&self, field: &Field) -> Option<String> {
        let description = field.description.as_ref().map_or("", |text| self.text(text));
        let first = description.trim().split("\n\n").next().unwrap_or_default();
        let mut parts = vec![doc::inline(&grid::before(first))];
        let facts = facts(&field.ty, &field.limits).into_iter().chain(spec_format(field));
        parts.push(facts.map(|fact| fact.trim_start_matches("- ").to_owned()).collect::<Vec<_>>().join("; "));
        let deprecation = field.deprecation.as_ref();
        parts.extend(deprecation.map(|deprecation| format!("**Deprecated**: {}", self.note(deprecation))));
        parts.retain(|part| !part.is_empty());
        let sentences: Vec<String> = parts.into_iter().map(stopped).collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    /// Of a value of an enum.
    pub(crate) fn of_value(&self, value: &EnumValue) -> String {
        let wire = format!("`{}`", code(&value.value.to_string()));
        match &value.description {
            None => format!("    /// {wire}\n"),
            Some(text) => {
                let mut out = doc::lines(&[self.text(text)], doc::MEMBER);
                doc::gap(doc::MEMBER, &mut out);
                doc::raw(&wire, doc::MEMBER, &mut out);
                out
            }
        }
    }

    /// Of the module of a group, with `//!` and without a line feed at its end.
    pub(crate) fn of_group(&self, group: &Group) -> String {
        let description = group.description.as_ref().map_or("", |text| self.text(text));
        doc::lines(&[self.text(&group.title), description], doc::MODULE).trim_end().to_owned()
    }

    /// Summary and description of an operation.
    pub(crate) fn of_operation(&self, operation: &Operation, prefix: &str) -> String {
        let summary = self.text(&operation.summary);
        let description = operation.description.as_ref().map_or("", |text| self.text(text));
        let description = if description.trim() == summary.trim() { "" } else { description };
        let mut out = doc::lines(&[summary, description], prefix);
        if out.is_empty() {
            doc::raw(&format!("`{}`.", code(operation.name.wire())), prefix, &mut out);
        }
        out
    }

    /// `#[deprecated]` for a method.
    pub(crate) fn attribute(&self, deprecation: &Deprecation) -> String {
        let Deprecation { since, instead } = deprecation;
        let since = since.as_ref().map_or("deprecated by the API".to_owned(), |since| {
            format!("deprecated since version {since} of the API")
        });
        let note = match instead {
            Some(instead) => format!("{since}; {}", doc::inline(self.text(instead))),
            None => since,
        };
        format!("    #[deprecated = {}]\n", literal::string(&note))
    }

    /// A paragraph on a deprecation, where there is one.
    pub(crate) fn deprecated(&self, deprecation: Option<&Deprecation>, prefix: &str, out: &mut String) {
        let Some(deprecation) = deprecation else { return };
        doc::gap(prefix, out);
        doc::raw(&format!("**Deprecated**: {}", self.note(deprecation)), prefix, out);
    }

    /// A deprecation on one line.
    fn note(&self, deprecation: &Deprecation) -> String {
        let Deprecation { since, instead } = deprecation;
        let mut notes = Vec::new();
        if let Some(since) = since {
            notes.push(format!("deprecated since version {since} of the API"));
        }
        if let Some(instead) = instead {
            notes.push(self.text(instead).to_owned());
        }
        let note = if notes.is_empty() { "deprecated by the API".to_owned() } else { notes.join("; ") };
        doc::inline(&note)
    }
}

fn named(field: &Field) -> String {
    format!("`{}`.", code(field.name.wire()))
}

/// Text for a code span: nothing in it can end the span or the line.
pub(crate) fn code(text: &str) -> String {
    text.chars().map(|c| if c == '`' || c.is_control() { ' ' } else { c }).collect()
}

/// A text with a full stop, unless it ends in some other way.
fn stopped(text: String) -> String {
    if text.ends_with(['.', '!', '?', ':', '。', '！', '？', '：']) { text } else { text + "." }
}

fn spec_format(field: &Field) -> Option<String> {
    field.format.as_ref().map(|format| format!("- Format: `{}`", code(format)))
}

fn field_facts(field: &Field) -> Vec<String> {
    let mut facts = facts(&field.ty, &field.limits);
    facts.extend(spec_format(field));
    match field.access {
        Access::Both => {}
        Access::ReadOnly => facts.push("- Only in answers: requests go without it".to_owned()),
        Access::WriteOnly => facts.push("- Only in requests".to_owned()),
    }
    if let [tag, ..] = field.tags.as_slice() {
        facts.push(format!("- Discriminator: `{}`, which the crate writes", code(tag)));
    }
    if let Some(default) = field.default() {
        facts.push(format!("- Default: `{}`", code(&default.to_string())));
    }
    facts
}

fn facts(ty: &Type, limits: &Limits) -> Vec<String> {
    let Limits {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_length,
        max_length,
        pattern,
        min_items,
        max_items,
        min_fields,
        max_fields,
        items,
    } = limits;
    let mut facts = Vec::new();
    if let Some(format) = format_of(ty) {
        facts.push(format!("- Format: {format}"));
    }
    let text = |number: &Option<serde_json::Number>| number.as_ref().map(ToString::to_string);
    let count = |number: &Option<u64>| number.map(|number| number.to_string());
    range("Range", text(minimum), text(maximum), &mut facts);
    for (what, limit) in
        [("Greater than", exclusive_minimum), ("Less than", exclusive_maximum), ("Multiple of", multiple_of)]
    {
        facts.extend(limit.as_ref().map(|limit| format!("- {what}: {limit}")));
    }
    range("Entries", count(min_fields), count(max_fields), &mut facts);
    range("Length", count(min_length), count(max_length), &mut facts);
    range("Elements", count(min_items), count(max_items), &mut facts);
    if let Some(pattern) = pattern {
        facts.push(format!("- Pattern: `{}`", code(pattern)));
    }
    if let (Some(items), Some(element)) = (items, ty.element()) {
        let own = self::facts(&element.clone().split_null().0, items);
        facts.extend(own.iter().map(|fact| fact.replacen("- ", "- Each element: ", 1)));
    }
    facts
}

fn range(what: &str, least: Option<String>, most: Option<String>, facts: &mut Vec<String>) {
    match (least, most) {
        (Some(least), Some(most)) => facts.push(format!("- {what}: {least} to {most}")),
        (Some(least), None) => facts.push(format!("- {what}: at least {least}")),
        (None, Some(most)) => facts.push(format!("- {what}: at most {most}")),
        (None, None) => {}
    }
}

/// What a text has to look like, where the type says more than `String` does.
fn format_of(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Date => Some("a date (RFC 3339)"),
        Type::DateTime => Some("a point in time (RFC 3339)"),
        Type::HttpDate => Some("a point in time (RFC 9110)"),
        Type::UnixTime => Some("seconds since 1970"),
        Type::Duration => Some("a duration (ISO 8601)"),
        Type::Uuid => Some("a UUID"),
        Type::Uri => Some("a URI"),
        Type::Bytes => Some("bytes in base64"),
        Type::Base64Url => Some("bytes in base64 for URLs"),
        Type::Decimal | Type::DecimalNumber => Some("a decimal number"),
        _ => None,
    }
}
