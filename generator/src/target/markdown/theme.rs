//! Themes: what of the pages depends on the system that builds them into a site.
//!
//! Templates say most of it. What they cannot say is here: the name of a folder's first page, and the form of the list
//! of all pages. A theme of the user's own has what `vuepress` has.

/// A theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Theme {
    /// The first page of a folder.
    pub(super) index: &'static str,
    /// The list of all pages.
    pub(super) sidebar: Sidebar,
}

/// In which form a system wants the list of all pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sidebar {
    /// Data of VuePress: texts are plain.
    VuePress,
    /// Data of VitePress: texts are HTML.
    VitePress,
    /// A chapter that lists all others, in Markdown, the configuration of the book, and what its search lacks.
    MdBook,
}

/// How wide the columns of tables are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Widths {
    /// As the source family has them: its pages are wide.
    Fixed,
    /// As their contents need; only descriptions are kept from becoming a column of single words.
    Fluid,
}

impl Widths {
    /// The style of a column that the source family makes this wide.
    pub(super) fn fixed(self, pixels: u32) -> String {
        match self {
            Self::Fixed => format!("width:{pixels}px"),
            // Words of languages without blanks would be broken anywhere.
            Self::Fluid => "white-space:nowrap".to_owned(),
        }
    }

    /// The style of the column with descriptions.
    pub(super) fn description(self) -> String {
        match self {
            Self::Fixed => "width:300px".to_owned(),
            Self::Fluid => "min-width:160px".to_owned(),
        }
    }
}

impl Theme {
    /// How wide the columns of its tables are.
    pub(super) fn widths(self) -> Widths {
        match self.sidebar {
            Sidebar::VuePress => Widths::Fixed,
            Sidebar::VitePress | Sidebar::MdBook => Widths::Fluid,
        }
    }

    /// A theme, by its name.
    pub(super) fn named(name: &str) -> Self {
        match name {
            "vitepress" => Self { index: "index.md", sidebar: Sidebar::VitePress },
            "mdbook" => Self { index: "index.md", sidebar: Sidebar::MdBook },
            _ => Self { index: "README.md", sidebar: Sidebar::VuePress },
        }
    }

    /// The templates of the list of all pages.
    pub(super) fn files(self) -> &'static [&'static str] {
        match self.sidebar {
            Sidebar::VuePress | Sidebar::VitePress => &["sidebar.ts", "sidebar.json"],
            Sidebar::MdBook => &["SUMMARY.md", "book.toml", "search.js"],
        }
    }
}
