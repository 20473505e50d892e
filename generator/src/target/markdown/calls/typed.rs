//! Values with types: composite literals of Go, object initializers of C#.
//!
//! The type of the spec leads, and the value is read by it. Where the two do not fit, the value's own form decides, so
//! that something is always written.

use serde_json::Value;

use super::Written;
use super::literal::string;
use super::names::{Names, constants, members};
use super::request::{Argument, Request};
use crate::example;
use crate::model::{Api, Language, Object, Tuple, Type, TypeId, TypeKind};

/// Stands among the imports for the package of types, whose path the template writes.
pub(super) const TYPES: &str = "dto";

/// Below this many characters a list without lines of its own stays on one.
const SHORT: usize = 72;

/// The call of an operation.
pub(super) fn call(api: &Api, names: &Names, index: usize, request: &Request<'_>) -> Written {
    let depth = if names.language == Language::Go { 1 } else { 3 };
    let mut writer = Writer { api, names, imports: Vec::new() };
    let arguments = match request {
        Request::Nothing => String::new(),
        Request::Whole(ty, value) => writer.value(ty, value, depth),
        Request::Arguments { arguments, ty } => {
            let class = ty.map_or(names.request(index), |id| names.ty(id));
            writer.request(class, arguments, depth)
        }
    };
    Written { call: format!("client.{}({arguments})", names.method(index)), imports: writer.imports }
}

/// Writes values; it collects what has to be imported for them.
pub(super) struct Writer<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    imports: Vec<String>,
}

