//! Views of the options of clients: fields and setters of builders.

use serde::Serialize;

use super::arguments::option_field;
use super::docs::{Docs, code};
use super::names::{self, Ident};
use super::type_view::{EnumView, SetterView, VariantView, setter};
use super::{credential_doc, doc, layout, literal};
use crate::model::{Api, Client, ClientOption, Server};

/// An option of a client.
#[derive(Debug, Serialize)]
pub(super) struct OptionView {
    /// The declaration of the field.
    pub(super) declaration: String,
    /// The field in the builder's `new`.
    pub(super) initial: String,
    /// The method that sets it.
    pub(super) setter: SetterView,
}

/// How a builder holds an option.
pub(super) enum Held {
    Text,
    Secret,
    Enum,
}

impl Held {
    pub(super) fn of(api: &Api, client: &Client, option: &ClientOption) -> Self {
        if is_enum(api, client, option) {
            Self::Enum
        } else if option.secret {
            Self::Secret
        } else {
            Self::Text
        }
    }

    /// The links that make an `Option<&str>` of it.
    pub(super) fn borrowed(&self) -> &'static [&'static str] {
        match self {
            Self::Text => &[".as_deref()"],
            Self::Secret => &[".as_ref()", ".map(runtime::Secret::expose)"],
            Self::Enum => &[".as_ref()", ".map(|value| value.as_str())"],
        }
    }

    /// The links that make an `Option<String>` of it.
    pub(super) fn owned(&self) -> &'static [&'static str] {
        match self {
            Self::Text => &[".clone()"],
            Self::Secret => &[".as_ref()", ".map(|secret| secret.expose().to_owned())"],
            Self::Enum => &[".as_ref()", ".map(ToString::to_string)"],
        }
    }
}

/// The field of an option in its builder, and links after it.
pub(super) fn field_links(ident: &Ident, links: &[&str]) -> Vec<String> {
    let field = ["self".to_owned(), format!(".{ident}")];
    field.into_iter().chain(links.iter().map(|link| (*link).to_owned())).collect()
}

/// Whether an option gets an enum of its own: its values are listed, and no scheme knows them by a type of its own.
pub(super) fn is_enum(api: &Api, client: &Client, option: &ClientOption) -> bool {
    !option.values.is_empty() && !is_auth_method(api, client, option.name.wire())
}

pub(super) fn is_auth_method(api: &Api, client: &Client, option: &str) -> bool {
    client.schemes.iter().any(|scheme| api[*scheme].kind.method() == Some(option))
}

/// The enum of an option with listed values.
pub(super) fn enum_type(option: &ClientOption, client: &Ident) -> Ident {
    names::ty(&crate::model::Name::new(format!("{client}{}", names::ty(&option.name))))
}

pub(super) fn enum_view(option: &ClientOption, client: &Ident) -> EnumView {
    let variants: Vec<VariantView> = option
        .values
        .iter()
        .map(|value| VariantView {
            doc: format!("    /// `{}`\n", code(value)),
            ident: names::variant(&crate::model::Name::new(value.as_str())),
            wire: literal::string(value),
        })
        .collect();
    let unknown = names::unknown_variant(variants.iter().map(|variant| &variant.ident));
    let builder = names::option(&option.name);
    let ident = enum_type(option, client);
    EnumView {
        doc: format!("/// The values of [`{client}Builder::{}`].\n", builder.linked()),
        head: layout::item::declaration(&format!("pub enum {ident}")),
        ident,
        macro_name: "text_enum",
        derives: "Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash",
        variants,
        open: true,
        unknown: unknown.to_string(),
        unknown_type: "String",
    }
}

