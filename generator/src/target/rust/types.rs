//! Types: the model's types → Rust types, and how values of them are taken as arguments.

use std::collections::HashSet;

use super::alike::Alike;
use super::boxes::Boxes;
use super::names::{self, Ident};
use crate::check::multipart_types;
use crate::model::{Api, EnumRepr, Field, Type, TypeId, TypeKind};

/// The Rust names of the API's types, and which fields are boxed.
pub(crate) struct Types<'a> {
    pub(crate) api: &'a Api,
    idents: Vec<Ident>,
    boxes: Boxes,
    alike: Alike,
    /// The types whose values are the parts of multipart bodies.
    multipart: HashSet<TypeId>,
    /// For each type, the module of `types` that it lies in.
    modules: Vec<Option<usize>>,
}

/// Where a type is written down, which decides how it is referred to.
#[derive(Clone, Copy)]
pub(crate) enum Scope {
    /// In a module of `types`: the group's, or the shared one.
    Types(Option<usize>),
    /// In another room of the crate.
    Crate,
    /// In an app that uses the crate.
    App,
}

/// How a value is taken as an argument and made into the type of the field.
pub(crate) struct Argument {
    /// The type of the parameter.
    pub(crate) ty: String,
    /// The expression that makes the field's value of it; `{}` is the parameter.
    pub(crate) conversion: &'static str,
}

impl Argument {
    /// The conversion of a named parameter.
    pub(crate) fn convert(&self, param: &Ident) -> String {
        self.conversion.replace("{}", param.as_str())
    }
}

impl<'a> Types<'a> {
    /// Settles the names; `modules` says for each type which group's module it lies in, if not in the shared one.
    pub(crate) fn new(api: &'a Api, modules: Vec<Option<usize>>) -> Self {
        let idents = api.types.iter().map(|ty| names::ty(&ty.name)).collect();
        let boxes = Boxes::of(api);
        let multipart = multipart_types(api);
        let alike = Alike::of(api, &boxes, &multipart, &modules);
        Self { api, idents, boxes, alike, multipart, modules }
    }

    /// The type that this one is only another name of.
    pub(crate) fn other_name_of(&self, id: TypeId) -> Option<TypeId> {
        Some(self.alike.first(id)).filter(|first| *first != id)
    }

    /// The name of a type.
    pub(crate) fn ident(&self, id: TypeId) -> &Ident {
        &self.idents[id.0]
    }

    /// The module of `types` that a type lies in.
    pub(crate) fn module(&self, id: TypeId) -> Option<usize> {
        self.modules.get(id.0).copied().flatten()
    }

    /// Whether values of a type are the parts of a multipart body.
    pub(crate) fn has_parts(&self, id: TypeId) -> bool {
        self.multipart.contains(&id)
    }

    /// A type as it is written in a scope.
    pub(crate) fn text(&self, ty: &Type, scope: Scope) -> String {
        match ty {
            Type::Boolean => "bool".to_owned(),
            Type::Int32 => "i32".to_owned(),
            Type::Int64 => "i64".to_owned(),
            // Numbers of JSON are decimal and of any length: one that is to be a `float` must not lose digits on its way.
            Type::Float | Type::Double => "f64".to_owned(),
            Type::UInt64 => "u64".to_owned(),
            Type::String => "String".to_owned(),
            Type::Binary => match scope {
                Scope::App => format!("{}::Upload", names::krate(&self.api.rust.krate)),
                Scope::Types(_) => "crate::runtime::Upload".to_owned(),
                Scope::Crate => "runtime::Upload".to_owned(),
            },
            Type::Any => match scope {
                Scope::App => "serde_json::Value".to_owned(),
                Scope::Types(_) | Scope::Crate => "crate::Value".to_owned(),
            },
            Type::Nullable(inner) => format!("Option<{}>", self.text(inner, scope)),
            // What is unique has an order all the same, and a sorted set would lose it.
            Type::Array(inner) | Type::Set(inner) => format!("Vec<{}>", self.text(inner, scope)),
            Type::Map(inner) => {
                format!("std::collections::BTreeMap<String, {}>", self.text(inner, scope))
            }
            Type::Named(id) => self.named(*id, scope),
            scalar => format!("{}::{}", runtime(scope), scalar_name(scalar)),
        }
    }

