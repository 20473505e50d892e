//! Parts: how the fields of a type are written in a multipart body, in the words of the runtime's `multipart!`.

use super::types::{Kind, Types};
use super::{literal, names};
use crate::model::{Field, Object, Type, TypeKind};

/// A line for each field that requests have.
pub(super) fn lines(types: &Types<'_>, object: &Object) -> Vec<String> {
    super::arguments::request_fields(object).map(|field| line(types, field)).collect()
}

/// Whether a part is a file, or several files.
pub(super) fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Array(inner) | Type::Set(inner) => **inner == Type::Binary,
        ty => *ty == Type::Binary,
    }
}

fn line(types: &Types<'_>, field: &Field) -> String {
    let how = match (is_list(types, &field.ty), is_file(&field.ty)) {
        (false, false) => "one",
        (true, false) => "each",
        (false, true) => "file",
        (true, true) => "files",
    };
    let wire = literal::string(field.name.wire());
    let media = literal::string(field.content_type.as_deref().unwrap_or_default());
    format!("{}: {wire} {} {how} {media},", names::field(&field.name), Kind::of(field).word())
}

fn is_list(types: &Types<'_>, ty: &Type) -> bool {
    match ty {
        Type::Array(_) | Type::Set(_) => true,
        Type::Named(id) => match &types.api[*id].kind {
            TypeKind::Alias(inner, _) => is_list(types, inner),
            TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) => false,
        },
        _ => false,
    }
}
