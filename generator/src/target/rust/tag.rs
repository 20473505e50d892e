//! Tags: the fields of structs that are discriminators.
//!
//! The crate writes them, so they are neither arguments nor can a setter give them another value than one that
//! identifies the struct. What the server sent stays readable in the field.

use super::docs::code;
use super::layout;
use super::literal;
use super::names::{self, Ident};
use super::type_view::{SetterView, present};
use super::types::{Kind, Scope, Types};
use crate::model::{Api, Field, Name, Scalar, Type, TypeKind};

/// The expression of `new` for a discriminator: the value that identifies the struct. `None` for any other field.
pub(super) fn initial(types: &Types<'_>, field: &Field, scope: Scope) -> Option<String> {
    let value = expression(types, field, &types.api.tag_of(field)?, scope);
    Some(present(field, &value))
}

/// Whether the derived `Default` gives a discriminator its value.
pub(super) fn is_default(api: &Api, field: &Field) -> bool {
    api.tag_of(field).is_none_or(|tag| Kind::of(field) == Kind::Required && is_only(api, field, &tag))
}

/// Whether a value is the one that an enum has, which is its default.
fn is_only(api: &Api, field: &Field, tag: &Scalar) -> bool {
    let Type::Named(id) = api.plain(&field.ty) else { return false };
    match &api[*id].kind {
        TypeKind::Enum(values) => values.only().is_some_and(|only| only.value == *tag),
        _ => false,
    }
}

fn expression(types: &Types<'_>, field: &Field, tag: &Scalar, scope: Scope) -> String {
    if is_only(types.api, field, tag) {
        return "Default::default()".to_owned();
    }
    let known = match types.api.plain(&field.ty) {
        Type::Named(id) => match &types.api[*id].kind {
            TypeKind::Enum(values) => values.values.iter().find(|known| known.value == *tag),
            _ => None,
        },
        _ => None,
    };
    match (known, tag) {
        (Some(known), _) => {
            format!("{}::{}", types.text(&field.ty, scope), names::variant(&known.name))
        }
        (None, Scalar::String(text)) => format!("{}.into()", literal::string(text)),
        (None, number) if matches!(types.api.plain(&field.ty), Type::Named(_)) => format!("{number}.into()"),
        (None, other) => other.to_string(),
    }
}

/// The values that identify a struct besides the default, with the methods that choose them. `fields` are all fields of
/// the struct, whose setters have their names already.
pub(super) fn choices<'f>(api: &Api, fields: &[Field], field: &'f Field) -> Vec<(&'f str, Ident)> {
    if api.tag_of(field).is_none() {
        return Vec::new();
    }
    let setter = |spelling: String| names::model_setter(&Name::new(spelling));
    let null = |field: &Field| setter(format!("{}_null", field.name.spelling));
    let mut taken: Vec<Ident> = fields
        .iter()
        .flat_map(|field| [names::model_setter(&field.name), names::field(&field.name), null(field)])
        .collect();
    let mut found = Vec::new();
    for tag in field.tags.iter().skip(1).filter(|tag| api.as_held(&field.ty, tag).is_some()) {
        let mut spelling = format!("{}_{tag}", field.name.spelling);
        while taken.contains(&setter(spelling.clone())) {
            spelling.push_str("_value");
        }
        let ident = setter(spelling);
        taken.push(ident.clone());
        found.push((tag.as_str(), ident));
    }
    found
}

/// The methods that choose among several values that identify a struct.
pub(super) fn setters(types: &Types<'_>, fields: &[Field], field: &Field, scope: Scope) -> Vec<SetterView> {
    let choices = choices(types.api, fields, field).into_iter();
    choices
        .filter_map(|(tag, ident)| {
            let value = expression(types, field, &types.api.as_held(&field.ty, tag)?, scope);
            let (wire, tag) = (code(field.name.wire()), code(tag));
            Some(SetterView {
                doc: format!("    /// Sets `{wire}` to `{tag}`.\n"),
                signature: layout::signature(4, &format!("pub fn {ident}"), &["mut self".to_owned()], "Self"),
                statement: layout::assigned(
                    8,
                    &format!("self.{} =", names::field(&field.name)),
                    &present(field, &value),
                    ";",
                ),
            })
        })
        .collect()
}

/// The expression of a field that says which of several values identifies the struct, as an `Option<String>`. `value`
/// is the struct.
pub(super) fn own(field: &Field) -> String {
    let ident = names::field(&field.name);
    match Kind::of(field) {
        Kind::Required => format!("Some(value.{ident}.to_string())"),
        Kind::Optional | Kind::Nullable => format!("value.{ident}.as_ref().map(ToString::to_string)"),
        Kind::Patch => {
            format!("value.{ident}.as_ref().and_then(Option::as_ref).map(ToString::to_string)")
        }
    }
}
