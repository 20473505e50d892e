//! Names: the spelling of the author beside the spelling on the wire.

/// A name as the author wrote it and as the wire has it. Each target turns it into identifiers of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// What code and pages are named after.
    pub spelling: String,
    /// What is sent; `None` where it is the same.
    wire: Option<String>,
}

impl Name {
    /// A name that is spelled the same everywhere.
    pub fn new(spelling: impl Into<String>) -> Self {
        Self { spelling: spelling.into(), wire: None }
    }

    /// A name that code spells differently from the wire.
    pub fn renamed(spelling: impl Into<String>, wire: impl Into<String>) -> Self {
        Self { spelling: spelling.into(), wire: Some(wire.into()) }
    }

    /// The spelling on the wire.
    #[must_use]
    pub fn wire(&self) -> &str {
        self.wire.as_deref().unwrap_or(&self.spelling)
    }
}