impl Writer<'_> {
    pub(super) fn is_go(&self) -> bool {
        self.names.language == Language::Go
    }

    pub(super) fn import(&mut self, go: &str, csharp: &str) {
        let import = if self.is_go() { format!("\"{go}\"") } else { format!("using {csharp};") };
        self.imports.push(import);
    }

    /// The object that a call is given.
    fn request(&mut self, class: &str, arguments: &[Argument<'_>], depth: usize) -> String {
        let members =
            members(self.names.language, arguments.iter().map(|argument| argument.spelling.as_ref()));
        let fields: Vec<(String, String)> = members
            .into_iter()
            .zip(arguments)
            .map(|(member, argument)| (member, self.value(argument.ty, &argument.value, depth + 1)))
            .collect();
        let pointer = if self.is_go() { "&" } else { "" };
        format!("{pointer}{}", self.initializer(class, &fields, depth))
    }

    /// An object with some of its members set.
    fn initializer(&mut self, class: &str, fields: &[(String, String)], depth: usize) -> String {
        if self.is_go() {
            self.import_dto();
            return format!("dto.{class}{}", block(&aligned(fields), "\t", depth, ("{", "}")));
        }
        let lines: Vec<String> = fields.iter().map(|(name, value)| format!("{name} = {value},")).collect();
        if lines.is_empty() {
            return format!("new {class}()");
        }
        let pad = "    ".repeat(depth);
        format!("new {class}\n{pad}{}", block(&lines, "    ", depth, ("{", "}")))
    }

    pub(super) fn import_dto(&mut self) {
        self.imports.push(TYPES.to_owned());
    }

    /// A value of a type.
    fn value(&mut self, ty: &Type, value: &Value, depth: usize) -> String {
        if value.is_null() {
            return if self.is_go() { "nil" } else { "null" }.to_owned();
        }
        let api = self.api;
        match ty {
            Type::Binary => self.file(),
            Type::Any => self.anything(value, depth),
            Type::Nullable(inner) => self.value(inner, value, depth),
            Type::Boolean if value.is_boolean() => value.to_string(),
            Type::Array(inner) | Type::Set(inner) => {
                let elements = value.as_array().map_or(&[][..], Vec::as_slice);
                let elements = elements.iter().map(|element| self.value(inner, element, depth + 1)).collect();
                self.list(inner, elements, depth)
            }
            Type::Map(inner) => self.map(inner, value, depth),
            Type::Named(id) => match &api[*id].kind {
                TypeKind::Object(object) => self.object(*id, object, value, depth),
                TypeKind::Enum(_) => self.constant(*id, value),
                TypeKind::Alias(inner, _) => self.value(inner, value, depth),
                TypeKind::Tuple(tuple) => self.tuple(tuple, value, depth),
                TypeKind::Union(union) => match example::variant_of(api, union, value) {
                    Some(variant) => self.value(&variant.ty, value, depth),
                    None => self.anything(value, depth),
                },
            },
            _ => self.scalar(ty, value),
        }
    }

    /// A number or a text.
    fn scalar(&self, ty: &Type, value: &Value) -> String {
        let is_number = matches!(
            ty,
            Type::Int32
                | Type::Int64
                | Type::UnixTime
                | Type::UInt64
                | Type::Float
                | Type::Double
                | Type::DecimalNumber
        );
        match value {
            Value::Number(number) if is_number => {
                let suffix = match ty {
                    Type::Int64 | Type::UnixTime => "L",
                    Type::UInt64 => "UL",
                    Type::Float => "f",
                    Type::Double | Type::DecimalNumber => "d",
                    _ => "",
                };
                format!("{number}{}", if self.is_go() { "" } else { suffix })
            }
            Value::String(text) => string(self.names.language, text),
            other => string(self.names.language, &other.to_string()),
        }
    }

    /// A file, whose name is made up: a sample shows how one is given, and not what is in it.
    fn file(&mut self) -> String {
        self.import("bytes", "System.IO");
        let file = if self.is_go() { "bytes.NewReader([]byte(\"file\"))" } else { "File.OpenRead(\"file\")" };
        file.to_owned()
    }

    fn object(&mut self, id: TypeId, object: &Object, value: &Value, depth: usize) -> String {
        let members =
            members(self.names.language, object.fields.iter().map(|field| field.name.spelling.as_str()));
        let mut fields = Vec::new();
        for (field, member) in object.fields.iter().zip(members) {
            if let Some(value) = value.get(field.name.wire()).filter(|value| !value.is_null()) {
                fields.push((member, self.value(&field.ty, value, depth + 1)));
            }
        }
        let class = self.names.ty(id).to_owned();
        self.initializer(&class, &fields, depth)
    }

    fn tuple(&mut self, tuple: &Tuple, value: &Value, depth: usize) -> String {
        let items = value.as_array().map_or(&[][..], Vec::as_slice);
        let places = tuple.elements.iter().map(|element| &element.ty);
        let types = places.chain(std::iter::repeat(tuple.rest.as_ref().unwrap_or(&Type::Any)));
        let items = types.zip(items).map(|(ty, item)| self.value(ty, item, depth + 1)).collect();
        self.list(&Type::Any, items, depth)
    }

    /// A value of an enum: the plain value in Go, whose types of texts take it, and the constant in C#.
    fn constant(&mut self, id: TypeId, value: &Value) -> String {
        let TypeKind::Enum(values) = &self.api[id].kind else { return "null".to_owned() };
        let index = values.values.iter().position(|known| known.value.to_json() == *value);
        match index.and_then(|index| constants(self.api, id).into_iter().nth(index)) {
            Some(constant) if !self.is_go() => format!("{}.{constant}", self.names.ty(id)),
            _ => self.anything(value, 0),
        }
    }

    fn list(&mut self, inner: &Type, elements: Vec<String>, depth: usize) -> String {
        let ty = self.list_of(inner);
        let start = if self.is_go() { ty } else { format!("new {ty}") };
        self.collection(&start, elements, depth)
    }

    fn map(&mut self, inner: &Type, value: &Value, depth: usize) -> String {
        let ty = self.map_of(inner);
        let language = self.names.language;
        let entries: Vec<(String, String)> = value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, value)| (string(language, key), self.value(inner, value, depth + 1)))
            .collect();
        if !self.is_go() {
            let entries = entries.iter().map(|(key, value)| format!("[{key}] = {value}")).collect();
            return self.collection(&format!("new {ty}"), entries, depth);
        }
        let line: Vec<String> = entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        let line = format!("{ty}{{{}}}", line.join(", "));
        if is_short(&line) {
            line
        } else {
            format!("{ty}{}", block(&aligned(&entries), "\t", depth, ("{", "}")))
        }
    }

    /// A list or a map: on one line where it is short.
    fn collection(&self, start: &str, items: Vec<String>, depth: usize) -> String {
        if self.is_go() {
            let line = format!("{start}{{{}}}", items.join(", "));
            if is_short(&line) {
                return line;
            }
            let items: Vec<String> = items.into_iter().map(|item| format!("{item},")).collect();
            return format!("{start}{}", block(&items, "\t", depth, ("{", "}")));
        }
        if items.is_empty() {
            return format!("{start}()");
        }
        let line = format!("{start} {{ {} }}", items.join(", "));
        if is_short(&line) {
            return line;
        }
        let items: Vec<String> = items.into_iter().map(|item| format!("{item},")).collect();
        format!("{start}\n{}{}", "    ".repeat(depth), block(&items, "    ", depth, ("{", "}")))
    }

    fn anything(&mut self, value: &Value, depth: usize) -> String {
        match value {
            Value::Null => if self.is_go() { "nil" } else { "null" }.to_owned(),
            Value::Bool(_) => value.to_string(),
            Value::Number(number) if number.is_i64() => self.scalar(&Type::Int64, value),
            Value::Number(_) => self.scalar(&Type::Double, value),
            Value::String(text) => string(self.names.language, text),
            Value::Array(_) => self.value(&Type::Array(Box::new(Type::Any)), value, depth),
            Value::Object(_) => self.map(&Type::Any, value, depth),
        }
    }
}

fn is_short(line: &str) -> bool {
    line.len() <= SHORT && !line.contains('\n')
}

/// Lines between braces, one level further in.
fn block(lines: &[String], unit: &str, depth: usize, (open, close): (&str, &str)) -> String {
    if lines.is_empty() {
        return format!("{open}{close}");
    }
    let (pad, inner) = (unit.repeat(depth), unit.repeat(depth + 1));
    let lines: String = lines.iter().map(|line| format!("{inner}{line}\n")).collect();
    format!("{open}\n{lines}{pad}{close}")
}

/// Fields as gofmt has them: the values of lines that follow each other stand below each other.
fn aligned(fields: &[(String, String)]) -> Vec<String> {
    let is_one_line = |value: &String| !value.contains('\n');
    let mut lines = Vec::with_capacity(fields.len());
    let mut rest = fields;
    while let Some(((name, value), after)) = rest.split_first() {
        let run = rest.iter().take_while(|(_, value)| is_one_line(value)).count();
        if run == 0 {
            lines.push(format!("{name}: {value},"));
            rest = after;
            continue;
        }
        let (together, others) = rest.split_at(run);
        let width = together.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0) + 1;
        lines.extend(together.iter().map(|(name, value)| {
            let name = format!("{name}:");
            format!("{name:<width$} {value},")
        }));
        rest = others;
    }
    lines
}
