//! The sidebar: every locale's groups with their pages, as data that a site's configuration imports.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::index::{groups, notice, operations_of};
use super::scene::Scene;
use super::theme::Sidebar;

/// The sidebar.
#[derive(Debug, Serialize)]
pub(super) struct SidebarView {
    /// Who made the file, safe in a line comment.
    notice: String,
    /// The sidebar as JSON: from the path of each locale to its groups.
    sidebar: String,
}

/// Builds the sidebar of all locales.
pub(super) fn sidebar(scenes: &[Scene<'_>]) -> Option<SidebarView> {
    let mut locales = Map::new();
    for scene in scenes {
        let entries: Vec<Value> = groups(*scene).map(|(index, _)| group(*scene, index)).collect();
        locales.insert(format!("/{}/", scene.locale_name()), Value::Array(entries));
    }
    let first = scenes.first()?;
    let sidebar = serde_json::to_string_pretty(&Value::Object(locales)).unwrap_or_default();
    Some(SidebarView { notice: notice(*first), sidebar })
}

fn group(scene: Scene<'_>, index: usize) -> Value {
    let group = &scene.api.groups[index];
    let folder = format!("/{}/{}", scene.locale_name(), scene.paths.group(index));
    let title = text(scene.text(&group.title), &group.name.spelling);
    let first = format!("{folder}/{}", scene.theme.index);
    let pages = operations_of(scene, index).map(|operation| {
        let known = &scene.api.operations[operation];
        let title = text(scene.text(&known.summary), &known.name.spelling);
        (title, format!("{folder}/{}", scene.paths.file(operation)))
    });
    match scene.theme.sidebar {
        // VitePress puts texts into its pages as HTML.
        Sidebar::VitePress => {
            let pages = pages.map(|(title, link)| json!({ "text": html(&title), "link": link }));
            let items: Vec<Value> = pages.collect();
            json!({ "text": html(&title), "link": first, "collapsed": true, "items": items })
        }
        Sidebar::VuePress | Sidebar::MdBook => {
            let children: Vec<Value> =
                pages.map(|(title, link)| json!({ "text": title, "link": link })).collect();
            json!({ "text": title, "link": first, "collapsible": true, "children": children })
        }
    }
}

/// The title in one line, as plain text. What has no title goes by its name.
fn text(title: &str, name: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { name.to_owned() } else { title }
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