pub(super) fn option_view(
    docs: &Docs,
    client: &Client,
    option: &ClientOption,
    client_ident: &Ident,
    api: &Api,
) -> OptionView {
    let ident = option_field(option.name.wire());
    let (plain, ty, value) = if is_auth_method(api, client, option.name.wire()) {
        (
            "crate::runtime::ClientAuthMethod".to_owned(),
            "crate::runtime::ClientAuthMethod".to_owned(),
            "Some(value)",
        )
    } else if is_enum(api, client, option) {
        let ty = enum_type(option, client_ident).to_string();
        (ty.clone(), format!("impl Into<{ty}>"), "Some(value.into())")
    } else if option.secret {
        ("runtime::Secret".to_owned(), "impl Into<runtime::Secret>".to_owned(), "Some(value.into())")
    } else {
        ("String".to_owned(), "impl Into<String>".to_owned(), "Some(value.into())")
    };
    let plain = plain.replace("crate::runtime", "runtime");
    OptionView {
        declaration: layout::assigned(4, &format!("{ident}:"), &format!("Option<{plain}>"), ","),
        initial: format!("            {ident}: {},", initial(api, client, option, client_ident)),
        setter: setter(
            option_doc(docs, api, client, option),
            &names::option(&option.name),
            ty.replace("crate::runtime", "runtime"),
            &format!("self.{ident} ="),
            value,
        ),
    }
}

fn option_doc(docs: &Docs, api: &Api, client: &Client, option: &ClientOption) -> String {
    let name = format!("`{}`.", code(option.name.wire()));
    let credential = credential_doc::of_option(docs, api, client, option);
    let description = option.description.as_ref().map(|text| docs.text(text));
    let fallback = credential.is_empty().then_some(name.as_str());
    let first = description.filter(|text| !text.trim().is_empty()).or(fallback);
    let paragraphs: Vec<&str> = first.into_iter().chain(credential.iter().map(String::as_str)).collect();
    let mut out = doc::lines(&paragraphs, doc::MEMBER);
    let mut facts = Vec::new();
    if option.required {
        facts.push("- Required".to_owned());
    }
    if let Some(default) = &option.default {
        facts.push(format!("- Default: `{}`", code(default)));
    }
    facts.extend(server_facts(client, option));
    if !facts.is_empty() {
        doc::gap(doc::MEMBER, &mut out);
        doc::raw(&facts.join("\n"), doc::MEMBER, &mut out);
    }
    out
}

/// What an option has to do with the address of the server: it is the whole of it, or fills a place in it.
fn server_facts(client: &Client, option: &ClientOption) -> Vec<String> {
    let Server::Option(host, Some(default)) = &client.server else { return Vec::new() };
    let wire = option.name.wire();
    let linked = |name: &String| {
        let ident = names::option(&crate::model::Name::new(name.as_str()));
        format!("[`{ident}`](Self::{})", ident.linked())
    };
    if client.server_variables.iter().any(|name| name == wire) {
        let place = code(&format!("{{{wire}}}"));
        return vec![format!(
            "- Fills `{place}` in the address, unless {} gives the whole of it",
            linked(host)
        )];
    }
    if host != wire {
        return Vec::new();
    }
    let mut facts = vec![format!("- Default: `{}`", code(default))];
    let places: Vec<String> = client.server_variables.iter().map(linked).collect();
    if !places.is_empty() {
        facts.push(format!("- Replaces the whole address: {} fill nothing in it", places.join(", ")));
    }
    facts
}

fn initial(api: &Api, client: &Client, option: &ClientOption, client_ident: &Ident) -> String {
    let Some(default) = &option.default else { return "None".to_owned() };
    if is_auth_method(api, client, option.name.wire()) {
        return format!("Some(runtime::ClientAuthMethod::{})", auth_method(default));
    }
    if is_enum(api, client, option) {
        let ty = enum_type(option, client_ident);
        return format!("Some({ty}::{})", names::variant(&crate::model::Name::new(default.as_str())));
    }
    format!("Some({}.into())", literal::string(default))
}

fn auth_method(name: &str) -> &'static str {
    match name {
        "client_secret_basic" => "ClientSecretBasic",
        "none" => "None",
        _ => "ClientSecretPost",
    }
}
