//! Names in Java: keywords, cases, and no two things under one name in one scope.

use std::collections::HashSet;

use heck::ToShoutySnakeCase;

use crate::model::{Api, ClientId, Field, Operation, TypeId, TypeKind};

/// Reserved words and literals (Java 21, section 3.9), and the contextual ones that cannot name a type.
const KEYWORDS: &[&str] = &[
    "_",
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "false",
    "final",
    "finally",
    "float",
    "for",
    "goto",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "null",
    "package",
    "permits",
    "private",
    "protected",
    "public",
    "record",
    "return",
    "sealed",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "transient",
    "true",
    "try",
    "var",
    "void",
    "volatile",
    "while",
    "yield",
];

/// Methods that every object has without parameters.
const OBJECT_METHODS: &[&str] =
    &["clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait"];

/// Classes that samples and declarations use under their short names.
const CLASSES: &[&str] = &[
    "ArrayList",
    "Arrays",
    "BigDecimal",
    "Boolean",
    "Double",
    "Float",
    "Integer",
    "JsonUtils",
    "LinkedHashMap",
    "List",
    "Long",
    "Map",
    "Object",
    "Override",
    "String",
    "System",
    "Throwable",
];

/// The names of the Java client of an API.
#[derive(Debug)]
pub(in super::super) struct Names {
    /// The package that all others lie in.
    pub(super) package: String,
    types: Vec<String>,
    clients: Vec<String>,
    /// For each operation, the class of its parameters outside the body.
    params: Vec<String>,
    methods: Vec<String>,
    samples: Vec<String>,
}

impl Names {
    /// The names, where the spec wants Java samples.
    pub(in super::super) fn of(api: &Api) -> Option<Self> {
        let package = package(api.markdown.java_package.as_ref()?);
        let mut taken: HashSet<String> = CLASSES.iter().map(|name| (*name).to_owned()).collect();
        let clients: Vec<String> =
            api.clients.iter().map(|client| class(&client.name.spelling, "Client", &mut taken)).collect();
        taken.extend(clients.iter().map(|client| format!("{client}Options")));
        let types = api.types.iter().map(|ty| class(&ty.name.spelling, "Dto", &mut taken)).collect();
        let params = api
            .operations
            .iter()
            .map(|operation| {
                let name = upper_camel(&operation.name.spelling);
                let plain = format!("{name}Dto");
                let name = if taken.contains(&plain) { format!("{name}ParamsDto") } else { plain };
                class(&name, "", &mut taken)
            })
            .collect();
        let samples = api
            .operations
            .iter()
            .map(|operation| class(&format!("{}Test", upper_camel(&operation.name.spelling)), "", &mut taken))
            .collect();
        let mut methods = vec![HashSet::new(); api.clients.len()];
        let methods = api
            .operations
            .iter()
            .map(|operation| {
                let taken = &mut methods[operation.client.0];
                unique(identifier(lower_camel(&operation.name.spelling)), taken)
            })
            .collect();
        Some(Self { package, types, clients, params, methods, samples })
    }

    pub(super) fn ty(&self, id: TypeId) -> &str {
        &self.types[id.0]
    }

    pub(super) fn client(&self, id: ClientId) -> &str {
        &self.clients[id.0]
    }

    pub(super) fn params(&self, operation: usize) -> &str {
        &self.params[operation]
    }

    pub(super) fn method(&self, operation: usize) -> &str {
        &self.methods[operation]
    }

    pub(super) fn sample(&self, operation: usize) -> &str {
        &self.samples[operation]
    }
}

/// The parameters of an operation outside its body.
pub(super) fn outside_body(operation: &Operation) -> Vec<&Field> {
    operation.params.iter().map(|param| &param.field).collect()
}

/// What getters and setters of some fields are called after `get` and `set`, in order.
pub(super) fn accessors<'a>(spellings: impl Iterator<Item = &'a str>) -> Vec<String> {
    // `getClass` is every object's own.
    let mut taken = HashSet::from(["Class".to_owned()]);
    spellings.map(|spelling| unique(upper_camel(spelling), &mut taken)).collect()
}

/// The constants of an enum, in the order of its values; empty for what is no enum.
pub(super) fn constants(api: &Api, id: TypeId) -> Vec<String> {
    let TypeKind::Enum(values) = &api[id].kind else { return Vec::new() };
    let mut taken = HashSet::new();
    values
        .values
        .iter()
        .map(|value| {
            let name = value.name.spelling.to_shouty_snake_case();
            unique(identifier(name), &mut taken)
        })
        .collect()
}

/// `AuthenticationClient` and the like: a class name that is not taken.
fn class(name: &str, or_else: &str, taken: &mut HashSet<String>) -> String {
    let name = identifier(upper_camel(name));
    let name = if taken.contains(&name) { format!("{name}{or_else}") } else { name };
    unique(name, taken)
}

/// A name for a local variable that is not taken.
pub(super) fn local(class: &str, taken: &mut HashSet<String>) -> String {
    unique(identifier(lower_camel(class)), taken)
}

/// `bindPhone`, `zh-CN` → `BindPhone`, `ZhCN`.
pub(super) fn upper_camel(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let mut chars = part.chars();
            chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
        })
        .collect()
}

fn lower_camel(name: &str) -> String {
    let name = upper_camel(name);
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A name that Java accepts.
fn identifier(name: String) -> String {
    let starts_well = name.chars().next().is_some_and(char::is_alphabetic);
    if !starts_well {
        format!("_{name}_")
    } else if KEYWORDS.contains(&name.as_str()) || OBJECT_METHODS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

fn unique(name: String, taken: &mut HashSet<String>) -> String {
    let mut candidate = name.clone();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}{number}");
        number += 1;
    }
    candidate
}

/// A package of which every part is an identifier.
pub(super) fn package(name: &str) -> String {
    let parts = name.split('.').map(|part| {
        let part: String = part.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
        identifier(part)
    });
    parts.collect::<Vec<_>>().join(".")
}