    /// Whether arguments of a type are whatever converts into it: what is made of a literal, enums that know not all of
    /// their values, and unions of the types that they can be.
    pub(crate) fn is_converted(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Alias(inner, _) => self.is_converted(inner),
                TypeKind::Enum(values) => values.open && values.repr != EnumRepr::Mixed,
                TypeKind::Union(union) => {
                    union.variants.iter().any(|variant| self.converts(*id, &variant.ty))
                }
                TypeKind::Object(_) | TypeKind::Tuple(_) => false,
            },
            ty => self.is_from_literal(ty),
        }
    }

    /// Whether values of a type are made of literals of another: of texts, bytes and what the runtime has a type for.
    pub(crate) fn is_from_literal(&self, ty: &Type) -> bool {
        match self.without_aliases(ty) {
            Type::String | Type::Binary => true,
            ty => !scalar_name(&ty).is_empty(),
        }
    }

    /// Whether a union is made of values of a type: of all its variants only one holds it. What can be anything or null
    /// does not say which of them it is.
    pub(crate) fn converts(&self, union: TypeId, ty: &Type) -> bool {
        let TypeKind::Union(union) = &self.api[union].kind else { return false };
        let own = self.without_aliases(ty);
        let same = union.variants.iter().filter(|other| self.without_aliases(&other.ty) == own);
        !matches!(own, Type::Any | Type::Nullable(_) | Type::Binary) && same.count() == 1
    }

    /// A type as the compiler sees it: names that stand for another type are that type.
    fn without_aliases(&self, ty: &Type) -> Type {
        let inside = |inner: &Type| Box::new(self.without_aliases(inner));
        match ty {
            Type::Named(id) => match &self.api[*id].kind {
                // They never lead back to themselves: that has been checked.
                TypeKind::Alias(inner, _) => self.without_aliases(inner),
                _ => Type::Named(self.alike.first(*id)),
            },
            Type::Float => Type::Double,
            Type::Array(inner) | Type::Set(inner) => Type::Array(inside(inner)),
            Type::Map(inner) => Type::Map(inside(inner)),
            Type::Nullable(inner) => Type::Nullable(inside(inner)),
            scalar => scalar.clone(),
        }
    }

    fn named(&self, id: TypeId, scope: Scope) -> String {
        let ident = self.ident(id);
        match scope {
            Scope::Types(module) if self.module(id) == module => ident.to_string(),
            Scope::Types(_) => format!("super::{ident}"),
            Scope::Crate | Scope::App => format!("types::{ident}"),
        }
    }

    /// The type of a field's value when it is there, boxed where the type would otherwise contain itself.
    pub(crate) fn value(&self, field: &Field, owner: Option<TypeId>, scope: Scope) -> String {
        let text = self.value_unboxed(field, scope);
        if self.is_boxed(field, owner) { format!("Box<{text}>") } else { text }
    }

    /// Whether the value of a field is boxed.
    pub(crate) fn is_boxed(&self, field: &Field, owner: Option<TypeId>) -> bool {
        owner.is_some_and(|owner| self.boxes.is_boxed(owner, &field.ty))
    }

    fn value_unboxed(&self, field: &Field, scope: Scope) -> String {
        match &field.ty {
            ty if !is_secret(field) => self.text(ty, scope),
            Type::Array(_) | Type::Set(_) => format!("Vec<{}>", secret(scope)),
            _ => secret(scope).to_owned(),
        }
    }

    /// The type of a field, `Option` and all.
    pub(crate) fn field(&self, field: &Field, owner: Option<TypeId>, scope: Scope) -> String {
        let value = self.value(field, owner, scope);
        match Kind::of(field) {
            Kind::Required => value,
            Kind::Optional | Kind::Nullable => format!("Option<{value}>"),
            Kind::Patch => format!("Option<Option<{value}>>"),
        }
    }

    /// How the value of a field is taken as an argument.
    pub(crate) fn argument(&self, field: &Field, owner: Option<TypeId>, scope: Scope) -> Argument {
        if self.is_boxed(field, owner) {
            let ty = self.value_unboxed(field, scope);
            return Argument { ty: format!("impl Into<Box<{ty}>>"), conversion: "{}.into()" };
        }
        self.taken(&field.ty, is_secret(field), scope)
    }

    /// How a value of a type is taken as an argument.
    pub(crate) fn taken(&self, ty: &Type, is_secret: bool, scope: Scope) -> Argument {
        let inside = |inner: &Type| match self.is_converted_inside(inner) || is_secret {
            true => format!("impl Into<{}>", self.plain_or_secret(inner, is_secret, scope)),
            false => self.text(inner, scope),
        };
        match ty {
            Type::Array(inner) | Type::Set(inner) => Argument {
                ty: format!("impl IntoIterator<Item = {}>", inside(inner)),
                conversion: match scope {
                    Scope::Types(_) => "crate::runtime::collect({})",
                    Scope::Crate | Scope::App => "runtime::collect({})",
                },
            },
            Type::Map(inner) => Argument {
                ty: format!("impl IntoIterator<Item = (impl Into<String>, {})>", inside(inner)),
                conversion: match scope {
                    Scope::Types(_) => "crate::runtime::entries({})",
                    Scope::Crate | Scope::App => "runtime::entries({})",
                },
            },
            ty if self.is_converted(ty) || is_secret => Argument {
                ty: format!("impl Into<{}>", self.plain_or_secret(ty, is_secret, scope)),
                conversion: "{}.into()",
            },
            ty => Argument { ty: self.text(ty, scope), conversion: "{}" },
        }
    }

    fn plain_or_secret(&self, ty: &Type, is_secret: bool, scope: Scope) -> String {
        if is_secret { secret(scope).to_owned() } else { self.text(ty, scope) }
    }

    /// Whether elements and entries of a type are whatever converts into it. Those of a union differ in type as a rule,
    /// and then each has to say that it is one.
    pub(crate) fn is_converted_inside(&self, ty: &Type) -> bool {
        self.is_converted(ty) && !self.is_union(ty)
    }

    /// Whether a type is a struct, through aliases too.
    pub(crate) fn is_struct(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Object(_) | TypeKind::Tuple(_) => true,
                TypeKind::Alias(inner, _) => self.is_struct(inner),
                TypeKind::Enum(_) | TypeKind::Union(_) => false,
            },
            _ => false,
        }
    }

    /// Whether a type is a union, through aliases too.
    pub(crate) fn is_union(&self, ty: &Type) -> bool {
        matches!(self.api.plain(ty), Type::Named(id) if matches!(self.api[*id].kind, TypeKind::Union(_)))
    }

    /// Whether values of a type are or hold objects, tuples or unions, which the runtime's `ToParam` does not know.
    pub(crate) fn has_fields(&self, ty: &Type) -> bool {
        match ty {
            Type::Array(inner) | Type::Set(inner) | Type::Map(inner) | Type::Nullable(inner) => {
                self.has_fields(inner)
            }
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Tuple(_) => true,
                TypeKind::Alias(inner, _) => self.has_fields(inner),
                TypeKind::Enum(_) => false,
            },
            _ => false,
        }
    }
}

