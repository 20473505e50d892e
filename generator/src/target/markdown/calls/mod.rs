//! Samples in the languages of other clients: set-up, options, request, call, print.
//!
//! A spec that names a client in a language gets samples of it (`targets.markdown`). What a call says is settled once
//! (`request`); how it is written is told apart by `names` (cases, keywords, no two things under one name), `literal`
//! (strings) and the two ways to write values: `plain` for languages whose values need no types, `typed` with `classes` for
//! the others.
//! Everything around them is a template, `samples/partials/<language>`.
//!
//! Invariant: no value of a spec leaves its literal, and every name is an identifier of its language.

mod classes;
mod declare;
mod keywords;
mod literal;
mod names;
mod plain;
mod request;
mod typed;

use serde::Serialize;

pub use self::declare::declarations;
pub(super) use self::names::Names;
use self::request::Request;
use super::options;
use crate::model::{Api, Language};

/// A sample in one language.
#[derive(Debug, Serialize)]
pub(super) struct CallView {
    /// What is imported, as the language writes it where it imports.
    package: String,
    /// What is imported beside the client, a line each.
    imports: Vec<String>,
    /// The packages that are imported, where a language has several.
    packages: Vec<String>,
    /// Whether there are imports beside the packages.
    has_imports: bool,
    /// The part of the package that has the client, where a language parts them by client.
    area: String,
    /// The class of the client.
    client_class: String,
    /// The class of its options.
    options_class: String,
    /// Whether any option is set.
    has_options: bool,
    /// The options that are set.
    options: Vec<OptionView>,
    /// The call with its request, over as many lines as it needs.
    call: String,
    /// Whether the call answers something.
    has_answer: bool,
}

/// A client option.
#[derive(Debug, Serialize)]
struct OptionView {
    /// What to put there, safe in a line comment.
    comment: String,
    /// The name of the option, as the language writes it.
    name: String,
    /// Its value, a literal.
    value: String,
}

/// The partial that writes the samples of a language.
pub(super) fn template(language: Language) -> &'static str {
    match language {
        Language::Node => "samples/partials/node",
        Language::Go => "samples/partials/go",
        Language::Python => "samples/partials/python",
        Language::Php => "samples/partials/php",
        Language::CSharp => "samples/partials/csharp",
    }
}

/// Builds the sample of an operation; `replace` is the label of the comments on options.
pub(super) fn view(api: &Api, names: &Names, index: usize, replace: &str) -> CallView {
    let operation = &api.operations[index];
    let client = &api[operation.client];
    let request = Request::of(api, operation);
    let written = match names.language {
        Language::Node | Language::Python | Language::Php => plain::call(api, names, index, &request),
        Language::Go | Language::CSharp => typed::call(api, names, index, &request),
    };
    let client_class = names.client(operation.client).to_owned();
    let option_names = names.options(operation.client);
    let options: Vec<OptionView> = options::set(api, client, operation)
        .map(|index| OptionView {
            comment: options::comment(api, &client.options[index], replace),
            name: option_names[index].clone(),
            value: literal::string(names.language, &options::placeholder(api, &client.options[index])),
        })
        .collect();
    let has_answer = operation.answer.is_some();
    let area = names::area(&client_class);
    let package = names.import(&client_class);
    let Imports { imports, packages } = imports(names.language, written.imports, has_answer, &package, &area);
    CallView {
        package,
        has_imports: !imports.is_empty(),
        imports,
        packages,
        area,
        options_class: names.options_class(&client_class),
        client_class,
        has_options: !options.is_empty(),
        options,
        call: written.call,
        has_answer,
    }
}

/// The imports of a sample, in order.
struct Imports {
    imports: Vec<String>,
    packages: Vec<String>,
}

fn imports(
    language: Language,
    mut imports: Vec<String>,
    has_answer: bool,
    package: &str,
    area: &str,
) -> Imports {
    let has_types = imports.iter().any(|import| import == typed::TYPES);
    imports.retain(|import| import != typed::TYPES);
    let mut packages = Vec::new();
    match language {
        Language::Node | Language::Python | Language::Php => {}
        Language::Go => {
            if has_answer {
                imports.push("\"fmt\"".to_owned());
            }
            packages.push(literal::string(language, &format!("{package}/{area}")));
            if has_types {
                packages.push(literal::string(language, &format!("{package}/dto")));
            }
            packages.sort();
        }
        Language::CSharp => {
            imports.push("using System.Threading.Tasks;".to_owned());
            if has_answer {
                imports.push("using System;".to_owned());
                imports.push("using System.Text.Json;".to_owned());
            }
        }
    }
    imports.sort_by(|a, b| a.trim_end_matches(';').cmp(b.trim_end_matches(';')));
    imports.dedup();
    Imports { imports, packages }
}

/// A call that is written.
struct Written {
    call: String,
    /// What it needs beside the client.
    imports: Vec<String>,
}
