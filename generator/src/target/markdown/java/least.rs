//! The least that a call has to say: required fields, with the author's examples where there are any.
//!
//! Written rather than built as JSON first, because what an object leaves out is decided field by field. However types
//! refer to each other, the statements end.

use super::names::accessors;
use super::value::Writer;
use crate::example;
use crate::model::{Direction, Field, Object, Type, TypeId, TypeKind};

impl Writer<'_> {
    /// Calls the setter of each required field on a variable; whether there was any.
    pub(super) fn set_required(&mut self, variable: &str, fields: &[&Field]) -> bool {
        let accessors = accessors(fields.iter().map(|field| field.name.spelling.as_str()));
        let mut any = false;
        for (field, accessor) in fields.iter().zip(accessors) {
            if field.is_required() && field.access.is_in(Direction::Request) {
                let value = self.field(field);
                self.statements.push(format!("{variable}.set{accessor}({value});"));
                any = true;
            }
        }
        any
    }

    /// The value of a field: what its author showed, or the least that its type allows.
    fn field(&mut self, field: &Field) -> String {
        match field.example.as_ref().or(field.default()) {
            Some(value) => self.expression(&field.ty, value),
            None if field.ty.innermost_named().is_some() => self.least(&field.ty),
            None => self.expression(&field.ty, &example::value_of(self.api, field, Direction::Request)),
        }
    }

    /// The least that a type allows.
    pub(super) fn least(&mut self, ty: &Type) -> String {
        match ty {
            Type::Array(inner) | Type::Set(inner) => {
                if inner.innermost_named().is_some_and(|id| self.open.contains(&id)) {
                    return self.list(Vec::new());
                }
                let element = self.least(inner);
                self.list(vec![element])
            }
            Type::Nullable(inner) => self.least(inner),
            Type::Named(id) => {
                let api = self.api;
                match &api[*id].kind {
                    TypeKind::Object(object) => self.least_object(*id, object),
                    TypeKind::Alias(inner, _) if self.leads_on(*id, inner) => {
                        self.open.push(*id);
                        let value = self.least(inner);
                        self.open.pop();
                        value
                    }
                    TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Alias(..) | TypeKind::Enum(_) => {
                        self.expression(ty, &example::value_of_type(api, ty, Direction::Request))
                    }
                }
            }
            other => {
                self.expression(other, &example::least_value_of_type(self.api, other, Direction::Request))
            }
        }
    }

    /// Whether an alias stands for something with a name that is not being written already.
    fn leads_on(&self, id: TypeId, inner: &Type) -> bool {
        inner.innermost_named().is_some() && !self.open.contains(&id)
    }

    fn least_object(&mut self, id: TypeId, object: &Object) -> String {
        const MOST_STATEMENTS: usize = 500;
        const DEEPEST: usize = 50;
        let is_too_much = self.statements.len() > MOST_STATEMENTS || self.open.len() > DEEPEST;
        if is_too_much || self.open.contains(&id) {
            return "null".to_owned();
        }
        self.open.push(id);
        let variable = self.new_object(id);
        let fields: Vec<&Field> = object.fields.iter().collect();
        if !self.set_required(&variable, &fields) {
            self.set_some(&variable, &fields);
        }
        self.open.pop();
        variable
    }

    /// Calls the setters of the first fields with an example: an object with nothing in it shows nothing.
    fn set_some(&mut self, variable: &str, fields: &[&Field]) {
        const MOST: usize = 3;
        let accessors = accessors(fields.iter().map(|field| field.name.spelling.as_str()));
        let shown = fields
            .iter()
            .zip(accessors)
            .filter(|(field, _)| field.access.is_in(Direction::Request))
            .filter_map(|(field, accessor)| Some((field, accessor, field.example.as_ref()?)));
        for (field, accessor, example) in shown.take(MOST) {
            let value = self.expression(&field.ty, example);
            self.statements.push(format!("{variable}.set{accessor}({value});"));
        }
    }
}
