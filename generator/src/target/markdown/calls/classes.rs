//! What types are called in Go and in C#, where values have to say it.

use super::typed::Writer;
use crate::model::{Api, Type, TypeId, TypeKind};

impl Writer<'_> {
    /// What a type is called.
    fn ty(&mut self, ty: &Type) -> String {
        let go = self.is_go();
        let pick = |in_go: &str, in_csharp: &str| (if go { in_go } else { in_csharp }).to_owned();
        match ty {
            Type::Boolean => pick("bool", "bool"),
            Type::Int32 => pick("int32", "int"),
            Type::Int64 | Type::UnixTime => pick("int64", "long"),
            Type::UInt64 => pick("uint64", "ulong"),
            Type::Float => pick("float32", "float"),
            Type::Double | Type::DecimalNumber => pick("float64", "double"),
            Type::Any => pick("interface{}", "object"),
            Type::Binary => {
                self.import("io", "System.IO");
                pick("io.Reader", "Stream")
            }
            Type::Array(inner) | Type::Set(inner) => self.list_of(inner),
            Type::Map(inner) => self.map_of(inner),
            // Go has no null for a value, and C# none for a number.
            Type::Nullable(_) => pick("interface{}", "object"),
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Alias(..) if stands_for_itself(self.api, *id) => pick("interface{}", "object"),
                TypeKind::Alias(inner, _) => self.ty(inner),
                TypeKind::Union(_) => pick("interface{}", "object"),
                TypeKind::Tuple(_) => self.list_of(&Type::Any),
                TypeKind::Object(_) | TypeKind::Enum(_) if go => {
                    self.import_dto();
                    format!("dto.{}", self.names.ty(*id))
                }
                TypeKind::Object(_) | TypeKind::Enum(_) => self.names.ty(*id).to_owned(),
            },
            _ => "string".to_owned(),
        }
    }

    /// A list of a type.
    pub(super) fn list_of(&mut self, inner: &Type) -> String {
        let inner = self.ty(inner);
        if self.is_go() {
            return format!("[]{inner}");
        }
        self.import("", "System.Collections.Generic");
        format!("List<{inner}>")
    }

    /// A map to a type.
    pub(super) fn map_of(&mut self, inner: &Type) -> String {
        let inner = self.ty(inner);
        if self.is_go() {
            return format!("map[string]{inner}");
        }
        self.import("", "System.Collections.Generic");
        format!("Dictionary<string, {inner}>")
    }
}

/// Whether an alias stands for a list of itself, whose type has no end.
fn stands_for_itself(api: &Api, id: TypeId) -> bool {
    let mut at = id;
    for _ in &api.types {
        let TypeKind::Alias(inner, _) = &api[at].kind else { return false };
        let Some(next) = inner.innermost_named() else { return false };
        if next == id {
            return true;
        }
        at = next;
    }
    // It leads to a circle that it is no part of, which ends where that begins.
    false
}
