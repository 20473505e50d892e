//! The view of the crate as a whole: manifest, front page, modules, features.

use serde::Serialize;

use super::guide_view::{GuideView, guide_view};
use super::names::{self, Ident};
use super::operation_view::Scene;
use super::{doc, layout, literal, sample};
use crate::model::Api;
use crate::problem::{Problem, Problems};

/// The templates that are rendered once, with this view.
pub(super) const STATIC: &[&str] = &[
    "Cargo.toml.hbs",
    "README.md.hbs",
    "src/lib.rs.hbs",
    "src/clients/mod.rs.hbs",
    "src/operations/mod.rs.hbs",
    "src/types/mod.rs.hbs",
];

/// The crate.
#[derive(Debug, Serialize)]
pub(super) struct CrateView {
    /// The name of the package, as a TOML string.
    pub(super) package: String,
    /// The crate as code refers to it.
    pub(super) krate: Ident,
    /// The version, as a TOML string.
    pub(super) version: String,
    /// The licence, as a TOML string.
    pub(super) license: String,
    /// The repository, as a TOML string; empty when there is none.
    pub(super) repository: String,
    /// Whether there is one.
    pub(super) has_repository: bool,
    /// The description, as a TOML string.
    pub(super) description: String,
    /// The title on one line of Markdown.
    pub(super) title: String,
    /// The doc comment of the crate, with `//!`.
    pub(super) doc: String,
    /// A whole sample program.
    pub(super) sample: String,
    /// The same in the crate's documentation, with `//!`.
    pub(super) sample_doc: String,
    /// The groups with operations.
    pub(super) groups: Vec<GroupView>,
    /// The clients.
    pub(super) clients: Vec<ClientRefView>,
    /// Whether some types are used by several groups.
    pub(super) has_shared_types: bool,
    /// Whether the API has an envelope.
    pub(super) has_envelope: bool,
    /// It; null when there is none.
    pub(super) envelope: Option<EnvelopeView>,
    /// What there is to tell of it.
    pub(super) guide: GuideView,
    #[serde(skip)]
    present: Vec<bool>,
}

impl CrateView {
    /// Whether a group has operations at all.
    pub(super) fn has_operations(&self, group: usize) -> bool {
        self.present.get(group).copied().unwrap_or(false)
    }
}

/// A group of operations.
#[derive(Debug, Serialize)]
pub(super) struct GroupView {
    /// The module.
    pub(super) module: Ident,
    /// The feature, as a TOML key and in quotes.
    pub(super) feature: String,
    /// The attribute of what is compiled only with the feature.
    pub(super) cfg: String,
    /// What the group is, on one line of Markdown.
    pub(super) title: String,
    /// Whether some types are used by this group alone.
    pub(super) has_types: bool,
}

/// A client, as other files refer to it.
#[derive(Debug, Serialize)]
pub(super) struct ClientRefView {
    /// The module.
    pub(super) module: Ident,
    /// The client.
    pub(super) ident: Ident,
    /// The item that names its blocking form.
    pub(super) blocking: String,
}

/// The envelope, as literals.
#[derive(Debug, Serialize)]
pub(super) struct EnvelopeView {
    /// The field with the status.
    pub(super) status: String,
    /// The values that mean success.
    pub(super) success: String,
    /// The field with the code, as an `Option`.
    pub(super) code: String,
    /// The field with the message, as an `Option`.
    pub(super) message: String,
    /// The field with the request id, as an `Option`.
    pub(super) request_id: String,
    /// The field with the data, as an `Option`.
    pub(super) data: String,
}

