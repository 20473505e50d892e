//! Sections of named types: every type that a page refers to, once, with its anchor.

use std::cell::OnceCell;

use serde::Serialize;

use super::escape::{code, heading, prose};
use super::facts::{deprecated, limits};
use super::index::notice;
use super::labels::{Headings, fill};
use super::page::FrontMatterView;
use super::scene::Scene;
use super::table::{self, Columns};
use super::translation;
use super::ty::{reached, repr_name, type_text};
use crate::model::{Limits, Type, TypeId, TypeKind, Union, Variant};

/// The page of a type.
#[derive(Debug, Serialize)]
pub(super) struct TypePageView<'a> {
    front_matter: FrontMatterView,
    /// Who made the page, safe inside a comment.
    notice: String,
    /// Whether some texts of the page are not in its locale.
    has_untranslated: bool,
    /// That it is so, a sentence.
    untranslated: &'a str,
    /// The headings of the page.
    headings: &'a Headings,
    /// The type.
    #[serde(rename = "type")]
    ty: &'a TypeView,
    /// Whether it refers to any type that has no page of its own.
    has_types: bool,
    /// The types that it refers to.
    types: Vec<&'a TypeView>,
}

/// Builds the page of a type.
pub(super) fn page<'a>(scene: Scene<'a>, id: TypeId) -> TypePageView<'a> {
    let def = &scene.api[id];
    let types = sections(scene, &[&Type::Named(id)], &[id]);
    let own = scene.sections.0[id.0].get_or_init(|| section(scene, id));
    TypePageView {
        front_matter: FrontMatterView::new(&def.name.spelling, scene.maybe(def.description.as_ref())),
        notice: notice(scene),
        has_untranslated: own.is_untranslated || types.iter().any(|view| view.is_untranslated),
        untranslated: &scene.labels.sentences.untranslated,
        headings: &scene.labels.headings,
        ty: own,
        has_types: !types.is_empty(),
        types,
    }
}

/// A section about a named type.
#[derive(Debug, Serialize)]
pub(super) struct TypeView {
    /// Where links to the type lead; safe in an attribute.
    anchor: String,
    /// The name of the type, escaped for a heading.
    title: String,
    /// Whether there is a text.
    has_text: bool,
    /// Deprecation, description and limits, as blocks.
    text: String,
    /// Whether there is a table.
    has_table: bool,
    /// The fields of an object, or the values of an enum.
    table: String,
    /// Whether some of its texts are in another locale; the page says so, not the section.
    #[serde(skip)]
    pub(super) is_untranslated: bool,
}

/// The sections of a locale, each made when a page first needs it: most types are on many pages.
#[derive(Debug)]
pub(super) struct Sections(Vec<OnceCell<TypeView>>);

impl Sections {
    /// No section yet, and room for so many.
    pub(super) fn new(types: usize) -> Self {
        Self((0..types).map(|_| OnceCell::new()).collect())
    }
}

/// The sections of every type that some types refer to, parents before children.
pub(super) fn sections<'a>(scene: Scene<'a>, roots: &[&Type], shown: &[TypeId]) -> Vec<&'a TypeView> {
    let section = |id: TypeId| scene.sections.0[id.0].get_or_init(|| section(scene, id));
    reached(scene, roots, shown).into_iter().map(section).collect()
}

