//! Versions: which one follows a change (Semantic Versioning 2.0.0, and what Cargo says about versions below 1.0.0).

use std::fmt;

use super::Weight;

/// The version of a crate; what stands behind a `-` or a `+` does not count here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// Reads a version; what is no number counts as 0.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let core = text.split(['-', '+']).next().unwrap_or_default();
        let mut parts = core.split('.').map(|part| part.trim().parse().unwrap_or(0));
        let mut next = || parts.next().unwrap_or(0);
        Self { major: next(), minor: next(), patch: next() }
    }

    /// The version that follows when the worst change has a weight.
    #[must_use]
    pub fn after(self, worst: Weight) -> Self {
        let Self { major, minor, patch } = self;
        match (worst, major) {
            (Weight::Breaking, 0) => Self { major, minor: minor.saturating_add(1), patch: 0 },
            (Weight::Breaking, _) => Self { major: major.saturating_add(1), minor: 0, patch: 0 },
            (Weight::Addition, 1..) => Self { major, minor: minor.saturating_add(1), patch: 0 },
            (Weight::Addition | Weight::Notice, _) => Self { major, minor, patch: patch.saturating_add(1) },
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow() {
        for (old, worst, new) in [
            ("1.2.3", Weight::Breaking, "2.0.0"),
            ("1.2.3", Weight::Addition, "1.3.0"),
            ("1.2.3", Weight::Notice, "1.2.4"),
            ("0.2.3", Weight::Breaking, "0.3.0"),
            ("0.2.3-beta.1", Weight::Addition, "0.2.4"),
            ("x", Weight::Notice, "0.0.1"),
        ] {
            assert_eq!(Version::parse(old).after(worst).to_string(), new, "{old} {worst:?}");
        }
    }
}
