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
    /// A chapter that lists all others, in Markdown, and the configuration of the book.
    MdBook,
}

impl Theme {
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
            Sidebar::MdBook => &["SUMMARY.md", "book.toml"],
        }
    }
}
