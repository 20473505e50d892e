//! Views of unions: the variants, and what tells a value of one from a value of another.

use serde::Serialize;

use super::docs::{Docs, code};
use super::layout;
use super::literal;
use super::names::{self, Ident};
use super::types::{Kind, Scope, Types};
use crate::model::{EnumRepr, Scalar, Type, TypeDef, TypeId, TypeKind, Union, Variant};

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
            let ty = if types.is_object(&variant.ty) { format!("Box<{plain}>") } else { plain };
            UnionVariantView {
                doc: variant_doc(variant),
                declaration: layout::item::variant(ident.as_str(), &ty),
                ident,
                shape: shape(types, variant),
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
        conversions: conversions(types, types.ident(id), union, scope),
        variants,
    }
}

fn variant_doc(variant: &Variant) -> String {
    let tags: Vec<String> = variant.tags.iter().map(|tag| format!("`{}`", code(tag))).collect();
    if tags.is_empty() {
        format!("    /// `{}`.\n", code(&variant.name.spelling))
    } else {
        format!("    /// {}.\n", tags.join(", "))
    }
}

/// `From` for each type that only one variant holds.
fn conversions(types: &Types<'_>, ident: &Ident, union: &Union, scope: Scope) -> Vec<ConversionView> {
    let texts: Vec<String> = union.variants.iter().map(|variant| types.text(&variant.ty, scope)).collect();
    union
        .variants
        .iter()
        .zip(&texts)
        .filter(|(variant, text)| {
            let is_named = matches!(variant.ty, Type::Named(_)) && !types.is_alias(&variant.ty);
            is_named && texts.iter().filter(|other| other == text).count() == 1
        })
        .map(|(variant, text)| {
            let value = if types.is_object(&variant.ty) { "Box::new(value)" } else { "value" };
            ConversionView {
                head: layout::item::implementation("", &format!("From<{text}>"), ident.as_str()),
                signature: layout::signature(4, "fn from", &[format!("value: {text}")], "Self"),
                value: format!("Self::{}({value})", names::variant(&variant.name)),
            }
        })
        .collect()
}

fn shape(types: &Types<'_>, variant: &Variant) -> String {
    let mut shape = Shape::default();
    describe(types, &variant.ty, &mut shape, 0);
    let list = |words: &[String]| format!("&[{}]", words.join(", "));
    let tags: Vec<String> = variant.tags.iter().map(|tag| literal::string(tag)).collect();
    format!(
        "crate::runtime::Shape {{ kinds: {:#04x}, required: {}, known: {}, fixed: {}, usual: {}, texts: {}, tags: {} }}",
        shape.kinds,
        list(&shape.required),
        list(&shape.known),
        list(&shape.fixed),
        list(&shape.usual),
        list(&shape.texts),
        list(&tags),
    )
}

/// What the runtime's `Shape` says, as literals.
#[derive(Default)]
struct Shape {
    kinds: u8,
    required: Vec<String>,
    known: Vec<String>,
    fixed: Vec<String>,
    usual: Vec<String>,
    texts: Vec<String>,
}

const TEXT: u8 = 0x01;
const NUMBER: u8 = 0x02;
const INTEGER: u8 = 0x04;
const BOOLEAN: u8 = 0x08;
const ARRAY: u8 = 0x10;
const OBJECT: u8 = 0x20;
const NULL: u8 = 0x40;
const ANYTHING: u8 = 0x7f;

fn describe(types: &Types<'_>, ty: &Type, shape: &mut Shape, depth: usize) {
    shape.kinds = match ty {
        Type::Boolean => BOOLEAN,
        Type::Int32 | Type::Int64 => INTEGER,
        Type::Float | Type::Double => NUMBER | INTEGER,
        Type::Any => ANYTHING,
        Type::Array(_) | Type::Set(_) => ARRAY,
        Type::Map(_) => OBJECT,
        Type::Nullable(inner) => {
            describe(types, inner, shape, depth);
            shape.kinds | NULL
        }
        Type::Named(id) => return describe_named(types, *id, shape, depth),
        _ => TEXT,
    };
}

fn describe_named(types: &Types<'_>, id: TypeId, shape: &mut Shape, depth: usize) {
    match &types.api[id].kind {
        TypeKind::Alias(inner, _) if depth < types.api.types.len() => {
            describe(types, inner, shape, depth + 1)
        }
        TypeKind::Alias(..) | TypeKind::Union(_) => shape.kinds = ANYTHING,
        TypeKind::Enum(values) => {
            shape.kinds = if values.repr == EnumRepr::String { TEXT } else { INTEGER };
            shape.texts = known_texts(&types.api[id].kind);
        }
        TypeKind::Object(object) => {
            shape.kinds = OBJECT;
            for field in &object.fields {
                let name = literal::string(field.name.wire());
                if Kind::of(field) == Kind::Required {
                    shape.required.push(name.clone());
                }
                describe_texts(types, &field.ty, &name, shape);
                shape.known.push(name);
            }
        }
    }
}

/// A field that is an enum of texts tells types apart: surely where the enum is closed, likely where it is open.
fn describe_texts(types: &Types<'_>, ty: &Type, name: &str, shape: &mut Shape) {
    let Type::Named(id) = ty else { return };
    let TypeKind::Enum(values) = &types.api[*id].kind else { return };
    let texts = known_texts(&types.api[*id].kind);
    if !texts.is_empty() {
        let list = if values.open { &mut shape.usual } else { &mut shape.fixed };
        list.push(format!("({name}, &[{}])", texts.join(", ")));
    }
}

fn known_texts(kind: &TypeKind) -> Vec<String> {
    let TypeKind::Enum(values) = kind else { return Vec::new() };
    let text = |value: &Scalar| match value {
        Scalar::String(text) => Some(literal::string(text)),
        Scalar::Integer(_) => None,
    };
    values.values.iter().filter_map(|value| text(&value.value)).collect()
}