/// The view of the crate.
pub(super) fn crate_view(scene: &Scene<'_>, names: &[Ident], modules: &[Option<usize>]) -> CrateView {
    let Scene { api, docs, .. } = scene;
    let present: Vec<bool> = (0..api.groups.len())
        .map(|group| api.operations.iter().any(|operation| operation.group.0 == group))
        .collect();
    let title = doc::inline(docs.text(&api.title));
    let description = api.description.as_ref().map_or("", |text| docs.text(text));
    let mut groups: Vec<GroupView> = Vec::new();
    for (index, group) in api.groups.iter().enumerate().filter(|(index, _)| present[*index]) {
        let mut feature = names::feature(&group.name, &names[index]);
        // A group may be called what the feature of another became to keep clear of the crate's own.
        while groups.iter().any(|other| other.feature == feature) {
            feature.push_str("-group");
        }
        groups.push(GroupView {
            module: names[index].clone(),
            cfg: layout::item::cfg(&feature),
            feature,
            title: doc::inline(docs.text(&group.title)),
            has_types: modules.contains(&Some(index)),
        });
    }
    let program =
        api.operations.first().map(|operation| sample::program(scene, operation)).unwrap_or_default();
    CrateView {
        package: toml(&api.rust.krate),
        krate: names::krate(&api.rust.krate),
        version: toml(&api.rust.version),
        license: toml(&api.rust.license),
        repository: toml(api.rust.repository.as_deref().unwrap_or_default()),
        has_repository: api.rust.repository.is_some(),
        description: toml(&format!(
            "Client of {}",
            docs.text(&api.title).split_whitespace().collect::<Vec<_>>().join(" ")
        )),
        doc: doc::lines(&[&format!("Client of {title}."), description], doc::MODULE),
        sample_doc: sample_doc(&program),
        sample: program,
        title,
        groups,
        clients: client_refs(api),
        has_shared_types: modules.contains(&None),
        has_envelope: api.envelope.is_some(),
        envelope: api.envelope.as_ref().map(envelope_view),
        guide: guide_view(api),
        present,
    }
}

/// The program as an example that is compiled and not run; a test of its own has no async runtime to name.
fn sample_doc(program: &str) -> String {
    let mut lines = String::new();
    doc::raw(&format!("```no_run\n{program}```"), doc::MODULE, &mut lines);
    lines
}

fn client_refs(api: &Api) -> Vec<ClientRefView> {
    let mut views: Vec<ClientRefView> = api
        .clients
        .iter()
        .zip(names::client_modules(api.clients.iter().map(|client| &client.name)))
        .map(|(client, module)| {
            let ident = names::ty(&client.name);
            let blocking = layout::item::alias(4, ident.as_str(), &format!("crate::{ident}<Blocking>"));
            ClientRefView { module, ident, blocking }
        })
        .collect();
    views.sort_by(|a, b| a.module.cmp(&b.module));
    views
}

fn envelope_view(envelope: &crate::model::Envelope) -> EnvelopeView {
    let crate::model::Envelope { status, success, code, message, request_id, data } = envelope;
    let optional = |name: &Option<String>| {
        name.as_ref().map_or("None".to_owned(), |name| format!("Some({})", literal::string(name)))
    };
    let success: Vec<String> = success.iter().map(|value| literal::string(&value.to_string())).collect();
    EnvelopeView {
        status: literal::string(status),
        success: format!("&[{}]", success.join(", ")),
        code: optional(code),
        message: optional(message),
        request_id: optional(request_id),
        data: optional(data),
    }
}

/// A TOML basic string (TOML 1.0).
fn toml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// What this target cannot express: names that clash in Rust alone.
pub(super) fn check(api: &Api, problems: &mut Problems) {
    let mut seen = std::collections::HashMap::new();
    for ty in &api.types {
        if let Some(other) = seen.insert(names::ty(&ty.name), &ty.name) {
            let message = format!(
                "the types `{}` and `{}` have the same name in Rust",
                other.spelling, ty.name.spelling
            );
            problems.push(Problem::error(&ty.place, message).at_name().help("rename one of them"));
        }
    }
    if !is_package_name(&api.rust.krate) {
        let place = api.place.key("targets").key("rust").key("crate");
        let message = format!("`{}` is no name of a crate", api.rust.krate);
        problems.push(
            Problem::error(&place, message).help("use letters, digits, `-` and `_`, and begin with a letter"),
        );
    }
}

fn is_package_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}
