//! Names in each language: cases, keywords, and no two things under one name in one scope.

use std::collections::{HashMap, HashSet};

use heck::ToSnakeCase as _;
use unicode_ident::{is_xid_continue, is_xid_start};

use super::keywords::is_reserved;
use super::literal;
use crate::model::{Api, Case, ClientId, Language, ShownClient, TypeId, TypeKind};

/// The names of the clients of an API in one language.
#[derive(Debug)]
pub(in super::super) struct Names {
    /// The language.
    pub(in super::super) language: Language,
    /// What is imported.
    package: String,
    clients: Vec<String>,
    options: Vec<Vec<String>>,
    types: Vec<String>,
    /// For each operation, the type of everything that it is given, where no type of the spec is that.
    requests: Vec<String>,
    methods: Vec<String>,
}

impl Names {
    /// The names in a language.
    pub(in super::super) fn of(api: &Api, shown: &ShownClient) -> Self {
        let language = shown.language;
        let mut taken = HashSet::new();
        let given: HashMap<usize, &str> =
            shown.classes.iter().map(|(id, class)| (id.0, class.as_str())).collect();
        let clients: Vec<String> = api
            .clients
            .iter()
            .enumerate()
            .map(|(index, client)| match given.get(&index) {
                Some(class) => unique(identifier(language, (*class).to_owned()), &mut taken),
                None => unique(pascal(language, &client.name.spelling), &mut taken),
            })
            .collect();
        taken.extend(clients.iter().map(|client| options_class(language, client)));
        let types =
            api.types.iter().map(|ty| unique(pascal(language, &ty.name.spelling), &mut taken)).collect();
        let requests = api
            .operations
            .iter()
            .map(|operation| {
                let name = format!("{}Dto", pascal(language, &operation.name.spelling));
                unique(name, &mut taken)
            })
            .collect();
        let case = shown.case.unwrap_or(match language {
            Language::Node | Language::Php => Case::Camel,
            Language::Go | Language::CSharp => Case::Pascal,
            Language::Python => Case::Snake,
        });
        let mut methods = vec![HashSet::new(); api.clients.len()];
        let methods = api
            .operations
            .iter()
            .map(|operation| {
                unique(method(language, case, &operation.name.spelling), &mut methods[operation.client.0])
            })
            .collect();
        let options = api
            .clients
            .iter()
            .map(|client| {
                let options = client.options.iter();
                members(language, options.map(|option| option.name.spelling.as_str()))
            })
            .collect();
        let package = shown.package.as_deref().unwrap_or(&api.name.spelling);
        Self { language, package: package.to_owned(), clients, options, types, requests, methods }
    }

    pub(super) fn client(&self, id: ClientId) -> &str {
        &self.clients[id.0]
    }

    pub(super) fn options(&self, id: ClientId) -> &[String] {
        &self.options[id.0]
    }

    pub(super) fn options_class(&self, client: &str) -> String {
        options_class(self.language, client)
    }

    pub(super) fn ty(&self, id: TypeId) -> &str {
        &self.types[id.0]
    }

    pub(super) fn request(&self, operation: usize) -> &str {
        &self.requests[operation]
    }

    pub(super) fn method(&self, operation: usize) -> &str {
        &self.methods[operation]
    }

    /// The package as the language writes it where it imports a client.
    pub(super) fn import(&self, client: &str) -> String {
        match self.language {
            Language::Node => literal::string(Language::Node, &self.package),
            // The rest of the path follows before it is quoted.
            Language::Go => self.package.clone(),
            Language::Python => self.parts("."),
            Language::Php => format!("{}\\{client}", self.parts("\\")),
            Language::CSharp => self.parts("."),
        }
    }

    /// The parts of the package, each an identifier.
    fn parts(&self, separator: &str) -> String {
        let parts = self.package.split(['.', '\\', '/']).filter(|part| !part.is_empty());
        let parts = parts.map(|part| identifier(self.language, part.replace('-', "_")));
        parts.collect::<Vec<_>>().join(separator)
    }
}

fn options_class(language: Language, client: &str) -> String {
    let end = if language == Language::CSharp { "InitOptions" } else { "Options" };
    format!("{client}{end}")
}

/// The part of a Go module that has a client: `AuthenticationClient` → `authentication`.
pub(super) fn area(client: &str) -> String {
    let area = client.trim_end_matches("Client").to_lowercase();
    if area.is_empty() || is_reserved(Language::Go, &area) { format!("{area}api") } else { area }
}

/// What the members of one scope are called: arguments of a call, fields of an object, options of a client.
pub(super) fn members<'a>(language: Language, spellings: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    spellings
        .map(|spelling| match language {
            Language::Node => literal::property(spelling),
            Language::Php => literal::string(Language::Php, spelling),
            Language::Python => {
                unique(identifier(language, plain_words(spelling).to_snake_case()), &mut taken)
            }
            Language::Go | Language::CSharp => unique(pascal(language, spelling), &mut taken),
        })
        .collect()
}

/// The constants of an enum in C#, in the order of its values.
pub(super) fn constants(api: &Api, id: TypeId) -> Vec<String> {
    let TypeKind::Enum(values) = &api[id].kind else { return Vec::new() };
    let mut taken = HashSet::new();
    let names = values.values.iter().map(|value| value.name.spelling.as_str());
    names.map(|name| unique(identifier(Language::CSharp, plain_words(name)), &mut taken)).collect()
}

fn method(language: Language, case: Case, spelling: &str) -> String {
    match case {
        Case::Pascal => pascal(language, spelling),
        Case::Snake => identifier(language, plain_words(spelling).to_snake_case()),
        Case::Camel => {
            let name = pascal(language, spelling);
            let mut chars = name.chars();
            let name: String =
                chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect());
            identifier(language, name)
        }
    }
}

/// `bindPhone`, `zh-CN` → `BindPhone`, `ZhCN`.
fn pascal(language: Language, name: &str) -> String {
    let parts = name.split(|c: char| !is_xid_continue(c) || c == '_').filter(|part| !part.is_empty());
    let name: String = parts
        .map(|part| {
            let mut chars = part.chars();
            chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
        })
        .collect();
    // Go exports what begins with a capital, and a letter of a script without capitals is none.
    let is_small = !name.starts_with(char::is_uppercase);
    let name = if language == Language::Go && is_small { format!("X{name}") } else { name };
    identifier(language, name)
}

/// A name without what no identifier has.
fn plain_words(name: &str) -> String {
    name.chars().map(|c| if is_xid_continue(c) { c } else { '_' }).collect()
}

/// A name that the language accepts.
fn identifier(language: Language, name: String) -> String {
    let name: String = name.chars().filter(|c| is_xid_continue(*c)).collect();
    if !name.starts_with(|c: char| is_xid_start(c) || c == '_') {
        format!("_{name}")
    } else if is_reserved(language, &name) {
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
