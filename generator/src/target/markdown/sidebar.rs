//! The sidebar: every locale's groups with their pages, as data that a site's configuration imports.

use serde::Serialize;
use serde_json::{Map, Value};

use super::index::{groups, notice, operations_of};
use super::scene::Scene;

/// The sidebar.
#[derive(Debug, Serialize)]
pub(super) struct SidebarView {
    /// Who made the file, safe in a line comment.
    notice: String,
    /// The sidebar as JSON: from the path of each locale to its groups.
    sidebar: String,
}

/// An entry of the sidebar.
#[derive(Debug, Serialize)]
struct Entry {
    text: String,
    link: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    collapsible: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    children: Vec<Entry>,
}

/// Builds the sidebar of all locales.
pub(super) fn sidebar(scenes: &[Scene<'_>]) -> Option<SidebarView> {
    let mut locales = Map::new();
    for scene in scenes {
        let entries: Vec<Entry> = groups(*scene).map(|(index, _)| group(*scene, index)).collect();
        let entries = serde_json::to_value(entries).unwrap_or_default();
        locales.insert(format!("/{}/", scene.locale_name()), entries);
    }
    let first = scenes.first()?;
    let sidebar = serde_json::to_string_pretty(&Value::Object(locales)).unwrap_or_default();
    Some(SidebarView { notice: notice(*first), sidebar })
}

fn group(scene: Scene<'_>, index: usize) -> Entry {
    let group = &scene.api.groups[index];
    let folder = format!("/{}/{}", scene.locale_name(), scene.paths.group(index));
    let page = |operation: usize| {
        let known = &scene.api.operations[operation];
        Entry {
            text: text(scene.text(&known.summary), &known.name.spelling),
            link: format!("{folder}/{}", scene.paths.file(operation)),
            collapsible: None,
            children: Vec::new(),
        }
    };
    Entry {
        text: text(scene.text(&group.title), &group.name.spelling),
        link: format!("{folder}/README.md"),
        collapsible: Some(true),
        children: operations_of(scene, index).map(page).collect(),
    }
}

/// The title in one line, as plain text: the theme escapes it. What has no title goes by its name.
fn text(title: &str, name: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { name.to_owned() } else { title }
}
