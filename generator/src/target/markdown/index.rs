//! Indexes: what there is, by locale, by group, and for language models.
//!
//! Links are relative, so that the pages can be moved below any folder of a site and read without one.

use serde::Serialize;

use super::escape::{cell, code, comment, destination, heading, literal, plain, prose};
use super::labels::fill;
use super::page::{FrontMatterView, link_title};
use super::scene::Scene;
use super::theme::Sidebar;
use super::translation;
use crate::model::{Client, ClientId, Group, Operation, Server, Text};

/// A page that lists others.
#[derive(Debug, Serialize)]
pub(super) struct IndexView {
    front_matter: FrontMatterView,
    /// The title, escaped for a heading.
    title: String,
    /// Who made the page, safe inside a comment.
    notice: String,
    /// Whether some texts of the page are not in its locale.
    has_untranslated: bool,
    /// That it is so, a sentence.
    untranslated: String,
    /// Whether there is a description.
    has_description: bool,
    /// The description, as blocks; in one line for `llms.txt`.
    description: String,
    /// What is listed.
    sections: Vec<SectionView>,
}

/// A part of an index.
#[derive(Debug, Serialize)]
struct SectionView {
    /// Whether the part has a heading.
    has_heading: bool,
    /// The heading, escaped.
    heading: String,
    /// Whether there is a text.
    has_text: bool,
    /// What the listed have in common, as blocks.
    text: String,
    /// The list, an item a line.
    list: String,
}

impl SectionView {
    fn new(heading: String, text: String, list: String) -> Self {
        Self { has_heading: !heading.is_empty(), heading, has_text: !text.is_empty(), text, list }
    }
}

/// The operations of a group, by index.
pub(super) fn operations_of(scene: Scene<'_>, group: usize) -> impl Iterator<Item = usize> {
    let operations = scene.api.operations.iter().enumerate();
    let is_listed = move |operation: &Operation| operation.group.0 == group && !operation.hidden;
    operations.filter(move |(_, operation)| is_listed(operation)).map(|(index, _)| index)
}

/// The groups that have operations, by index.
pub(super) fn groups(scene: Scene<'_>) -> impl Iterator<Item = (usize, &Group)> {
    let groups = scene.api.groups.iter().enumerate();
    groups.filter(move |(index, _)| operations_of(scene, *index).next().is_some())
}

/// The index of a group.
pub(super) fn group_index(scene: Scene<'_>, group: usize) -> IndexView {
    let known = &scene.api.groups[group];
    let description = scene.maybe(known.description.as_ref());
    let list =
        operations_of(scene, group).map(|index| item(scene, index, &scene.paths.file(index))).collect();
    let sections = vec![SectionView::new(String::new(), String::new(), list_text(list))];
    IndexView {
        has_untranslated: is_untranslated(scene, group, known),
        ..view(scene, scene.text(&known.title), description, sections)
    }
}

/// Whether a group, or the title of an operation in it, is not in the locale.
fn is_untranslated(scene: Scene<'_>, index: usize, group: &Group) -> bool {
    let listed = operations_of(scene, index).map(|operation| Some(&scene.api.operations[operation].summary));
    translation::any(scene, listed.chain([Some(&group.title), group.description.as_ref()]))
}

/// The index of a locale: the clients with their groups, and the operations of each.
pub(super) fn locale_index(scene: Scene<'_>) -> IndexView {
    let description = scene.maybe(scene.api.description.as_ref());
    let mut sections: Vec<SectionView> = groups(scene)
        .map(|(index, group)| {
            let link = format!("{}/{}", scene.paths.group(index), scene.theme.index);
            let title = literal(scene.text(&group.title));
            let title = if title.is_empty() { literal(&group.name.spelling) } else { title };
            // VuePress and mdBook make every heading a link to itself, in which another one has no place; their sidebars lead
            // to groups.
            let heading = match scene.theme.sidebar {
                Sidebar::MdBook | Sidebar::VuePress => title,
                Sidebar::VitePress => format!("[{title}]({})", destination(&link)),
            };
            let text = prose(scene.maybe(group.description.as_ref()));
            let list = operations_of(scene, index)
                .map(|operation| item(scene, operation, &scene.paths.page(scene.api, operation)))
                .collect();
            SectionView::new(heading, text, list_text(list))
        })
        .collect();
    sections.extend(scene.api.clients.iter().filter_map(|client| servers(scene, client)));
    let own = [Some(&scene.api.title), scene.api.description.as_ref()];
    IndexView {
        has_untranslated: translation::any(scene, own)
            || groups(scene).any(|(index, group)| is_untranslated(scene, index, group)),
        ..view(scene, scene.text(&scene.api.title), description, sections)
    }
}

