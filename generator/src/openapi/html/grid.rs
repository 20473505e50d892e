//! A table of HTML → a table of Markdown.

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<Vec<String>>,
    in_cell: bool,
}

impl Grid {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Begins a cell of the last row.
    pub(super) fn begin_cell(&mut self) {
        self.in_cell = true;
    }

    /// Ends the cell that was begun. Returns whether one was.
    pub(super) fn end_cell(&mut self, text: &str) -> bool {
        if !std::mem::take(&mut self.in_cell) {
            return false;
        }
        if self.rows.is_empty() {
            self.row();
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
        self.rows.last_mut().into_iter().for_each(|row| row.push(text.clone()));
        true
    }

    /// Returns the table, its first row as the head; nothing where there are no cells.
    pub(super) fn written(self) -> Option<String> {
        let rows: Vec<Vec<String>> = self.rows.into_iter().filter(|row| !row.is_empty()).collect();
        let columns = rows.iter().map(Vec::len).max()?;
        let mut lines: Vec<String> = rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect();
        let missing = columns - rows.first().map_or(0, Vec::len);
        lines.first_mut().into_iter().for_each(|head| head.push_str(&"  |".repeat(missing)));
        lines.insert(1, format!("|{}", " --- |".repeat(columns)));
        Some(lines.join("\n"))
    }
}