/// How a field may be absent, in the words of the runtime's `object!`. What is required one way only may be absent from
/// a struct that goes both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Required,
    Optional,
    Nullable,
    Patch,
}

impl Kind {
    /// The kind of a field.
    pub(crate) fn of(field: &Field) -> Self {
        match (field.is_always_there(), field.nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::Nullable,
            (false, false) => Self::Optional,
            (false, true) => Self::Patch,
        }
    }

    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Nullable => "nullable",
            Self::Patch => "patch",
        }
    }
}

/// What the runtime calls the type of a value; nothing for what is no type of its own there.
pub(crate) fn scalar_name(ty: &Type) -> &'static str {
    match ty {
        Type::Decimal => "Decimal",
        Type::DecimalNumber => "DecimalNumber",
        Type::Date => "Date",
        Type::DateTime => "DateTime",
        Type::HttpDate => "HttpDate",
        Type::UnixTime => "UnixTime",
        Type::Duration => "IsoDuration",
        Type::Uuid => "Uuid",
        Type::Uri => "Uri",
        Type::Bytes => "Base64",
        Type::Base64Url => "Base64Url",
        _ => "",
    }
}

/// The runtime as a scope refers to it.
fn runtime(scope: Scope) -> &'static str {
    match scope {
        Scope::Types(_) => "crate::runtime",
        Scope::Crate | Scope::App => "runtime",
    }
}

/// The type of a secret.
fn secret(scope: Scope) -> &'static str {
    match scope {
        Scope::Types(_) => "crate::runtime::Secret",
        Scope::Crate | Scope::App => "runtime::Secret",
    }
}

/// Whether a field holds text that is never printed. Only text can: that has been checked.
pub(crate) fn is_secret(field: &Field) -> bool {
    field.secret
}
