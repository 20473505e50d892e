//! Kinds: which limits go with which types.

use crate::model::{Api, EnumRepr, Type, TypeKind};

/// The kinds of values that limits know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Kind {
    Number,
    Text,
    List,
    Object,
    Other,
}

impl Kind {
    pub(in crate::check) fn singular(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "an array",
            Self::Object => "an object",
            Self::Other => "none of these",
        }
    }

    pub(in crate::check) fn plural(self) -> &'static str {
        match self {
            Self::Number => "numbers",
            Self::Text => "texts",
            Self::List => "arrays",
            Self::Object => "objects and maps",
            Self::Other => "nothing",
        }
    }
}

/// The kind of a type's values.
pub(in crate::check) fn kind(api: &Api, ty: &Type) -> Kind {
    match ty {
        ty if ty.is_text() => Kind::Text,
        ty if ty.is_whole() => Kind::Number,
        Type::Float | Type::Double | Type::Decimal | Type::DecimalNumber => Kind::Number,
        Type::Array(_) | Type::Set(_) => Kind::List,
        Type::Map(_) => Kind::Object,
        Type::Nullable(inner) => kind(api, inner),
        Type::Named(id) => named(api, &api[*id].kind),
        _ => Kind::Other,
    }
}

fn named(api: &Api, ty: &TypeKind) -> Kind {
    match ty {
        TypeKind::Enum(values) if values.repr == EnumRepr::String => Kind::Text,
        TypeKind::Enum(values) if values.repr == EnumRepr::Mixed => Kind::Other,
        TypeKind::Enum(_) => Kind::Number,
        TypeKind::Alias(inner, _) if !matches!(inner, Type::Named(_)) => kind(api, inner),
        TypeKind::Object(_) => Kind::Object,
        TypeKind::Alias(..) | TypeKind::Union(_) | TypeKind::Tuple(_) => Kind::Other,
    }
}
