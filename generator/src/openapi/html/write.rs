//! Parts of a text with HTML → Markdown.

use super::element::Element;
use super::grid::Grid;
use super::token::{Kind, Token, attribute, decoded};

/// How many lists an item is indented for.
const DEEPEST_LIST: usize = 8;

/// How many tables are written inside each other.
const DEEPEST_TABLE: usize = 3;

/// Writes Markdown.
pub(super) fn markdown(text: &str, tokens: &[Token]) -> String {
    let mut writer = Writer { outs: vec![String::with_capacity(text.len())], ..Writer::default() };
    for token in tokens {
        writer.token(token.kind, &text[token.range.clone()]);
    }
    writer.finish()
}

#[derive(Default)]
struct Writer {
    /// The text so far, and that of each cell that is being read inside another.
    outs: Vec<String>,
    /// How many blocks of HTML are open: their lines are indented for the author's eyes only.
    blocks: usize,
    /// The lists that are open: the number of the last item, or none where they have no numbers.
    lists: Vec<Option<usize>>,
    tables: Vec<Grid>,
    /// How many tables are open that are too deep inside others to be written.
    deep_tables: usize,
    links: Vec<Option<String>>,
    /// The code that is being read, and whether it is a block.
    code: Option<(bool, String)>,
}

impl Writer {
    fn token(&mut self, kind: Kind, text: &str) {
        if let Some((is_block, code)) = &mut self.code {
            match kind {
                Kind::Close(Element::Preformatted) if *is_block => self.end_code(),
                Kind::Close(Element::Code) if !*is_block => self.end_code(),
                Kind::Text | Kind::Code => code.push_str(&decoded(text)),
                Kind::Break => code.push('\n'),
                _ => {}
            }
            return;
        }
        match kind {
            Kind::Text => self.text(text),
            Kind::Code => self.push(text),
            Kind::Break => self.push("<br>"),
            Kind::Rule => self.block(),
            Kind::Comment => {}
            Kind::Image => self.image(text),
            Kind::Open(element) => self.open(element, text),
            Kind::Close(element) => self.close(element),
        }
    }

    fn open(&mut self, element: Element, tag: &str) {
        match element {
            Element::Paragraph => self.begin_block(),
            Element::Heading => {
                self.begin_block();
                self.push("**");
            }
            Element::Bold => self.push("**"),
            Element::Italic => self.push("*"),
            Element::Struck => self.push("~~"),
            Element::Raised => self.push("^"),
            Element::Lowered => self.push("\\_"),
            Element::Code => self.code = Some((false, String::new())),
            Element::Preformatted => self.code = Some((true, String::new())),
            Element::Link => {
                let target = attribute(tag, "href").filter(|target| !target.trim().is_empty());
                if target.is_some() {
                    self.push("[");
                }
                self.links.push(target);
            }
            Element::List => self.begin_list(None),
            Element::NumberedList => self.begin_list(Some(0)),
            Element::Item => self.item(),
            Element::Table if self.tables.len() == DEEPEST_TABLE => self.deep_tables += 1,
            Element::Row | Element::Cell if self.deep_tables > 0 => self.push(" "),
            Element::Table => {
                self.block();
                self.tables.push(Grid::default());
                self.outs.push(String::new());
            }
            Element::Row => {
                self.end_cell();
                self.tables.last_mut().into_iter().for_each(Grid::row);
            }
            Element::Cell => {
                self.end_cell();
                self.tables.last_mut().into_iter().for_each(Grid::begin_cell);
            }
            Element::Plain => {}
        }
    }

    fn close(&mut self, element: Element) {
        match element {
            Element::Paragraph => self.end_block(),
            Element::Heading => {
                self.end_emphasis("**");
                self.end_block();
            }
            Element::Bold => self.end_emphasis("**"),
            Element::Italic => self.end_emphasis("*"),
            Element::Struck => self.end_emphasis("~~"),
            Element::Link => {
                if let Some(target) = self.links.pop().flatten() {
                    self.push(&format!("]({})", escaped(&target)));
                }
            }
            Element::List | Element::NumberedList => {
                self.lists.pop();
                self.end_block();
            }
            Element::Table | Element::Row | Element::Cell if self.deep_tables > 0 => {
                self.deep_tables -= usize::from(element == Element::Table);
            }
            Element::Row | Element::Cell => self.end_cell(),
            Element::Table => self.end_table(),
            Element::Item
            | Element::Code
            | Element::Preformatted
            | Element::Raised
            | Element::Lowered
            | Element::Plain => {}
        }
    }

    fn out(&mut self) -> Option<&mut String> {
        self.outs.last_mut()
    }

    fn push(&mut self, text: &str) {
        self.out().into_iter().for_each(|out| out.push_str(text));
    }

