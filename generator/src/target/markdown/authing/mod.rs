//! The theme `authing`: the pages of an older generator, byte for byte, so that a site can change generators with an
//! empty diff and turn to another theme afterwards.
//!
//! One page for each path, language and client, without locales: `<language>/<client>/<tag>/<path>.md`. Texts stand as
//! the document has them, but for what could run in a browser, and everything that is odd about the family is here and in its templates, nowhere
//! else. What the family left out without a word is left out here with a warning.
//!
//! ```text
//! facts     a field → what its cells say        rows      fields → rows of a table
//! inert     texts in which nothing runs
//! order     which rows come first               walk      which types a page describes, and its example result
//! json      values as JavaScript prints them    names     methods, folders and files
//! page      an operation → the view             sidebar   all pages
//! ```

mod facts;
mod inert;
mod json;
mod names;
mod order;
mod page;
mod rows;
mod sidebar;
mod walk;

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use self::names::LANGUAGES;
use crate::model::{Api, Operation, TypeKind};
use crate::problem::{Problem, Problems};
use crate::target::Page;

/// The name of the theme, and of the folder of its templates.
pub(super) const THEME: &str = "authing";

/// Every page of the theme.
pub(super) fn pages(api: &Api, problems: &mut Problems) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut taken = HashSet::new();
    let mut listed = Vec::new();
    warn_of_braces(api, problems);
    for operation in shown(api) {
        let outcome = names::Place::of(api, operation).and_then(|place| {
            if !taken.insert(place.path("").to_lowercase()) {
                return Err("another page has its path".to_owned());
            }
            Ok((page::Facts::of(api, operation)?, place))
        });
        let (facts, place) = match outcome {
            Ok(known) => known,
            Err(reason) => {
                let name = &operation.name.spelling;
                let message = format!("the theme `{THEME}` has no page for `{name}`: {reason}");
                problems.push(Problem::error(&operation.place.key("endpoint"), message).warning());
                continue;
            }
        };
        for (index, language) in LANGUAGES.iter().enumerate() {
            let path = place.path(language.name);
            pages.push(Page::at(&format!("{THEME}/page.md.hbs"), path, &facts.view(language, index)));
        }
        listed.push((operation, place));
    }
    let view = sidebar::view(api, &listed);
    for file in ["sidebar.ts", "sidebar.json"] {
        pages.push(Page::at(&format!("{THEME}/{file}.hbs"), file.to_owned(), &view));
    }
    // The family is published from several documents, each of which has one client; a site imports the lists of both.
    let clients: IndexSet<&str> = listed.iter().map(|(_, place)| place.client.as_str()).collect();
    for client in clients {
        let view = sidebar::of_client(api, &listed, client);
        for end in ["ts", "json"] {
            let path = format!("sidebar-{client}.{end}");
            pages.push(Page::at(&format!("{THEME}/sidebar.{end}.hbs"), path, &view));
        }
    }
    pages
}

/// Examples are code on a page, where nothing runs but what a site makes of code: braces have to stay as the family has
/// them, and that is said at each run.
fn warn_of_braces(api: &Api, problems: &mut Problems) {
    let params = shown(api).into_iter().flat_map(|operation| &operation.params).map(|param| &param.field);
    let fields = api.types.iter().flat_map(|ty| match &ty.kind {
        TypeKind::Object(object) => object.fields.as_slice(),
        TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(..) => &[],
    });
    for field in params.chain(fields) {
        let has_braces = |value: &Value| value.to_string().contains("{{");
        if facts::example(field).is_some_and(has_braces) {
            let message = format!(
                "the theme `{THEME}` does not escape the `{{{{` of an example: a site that reads code as Vue runs it"
            );
            problems.push(Problem::error(&field.place.key("example"), message).warning());
        }
    }
}

/// Whose the pages are: the family is published from several documents into one folder, and some documents twice, with
/// another client.
pub(super) fn owner(api: &Api) -> String {
    let clients: Vec<&str> = api.clients.iter().map(|client| client.name.spelling.as_str()).collect();
    format!("{}-{}", api.title.get(0), clients.join("-"))
}

/// The operations that have pages: of each path and client the first of the document, unless all are hidden.
fn shown(api: &Api) -> Vec<&Operation> {
    let mut paths: IndexMap<_, Vec<&Operation>> = IndexMap::new();
    for operation in &api.operations {
        paths.entry((operation.client, names::path(operation))).or_default().push(operation);
    }
    let visible = paths.into_values().filter(|all| all.iter().any(|operation| !operation.hidden));
    // Operations of one path that the document did not order stand as the spec has them.
    visible.filter_map(|all| all.into_iter().min_by_key(|operation| operation.origin.order)).collect()
}
