//! Parsing: text → what the author wrote.
//!
//! The only room that reads YAML and the only one that knows which library does it. The types here are plain serde
//! structs whose doc comments are the reference of the format; they know no positions and resolve nothing. A file that
//! does not fit is walked again by `mistakes`, which finds all of its mistakes.
//!
//! New keyword? Add the field to the struct; `lower` will not build until it has decided what the field means.

mod api;
mod body_optional;
mod document;
mod endpoint;
mod json_schema;
mod large;
mod mistakes;
mod origin;
mod print;
mod repeated;
mod reply;
mod sample;
mod shape;
mod style;
mod text;
mod unique;

use std::collections::HashMap;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use api::{
    Api, AuthScheme, Client, ClientOption, ClientSamples, Envelope, Group, JavaSamples, KeyPlace,
    KnownServer, MarkdownTarget, MethodCase, Naming, Pagination, Retry, RustTarget, Server, ServerVariable,
    Targets, Translations,
};
pub use body_optional::BodyOptional;
pub use document::parse_document;
pub use endpoint::{Auth, Endpoint, OtherBody, PaginationUse};
pub use json_schema::{FileKind, json_schema};
pub use origin::{EndpointOrigin, Origin};
pub use print::{print, print_document, sort};
pub use reply::{Reply, StreamKind, Streamed, TypeOrReply};
pub use sample::{is_sample, language};
pub use shape::{
    Deprecated, DeprecationNotice, DescribedValue, DescribedVariant, EnumValue, Scalar, Shape, TypeOrFields,
    TypeOrShape, Variant,
};
pub use style::Style;
pub use text::Text;

use crate::problem::{Place, Problem, Problems};
use crate::source::{SourceFile, SourceId, Sources};

/// The version of the format that this generator reads.
pub const FORMAT_VERSION: u32 = 1;

/// A types file: `types/<name>.yaml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Bindery types")]
pub struct Types {
    /// The types by name.
    #[serde(deserialize_with = "unique::map")]
    pub types: IndexMap<String, Shape>,
}

/// A spec folder as written.
#[derive(Debug, Clone)]
pub struct Spec {
    /// The name of the folder.
    pub name: String,
    /// `api.yaml`, when it could be read.
    pub api: Option<Parsed<Api>>,
    /// Whether every types file could be read; if not, a type that is not known may be in one of the others.
    pub has_all_types: bool,
    /// The types files, by path.
    pub types: Vec<Parsed<Types>>,
    /// The endpoint files, by path.
    pub endpoints: Vec<Parsed<GroupedEndpoint>>,
}

impl Spec {
    /// The named types of all files; of two with one name the last.
    #[must_use]
    pub fn shapes(&self) -> HashMap<&str, &Shape> {
        let types = self.types.iter().flat_map(|file| &file.value.types);
        types.map(|(name, shape)| (name.as_str(), shape)).collect()
    }
}

/// A file's content and where it came from.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// The file, or the place in a document of another format that it was made of.
    pub place: Place,
    /// What it says.
    pub value: T,
}

/// An endpoint and the folder that it lies in.
#[derive(Debug, Clone)]
pub struct GroupedEndpoint {
    /// The folder below `endpoints/`, which is the id of the group.
    pub group: String,
    /// The file, below the spec's folder.
    pub path: String,
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The author's own samples of it: code by language.
    pub samples: IndexMap<String, String>,
}

/// Parses every file of a spec folder. Files that do not fit are reported and left out.
pub fn parse(sources: &Sources, problems: &mut Problems) -> Spec {
    let mut spec = Spec {
        name: sources.name().to_owned(),
        api: None,
        has_all_types: true,
        types: Vec::new(),
        endpoints: Vec::new(),
    };
    for (source, file) in sources.iter() {
        match FileKind::of(&file.path) {
            Some(FileKind::Api) => {
                spec.api = parse_file(source, &file.text, problems)
                    .map(|value| Parsed { place: Place::file(source), value });
            }
            Some(FileKind::Types) => {
                let known = problems.len();
                let types = parse_file(source, &file.text, problems);
                spec.has_all_types &= problems.len() == known;
                spec.types.extend(types.map(|value| Parsed { place: Place::file(source), value }));
            }
            Some(FileKind::Endpoint) => {
                let group = group_of(&file.path);
                spec.endpoints.extend(
                    parse_file(source, &file.text, problems)
                        .map(|endpoint| GroupedEndpoint {
                            group,
                            path: file.path.clone(),
                            endpoint,
                            samples: IndexMap::new(),
                        })
                        .map(|value| Parsed { place: Place::file(source), value }),
                );
            }
            None => {}
        }
    }
    let samples = sources.iter().filter(|(_, file)| is_sample(&file.path));
    samples.for_each(|(source, file)| add_sample(&mut spec, source, file, problems));
    spec
}

/// Gives an endpoint a sample of its own.
fn add_sample(spec: &mut Spec, source: SourceId, file: &SourceFile, problems: &mut Problems) {
    let place = Place::file(source);
    let Some((endpoint, language)) = sample::target(&file.path) else {
        let message = "the extension of a sample tells its language, and this one tells none";
        problems.push(Problem::error(&place, message).help("name it like `samples/users/get-user.java`"));
        return;
    };
    let is_its =
        |path: &str| path.strip_prefix(&endpoint).is_some_and(|rest| matches!(rest, ".yaml" | ".yml"));
    match spec.endpoints.iter_mut().find(|file| is_its(&file.value.path)) {
        None if problems.has_errors() => {}
        None => {
            let message = format!("this is a sample of an endpoint that is not there: `{endpoint}.yaml`");
            problems.push(Problem::error(&place, message));
        }
        Some(known) if known.value.samples.contains_key(&language) => {
            let message = format!("there is another sample in {language} for this endpoint");
            problems.push(Problem::error(&place, message));
        }
        Some(known) => {
            known.value.samples.insert(language, file.text.clone());
        }
    }
}

fn group_of(path: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.strip_prefix("endpoints/").unwrap_or(folder).to_owned()
}

/// Parses a file. One with mistakes gives what is left of it without them, so that the steps after this one find what
/// else is wrong in the same run; the mistakes are errors, so nothing is generated from it.
fn parse_file<T: serde::de::DeserializeOwned>(
    source: SourceId,
    text: &str,
    problems: &mut Problems,
) -> Option<T> {
    if mistakes::refuse_bomb(source, text, problems) {
        return None;
    }
    serde_yaml::from_str(text)
        .or_else(|error| mistakes::report(source, text, &error, problems).ok_or(error))
        .ok()
}