    /// Text between tags: as it is, but for the indentation of HTML and the line ends of a list.
    fn text(&mut self, text: &str) {
        let is_begin = self.outs.last().is_none_or(|out| out.is_empty() || out.ends_with(['\n', ' ']));
        if self.blocks == 0 && self.lists.is_empty() && self.tables.is_empty() {
            return self.push(if is_begin { text.trim_start_matches(['\n', ' ']) } else { text });
        }
        let is_flat = !(self.lists.is_empty() && self.tables.is_empty());
        let lines: Vec<&str> = text.split('\n').collect();
        let last = lines.len() - 1;
        let trimmed: Vec<&str> = lines
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let line = if index > 0 { line.trim_start() } else { line };
                if index < last { line.trim_end() } else { line }
            })
            .collect();
        let text = trimmed.join(if is_flat { " " } else { "\n" });
        self.push(if is_begin { text.trim_start() } else { &text });
    }

    /// What begins after this is a block of its own, inside the item of a list where there is one.
    fn block(&mut self) {
        let indent = self.indent();
        let Some(out) = self.outs.last_mut() else { return };
        // The mark of an item is the beginning of a block already.
        if out.ends_with("- ") || out.ends_with(". ") && !indent.is_empty() && is_mark(out) {
            return;
        }
        let length = out.trim_end().len();
        out.truncate(length);
        if !out.is_empty() {
            out.push_str("\n\n");
            out.push_str(&indent);
        }
    }

    fn begin_block(&mut self) {
        self.block();
        self.blocks += 1;
    }

    fn end_block(&mut self) {
        self.blocks = self.blocks.saturating_sub(1);
        self.block();
    }

    fn indent(&self) -> String {
        self.lists.iter().take(DEEPEST_LIST).map(|list| if list.is_some() { "   " } else { "  " }).collect()
    }

    fn begin_list(&mut self, number: Option<usize>) {
        self.begin_block();
        self.lists.push(number);
    }

    fn item(&mut self) {
        let list = self.lists.pop();
        let indent = self.indent();
        let number = list.flatten().map(|number| number + 1);
        let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        self.lists.push(number);
        let Some(out) = self.outs.last_mut() else { return };
        let length = out.trim_end().len();
        out.truncate(length);
        // The items of a list stand close together; before the first there is a paragraph.
        let is_first = number.is_none_or(|number| number == 1) && !is_in_list(out);
        out.push_str(match (out.is_empty(), is_first) {
            (true, _) => "",
            (false, true) => "\n\n",
            (false, false) => "\n",
        });
        out.push_str(&indent);
        out.push_str(&mark);
    }

    /// Ends emphasis: blanks stand outside of it, and there is none of nothing.
    fn end_emphasis(&mut self, mark: &str) {
        let Some(out) = self.out() else { return };
        let length = out.trim_end().len();
        let blanks = out.split_off(length);
        if out.ends_with(mark) {
            out.truncate(length - mark.len());
        } else {
            out.push_str(mark);
        }
        out.push_str(&blanks);
    }

    fn end_code(&mut self) {
        let Some((is_block, code)) = self.code.take() else { return };
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        if is_block && self.tables.is_empty() {
            self.block();
            let fence = "`".repeat(longest.max(2) + 1);
            let indent = self.indent();
            let code = code.trim_matches('\n').replace('\n', &format!("\n{indent}"));
            self.push(&format!("{fence}\n{indent}{code}\n{indent}{fence}"));
            self.block();
        } else if !code.trim().is_empty() {
            let fence = "`".repeat(longest + 1);
            let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
            let gap = if longest > 0 { " " } else { "" };
            self.push(&format!("{fence}{gap}{code}{gap}{fence}"));
        }
    }

    /// Ends the cell that is being read, if one is. Words between cells stand before the table.
    fn end_cell(&mut self) {
        let [.., around, out] = self.outs.as_mut_slice() else { return };
        let text = std::mem::take(out);
        let is_cell = self.tables.last_mut().is_some_and(|table| table.end_cell(&text));
        if !is_cell && !text.trim().is_empty() {
            around.push_str(text.trim());
            around.push_str("\n\n");
        }
    }

    fn end_table(&mut self) {
        self.end_cell();
        if self.tables.is_empty() {
            return;
        }
        self.outs.pop();
        let table = self.tables.pop().and_then(Grid::written);
        if let Some(table) = table {
            let indent = self.indent();
            self.push(&table.replace('\n', &format!("\n{indent}")));
        }
        self.block();
    }

    fn image(&mut self, tag: &str) {
        let words = attribute(tag, "alt").unwrap_or_default();
        match attribute(tag, "src") {
            Some(source) => {
                let words = if words.trim().is_empty() { source.clone() } else { words };
                self.push(&format!("[{words}]({})", escaped(&source)));
            }
            None => self.push(&words),
        }
    }

    fn finish(mut self) -> String {
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.outs.into_iter().next().unwrap_or_default().trim().to_owned()
    }
}

/// Whether a text ends in the mark of an item with a number.
fn is_mark(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or_default().trim();
    line.strip_suffix('.')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether the last line of a text is one of a list.
fn is_in_list(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or_default();
    let line = line.trim_start();
    line.starts_with("- ")
        || line.split_once(". ").is_some_and(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()))
}

/// A target between the parentheses of a link.
fn escaped(target: &str) -> String {
    let target = target.trim();
    target
        .chars()
        .map(|c| match c {
            '(' => "%28".to_owned(),
            ')' => "%29".to_owned(),
            '<' => "%3C".to_owned(),
            '>' => "%3E".to_owned(),
            c if c.is_whitespace() || c.is_control() => "%20".to_owned(),
            c => c.to_string(),
        })
        .collect()
}
