//! Values whose parts show how they are written: arrays of two elements, objects of a few fields.

use serde_json::Value;

use super::{Builder, Detail, is_empty, limits};
use crate::model::{Api, Direction, Field, Form, Limits, Style, Type, TypeKind};

/// How many optional fields of an object are enough to show how fields are written.
pub(super) const MOST_FIELDS: usize = 3;

/// Returns a value of a parameter, or of a field of a form, that has parts where its type can have them. The author's
/// example is kept; an element is added where it has only one, since one element shows no separator.
#[must_use]
pub fn value_with_parts(api: &Api, field: &Field, style: Style) -> Value {
    let mut builder = Builder::new(api, Direction::Request, Detail::Parts);
    let known = field.example.as_ref().or(field.default()).filter(|value| !is_empty(value));
    match (known.cloned(), api.plain(&field.ty)) {
        (Some(known), _) if style.form == Form::Json => known,
        (Some(Value::Array(items)), list @ (Type::Array(_) | Type::Set(_))) if items.len() == 1 => {
            builder.with_another(list, &all_limits(api, field), items)
        }
        (Some(known), _) if known.is_array() || known.is_object() => known,
        (known, _) => builder
            .variant_with_parts(&field.ty)
            .or(known)
            .unwrap_or_else(|| builder.value(&field.ty, &field.limits)),
    }
}

/// The limits of a field together with those of the names that its type has.
fn all_limits(api: &Api, field: &Field) -> Limits {
    let mut all = field.limits.clone();
    let mut ty = &field.ty;
    for _ in 0..=api.types.len() {
        match ty {
            Type::Nullable(inner) => ty = inner,
            Type::Named(id) => match &api[*id].kind {
                TypeKind::Alias(inner, own) => {
                    all = limits::both(own, &all);
                    ty = inner;
                }
                TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) => break,
            },
            _ => break,
        }
    }
    all
}

impl Builder<'_> {
    /// Two elements where there is one, unless fewer are allowed; equal ones where there is no other.
    fn with_another(&mut self, list: &Type, limits: &Limits, mut items: Vec<Value>) -> Value {
        if let ([only], Some(element)) = (items.as_slice(), list.element())
            && limits.max_items.is_none_or(|most| most > 1)
        {
            let only = only.clone();
            items = self.distinct(element, limits.of_items(), only.clone(), 2);
            if matches!(list, Type::Array(_)) {
                items.resize(2, only);
            }
        }
        Value::Array(items)
    }

    /// A value of the first variant of a union that has parts.
    fn variant_with_parts(&mut self, ty: &Type) -> Option<Value> {
        let Type::Named(id) = self.api.plain(ty) else { return None };
        let TypeKind::Union(union) = &self.api[*id].kind else { return None };
        let index = union.variants.iter().position(|variant| match self.api.plain(&variant.ty) {
            Type::Array(_) | Type::Set(_) | Type::Map(_) => true,
            ty => self.api.object(ty).is_some(),
        })?;
        self.nth = index;
        let value = self.named(*id, &Limits::NONE);
        self.nth = 0;
        (value.is_array() || value.is_object()).then_some(value)
    }
}
