//! Names and places: what a method is called in each language, and where its page lies.

use heck::ToLowerCamelCase;

use crate::model::{Api, Operation};
use crate::output;

/// A language of the family.
pub(super) struct Language {
    /// Its folder, which is the word for its samples too.
    pub(super) name: &'static str,
    /// The word behind the fence of a sample.
    pub(super) fence: &'static str,
    /// What its methods look like.
    case: Case,
}

enum Case {
    Camel,
    Pascal,
    Snake,
}

/// The languages, in the order in which their pages are written.
pub(super) const LANGUAGES: &[Language] = &[
    Language { name: "java", fence: "java", case: Case::Camel },
    Language { name: "node", fence: "ts", case: Case::Camel },
    Language { name: "go", fence: "go", case: Case::Pascal },
    Language { name: "python", fence: "py", case: Case::Snake },
    Language { name: "php", fence: "php", case: Case::Camel },
    Language { name: "csharp", fence: "csharp", case: Case::Pascal },
];

impl Language {
    /// The method of an operation: what stands behind `_` in the id that the document gives it.
    pub(super) fn method(&self, operation: &Operation) -> String {
        let id = operation.origin.id.as_ref().unwrap_or(&operation.name.spelling);
        let word = id.split_once('_').map_or(id.as_str(), |(_, word)| word);
        let camel = word.to_lower_camel_case();
        match self.case {
            Case::Camel => camel,
            Case::Pascal => {
                let mut chars = camel.chars();
                chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
            }
            Case::Snake => camel.chars().flat_map(snake).collect(),
        }
    }
}

/// A capital with `_` before it, in lower case.
fn snake(c: char) -> impl Iterator<Item = char> {
    c.is_uppercase().then_some('_').into_iter().chain(c.to_lowercase())
}

/// The client whose pages have a table head of their own.
pub(super) const USER_CLIENT: &str = "AuthenticationClient";

/// Where the pages of an operation lie, below the folder of a language.
pub(super) struct Place {
    /// The folder of the client.
    pub(super) client: String,
    /// The folder of the tag.
    pub(super) tag: String,
    /// The tag as it is shown.
    pub(super) title: String,
    file: String,
}

impl Place {
    /// The place of an operation, or why it has none.
    pub(super) fn of(api: &Api, operation: &Operation) -> Result<Self, String> {
        let client = &api[operation.client].name.spelling;
        let client = match client.strip_suffix("Client").filter(|word| !word.is_empty()) {
            Some(word) => word.to_lowercase(),
            None => client.to_lowercase(),
        };
        let title = tag(api, operation)?;
        let path = path(operation);
        let file = path.strip_prefix("/api/v3/").unwrap_or(path.trim_start_matches('/')).to_owned();
        let folder = title.replace(' ', "-").to_lowercase();
        let place = Self { client: plain(&client), tag: plain(&folder), title, file: plain(&file) };
        match output::check_path(&place.path("java")) {
            Ok(()) => Ok(place),
            Err(error) => Err(error.to_string()),
        }
    }

    /// The path of its page in a language.
    pub(super) fn path(&self, language: &str) -> String {
        format!("{language}/{}/{}/{}.md", self.client, self.tag, self.file)
    }
}

/// The path of an operation as servers see it, without a fragment that tells it from others.
pub(super) fn path(operation: &Operation) -> String {
    let path = operation.path.to_string();
    path.split_once('#').map_or(path.clone(), |(path, _)| path.to_owned())
}

/// The first tag up to its `/`. What was imported and had no tag has no folder; what an author wrote has its group's title.
fn tag(api: &Api, operation: &Operation) -> Result<String, String> {
    let tag = match &operation.origin.tags {
        Some(tags) => tags.first().ok_or("it has no tag to tell its folder")?,
        None => api[operation.group].title.get(0),
    };
    Ok(tag.split('/').next().unwrap_or_default().to_owned())
}

/// A part of a path without what some system cannot have in the name of a file.
fn plain(part: &str) -> String {
    part.chars().map(|c| if c.is_control() || r#"\<>:"|?*"#.contains(c) { '-' } else { c }).collect()
}
