//! Names: the author's spelling → Rust identifiers.
//!
//! [`Ident`] is made nowhere else, and views hold `Ident`s, so no unescaped text can reach the place of an identifier.
//! Keywords become raw identifiers, the few that cannot be raw get an underscore; a name that would hide something the
//! generated code needs gets a suffix that says what it is.

use std::collections::{HashMap, HashSet};
use std::fmt;

use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use serde::{Serialize, Serializer};

use crate::model::Name;

/// A Rust identifier, escaped.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ident(String);

impl Ident {
    /// The text of the identifier.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier as documentation links to it, where `#` begins a fragment.
    pub(crate) fn linked(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Ident {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Keywords of every edition, strict and reserved (Rust reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "super", "crate", "Self", "_"];

/// Names that generated code uses without a path; a type of that name would hide them.
const USED_TYPES: &[&str] = &[
    "Box",
    "BTreeMap",
    "Clone",
    "Debug",
    "Default",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Some",
    "String",
    "ToString",
    "Vec",
];

/// Methods that every request builder has.
const CALL_METHODS: &[&str] = &[
    "clone",
    "items",
    "pages",
    "send",
    "send_stream",
    "with",
    "with_content_type",
    "with_raw_body",
    "without_body",
];

/// Methods that every client has.
const CLIENT_METHODS: &[&str] = &["builder", "clone"];

/// Methods that every client builder has.
const BUILDER_METHODS: &[&str] = &[
    "build",
    "build_blocking",
    "clone",
    "configure_http",
    "connect_timeout",
    "cookie_store",
    "follow_multiple_choices",
    "header",
    "hook",
    "http_client",
    "max_body_size",
    "new",
    "read_timeout",
    "retry",
    "retry_budget",
    "stream_timeout",
    "timeout",
    "transport",
    "user_agent",
];

/// Features that every crate has.
const FEATURES: &[&str] =
    &["blocking", "brotli", "cookies", "default", "gzip", "native-tls", "rustls", "tracing"];

/// A field of a struct, or a parameter of a method.
pub(crate) fn field(name: &Name) -> Ident {
    escaped(snake(&name.spelling, "field"))
}

/// The method that sets a field of a model.
pub(crate) fn model_setter(name: &Name) -> Ident {
    method(name, &["clone", "default", "new"], "field")
}

/// The method that sets a parameter of a call.
pub(crate) fn call_setter(name: &Name) -> Ident {
    method(name, CALL_METHODS, "param")
}

/// The method of a client that makes a call; `own` are methods that the client has for its credentials.
pub(crate) fn operation(name: &Name, own: &[String]) -> Ident {
    let taken: Vec<&str> = CLIENT_METHODS.iter().copied().chain(own.iter().map(String::as_str)).collect();
    method(name, &taken, "call")
}

/// The method of a client builder that sets an option.
pub(crate) fn option(name: &Name) -> Ident {
    let ident = method(name, BUILDER_METHODS, "option");
    // What makes the schemes is called `scheme_0` and so on.
    if ident.0.starts_with("scheme_") { Ident(format!("{ident}_option")) } else { ident }
}

/// A static: upper case.
pub(crate) fn constant(name: &Name) -> Ident {
    let shouty = started(with_whole_words(&name.spelling).to_shouty_snake_case(), "_", "ITEM");
    // In scripts without case it would be called like a parameter, which cannot hide a static.
    Ident(if shouty.is_ascii() { shouty } else { format!("{shouty}_ITEM") })
}

/// A type of the API.
pub(crate) fn ty(name: &Name) -> Ident {
    type_named(&name.spelling)
}

/// The builder of a client.
pub(crate) fn builder(client: &Ident) -> Ident {
    Ident(format!("{client}Builder"))
}

/// The type of a request builder.
pub(crate) fn call_type(name: &Name) -> Ident {
    type_named(&name.spelling)
}

/// A type beside a request builder, such as the enum of its answers; another builder may be called the same.
pub(crate) fn beside_call(name: &Name, suffix: &str, builders: &[Ident]) -> Ident {
    let mut ident = Ident(format!("{}{suffix}", call_type(name)));
    while builders.contains(&ident) {
        ident.0.push_str("Type");
    }
    ident
}

fn type_named(spelling: &str) -> Ident {
    let camel = started(spelling.to_upper_camel_case(), "T", "Type");
    Ident(if USED_TYPES.contains(&camel.as_str()) { format!("{camel}Type") } else { camel })
}

/// A variant of an enum. What parts the digits of a number, a version or a date stays as an underscore: `1.1` is not `11`.
pub(crate) fn variant(name: &Name) -> Ident {
    let camel = started(camel_with_parted_digits(&name.spelling), "V", "Value");
    Ident(if NEVER_RAW.contains(&camel.as_str()) { format!("{camel}Value") } else { camel })
}

fn camel_with_parted_digits(spelling: &str) -> String {
    let is_digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    let mut camel = String::with_capacity(spelling.len());
    for word in spelling.split(|character: char| !character.is_alphanumeric()) {
        if is_digit(camel.chars().next_back()) && is_digit(word.chars().next()) {
            camel.push('_');
        }
        camel.push_str(&word.to_upper_camel_case());
    }
    camel
}

/// The variant that keeps unknown values: `Unknown`, or `UnknownValue` where a known value is called that.
pub(crate) fn unknown_variant<'a>(mut taken: impl Iterator<Item = &'a Ident>) -> Ident {
    let is_taken = taken.any(|ident| ident.as_str() == "Unknown");
    Ident(if is_taken { "UnknownValue" } else { "Unknown" }.to_owned())
}

/// The modules of groups, each another one. What is written in another script is spelled in Latin letters, and by its code points
/// where two would read the same.
pub(crate) fn modules<'a>(groups: impl Iterator<Item = &'a Name> + Clone) -> Vec<Ident> {
    let in_latin = |name: &Name| latin(name).map_or_else(|| module(name), |latin| module(&Name::new(latin)));
    let spelled: Vec<Ident> = groups.clone().map(in_latin).collect();
    let mut counts: HashMap<&Ident, usize> = HashMap::new();
    spelled.iter().for_each(|ident| *counts.entry(ident).or_default() += 1);
    let is_told = |ident: &Ident| counts.get(ident) == Some(&1);
    let told = groups.zip(&spelled);
    let told = told.map(|(name, ident)| if is_told(ident) { ident.clone() } else { module(name) });
    bounded(told.collect())
}

/// Returns the modules of clients.
pub(crate) fn client_modules<'a>(clients: impl Iterator<Item = &'a Name>) -> Vec<Ident> {
    bounded(clients.map(module).collect())
}