/// The servers of a client and what can be set in their URLs, where there is more than one URL.
fn servers(scene: Scene<'_>, client: &Client) -> Option<SectionView> {
    if client.servers.is_empty() && client.server_variables.is_empty() {
        return None;
    }
    let told = |text: Option<&Text>| {
        let text = cell(scene.maybe(text));
        if text.is_empty() { text } else { format!("{}{text}", scene.labels.colon) }
    };
    let mut list = Vec::new();
    if let Server::Fixed(url) | Server::Option(_, Some(url)) = &client.server {
        list.push(format!("- {}", code(url)));
    }
    for option in client.server_variables.iter().filter_map(|name| client.option(name)) {
        let mut facts: Vec<String> = option.values.iter().map(|value| code(value)).collect();
        let default =
            option.default.as_ref().map(|default| fill(&scene.labels.limits.default, &[&code(default)]));
        facts.extend(default);
        let facts =
            if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(&scene.labels.list)) };
        let place = code(&format!("{{{}}}", option.name.wire()));
        list.push(format!("  - {place}{facts}{}", told(option.description.as_ref())));
    }
    for server in &client.servers {
        list.push(format!("- {}{}", code(&server.url), told(server.description.as_ref())));
    }
    let title =
        format!("{}{}{}", literal(&client.name.spelling), scene.labels.colon, scene.labels.words.servers);
    Some(SectionView::new(title, String::new(), list_text(list)))
}

/// The page before all locales: in which of them there are pages.
pub(super) fn root_index(scenes: &[Scene<'_>]) -> Option<IndexView> {
    let first = scenes.first()?;
    let list = scenes
        .iter()
        .map(|scene| {
            let link = format!("{}/{}", scene.locale_name(), scene.theme.index);
            format!("- [{}]({})", literal(&scene.labels.language), destination(&link))
        })
        .collect();
    let sections = vec![SectionView::new(String::new(), String::new(), list_text(list))];
    Some(view(*first, first.text(&first.api.title), first.maybe(first.api.description.as_ref()), sections))
}

/// `llms.txt`: the pages of the first locale, group by group, and where the other locales begin.
pub(super) fn llms(scenes: &[Scene<'_>]) -> Option<IndexView> {
    let first = scenes.first()?;
    let mut sections: Vec<SectionView> = groups(*first)
        .map(|(index, group)| {
            let title = heading(first.text(&group.title));
            let list = operations_of(*first, index).map(|operation| {
                let path = format!("{}/{}", first.locale_name(), first.paths.page(first.api, operation));
                item(*first, operation, &path)
            });
            SectionView::new(title, String::new(), list_text(list.collect()))
        })
        .collect();
    let others: Vec<String> = scenes
        .iter()
        .skip(1)
        .map(|scene| {
            let link = format!("{}/{}", scene.locale_name(), scene.theme.index);
            format!("- [{}]({})", literal(&scene.labels.language), destination(&link))
        })
        .collect();
    if !others.is_empty() {
        // The convention reserves this heading for what a reader in a hurry may skip.
        sections.push(SectionView::new("Optional".to_owned(), String::new(), list_text(others)));
    }
    let description = first.maybe(first.api.description.as_ref());
    let mut view = view(*first, first.text(&first.api.title), description, sections);
    view.description = cell(&plain(description));
    Some(view)
}

fn view(scene: Scene<'_>, title: &str, description: &str, sections: Vec<SectionView>) -> IndexView {
    let text = prose(description);
    IndexView {
        front_matter: FrontMatterView::new(title, description),
        title: heading(title),
        notice: notice(scene),
        has_untranslated: false,
        untranslated: scene.labels.sentences.untranslated.clone(),
        has_description: !text.is_empty(),
        description: text,
        sections,
    }
}

/// Who made a page that belongs to no operation.
pub(super) fn notice(scene: Scene<'_>) -> String {
    comment(&scene.labels.notice_index.replace("{api}", &scene.api.name.spelling))
}

fn item(scene: Scene<'_>, operation: usize, path: &str) -> String {
    let known = &scene.api.operations[operation];
    let ClientId(client) = known.client;
    let client = scene.api.clients.get(client).map(|Client { name, .. }| name.spelling.as_str());
    let method = super::escape::code(&format!("{}.{}", client.unwrap_or_default(), known.name.spelling));
    format!("- [{}]({}){}{method}", link_title(scene, known), destination(path), scene.labels.colon)
}

fn list_text(items: Vec<String>) -> String {
    items.join("\n")
}
