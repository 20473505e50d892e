//! Arguments: what a caller has to give for a call or for a value, in order.
//!
//! Required parameters are positional arguments of a method, and required fields are those of a constructor. What has
//! only one possible value, a discriminator, and what an option of the client gives are none of them.

use super::{Api, Body, BodyPresence, Field, Object, Operation, Type, TypeId, TypeKind};

/// A positional argument of a call.
#[derive(Debug, Clone, Copy)]
pub enum Argument<'a> {
    /// A parameter, or a field of a body whose fields are parameters of the call.
    Field(&'a Field),
    /// A whole body.
    Body(&'a Body),
}

impl Api {
    /// Whether a caller has to give a value of a field: it is required, it can have more than one value, and it is not
    /// a discriminator, which clients write themselves.
    #[must_use]
    pub fn requires_value(&self, field: &Field) -> bool {
        field.is_always_there()
            && !field.nullable
            && self.only_value(field).is_none()
            && self.tag_of(field).is_none()
    }

    /// Returns the object of a body whose fields are parameters of the call.
    #[must_use]
    pub fn inline_body<'a>(&'a self, operation: &'a Operation) -> Option<(TypeId, &'a Body, &'a Object)> {
        let body = operation.body.as_ref().filter(|body| body.inline)?;
        let Type::Named(id) = body.ty else { return None };
        match &self[id].kind {
            // Arguments have to be given, so an optional body has none.
            TypeKind::Object(object)
                if body.presence == BodyPresence::Optional
                    && object.fields.iter().any(|field| self.requires_value(field)) =>
            {
                None
            }
            TypeKind::Object(object) => Some((id, body, object)),
            TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => None,
        }
    }

    /// Returns the positional arguments of a call.
    #[must_use]
    pub fn arguments<'a>(&'a self, operation: &'a Operation) -> Vec<Argument<'a>> {
        let params = operation.params.iter().map(|param| &param.field);
        let params = params.filter(|field| self.requires_value(field) && field.from_option.is_none());
        let mut arguments: Vec<Argument<'a>> = params.map(Argument::Field).collect();
        match (self.inline_body(operation), &operation.body) {
            (Some((_, _, object)), _) => arguments.extend(self.constructor(object).map(Argument::Field)),
            (None, Some(body)) if body.presence != BodyPresence::Optional => {
                arguments.push(Argument::Body(body))
            }
            (None, _) => {}
        }
        arguments
    }

    /// Returns the fields of an object that its constructor takes, in order.
    pub fn constructor<'a>(&'a self, object: &'a Object) -> impl Iterator<Item = &'a Field> {
        object.fields.iter().filter(|field| self.requires_value(field))
    }
}