/// The most bytes of the name of a module, which is also the name of a file. Spelling another script
/// makes a name many times as long.
const LONGEST_MODULE: usize = 120;

/// Shortens modules whose names are too long, each to another name.
fn bounded(modules: Vec<Ident>) -> Vec<Ident> {
    let is_short = |ident: &&Ident| ident.0.len() <= LONGEST_MODULE;
    let mut taken: HashSet<String> = modules.iter().filter(is_short).map(|ident| ident.0.clone()).collect();
    let shorten = |ident: Ident| {
        if is_short(&&ident) {
            return ident;
        }
        let start = shortened(&ident).0;
        let mut name = start.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{start}_{number}");
            number += 1;
        }
        Ident(name)
    };
    modules.into_iter().map(shorten).collect()
}

/// A module whose name ends with the last word that fits.
fn shortened(module: &Ident) -> Ident {
    // Modules are ASCII, so that every byte is a character.
    let Some(start) = module.0.get(..LONGEST_MODULE) else { return module.clone() };
    let end = start.rfind('_').filter(|end| *end > 0).unwrap_or(start.len());
    Ident(start[..end].to_owned())
}

/// A name of another script in Latin letters; `None` for what is in them already, and where a sign has no such spelling.
fn latin(name: &Name) -> Option<String> {
    if name.spelling.is_ascii() {
        return None;
    }
    let mut text = String::new();
    for char in name.spelling.chars() {
        text.push_str(deunicode::deunicode_char(char)?);
    }
    Some(text)
}

