//! Enums: listed values → the values of a type.
//!
//! The type says what the values are; without one the first value does. Texts and whole numbers are the usual enums, and
//! everything else is a mixture, of which the type may still say that all are booleans or numbers.

use std::collections::HashSet;

use super::Context;
use crate::model::{self, EnumRepr, Name, Type, TypeKind};
use crate::problem::{Place, Problem};
use crate::schema::{DescribedValue, EnumValue, Scalar};

/// What the values of an enum are: how targets see it, and what the spec may have said more precisely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed {
    repr: EnumRepr,
    only: Only,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Only {
    Texts,
    WholeNumbers,
    Numbers,
    Booleans,
    Anything,
}

impl Only {
    fn listed(self) -> Listed {
        let repr = match self {
            Self::Texts => EnumRepr::String,
            Self::WholeNumbers => EnumRepr::Integer,
            Self::Numbers | Self::Booleans | Self::Anything => EnumRepr::Mixed,
        };
        Listed { repr, only: self }
    }

    fn has(self, value: &Scalar) -> bool {
        match self {
            Self::Texts => matches!(value, Scalar::String(_)),
            Self::WholeNumbers => matches!(value, Scalar::Integer(_)),
            Self::Numbers => matches!(value, Scalar::Integer(_) | Scalar::Number(_)),
            Self::Booleans => matches!(value, Scalar::Boolean(_)),
            Self::Anything => true,
        }
    }

    fn singular(self) -> &'static str {
        match self {
            Self::Texts => "text",
            Self::WholeNumbers => "whole number",
            Self::Numbers => "number",
            Self::Booleans => "boolean",
            Self::Anything => "value",
        }
    }

    fn plural(self) -> &'static str {
        match self {
            Self::Texts => "strings",
            Self::WholeNumbers | Self::Numbers => "numbers",
            Self::Booleans => "booleans",
            Self::Anything => "values",
        }
    }
}

impl Context<'_> {
    /// An enum that is written in place; a type that ends in `[]` makes it an array of the enum.
    pub(super) fn inline_enum(
        &mut self,
        ty: Option<String>,
        values: Vec<EnumValue>,
        closed: bool,
        name: &str,
        place: &Place,
    ) -> Type {
        let expression = ty.unwrap_or_default();
        let is_array = expression.ends_with("[]");
        let listed = self.listed(expression.trim_end_matches("[]"), &values, place);
        let ty = self.lift(name, place, |context, _| {
            TypeKind::Enum(context.enumeration(values, listed, closed, &place.key("enum")))
        });
        if is_array { Type::Array(Box::new(ty)) } else { ty }
    }

    /// What the values of an enum are.
    pub(super) fn listed(&mut self, ty: &str, values: &[EnumValue], place: &Place) -> Listed {
        let only = match ty {
            "string" => Only::Texts,
            "int32" | "int64" | "integer" => Only::WholeNumbers,
            "float" | "double" | "number" | "uint64" | "decimal-number" => Only::Numbers,
            "boolean" => Only::Booleans,
            "any" => Only::Anything,
            "" => match values.first().map(scalar) {
                Some(Scalar::Integer(_)) => Only::WholeNumbers,
                Some(Scalar::Number(_)) => Only::Numbers,
                Some(Scalar::Boolean(_)) => Only::Booleans,
                Some(Scalar::String(_)) | None => Only::Texts,
            },
            _ => {
                let message = "an enum has values of type `string`, `boolean`, `any` or of a type of numbers";
                self.error(&place.key("type"), message);
                Only::Texts
            }
        };
        only.listed()
    }

    /// Lowers the values of an enum.
    pub(super) fn enumeration(
        &mut self,
        values: Vec<EnumValue>,
        listed: Listed,
        closed: bool,
        place: &Place,
    ) -> model::Enum {
        if values.is_empty() {
            self.error(place, "an enum needs at least one value");
        }
        let mut lowered: Vec<model::EnumValue> = Vec::with_capacity(values.len());
        let mut seen = HashSet::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            let value = self.enum_value(value, listed.only, place.index(index));
            if !seen.insert(value.value.clone()) {
                self.error(&value.place, "the value is listed twice");
            } else {
                lowered.push(value);
            }
        }
        model::Enum { repr: listed.repr, values: lowered, open: !closed }
    }

    fn enum_value(&mut self, value: EnumValue, only: Only, place: Place) -> model::EnumValue {
        if !only.has(scalar(&value)) {
            self.refuse_value(scalar(&value), only, &place);
        }
        let (value, name, description) = match value {
            EnumValue::Bare(value) => (value, None, None),
            EnumValue::Described(DescribedValue { value, name, description }) => {
                (value, name, self.text_at(description, &place, "description"))
            }
        };
        let value = match value {
            Scalar::String(text) => model::Scalar::String(text),
            Scalar::Integer(number) => model::Scalar::Integer(number),
            Scalar::Boolean(flag) => model::Scalar::Boolean(flag),
            Scalar::Number(number) => model::Scalar::Number(number),
        };
        let name = Name::new(name.unwrap_or_else(|| value.to_string()));
        model::EnumValue { name, value, description, place }
    }

    fn refuse_value(&mut self, value: &Scalar, only: Only, place: &Place) {
        let problem = match (only, value) {
            (Only::Texts, other) => {
                let what = if matches!(other, Scalar::Boolean(_)) { "boolean" } else { "number" };
                Problem::error(place, format!("{other} is a {what}, and this is an enum of strings"))
                    .help(format!("put it in quotes: \"{other}\""))
            }
            (_, Scalar::String(text)) => {
                let (no, of) = (only.singular(), only.plural());
                Problem::error(place, format!("\"{text}\" is no {no}, and this is an enum of {of}"))
            }
            (_, other) => {
                let (no, of) = (only.singular(), only.plural());
                Problem::error(place, format!("{other} is no {no}, and this is an enum of {of}"))
                    .help("say `type: any` where the values are of several kinds")
            }
        };
        self.problems.push(problem);
    }
}

fn scalar(value: &EnumValue) -> &Scalar {
    match value {
        EnumValue::Bare(value) => value,
        EnumValue::Described(described) => &described.value,
    }
}
