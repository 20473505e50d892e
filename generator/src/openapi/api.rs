//! The API file: `info`, `servers` and `tags` → `api.yaml`.
//!
//! There is one client, named after the title. Its server is an option, so that an app can call a test system; the
//! first server of the document is its default. Texts are taken to be in Chinese where most of the summaries are
//! written in Chinese characters, and in English otherwise.

use heck::{ToKebabCase, ToUpperCamelCase};
use indexmap::IndexMap;
use serde_json::Value;

use super::name::{self, Taken};
use super::node::Node;
use super::operation::Operation;
use super::own;
use super::security;
use super::shape::text_of;
use super::{Import, Options};
use crate::schema::{Api, Client, FORMAT_VERSION, Group, RustTarget, Targets, Text, Translations};

/// Words of titles that say what kind of thing it is, and not which.
const NOISE: &[&str] = &[
    "api",
    "apis",
    "rest",
    "restful",
    "http",
    "openapi",
    "open",
    "swagger",
    "spec",
    "specification",
    "documentation",
    "docs",
    "preview",
    "the",
    "v1",
    "v2",
    "v3",
    "official",
    "extension",
    "description",
    "service",
    "platform",
];

/// The longest name of a spec that is made of a title, in characters.
const LONGEST: usize = 80;

/// How the spec and the client are called.
pub(super) struct Names {
    pub(super) spec: String,
    pub(super) client: String,
}

impl Names {
    /// What the options say, or what the title suggests; the name of the file where the title has no Latin letters.
    pub(super) fn of(root: Node<'_>, file_name: &str, options: &Options) -> Self {
        let title = root.get("info").and_then(|info| info.text("title")).unwrap_or_default();
        let words =
            [words(title), words(file_name)].into_iter().find(|words| !words.is_empty()).unwrap_or_default();
        let joined = if words.is_empty() { "api".to_owned() } else { words.join(" ") };
        let joined = name::shortened(&joined, LONGEST);
        let plain = joined.to_lowercase().to_kebab_case();
        let spec =
            if plain.starts_with(|c: char| c.is_ascii_digit()) { format!("api-{plain}") } else { plain };
        let client = format!("{}Client", joined.to_upper_camel_case());
        let client =
            if client.starts_with(|c: char| c.is_ascii_digit()) { format!("Api{client}") } else { client };
        let spec = own::spec_name(root).unwrap_or(spec);
        Self { spec: options.name.clone().unwrap_or(spec), client: options.client.clone().unwrap_or(client) }
    }
}

/// The words of a title that tell which API it is.
fn words(title: &str) -> Vec<String> {
    let ascii: String =
        title.replace("'s ", " ").chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let is_telling = |word: &&str| {
        !NOISE.contains(&word.to_lowercase().as_str()) && !word.chars().all(|c| c.is_ascii_digit())
    };
    let telling: Vec<String> =
        ascii.split_whitespace().filter(is_telling).take(4).map(str::to_owned).collect();
    let all = ascii.split_whitespace().filter(|word| !word.chars().all(|c| c.is_ascii_digit()));
    if telling.is_empty() { all.take(4).map(str::to_owned).collect() } else { telling }
}

impl<'d> Import<'d, '_> {
    /// The API file. The authentication of the operations is filled in on the way.
    pub(super) fn api(
        &mut self,
        root: Node<'d>,
        names: &Names,
        operations: &mut [Operation<'d>],
        groups: IndexMap<String, Group>,
    ) -> Api {
        let info = root.get("info");
        let locale = if is_chinese(operations) { "zh-CN" } else { "en" };
        let mut options = IndexMap::new();
        let (server, servers) = self.servers(root, locale, &mut options);
        let mut taken = Taken::default();
        options.keys().for_each(|name: &String| {
            taken.claim(name);
        });
        server.variables.keys().for_each(|name| {
            taken.claim(name);
        });
        let schemes = self.schemes(root, &mut options, &mut taken);
        let needed = security::security(self, root, &schemes);
        let (auth, scopes) = needed.map(|needed| (needed.auth, needed.scopes)).unzip();
        for operation in operations.iter_mut() {
            // What stands at the operation wins over what stands at its path.
            let owner = [operation.node, operation.item].into_iter().find(|node| node.has("servers"));
            operation.endpoint.server = owner.and_then(|owner| self.own_server(owner, server.url.as_deref()));
            match security::security(self, operation.node, &schemes) {
                Some(own) => {
                    operation.endpoint.auth = Some(own.auth).filter(|own| Some(own) != auth.as_ref());
                    operation.endpoint.scopes = own.scopes;
                }
                None => operation.endpoint.scopes = scopes.clone().unwrap_or_default(),
            }
        }
        let client = Client { description: None, server, servers, options, auth, timeout: None };
        let title =
            info.and_then(|info| text_of(info, "title")).unwrap_or_else(|| Text::One(names.client.clone()));
        Api {
            bindery: FORMAT_VERSION,
            title,
            description: info.and_then(|info| text_of(info, "description")),
            version: info.and_then(version_of).unwrap_or_else(|| "1".to_owned()),
            locales: vec![locale.to_owned()],
            translations: Translations::default(),
            clients: IndexMap::from([(names.client.clone(), client)]),
            groups,
            auth: schemes.into_values().flatten().collect(),
            headers: IndexMap::new(),
            envelope: None,
            pagination: IndexMap::new(),
            retry: None,
            naming: None,
            targets: Targets {
                rust: RustTarget { krate: Some(names.spec.clone()), ..RustTarget::default() },
                ..Targets::default()
            },
        }
    }
}

fn version_of(info: Node<'_>) -> Option<String> {
    let text = plain_text(info.get("version")?.value);
    (!text.trim().is_empty()).then_some(text)
}

/// A text, or a number as text.
pub(super) fn plain_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether most summaries are written in Chinese characters.
fn is_chinese(operations: &[Operation<'_>]) -> bool {
    let summaries = operations.iter().filter_map(|operation| operation.node.text("summary"));
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let is_kana = |c: char| ('\u{3040}'..='\u{30ff}').contains(&c);
    let (mut han, mut all) = (0usize, 0usize);
    for summary in summaries {
        all += 1;
        han += usize::from(summary.contains(is_han) && !summary.contains(is_kana));
    }
    han * 2 > all
}