/// A module, which is also the name of a file and so never raw.
fn module(name: &Name) -> Ident {
    let snake = snake(&name.spelling, "group");
    // Files of modules are found by their names only where these are ASCII; in scripts without case a module would
    // also be called like a type.
    if !snake.is_ascii() {
        let parts: String = snake.chars().map(module_part).collect();
        let joined = parts.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
        return Ident(started(joined, "_", "group"));
    }
    let is_taken = KEYWORDS.contains(&snake.as_str())
        || NEVER_RAW.contains(&snake.as_str())
        || ["shared", "lib", "main"].contains(&snake.as_str())
        || is_device(&snake);
    Ident(if is_taken { format!("{snake}_group") } else { snake })
}

/// Names that Windows keeps for devices, whatever follows the dot.
fn is_device(name: &str) -> bool {
    let is_numbered = |rest: &str| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit());
    ["con", "prn", "aux", "nul"].contains(&name)
        || ["com", "lpt"].iter().any(|start| name.strip_prefix(start).is_some_and(is_numbered))
}

/// A character of a module: letters of other scripts are told apart by their code points.
fn module_part(char: char) -> String {
    if char.is_ascii() { char.to_string() } else { format!("_u{:x}_", u32::from(char)) }
}

/// The Cargo feature of a group that has a module.
pub(crate) fn feature(name: &Name, module: &Ident) -> String {
    // The registry takes ASCII only; other scripts are spelled as in the module.
    let kebab = if name.spelling.is_ascii() {
        started(with_whole_words(&name.spelling).to_kebab_case().replace('-', "_"), "", "group")
            .replace('_', "-")
    } else {
        module.as_str().trim_start_matches('_').replace('_', "-")
    };
    if FEATURES.contains(&kebab.as_str()) || kebab.starts_with(|c: char| c.is_ascii_digit()) {
        format!("group-{kebab}")
    } else {
        kebab
    }
}

