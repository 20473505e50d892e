//! A page, parsed: what a reader would see of it.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

/// What a page consists of.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Headings with their levels, as text.
    pub(super) headings: Vec<(u8, String)>,
    /// The number of cells of each row of each table.
    pub(super) tables: Vec<Vec<usize>>,
    /// The text of every cell.
    pub(super) cells: Vec<String>,
    /// The languages and contents of fences.
    pub(super) fences: Vec<(String, String)>,
    /// The front matter.
    pub(super) front_matter: String,
    /// HTML other than comments, tag by tag.
    pub(super) tags: Vec<String>,
    /// HTML comments.
    pub(super) comments: Vec<String>,
    /// Where links lead.
    pub(super) links: Vec<String>,
    /// All text: words, code, comments.
    pub(super) text: String,
    /// Runs of text in which Vue would look for braces.
    pub(super) interpolated: Vec<String>,
    /// Rules, indented blocks and images, none of which a page has.
    pub(super) strange: Vec<String>,
}

impl Reading {
    pub(super) fn of(page: &str) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Options::ENABLE_STRIKETHROUGH;
        let mut reader = Reader::default();
        for event in Parser::new_ext(page, options) {
            reader.event(event);
        }
        reader.flush();
        reader.reading
    }
}

#[derive(Default)]
struct Reader {
    reading: Reading,
    /// The run of text that Vue would see whole.
    run: String,
    /// How many elements with `v-pre` are open.
    pre: usize,
    in_metadata: bool,
    in_heading: bool,
    in_cell: bool,
    in_fence: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.flush();
                self.words(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.text("\n"),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::Start(tag) => {
                self.flush();
                self.start(tag);
            }
            Event::End(tag) => {
                self.flush();
                self.end(tag);
            }
            other => self.reading.strange.push(format!("{other:?}")),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let reading = &mut self.reading;
        match tag {
            Tag::Heading { level, .. } => {
                self.in_heading = true;
                reading.headings.push((level as u8, String::new()));
            }
            Tag::Table(_) => reading.tables.push(Vec::new()),
            Tag::TableHead | Tag::TableRow => {
                reading.tables.last_mut().unwrap().push(0);
            }
            Tag::TableCell => {
                self.in_cell = true;
                *reading.tables.last_mut().unwrap().last_mut().unwrap() += 1;
                reading.cells.push(String::new());
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                self.in_fence = true;
                reading.fences.push((language.to_string(), String::new()));
            }
            Tag::CodeBlock(CodeBlockKind::Indented) | Tag::Image { .. } => {
                reading.strange.push(format!("{tag:?}"))
            }
            Tag::Link { dest_url, .. } => reading.links.push(dest_url.to_string()),
            Tag::MetadataBlock(_) => self.in_metadata = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.in_heading = false,
            TagEnd::TableCell => self.in_cell = false,
            TagEnd::CodeBlock => self.in_fence = false,
            TagEnd::MetadataBlock(_) => self.in_metadata = false,
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        self.reading.text.push_str(text);
        if self.in_heading {
            self.reading.headings.last_mut().unwrap().1.push_str(text);
        }
        if self.in_cell {
            self.reading.cells.last_mut().unwrap().push_str(text);
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_metadata {
            self.reading.front_matter.push_str(text);
        } else if self.in_fence {
            self.reading.fences.last_mut().unwrap().1.push_str(text);
            self.reading.text.push_str(text);
        } else {
            self.words(text);
            if self.pre == 0 {
                self.run.push_str(text);
            }
        }
    }

    fn html(&mut self, html: &CowStr<'_>) {
        self.flush();
        let html = html.trim();
        if html.starts_with("<!--") {
            self.reading.comments.push(html.to_owned());
            self.reading.text.push_str(html);
            return;
        }
        if html == "<code v-pre>" || html == "<span v-pre>" {
            self.pre += 1;
        } else if html == "</code>" || html == "</span>" {
            self.pre -= 1;
        } else if html == "<br>" && self.in_cell {
            self.words(" ");
        }
        self.reading.tags.push(html.to_owned());
    }

    fn flush(&mut self) {
        if !self.run.is_empty() {
            self.reading.interpolated.push(std::mem::take(&mut self.run));
        }
    }
}
