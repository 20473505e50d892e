//! Values without types: object literals of Node.js, dictionaries of Python, arrays of PHP.
//!
//! Such a value is JSON in another notation, so only files need to know their type.

use serde_json::Value;

use super::Written;
use super::literal::{property, string};
use super::names::{Names, members};
use super::request::{Argument, Request};
use crate::model::{Api, Language, Type};

/// Below this many characters a list or an object without others inside stays on one line.
const SHORT: usize = 72;

/// The call of an operation.
pub(super) fn call(api: &Api, names: &Names, index: usize, request: &Request<'_>) -> Written {
    let mut writer = Writer { api, language: names.language, imports: Vec::new() };
    let language = names.language;
    let depth = usize::from(language == Language::Node);
    let arguments = match request {
        Request::Nothing => String::new(),
        Request::Whole(ty, value) => writer.value(ty, value, depth),
        Request::Arguments { arguments, .. } => writer.arguments(arguments, depth),
    };
    let call = match language {
        Language::Php => "$client->",
        _ => "client.",
    };
    Written { call: format!("{call}{}({arguments})", names.method(index)), imports: writer.imports }
}

struct Writer<'a> {
    api: &'a Api,
    language: Language,
    imports: Vec<String>,
}

impl Writer<'_> {
    /// The arguments of a call: named ones in Python, one object elsewhere.
    fn arguments(&mut self, arguments: &[Argument<'_>], depth: usize) -> String {
        let names: Vec<String> = match self.language {
            Language::Python => {
                members(self.language, arguments.iter().map(|argument| argument.spelling.as_ref()))
            }
            _ => members(self.language, arguments.iter().map(|argument| argument.wire.as_ref())),
        };
        let separator = match self.language {
            Language::Python => "=",
            Language::Php => " => ",
            _ => ": ",
        };
        let lines: Vec<String> = names
            .iter()
            .zip(arguments)
            .map(|(name, argument)| {
                let value = self.value(argument.ty, &argument.value, depth + 1);
                format!("{name}{separator}{value}")
            })
            .collect();
        if lines.is_empty() {
            return if self.language == Language::Node { "{}".to_owned() } else { String::new() };
        }
        let (open, close) = match self.language {
            Language::Python => ("", ""),
            Language::Php => ("[", "]"),
            _ => ("{", "}"),
        };
        self.block(open, &lines, close, depth)
    }

    /// A value of a type.
    fn value(&mut self, ty: &Type, value: &Value, depth: usize) -> String {
        match (self.api.plain(ty), value) {
            (Type::Binary, _) => self.file(),
            (Type::Array(inner) | Type::Set(inner), Value::Array(elements))
                if self.api.plain(inner) == &Type::Binary =>
            {
                let files: Vec<String> = elements.iter().map(|_| self.file()).collect();
                format!("[{}]", files.join(", "))
            }
            (_, value) => self.json(value, depth),
        }
    }

    /// A file, whose name is made up: a sample shows how one is given, and not what is in it.
    fn file(&mut self) -> String {
        match self.language {
            Language::Python => "open(\"file\", \"rb\")".to_owned(),
            Language::Php => "fopen(\"file\", \"rb\")".to_owned(),
            _ => {
                self.imports.push("import { createReadStream } from 'node:fs';".to_owned());
                "createReadStream('file')".to_owned()
            }
        }
    }

    fn json(&self, value: &Value, depth: usize) -> String {
        match value {
            Value::Null if self.language == Language::Python => "None".to_owned(),
            Value::Bool(true) if self.language == Language::Python => "True".to_owned(),
            Value::Bool(false) if self.language == Language::Python => "False".to_owned(),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
            Value::String(text) => string(self.language, text),
            Value::Array(elements) => {
                let elements: Vec<String> =
                    elements.iter().map(|element| self.json(element, depth + 1)).collect();
                self.collection("[", &elements, "]", depth)
            }
            Value::Object(fields) => {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|(name, value)| {
                        let value = self.json(value, depth + 1);
                        match self.language {
                            Language::Php => format!("{} => {value}", string(Language::Php, name)),
                            Language::Python => format!("{}: {value}", string(Language::Python, name)),
                            _ => format!("{}: {value}", property(name)),
                        }
                    })
                    .collect();
                match self.language {
                    // An empty array would be sent as a list.
                    Language::Php if fields.is_empty() => "new \\stdClass()".to_owned(),
                    Language::Php => self.collection("[", &fields, "]", depth),
                    Language::Node if !fields.is_empty() => self.collection("{ ", &fields, " }", depth),
                    _ => self.collection("{", &fields, "}", depth),
                }
            }
        }
    }

    /// A list or an object: on one line where it is short.
    fn collection(&self, open: &str, items: &[String], close: &str, depth: usize) -> String {
        let line = format!("{open}{}{close}", items.join(", "));
        if line.len() <= SHORT && !line.contains('\n') {
            return line;
        }
        self.block(open.trim_end(), items, close.trim_start(), depth)
    }

    fn block(&self, open: &str, items: &[String], close: &str, depth: usize) -> String {
        let unit = if self.language == Language::Node { 2 } else { 4 };
        let (pad, inner) = (" ".repeat(unit * depth), " ".repeat(unit * (depth + 1)));
        // The source family writes no comma behind the last property in Node.js.
        let (last, items) = match items.split_last() {
            Some((last, rest)) => (last, rest),
            None => return format!("{open}{close}"),
        };
        let mut out = format!("{open}\n");
        for item in items {
            out.push_str(&format!("{inner}{item},\n"));
        }
        let comma = if self.language == Language::Node { "" } else { "," };
        out.push_str(&format!("{inner}{last}{comma}\n{pad}{close}"));
        out
    }
}