/// The environment variable from which samples take an option.
pub(crate) fn environment(api: &Name, option: &Name) -> String {
    let word = |name: &Name| with_whole_words(&name.spelling).to_shouty_snake_case();
    let text = format!("{}_{}", word(api), word(option));
    text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// The crate as code refers to it.
pub(crate) fn krate(name: &str) -> Ident {
    Ident(started(name.replace('-', "_"), "_", "api"))
}

fn method(name: &Name, taken: &[&str], suffix: &str) -> Ident {
    let snake = snake(&name.spelling, "value");
    if taken.contains(&snake.as_str()) {
        return Ident(format!("{snake}_{suffix}"));
    }
    escaped(snake)
}

fn snake(spelling: &str, fallback: &str) -> String {
    started(with_whole_words(spelling).to_snake_case(), "_", fallback)
}

/// A spelling in which `OAuth` is one word, which its case says it is not.
fn with_whole_words(spelling: &str) -> String {
    const SECOND: &str = "Auth";
    let mut whole = spelling.to_owned();
    for (at, _) in spelling.match_indices(SECOND) {
        let (before, after) = (&spelling[..at], &spelling[at + SECOND.len()..]);
        let is_first = |first: char, goes_on: fn(char) -> bool| {
            before.strip_suffix(first).is_some_and(|before| !before.ends_with(goes_on))
        };
        let begins = is_first('O', char::is_uppercase) || is_first('o', char::is_alphanumeric);
        if begins && !after.starts_with(char::is_lowercase) {
            whole.replace_range(at..=at, "a");
        }
    }
    whole
}

fn escaped(ident: String) -> Ident {
    if NEVER_RAW.contains(&ident.as_str()) {
        Ident(format!("{ident}_"))
    } else if KEYWORDS.contains(&ident.as_str()) {
        Ident(format!("r#{ident}"))
    } else {
        Ident(ident)
    }
}

/// Drops what no identifier can hold, and gives the rest a start that it can have (UAX 31).
fn started(text: String, prefix: &str, fallback: &str) -> String {
    let kept: String = text.chars().filter(|c| unicode_ident::is_xid_continue(*c)).collect();
    match kept.chars().next() {
        None => fallback.to_owned(),
        Some(first) if unicode_ident::is_xid_start(first) || (first == '_' && kept.len() > 1) => kept,
        Some(_) => format!("{prefix}{kept}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::new(text)
    }

    #[test]
    fn fields() {
        for (spelling, ident) in [
            ("passCode", "pass_code"),
            ("zh-CN", "zh_cn"),
            ("credentialID", "credential_id"),
            ("type", "r#type"),
            ("gen", "r#gen"),
            ("self", "self_"),
            ("Self", "self_"),
            ("crate", "crate_"),
            ("2fa", "_2fa"),
            ("手机号", "手机号"),
            ("x-authing-app-id", "x_authing_app_id"),
            ("*", "field"),
            ("", "field"),
            ("a b", "a_b"),
            ("m²", "m"),
            ("OAuth2AuthToken", "oauth2_auth_token"),
            ("getOAuthURL", "get_oauth_url"),
            ("oAuth", "oauth"),
            ("fooAuth", "foo_auth"),
            ("Authority", "authority"),
            ("AuthOAuth", "auth_oauth"),
        ] {
            assert_eq!(field(&name(spelling)).as_str(), ident, "{spelling}");
        }
    }

    #[test]
    fn types_and_variants() {
        for (spelling, ident) in [
            ("CommonResponseDto", "CommonResponseDto"),
            ("option", "OptionType"),
            ("7z", "T7z"),
            ("geneQRCode", "GeneQrCode"),
        ] {
            assert_eq!(ty(&name(spelling)).as_str(), ident, "{spelling}");
        }
        for (spelling, ident) in [
            ("1", "V1"),
            ("self", "SelfValue"),
            ("wechat:miniprogram:qrconnect", "WechatMiniprogramQrconnect"),
            ("*", "Value"),
            ("11", "V11"),
            ("1.1", "V1_1"),
            ("TLSv1.3", "TlSv1_3"),
            ("2021-01-01-preview", "V2021_01_01Preview"),
        ] {
            assert_eq!(variant(&name(spelling)).as_str(), ident, "{spelling}");
        }
    }

    #[test]
    fn names_that_generated_code_needs_are_left_to_it() {
        assert_eq!(call_setter(&name("send")).as_str(), "send_param");
        assert_eq!(model_setter(&name("new")).as_str(), "new_field");
        let own = ["with_token".to_owned()];
        for (spelling, ident) in [
            ("builder", "builder_call"),
            ("withToken", "with_token_call"),
            ("withdraw", "withdraw"),
            ("with-key", "with_key"),
        ] {
            assert_eq!(operation(&name(spelling), &own).as_str(), ident, "{spelling}");
        }
        assert_eq!(option(&name("timeout")).as_str(), "timeout_option");
        assert_eq!(module(&name("mod")).as_str(), "mod_group");
        assert_eq!(module(&name("COM1")).as_str(), "com1_group");
        assert_eq!(module(&name("用户")).as_str(), "u7528_u6237");
        assert_eq!(module(&name("0ಎ")).as_str(), "_0_uc8e");
        let feature = |text: &str| {
            let name = name(text);
            feature(&name, &modules(std::iter::once(&name))[0])
        };
        assert_eq!(feature("default"), "group-default");
        assert_eq!(feature("用户"), "yong-hu");
        assert_eq!(feature("API 列表"), "api-lie-biao");
        assert_eq!(feature("2fa"), "group-2fa");
    }

    #[test]
    fn groups_of_other_scripts_are_spelled_in_latin_letters() {
        let names = ["用户", "Überblick", "登录", "等路", "users"].map(name);
        let modules: Vec<String> = modules(names.iter()).iter().map(Ident::to_string).collect();
        assert_eq!(modules, ["yong_hu", "uberblick", "u767b_u5f55", "u7b49_u8def", "users"]);
    }
}
