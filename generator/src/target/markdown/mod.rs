//! The Markdown target: one page for each operation and locale, pages of large types, indexes, a sidebar and `llms.txt`.
//!
//! Each view has a file: `page` with `parameters`, `types` and `samples`, `apart` (which types have pages), `index`, `sidebar`. What they
//! share: `scene` (the API in one locale), `labels` (words that are not the spec's), `paths` (where pages go and
//! what links say), `escape` (every text on its way into a page), `table` and `facts` (rows and their cells).
//!
//! Views know nothing of a theme, but for `authing`, which repeats pages of another generator with views of its own; a
//! theme is the folder `templates/markdown/<theme>/` with `page.md.hbs`,
//! `index.md.hbs` and one template for each list of its pages (`theme`).

mod apart;
mod auth;
mod authing;
mod below;
pub mod calls;
mod errors;
mod escape;
mod facts;
mod index;
pub mod java;
mod labels;
mod options;
mod page;
mod parameters;
mod paths;
mod replies;
mod samples;
mod scene;
mod sent;
mod sidebar;
mod summary;
mod table;
mod theme;
mod translation;
mod ty;
mod types;

use serde::Serialize;

use self::apart::Apart;
use self::labels::Labels;
use self::page::Shared;
use self::paths::Paths;
use self::scene::Scene;
use self::theme::{Sidebar, Theme};
use self::types::Sections;
use crate::example;
use crate::model::Api;
use crate::problem::{Problem, Problems};
use crate::render::Templates;
use crate::target::rust::Samples;
use crate::target::{Choices, Page, Target};

/// Documentation pages.
#[derive(Debug, Clone, Copy)]
pub struct Markdown;

impl Target for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn owner(&self, api: &Api, choices: Choices<'_>) -> Option<String> {
        (choices.theme == authing::THEME).then(|| authing::owner(api))
    }

    fn pages(&self, api: &Api, choices: Choices<'_>, problems: &mut Problems) -> Vec<Page> {
        self.pages_with(api, choices, &Templates::embedded(), problems)
    }

    fn pages_with(
        &self,
        api: &Api,
        choices: Choices<'_>,
        templates: &Templates,
        problems: &mut Problems,
    ) -> Vec<Page> {
        if choices.theme == authing::THEME {
            return authing::pages(api, problems);
        }
        let theme = Theme::named(choices.theme);
        let labels = labels(api, templates, problems);
        let paths = Paths::of(api);
        let apart = Apart::of(api);
        let java = java::Names::of(api);
        let clients: Vec<calls::Names> =
            api.markdown.clients.iter().map(|shown| calls::Names::of(api, shown)).collect();
        let sections: Vec<Sections> = labels.iter().map(|_| Sections::new(api.types.len())).collect();
        let scenes: Vec<Scene<'_>> = labels
            .iter()
            .zip(&sections)
            .enumerate()
            .map(|(locale, (labels, sections))| Scene {
                api,
                paths: &paths,
                labels,
                java: java.as_ref(),
                clients: &clients,
                apart: &apart,
                sections,
                theme,
                locale,
            })
            .collect();
        let mut pages = Pages { name: choices.theme, theme, pages: Vec::new() };
        operations(&scenes, api, &mut pages);
        for scene in &scenes {
            for id in apart.iter() {
                let path = format!("{}/{}", scene.locale_name(), scene.paths.type_page(id));
                pages.add("type.md.hbs", path, &types::page(*scene, id));
            }
        }
        indexes(&scenes, &mut pages);
        pages.pages
    }
}

/// The labels of each locale of the API.
fn labels(api: &Api, templates: &Templates, problems: &mut Problems) -> Vec<Labels> {
    let place = api.place.key("locales");
    let mut all = Vec::with_capacity(api.locales.len());
    for (index, locale) in api.locales.iter().enumerate() {
        let place = place.index(index);
        match labels::find(templates, locale) {
            Some(found) => {
                if let Some(warning) = found.warning {
                    let help = format!(
                        "put markdown/labels/{}.json into a folder, and name the folder with --templates",
                        locale.0
                    );
                    problems.push(Problem::error(&place, warning).warning().help(help));
                }
                all.push(found.labels);
            }
            None => problems.push(Problem::error(&place, "there are no labels, not even English ones")),
        }
    }
    all
}

/// The pages so far, all of one theme.
struct Pages<'a> {
    name: &'a str,
    theme: Theme,
    pages: Vec<Page>,
}

impl Pages<'_> {
    /// Adds a page with a template of the theme.
    fn add(&mut self, template: &str, path: String, view: &impl Serialize) {
        self.pages.push(Page::at(&format!("{}/{template}", self.name), path, view));
    }

    /// Adds the lists of all pages, which have one view.
    fn add_lists(&mut self, view: Option<impl Serialize>) {
        for file in self.theme.files() {
            if let Some(view) = &view {
                self.add(&format!("{file}.hbs"), (*file).to_owned(), view);
            }
        }
    }
}

fn operations(scenes: &[Scene<'_>], api: &Api, pages: &mut Pages<'_>) {
    let samples = Samples::of(api);
    for (index, operation) in api.operations.iter().enumerate().filter(|(_, known)| !known.hidden) {
        let example = example::answer(api, operation);
        let shared = Shared { example: example.as_ref().map(shown_json), rust: samples.program(operation) };
        for scene in scenes {
            let path = format!("{}/{}", scene.locale_name(), scene.paths.page(api, index));
            pages.add("page.md.hbs", path, &page::page(*scene, index, &shared));
        }
    }
}

/// JSON for readers. What a page cannot hold as it is, line breaks of other kinds for example, is escaped in it, so that
/// the result is JSON still: outside of its strings it is ASCII.
fn shown_json(value: &serde_json::Value) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    let is_shown = |c: char| c == '\n' || !(c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
    let escaped = |c: char| if is_shown(c) { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) };
    text.chars().map(escaped).collect()
}

fn indexes(scenes: &[Scene<'_>], pages: &mut Pages<'_>) {
    let first = pages.theme.index;
    for scene in scenes {
        for (group, _) in index::groups(*scene) {
            let path = format!("{}/{}/{first}", scene.locale_name(), scene.paths.group(group));
            pages.add("index.md.hbs", path, &index::group_index(*scene, group));
        }
        let path = format!("{}/{first}", scene.locale_name());
        pages.add("index.md.hbs", path, &index::locale_index(*scene));
    }
    if let Some(view) = index::root_index(scenes) {
        pages.add("index.md.hbs", first.to_owned(), &view);
    }
    if let Some(view) = index::llms(scenes) {
        pages.pages.push(Page::at("llms.txt.hbs", "llms.txt".to_owned(), &view));
    }
    match pages.theme.sidebar {
        Sidebar::VuePress | Sidebar::VitePress => pages.add_lists(sidebar::sidebar(scenes)),
        Sidebar::MdBook => pages.add_lists(summary::summary(scenes)),
    }
}

#[cfg(test)]
mod tests;