fn section(scene: Scene<'_>, id: TypeId) -> TypeView {
    let def = &scene.api[id];
    let mut texts = Vec::new();
    if let Some(deprecation) = &def.deprecation {
        texts.push(deprecated(scene, deprecation));
    }
    let description = prose(scene.maybe(def.description.as_ref()));
    if !description.is_empty() {
        texts.push(description);
    }
    let owner = format!("type:{}", scene.paths.anchor(id));
    let table = match &def.kind {
        TypeKind::Object(object) => {
            if let Some(extra) = &object.extra {
                texts.push(fill(&scene.labels.sentences.extra, &[&type_text(scene, extra)]));
            }
            if object.closed {
                texts.push(scene.labels.sentences.closed.clone());
            }
            if object.fields.is_empty() {
                String::new()
            } else {
                table::fields(scene, Columns::Model, &owner, &object.fields)
            }
        }
        TypeKind::Tuple(tuple) => {
            let sentences = &scene.labels.sentences;
            texts.push(match &tuple.rest {
                Some(rest) => fill(&sentences.tuple_rest, &[&type_text(scene, rest)]),
                None => sentences.tuple.clone(),
            });
            table::fields(scene, Columns::Model, &owner, &tuple.elements)
        }
        TypeKind::Union(union) => {
            texts.push(union_text(scene, union));
            String::new()
        }
        TypeKind::Enum(values) => {
            texts.push(enum_text(scene, repr_name(values.repr), values.open));
            table::values(scene, &owner, values)
        }
        TypeKind::Alias(ty, own) => {
            let mut facts = vec![fill(&scene.labels.sentences.alias, &[&type_text(scene, ty)])];
            let limits = limits(scene, ty, own);
            if !limits.is_empty() {
                facts.push(scene.sentences(&limits));
            }
            texts.push(facts.join(" "));
            String::new()
        }
    };
    let text = texts.join("\n\n");
    TypeView {
        anchor: scene.paths.anchor(id).to_owned(),
        title: heading(&def.name.spelling),
        has_text: !text.is_empty(),
        text,
        has_table: !table.is_empty(),
        table,
        is_untranslated: translation::is_missing_in_type(scene, def),
    }
}

/// The types of a union, each with the values of the discriminator that mean it.
fn union_text(scene: Scene<'_>, union: &Union) -> String {
    let labels = scene.labels;
    let sentences = &labels.sentences;
    let first = match &union.discriminator {
        Some(field) => fill(&sentences.union_by, &[&code(field)]),
        None => sentences.union.clone(),
    };
    let variants: Vec<String> = union
        .variants
        .iter()
        .map(|variant| {
            let mut tags: Vec<String> = variant.tags.iter().map(|tag| code(tag)).collect();
            if variant.fallback {
                tags.push(sentences.union_fallback.clone());
            }
            let tags = if tags.is_empty() {
                String::new()
            } else {
                format!("{}{}", tags.join(", "), scene.labels.colon)
            };
            let facts = member_facts(scene, variant);
            if facts.is_empty() {
                return format!("- {tags}{}", type_text(scene, &variant.ty));
            }
            let stop = &labels.stop;
            format!("- {tags}{}{stop}{}", type_text(scene, &variant.ty), scene.sentences(&facts))
        })
        .collect();
    format!("{first}\n\n{}", variants.join("\n"))
}

/// The format and the limits of a type of a union, also of one that is written in place: its section
/// would be the only word about it.
fn member_facts(scene: Scene<'_>, variant: &Variant) -> Vec<String> {
    let mut facts = match &variant.ty {
        Type::Named(id) => match &scene.api[*id].kind {
            TypeKind::Alias(ty, own) if scene.api[*id].in_place => {
                let same = fill(&scene.labels.sentences.alias, &[&type_text(scene, ty)]);
                let mut facts = vec![same.trim_end_matches(scene.labels.stop.trim_end()).to_owned()];
                facts.extend(limits(scene, ty, own));
                facts
            }
            _ => Vec::new(),
        },
        ty => limits(scene, ty, &Limits::NONE),
    };
    facts.extend(variant.format.iter().map(|format| fill(&scene.labels.limits.format, &[&code(format)])));
    facts
}

fn enum_text(scene: Scene<'_>, repr: &str, open: bool) -> String {
    let labels = scene.labels;
    let mut text = format!("{}{}{repr}{}", labels.words.r#type, labels.colon, labels.stop);
    if open {
        text.push_str(&labels.sentences.enum_open);
    }
    text.trim_end().to_owned()
}
