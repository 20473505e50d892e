//! The elements that are rewritten, by what they mean in Markdown.

/// What an element means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Element {
    Paragraph,
    /// Its content is a paragraph in bold: a heading would be one of the page.
    Heading,
    Bold,
    Italic,
    Struck,
    Code,
    Preformatted,
    Link,
    List,
    NumberedList,
    Item,
    Table,
    Row,
    Cell,
    Raised,
    Lowered,
    /// Its content stands for itself.
    Plain,
}

impl Element {
    /// Returns what an element means, by its name in lower case.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "p" | "div" | "section" | "article" | "center" | "blockquote" | "details" | "dl" | "dd" => {
                Self::Paragraph
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "caption" | "dt" => Self::Heading,
            "b" | "strong" => Self::Bold,
            "i" | "em" => Self::Italic,
            "del" | "s" | "strike" => Self::Struck,
            "code" | "tt" | "kbd" | "samp" => Self::Code,
            "pre" => Self::Preformatted,
            "a" => Self::Link,
            "ul" => Self::List,
            "ol" => Self::NumberedList,
            "li" => Self::Item,
            "table" => Self::Table,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "sup" => Self::Raised,
            "sub" => Self::Lowered,
            "span" | "font" | "u" | "small" | "big" | "nobr" | "mark" | "ins" | "thead" | "tbody"
            | "tfoot" => Self::Plain,
            _ => return None,
        })
    }

    /// Whether HTML lets the end tag of the element be left out.
    pub(super) fn may_be_open(name: &str) -> bool {
        matches!(name, "p" | "li" | "tr" | "td" | "th")
    }
}

/// Elements that are shown as they are written, and reported.
pub(super) const WITHOUT_COUNTERPART: &[&str] =
    &["audio", "button", "canvas", "embed", "form", "iframe", "script", "select", "style", "svg", "video"];
