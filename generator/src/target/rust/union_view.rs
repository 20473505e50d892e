//! Views of unions: the variants, and what tells a value of one from a value of another.

use serde::Serialize;

use super::docs::{Docs, code};
use super::layout;
use super::literal;
use super::names::{self, Ident};
use super::tag;
use super::types::{Scope, Types};
use super::union_shape::shape;
use crate::model::{Type, TypeDef, TypeId, Union, Variant};

/// A union.
#[derive(Debug, Serialize)]
pub(super) struct UnionView {
    /// The doc comment.
    pub(super) doc: String,
    /// The name.
    pub(super) ident: Ident,
    /// The first line of its declaration, with its brace.
    pub(super) head: String,
    /// The variants.
    pub(super) variants: Vec<UnionVariantView>,
    /// The variant that keeps what fits none of them.
    pub(super) unknown: Ident,
    /// The discriminator, as an `Option` of a literal.
    pub(super) discriminator: String,
    /// The types that become the union by `into`.
    pub(super) conversions: Vec<ConversionView>,
}

/// A variant of a union.
#[derive(Debug, Serialize)]
pub(super) struct UnionVariantView {
    /// The doc comment.
    pub(super) doc: String,
    /// The name.
    pub(super) ident: Ident,
    /// The declaration, with its indent and comma.
    pub(super) declaration: String,
    /// What tells it from the others, as a literal of the runtime's `Shape`.
    pub(super) shape: String,
    /// The expression that reads which of several tags a value has, where the type says it.
    pub(super) own: Option<String>,
}

/// A type that becomes the union.
#[derive(Debug, Serialize)]
pub(super) struct ConversionView {
    /// The first line of the conversion, with its brace.
    pub(super) head: String,
    /// The signature of its function.
    pub(super) signature: String,
    /// The expression that makes the union of `value`.
    pub(super) value: String,
}

/// The view of a union.
pub(super) fn union_view(
    types: &Types<'_>,
    docs: &Docs,
    id: TypeId,
    ty: &TypeDef,
    union: &Union,
) -> UnionView {
    let scope = Scope::Types(types.module(id));
    let variants: Vec<UnionVariantView> = union
        .variants
        .iter()
        .map(|variant| {
            let plain = types.text(&variant.ty, scope);
            let ident = names::variant(&variant.name);
            let ty = if types.is_struct(&variant.ty) { format!("Box<{plain}>") } else { plain };
            UnionVariantView {
                doc: variant_doc(variant),
                declaration: layout::item::variant(ident.as_str(), &ty),
                ident,
                shape: shape(types, union, variant),
                own: own_tag(types, union, variant),
            }
        })
        .collect();
    UnionView {
        doc: docs.of_type(ty),
        ident: types.ident(id).clone(),
        head: layout::item::declaration(&format!("pub enum {}", types.ident(id))),
        unknown: names::unknown_variant(variants.iter().map(|variant| &variant.ident)),
        discriminator: union
            .discriminator
            .as_ref()
            .map_or("None".to_owned(), |field| format!("Some({})", literal::string(field))),
        conversions: conversions(types, id, union, scope),
        variants,
    }
}

/// How the value of a variant with several tags says which of them it has: by a field, if it has one.
fn own_tag(types: &Types<'_>, union: &Union, variant: &Variant) -> Option<String> {
    let property = union.discriminator.as_deref().filter(|_| variant.tags.len() > 1 && !variant.fallback)?;
    let (_, object) = types.api.object(&variant.ty)?;
    object.fields.iter().find(|field| field.name.wire() == property && !field.secret).map(tag::own)
}

fn variant_doc(variant: &Variant) -> String {
    let mut tags: Vec<String> = variant.tags.iter().map(|tag| format!("`{}`", code(tag))).collect();
    if variant.fallback {
        tags.push("any other value".to_owned());
    }
    if tags.is_empty() {
        format!("    /// `{}`.\n", code(&variant.name.spelling))
    } else {
        format!("    /// {}.\n", tags.join(", "))
    }
}

/// `From` for each type that only one variant holds.
fn conversions(types: &Types<'_>, id: TypeId, union: &Union, scope: Scope) -> Vec<ConversionView> {
    let mut views = Vec::new();
    for variant in union.variants.iter().filter(|variant| types.converts(id, &variant.ty)) {
        let text = types.text(&variant.ty, scope);
        let value = if types.is_struct(&variant.ty) { "Box::new(value)" } else { "value" };
        views.push(conversion(types, id, variant, &text, value));
        if *types.api.plain(&variant.ty) == Type::String {
            views.push(conversion(types, id, variant, "&str", "value.to_owned()"));
        }
    }
    views
}

fn conversion(types: &Types<'_>, id: TypeId, variant: &Variant, from: &str, value: &str) -> ConversionView {
    ConversionView {
        head: layout::item::implementation("", &format!("From<{from}>"), types.ident(id).as_str()),
        signature: layout::signature(4, "fn from", &[format!("value: {from}")], "Self"),
        value: format!("Self::{}({value})", names::variant(&variant.name)),
    }
}
