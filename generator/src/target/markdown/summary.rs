//! The summary: every page as a chapter of a book, in one list of links.
//!
//! mdBook builds the chapters that this list names and no others, so pages of types are in it too.

use serde::Serialize;

use super::escape::{destination, front_matter, heading, literal};
use super::index::{groups, notice, operations_of};
use super::page::link_title;
use super::scene::Scene;

/// The summary, and what the configuration of a book says of it.
#[derive(Debug, Serialize)]
pub(super) struct SummaryView {
    /// Who made the file, safe inside a comment.
    notice: String,
    /// The title of the API, a quoted TOML string.
    title: String,
    /// The first locale, a quoted TOML string.
    language: String,
    /// Every page, an item a line.
    chapters: String,
}

/// Builds the summary of all locales.
pub(super) fn summary(scenes: &[Scene<'_>]) -> Option<SummaryView> {
    let first = scenes.first()?;
    let mut lines = vec![format!("[{}]({})", heading(first.text(&first.api.title)), first.theme.index)];
    for scene in scenes {
        lines.push(format!("\n# {}\n", heading(&scene.labels.language)));
        lines.extend(locale(*scene));
    }
    Some(SummaryView {
        notice: notice(*first),
        title: front_matter(first.text(&first.api.title)),
        language: front_matter(first.locale_name()),
        chapters: lines.join("\n"),
    })
}

fn locale(scene: Scene<'_>) -> Vec<String> {
    let name = scene.locale_name();
    let index = scene.theme.index;
    let mut lines = vec![chapter(0, &heading(scene.text(&scene.api.title)), &format!("{name}/{index}"))];
    for (group, known) in groups(scene) {
        let title = literal(scene.text(&known.title));
        let title = if title.is_empty() { literal(&known.name.spelling) } else { title };
        lines.push(chapter(0, &title, &format!("{name}/{}/{index}", scene.paths.group(group))));
        for operation in operations_of(scene, group) {
            let path = format!("{name}/{}", scene.paths.page(scene.api, operation));
            lines.push(chapter(1, &link_title(scene, &scene.api.operations[operation]), &path));
        }
    }
    let mut types = scene.apart.iter().peekable();
    if types.peek().is_some() {
        // A chapter without a page: mdBook shows its title only.
        lines.push(format!("- [{}]()", heading(&scene.labels.headings.types)));
    }
    lines.extend(types.map(|id| {
        let path = format!("{name}/{}", scene.paths.type_page(id));
        chapter(1, &heading(&scene.api[id].name.spelling), &path)
    }));
    lines
}

fn chapter(level: usize, title: &str, path: &str) -> String {
    format!("{}- [{title}]({})", "  ".repeat(level), destination(path))
}
