//! The Rust target: a client crate.
//!
//! The crate is the runtime, copied as it is, and around it one file per client, per group of operations and per group
//! of types. This room decides every name and type and lays the code out as rustfmt would; templates place it.

mod alike;
mod arguments;
mod boxes;
mod client_view;
mod crate_view;
mod credential_doc;
mod doc;
mod docs;
mod guide_view;
mod layout;
mod literal;
mod media_guard;
mod names;
mod operation_view;
mod option_view;
mod paging_view;
mod parts;
mod reply_view;
mod sample;
mod scheme_view;
mod send_view;
mod statement_view;
mod tag;
mod type_view;
mod types;
mod union_shape;
mod union_view;
mod value;

use crate::model::{Api, ClientId, GroupId, Name, Reach, TypeId};
use crate::problem::Problems;
use crate::render::Templates;
pub use sample::Samples;

use super::{Choices, Page, Target};
use docs::Docs;
use operation_view::Scene;
use types::Types;

/// The Rust target.
#[derive(Debug)]
pub struct Rust;

impl Target for Rust {
    fn name(&self) -> &'static str {
        "rust"
    }

    fn check(&self, api: &Api, problems: &mut Problems) {
        crate_view::check(api, problems);
    }

    fn pages(&self, api: &Api, _choices: Choices<'_>, _problems: &mut Problems) -> Vec<Page> {
        let modules = modules(api);
        let types = Types::new(api, modules.clone());
        let docs = Docs::of(api);
        let scene = Scene { api, types: &types, docs: &docs };
        let names = names::modules(api.groups.iter().map(|group| &group.name));
        let view = crate_view::crate_view(&scene, &names, &modules);
        let mut pages: Vec<Page> =
            crate_view::STATIC.iter().map(|template| Page::new(template, &view)).collect();
        for (index, group) in api.groups.iter().enumerate().filter(|(index, _)| view.has_operations(*index)) {
            let doc = docs.of_group(group);
            let operations = operation_view::operations_view(&scene, GroupId(index), doc.clone());
            let module = &names[index];
            pages.push(Page::at(
                "src/operations/group.rs.hbs",
                format!("src/operations/{module}.rs"),
                &operations,
            ));
            if modules.contains(&Some(index)) {
                let view = type_view::types_view(&types, &docs, Some(index), doc);
                pages.push(Page::at("src/types/group.rs.hbs", format!("src/types/{module}.rs"), &view));
            }
        }
        if modules.contains(&None) {
            let doc = "//! Types that several groups use.".to_owned();
            let view = type_view::types_view(&types, &docs, None, doc);
            pages.push(Page::at("src/types/group.rs.hbs", "src/types/shared.rs".to_owned(), &view));
        }
        let clients = names::client_modules(api.clients.iter().map(|client| &client.name));
        for (id, module) in (0..).map(ClientId).zip(clients) {
            let view = client_view::client_view(api, &docs, id);
            pages.push(Page::at("src/clients/client.rs.hbs", format!("src/clients/{module}.rs"), &view));
        }
        pages
    }

    fn copied(&self, templates: &Templates) -> Vec<Page> {
        templates
            .below(self.name())
            .filter(|(path, _)| !path.ends_with(".hbs"))
            .map(|(path, _)| Page::copy(path))
            .collect()
    }
}

/// The type that a named type of a spec becomes, in the module `types` of the crate.
#[must_use]
pub fn type_name(name: &str) -> String {
    names::ty(&Name::new(name)).to_string()
}

/// The module of each type: the group's that alone uses it, so that it is compiled with the group; else the shared one.
fn modules(api: &Api) -> Vec<Option<usize>> {
    let reach = Reach::of(api);
    (0..api.types.len())
        .map(|index| match reach.groups(TypeId(index)) {
            [GroupId(group)] => Some(*group),
            _ => None,
        })
        .collect()
}
