//! Values as Java: expressions, and the statements that prepare them.
//!
//! Objects and maps need statements of their own, so the writer collects those and hands out the name of a variable.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::names::{Names, accessors, constants, local};
use crate::example;
use crate::model::{Api, Object, Tuple, Type, TypeId, TypeKind};

/// Writes values; it collects what has to stand before them.
pub(super) struct Writer<'a> {
    pub(super) api: &'a Api,
    names: &'a Names,
    /// Statements, in order.
    pub(super) statements: Vec<String>,
    /// Classes that have to be imported.
    pub(super) imports: BTreeSet<String>,
    locals: HashSet<String>,
    /// The types that are being written.
    pub(super) open: Vec<TypeId>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(api: &'a Api, names: &'a Names) -> Self {
        let locals = ["args", "client", "clientOptions", "reqDto", "body", "response"];
        Self {
            api,
            names,
            statements: Vec::new(),
            imports: BTreeSet::new(),
            locals: locals.iter().map(|name| (*name).to_owned()).collect(),
            open: Vec::new(),
        }
    }

    /// The class of a type; everything is boxed, because anything can be left out.
    pub(super) fn class(&mut self, ty: &Type) -> String {
        self.class_below(ty, 0)
    }

    /// The same, below so many aliases: one that stands for a list of itself has no end.
    fn class_below(&mut self, ty: &Type, aliases: usize) -> String {
        const MOST_ALIASES: usize = 16;
        match ty {
            Type::Boolean => "Boolean".to_owned(),
            Type::Int32 => "Integer".to_owned(),
            Type::Int64 | Type::UnixTime => "Long".to_owned(),
            Type::UInt64 => self.import("java.math", "BigInteger"),
            Type::Float => "Float".to_owned(),
            Type::Double => "Double".to_owned(),
            Type::Decimal | Type::DecimalNumber => self.import("java.math", "BigDecimal"),
            Type::Any => "Object".to_owned(),
            Type::Nullable(inner) => self.class_below(inner, aliases),
            Type::Binary => self.import("java.io", "File"),
            Type::Array(inner) | Type::Set(inner) => {
                format!("{}<{}>", self.import("java.util", "List"), self.class_below(inner, aliases))
            }
            Type::Map(inner) => {
                format!("{}<String, {}>", self.import("java.util", "Map"), self.class_below(inner, aliases))
            }
            Type::Named(id) => match &self.api[*id].kind {
                TypeKind::Alias(..) if aliases == MOST_ALIASES => "Object".to_owned(),
                TypeKind::Alias(inner, _) => self.class_below(inner, aliases + 1),
                TypeKind::Union(_) => "Object".to_owned(),
                // Java has no tuples: a list whose elements are of several classes.
                TypeKind::Tuple(_) => format!("{}<Object>", self.import("java.util", "List")),
                TypeKind::Object(_) | TypeKind::Enum(_) => self.dto(self.names.ty(*id)),
            },
            _ => "String".to_owned(),
        }
    }

    /// Imports a class of the package of types.
    pub(super) fn dto(&mut self, class: &str) -> String {
        self.import(&format!("{}.dto", self.names.package), class)
    }

    /// Imports a class.
    pub(super) fn import(&mut self, package: &str, class: &str) -> String {
        self.imports.insert(format!("{package}.{class}"));
        class.to_owned()
    }

    /// A new object in a variable of its own.
    pub(super) fn new_object(&mut self, id: TypeId) -> String {
        let class = self.dto(self.names.ty(id));
        let variable = local(&class, &mut self.locals);
        self.statements.push(format!("{class} {variable} = new {class}();"));
        variable
    }

    /// A JSON value as a value of a type.
    pub(super) fn expression(&mut self, ty: &Type, value: &Value) -> String {
        if value.is_null() {
            return "null".to_owned();
        }
        let api = self.api;
        match ty {
            Type::Boolean => value.as_bool().unwrap_or(true).to_string(),
            Type::Int32 => {
                value.as_i64().and_then(|number| i32::try_from(number).ok()).unwrap_or(1).to_string()
            }
            Type::UInt64 => {
                let class = self.import("java.math", "BigInteger");
                format!("new {class}({})", string(&as_text(value)))
            }
            Type::Int64 | Type::UnixTime => format!("{}L", value.as_i64().unwrap_or(1)),
            Type::Float => format!("{:?}f", value.as_f64().unwrap_or(1.0)),
            Type::Double => format!("{:?}", value.as_f64().unwrap_or(1.0)),
            Type::Decimal | Type::DecimalNumber => {
                let class = self.import("java.math", "BigDecimal");
                format!("new {class}({})", string(&as_text(value)))
            }
            Type::Any => self.anything(value),
            Type::Nullable(inner) => self.expression(inner, value),
            // The name is made up: a page shows how a file is given, and not what is in it.
            Type::Binary => format!("new {}(\"file\")", self.import("java.io", "File")),
            Type::Array(inner) | Type::Set(inner) => {
                let elements = value.as_array().map_or(&[][..], Vec::as_slice);
                let elements = elements.iter().map(|element| self.expression(inner, element)).collect();
                self.list(elements)
            }
            Type::Map(inner) => self.map(inner, value),
            Type::Named(id) => match &api[*id].kind {
                TypeKind::Object(object) => self.object(*id, object, value),
                TypeKind::Enum(_) => self.constant(*id, value),
                TypeKind::Alias(inner, _) => self.expression(inner, value),
                TypeKind::Tuple(tuple) => self.tuple(tuple, value),
                TypeKind::Union(union) => match example::variant_of(api, union, value) {
                    Some(variant) => self.expression(&variant.ty, value),
                    None => "null".to_owned(),
                },
            },
            _ => string(&as_text(value)),
        }
    }

    fn tuple(&mut self, tuple: &Tuple, value: &Value) -> String {
        let items = value.as_array().map_or(&[][..], Vec::as_slice);
        let places = tuple.elements.iter().map(|element| &element.ty);
        let types = places.chain(std::iter::repeat(tuple.rest.as_ref().unwrap_or(&Type::Any)));
        let items: Vec<String> = types.zip(items).map(|(ty, item)| self.expression(ty, item)).collect();
        if items.is_empty() {
            return self.list(items);
        }
        // Without the type, elements of one class would make a list of that class.
        format!("{}.<Object>asList({})", self.import("java.util", "Arrays"), items.join(", "))
    }

    fn object(&mut self, id: TypeId, object: &Object, value: &Value) -> String {
        let variable = self.new_object(id);
        let accessors = accessors(object.fields.iter().map(|field| field.name.spelling.as_str()));
        for (field, accessor) in object.fields.iter().zip(accessors) {
            if let Some(value) = value.get(field.name.wire()) {
                let value = self.expression(&field.ty, value);
                self.statements.push(format!("{variable}.set{accessor}({value});"));
            }
        }
        variable
    }

    fn constant(&mut self, id: TypeId, value: &Value) -> String {
        let TypeKind::Enum(values) = &self.api[id].kind else { return "null".to_owned() };
        let index = values.values.iter().position(|known| known.value.to_json() == *value).unwrap_or(0);
        let class = self.dto(self.names.ty(id));
        constants(self.api, id)
            .get(index)
            .map_or_else(|| "null".to_owned(), |constant| format!("{class}.{constant}"))
    }

    /// A list of expressions.
    pub(super) fn list(&mut self, elements: Vec<String>) -> String {
        if elements.is_empty() {
            return format!("new {}<>()", self.import("java.util", "ArrayList"));
        }
        let class = self.import("java.util", "Arrays");
        match elements.as_slice() {
            // A single null would be taken for the array of arguments itself.
            [only] if only == "null" => format!("{class}.asList(null, null)"),
            _ => format!("{class}.asList({})", elements.join(", ")),
        }
    }

    fn map(&mut self, inner: &Type, value: &Value) -> String {
        let ty = format!("{}<String, {}>", self.import("java.util", "Map"), self.class(inner));
        let class = self.import("java.util", "LinkedHashMap");
        let variable = local("map", &mut self.locals);
        self.statements.push(format!("{ty} {variable} = new {class}<>();"));
        for (key, value) in value.as_object().into_iter().flatten() {
            let value = self.expression(inner, value);
            self.statements.push(format!("{variable}.put({}, {value});", string(key)));
        }
        variable
    }

    fn anything(&mut self, value: &Value) -> String {
        match value {
            Value::Null => "null".to_owned(),
            Value::Bool(_) => self.expression(&Type::Boolean, value),
            Value::Number(number) if number.is_i64() => self.expression(&Type::Int64, value),
            Value::Number(_) => self.expression(&Type::Double, value),
            Value::String(text) => string(text),
            Value::Array(_) => self.expression(&Type::Array(Box::new(Type::Any)), value),
            Value::Object(_) => self.map(&Type::Any, value),
        }
    }
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A string literal.
pub(super) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
