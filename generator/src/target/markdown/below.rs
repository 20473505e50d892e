//! Tables of an author's that stand in descriptions: a cell cannot hold one, so it follows the table
//! that has the cell, and the cell links there.

use super::escape::{cell_without_tables, literal};
use super::labels::fill;
use super::scene::Scene;

/// The tables that follow a table, or a list, of ours.
pub(super) struct Below<'a> {
    scene: Scene<'a>,
    /// What tells the anchors of this table from those of others on a page.
    owner: String,
    blocks: Vec<String>,
}

impl<'a> Below<'a> {
    /// No tables yet. No other table of a page has the same owner.
    pub(super) fn new(scene: Scene<'a>, owner: impl Into<String>) -> Self {
        Self { scene, owner: owner.into(), blocks: Vec::new() }
    }

    /// Returns Markdown as a cell, and keeps its tables. `name` is what they belong to.
    pub(super) fn cell(&mut self, name: &str, text: &str) -> String {
        cell_without_tables(text, &mut |table| {
            let number = self.blocks.len() + 1;
            // No anchor of a type has a colon.
            let anchor = format!("table:{}:{number}", self.owner);
            let label = fill(&self.scene.labels.words.table, &[&number.to_string()]);
            let title = format!("{label}{}{}", self.scene.labels.colon, literal(name));
            self.blocks.push(format!("{title} <a id=\"{anchor}\"></a>\n\n{table}"));
            format!("<a href=\"#{anchor}\">{label}</a>")
        })
    }

    /// Puts what was kept behind the table or the list.
    pub(super) fn after(self, table: String) -> String {
        let mut parts = vec![table];
        parts.extend(self.blocks);
        parts.join("\n\n")
    }
}
