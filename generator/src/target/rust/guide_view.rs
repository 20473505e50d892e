//! The view of what the front pages of a crate tell: only what its calls have.

use std::collections::BTreeSet;

use serde::Serialize;

use super::names::{self, Ident};
use super::option_view::{enum_type, is_enum};
use super::types::scalar_name;
use crate::model::{Api, Content, Operation, Type, TypeKind};

/// What there is to tell of a crate.
#[derive(Debug, Serialize)]
pub(super) struct GuideView {
    /// Whether a call has pages.
    pub(super) has_pages: bool,
    /// Whether refusals of a call have types of their own.
    pub(super) has_refusals: bool,
    /// Whether a call sends or answers something piece by piece.
    pub(super) has_pieces: bool,
    /// The types of streams of values, with `or` between them; empty where there are none.
    pub(super) streams: String,
    /// Whether a call answers with bytes.
    pub(super) has_downloads: bool,
    /// Whether a call sends files or bytes.
    pub(super) has_uploads: bool,
    /// Whether there is something to tell of values.
    pub(super) has_values: bool,
    /// The types of texts and numbers with a meaning, separated by commas; empty where there are none.
    pub(super) scalars: String,
    /// Whether an enum keeps values that it does not know.
    pub(super) has_open_enums: bool,
    /// Whether an object has further fields.
    pub(super) has_extra: bool,
    /// The lines of what of the runtime is named at the root of the crate.
    pub(super) reexports: Vec<String>,
}

/// What is named at the root of every crate.
const REEXPORTED: &[&str] = &[
    "Authenticate",
    "CallOptions",
    "Error",
    "ErrorKind",
    "Hook",
    "Response",
    "Result",
    "RetryBudget",
    "RetryPolicy",
    "Secret",
    "TestAnswer",
    "TestRequest",
    "TestTransport",
    "Transport",
    "Upload",
];

/// The view of what a crate has.
pub(super) fn guide_view(api: &Api) -> GuideView {
    let scalars = scalars(api);
    let taken = root_names(api);
    let is_free = |scalar: &&str| !taken.iter().any(|ident| ident.as_str() == *scalar);
    let mut reexported: Vec<&str> = REEXPORTED.to_vec();
    reexported.extend(scalars.iter().copied().filter(is_free));
    reexported.sort_unstable();
    let shown: Vec<String> = scalars
        .iter()
        .map(|scalar| if is_free(scalar) { format!("`{scalar}`") } else { format!("`runtime::{scalar}`") })
        .collect();
    let kinds = || api.types.iter().map(|ty| &ty.kind);
    let is_open = |kind: &TypeKind| matches!(kind, TypeKind::Enum(values) if values.open);
    let has_extra = |kind: &TypeKind| matches!(kind, TypeKind::Object(object) if object.extra.is_some());
    let streams = streams(api);
    let has_downloads = contents(api).any(|content| matches!(content, Content::Bytes));
    let has_uploads = types(api).any(is_upload);
    let (has_open_enums, has_extra) = (kinds().any(is_open), kinds().any(has_extra));
    GuideView {
        has_pages: api.operations.iter().any(|operation| operation.pagination.is_some()),
        has_refusals: api.operations.iter().any(|operation| !operation.errors.is_empty()),
        has_pieces: !streams.is_empty() || has_downloads || has_uploads,
        streams,
        has_downloads,
        has_uploads,
        has_values: !shown.is_empty() || has_open_enums || has_extra,
        scalars: shown.join(", "),
        has_open_enums,
        has_extra,
        reexports: filled(&reexported),
    }
}

/// Names with commas, as many on a line as fit.
fn filled(names: &[&str]) -> Vec<String> {
    // rustfmt keeps a column free here.
    const MAX_WIDTH: usize = 99;
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        match lines.last_mut() {
            Some(line) if line.len() + " ,".len() + name.len() <= MAX_WIDTH => {
                line.push_str(&format!(" {name},"));
            }
            _ => lines.push(format!("    {name},")),
        }
    }
    lines
}

/// What the clients have at the root of the crate.
fn root_names(api: &Api) -> Vec<Ident> {
    let mut taken = Vec::new();
    for client in &api.clients {
        let ident = names::ty(&client.name);
        let options = client.options.iter().filter(|option| is_enum(api, client, option));
        taken.extend(options.map(|option| enum_type(option, &ident)));
        taken.push(names::builder(&ident));
        taken.push(ident);
    }
    taken
}

fn contents(api: &Api) -> impl Iterator<Item = &Content> {
    api.operations.iter().flat_map(|operation: &Operation| {
        let streamed = operation.streamed.iter().map(|streamed| &streamed.content);
        operation.answers.iter().map(|reply| &reply.content).chain(streamed)
    })
}

fn streams(api: &Api) -> String {
    let events = contents(api).any(|content| matches!(content, Content::Events { .. }));
    let lines = contents(api).any(|content| matches!(content, Content::JsonLines(_)));
    let all = [(events, "`runtime::Events`"), (lines, "`runtime::JsonLines`")];
    all.iter().filter(|(is_there, _)| *is_there).map(|(_, name)| *name).collect::<Vec<_>>().join(" or ")
}

/// Every type that is written down somewhere in an API.
fn types(api: &Api) -> impl Iterator<Item = &Type> {
    let named = api.types.iter().flat_map(|ty| {
        let (fields, other): (&[_], _) = match &ty.kind {
            TypeKind::Object(object) => (&object.fields, object.extra.as_ref()),
            TypeKind::Tuple(tuple) => (&tuple.elements, tuple.rest.as_ref()),
            TypeKind::Alias(ty, _) => (&[], Some(ty)),
            TypeKind::Union(_) | TypeKind::Enum(_) => (&[], None),
        };
        let variants = if let TypeKind::Union(union) = &ty.kind { union.variants.as_slice() } else { &[] };
        fields.iter().map(|field| &field.ty).chain(other).chain(variants.iter().map(|variant| &variant.ty))
    });
    let used = api.operations.iter().flat_map(|operation| {
        let params = operation.params.iter().map(|param| &param.field.ty);
        params.chain(operation.body.iter().map(|body| &body.ty)).chain(operation.answer_types())
    });
    named.chain(used)
}

fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => innermost(inner),
        ty => ty.element().map_or(ty, innermost),
    }
}

fn is_upload(ty: &Type) -> bool {
    *innermost(ty) == Type::Binary
}

fn scalars(api: &Api) -> Vec<&'static str> {
    let all: BTreeSet<&str> = types(api).map(|ty| scalar_name(innermost(ty))).collect();
    all.into_iter().filter(|name| !name.is_empty()).collect()
}
