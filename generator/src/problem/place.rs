//! Places: a file and a path inside its document.

use std::fmt;
use std::sync::Arc;

use crate::source::SourceId;

/// A file and a path inside its document, as in `body.passCode.type`. Cloning is cheap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    source: SourceId,
    path: Option<Arc<Node>>,
    /// Whether everything below it has the same place.
    is_nearest: bool,
}

#[derive(Debug, PartialEq, Eq)]
struct Node {
    parent: Option<Arc<Node>>,
    segment: Segment,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Segment {
    /// The value of a key.
    Key(Box<str>),
    /// An element of a list, counted from 0.
    Index(usize),
}

impl Place {
    /// The whole document of a file.
    #[must_use]
    pub fn file(source: SourceId) -> Self {
        Self { source, path: None, is_nearest: false }
    }

    /// The same place for everything below it: what is there is not in the file as it is called here, since it was made
    /// of what is at this place.
    #[must_use]
    pub fn nearest(self) -> Self {
        Self { is_nearest: true, ..self }
    }

    /// The value of a key of the map at this place.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.step(Segment::Key(key.into()))
    }

    /// An element of the list at this place.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.step(Segment::Index(index))
    }

    /// Returns the same location, below which each node has a location of its own.
    #[must_use]
    pub(crate) fn exact(&self) -> Self {
        Self { is_nearest: false, ..self.clone() }
    }

    /// Returns the location one step below this one.
    pub(crate) fn step(&self, segment: Segment) -> Self {
        if self.is_nearest {
            return self.clone();
        }
        let path = Some(Arc::new(Node { parent: self.path.clone(), segment }));
        Self { source: self.source, path, is_nearest: false }
    }

    /// The file.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// The path from the document's root.
    #[must_use]
    pub fn segments(&self) -> Vec<&Segment> {
        let mut segments = Vec::new();
        let mut node = self.path.as_deref();
        while let Some(at) = node {
            segments.push(&at.segment);
            node = at.parent.as_deref();
        }
        segments.reverse();
        segments
    }

    /// Returns the path as a JSON pointer (RFC 6901), as in `/body/passCode/enum/2`; it is empty for
    /// the whole document.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for segment in self.segments() {
            pointer.push('/');
            match segment {
                Segment::Key(key) => pointer.push_str(&pointer_token(shown(key))),
                Segment::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }
}

/// Returns a key as a token of a JSON pointer (RFC 6901, section 3).
#[must_use]
pub fn pointer_token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The path with dots, as in `body.passCode.enum[2]`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.segments().into_iter().enumerate() {
            match segment {
                Segment::Key(key) => {
                    let shown = shown(key);
                    let dot = if position == 0 { "" } else { "." };
                    let rest = if shown.len() < key.len() { "…" } else { "" };
                    write!(f, "{dot}{shown}{rest}")?;
                }
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// As much of a key as anyone reads: a document with a key of megabytes may have a problem at each place below it.
fn shown(key: &str) -> &str {
    const LONGEST: usize = 1_000;
    let end = (0..=LONGEST.min(key.len())).rev().find(|at| key.is_char_boundary(*at));
    key.get(..end.unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::source::Sources;

    #[test]
    fn a_pointer_escapes_its_keys() {
        let sources = Sources::from_texts("t", &[("a.yaml", "")]);
        let (file, _) = sources.iter().next().unwrap();
        let place = Place::file(file).key("paths").key("/a~b/{c}").index(2);
        assert_eq!(place.pointer(), "/paths/~1a~0b~1{c}/2");
        assert_eq!(Place::file(file).pointer(), "");
    }
}
